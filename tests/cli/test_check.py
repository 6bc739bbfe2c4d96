"""`awardrules check` and `assess`: exit codes, one deal and many, formats, days, output files."""

from __future__ import annotations

import json
import os
import stat
from itertools import permutations
from pathlib import Path

import pytest

from cli.calling import EXAMPLE, call
from pack.cities import write_city

LISTED = {
    "p.duty": "shall",
    "p.principle": "should",
    "i.system": "reporting:shall",
    "s.covered": "scope:definition",
    "v.term": "validity:definition",
}
RULES = {
    "publicity": """
        - {cite: p.duty, applies_to: [reward], require: {var: trial.holds}, remedy: {zh: 补办, en: make it hold}}
        - {cite: p.principle, applies_to: [reward], require: {var: trial.other}}
        """,
    "reporting": "- {cite: i.system, subject: institution, require: {var: trial.when}}",
    "scope": "- {gives: scope.coverage, cite: s.covered, first: [{when: {var: unit.located_in_city}, value: covered}, {value: not_covered}]}",
    "validity": "- {gives: edition.in_force, cite: v.term, value: {'<=': [2024-01-01, {var: edition.evaluation_date}]}}",
}
FACTS = {
    "compliant": "{deal: {kinds: [reward]}, unit: {located_in_city: true}, trial: {holds: true, other: true}}",
    "deviating": "{deal: {kinds: [reward]}, unit: {located_in_city: true}, trial: {holds: true, other: false}}",
    "non_compliant": "{deal: {kinds: [reward]}, unit: {located_in_city: true}, trial: {holds: false, other: true}}",
    "undetermined": "{deal: {kinds: [reward]}, unit: {located_in_city: true}, trial: {other: true}}",
    "out_of_scope": "{deal: {kinds: [reward]}, unit: {located_in_city: false}, trial: {holds: true}}",
    "not_decided": "{deal: {kinds: [abandonment]}, unit: {located_in_city: true}}",
}
CODES = {"compliant": 0, "deviating": 0, "non_compliant": 1, "not_decided": 2, "undetermined": 3, "out_of_scope": 4}


@pytest.fixture(scope="session")
def packs(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("packs")
    write_city(folder, RULES, LISTED)
    return folder


@pytest.fixture
def deals(tmp_path) -> Path:
    """One file for each status, and one that is no deal."""
    for status, text in FACTS.items():
        (tmp_path / f"{status}.yaml").write_text(text + "\n", encoding="utf-8")
    (tmp_path / "broken.yaml").write_text("deal: [\n", encoding="utf-8")
    return tmp_path


@pytest.fixture
def check(packs, deals):
    def run(*names: str, **more: object):
        more = {"as_of": "2025-03-20", "lang": "en"} | more
        flags = [
            part
            for name, value in more.items()
            if name != "stdin" and value is not None
            for part in ([f"--{name.replace('_', '-')}"] if value is True else [f"--{name.replace('_', '-')}", value])
        ]
        files = [name if name == "-" or Path(name).suffix else deals / f"{name}.yaml" for name in names]
        return call("check", *files, "--pack", "trialville", "--packs-dir", packs, *flags, stdin=more.get("stdin", b""))

    return run


# --- exit codes ---


@pytest.mark.parametrize(("status", "code"), CODES.items())
def test_the_exit_code_follows_the_status(check, status, code):
    done = check(status, format="json")
    assert done.data()["status"] == status
    assert (done.code, done.err) == (code, "")


@pytest.mark.parametrize(
    ("status", "flags", "code"),
    [
        ("deviating", {"strict": True}, 1),
        ("compliant", {"strict": True}, 0),
        ("undetermined", {"strict": True}, 3),
        ("undetermined", {"allow_unknown": True}, 0),
        ("non_compliant", {"allow_unknown": True}, 1),
        ("out_of_scope", {"allow_unknown": True}, 4),
        ("not_decided", {"allow_unknown": True}, 2),
        ("deviating", {"strict": True, "allow_unknown": True}, 1),
        ("out_of_scope", {"hypothetical": True}, 0),
    ],
)
def test_strict_allow_unknown_and_hypothetical_move_the_exit_code(check, status, flags, code):
    done = check(status, **flags)
    assert (done.code, done.err) == (code, "")


BY_WEIGHT = ["not_decided", "non_compliant", "undetermined", "out_of_scope", "compliant"]


@pytest.mark.parametrize("pair", [(a, b) for i, a in enumerate(BY_WEIGHT) for b in BY_WEIGHT[i + 1 :]], ids=" with ".join)
def test_of_several_deals_the_weightiest_code_wins_in_the_order_2_1_3_4_0(check, pair):
    for names in permutations(pair):
        assert check(*names, format="json").code == CODES[pair[0]]


def test_all_deals_are_decided_though_one_cannot_be_read(check):
    done = check("compliant", "broken", "deviating", format="json")
    assert [document["status"] for document in done.lines()] == ["compliant", "deviating"]
    assert done.code == 2
    assert "broken.yaml:1:8: error[yaml-syntax]" in done.err


# --- several deals ---


def test_one_deal_is_a_document_and_several_are_json_lines(check):
    alone = check("compliant", format="json")
    assert alone.out.startswith("{\n")
    several = check("compliant", "non_compliant", "undetermined", format="json")
    assert len(several.out.splitlines()) == 3
    assert [document["status"] for document in several.lines()] == ["compliant", "non_compliant", "undetermined"]
    assert several.lines()[0] == alone.data()


def test_json_lines_are_read_line_by_line_with_the_line_in_name_and_evidence(check, deals):
    rows = [{"deal": {"kinds": ["reward"]}, "unit": {"located_in_city": True}, "trial": {"holds": holds}} for holds in (True, False, None)]
    path = deals / "many.jsonl"
    path.write_text("\n".join([*(json.dumps(row) for row in rows), "", "  ", '{"trial": {"hold": true}}']), encoding="utf-8")
    done = check(str(path), format="json")
    assert [document["status"] for document in done.lines()] == ["compliant", "non_compliant", "undetermined"]
    assert [document["deal"] for document in done.lines()] == [f"{path}:{n}" for n in (1, 2, 3)]
    [fact] = next(r for r in done.lines()[1]["results"] if r["rule"] == "publicity/duty")["facts"]
    assert fact["evidence"] == {"file": str(path), "line": 2, "column": rows_column(rows[1], '"holds": ')}
    assert done.code == 2
    assert f"{path}:6:12: error[unknown-fact]" in done.err


def rows_column(row: object, key: str) -> int:
    return json.dumps(row).index(key) + len(key) + 1


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        (FACTS["compliant"], ["compliant"]),
        ("deal: {kinds: [reward]}\nunit: {located_in_city: true}\ntrial: {holds: false}\n", ["non_compliant"]),
        (json.dumps({"deal": {"kinds": ["reward"]}, "unit": {"located_in_city": True}}, indent=2), ["undetermined"]),
        ('{"trial": {"holds": true}, "unit": {"located_in_city": true}, "deal": {"kinds": ["reward"]}}\n', ["compliant"]),
        (
            '{"unit": {"located_in_city": false}}\n{"deal": {"kinds": ["abandonment"]}, "unit": {"located_in_city": true}}\n',
            ["out_of_scope", "not_decided"],
        ),
    ],
    ids=["flow YAML", "YAML", "JSON over lines", "one JSON line", "JSON Lines"],
)
def test_a_dash_reads_standard_input(check, text, statuses):
    done = check("-", format="json", stdin=text)
    documents = [done.data()] if len(statuses) == 1 else done.lines()
    assert [document["status"] for document in documents] == statuses
    assert all(document["deal"].startswith("<stdin>") for document in documents)


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing\n", "null\n", "{}\n"])
def test_standard_input_without_a_deal_cannot_be_decided(check, text):
    done = check("-", stdin=text)
    assert (done.code, done.out) == (2, "")
    assert "error[" in done.err


def test_an_empty_file_of_json_lines_has_no_deal(check, deals):
    (deals / "none.jsonl").write_text("\n", encoding="utf-8")
    done = check(str(deals / "none.jsonl"))
    assert (done.code, done.out) == (2, "")
    assert "no deal was read" in done.err


def test_several_deals_begin_with_an_overview(check):
    done = check("compliant", "non_compliant", format="plain")
    head = done.out.splitlines()[:3]
    assert head[0].split() == ["deal", "pack", "as", "of", "verdict", "fail", "unknown"]
    assert ["compliant.yaml" in head[1], "non-compliant" in head[2]] == [True, True]
    assert done.out.count("Verdict: ") == 2


def test_all_editions_are_decided_at_once(packs, deals):
    done = call("check", deals / "compliant.yaml", "--pack", "all", "--packs-dir", packs, "--format", "json", "--as-of", "2025-03-20")
    [fault] = {line for line in done.err.splitlines() if "error[" in line} or [None]
    assert fault is None or "unknown-fact" in fault  # `trial.*` are facts of one city only
    shared = deals / "shared.yaml"
    shared.write_text("deal: {kinds: [reward]}\n", encoding="utf-8")
    done = call("check", shared, "--pack", "all", "--format", "json")
    assert [d["pack"]["id"] for d in done.lines()] == ["ganzhou", "guangzhou", "shanghai", "shenzhen", "shenzhen"]


# --- the day ---


@pytest.mark.parametrize(
    ("deal", "as_of", "day"),
    [
        ("{agreement: {date: 2025-02-01}, deal: {date: 2025-01-01}}", None, "2025-02-01"),
        ("{deal: {date: 2025-01-01}}", None, "2025-01-01"),
        ("{deal.date: 2025-01-01}", None, "2025-01-01"),
        ("{deal: {date: 2025年1月1日}}", None, "2025-01-01"),
        ("{edition: {evaluation_date: 2025-03-01}, agreement: {date: 2025-02-01}}", None, "2025-03-01"),
        ("{agreement: {date: 2025-02-01}}", "2026-01-01", "2026-01-01"),
        ("{agreement: {date: 2025-02-01}}", "2026年1月1日", "2026-01-01"),
        ("{agreement: {date: {min: 2025-02-01}}, deal: {date: 2025-01-01}}", None, "2025-01-01"),
    ],
)
def test_the_day_of_decision_is_as_asked_else_the_agreements_else_the_deals(check, deal, as_of, day):
    assert check("-", format="json", as_of=as_of, stdin=deal).data()["as_of"] == day


def test_without_any_date_the_day_is_today(check, monkeypatch):
    from datetime import date

    from awardrules.pack import dating

    class Frozen(date):
        @classmethod
        def today(cls):
            return date(2025, 6, 7)

    monkeypatch.setattr(dating, "date", Frozen)
    assert check("compliant", format="json", as_of=None).data()["as_of"] == "2025-06-07"
    assert "as of 2025-06-07" in check("compliant", as_of=None).out


# --- formats ---


@pytest.mark.parametrize("format", ["text", "plain", "json", "markdown"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_each_format_tells_the_same_verdict(check, format, lang):
    done = check("non_compliant", format=format, lang=lang)
    assert done.code == 1
    verdict = {"json": '"status": "non_compliant"'}.get(format, {"zh": "不符合", "en": "non-compliant"}[lang])
    assert verdict in done.out
    assert "2025-03-20" in done.out
    assert "\x1b" not in done.out
    assert done.out.endswith("\n")
    assert not done.out.endswith("\n\n")


def test_text_without_a_terminal_is_plain(check):
    assert check("non_compliant", format="text").out == check("non_compliant", format="plain").out


def test_verbose_lists_every_rule(check):
    short, full = (check("undetermined", verbose=verbose).out for verbose in (None, True))
    assert "[publicity/principle]" not in short
    for rule in ("publicity/duty", "publicity/principle", "scope/covered", "validity/term"):
        assert f"[{rule}]" in full


@pytest.mark.parametrize(
    ("name", "value", "help"),
    [
        ("format", "jsn", "json"),
        ("format", "xml", ""),
        ("lang", "fr", ""),
        ("as_of", "2025-02-30", "write 2025-03-01"),
        ("as_of", "soon", "write 2025-03-01"),
    ],
)
def test_an_option_that_takes_no_such_value_says_what_it_takes(check, name, value, help):
    done = check("compliant", **{name: value})
    assert (done.code, done.out) == (2, "")
    option = f"--{name.replace('_', '-')}"
    assert f"{option}: " in done.err
    assert f"`{value}`" in done.err
    assert help in done.err


# --- output files ---


def test_a_report_can_be_written_to_a_file(check, tmp_path):
    target = tmp_path / "report.json"
    done = check("non_compliant", format="json", output=target)
    assert (done.code, done.out) == (1, "")
    assert json.loads(target.read_text(encoding="utf-8"))["status"] == "non_compliant"
    assert stat.S_IMODE(target.stat().st_mode) == 0o666 & ~umask()
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current


def test_a_file_is_replaced_whole_or_not_at_all(check, tmp_path, monkeypatch):
    target = tmp_path / "report.txt"
    target.write_text("before\n", encoding="utf-8")
    from awardrules.report import text

    def fails(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(text, "decision_lines", fails)
        assert check("compliant", format="plain", output=target).code == 130
    assert target.read_text(encoding="utf-8") == "before\n"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []
    assert check("compliant", format="plain", output=target).code == 0
    assert target.read_text(encoding="utf-8").startswith("Verdict: compliant")


@pytest.mark.parametrize("target", ["nowhere/report.txt", "compliant.yaml/report.txt", "."])
def test_an_output_that_cannot_be_written_is_a_fault(check, deals, target):
    done = check("compliant", output=deals / target)
    assert (done.code, done.out) == (2, "")
    assert "error[output]" in done.err
    assert sorted(path.name for path in deals.iterdir() if path.name.startswith(".")) == []


# --- assess ---


@pytest.mark.parametrize(("facts", "status", "code"), [("true", "compliant", 0), ("false", "non_compliant", 1), ("null", "undetermined", 3)])
def test_assess_decides_the_rules_about_the_institution(packs, facts, status, code):
    text = f"{{unit: {{located_in_city: true}}, trial: {{when: {facts}, holds: false}}}}"
    done = call("assess", "-", "--pack", "trialville", "--packs-dir", packs, "--format", "json", "--as-of", "2025-03-20", stdin=text)
    assert (done.code, done.data()["status"]) == (code, status)
    assert {result["subject"] for result in done.data()["results"]} == {"institution"}


def test_what_is_no_regular_file_is_written_to_and_never_replaced(check, tmp_path):
    pipe, link, target = tmp_path / "pipe", tmp_path / "link.txt", tmp_path / "target.txt"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        assert check("compliant", format="plain", output=pipe).code == 0
        assert os.read(reader, 1 << 16).decode().startswith("Verdict: compliant")
    finally:
        os.close(reader)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    link.symlink_to(target)
    assert check("compliant", format="plain", output=link).code == 0
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8").startswith("Verdict: compliant")


def test_the_example_of_the_readme_is_decided():
    done = call("check", EXAMPLE, "--pack", "shenzhen", "--format", "json")
    assert (done.code, done.data()["status"]) == (1, "non_compliant")
    assert done.data()["clauses"]["ownership.team-share-min"] == "fail"
    assert done.data()["derived"]["grant.publicity.days"] == 16


# --- a draft agreement read by software: what was found is there, what was not is unknown ---

READ_FROM_A_DRAFT = """
deal: {kinds: [ownership_grant]}
agreement: {terms: {min: [proceeds_split, decision_mechanism, rights_and_obligations]}}
"""


def test_a_term_that_was_not_found_is_unknown_and_one_that_was_passes():
    arguments = ("check", "-", "--pack", "guangzhou", "--as-of", "2025-03-20", "--hypothetical", "--lang", "en")
    done = call(*arguments, "--format", "json", stdin=READ_FROM_A_DRAFT)
    assert done.code == CODES["undetermined"]
    decision = done.data()
    assert decision["clauses"]["agreement.rights-obligations"] == "pass"
    assert decision["clauses"]["agreement.terms"] == "unknown"
    [terms] = [result for result in decision["results"] if result["rule"] == "agreement-terms/terms"]
    assert (terms["outcome"], terms["cause"]) == ("unknown", "bound")
    assert terms["facts"][0]["value"] == {"min": ["decision_mechanism", "proceeds_split", "rights_and_obligations"]}
    [open_fact] = [item for item in decision["missing"] if item["fact"] == "agreement.terms"]
    assert open_fact["members"] == ["conversion_period", "cost_sharing", "ip_maintenance_cost", "title_shares"]
    stated = READ_FROM_A_DRAFT.replace("{min: ", "").replace("]}}", "]}")
    assert call(*arguments, "--format", "json", stdin=stated).data()["clauses"]["agreement.terms"] == "fail"


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("zh", ["协议约定事项：至少包括收益分配比例、转化决策机制、各方权利和义务", "待明确：转化费用分担、知识产权维持费用"]),
        ("en", ["terms of the agreement: includes at least split of proceeds", "to be settled: sharing of conversion costs, IP maintenance fees"]),
    ],
)
def test_explain_says_what_is_known_of_the_terms_and_what_is_to_be_settled(tmp_path, lang, words):
    (tmp_path / "deal.yaml").write_text(READ_FROM_A_DRAFT, encoding="utf-8")
    shown = call("explain", tmp_path / "deal.yaml", "--pack", "guangzhou", "--as-of", "2025-03-20", "--hypothetical", "--lang", lang).out
    for one in words:
        assert one in shown, one
