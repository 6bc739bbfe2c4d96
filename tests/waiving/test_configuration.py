"""`awardrules.yaml` is read whole or refused with every fault and its place."""

from __future__ import annotations

from pathlib import Path

import jsonschema
import pytest
import yaml

from awardrules.diagnostics import AwardrulesError, Diagnostic
from awardrules.waiving.configuration import configuration_schema, read_configuration
from pack.cities import day

FULL = """
files: [deals/**/*.yaml, agreements/*.docx]
pack: shenzhen@2024
facts: unit.yaml
fail_level: suggestion
strict: true
allow_unknown: true
lang: en
baseline: known.json
waivers:
- clause: ownership.team-share-min
  pack: shenzhen
  file: deals/old/
  reason: {zh: 历史项目, en: from before}
  approver: 张三
  legal_basis: 校长办公会纪要
  expires: 2026-12-31
- rule: publicity/grant-days
  file: "**"
  reason: 已整改
  approver: 李四
  legal_basis: {zh: 批复, en: approval}
"""


def read(tmp_path: Path, text: str):
    (tmp_path / "awardrules.yaml").write_text(text, encoding="utf-8")
    return read_configuration(tmp_path / "awardrules.yaml")


def faults(tmp_path: Path, text: str) -> list[Diagnostic]:
    with pytest.raises(AwardrulesError) as caught:
        read(tmp_path, text)
    return list(caught.value.diagnostics)


def test_everything_is_read(tmp_path):
    found = read(tmp_path, FULL)
    assert (found.files, found.pack, found.lang) == (("deals/**/*.yaml", "agreements/*.docx"), "shenzhen@2024", "en")
    assert (found.fail_level, found.allow_unknown) == ("suggestion", True)
    assert (found.facts, found.baseline) == (tmp_path / "unit.yaml", tmp_path / "known.json")
    first, second = found.waivers
    assert (first.clause, first.rule, first.pack, first.expires, first.reason.en) == (
        "ownership.team-share-min", None, "shenzhen", day("2026-12-31"), "from before",
    )  # fmt: skip
    assert (second.rule, second.expires, second.reason, second.legal_basis.en) == ("publicity/grant-days", None, ("已整改", "已整改"), "approval")
    assert (first.span.line, second.span.line) == (11, 18)


def test_an_empty_file_is_a_configuration_without_settings(tmp_path):
    found = read(tmp_path, "# nothing yet\n")
    assert (found.files, found.pack, found.waivers, found.fail_level, found.allow_unknown) == ((), None, (), "violation", False)


@pytest.mark.parametrize(("text", "level"), [("strict: true", "deviation"), ("strict: false", "violation"), ("fail_level: deviation", "deviation")])
def test_strict_is_the_fail_level_of_deviations(tmp_path, text, level):
    assert read(tmp_path, text).fail_level == level


def test_a_pack_that_is_a_folder_lies_below_the_configuration(tmp_path):
    assert read(tmp_path, "pack: packs/here/2025").pack == str(tmp_path / "packs/here/2025")


def test_all_faults_are_found_at_once_with_their_places(tmp_path):
    found = faults(
        tmp_path,
        """fiels: x
pack: shenzhen
fail_level: violaton
strict: maybe
files: [/etc/*, "a\\\\b"]
waivers:
- clause: a
  rule: b
  file: ../x
  aprover: z
  reason: ""
  approver: y
  legal_basis: w
- file: x
  reason: y
  approver: z
""",
    )
    assert [(f.span.line, f.code, f.message.en, f.help.en) for f in found] == [
        (1, "bad-configuration", "unknown key `fiels`", "did you mean `files`?"),
        (3, "bad-configuration", "`fail_level` cannot be `violaton`; one of: violation, deviation, suggestion", "did you mean `violation`?"),
        (4, "bad-configuration", "`strict` takes true or false, not `maybe`", ""),
        (5, "bad-pattern", "`/etc/*` is no path below the folder of the configuration", "such as deals/**/*.yaml, always with /"),
        (5, "bad-pattern", "`a\\b` is no path below the folder of the configuration", "such as deals/**/*.yaml, always with /"),
        (7, "bad-waiver", "a waiver names a `rule` or a `clause`, one of them", ""),
        (9, "bad-pattern", "`../x` is no path below the folder of the configuration", "such as deals/**/*.yaml, always with /"),
        (10, "bad-configuration", "unknown key `aprover`", "did you mean `approver`?"),
        (11, "bad-configuration", "`reason` is empty", ""),
        (14, "bad-configuration", "`legal_basis` is missing", ""),
        (14, "bad-waiver", "a waiver names a `rule` or a `clause`, one of them", ""),
    ]


@pytest.mark.parametrize("text", ["- a\n- b\n", "just text\n"])
def test_what_is_no_mapping_is_refused(tmp_path, text):
    assert [f.message.en for f in faults(tmp_path, text)] == ["the file takes keys and values"]


def test_the_schema_for_editors_accepts_what_the_reader_accepts():
    schema = configuration_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    assert list(validator.iter_errors(yaml.load(FULL, yaml.BaseLoader) | {"strict": True, "allow_unknown": True})) == []  # noqa: S506 - texts only
    assert list(validator.iter_errors({"fiels": []}))
    assert list(validator.iter_errors({"waivers": [{"clause": "a", "file": "b"}]}))


@pytest.mark.parametrize("blank", ["  ", "\u3000", "\t", "—", "。", "{zh: ' ', en: ' '}"])
@pytest.mark.parametrize("key", ["reason", "approver", "legal_basis"])
def test_what_says_nothing_is_no_reason_no_approver_and_no_basis(tmp_path, key, blank):
    if key == "approver" and blank.startswith("{"):
        return
    said = {"reason": "y", "approver": "z", "legal_basis": "w"} | {key: blank if blank.startswith("{") else f'"{blank}"'}
    lines = "".join(f"  {name}: {text}\n" for name, text in said.items())
    [found] = faults(tmp_path, f"waivers:\n- clause: a\n  file: x\n{lines}")
    assert (found.code, found.message.en) == ("bad-configuration", f"`{key}` is empty")
