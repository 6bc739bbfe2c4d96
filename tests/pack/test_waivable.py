"""What a pack marks as not waivable: on a file or a rule, always with a reason; and what the shipped packs protect."""

from __future__ import annotations

import pytest

from awardrules.pack.references import Library
from cli.calling import call
from pack.cities import city, faults_of, write_city

REASON = "waivable_reason: {zh: 法定, en: by law}"
RULE = "- {cite: c.one, require: {var: trial.holds}, remedy: {zh: 补, en: mend}%s}"


def edition(folder, rule="", head=""):
    text = f"mechanism: publicity\n{head}\nrules:\n{RULE % (', ' + rule if rule else '')}\n"
    return {"folder": folder, "rules": {}, "listed": {"c.one": "shall"}, "files": {"publicity.yaml": text}}


@pytest.mark.parametrize(
    ("rule", "head", "reason"),
    [
        ("", "", None),
        (f"waivable: false, {REASON}", "", "by law"),
        ("", f"waivable: false\n{REASON}", "by law"),
        ("waivable: true", f"waivable: false\n{REASON}", None),
        ("waivable: false", "waivable: true\n", "missing"),
        ("waivable: false, waivable_reason: {zh: 甲, en: own}", f"waivable: false\n{REASON}", "own"),
        ("waivable_reason: {zh: 甲, en: own}", "", "alone"),
    ],
)
def test_a_rule_goes_before_its_file_and_says_why(tmp_path, rule, head, reason):
    made = edition(tmp_path, rule, head)
    if reason in ("missing", "alone"):
        assert [fault.code for fault in faults_of(**made)] == ["waivable-reason"]
        return
    [bound] = city(**made).rules
    assert (bound.waivable, bound.unwaivable.en if bound.unwaivable else None) == (reason is None, reason)


def test_packs_show_says_so(tmp_path):
    write_city(**edition(tmp_path, f"waivable: false, {REASON}"))
    shown = call("packs", "show", f"{tmp_path}/trialville/2025", "--lang", "en")
    assert "cannot be waived: by law" in shown.out
    [rule] = call("packs", "show", f"{tmp_path}/trialville/2025", "--lang", "en", "--format", "json").data()["rules"]
    assert (rule["waivable"], rule["waivable_reason"]) == (False, "by law")


PROTECTED = {
    "shenzhen@2024": {"exclusion.national-interest", "exclusion.state-secret"},
    "shenzhen@draft": {"exclusion.national-interest", "exclusion.state-secret", "leadership.no-abuse"},
    "guangzhou@guideline": {"security.export", "security.secrecy", "security.classified-approval", "security.nda", "security.ethics"},
    "ganzhou@2023": {
        "exclusion.national-interest", "security.export", "security.secrecy", "security.secrecy-cooperation", "security.classified-approval",
        "security.nda", "security.ethics",
    },
    "shanghai@draft": {
        "exclusion.national-interest", "exclusion.state-secret", "negative-list.head-grant", "negative-list.head-conduct",
        "negative-list.national-interest", "negative-list.state-secret", "negative-list.ethics", "negative-list.ineligible",
        "negative-list.researcher-integrity", "negative-list.misappropriation", "negative-list.manager-misconduct", "negative-list.abuse",
        "negative-list.recusal",
    },
}  # fmt: skip


def test_the_packs_protect_secrets_interests_exclusions_ethics_and_misconduct():
    library = Library()
    found = {}
    for one in library.all():
        loaded = library.load(one)
        found[loaded.reference] = {rule.clauses[0] for rule in loaded.rules if not rule.waivable}
    assert found == PROTECTED
