"""Parties that no label declares, and kinds of deal that no title tells: both are told by what a paper says of them."""

from __future__ import annotations

import pytest

from agreement.extraction.said import patterns, vocabulary
from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.extraction.found import Extraction
from awardrules.agreement.extraction.parties import parties
from awardrules.agreement.extraction.script.alike import respelled
from awardrules.agreement.extraction.script.writing import write
from awardrules.agreement.reading.documents import read_bytes

ROLES = [
    (
        "协议\n赣江应用化学研究所（下称所里）同所里助理工程师曾广财商定：\n曾广财一人完成的除油器由所里和他按份共有，所里占三成、他占七成。",
        {"曾广财": "team", "他": "team", "所里": "unit"},
    ),
    ("约定\n①广州云岭植物研究所（所方）\n②杜若、白芨二人\n技术秘密由双方按份共有，二人占六成，所方占四成。", {"所方": "unit"}),
    ("赣州市林木良种繁育中心主任办公会纪要\n罗松龄组交来申请书。该专利由中心与罗组共有，罗组占51%，中心占49%。", {"罗组": "team", "中心": "unit"}),
    (
        "本协议由双方订立，文中分别简称站方、育种人。\n| 站方（盖章） | 育种人（签字） |\n| 寒信柑橘试验站 | 温启贤 |\n育种人应缴年费。",
        {"育种人": "team"},
    ),
    (
        "植物新品种权转让协议\n所里，指赣州章贡果树研究所；组里，指该所育种组六名同志；公司，指江西赣源种苗集团有限公司。\n所里和组里把份额卖给公司。",
        {"所里": "unit", "组里": "team", "公司": "other"},
    ),
    (
        "普通许可合同\n许可人：钟家栋\n被许可人：赣州红壤油茶科技有限公司\n我是站里的技术员，使用权归我，站里提一成。",
        {"许可人": "team", "我": "team", "被许可人": "other"},
    ),
    (
        "林知远老师：\n您团队的这项成果，学校把情况告诉您如下。您的团队占七成，学校占三成。\n岭海大学科研处",
        {"林知远": "team", "你": "team", "学校": "unit"},
    ),
]
NOBODY = [
    "就我校与贵司拟订立的专利转让合同，现将意见函告如下。",
    "深圳医院与江苏恒瑞药业有限公司签订转让合同，转让净收入200万元。",
    "| 受奖人 | 职务 | 贡献 | 金额（万元） |\n| 郭鹏程 | 主任 | 主要完成人 | 28 |",
]


@pytest.mark.parametrize(("text", "wanted"), ROLES, ids=[next(iter(wanted)) for _, wanted in ROLES])
def test_who_is_introduced_without_a_label_has_a_role(text: str, wanted: dict[str, str]) -> None:
    _, roles, _ = parties.bind(respelled(write(read_bytes(text.encode(), "a.txt")), patterns().alike), patterns())
    assert {name: roles.get(name) for name in wanted} == wanted


@pytest.mark.parametrize("text", NOBODY)
def test_a_part_of_a_company_s_name_and_a_head_of_a_column_are_no_party(text: str) -> None:
    _, roles, _ = parties.bind(respelled(write(read_bytes(f"决定\n{text}".encode(), "a.txt")), patterns().alike), patterns())
    assert not {"江苏恒", "职务", "身份", "司拟"} & roles.keys()


def _read(text: str) -> Extraction:
    return extract_with(read_bytes(text.encode(), "a.txt"), vocabulary(), patterns())


TOLD = (
    "{title}\n甲方：深圳湾大学\n乙方：柔性屏课题组\n丙方：深圳亮屏科技有限公司\n"
    "2024年3月1日，甲方校长办公会决定把“柔性屏”专利所有权的60%赋予乙方，双方已签订赋权协议。\n"
    "甲乙双方将各自份额一并转让给丙方，转让价款300万元，由丙方向甲乙双方支付。"
)
KINDS = [
    (TOLD.format(title="协议书"), {"conversion"}),
    (TOLD.format(title="专利权转让合同"), {"conversion"}),
    (
        "关于终止长期使用权协议并另行赋权的协议\n甲方：深圳湾大学\n乙方：柔性屏课题组\n甲方把“柔性屏”专利权的55%赋予乙方，自留45%，按份共有。",
        {"ownership_grant"},
    ),
    ("赋权协议：柔性屏驱动方法\n甲方：深圳湾大学\n乙方：柔性屏课题组\n甲方占40%，乙方占60%。", {"ownership_grant"}),
    ("协议书\n甲方：深圳湾大学\n乙方：柔性屏课题组\n“柔性屏”专利由乙方单独所有，甲方不再留份额。", {"ownership_grant"}),
    (
        "决定\n专利转让合同已签订，转让净收入200万元，提取70%奖励下列人员：\n"
        "| 姓名 | 职务 | 贡献 | 奖励金额（万元） |\n| 郭鹏程 | 无 | 主要完成人 | 100 |\n| 凌可 | 无 | 完成人 | 40 |",
        {"reward"},
    ),
    ("关于拟转让两件发明专利的公示\n深圳湾大学拟将职务科技成果转让，拟交易价格30万元。", {"conversion"}),
]


@pytest.mark.parametrize(("text", "kinds"), KINDS, ids=[text.partition("\n")[0] + "-" + next(iter(kinds)) for text, kinds in KINDS])
def test_what_a_paper_does_counts_not_what_it_tells_of(text: str, kinds: set[str]) -> None:
    fact = _read(text).get("deal.kinds")
    assert fact is not None
    assert fact.value == frozenset(kinds)


def test_words_against_digits_are_a_conflict_of_what_the_words_are_about() -> None:
    read = _read("关于发放奖励的通知\n专利转让收入150万元。转让净收入为人民币壹佰贰拾万元整（¥1,210,000.00）。从净收入中提取72万元奖励完成人。")
    net, gross = read.get("proceeds.net_income"), read.get("proceeds.transfer_licence_gross_income")
    assert net is not None
    assert gross is not None
    assert (net.state, gross.state) == ("conflict", "stated")
