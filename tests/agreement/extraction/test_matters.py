"""Papers that tell of several results: what is said of another one is not said of the one the paper is about."""

from __future__ import annotations

import pytest

from agreement.extraction.said import found, value

GRANT = (
    "一、甲方将职务科技成果“一种低温锂电隔膜及其制备方法”（以下称“标的成果”）所有权的65%赋予乙方，其余35%归甲方，双方按份共有。\n"
    "二、标的成果系乙方执行甲方任务完成的发明专利，权属清晰。\n"
)
ANOTHER = [
    (
        "甲方另有一件实用新型专利“电池壳体夹具”，2021年以独占方式许可佛山电器有限公司使用，期限八年，许可费32万元，协议定价。",
        "use_right.licence_type",
    ),
    ("甲方另有一件实用新型专利“电池壳体夹具”，2021年以独占方式许可佛山电器有限公司使用，期限八年，许可费32万元，协议定价。", "conversion.price"),
    ("2022年，甲方曾将外观设计专利“便携式检测箱”以90万元转让给中山仪器有限公司。该专利涉及国家秘密的部分已经剥离，转让款已到账。", "conversion.mode"),
    ("课题组成员参加的“极片涂布头”专利属于外观设计专利，由另一团队申请，已被他人质押，权属不清晰。", "result.title_clear"),
]


@pytest.mark.parametrize(("paragraph", "path"), ANOTHER)
def test_a_paragraph_on_another_result_says_nothing_of_this_one(paragraph: str, path: str) -> None:
    assert value(GRANT + paragraph, path) == value(GRANT, path)


SAME = [
    ("三、“低温锂电隔膜”不涉及国家秘密，已取得发明专利证书。", "result.state_secret", False),
    ("三、“锂电隔膜关键技术攻关”项目由深圳市科技创新局立项，经费为市级财政资金，标的成果即在该项目中完成。", "result.funding_source", "local_fiscal"),
    ("三、另有“电池壳体夹具”专利与本协议无关。标的成果不涉及国家秘密。", "result.state_secret", False),
]


@pytest.mark.parametrize(("paragraph", "path", "wanted"), SAME)
def test_a_shorter_name_a_project_and_a_return_to_the_matter_are_no_other_result(paragraph: str, path: str, wanted: object) -> None:
    assert value(GRANT + paragraph, path) == wanted


MINUTES = (
    "某某研究院院长办公会会议纪要\n2025年6月12日\n会议研究事项纪要如下。\n"
    "一、关于传达上级会议精神\n会议要求各部门结合实际贯彻落实。\n"
    "二、关于“低温脱氮菌剂”职务科技成果所有权赋权\n"
    "成果转化处汇报，标的为发明专利“一种低温脱氮菌剂及其制备方法”，已获授权，专利权人为我院，系课题组执行我院任务取得的职务科技成果，权属清晰，不涉及国家秘密。\n"
    "会议经集体讨论，同意赋权：我院与课题组对该专利按份共有，课题组持有40%，我院持有60%。转化净收益课题组分得75%，我院分得25%。\n"
    "三、关于听取“抑藻菌剂”专利实施许可履行情况的汇报\n"
    "“抑藻菌剂”专利已于2024年9月10日与佛山水产有限公司订立普通许可合同，许可费120万元，协议定价，从中提取42万元奖励完成人。\n"
    "四、关于赋权改革试点工作\n我院赋权改革实施方案已报送市科学技术局。\n"
    "五、关于人员招聘\n会议同意招聘十二人，公示七日。\n"
)


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("grant.team_share", "0.4"),
        ("proceeds.team_proceeds_share", "0.75"),
        ("result.ip_type", "invention_patent"),
        ("conversion.mode", None),
        ("conversion.price", None),
        ("conversion.contract_date", None),
        ("use_right.licence_type", None),
        ("proceeds.award_pool_amount", None),
        ("grant.publicity.days", None),
    ],
)
def test_minutes_tell_of_one_result_under_its_item(path: str, wanted: object) -> None:
    assert value(MINUTES, path, head="") == wanted


def test_what_the_unit_is_like_is_told_under_any_item() -> None:
    assert value(MINUTES.replace("已报送市科学技术局", "已报送市科学技术局，我院已建立职务科技成果台账"), "unit.has_ledger", head="") is True


def test_lines_that_list_results_are_each_of_their_own() -> None:
    listed = (
        "三、上半年台账\n1. 晶圆缺陷比对软件，软件著作权，70:30，尚未转化。\n2. 低温焊料配方，专有技术，共同共有，尚未转化。\n"
        "3. 语音唤醒固件，软件著作权，80:20，2024年普通许可，许可费345万元。\n"
    )
    plain = {path: value(GRANT, path) for path in ("result.ip_type", "grant.co_ownership_form", "grant.team_share", "conversion.price")}
    assert {path: value(GRANT + listed, path) for path in plain} == plain


def test_two_results_that_a_paper_grants_together_are_both_its_own() -> None:
    both = (
        "甲方将“柔性压力传感阵列”和“传感信号解调软件”两项职务科技成果所有权的70%赋予乙方，其余30%归甲方。\n"
        "“柔性压力传感阵列”不涉及国家秘密。“传感信号解调软件”不涉及国家秘密。\n"
    )
    assert value(both, "result.state_secret") is False


@pytest.mark.parametrize(
    ("other", "state"),
    [
        ("2023年10月23日至2023年11月6日，赋权事项在校内公示。", "stated"),  # an earlier round
        ("2024年5月12日至2024年5月24日，赋权事项在校内公示。", "conflict"),  # another year on the same days: a slip of the pen
        ("2025年5月12日至2025年5月24日，赋权事项在校内公示。", "conflict"),
    ],
)
def test_of_two_rounds_of_publicity_the_later_counts(other: str, state: str) -> None:
    end = found(f"{GRANT}{other}\n2025年5月12日至2025年5月23日，赋权事项在校内公示。\n", "grant.publicity.end")
    assert end is not None
    assert end.state == state


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("乙方占所有权的60%。甲方占所有权的40%，其中甲方占24%，甲方占16%。", "stated"),
        ("甲方占所有权的40%。\n甲方占所有权的24%。\n甲方占所有权的16%。", "conflict"),  # that they come to the first is chance
    ],
)
def test_shares_of_one_sentence_add_up(text: str, state: str) -> None:
    share = found(text, "grant.unit_share")
    assert share is not None
    assert share.state == state
