"""People who are rewarded: tables of many makes, sentences, and whether list, total and pool agree."""

from __future__ import annotations

import pytest

from agreement.extraction.said import patterns, vocabulary
from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.extraction.found import Extraction, Found
from awardrules.agreement.reading.documents import read_bytes
from awardrules.facts.deal import plain

HEAD = "南岭大学关于科技成果转化奖励的决定\n各学院：\n学校专利转化项目已经完成，现就转化收益的奖励决定如下。\n"
RULE = "|---|---|---|---|---|\n"


def reading(text: str) -> Extraction:
    """What a text in Markdown states under the head; single lines are paragraphs."""
    lines = [line if line.startswith("|") else f"\n{line}\n" for line in (HEAD + text).split("\n")]
    return extract_with(read_bytes("\n".join(lines).encode(), "decision.md"), vocabulary(), patterns())


def found(text: str, path: str) -> Found | None:
    return reading(text).get(path)


def value(text: str, path: str) -> object:
    fact = found(text, path)
    return plain(fact.value, vocabulary().get(path)) if fact is not None and fact.state in ("stated", "derived") else None


def people(text: str) -> list[dict[str, object]] | None:
    """The people a text lists, with plain values."""
    fact = found(text, "recipients")
    if fact is None or not isinstance(fact.value, tuple):
        return None
    fields = vocabulary().records["recipients"]
    return [{name: plain(one, fields[name]) for name, one in record.items()} for record in fact.value]


TABLES = [
    "| 姓名 | 职务 | 贡献 | 奖励形式 | 金额（元） |\n"
    + RULE
    + "| 张伟 | 副教授 | 主要完成人 | 现金 | 300,000.00 |\n| 李小强 | 讲师 | 完成人 | 现金 | 200,000.00 |",
    "| 受奖人 | 身份 | 角色 | 方式 | 奖励额（万元） |\n"
    + RULE
    + "| 张伟 | 非领导人员 | 主要完成人 | 现金 | 30 |\n| 李小强 | 非领导人员 | 完成人 | 现金 | 20 |",
    "| 序号 | 获奖人员 | 岗位 | 贡献类型 | 现金奖励（万元） |\n"
    + RULE
    + "| 1 | 张伟 | 副教授 | 主要完成人 | 30 |\n| 2 | 李小强 | 讲师 | 其他完成人 | 20 |\n| 合计 |  |  |  | 50 |",
    "| 奖励金额 | 奖励对象 | 是否领导 | 参与情况 | 形式 |\n"
    + RULE
    + "| 30万元 | 张伟 | 否 | 主要完成人 | 现金 |\n| 人民币贰拾万元整 | 李小强 | 否 | 完成人 | 现金 |",
    "奖励分配明细：\n\n| 姓名 | 备注 | 职务 | 发放方式 | 数额 |\n"
    + RULE
    + "| 张伟 | 主要完成人 | 无 | 货币 | 30万元 |\n| 李小强 | 完成人 | 无 | 货币 | 20万元 |",
]


@pytest.mark.parametrize("table", TABLES)
def test_tables_of_people_are_read_by_their_heads_and_cells(table):
    assert people(table) == [
        {"role": "non_leader", "contribution": ["principal_completer"], "reward_form": ["cash"], "amount": "300000.00"},
        {"role": "non_leader", "contribution": ["completer"], "reward_form": ["cash"], "amount": "200000.00"},
    ]


def test_parts_of_the_pool_give_the_amounts():
    table = "奖励总额为50万元。\n\n| 姓名 | 分配比例 | 奖励形式 |\n|---|---|---|\n| 张伟 | 60% | 现金 |\n| 李强 | 40% | 现金 |"
    assert people(table) == [{"amount": "300000.00", "reward_form": ["cash"]}, {"amount": "200000.00", "reward_form": ["cash"]}]
    assert value(table, "reward.cash_amount") == "500000.00"


PROSE = [
    "项目负责人张伟获得现金奖励30万元，成员李小强获得现金奖励20万元。",
    "奖励分配如下：张伟30万元、李小强20万元，均以现金形式发放。",
    "奖励主要完成人张伟现金30万元；奖励完成人李小强现金20万元。",
    "张伟教授分得奖金300,000元，李小强博士分得奖金200,000元，奖金以现金发放。",
    "经研究，给予张伟（项目负责人）现金奖励人民币叁拾万元整，给予李小强现金奖励人民币贰拾万元整。",
]


@pytest.mark.parametrize("text", PROSE)
def test_sentences_reward_people_by_name(text):
    assert [(one["amount"], one["reward_form"]) for one in people(text) or []] == [("300000.00", ["cash"]), ("200000.00", ["cash"])]


def test_what_sentences_say_of_a_person_by_name():
    text = (
        "| 姓名 | 职务 | 贡献 | 奖励形式 | 金额（万元） |\n"
        + RULE
        + "| 张伟 | 校长 | 完成人 | 现金 | 30 |\n| 李小强 | 讲师 | 完成人 | 现金 | 20 |\n\n"
        "张伟的贡献情况、奖励方式和占比情况已在校内公示，并已逐级报告；其已申报个人有关事项，且未在企业兼职。李小强应当在述职报告中说明。"
    )
    first, second = people(text) or [{}, {}]
    assert {name: first[name] for name in ("publicity_done", "hierarchical_report_done", "personal_matters_declared", "outside_post")} == {
        "publicity_done": True, "hierarchical_report_done": True, "personal_matters_declared": True, "outside_post": False,
    }  # fmt: skip
    assert sorted(first["publicity_items"]) == ["contribution", "reward_form", "share"]
    assert set(second) == {"role", "contribution", "reward_form", "amount"}


ROWS = "| 姓名 | 奖励形式 | 金额（万元） |\n|---|---|---|\n| 张伟 | 现金 | 30 |\n| 李强 | 现金 | 20 |\n"


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("奖励总额为60万元，分配如下：\n\n" + ROWS + "| 合计 |  | 50 |", (600_000_000_000, 500_000_000_000)),
        (ROWS + "| 合计 |  | 50 |\n\n奖励总额为60万元。", (600_000_000_000, 500_000_000_000)),
        ("分配如下：\n\n" + ROWS + "| 合计 |  | 55 |", (550_000_000_000, 500_000_000_000)),
        ("奖励总额为45万元，分配如下：\n\n" + ROWS, (450_000_000_000, 500_000_000_000)),
    ],
)
def test_a_list_that_does_not_add_up_is_a_conflict(text, values):
    fact = found(text, "proceeds.award_pool_amount")
    assert fact is not None
    assert (fact.state, set(fact.values)) == ("conflict", set(values))


def test_a_list_that_adds_up_is_the_cash_reward():
    assert value("奖励总额为50万元，分配如下：\n\n" + ROWS + "| 合计 |  | 50 |", "reward.cash_amount") == "500000.00"


ACCOUNT = "| 项目 | 金额（元） |\n|---|---|\n| 转让收入 | 1,000,000.00 |\n| 减：税费 | 60,000.00 |\n| 减：代理费 | 40,000.00 |\n"


def test_income_less_deductions_is_the_net_income():
    assert value(ACCOUNT + "| 转化净收入 | 900,000.00 |", "proceeds.net_income") == "900000.00"
    derived = found("本次转让收入100万元，扣除税费6万元、代理费4万元，余额为净收入。", "proceeds.net_income")
    assert derived is not None
    assert (derived.state, derived.value) == ("derived", 900_000_000_000)


@pytest.mark.parametrize("text", [ACCOUNT + "| 转化净收入 | 950,000.00 |", "转让收入100万元，扣除税费6万元、代理费4万元，净收入为95万元。"])
def test_an_account_that_does_not_add_up_is_a_conflict(text):
    fact = found(text, "proceeds.net_income")
    assert fact is not None
    assert (fact.state, set(fact.values)) == ("conflict", {950_000_000_000, 900_000_000_000})


NO_ACCOUNT = [
    "转让收入100万元，其中税费6万元，净收入另行核定。",
    "净收入为95万元，奖励总额为其70%。转让收入100万元分两期支付，首期60万元。",
    "转让收入100万元，扣除税费后净收入为95万元。",
]


@pytest.mark.parametrize("text", NO_ACCOUNT)
def test_what_cannot_be_followed_item_by_item_is_no_account(text):
    facts = {fact.path: fact for fact in reading(text).facts}
    assert facts["proceeds.net_income"].state in ("stated", "not_stated") if "proceeds.net_income" in facts else True


@pytest.mark.parametrize(
    "text",
    [
        "奖励总额为人民币柒拾万元整（小写：￥720,000.00）。",
        "奖励总额为720,000.00元（大写：人民币柒拾万元整）。",
        "奖励总额为70万元。\n附件一\n奖励总额为72万元。",
        "附表\n奖励总额：72万元\n奖励总额为70万元。",
    ],
)
def test_words_against_digits_and_body_against_annex(text):
    fact = found(text, "proceeds.award_pool_amount")
    assert fact is not None
    assert (fact.state, set(fact.values)) == ("conflict", {700_000_000_000, 720_000_000_000})


OTHER_LISTS = [
    "| 姓名 | 职称 | 分工 |\n|---|---|---|\n| 张伟 | 教授 | 总体设计 |\n| 李强 | 讲师 | 实验 |",
    "| 姓名 | 职称 | 贡献比例 |\n|---|---|---|\n| 张伟 | 教授 | 60% |\n| 李强 | 讲师 | 40% |",
    "| 股东姓名 | 出资方式 | 出资额（万元） | 持股比例 |\n|---|---|---|---|\n| 张伟 | 现金 | 30 | 30% |\n| 李强 | 现金 | 70 | 70% |",
    "| 专家姓名 | 职称 | 评审费（元） |\n|---|---|---|\n| 张伟 | 教授 | 800 |\n| 李强 | 教授 | 800 |",
    "奖励分配示例：\n| 姓名 | 形式 | 奖励金额（元） |\n|---|---|---|\n| 张伟 | 现金 | 800 |\n| 李强 | 现金 | 800 |",
    "上一年度奖励情况：\n| 姓名 | 形式 | 奖励金额（元） |\n|---|---|---|\n| 张伟 | 现金 | 800 |\n| 李强 | 现金 | 800 |",
    "原分配方案作废：\n| 姓名 | 形式 | 奖励金额（元） |\n|---|---|---|\n| 张伟 | 现金 | 800 |\n| 李强 | 现金 | 800 |",
    "| 设备名称 | 数量 | 金额（元） |\n|---|---|---|\n| 高速离心机 | 1 | 30000 |\n| 方波发生器 | 2 | 20000 |",
    "任何人员获得奖励50万元以上的，应当公示。",
    "张伟出差费用5万元由奖励经费列支。",
    "若张伟获得奖励30万元、李强获得奖励20万元，应当分别纳税。",
    "张伟应得奖励30万元的申请未予采纳。",
    "学校2023年奖励张伟教授30万元，去年的奖励已经发放。",
]


@pytest.mark.parametrize("text", OTHER_LISTS)
def test_other_lists_reward_nobody(text):
    assert people(text) is None


def test_a_form_lists_people_in_one_of_its_parts():
    form = (
        "| 一、收益 |  |  |  |\n|---|---|---|---|\n| 转让收入 | 100万元 | 净收入 | 80万元 |\n| 二、奖励对象 |  |  |  |\n"
        "| 姓名 | 身份 | 贡献 | 现金奖励（万元） |\n| 张伟 | 研究员，副所长 | 主要完成人 | 30 |\n| 李小强 | 实验员，无行政职务 | 完成人 | 20 |\n"
        "| 张伟是否申报个人有关事项 | 已申报 |  |  |\n"
    )
    first, second = people(form) or [{}, {}]
    assert (first["role"], first["amount"], first["is_researcher"]) == ("other_leader_researcher", "300000.00", True)
    assert (second["role"], second["amount"]) == ("non_leader", "200000.00")


@pytest.mark.parametrize(
    ("told", "role"),
    [
        ("张伟为副所长，属担任领导职务的科研人员。", "other_leader_researcher"),
        ("张伟系所长（正职）。", "principal_leader"),
        ("两人均不是单位领导。", "non_leader"),
        ("除张伟外，其余人员均不担任领导职务。", None),
    ],
)
def test_a_sentence_tells_the_post_of_somebody(told, role):
    text = f"一、张伟（主要完成人）现金奖励30万元；\n二、李小强（完成人）现金奖励20万元。\n{told}"
    assert (people(text) or [{}])[0].get("role") == role


def test_names_that_share_a_word_share_what_it_says():
    listed = people("对主要完成人张伟、完成人李小强、王敏三名同志分别给予现金奖励30万元、20万元、10万元。")
    assert [one["contribution"] for one in listed or []] == [["principal_completer"], ["completer"], ["completer"]]


GROUPED = (
    "奖励总额为60万元，全部以现金发放，分配如下：\n\n| 姓名 | 贡献 | 金额（万元） |\n|---|---|---|\n"
    "| 张伟 | 主要完成人 | 30 |\n| 李小强 | 完成人 | 20 |\n| 技术转移专职人员（两人） | 转化服务 | 10 |\n| 合计 |  | 60 |"
)
PARTLY = ROWS + "| 小计 |  | 50 |\n\n奖励总额为60万元，其余10万元由转化办另册分配。"


def test_rows_of_groups_and_subtotals_are_parts_of_the_pool():
    assert value(GROUPED, "proceeds.award_pool_amount") == value(PARTLY, "proceeds.award_pool_amount") == "600000.00"
    assert value(GROUPED, "proceeds.internal_service_award_amount") == "100000.00"
    assert len(people(GROUPED) or []) == 2


def test_who_contributed_what_gets_how_much_is_a_reward_wherever_rewards_are_told():
    listed = people(
        "各人数额：\n\n| 姓名 | 身份 | 贡献 | 金额（元） |\n" + RULE + "| 张伟 | 讲师 | 主要完成人 | 300000 |\n| 李小强 | 讲师 | 完成人 | 200000 |"
    )
    assert [one["amount"] for one in listed or []] == ["300000.00", "200000.00"]


def test_contributed_capital_that_is_awarded_is_equity():
    listed = people("奖励明细：\n\n| 姓名 | 贡献 | 奖励对应出资额（万元） |\n|---|---|---|\n| 张伟 | 主要完成人 | 240 |\n| 李小强 | 完成人 | 96 |")
    assert [(one["reward_form"], one["amount"]) for one in listed or []] == [(["equity"], "2400000.00"), (["equity"], "960000.00")]


LISTED = (
    "| 姓名 | 职务 | 贡献 | 金额（万元） |\n"
    + RULE
    + "| 张伟 | 院长 | 主要完成人 | 30 |\n| 李小强 | 副院长 | 完成人 | 20 |\n| 王敏 | 讲师 | 完成人 | 10 |\n\n"
)


@pytest.mark.parametrize(
    ("told", "wanted"),
    [
        ("张伟系院长，李小强系副院长。二人的贡献、奖励方式和占比已在院内公示，并已逐级报告市主管部门。", [True, True, None]),
        ("张伟应当按管理权限逐级报告，在下一次个人有关事项报告中如实填报，并在年度述职报告中说明。", [None, None, None]),
        ("受奖领导人员今后应在年度述职报告中说明所得，并按规定申报个人有关事项。", [None, None, None]),
        ("张伟已按管理权限逐级报告。", [True, None, None]),
    ],
)
def test_who_is_meant_and_what_is_still_owed(told, wanted):
    listed = people(LISTED + told) or []
    assert [one.get("hierarchical_report_done") for one in listed] == wanted
    assert not any({"duty_report_disclosed", "personal_matters_declared"} & one.keys() for one in listed)


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "| 姓名 | 身份 | 金额 |\n|---|---|---|\n| 贺松年 | 校长，完成人 | 47万元 |\n| 叶知秋 | 教授，主要完成人 | 188万元 |",
            ["principal_leader", None],
        ),
        ("校长贺松年获现金奖励47万元，教授叶知秋获现金奖励188万元。", ["principal_leader", None]),
        ("奖励贺松年（校长）47万元，奖励叶知秋188万元，均以现金发放。", ["principal_leader", None]),
        ("副校长贺松年获现金奖励47万元，化工学院院长叶知秋获现金奖励188万元。", [None, None]),
        ("原校长贺松年获现金奖励47万元，院长叶知秋获现金奖励188万元。", [None, None]),  # 院长 is of a school
    ],
)
def test_the_head_of_the_unit_is_known_by_the_post_beside_the_name(text, roles):
    assert [one.get("role") for one in people(text)] == roles


OFFICE = (
    "提取收益的75%即900万元用于奖励，名单如下。\n"
    "| 姓名 | 身份 | 贡献 | 奖励方式 | 金额（万元） |\n|---|---|---|---|---|\n"
    "| 甄守一 | 研究员 | 主要完成人 | 现金 | 760 |\n| 技术转移办公室 | 专职人员三人 | 转化服务 | 现金 | 40 |\n"
    "| 佟望山 | 主任（法定代表人，正职领导） | 对转化有重要贡献 | 现金 | 100 |\n| 合计 | | | | 900 |\n"
)


def test_an_office_in_the_list_has_its_part_and_is_nobody():
    assert value(OFFICE, "proceeds.award_pool_amount") == "9000000.00"
    listed = people(OFFICE)
    assert listed is not None
    assert [one["amount"] for one in listed] == ["7600000.00", "1000000.00"]


TOLD_OF_LEADERS = [
    ("所有领导人员的贡献、奖励方式、所占比例已在内网公示，无异议；中心已逐级报告至主管局。", "hierarchical_report_done", True),
    ("所有领导人员的贡献、奖励方式、所占比例已在内网公示，无异议；中心将逐级报告至主管局。", "hierarchical_report_done", None),
    ("采购事项已公示；中心已逐级报告至主管局。", "hierarchical_report_done", None),
    ("相关领导同志已按规定申报个人收入和有关事项。", "personal_matters_declared", True),
    ("相关领导同志应按规定申报个人收入和有关事项。", "personal_matters_declared", None),
]


@pytest.mark.parametrize(("sentence", "field", "wanted"), TOLD_OF_LEADERS)
def test_what_is_told_of_the_leaders_together_is_told_of_each(sentence, field, wanted):
    listed = people(OFFICE + sentence)
    assert listed is not None
    assert [one.get(field) for one in listed] == [None, wanted]
