"""Boxes that are ticked or not, and blanks that are still to be filled in."""

from __future__ import annotations

import pytest

from agreement.grammar.said import line, said
from awardrules.agreement.grammar.mentions import chosen, read
from awardrules.agreement.grammar.normalise import normalise

TICKS = [
    ("☑独占 □排他 □普通", "tick 独占* | 排他 | 普通"),
    ("■ 所有权  □ 长期使用权", "tick 所有权* | 长期使用权"),
    ("☐独占☒排他☐普通", "tick 独占 | 排他* | 普通"),
    ("☒独占☑排他☒普通", "tick 独占 | 排他* | 普通"),
    ("隶属关系　☐市属　☒区属　☐", "tick 市属 | 区属* | "),
    ("☒单位内☒市场☐其他", "tick 单位内* | 市场* | 其他"),
    ("√ 是 □否", "tick 是* | 否"),
    ("□是 √否", "tick 是 | 否*"),
    ("✓是 ○否", "tick 是* | 否"),
    ("○是 ○否", "tick 是 | 否"),
    ("是□ 否☑", "tick 是 | 否*"),
    ("是否涉密：是□ 否☑。", "tick 是 | 否*"),
    ("（√）独占 （ ）排他 （ ）普通", "tick 独占* | 排他 | 普通"),
    ("(√)独占 (  )排他", "tick 独占* | 排他"),
    ("- [x] 是\n- [ ] 否", "tick 是*;tick 否"),
    ("[x] 是 [ ] 否", "tick 是* | 否"),
    ("[ ] 是", "tick 是"),
    ("□ 一次性支付；☑ 分期支付；□ 其他____。", "tick 一次性支付 | 分期支付* | 其他____"),
    ("□独占、☑排他、□普通", "tick 独占 | 排他* | 普通"),
    ("期限：□10年 ☑20年", "tick 10年 | 20年*"),
    ("□甲。□乙", "tick 甲;tick 乙"),
    ("由☑协议定价 □拍卖 确定，并由甲方☑委托评估 □不作评估", "tick 协议定价* | 拍卖确定;tick 委托评估* | 不作评估"),
    ("二○二五年", None),
    ("√2", "tick 2*"),
]
BLANKS = [
    ("____", "blank"),
    ("____%", "blank share"),
    ("____ ％", "blank share"),
    ("____‰", "blank share"),
    ("百分之____", "blank share"),
    ("____成", "blank share"),
    ("____年", "blank year"),
    ("____个月", "blank month"),
    ("____日", "blank day"),
    ("____个工作日", "blank working_day"),
    ("____元", "blank yuan"),
    ("____万元", "blank yuan"),
    ("人民币____", "blank yuan"),
    ("人民币（大写）______元", "blank yuan"),
    ("期限（年）：____", "blank year"),
    ("比例（%）：____", "blank share"),
    ("不少于____日", "blank >=day"),
    ("不低于____％", "blank >=share"),
    ("不超过____年", "blank <=year"),
    ("____日以内", "blank <=day"),
    ("不少于     日", "blank >=day"),
    ("不低于      %", "blank >=share"),
    ("期限为　　　年", "blank year"),
    ("【　】年", "blank year"),
    ("【】%", "blank share"),
    ("【●】%", "blank share"),
    ("[  ]日", "blank day"),
    ("[ ]%", "blank share"),
    ("[]%", "blank share"),
    ("份额为 %", "blank share"),
    ("份额：%", "blank share"),
    ("[●]年", "blank year"),
    ("（　　）年", "blank year"),
    ("（    ）", "blank"),
    ("【待定】%", "blank share"),
    ("【请填写】", "blank"),
    ("【单击输入比例】%", "blank share"),
    ("【请输入】年", "blank year"),
    ("【单击或点击此处输入文字。】", "blank"),
    ("【70】%", "blank share [70]"),
    ("____%（不低于70%）", "blank >=share 70%;? 70%"),
    ("____%（注：70%以上）", "blank >=share 70%;? 70%"),
    ("____年（10年以上）", "blank >=year 10;? 10年"),
    ("____%（60%—95%）", "blank share 60%, 95%;? 60%-95%"),
    ("____%（不低于60%且不高于95%）", "blank share 60%, 95%;? 60%;? 95%"),
    ("____年（可选10年、15年、20年）", "blank year 10 | 15 | 20;? 10年;? 15年;? 20年"),
    ("____%（甲方30%、乙方70%）", "blank share;ratio 30%;ratio 70%"),
    ("□10年 □15年 □20年", "blank year 10 | 15 | 20"),
    ("□70% □80%，其余归甲方", "blank share 70% | 80%"),
    ("□70% □80% □其他：____%", "blank share 70% | 80% (blank share)"),
    ("□10年 □15年 □其他____年（不少于10年）", "blank year 10 | 15 (blank >=year 10)"),
    ("提取□50% □60% □其他____% 用于奖励", "blank share 50% | 60% (blank share)"),
    ("按□70% □80% 的比例", "blank share 70% | 80%"),
    ("□10年 □20年以上", "tick 10年 | 20年以上"),
    ("□8年 □10年 □另行约定", "blank year 8 | 10 (blank year)"),
    ("□独占许可 □普通许可，期限____年", "tick 独占许可 | 普通许可;blank year"),
    ("不少于【15】日", "blank >=day [15]"),
    ("[70]%", "blank share [70]"),
    ("{{share}}%", "blank share"),
    ("{{share|70}}%", "blank share [70]"),
    ("{{ 期限 | 10年 }}", "blank [10年]"),
    ("××公司", "blank"),
    ("XX大学", "blank"),
    ("xx%", "blank share"),
    ("×年", "blank year"),
    ("某某", "blank"),
    ("某公司", "blank"),
    ("○○大学", "blank"),
    ("____年__月__日", "blank"),
    ("2025年__月__日", "blank"),
    ("20__年__月__日", "blank"),
    ("XX年XX月XX日", "blank"),
    ("年  月  日", "blank"),
    ("签订日期：    年  月  日", "blank"),
    ("签订日期：年月日", "blank"),
    ("自____年__月__日至____年__月__日", "blank;blank"),
    ("____%至____%", "blank share;blank share"),
    # no blanks
    ("不低于__70__%", "ratio >=70%"),
    ("不少于__15__日", "duration >=15 day"),
    ("不少于__15日__", "duration >=15 day"),
    ("份额**70%**归乙方", "ratio 70%"),
    ("某些情形", None),
    ("某一方", None),
    ("XXL", None),
    ("出生年月日", None),
    ("深科〔2024〕", "number 2024"),
    ("深科【2024】102号", "number 2024;number 102"),
    ("公示   日期", None),
    ("甲方（盖章）：      乙方（盖章）：", None),
    ("职务科技   成果", None),
]


@pytest.mark.parametrize(("raw", "expected"), [*TICKS, *BLANKS])
def test_boxes_and_blanks(raw: str, expected: str | None) -> None:
    assert said(raw) == (expected.split(";") if expected else [])


def test_a_value_within_an_option_counts_only_where_the_option_is_ticked() -> None:
    text = normalise("许可期限：□ 10年  ☑ 20 年")
    (tick,) = read(text).mentions
    assert tick.kind == "tick"
    (value,) = chosen(text, tick)
    assert line(value) == "duration 20 year"
    assert (text.text[value.start : value.end], text.raw[value.raw_start : value.raw_end]) == ("20年", "20 年")


def test_no_value_is_chosen_where_no_box_is_ticked_and_none_in_what_is_no_box() -> None:
    text = normalise("□10年 □20年。份额70%")
    tick, share = read(text).mentions
    assert chosen(text, tick) == ()
    assert chosen(text, share) == ()


def test_a_choice_keeps_to_its_line() -> None:
    assert said("☑独占\n□排他") == ["tick 独占*", "tick 排他"]


def test_a_blank_has_its_place_in_the_raw_text() -> None:
    text = normalise("公示不少于 ____ 日")
    (blank,) = read(text).mentions
    assert (blank.text, text.raw[blank.raw_start : blank.raw_end]) == ("____日", "____ 日")
