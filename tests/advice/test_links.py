"""The vocabulary links that advice works by, and the words of moved dates."""

from __future__ import annotations

from pathlib import Path

import pytest

from advice.cities_of_advice import decided, trialville
from awardrules.decision.explain import requirement
from awardrules.diagnostics import AwardrulesError
from awardrules.facts.deal import plain, show
from awardrules.facts.vocabulary import read_vocabulary
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

SHARED = shared_vocabulary(data_root())
WORDS = "label: {zh: 甲, en: a}"


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ("floor_of: a.amount", None),
        ("ceiling_of: a.amount", None),
        ("date_of: a.done", None),
        ("floor_of: a.amuont", "unknown-fact"),
        ("ceiling_of: a.done", "wrong-type"),
        ("date_of: a.amount", "wrong-type"),
        ("not_before: a.done", "wrong-type"),
    ],
)
def test_a_link_names_a_fact_of_the_type_it_needs(tmp_path: Path, link, code):
    file = tmp_path / "facts.yaml"
    listed = f"- {{path: a.amount, type: money, {WORDS}}}\n- {{path: a.done, type: bool, {WORDS}}}\n- {{path: a.b, type: date, {WORDS}, {link}}}\n"
    file.write_text(f"facts:\n{listed}", encoding="utf-8")
    if code is None:
        name, _, target = link.partition(": ")
        assert getattr(read_vocabulary([file])[2], name) == target
        return
    with pytest.raises(AwardrulesError) as fault:
        read_vocabulary([file])
    assert [d.code for d in fault.value.diagnostics] == [code]
    assert fault.value.diagnostics[0].span.line == 4


def test_every_least_and_most_of_the_shared_vocabulary_names_its_amount():
    limits = {
        fact.path: fact.floor_of or fact.ceiling_of
        for fact in SHARED
        if fact.type == "money" and fact.output and fact.path.endswith(("_min", "_max"))
    }
    assert limits
    assert None not in limits.values()


@pytest.mark.parametrize(("path", "shown"), [("proceeds.award_pool_min", "0.01"), ("proceeds.award_pool_max", "0.00"), ("proceeds.total", "0.00")])
def test_a_least_amount_is_shown_rounded_up_and_a_greatest_down(path, shown):
    fact = SHARED.get(path)
    assert show(4_000, fact).en == f"CNY {shown}"  # 0.004 yuan
    assert plain(4_000, fact) == shown
    assert plain(10_000, fact) == "0.01"


@pytest.mark.parametrize(
    ("value", "zh", "en"),
    [
        ("{add_days: [{var: step.opened}, 5]}", "〈step opened〉后 5 日", "5 days after step opened"),
        ("{add_days: [{var: step.opened}, 1]}", "〈step opened〉后 1 日", "1 day after step opened"),
        ("{add_days: [{var: step.opened}, -1]}", "〈step opened〉的前 1 日", "1 day before step opened"),
        ("{add_months: [{var: step.opened}, 6]}", "〈step opened〉后 6 个月", "6 months after step opened"),
        ("{add_days: [{add_years: [{var: step.opened}, 3]}, -1]}", "（〈step opened〉后 3 年）的前 1 日", "1 day before (3 years after step opened)"),
        ("{add_days: [{var: step.opened}, {var: step.days}]}", "〈step opened〉 + 〈step days〉", "step opened plus step days"),
    ],
)
def test_a_moved_date_in_words(tmp_path, value, zh, en):
    edition = trialville(tmp_path, f"- {{gives: due.report, cite: c.one, value: {value}}}", {"c.one": "definition"})
    decision = decided(edition, "step: {opened: 2025-05-10}")
    said = requirement(decision, edition.rules[0])
    assert (said.zh, said.en) == (zh, en)
