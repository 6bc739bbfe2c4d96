"""The fact vocabulary: how its files are read, and what the shared one keeps to."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardrules.diagnostics import AwardrulesError
from awardrules.facts.vocabulary import COSTS, TYPES, Fact, Vocabulary, read_vocabulary
from awardrules.language import Text
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

SHARED = shared_vocabulary(data_root())


def written(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "facts.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_a_fact_is_read_with_all_it_says(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        """facts:
- path: grant.publicity.days
  type: int
  unit: calendar day
  derived: true
  label: {zh: 公示天数, en: days of publicity}
  question: {zh: 公示了几天？, en: How many days?}
- path: people[].role
  type: enum
  values: {leader: {zh: 领导, en: leader}}
  label: {zh: 身份, en: role}
  redact: true
- {path: grant.publicity.start, type: date, label: {zh: 开始, en: start}}
- {path: grant.publicity.end, type: date, label: {zh: 结束, en: end}, not_before: grant.publicity.start}
- {path: proceeds.floor, type: money, label: {zh: 下限, en: floor}, output: true}
""",
    )
    days, role, _, end, floor = read_vocabulary([file])
    assert (days.path, days.type, days.unit, days.derived, days.output) == ("grant.publicity.days", "int", "calendar day", True, False)
    assert days.question == Text("公示了几天？", "How many days?")
    assert (days.span.line, days.span.column) == (2, 3)
    assert (role.record, role.name, role.values, role.redact) == ("people", "role", {"leader": Text("领导", "leader")}, True)
    assert role.question == Text("身份？", "role?")
    assert end.not_before == "grant.publicity.start"
    assert floor.output


def test_how_a_fact_can_still_change(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        """facts:
- {path: a.kind, type: text, label: {zh: 类型, en: kind}}
- {path: a.share, type: share, label: {zh: 份额, en: share}, change: negotiable}
- {path: a.filed, type: bool, label: {zh: 备案, en: filed}, change: doable, only: more}
- {path: a.rules, type: bool, label: {zh: 制度, en: rules}, change: doable, only: more, cost: 3}
- {path: a.open, type: bool, label: {zh: 异议, en: objection}, change: doable, only: less}
""",
    )
    found = [(fact.change, fact.only, fact.cost) for fact in read_vocabulary([file])]
    assert found == [("history", None, 0), ("negotiable", None, 2), ("doable", "more", 1), ("doable", "more", 3), ("doable", "less", 1)]


REFUSED = [
    ("facts: 1", "1:1 vocabulary-shape"),
    ("other: []", "1:1 vocabulary-shape"),
    ("facts:\n- text", "2:3 vocabulary-shape"),
    ("facts:\n- {type: int, label: {zh: 甲, en: a}}", "2:3 bad-path"),
    ("facts:\n- {path: Grant.Share, type: int, label: {zh: 甲, en: a}}", "2:3 bad-path"),
    ("facts:\n- {path: a.b-c, type: int, label: {zh: 甲, en: a}}", "2:3 bad-path"),
    ("facts:\n- {path: 'a[].b[].c', type: int, label: {zh: 甲, en: a}}", "2:3 bad-path"),
    ("facts:\n- {path: a.b, type: integer, label: {zh: 甲, en: a}}", "2:3 bad-type"),
    ("facts:\n- {path: a.b, type: int, label: {zh: 甲}}", "2:3 missing-translation"),
    ("facts:\n- {path: a.b, type: int}", "2:3 missing-translation"),
    ("facts:\n- {path: a.b, type: enum, label: {zh: 甲, en: a}}", "2:3 missing-values"),
    ("facts:\n- {path: a.b, type: enum, values: {x: {zh: 某}}, label: {zh: 甲, en: a}}", "2:36 missing-translation"),
    ("facts:\n- {path: a.b, type: enum, values: [x], label: {zh: 甲, en: a}}", "2:35 vocabulary-shape"),
    ("facts:\n- {path: a.b, type: int, label: {zh: 甲, en: a}, lable: 1}", "2:49 unknown-key"),
    ("facts:\n- {path: a.b, type: date, label: {zh: 甲, en: a}, not_before: a.c}", "2:3 unknown-fact"),
    ("facts:\n- {path: a.b, type: enum, values: {x: {zh: 某, en: x}}, label: {zh: 甲, en: a}, until: a.c}", "2:3 unknown-fact"),
    ("facts:\n- {path: a.b, type: int, label: {zh: 甲, en: a}, none_if: a.c}\n- {path: a.c, type: int, label: {zh: 乙, en: b}}", "2:3 wrong-type"),
    ("facts:\n- {path: a.b, type: int, label: {zh: 甲, en: a}, change: maybe}", "2:57 bad-change"),
    ("facts:\n- {path: a.b, type: int, label: {zh: 甲, en: a}, change: [doable]}", "2:57 bad-change"),
    ("facts:\n- {path: a.b, type: int, label: {zh: 甲, en: a}, change: doable, only: up}", "2:71 bad-change"),
    ("facts:\n- {path: a.b, type: int, label: {zh: 甲, en: a}, change: doable, cost: 4}", "2:71 bad-change"),
    ("facts:\n- {path: a.b, type: int, label: {zh: 甲, en: a}, change: history, cost: 1}", "2:72 bad-change"),
    ("facts:\n- {path: a.b, type: int, label: {zh: 甲, en: a}, only: more}", "2:55 bad-change"),
    ("facts:\n- {path: a.b, type: text, label: {zh: 甲, en: a}, change: negotiable, only: more}", "2:76 bad-change"),
    ("facts:\n- {path: a.b, type: int, label: {zh: 甲, en: a}, output: true, change: doable}", "2:71 bad-change"),
    ("facts:\n- {path: a.b, type: int, label: {zh: 甲, en: a}}\n- {path: a.b, type: int, label: {zh: 甲, en: a}}", "3:3 duplicate-fact"),
]


@pytest.mark.parametrize(("text", "expected"), REFUSED, ids=[text for text, _ in REFUSED])
def test_refused(tmp_path: Path, text: str, expected: str) -> None:
    with pytest.raises(AwardrulesError) as fault:
        read_vocabulary([written(tmp_path, text)])
    told = fault.value.diagnostics
    assert expected in [f"{d.span.line}:{d.span.column} {d.code}" for d in told]
    assert all(d.message.zh and d.message.en for d in told)


def test_a_fact_is_defined_once_over_all_files(tmp_path: Path) -> None:
    known = Vocabulary([Fact("a.b", "int", Text("甲", "a"), Text("？", "?"))])
    with pytest.raises(AwardrulesError, match=r"fact `a\.b` is already defined"):
        read_vocabulary([written(tmp_path, "facts:\n- {path: a.b, type: int, label: {zh: 甲, en: a}}")], known)


def test_faults_of_all_files_are_told_together(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text("facts: [", encoding="utf-8")
    second.write_text("facts: 1", encoding="utf-8")
    with pytest.raises(AwardrulesError) as fault:
        read_vocabulary([first, second, tmp_path / "none.yaml"])
    assert [d.code for d in fault.value.diagnostics] == ["yaml-syntax", "vocabulary-shape", "file-missing"]


def test_paths() -> None:
    vocabulary = Vocabulary(
        [Fact("people[].role", "text", Text("身份", "role"), Text("？", "?")), Fact("a.b", "int", Text("甲", "a"), Text("？", "?"))]
    )
    assert vocabulary.get("people[3].role") is vocabulary.get("people[].role")
    assert vocabulary.get("people[3].none") is None
    assert vocabulary.children("") == ["people", "a"]
    assert vocabulary.children("a") == ["b"]
    assert "a.b" in vocabulary
    assert vocabulary.label("people[0].role") == Text("身份", "role")
    assert vocabulary.label("zzz") == Text("zzz", "zzz")


# --- the shared vocabulary under rules/ ---


def test_every_fact_speaks_both_languages() -> None:
    for fact in SHARED:
        words = [fact.label, fact.question, *(fact.values or {}).values()]
        assert all(text.zh and text.en for text in words), fact.path
        assert not any("一" <= letter <= "鿿" for text in words for letter in text.en), fact.path
        assert "？" in fact.question.zh, fact.path
        assert "?" in fact.question.en, fact.path


def test_every_fact_is_of_a_known_type_with_its_domain() -> None:
    for fact in SHARED:
        assert fact.type in TYPES, fact.path
        assert fact.type != "enum" or fact.values, fact.path
        assert fact.values is None or fact.type in ("enum", "set"), fact.path


def test_no_two_values_of_a_fact_share_a_label() -> None:
    """A deal may give a value by its label, so a label means one value."""
    for fact in SHARED:
        for index in (0, 1):
            labels = [words[index] for words in (fact.values or {}).values()]
            assert len(labels) == len(set(labels)), (fact.path, labels)
        names = set(fact.values or {})
        others = {word: name for name, words in (fact.values or {}).items() for word in words}
        assert all(others[word] == word for word in names & others.keys()), fact.path


def test_an_end_knows_a_start_of_its_own_kind() -> None:
    ends = [fact for fact in SHARED if fact.not_before]
    assert ends
    for fact in ends:
        start = SHARED.get(fact.not_before or "")
        assert start is not None
        assert (fact.type, start.type) == ("date", "date")


def test_no_fact_is_both_stated_and_prescribed() -> None:
    assert not [fact.path for fact in SHARED if fact.output and fact.derived]


def test_no_path_is_the_group_of_another() -> None:
    """`grant` could not hold a value and facts at once."""
    paths = {fact.path for fact in SHARED}
    groups = {".".join(path.split(".")[:n]) for path in paths for n in range(1, path.count(".") + 1)}
    assert not paths & groups


CHANGES = [
    ("grant.team_share", "negotiable", None),
    ("grant.co_ownership_form", "negotiable", None),
    ("use_right.term_years", "negotiable", None),
    ("proceeds.award_pool_ratio", "negotiable", None),
    ("grant.publicity.days", "doable", "more"),
    ("grant.publicity.places", "doable", "more"),
    ("grant.publicity.objection_open", "doable", "less"),
    ("result.disclosed", "doable", "more"),
    ("proceeds.remitted_to_treasury", "doable", "less"),
    ("unit.has_grant_rules", "doable", "more"),
    # what is so, what was decided, who is who
    ("unit.type", "history", None),
    ("unit.pilot_listed", "history", None),
    ("result.funding_source", "history", None),
    ("result.state_secret", "history", None),
    ("result.declassified", "history", None),
    ("deal.kinds", "history", None),
    ("deal.date", "history", None),
    ("recipients[].role", "history", None),
    ("proceeds.distribution_agreement_prior", "history", None),
    ("proceeds.total", "history", None),
    ("exclusion.negative_list_hits", "history", None),
    ("diligence.democratic_decision", "history", None),
]


@pytest.mark.parametrize(("path", "change", "only"), CHANGES, ids=[path for path, *_ in CHANGES])
def test_what_a_repair_may_touch(path: str, change: str, only: str | None) -> None:
    fact = SHARED.facts[path]
    assert (fact.change, fact.only) == (change, only)


def test_marks_of_change_are_of_one_piece() -> None:
    for fact in SHARED:
        assert fact.change in COSTS, fact.path
        assert (fact.cost == 0) == (fact.change == "history"), fact.path
        assert not (fact.output and fact.change != "history"), fact.path
        # a step that can still be done can have its day, and the other way round
        if fact.date_of:
            step = SHARED.facts[fact.date_of]
            assert (fact.change, fact.only) == (step.change, step.only), fact.path
        # a run of days is moved as one
        if fact.not_before:
            assert (fact.change == "history") == (SHARED.facts[fact.not_before].change == "history"), fact.path
