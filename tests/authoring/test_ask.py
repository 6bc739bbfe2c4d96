"""The interview asks only what can still change the verdict, most decisive first, and saves what it was told."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from awardrules import yamlfile
from awardrules.cli.main import run
from awardrules.diagnostics import AwardrulesError
from awardrules.facts.reading import read_deal
from awardrules.interview.session import Session, dumped
from awardrules.pack.edition import Edition
from awardrules.pack.loading import load_edition
from pack.cities import write_city

DAY = 739330
RULES = """
- cite: c.one
  when: {var: trial.when}
  require: {">=": [{var: trial.count}, 15]}
- cite: c.two
  require: {in: [low, {var: trial.items}]}
- cite: c.three
  require: {var: trial.other}
"""
CLAUSES = {"c.one": "shall", "c.two": "shall", "c.three": "encouraged"}


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return load_edition(write_city(tmp_path, RULES, CLAUSES))


def asked(session: Session, answers: dict[str, str]) -> list[str]:
    """The facts asked for, in order, while the answers last."""
    order = []
    while (question := session.next()) is not None:
        order.append(question.path)
        session.answer(question, answers[question.path])
    return order


def test_a_fact_that_no_longer_matters_is_not_asked(edition: Edition) -> None:
    assert asked(Session({}, [edition], DAY), {"trial.when": "no", "trial.items": "low"}) == ["trial.when", "trial.items"]


def test_a_violation_ends_the_interview(edition: Edition) -> None:
    session = Session({}, [edition], DAY)
    assert asked(session, {"trial.when": "yes", "trial.count": "14", "trial.items": "none"})[-1] in {"trial.count", "trial.items"}
    assert session.decisions[0].status == "non_compliant"


def test_what_the_person_does_not_know_is_not_asked_again(edition: Edition) -> None:
    session = Session({}, [edition], DAY)
    order = asked(session, {"trial.when": "不知道", "trial.count": "", "trial.items": "low"})
    assert sorted(order) == sorted(set(order))
    assert session.decisions[0].status == "undetermined"


def test_an_encouragement_never_causes_a_question(edition: Edition) -> None:
    assert "trial.other" not in asked(Session({}, [edition], DAY), {"trial.when": "1", "trial.count": "15", "trial.items": "1"})


def test_an_answer_that_is_no_value_changes_nothing(edition: Edition) -> None:
    session = Session({}, [edition], DAY)
    question = session.next()
    assert question is not None
    with pytest.raises(AwardrulesError):
        session.answer(question, "perhaps")
    assert session.data == {}
    assert session.next() is not None


def test_numbers_labels_and_lists_are_understood(edition: Edition) -> None:
    session = Session({"trial": {"when": "false"}}, [edition], DAY)
    question = session.next()
    assert question is not None
    assert question.path == "trial.items"
    session.answer(question, "高，1")
    assert session.decisions[0].deal.facts["trial.items"] == frozenset({"high", "low"})


@pytest.mark.parametrize(
    ("items", "answer", "known"),
    [
        ({"min": ["middle"]}, "low", {"middle", "low"}),
        ({"min": ["中"]}, "none", {"middle"}),
        ({"max": ["low", "middle"]}, "low", {"low"}),
    ],
)
def test_an_answer_completes_a_set_known_in_part(edition: Edition, items: dict[str, list[str]], answer: str, known: set[str]) -> None:
    """It need not repeat what is known, and what it does not name is not in the set."""
    session = Session({"trial": {"when": "false", "items": items}}, [edition], DAY)
    question = session.next()
    assert question is not None
    assert "to be settled: low" in question.text.en
    session.answer(question, answer)
    assert session.decisions[0].deal.facts["trial.items"] == known


def test_a_saved_deal_reads_back_as_it_was_told(edition: Edition) -> None:
    session = Session({}, [edition], DAY)
    asked(session, {"trial.when": "y", "trial.count": "15", "trial.items": "low, high"})
    again = read_deal(dumped(session.data), "saved.yaml", edition.vocabulary)
    assert dict(again.facts) == dict(session.decisions[0].deal.facts)


def test_the_command_reads_answers_from_standard_input_and_saves(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_city(tmp_path, RULES, CLAUSES)
    target = tmp_path / "deal.yaml"
    monkeypatch.setattr("sys.stdin", io.StringIO("maybe\nno\nlow\n"))
    assert run(["ask", "--pack", f"{folder}/", "-o", str(target), "--lang", "en"]) == 0
    captured = capsys.readouterr()
    assert "Verdict: compliant" in captured.out
    assert "takes true or false, not `maybe`" in captured.err
    saved = yamlfile.to_data(yamlfile.load(target))
    assert saved == {"trial": {"when": "no", "items": ["low"]}}


def test_the_end_of_input_saves_what_was_told_so_far(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write_city(tmp_path, RULES, CLAUSES)
    target = tmp_path / "deal.yaml"
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert run(["ask", "--pack", f"{folder}/", "-o", str(target)]) == 3
    assert yamlfile.to_data(yamlfile.load(target)) == {"trial": {"when": "yes"}}


def test_the_result_quotes_the_saved_file_which_repeats_no_text_by_reference(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write_city(tmp_path, RULES, CLAUSES)
    deal, target = tmp_path / "given.yaml", tmp_path / "told.yaml"
    deal.write_text("trial: {count: 14, day: 2025-03-20}\ndeal: {date: 2025-03-20}\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert run(["ask", str(deal), "--pack", f"{folder}/", "-o", str(target), "--lang", "en"]) == 1
    assert f"({target}:2:10)" in capsys.readouterr().out
    assert run(["check", str(target), "--pack", f"{folder}/"]) == 1


def test_one_text_said_twice_is_written_twice() -> None:
    day = "".join(["2025-", "03-20"])
    assert dumped({"a": {"day": day}, "b": {"day": day, "listed": [day]}}) == "a:\n  day: 2025-03-20\nb:\n  day: 2025-03-20\n  listed: [2025-03-20]\n"


def test_an_existing_file_is_not_overwritten_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_city(tmp_path, RULES, CLAUSES)
    monkeypatch.chdir(tmp_path)
    Path("deal.yaml").write_text("kept: true\n", encoding="utf-8")
    assert run(["ask", "--pack", f"{folder}/", "--lang", "en"]) == 2
    assert "is not overwritten" in capsys.readouterr().err
    assert Path("deal.yaml").read_text("utf-8") == "kept: true\n"
