"""A ratio is tied to its topic, its party and its base; a bare number is never a fact."""

from __future__ import annotations

import pytest

from agreement.extraction.said import found, reading, value

TEAM, UNIT, PROCEEDS, POOL = "grant.team_share", "grant.unit_share", "proceeds.team_proceeds_share", "proceeds.award_pool_ratio"

STATED = [
    ("乙方持有该成果70%的份额。", TEAM, "0.7"),
    ("甲方同意将标的专利70%的份额无偿转移至乙方名下。", TEAM, "0.7"),
    ("权属比例：甲方30%，乙方70%。", TEAM, "0.7"),
    ("赋权后，甲方、乙方持有该成果所有权的比例分别为25%、75%。", TEAM, "0.75"),
    ("甲方将其持有的25%份额全部转让给乙方，价款另计。", UNIT, "0.25"),
    ("转化收益在扣除相关费用后，甲方得20%，乙方得80%。", PROCEEDS, "0.8"),
    ("奖励总额为转化净收入的80%，即人民币800,000元。", POOL, "0.8"),
    ("甲方将该成果所有权的70%赋予乙方。", TEAM, "0.7"),
    ("甲方向乙方赋予70%的所有权。", TEAM, "0.7"),
    ("知识产权份额由甲方、乙方分别占30%和70%。", TEAM, "0.7"),
    ("知识产权份额由甲方、乙方分别占30%和70%。", UNIT, "0.3"),
    ("所有权由乙方与甲方按7:3的比例共有。", TEAM, "0.7"),
    ("双方对该专利的份额为甲三乙七。", TEAM, "0.7"),
    ("所有权份额双方各占50%。", UNIT, "0.5"),
    ("所有权份额：乙方百分之八十；甲方百分之二十。", UNIT, "0.2"),
    ("所有权由乙方享有四分之三，其余部分归甲方。", UNIT, "0.25"),
    ("该成果的份额，乙方不低于70%。", TEAM, {"min": "0.7"}),
    ("转化净收入的60%归乙方所有。", PROCEEDS, "0.6"),
    ("转化收益由甲方取得40%，乙方取得60%。", PROCEEDS, "0.6"),
    ("转化收益分配维持不变，即乙方收益比例72%、甲方28%。", PROCEEDS, "0.72"),
    ("甲方收益比例28%、乙方72%，按年结算。", PROCEEDS, "0.72"),
    ("转化净收益的20%支付给甲方，其余归乙方所有。", PROCEEDS, "0.8"),
    ("甲方从转化净收入中提取80%用于奖励完成人和重要贡献人员。", POOL, "0.8"),
    ("重大处置中乙方享有80%的决策权。", "grant.team_decision_share", "0.8"),
    ("该专利归双方共有，四六开：六成归乙方，四成归甲方。", TEAM, "0.6"),
    ("该专利归双方共有，采用二八比例，八成归乙方，二成归甲方。", UNIT, "0.2"),
    ("所有权：乙方持有的份额比甲方多四十个百分点，即70%对30%。", TEAM, "0.7"),
    ("所有权：甲方持有的份额比乙方少四十个百分点，即30%对70%。", TEAM, "0.7"),
    ("所有权四六分，乙方占六。", TEAM, "0.6"),
    ("专利权按三七分，七归乙方，三归甲方。", TEAM, "0.7"),
    ("专利权由甲乙双方平分。", TEAM, "0.5"),
    ("转化收益由双方平分。", PROCEEDS, "0.5"),
    ("甲方不再参与收益分配，全部收益归乙方。", PROCEEDS, "1"),
]


@pytest.mark.parametrize(("text", "path", "wanted"), STATED, ids=[text for text, _, _ in STATED])
def test_a_share_is_read_with_its_party_and_base(text, path, wanted):
    assert value(text, path) == wanted


NOTHING = [
    "依据《管理办法》第五条规定，完成人的份额不低于70%。",
    "若乙方自行筹资，则乙方的所有权份额调整为90%。",
    "乙方逾期付款的，按所有权份额价款的20%支付违约金。",
    "转让价款分两期，首期支付30%，变更登记后支付70%。",
    "处分该成果的所有权须经代表份额三分之二以上的共有人同意。",
    "该所有权作价入股后，乙方持有目标公司70%的股权。",
    "例如，乙方的所有权份额为70%时，按本款执行。",
    "乙方内部的收益由张三分得60%，李四分得40%。",
    "该成果的所有权份额约为70%，由双方另行商定。",
    "专利年费由乙方承担70%，甲方承担30%。",
    "产品合格率应达到98%，所有权不受影响。",
    "团队成员王伟的贡献比例为60%。",
    "乙方不得将所有权份额的30%以上对外转让。",
    "甲方有权以不高于评估价80%的价格回购乙方所持份额。",
    "后续改进成果由双方共有，各占50%。",
    "此前签订的意向书约定乙方份额为60%，自本协议生效之日起废止。",
    "双方在谈判中曾提出乙方占80%的方案，未予采纳。",
    "乙方要求所有权份额提高到85%，甲方不同意。",
    "参照兄弟院校的做法，团队一般持有70%至90%的所有权份额。",
    "乙方（张三占60%、李四占40%）共同享有所有权。",
    "乙方未在三年内实施转化的，甲方有权收回乙方50%的所有权份额。",
    "转化收益的10%作为管理费归甲方，用于技术转移机构运行。",
    "转化收益中先提管理费，其余部分由双方平分。",
    "专利维护费用由双方平分。",
    "乙方份额对应的全部收益归乙方。",
]


@pytest.mark.parametrize("text", NOTHING)
def test_a_ratio_of_anything_else_is_no_share(text):
    facts = {item.path for item in reading(text).facts if item.state in ("stated", "derived", "conflict") and item.value is not None}
    assert facts & {TEAM, UNIT, PROCEEDS, POOL, "grant.team_decision_share"} == set()


def test_shares_of_title_and_of_proceeds_are_kept_apart():
    text = "乙方持有所有权的70%，甲方持有30%。转化净收益由乙方分得85%，甲方分得15%。"
    assert (value(text, TEAM), value(text, UNIT), value(text, PROCEEDS)) == ("0.7", "0.3", "0.85")


def test_a_ratio_names_its_base_and_no_base_becomes_another():
    assert found("转化净收入的60%归乙方所有。", PROCEEDS).base == "net"
    assert found("转化收益的60%归乙方所有。", PROCEEDS).base == "proceeds"


def test_how_a_title_is_split_says_nothing_of_proceeds():
    assert found("所有权四六分，乙方占六。", PROCEEDS) is None
    assert found("专利权按三七分，七归乙方，三归甲方。", PROCEEDS) is None


BARE = "（一）甲方将该成果的所有权赋予乙方，双方按份共有。\n（二）乙方持有75%，甲方持有25%。\n（三）乙方持有65%，甲方持有35%。"


@pytest.mark.parametrize("head", ["第一条 赋权\n", ""])
def test_parts_told_twice_without_a_word_of_what_they_are_parts_of_contradict_each_other(head):
    fact = found(head + BARE, TEAM)
    assert (fact.state, set(fact.values)) == ("conflict", {750000, 650000})


def test_tiers_are_no_single_ratio():
    text = "净收益不超过100万元的部分，乙方分得80%；超过100万元的部分，乙方分得60%。"
    fact = found(text, PROCEEDS)
    assert (fact.state, fact.value, fact.doubt) == ("not_stated", None, "tiered")


KINDS_OF_INCOME = [
    "转让净收入的80%归乙方，20%归甲方；股权收益的75%归乙方，25%归甲方。",
    "转化收益分配如下：许可收入乙方得70%，作价入股收益乙方得80%。",
]


@pytest.mark.parametrize("text", KINDS_OF_INCOME)
def test_parts_that_differ_by_the_kind_of_income_are_no_single_ratio(text):
    fact = found(text, PROCEEDS)
    assert (fact.state, fact.value, fact.doubt) == ("not_stated", None, "by-income")


def test_one_part_of_every_kind_of_income_is_the_share():
    assert value("转让净收入的80%归乙方；许可净收入的80%归乙方。", PROCEEDS) == "0.8"


RESULTS = "双方对下列成果按份共有：\n| 成果 | 乙方份额 | 甲方份额 |\n|---|---|---|\n| {} | 60% | 40% |\n| {} | 55% | 45% |\n"


def test_a_table_of_results_contradicts_nothing_and_one_result_told_twice_does():
    several, twice = (found(RESULTS.format(*names), TEAM) for names in (("成果A（软件）", "成果B（专利）"), ("轴承", "轴承")))
    assert (several.state, several.doubt, twice.state) == ("not_stated", "several", "conflict")


def test_a_form_whose_first_line_tells_the_result_is_of_one():
    form = "| 成果名称 | 核酸芯片 | 经费来源 | 市级项目 |\n|---|---|---|---|\n| 办公会意见 | 同意赋权，乙方持70%的所有权份额 | | |\n"
    fact = found(f"{form}| 批准结果 | 乙方持有75%的所有权份额 | | |\n", TEAM)
    assert (fact.state, set(fact.values)) == ("conflict", {700000, 750000})


def test_the_sort_of_each_of_several_results_may_be_named_again():
    fact = found(
        "成果A：计算机软件著作权“斑块分割系统”，登记号2024SR0567891。\n成果B：发明专利“评分方法”。\n软件著作权相关维护费用由双方分担。",
        "result.ip_type",
    )
    assert (fact.state, fact.doubt) == ("not_stated", "several")


POOLS = ["净收入的70%奖励成果完成人，30%由甲方持有。", "净收入的70%奖励成果完成人，甲方保留30%。"]


@pytest.mark.parametrize("text", POOLS)
def test_what_the_unit_holds_is_no_part_of_the_reward(text):
    assert value(text, POOL) == "0.7"


def test_by_the_shares_carries_the_share_of_title_over():
    fact = found("乙方持有所有权的70%，甲方持有30%。转化收益按份额比例分配。", PROCEEDS)
    assert (fact.state, fact.value) == ("derived", 700000)
    assert [quote.text for quote in fact.evidence] == ["转化收益按份额比例分配。", "乙方持有所有权的70%，甲方持有30%。"]


def test_roles_are_those_of_the_document():
    head = "技术成果共有协议\n甲方：张弛（“薄膜”研发团队代表）\n乙方：南岭研究院\n"
    assert value("甲方享有所有权的70%，乙方享有30%。", TEAM, head) == "0.7"
    assert reading("", head).parties["乙方"] == "unit"


def test_a_party_whose_role_nothing_tells_has_no_share():
    head = "共有协议\n甲方：东升\n乙方：长明\n"
    assert value("乙方享有所有权的70%，甲方享有30%。", TEAM, head) is None


GROUP = "职务科技成果赋权协议\n甲方：青屏大学\n乙方：光学薄膜团队（WHO）\n一、甲方将“宽带减反膜”专利的部分所有权赋予乙方。\n"
SIGNED = [
    ("成员：柯一诺、石楠", "二、各自份额：柯一诺40%，石楠30%，甲方30%。\n甲方：青屏大学  乙方：柯一诺"),
    ("成员：柯一诺、石楠", "二、各自份额：柯一诺40%，石楠30%，甲方30%。\n甲方：青屏大学  乙方（代表签字）：柯一诺"),
    ("代表人：柯一诺", "二、该专利权的所有权：乙方成员中，柯一诺占四成，石楠占三成；学校占三成。\n甲方：青屏大学  乙方：柯一诺"),
    ("代表人：柯一诺", "二、该专利权的所有权：乙方（含柯一诺40%、石楠30%）合计七成，甲方三成。\n甲方：青屏大学  乙方：柯一诺"),
]


@pytest.mark.parametrize(("who", "text"), SIGNED)
def test_what_the_one_who_signs_for_a_team_holds_is_not_the_team_s(who, text):
    head = GROUP.replace("WHO", who)
    assert (value(text, TEAM, head), value(text, UNIT, head)) == ("0.7", "0.3")


def test_who_is_a_team_alone_holds_what_is_told_of_him():
    head = "职务科技成果赋权协议\n甲方：青屏大学\n乙方：柯一诺\n"
    text = "该专利权由双方按份共有，柯一诺占60%。\n甲方：青屏大学  乙方：柯一诺"
    assert value(text, TEAM, head) == "0.6"


HEADLESS = "职务科技成果赋权协议\n甲方：青屏大学\n乙方：光学薄膜团队\n"
TABLES = [
    "甲方将该专利的所有权赋予乙方，双方按份共有。\n| | 乙方 | 甲方 |\n|---|---|---|\n| 份额（%） | 72 | 28 |\n",
    "甲方将该专利的所有权赋予乙方，双方按份共有。\n| 姓名 | 学院 | 团队内部比例 | 所有权份额 |\n|---|---|---|---|\n"
    "| 柯一诺 | 材料学院 | 60% | 43.2% |\n| 石楠 | 材料学院 | 40% | 28.8% |\n| 团队小计 | | 100% | 72% |\n| 学校 | | - | 28% |\n",
]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_gives_each_party_its_own(table):
    assert (value(table, TEAM, HEADLESS), value(table, UNIT, HEADLESS)) == ("0.72", "0.28")
