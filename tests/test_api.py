"""The library's front door gives what the command line gives."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from awardrules.api import (
    AwardrulesError,
    boundaries,
    check,
    check_agreement,
    decide,
    diff,
    editions,
    extract,
    prove,
    read,
    repair,
    report,
    review,
    template,
)
from awardrules.cli.main import run

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
EXAMPLE, AGREEMENTS = EXAMPLES / "shenzhen-grant.yaml", EXAMPLES / "agreements"


def test_a_file_is_decided_and_reported_as_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    run(["check", str(EXAMPLE), "--pack", "shenzhen", "--format", "json", "--lang", "en"])
    assert report(check(EXAMPLE, "shenzhen"), "en") == json.loads(capsys.readouterr().out)


def test_python_data_is_read_exactly() -> None:
    deal = {
        "deal": {"kinds": ["ownership_grant"], "date": date(2025, 3, 20)},
        "grant": {"co_ownership_form": "by_shares", "team_share": Decimal("0.7")},
    }
    decision = check(deal, "shenzhen")
    assert decision.clauses()["ownership.team-share-min"] == "pass"
    assert (
        check({**deal, "grant": {"co_ownership_form": "by_shares", "team_share": "69.9999%"}}, "shenzhen").clauses()["ownership.team-share-min"]
        == "fail"
    )


@pytest.mark.parametrize("as_of", ["2025-03-20", date(2025, 3, 20), date(2025, 3, 20).toordinal()])
def test_the_day_may_be_given_in_three_ways(as_of: str | date | int) -> None:
    assert [e.reference for e in editions("shenzhen", as_of)] == ["shenzhen@2024"]


def test_one_edition_decides_many_deals() -> None:
    (edition,) = editions("ganzhou")
    deals = [read({"deal": {"kinds": ["reward"]}, "proceeds": {"net_income": 100, "award_pool_amount": pool}}, edition) for pool in (59, 60, 95, 96)]
    found = [decide(deal, edition, 739330).clauses()["proceeds.award-pool-range"] for deal in deals]
    assert found == ["fail", "pass", "pass", "fail"]


@pytest.mark.parametrize(
    ("deal", "pack", "as_of", "code"),
    [
        ({"grant": {"teamshare": 1}}, "shenzhen", None, "unknown-fact"),
        ({"deal": {"kinds": ["reward"]}}, "shenzen", None, "unknown-pack"),
        ({"deal": {"kinds": ["reward"]}}, "shenzhen", "yesterday", "usage"),
        ({}, "shenzhen", None, "empty-deal"),
    ],
)
def test_faults_are_data(deal: dict[str, object], pack: str, as_of: str | None, code: str) -> None:
    with pytest.raises(AwardrulesError) as fault:
        check(deal, pack, as_of)
    assert [d.code for d in fault.value.diagnostics] == [code]


def test_two_editions_are_compared_with_proofs_or_by_form_alone() -> None:
    by_form = diff("shenzhen@draft", "shenzhen@2024", "2026-01-01", structural=True)
    proved = diff("ganzhou", "ganzhou", "2026-01-01")
    assert {change.proved for change in by_form.changes} == {False}
    assert by_form.behaviour is None
    assert proved.changes == ()
    assert proved.behaviour is not None
    assert (proved.behaviour.relation, proved.behaviour.proved) == ("equivalent", True)


def test_a_property_is_proved_or_answered_with_a_deal() -> None:
    clause = "ownership.team-share-min"
    assert prove("equivalent", f"shenzhen@2024:{clause}", f"shenzhen@draft:{clause}", "2025-06-01").holds is True
    found = prove("always_allows", f"shenzhen@2024:{clause}", as_of="2025-06-01")
    assert (found.holds, found.views) == (False, ("deny",))
    with pytest.raises(AwardrulesError, match="is asked of two"):
        prove("implies", "shenzhen@2024")


def test_a_repair_ends_in_deals_that_comply() -> None:
    found = repair(EXAMPLE, ["shenzhen@2024", "shenzhen@draft"])
    assert found.proposals
    assert {decision.status for proposal in found.proposals for decision in proposal.decisions} == {"compliant"}


def test_boundaries_stand_on_both_sides_of_a_figure() -> None:
    pairs = {pair.path: {pair.inside[pair.path], pair.outside[pair.path]} for pair in boundaries("ganzhou", "2025-06-01").pairs}
    assert pairs["use_right.term_years"] == {10_000_000, 9_990_000}


def test_an_agreement_and_a_template_are_read_from_python(tmp_path: Path) -> None:
    drafted = AGREEMENTS / "shenzhen-grant.md"
    found = extract(drafted).get("grant.team_share")
    assert found is not None
    assert (found.state, found.value) == ("stated", 600_000)
    blank = tmp_path / "template.md"
    blank.write_text(drafted.read_text(encoding="utf-8").replace("持有60%的份额", "持有____%的份额"), encoding="utf-8")
    made = template(blank, "shenzhen", "2025-03-10")
    assert any("ownership.team-share-min" in str(fault.clauses) for fault in made.faults)


def test_an_agreement_is_decided_as_on_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    agreement, facts = AGREEMENTS / "shenzhen-grant.md", AGREEMENTS / "facts.yaml"
    decision = check_agreement(agreement, "shenzhen", facts=facts)
    run(["check", str(agreement), "--facts", str(facts), "--pack", "shenzhen", "--format", "json", "--lang", "en"])
    assert report(decision, "en") == json.loads(capsys.readouterr().out)
    assert decision.clauses()["ownership.team-share-min"] == "fail"


def test_a_fact_that_paper_and_facts_state_differently_fails_nothing_by_itself() -> None:
    said = {"grant": {"team_share": "80%", "unit_share": "20%"}}
    decision = check_agreement(extract(AGREEMENTS / "shenzhen-grant.md"), "shenzhen", "2025-03-20", facts=said)
    assert decision.clauses()["ownership.team-share-min"] == "unknown"


def test_a_reviewed_copy_is_written_beside_the_agreement(tmp_path: Path) -> None:
    from docx import Document

    draft, copy = tmp_path / "draft.docx", tmp_path / "reviewed.docx"
    paper = Document()
    for line in (AGREEMENTS / "shenzhen-grant.md").read_text(encoding="utf-8").splitlines():
        paper.add_paragraph(line.lstrip("# "))
    paper.save(str(draft))
    before = draft.read_bytes()
    extraction = extract(draft)
    review(extraction, [check_agreement(extraction, "shenzhen")], copy, written_on=datetime(2025, 3, 1, tzinfo=UTC))
    assert draft.read_bytes() == before
    comments = " ".join(comment.text for comment in Document(str(copy)).comments)
    assert "团队" in comments
    with pytest.raises(AwardrulesError):
        review(extraction, [], draft)


def test_what_is_no_agreement_is_refused(tmp_path: Path) -> None:
    lease = tmp_path / "lease.txt"
    lease.write_text("房屋租赁合同\n甲方将房屋出租给乙方，租期三年，租金每月三千元。", encoding="utf-8")
    with pytest.raises(AwardrulesError) as refused:
        check_agreement(lease, "shenzhen")
    assert [fault.code for fault in refused.value.diagnostics] == ["no-agreement"]


GRANT = {"deal": {"kinds": ["ownership_grant"]}, "unit": {"type": "university", "fiscally_funded": True, "located_in_city": True}}


def deep(levels: int) -> dict[str, object]:
    """Data nested so deep."""
    inner: dict[str, object] = {}
    for _ in range(levels):
        inner = {"deal": inner}
    return inner


def turning() -> dict[str, object]:
    """Data that holds itself."""
    data: dict[str, object] = {}
    data["deal"] = [data]
    return data


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        *((lambda day=day: check(GRANT, "shenzhen", day), "usage") for day in (0, -5, 10**9, 3_652_060, True, 1.5, "2025-13-01", float("nan"))),
        (lambda: editions("shenzhen", -1), "usage"),
        (lambda: check(deep(5000), "shenzhen"), "too-deep"),
        (lambda: check(turning(), "shenzhen"), "too-deep"),
        (lambda: repair(turning(), "shenzhen"), "too-deep"),
        (lambda: check(GRANT, "shenzhen", subject="foo"), "usage"),
        (lambda: check_agreement(AGREEMENTS / "shenzhen-grant.md", "shenzhen", subject="foo"), "usage"),
        (lambda: check("nowhere.yaml", "shenzhen"), "file-missing"),
        (lambda: check(7, "shenzhen"), "usage"),
        (lambda: check(None, "shenzhen"), "usage"),
        (lambda: check([GRANT], "shenzhen"), "usage"),
        (lambda: check(GRANT, "shenzhen", packs_dir="nowhere"), "no-folder"),
        (lambda: check(GRANT, "shenzhen", packs_dir=7), "usage"),
        (lambda: extract("nowhere.md"), "file-missing"),
        (lambda: extract(7), "usage"),
        (lambda: template("nowhere.md", "shenzhen"), "file-missing"),
        (lambda: prove("foo", "shenzhen"), "usage"),
        (lambda: prove("never_error", "shenzhen"), "usage"),
        *((lambda time=time: prove("never_errors", "shenzhen", timeout=time), "usage") for time in (float("inf"), float("nan"), 0, -1, "2", True)),
        *((lambda time=time: diff("shenzhen", "ganzhou", timeout=time), "usage") for time in (float("inf"), float("nan"), 0, -1, 601)),
        (lambda: boundaries("shenzhen", timeout=float("nan")), "usage"),
        (lambda: repair(GRANT, []), "usage"),
        *((lambda most=most: repair(GRANT, "shenzhen", limit=most), "usage") for most in (0, -1, 21, 1.5)),
        (lambda: repair(GRANT, "shenzhen", timeout=float("inf")), "usage"),
        (lambda: report(check(GRANT, "shenzhen"), "fr"), "usage"),
    ],
)
def test_what_cannot_be_asked_is_refused_and_no_traceback(asked, code) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(AwardrulesError) as fault:
        asked()
    assert [d.code for d in fault.value.diagnostics] == [code]
    assert all(d.message.zh and d.message.en for d in fault.value.diagnostics)


@pytest.mark.parametrize(
    "asked",
    [
        lambda: check(EXAMPLE, "all"),
        lambda: check_agreement(AGREEMENTS / "shenzhen-grant.md", "all"),
        lambda: template(AGREEMENTS / "shenzhen-grant.md", "all"),
        lambda: boundaries("all"),
        lambda: diff("all", "shenzhen", structural=True),
    ],
)
def test_where_one_edition_is_wanted_several_are_refused_with_the_way_to_ask_each(asked) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(AwardrulesError) as refused:
        asked()
    (fault,) = refused.value.diagnostics
    assert fault.code == "usage"
    assert "editions()" in fault.help.en
    assert "shenzhen@2024" in fault.help.zh


def test_a_file_may_be_named_by_text(tmp_path: Path) -> None:
    assert report(check(str(EXAMPLE), "shenzhen")) == report(check(EXAMPLE, "shenzhen"))
    agreement = AGREEMENTS / "shenzhen-grant.md"
    assert extract(str(agreement)).document.name == extract(agreement).document.name
    assert report(check_agreement(str(agreement), "shenzhen")) == report(check_agreement(agreement, "shenzhen"))
    assert check(GRANT, "shenzhen", packs_dir=str(EXAMPLES.parent / "packs")).edition.reference == "shenzhen@2024"


@pytest.mark.parametrize("day", [1, 3_652_059])
def test_the_first_and_the_last_day_of_the_calendar_can_be_asked(day: int) -> None:
    assert report(check(GRANT, "shenzhen", day))["status"]
    assert report(check(EXAMPLE, "ganzhou", day))["status"]
