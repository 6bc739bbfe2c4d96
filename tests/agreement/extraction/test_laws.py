"""Laws: what an unrelated paragraph, the order of clauses and the evidence can and cannot do."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from agreement.extraction.said import PARTIES, patterns, reading, vocabulary
from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.reading.documents import read_bytes

CLAUSES = [
    "双方对本成果按份共有，乙方持有70%的份额，甲方持有30%的份额。",
    "转化净收益由乙方分得75%，甲方分得25%。",
    "甲方于2025年2月17日至2025年3月5日在校内公示，未收到异议。",
    "本成果权属清晰，不涉及国家秘密。",
    "本成果为职务科技成果，已获授权发明专利，专利号ZL202310456789.1。",
    "甲方于2025年2月12日经校长办公会集体讨论，同意向乙方赋权。",
    "专利年费由甲方承担，转化费用由乙方承担。",
    "乙方应自本协议生效之日起三年内启动转化。",
    "任何一方违约的，按所得价款的20%支付违约金。",
]
UNRELATED = [
    "本协议一式四份，双方各执两份，具有同等效力。",
    "因本协议发生的争议，由双方协商解决，协商不成的提交仲裁。",
    "双方通讯地址变更的，应提前十日书面通知对方。",
    "因不可抗力不能履行的，受影响的一方不承担责任。",
    "本协议的标题仅为阅读方便，不影响条文的解释。",
]


def stated(text):
    return {fact.path: (fact.state, fact.value, fact.values) for fact in reading(text).facts if fact.state != "not_stated"}


@settings(max_examples=40)
@given(st.lists(st.sampled_from(CLAUSES), min_size=2, max_size=6, unique=True), st.sampled_from(UNRELATED), st.integers(0, 6))
def test_an_unrelated_paragraph_changes_no_fact(clauses, unrelated, place):
    more = [*clauses[:place], unrelated, *clauses[place:]]
    assert stated("\n".join(more)) == stated("\n".join(clauses))


@settings(max_examples=40)
@given(st.permutations(CLAUSES))
def test_the_order_of_clauses_changes_no_value(clauses):
    assert stated("\n".join(clauses)) == stated("\n".join(CLAUSES))


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(st.sampled_from(CLAUSES + UNRELATED), st.text("甲乙方的份额收益公示为占不70%305日年月，。；：（）\n ", max_size=30)), max_size=8
    )
)
def test_evidence_is_the_raw_text_at_its_place(lines):
    extraction = reading("\n".join(lines))
    text = extraction.document.text
    for fact in extraction.facts:
        assert fact.evidence
        for quote in fact.evidence:
            assert text[quote.start : quote.end] == quote.text
            assert quote.text.strip() == quote.text != ""
        if fact.state == "conflict":
            assert len(fact.places) == len(fact.values)
            assert fact.evidence[: len(set(fact.places))] == tuple(dict.fromkeys(fact.places))


@settings(max_examples=40)
@given(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=5, unique=True), st.sampled_from([PARTIES, "备忘\n", "决定\n"]))
def test_reading_is_a_function_of_the_text(clauses, head):
    data = (head + "\n".join(clauses)).encode()
    first, second = (extract_with(read_bytes(data, "a.txt"), vocabulary(), patterns()) for _ in range(2))
    assert first == second
