"""Normalising: characters by name, gaps and broken lines closed where that is safe, and the way back to the raw text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agreement.grammar.said import said
from awardrules.agreement.grammar.mentions import read
from awardrules.agreement.grammar.normalise import normalise

CHARACTERS = [
    ("７０％", "70%"),
    ("70﹪", "70%"),
    ("ＰＣＴ专利", "PCT专利"),
    ("(甲方):同意;", "（甲方）：同意；"),
    ("甲方,乙方", "甲方，乙方"),
    ("1,200,000元", "1,200,000元"),
    ("60%—95%", "60%-95%"),
    ("60%～95%", "60%~95%"),
    ("占30²％", "占30%"),
    ("占30①％", "占30%"),
    ("①独占", "①独占"),
    ("第一条", "第一条"),
    ("第—条", "第一条"),
    ("一致一般", "一致一般"),
    ("十一年", "十一年"),
    ("60%一95%", "60%-95%"),
    ("60一95%", "60-95%"),
    ("7O%", "70%"),
    ("1O年", "10年"),
    ("CO2", "CO2"),
    ("ISO9001", "ISO9001"),
    ("二○二五年", "二〇二五年"),
    ("二〇〇八年", "二〇〇八年"),
    ("二OO八年", "二〇〇八年"),
    ("○是 ○否", "○是 ○否"),
    ("70\u200b%", "70%"),
    ("☑\ufe0f是", "☑是"),
    ("贰拾萬元", "贰拾万元"),
    ("⼀年", "一年"),
    ("⽇⽉", "日月"),
    ("参加", "参加"),
    ("圆满", "圆满"),
    ("½", "½"),
    ("Ⅳ", "Ⅳ"),
]
GAPS = [
    ("百 分 之 七 十", "百分之七十"),
    ("百 分 之 七 十 五", "百分之七十五"),
    ("7 0 ％", "70%"),
    ("7 0 . 5 %", "70.5%"),
    ("70 %", "70%"),
    ("甲  方", "甲方"),
    ("甲\u3000方", "甲方"),
    ("甲    方", "甲方"),
    ("公 示 期 不 少 于 1 5 日", "公示期不少于15日"),
    ("自 2025 年 3 月 1 日 起", "自2025年3月1日起"),
    ("120 万元", "120万元"),
    ("比例： 70%", "比例：70%"),
    # a look-alike is judged by the neighbours it has once gaps are closed
    ("0〇 %", "00%"),
    ("7〇 年", "70年"),
    ("二0 年", "二〇年"),
    # two numbers stay two
    ("共 3 7 人", "共3 7人"),
    ("1 7 0 %", "1 7 0%"),
    ("1 5日", "1 5日"),
    ("12 30%", "12 30%"),
    ("3万 5千元", "3万 5千元"),
    ("百分之七 十五", "百分之七 十五"),
    ("第一 二十", "第一 二十"),
    # what a space parts otherwise
    ("PCT 专利", "PCT专利"),
    ("由 A 方承担", "由A方承担"),
    ("期限十 五年，六月十 七日止", "期限十五年，六月十七日止"),
    ("patent right", "patent right"),
    ("3.2 年限", "3.2 年限"),
    ("☑独占 □排他", "☑独占 □排他"),
    # room to write in
    ("不少于     日", "不少于   日"),
    ("比例\t70%", "比例   70%"),
    ("（　　　　）", "（   ）"),
]
LINES = [
    ("甲方应当在本协议签订之后的十个工作日\n内向乙方支付", "甲方应当在本协议签订之后的十个工作日内向乙方支付"),
    ("甲方同意将职务科技成果所有权份额的百\n分之七十赋予乙方", "甲方同意将职务科技成果所有权份额的百分之七十赋予乙方"),
    ("甲方同意将职务科技成果所有权份额的\r\n70%赋予乙方", "甲方同意将职务科技成果所有权份额的70%赋予乙方"),
    ("甲方同意将职务科技成果所有权的份额7\n0%赋予乙方", "甲方同意将职务科技成果所有权的份额7 0%赋予乙方"),
    ("甲方应当在本协议签订之后公示。\n公示期为15日", "甲方应当在本协议签订之后公示。\n公示期为15日"),
    ("甲方应当在本协议签订之后及时办理公示手续\n第二条 期限", "甲方应当在本协议签订之后及时办理公示手续\n第二条期限"),
    ("甲方应当在本协议签订之后及时办理公示手续\n（二）期限", "甲方应当在本协议签订之后及时办理公示手续\n（二）期限"),
    ("甲方应当在本协议签订之后及时办理公示手续\n乙方：张三", "甲方应当在本协议签订之后及时办理公示手续\n乙方：张三"),
    ("第三条 职务科技成果所有权的赋予比例与份额\n甲方同意", "第三条职务科技成果所有权的赋予比例与份额\n甲方同意"),
    ("份额\n70%", "份额\n70%"),
    ("甲方同意将职务科技成果所有权份额的\n\n70%赋予乙方", "甲方同意将职务科技成果所有权份额的\n70%赋予乙方"),
]


@pytest.mark.parametrize(("raw", "text"), [*CHARACTERS, *GAPS, *LINES])
def test_what_a_text_becomes(raw: str, text: str) -> None:
    assert normalise(raw).text == text


def test_a_text_set_with_blank_lines_throughout_is_joined_all_the_same() -> None:
    raw = "试点单位应当在本单位内对赋权方案进行公示，公示期不少\n\n于15日。\n\n" * 20
    assert said(raw) == ["duration >=15 day"] * 20


SIGNS = "甲乙方一二三十百万亿年月日个元成分之点第条至-—~0123456789０７O○〇.,，。：:;；%％‰²①（）()[]【】_×/ 　\t\n\r\u200b\ufe0f□☑√约不低于超过以上内"
RAW = st.text(st.sampled_from(SIGNS), max_size=60)


@given(RAW)
def test_offsets_run_forward_and_the_whole_text_stands_for_the_whole_raw_text(raw: str) -> None:
    text = normalise(raw)
    assert len(text.offsets) == len(text.text)
    assert all(0 <= start < end <= len(raw) for start, end in text.offsets)
    assert all(a[0] <= b[0] and a[1] <= b[1] for a, b in pairwise(text.offsets))
    assert text.raw_span(0, len(text.text)) == (0, len(raw))


# line breaks left out: whether a line was long enough to have been broken is measured with its blanks, which are fewer once normalised
LINES = RAW.map(lambda raw: raw.translate(dict.fromkeys(map(ord, "\n\r"))))
# what a sign stands for where a gap is closed: figures, what looks like them, and the signs that draw them together
LOOKALIKES = st.text(st.sampled_from("0〇O○7 %年一二百之.　l１"), min_size=2, max_size=16)


@given(LINES | LOOKALIKES)
def test_a_line_normalised_again_holds_the_same_values(raw: str) -> None:
    assert said(normalise(raw).text) == said(raw)


@given(RAW)
def test_what_is_read_lies_apart_and_in_order_within_the_text(raw: str) -> None:
    text = normalise(raw)
    found = read(text)
    spans = sorted((one.start, one.end) for one in (*found.mentions, *found.doubts))
    assert all(0 <= start < end <= len(text.text) for start, end in spans)
    assert all(a[1] <= b[0] for a, b in pairwise(spans))
    assert list(found.mentions) == sorted(found.mentions, key=lambda one: one.start)
    for one in (*found.mentions, *found.doubts):
        assert one.text == text.text[one.start : one.end]
        assert (one.raw_start, one.raw_end) == text.raw_span(one.start, one.end)


WRITTEN = ["70%", "７０％", "7 0 ％", "百分之七十", "百 分 之 七 十", "七成五", "10 年", "拾年", "十五 个工作日", "¥1,200,000.00", "3万5千元",
           "2025 年 3 月 1 日", "二○二五年三月一日", "60%—95%", "10至15年", "一年半", "30²％", "壹佰贰拾万元整"]  # fmt: skip


@given(st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=5), st.sampled_from(["，", "；", "。\n", "，\u200b 归乙方； "]))
def test_the_evidence_read_again_holds_the_same_value(written: list[str], between: str) -> None:
    text = normalise(between.join(f"甲方{one}" for one in written))
    found = read(text).mentions
    assert len(found) == len(written)
    for one in found:
        (again,) = read(normalise(text.raw[one.raw_start : one.raw_end])).mentions
        assert (again.kind, again.values, again.unit) == (one.kind, one.values, one.unit)
