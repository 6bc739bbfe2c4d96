"""The shipped editions side by side: what each prints of a notion, read against the documents, and how each judges a deal."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from awardrules.api import AwardrulesError, check, editions, matrix
from awardrules.compare.matrix import Entry, Matrix, Row
from awardrules.report.matrix import lead, name_of
from cli.calling import EXAMPLE
from pack.cities import HEAD, write_city

GANZHOU, GUANGZHOU, SHANGHAI, DRAFT, FINAL = "ganzhou@2023", "guangzhou@guideline", "shanghai@draft", "shenzhen@draft", "shenzhen@2024"
ORDER = (GANZHOU, GUANGZHOU, SHANGHAI, DRAFT, FINAL)
AS_OF = "2025-03-20"


@pytest.fixture(scope="module")
def every() -> Matrix:
    return matrix(as_of=AS_OF, unencoded=True)


def row(made: Matrix, clause: str) -> Row:
    """The row that holds a clause."""
    (found,) = [row for row in made.rows if clause in row.clauses]
    return found


def leads(made: Matrix, clause: str) -> list[str | None]:
    """What each edition says, its figures in front; None where it is silent."""
    found = row(made, clause)
    return ["；".join(lead(entry, found.title).zh for entry in cell) if cell else None for cell in found.cells]


# one line a notion: Ganzhou, Guangzhou, Shanghai (draft), Shenzhen (draft), Shenzhen 2024
PRINTED = {
    "ownership.team-share-min": [None, "原则上 团队份额 > 单位份额", None, "应当 ≥70%", "应当 ≥70%"],
    "use-right.term-min": ["可以 ≥10 年"] * 5,
    "publicity.grant-days": ["应当 ≥15 日"] * 5,
    "publicity.grant-place": ["应当", "应当 单位决定日 ≤ 赋权公示开始日", "应当", "应当", "应当；鼓励"],
    "publicity.use-right-days": ["应当 ≥15 日", None, "应当 ≥15 日", "应当 ≥15 日", "应当 ≥15 日"],
    "publicity.price-days": ["应当 ≥15 日", None, None, "应当 ≥15 日", "应当 ≥15 日"],
    "proceeds.award-pool-min": ["可以 60%–95%（占转化净收入）", None, None, "应当 ≥70%（占转让许可净收入）", "应当 ≥70%（占转化收益）"],
    "proceeds.principal-completer-min": ["应当 ≥50%（占奖励总额）", None, None, None, None],
    "proceeds.internal-service-min": [None, None, None, "应当 ≥3%（占转让许可净收入）", "应当 内部转化服务奖励比例 ≥3%（占转化收益）"],
    "leadership.principal-no-equity": ["应当；不得", None, None, "原则上", "原则上"],  # Ganzhou: with approval, and no trading in office
    "exclusion.national-interest": ["不得", None, "不得", "不得", "不得"],
    "exclusion.state-secret": [None, None, "不得", "不得", "不得"],
    "appraisal.wholly-state": ["可以"] * 5,
    "appraisal.non-wholly-state": ["可以"] * 5,  # the modality is the printed one, however a rule counts its failure
    "pricing.methods": ["可以", None, None, "应当", "应当"],
    "security.first-in-city": ["鼓励", "鼓励", None, None, None],
    "tax.contribution-instalments": [None, "可以 分期缴纳年度数 ≤5 个公历年度", None, None, None],
    "validity.term": ["自试点批复日起 3 年", "自文件发布日起 3 年", "自试点启动日起 3 年", None, "自2024-08-01起 3 年；"],
    "timetable.unit-plan-deadline": ["应当 ≤ 2024-01-19", None, None, None, None],
    "timetable.unit-rules": ["应当 配套制度建成日 ≤ 自试点启动日起 6 个月", None, "应当 配套制度建成日 ≤ 自试点启动日起 12 个月", None, None],
}


@pytest.mark.parametrize("clause", PRINTED)
def test_what_the_documents_print(every: Matrix, clause: str) -> None:
    assert tuple(edition.reference for edition in every.editions) == ORDER
    assert leads(every, clause) == PRINTED[clause]


TERMS = {
    GANZHOU: {"proceeds_split", "decision_mechanism", "cost_sharing", "ip_maintenance_cost", "use_right_holder_change"},
    GUANGZHOU: {"proceeds_split", "decision_mechanism", "cost_sharing", "ip_maintenance_cost"},
    SHANGHAI: {"proceeds_split", "decision_mechanism", "cost_sharing", "ip_maintenance_cost"},
    DRAFT: {"proceeds_split", "decision_mechanism", "conversion_period", "cost_sharing", "ip_maintenance_cost"},
    FINAL: {"proceeds_split", "decision_mechanism", "conversion_period", "cost_sharing", "ip_maintenance_cost"},
}


def test_the_terms_of_the_agreement(every: Matrix) -> None:
    found = row(every, "agreement.terms")
    for reference, cell in zip(ORDER, found.cells, strict=True):
        assert {name for entry in cell for figure in entry.figures for name in figure.values} == TERMS[reference], reference


def test_printed_exceptions_stand_with_the_figure(every: Matrix) -> None:
    draft, final = row(every, "proceeds.award-pool-min").cells[3:]
    assert "收益分配事前有约定：是，且（分配约定日不晚于转化合同签订日，或转化后约定获认可：是）" in [
        text.zh for entry in final for text in entry.exceptions
    ]
    assert not any("事前" in text.zh for entry in draft for text in entry.exceptions)


def test_every_clause_stands_in_one_cell_of_its_edition(every: Matrix) -> None:
    for index, edition in enumerate(every.editions):
        placed = [entry.clause.id for row in every.rows for entry in row.cells[index]]
        assert sorted(placed) == sorted(edition.clauses)
        assert all(entry.clause.mechanism == row.mechanism for row in every.rows for entry in row.cells[index])


def test_titles_fit_all_editions_and_tell_rows_apart(every: Matrix) -> None:
    encoded = [row for row in every.rows if any(entry.encoded for cell in row.cells for entry in cell)]
    assert all(row.title.zh and row.title.en for row in every.rows)
    shared = [row for row in encoded if row.printed > 1]
    assert not [row.title for row in shared if any(c.isdigit() for c in row.title.zh)]
    names = [(row.mechanism, row.title) for row in encoded]
    assert [name for name in names if names.count(name) > 1] == []


def test_rows_and_columns_do_not_depend_on_the_order_of_editions() -> None:
    one, other = (matrix(packs, as_of=AS_OF, figures_only=True) for packs in (ORDER, ORDER[::-1]))
    assert {frozenset(row.clauses) for row in one.rows} == {frozenset(row.clauses) for row in other.rows}
    assert leads(other, "ownership.team-share-min") == PRINTED["ownership.team-share-min"][::-1]


def test_a_mechanism_is_named_by_id_or_in_words() -> None:
    by_name = [matrix(as_of=AS_OF, mechanisms=[name]) for name in ("publicity", "公示")]
    assert [row.clauses for row in by_name[0].rows] == [row.clauses for row in by_name[1].rows]
    assert {row.mechanism for row in by_name[0].rows} == {"publicity"}
    with pytest.raises(AwardrulesError) as fault:
        matrix(as_of=AS_OF, mechanisms=["publicty", "pricing", "xyz"])
    near, far = fault.value.diagnostics
    assert (near.code, near.help.en) == ("unknown-mechanism", "did you mean `publicity`?")
    assert far.help.en.startswith("one of: ")


def test_filters_only_leave_rows_out(every: Matrix) -> None:
    encoded, figures = matrix(as_of=AS_OF), matrix(as_of=AS_OF, figures_only=True)
    keys = [{row.clauses for row in made.rows} for made in (figures, encoded, every)]
    assert keys[0] < keys[1] < keys[2]
    assert all(any(entry.figures for cell in row.cells for entry in cell) for row in figures.rows)


# --- with a deal ---


def cells(made: Matrix, clause: str) -> list[Entry | None]:
    return [next((entry for entry in cell if entry.clause.id == clause), None) for cell in row(made, clause).cells]


@pytest.fixture(scope="module")
def judged() -> Matrix:
    return matrix(deal=EXAMPLE)


def test_each_edition_judges_as_check_does(judged: Matrix) -> None:
    assert date.fromordinal(judged.as_of).isoformat() == AS_OF  # the day of the agreement
    for edition, verdict in zip(judged.editions, judged.verdicts, strict=True):
        alone = check(EXAMPLE, edition.reference, AS_OF, hypothetical=True)
        assert (verdict.status, verdict.decision.outcomes) == (alone.status, alone.outcomes)
        failing = {rule.id for rule, outcome in zip(edition.rules, alone.outcomes, strict=True) if outcome == "fail"}
        assert {rule.id for rule in verdict.failing} <= failing
        assert all(rule.severity in ("violation", "deviation") for rule in verdict.failing)


def test_each_cell_says_how_its_clause_came_out(judged: Matrix) -> None:
    found = cells(judged, "ownership.team-share-min")
    said = [(entry.outcome, entry.severity) if entry else None for entry in found]
    assert said == [None, ("pass", None), None, ("fail", "violation"), ("fail", "violation")]
    for verdict, column in zip(judged.verdicts, range(5), strict=True):
        clauses = verdict.decision.clauses()
        shown = {entry.clause.id: entry.outcome for row in judged.rows for entry in row.cells[column]}
        assert {clause: outcome for clause, outcome in shown.items() if outcome} == {c: o for c, o in clauses.items() if c in shown}


def test_another_city_is_compared_as_if_in_scope() -> None:
    deal = {
        "deal": {"kinds": ["ownership_grant"], "date": AS_OF},
        "unit": {"type": "enterprise", "fiscally_funded": False, "located_in_city": False, "opted_in_by_reference": False, "pilot_listed": False},
        "grant": {"co_ownership_form": "by_shares", "team_share": "60%", "unit_share": "40%"},
    }
    made = matrix(["shenzhen@2024", "guangzhou"], deal)
    assert [verdict.outside for verdict in made.verdicts] == [True, True]
    assert [verdict.status for verdict in made.verdicts] == ["non_compliant", "undetermined"]


# --- further editions ---


def test_a_city_of_its_own_gets_a_column(tmp_path: Path) -> None:
    rules = {"ownership-grant": "- use: ownership/team-share-min\n  with: {floor: 80%}"}
    folder = write_city(tmp_path, rules, {"ownership.team-share-min": "ownership-grant:should"}, head=HEAD.replace("in_force", "draft"))
    made = matrix(["shenzhen", f"{folder}/"], as_of=AS_OF)
    assert leads(made, "ownership.team-share-min") == ["应当 ≥70%", "原则上 ≥80%"]
    assert name_of(made.editions[1]).zh == "试城（2025）〔草案〕"
    assert name_of(editions("shenzhen@draft")[0]).zh == "深圳（草案）"


def test_an_edition_is_shown_once() -> None:
    assert [e.reference for e in matrix(["shenzhen", "shenzhen@2024"], as_of=AS_OF).editions] == [FINAL]
