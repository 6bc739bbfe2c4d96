"""The JSON that scripts rely on: keys, forms of values, and that nothing else changes them."""

from __future__ import annotations

import json
import re

import pytest

from cli.calling import EXAMPLE, call

DECISION = {"schema", "engine", "pack", "as_of", "status", "advisory", "clauses", "results", "derived", "missing", "conflicts", "notices", "summary"}
RESULT = {
    "rule", "kind", "clauses", "subject", "mechanism", "modality", "outcome", "severity", "cause", "title", "message", "remedy", "cautions",
    "citations", "facts", "expected", "parameters",
}  # fmt: skip
OUTCOMES = {"pass", "fail", "unknown", "not_applicable"}
PEOPLE = """
deal: {kinds: [ownership_grant, reward], date: 2025-03-20}
unit: {type: university, fiscally_funded: true, located_in_city: true}
grant: {team_share: 70%, unit_share: 40%, publicity: {start: 2025-03-01, end: 2025-03-15}}
proceeds: {total: 100000.50, award_pool_amount: 65000}
recipients:
- {role: non_leader}
- {role: principal_leader, reward_form: [equity], publicity_items: [contribution]}
"""


@pytest.fixture(scope="module")
def decision() -> dict:
    return call("check", EXAMPLE, "--pack", "shenzhen", "--format", "json", "--lang", "en").data()


@pytest.fixture(scope="module")
def people() -> dict:
    return call("check", "-", "--pack", "shenzhen", "--format", "json", "--lang", "en", stdin=PEOPLE).data()


def test_a_decision_has_the_keys_of_the_contract(decision):
    assert set(decision) >= DECISION
    assert decision["schema"] == "awardrules/decision/1"
    assert re.fullmatch(r"\d+\.\d+\.\d+", decision["engine"])
    assert set(decision["pack"]) >= {"id", "edition", "document", "status", "digest"}
    assert (decision["pack"]["id"], decision["pack"]["edition"], decision["pack"]["document"]) == ("shenzhen", "2024", "深科创【2024】102号")
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", decision["pack"]["digest"])
    assert decision["as_of"] == "2025-03-20"
    assert decision["advisory"] is False


def test_every_result_has_the_keys_of_the_contract(decision, people):
    for result in [*decision["results"], *people["results"]]:
        assert set(result) >= RESULT, result["rule"]
        assert result["kind"] in ("check", "derive")
        assert result["outcome"] in OUTCOMES
        assert result["rule"].startswith(f"{result['mechanism']}/")
        assert (result["severity"] is not None) == (result["outcome"] == "fail")
        assert (result["cause"] is not None) == (result["outcome"] in ("unknown", "not_applicable")), result["rule"]
        assert result["title"]
        assert result["message"]
        assert [set(citation) for citation in result["citations"]] == [{"clause", "locator", "document"}] * len(result["clauses"])
        for fact in result["facts"]:
            assert set(fact) == {"path", "value", "evidence"}
            assert fact["evidence"] is None or set(fact["evidence"]) == {"file", "line", "column"}


def test_every_rule_of_the_subject_is_listed_once_and_the_summary_counts_them(decision):
    rules = [result["rule"] for result in decision["results"]]
    assert len(set(rules)) == len(rules)
    assert {result["subject"] for result in decision["results"]} == {"deal"}
    assert decision["summary"] == {outcome: sum(r["outcome"] == outcome for r in decision["results"]) for outcome in OUTCOMES}
    assert set(decision["clauses"].values()) <= OUTCOMES
    assert {clause for result in decision["results"] for clause in result["clauses"]} <= set(decision["clauses"])


def test_a_failing_rule_tells_facts_figures_and_what_was_expected(decision):
    [result] = [r for r in decision["results"] if "ownership.team-share-min" in r["clauses"] and r["outcome"] == "fail"]
    assert result["severity"] == "violation"
    assert result["citations"][0]["locator"] == "三/（一）/1"
    share = next(fact for fact in result["facts"] if fact["path"] == "grant.team_share")
    assert share == {"path": "grant.team_share", "value": "0.6", "evidence": {"file": str(EXAMPLE), "line": 7, "column": 15}}
    assert "70%" in result["expected"]
    assert result["parameters"] == {"floor": "0.7"}
    assert result["remedy"]


def test_facts_of_people_are_named_with_their_index(people):
    paths = {fact["path"] for result in people["results"] for fact in result["facts"]}
    assert {"recipients[1].role", "recipients[1].publicity_items"} <= paths
    assert not any(path.startswith("recipients[].") for path in paths)
    assert any(item["fact"].startswith("recipients[1].") for item in people["missing"])


def test_missing_facts_have_question_rules_and_whether_they_decide(people):
    assert people["missing"]
    rules = {result["rule"] for result in people["results"]}
    for item in people["missing"]:
        assert set(item) == {"fact", "question", "blocks", "decides"}
        assert item["question"].endswith("?") or item["question"].endswith(".")
        assert set(item["blocks"]) <= rules
        assert item["blocks"]
        assert isinstance(item["decides"], bool)
    decides = [item["decides"] for item in people["missing"]]
    assert decides == sorted(decides, reverse=True)  # most decisive first


def test_conflicts_name_both_values(people):
    found = {item["fact"]: (item["stated"], item["computed"]) for item in people["conflicts"]}
    assert found == {"grant.team_share": ("0.7", "0.6"), "grant.unit_share": ("0.4", "0.3")}


def test_exact_numbers_are_strings_dates_iso_counts_numbers(people):
    derived = people["derived"]
    assert derived["grant.publicity.days"] == 15
    assert re.fullmatch(r"\d+\.\d\d", derived["proceeds.award_pool_min"])
    assert derived["scope.coverage"] == "covered"
    assert derived["edition.in_force"] is True

    def floats(value: object) -> list[object]:
        if isinstance(value, dict):
            return [found for item in value.values() for found in floats(item)]
        if isinstance(value, list):
            return [found for item in value for found in floats(item)]
        return [value] if isinstance(value, float) else []

    assert floats(people) == []


def test_a_derived_output_the_edition_does_not_define_is_absent_and_one_that_lacks_facts_is_null(people):
    given = {rule["gives"] for rule in call("packs", "show", "shenzhen", "--format", "json").data()["rules"] if rule["subject"] == "deal"} - {None}
    assert set(people["derived"]) == given
    lacking = call("check", "-", "--pack", "guangzhou", "--format", "json", stdin="deal: {kinds: [reward]}").data()
    assert lacking["derived"]["edition.in_force"] == "unknown"
    assert lacking["derived"]["scope.coverage"] is None
    assert {"edition.issue_date"} <= {item["fact"] for item in lacking["missing"]}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_language_changes_words_only(decision, lang):
    other = call("check", EXAMPLE, "--pack", "shenzhen", "--format", "json", "--lang", lang).data()

    def bare(data: dict) -> dict:
        words = {"title", "message", "gap", "remedy", "cautions", "expected"}
        results = [{k: v for k, v in result.items() if k not in words} for result in data["results"]]
        missing = [{k: v for k, v in item.items() if k != "question"} for item in data["missing"]]
        pack = {k: v for k, v in data["pack"].items() if k != "title"}
        return {**{k: v for k, v in data.items() if k != "notices"}, "results": results, "missing": missing, "pack": pack}

    assert bare(other) == bare(decision)


# --- packs ---


def test_packs_list_has_the_keys_of_the_contract():
    rows = call("packs", "list", "--format", "json").data()
    assert [(row["id"], row["edition"]) for row in rows] == [
        ("ganzhou", "2023"), ("guangzhou", "guideline"), ("shanghai", "draft"), ("shenzhen", "draft"), ("shenzhen", "2024"),
    ]  # fmt: skip
    for row in rows:
        assert set(row) >= {"id", "edition", "title", "document", "status", "valid_from", "valid_to", "digest"}
        assert row["status"] in ("in_force", "draft")
        assert re.fullmatch(r"sha256:[0-9a-f]{64}", row["digest"])
    shenzhen = rows[-1]
    assert (shenzhen["valid_from"], shenzhen["valid_to"], shenzhen["status"]) == ("2024-08-01", "2027-07-31", "in_force")
    assert rows[2]["valid_from"] is None


@pytest.mark.parametrize("reference", ["ganzhou", "guangzhou", "shanghai", "shenzhen@draft", "shenzhen@2024"])
def test_packs_show_has_the_keys_of_the_contract(reference):
    shown = call("packs", "show", reference, "--format", "json", "--lang", "en").data()
    assert set(shown) >= {"pack", "rules", "clauses"}
    for rule in shown["rules"]:
        assert set(rule) >= {"rule", "kind", "subject", "mechanism", "modality", "clauses", "parameters", "title", "when", "require"}
        assert rule["require"], rule["rule"]
    names = {rule["rule"] for rule in shown["rules"]}
    for clause in shown["clauses"]:
        assert set(clause) >= {"id", "locator", "mechanism", "modality", "status", "rules", "reason"}
        assert clause["status"] == ("encoded" if clause["rules"] else "not_encoded")
        assert (clause["reason"] is None) == (clause["status"] == "encoded"), clause["id"]
        assert set(clause["rules"]) <= names


def test_test_reports_diagnostics_cases_and_coverage():
    data = call("test", "--format", "json").data()
    assert data["diagnostics"] == []
    assert {f"{row['pack']}@{row['edition']}" for row in data["cases"]} == set(data["coverage"])
    assert all(row["count"] >= 12 and row["failed"] == 0 for row in data["cases"])


def test_explain_gives_the_tree_with_facts_and_places():
    data = call("explain", EXAMPLE, "--pack", "shenzhen", "--rule", "ownership.team-share-min", "--format", "json", "--lang", "en").data()
    assert (data["pack"], data["status"]) == ({"id": "shenzhen", "edition": "2024"}, "non_compliant")
    failing = [rule for rule in data["rules"] if rule["outcome"] == "fail"]
    [finding] = failing[0]["findings"]

    def leaves(node: dict) -> list[dict]:
        return [leaf for part in node.get("parts", []) for leaf in leaves(part)] or [node]

    share = next(leaf for leaf in leaves(finding["require"]) if leaf.get("fact") == "grant.team_share")
    assert (share["value"], share["evidence"]["line"]) == ("0.6", 7)


@pytest.mark.parametrize("named", [["{deal}", "nowhere.yaml"], ["nowhere.yaml", "{deal}"], ["one.jsonl"], ["faulty.jsonl"], ["-"]])
def test_json_is_one_line_a_deal_though_but_one_can_be_decided(tmp_path, monkeypatch, named):
    monkeypatch.chdir(tmp_path)
    line = '{"deal": {"kinds": ["reward"]}}\n'
    (tmp_path / "one.jsonl").write_text(line, encoding="utf-8")
    (tmp_path / "faulty.jsonl").write_text(f"{line}{{}}\n", encoding="utf-8")
    arguments = [name.format(deal=EXAMPLE) for name in named]
    done = call("check", *arguments, "--pack", "shenzhen", "--format", "json", stdin=f"{{}}\n{line}")
    assert [data["schema"] for data in done.lines()] == ["awardrules/decision/1"]


def test_json_is_one_line_a_deal_when_there_are_several():
    done = call("check", EXAMPLE, EXAMPLE, "--pack", "shenzhen", "--format", "json")
    first, second = done.out.splitlines()
    assert json.loads(first) == json.loads(second)
    assert "深科创" in first  # as text, not escaped
