"""Parties told by what they do and by how they are described, and what a contract with a company tells of an earlier grant."""

from __future__ import annotations

import pytest

from agreement.extraction.said import reading
from awardrules.facts.quantity import SCALE

SHARES = [
    "计量院院长办公会纪要\n关于时频团队赋权事项。会议同意计量院将该成果所有权的七成赋予时频团队，三成由计量院保留。时频团队应于年内完成变更登记，计量院予以配合。",
    "协议\n地勘局研究所名下“打捞器”专利，系钻具班完成的职务成果。现地勘局研究所将其中七成所有权赋予钻具班，地勘局研究所保留三成。钻具班愿承担年费。",
    "天文台与滤光组关于窄带滤光片专利的约定\n天文台是专利权人。天文台给滤光组七成的所有权，天文台保留三成。滤光组可以单独决定许可，滤光组应报天文台备案。",
    "关于对黄柏团队赋权的决定\n经黄柏团队申请，省林科院将“黄柏组培”专利70%的所有权赋予黄柏团队，省林科院保留30%。黄柏团队应于年内实施，省林科院予以支持。",
    "赋权协议\n深圳湾畔大学，一所市属高等学校（下称“大学”）；与贺知行、宋语、唐一鸣三名自然人，均系大学教师（合称“受赋权人”）。\n"
    "标的成果由大学与受赋权人按份共有，受赋权人持有70%的份额，大学持有30%的份额。",
    "权利让渡与承接合同\n让权人：河套节水研究所\n承权人：章嘉木、苏敏学、石岚（三人系在编职工）\n让权人将职务发明70%的所有权赋予承权人，让权人保留30%的份额。",
    "赋权纪要\n会议决定：将第一项成果所有权的70%赋予陆承志团队，学校保留30%。团队负责人：陆承志。成果由学校与陆承志团队按份共有。",
]


@pytest.mark.parametrize("paper", SHARES)
def test_shares_of_parties_that_no_opening_declares(paper: str) -> None:
    facts = reading(paper, "")
    told = [facts.get(path) for path in ("grant.team_share", "grant.unit_share")]
    assert [one.value if one is not None else None for one in told] == [7 * SCALE // 10, 3 * SCALE // 10]
    kinds = facts.get("deal.kinds")
    assert kinds is not None
    assert kinds.value == frozenset({"ownership_grant"})


@pytest.mark.parametrize(
    "line",
    [
        "国家知识产权局将专利权授予某大学，专利证书已领取。",
        "上级主管部门把检测资质授予某大学，某大学保留30%的名额。",
        "学校将奖状授予获奖学生，获奖学生保留三成名额。",
    ],
)
def test_what_is_given_is_not_always_title(line: str) -> None:
    facts = reading(f"关于专利情况的说明，涉及成果转化协议、赋权协议及约定\n{line}", "")
    told = [facts.get(path) for path in ("grant.team_share", "grant.unit_share")]
    assert [one for one in told if one is not None and one.value is not None] == []


@pytest.mark.parametrize(
    ("title", "kinds"),
    [
        ("技术出资入股协议", {"conversion"}),
        ("专利实施许可合同", {"conversion"}),
        ("职务科技成果赋权及份额转让协议", {"ownership_grant", "conversion"}),
    ],
)
def test_a_contract_with_a_company_grants_nothing_by_telling_how_it_came_about(title: str, kinds: set[str]) -> None:
    paper = (
        f"{title}\n甲方：前海大学\n乙方：量子课题组\n丙方：深圳某某科技有限公司\n"
        "2024年11月8日，甲方校长办公会集体研究，批准将上述专利的部分所有权赋予乙方。\n甲方、乙方将各自份额以100万元转让给丙方。"
    )
    found = reading(paper, "").get("deal.kinds")
    assert found is not None
    assert found.value == frozenset(kinds)


@pytest.mark.parametrize(
    "line",
    [
        "如团队三年内实施成效突出，可将团队份额提高到八成。",
        "团队三年内实施成效突出，可将团队份额提高到八成。",
        "团队份额可视情况提高到80%。",
        "双方可以把团队份额调高到80%。",
        "满三年后团队份额提高到80%。",
        "必要时团队份额调整为80%。",
    ],
)
def test_a_share_that_may_be_changed_later_is_no_second_share(line: str) -> None:
    told = reading(f"一、双方按份共有，乙方占70%，甲方占30%。\n二、{line}\n").get("grant.team_share")
    assert told is not None
    assert (told.state, told.value) == ("stated", 7 * SCALE // 10)


def test_a_condition_before_a_party_is_no_part_of_its_name() -> None:
    paper = (
        "计量院院长办公会纪要\n深圳湾计量研究院（下称计量院）决定：计量院将该成果所有权的七成赋予时频团队，三成由计量院保留，双方按份共有。"
        "转化净收益时频团队得70%，计量院得30%。如团队三年内实施成效突出，可将团队份额提高到八成。\n"
    )
    told = reading(paper, "").get("grant.team_share")
    assert told is not None
    assert (told.state, told.value) == ("stated", 7 * SCALE // 10)
