"""Exported cases: valid under their schema, and the same deals with the same outcomes when read back by anyone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from awardrules.authoring.cases import Case, differences, read_cases
from awardrules.authoring.export import case_schema, exported
from awardrules.decision.decide import decide
from awardrules.facts.quantity import parse_date
from awardrules.facts.reading import deal_from
from awardrules.pack.edition import Edition
from awardrules.pack.references import Library
from cli.calling import call
from pack.cities import city

EDITIONS = [found.pack + "@" + found.edition for found in Library().all()]


def edition_of(reference: str) -> Edition:
    library = Library()
    return library.load(library.resolve(reference, 1)[0])


def deal_data(case: dict[str, Any]) -> dict[str, Any]:
    """The deal of an exported case, as another engine would build it."""
    data: dict[str, Any] = {}

    def put(group: dict[str, Any], path: str, fact: dict[str, Any]) -> None:
        *parents, leaf = path.split(".")
        for name in parents:
            group = group.setdefault(name, {})
        group[leaf] = fact["bounds"] if "bounds" in fact else fact["value"]

    for fact in case["facts"]:
        put(data, fact["path"], fact)
    for name, records in case["records"].items():
        data[name] = []
        for record in records:
            data[name].append({})
            for field, fact in record.items():
                put(data[name][-1], field, fact)
    for edition, facts in case["editions"].items():
        data.setdefault("editions", {})[edition] = {}
        for fact in facts:
            put(data["editions"][edition], fact["path"], fact)
    return data


@pytest.mark.parametrize("reference", EDITIONS)
def test_every_case_is_valid_and_says_the_same_deal(reference):
    edition = edition_of(reference)
    data = json.loads(json.dumps(exported(edition), ensure_ascii=False))
    assert list(jsonschema.Draft202012Validator(case_schema()).iter_errors(data)) == []
    cases = read_cases(Path(edition.folder), edition)
    assert len(cases) == len(data["cases"]) > 0
    assert len({case["id"] for case in data["cases"]}) == len(cases)
    for case, written in zip(cases, data["cases"], strict=True):
        read = deal_from(deal_data(written) or {"deal": {"kinds": None}}, edition.vocabulary)
        assert (dict(read.facts), dict(read.editions)) == (dict(case.deal.facts), dict(case.deal.editions)), written["id"]
        assert parse_date(written["as_of"]) == case.as_of


def expected(value: dict[str, Any]) -> Any:
    """An expected value as cases write it."""
    if value.get("absent"):
        return "absent"
    found = None if value.get("unknown") else value["value"]
    return str(found).lower() if isinstance(found, bool) else found


@pytest.mark.parametrize("reference", EDITIONS)
def test_the_expectations_hold_as_written(reference):
    edition = edition_of(reference)
    for case, written in zip(read_cases(Path(edition.folder), edition), exported(edition)["cases"], strict=True):
        expect = dict(written["expect"])
        if "derived" in expect:
            expect["derived"] = {path: expected(value) for path, value in expect["derived"].items()}
        again = Case(case.name, case.span, case.deal, case.as_of, case.subject, case.hypothetical, expect)
        decision = decide(case.deal, edition, case.as_of, subject=written["subject"], hypothetical=written["hypothetical"])
        assert differences(again, decision) == [], written["id"]


CASES = """
cases:
- name: {zh: 界限, en: bounds}
  deal: {trial: {count: {min: 3}, sum: 12.5, day: 2025-01-02, level: low, items: [high, low], holds: true}, grant: {team_share: 1/3},
         agreement: {terms: {min: [cost_sharing]}}, recipients: [{publicity_items: {min: [share], max: [share, contribution]}}]}
  as_of: 2025-03-20
  expect: {derived: {trial.prescribed: 6, trial.granted: unknown, trial.counted: absent}}
"""


def test_facts_are_typed_and_exact(tmp_path):
    edition = city(tmp_path, "- {cite: c.one, require: {var: trial.holds}, remedy: {zh: 补, en: mend}}", files={"cases/a.yaml": CASES})
    [case] = exported(edition)["cases"]
    assert {fact["path"]: {k: v for k, v in fact.items() if k != "path"} for fact in case["facts"]} == {
        "trial.count": {"type": "int", "bounds": {"min": 3}},
        "trial.sum": {"type": "money", "value": "12.50"},
        "trial.day": {"type": "date", "value": "2025-01-02"},
        "trial.level": {"type": "enum", "value": "low"},
        "trial.items": {"type": "set", "value": ["high", "low"]},
        "trial.holds": {"type": "bool", "value": True},
        "grant.team_share": {"type": "share", "value": "1/3"},
        "agreement.terms": {"type": "set", "bounds": {"min": ["cost_sharing"]}},
    }
    assert case["records"] == {"recipients": [{"publicity_items": {"type": "set", "bounds": {"min": ["share"], "max": ["contribution", "share"]}}}]}
    assert case["expect"] == {
        "derived": {"trial.prescribed": {"type": "int", "value": 6}, "trial.granted": {"unknown": True}, "trial.counted": {"absent": True}}
    }
    assert list(jsonschema.Draft202012Validator(case_schema()).iter_errors(exported(edition))) == []


def test_the_command_writes_a_file_for_each_edition(tmp_path):
    done = call("test", "--export", tmp_path / "out" / "deep", "--lang", "en")
    assert (done.code, done.err) == (0, "")
    assert sorted(path.stem for path in (tmp_path / "out" / "deep").iterdir()) == sorted(name.replace("@", "-") for name in EDITIONS)
    schema = call("schema", "case").data()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema == json.loads(json.dumps(case_schema()))


def test_a_folder_that_cannot_be_made_is_refused(tmp_path):
    (tmp_path / "file").touch()
    done = call("test", "--export", tmp_path / "file" / "x", "--lang", "en")
    assert done.code == 2
    assert "error[output]: the folder cannot be made" in done.err
