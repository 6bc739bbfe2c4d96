"""What makes a pack unusable: every fault with its place, what is wrong in both languages, and the way out."""

from __future__ import annotations

import re

import pytest

from pack.cities import HEAD, clauses, faults_of, write_city

HOLDS = "require: {var: trial.holds}"
GIVES = "gives: trial.granted, cite: c.one"
DAYS = "use: publicity/grant-days, cite: c.one"
MODALITIES = "shall, shall_not, should, encouraged, may, exemption, deeming, definition, fact"
ONE, TWO = {"c.one": "shall"}, {"c.one": "shall", "c.two": "shall"}

# what is wrong, the rules, what is said: `line:column code: message | help` (the rules of the file start on line 4)
RULES = [
    # shapes and parameters
    (
        "a shape that does not exist",
        "- {use: publicity/grant-day, with: {floor: 15}}",
        ["4:3 unknown-shape: no shape `publicity/grant-day` | did you mean `publicity/grant-days`?"],
    ),
    (
        "a parameter the shape does not have",
        f"- {{{DAYS}, with: {{flor: 15}}}}",
        [
            "4:57 unknown-parameter: `publicity/grant-days` has no parameter `flor` | did you mean `floor`?",
            "4:3 missing-parameter: parameter `floor` is missing | give it in `with`",
        ],
    ),
    ("a parameter left out", f"- {{{DAYS}}}", ["4:3 missing-parameter: parameter `floor` is missing | give it in `with`"]),
    ("a parameter of another type", f"- {{{DAYS}, with: {{floor: many}}}}", ["4:58 wrong-type: `many` is no int"]),
    (
        "two values of a parameter on one day",
        f"- {{{DAYS}, with: {{floor: [{{from: 2024-01-01, value: 15}}, {{from: 2024-01-01, value: 20}}]}}}}",
        ["4:90 clashing-parameter: `floor` has two values on one day | keep one of them"],
    ),
    (
        "a day that is none",
        f"- {{{DAYS}, with: {{floor: [{{from: 2024-13-01, value: 15}}]}}}}",
        ["4:59 bad-dated-parameter: a dated parameter is {from: date, value: …}"],
    ),
    (
        "a dated parameter without a value",
        f"- {{{DAYS}, with: {{floor: [{{from: 2024-12-01}}]}}}}",
        ["4:59 bad-dated-parameter: a dated parameter is {from: date, value: …}"],
    ),
    (
        "a parameter in a rule of its own",
        '- {cite: c.one, require: {">=": [{var: trial.count}, {param: floor}]}}',
        ["4:62 unknown-parameter: no parameter `floor`"],
    ),
    ("params in a rule", f"- {{cite: c.one, params: {{floor: int}}, {HOLDS}}}", ["4:3 params-in-rule: `params` belong to shapes"]),
    ("with without use", f"- {{cite: c.one, with: {{floor: 15}}, {HOLDS}}}", ["4:3 with-without-use: `with` goes with `use`"]),
    (
        "a hole in a text that is no parameter",
        f'- {{cite: c.one, title: {{zh: "至少 {{floor}}", en: at least}}, {HOLDS}}}',
        ["4:3 unknown-parameter: `{floor}` in the text is no parameter"],
    ),
    # citations
    ("a clause that is not listed", f"- {{cite: c.on, {HOLDS}}}", ["4:3 unknown-clause: no clause `c.on` in clauses.yaml | did you mean `c.one`?"]),
    (
        "a clause of an exception that is not listed",
        f"- {{cite: c.one, unless: [{{when: {{var: trial.unless}}, cite: c.two}}], {HOLDS}}}",
        ["4:3 unknown-clause: no clause `c.two` in clauses.yaml | did you mean `c.one`?"],
    ),
    (
        "a clause of a row that is not listed",
        f"- {{{GIVES}, first: [{{value: true, cite: c.none}}]}}",
        ["4:47 unknown-clause: no clause `c.none` in clauses.yaml | did you mean `c.one`?"],
    ),
    ("no citation", f"- {{{HOLDS}}}", ["4:3 no-citation: a rule cites its clause with `cite`"]),
    # form
    (
        "a check that outlives the term",
        "- {cite: c.one, require: {var: trial.holds}, outlives_term: true}",
        ["4:3 outlives-term: `outlives_term` belongs to derive rules"],
    ),
    ("no requirement", "- {cite: c.one}", ["4:3 no-require: a check rule has a `require`"]),
    (
        "a misspelt key",
        f"- {{cite: c.one, {HOLDS.replace('require', 'requires')}}}",
        ["4:17 pack-shape: unknown key `requires` | did you mean `require`?"],
    ),
    (
        "a kind of deal that does not exist",
        f"- {{cite: c.one, applies_to: [rewards], {HOLDS}}}",
        [
            "4:30 pack-shape: `applies_to` cannot be `rewards`; one of: ownership_grant, use_right_grant, conversion, reward, abandonment, any"
            " | did you mean `reward`?"
        ],
    ),
    ("no kind of deal", f"- {{cite: c.one, applies_to: [], {HOLDS}}}", ["4:29 pack-shape: `applies_to` has at least 1 entries"]),
    (
        "a subject that does not exist",
        f"- {{cite: c.one, subject: unit, {HOLDS}}}",
        ["4:26 pack-shape: `subject` cannot be `unit`; one of: deal, institution"],
    ),
    ("a text in one language", f"- {{cite: c.one, title: {{zh: 至少}}, {HOLDS}}}", ["4:24 pack-shape: `en` is missing"]),
    (
        "a modality that does not exist",
        f"- {{cite: c.one, modality: must, {HOLDS}}}",
        [f"4:27 pack-shape: `modality` cannot be `must`; one of: {MODALITIES}"],
    ),
    (
        "another modality without a reason",
        f"- {{cite: c.one, modality: should, {HOLDS}}}",
        ["4:3 modality-without-reason: the modality differs from the clause's: give `modality_reason`"],
    ),
    (
        "two rules of one name",
        f"- {{cite: c.one, {HOLDS}}}\n- {{cite: c.one, {HOLDS}}}",
        ["5:3 duplicate-rule: rule `publicity/one` is already bound at publicity.yaml:4:3 | give one of them an `id`"],
    ),
    # facts
    (
        "a fact that does not exist",
        "- {cite: c.one, require: {var: trial.hold}}",
        ["4:32 unknown-fact: unknown fact `trial.hold` | did you mean `trial.holds`?"],
    ),
    (
        "a field that does not exist",
        "- {cite: c.one, for_each: recipients, require: {var: item.rol}}",
        ["4:54 unknown-fact: `recipients` has no field `rol` | did you mean `role`?"],
    ),
    (
        "a list that does not exist",
        "- {cite: c.one, for_each: recipient, require: {var: item.role}}",
        ["4:3 unknown-list: no record list `recipient` | did you mean `recipients`?"],
    ),
    (
        "an output that does not exist",
        "- {gives: trial.grantedd, cite: c.one, value: true}",
        ["4:3 unknown-output: unknown fact `trial.grantedd` | did you mean `trial.granted`?"],
    ),
    # derivations
    ("a derivation that requires", f"- {{{GIVES}, require: true}}", ["4:3 derive-shape: a derive rule has `value` or `first`, and no `require`"]),
    (
        "a formula and a table",
        f"- {{{GIVES}, value: true, first: [{{value: true}}]}}",
        ["4:3 derive-shape: a derive rule has `value` or `first`, and no `require`"],
    ),
    ("a table that is no list", f"- {{{GIVES}, first: {{value: true}}}}", ["4:3 derive-shape: `first` is a list"]),
    (
        "a row with another key",
        f"- {{{GIVES}, first: [{{whn: {{var: trial.when}}, value: true}}]}}",
        ["4:47 derive-shape: a row is {when, value, cite}"],
    ),
    (
        "an otherwise row before others",
        f"- {{{GIVES}, first: [{{value: true}}, {{when: {{var: trial.when}}, value: false}}]}}",
        ["4:47 derive-shape: only the last row may lack `when`"],
    ),
    (
        "a derivation that reads itself",
        f"- {{{GIVES}, value: {{'!': [{{prescribed: trial.granted}}]}}}}",
        ["4:3 derivation-cycle: the derivation of `trial.granted` reads itself"],
    ),
]
TWO_CLAUSES = [
    (
        "a clause of another mechanism",
        f"- {{cite: c.two, {HOLDS}}}",
        ["4:3 wrong-mechanism: clause `c.two` belongs to pricing | move the rule to pricing.yaml"],
    ),
    (
        "two derivations of one fact",
        f"- {{{GIVES}, value: true}}\n- {{gives: trial.granted, cite: [c.three], value: false}}",
        ["5:3 duplicate-derivation: `trial.granted` is already given at publicity.yaml:4:3 | join them in one first-match table"],
    ),
    (
        "a cycle of derivations",
        f"- {{{GIVES}, value: {{'>': [{{var: trial.prescribed}}, 1]}}}}\n"
        "- {gives: trial.prescribed, cite: c.three, first: [{when: {var: trial.granted}, value: 1}]}",
        ["4:3 derivation-cycle: derivations form a cycle: trial.granted → trial.prescribed → trial.granted"],
    ),
]
LISTED = {"c.one": "shall", "c.two": "pricing:shall", "c.three": "shall"}


def said(faults) -> list[str]:
    found = []
    for fault in faults:
        message = re.sub(r"\S*/trialville/2025/", "", fault.message.en)
        found.append(f"{fault.span.line}:{fault.span.column} {fault.code}: {message}" + (f" | {fault.help.en}" if fault.help.en else ""))
    return found


def chinese(text: str) -> bool:
    return any("一" <= c <= "鿿" for c in text)


@pytest.mark.parametrize(
    ("rules", "listed", "expected"),
    [(rules, ONE, expected) for _, rules, expected in RULES] + [(rules, LISTED, expected) for _, rules, expected in TWO_CLAUSES],
    ids=[name for name, *_ in [*RULES, *TWO_CLAUSES]],
)
def test_a_rule_with_a_fault_is_refused_at_its_place(tmp_path, rules, listed, expected):
    faults = faults_of(tmp_path, rules, listed)
    assert said(faults) == expected
    for fault in faults:
        assert fault.span.file.endswith("trialville/2025/publicity.yaml")
        assert chinese(fault.message.zh)
        assert bool(fault.help.zh) == bool(fault.help.en)
        assert fault.severity == "error"


@pytest.mark.parametrize(
    ("expression", "code"),
    [
        ("{var: trial.count}", "wrong-type"),  # no truthiness
        ("{var: trial.holds, and: []}", "one-operator"),
        ("{}", "one-operator"),
        ("{=<: [{var: trial.count}, 5]}", "unknown-operator"),
        ("{missing: [trial.count]}", "unknown-operator"),
        ('{">=": [{var: trial.count}]}', "arity"),
        ('{"==": [{var: trial.level}, lo]}', "wrong-type"),
        ('{"==": [{var: trial.level}, {var: trial.count}]}', "wrong-type"),
        ('{var: [trial.holds, false]}', "arity"),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "place",
    [
        "require: {}",
        "when: {}, require: true",
        "unless: [{{when: {}}}], require: true",
        "cautions: [{{when: {}, text: {{zh: 注, en: x}}}}], require: true",
    ],
)
def test_an_expression_with_a_fault_is_refused_wherever_it_stands(tmp_path, place, expression, code):
    text = place.format(expression)
    rule = f"- {{cite: c.one, {text}}}"
    [fault] = faults_of(tmp_path, rule, ONE)
    assert fault.code == code
    assert fault.span.line == 4
    assert rule.index(expression) < fault.span.column <= rule.index(expression) + len(expression) + 1


# --- pack.yaml, clauses.yaml, vocabulary.yaml ---

LIST = clauses(ONE)
FILES = [
    ("pack.yaml", HEAD.replace("city:", "town:"), ["2:1 pack-shape: `city` is missing", "2:1 pack-shape: unknown key `town`"]),
    (
        "pack.yaml",
        HEAD.replace("in_force", "inforce"),
        ["5:9 pack-shape: `status` cannot be `inforce`; one of: in_force, draft | did you mean `in_force`?"],
    ),
    ("pack.yaml", HEAD + "published: soon\n", ["6:12 pack-shape: `published` takes a date, not `soon`"]),
    ("pack.yaml", HEAD + "term: {from: 2024-01-01, years: three}\n", ["6:33 pack-shape: `years` takes a whole number, not `three`"]),
    ("pack.yaml", HEAD + "term: {from: 2024-01-01, years: 0}\n", ["6:33 pack-shape: `years` must be greater than 0, not `0`"]),
    ("pack.yaml", HEAD + "term: {from: 2024-13-01, years: 3}\n", ["6:14 bad-term: `2024-13-01` of `from` is neither a date nor a fact that is one"]),
    (
        "pack.yaml",
        HEAD + "term: {from: pilot.start_dat, years: 3}\n",
        ["6:14 bad-term: `pilot.start_dat` of `from` is neither a date nor a fact that is one | did you mean `pilot.start_date`?"],
    ),
    ("pack.yaml", "", ["0:0 pack-shape: the file takes keys and values"]),
    ("pack.yaml", "- a list\n", ["1:1 pack-shape: the file takes keys and values"]),
    ("clauses.yaml", "clauses:\n", ["1:9 pack-shape: `clauses` takes a list"]),
    ("clauses.yaml", clauses({"c.one": "must"}), [f"7:16 pack-shape: `modality` cannot be `must`; one of: {MODALITIES}"]),
    ("clauses.yaml", LIST.replace('"anchor": "c.one"', f'"anchor": "{"锚" * 21}"'), ["8:14 pack-shape: `anchor` has at most 20 characters"]),
    ("clauses.yaml", LIST.replace("0000000000000001", "abc"), ["9:12 pack-shape: `abc` of `hash` does not have the form ^[0-9a-f]{16}$"]),
    (
        "clauses.yaml",
        f'{{"clauses": [{LIST.partition("[")[2].rpartition("]")[0]}, {LIST.partition("[")[2].rpartition("]")[0]}]}}',
        ["21:3 duplicate-clause: clause `c.one` is listed twice | keep one of them"],
    ),
    (
        "vocabulary.yaml",
        "facts:\n- {path: trial.holds, type: boolean, label: {zh: 甲, en: a}}\n- {path: Trial.x, type: enum, label: {zh: 甲, en: a}}\n",
        [
            "2:3 bad-type: unknown type `boolean` | one of: bool date decimal enum int money set share text",
            "3:3 bad-path: needs a `path` of lower-case dotted names",
            "3:3 missing-values: an enum lists its `values`",
        ],
    ),
    ("publicity.yaml", "", ["0:0 pack-shape: the file takes keys and values"]),
    ("publicity.yaml", "mechanism: publicity\nrules: {}\n", ["2:8 pack-shape: `rules` takes a list"]),
    ("publicity.yaml", "rules: []\n", ["1:1 pack-shape: `mechanism` is missing"]),
    ("publicity.yaml", "mechanism: publicity\nrules: [a]\n", ["2:9 pack-shape: `rules` takes keys and values"]),
]


@pytest.mark.parametrize(("name", "text", "expected"), FILES, ids=range(len(FILES)))
def test_a_file_with_a_fault_is_refused_at_its_place(tmp_path, name, text, expected):
    faults = faults_of(tmp_path, f"- {{cite: c.one, {HOLDS}}}", ONE, files={name: text})
    assert said(faults) == expected
    for fault in faults:
        assert fault.span.file.endswith(f"trialville/2025/{name}")
        assert chinese(fault.message.zh)


def test_a_fact_of_the_shared_vocabulary_is_not_defined_again(tmp_path):
    again = "facts: [{path: grant.team_share, type: share, label: {zh: 份额, en: share}}]"
    [fault] = faults_of(tmp_path, f"- {{cite: c.one, {HOLDS}}}", ONE, files={"vocabulary.yaml": again})
    assert fault.code == "duplicate-fact"
    assert "rules/vocabulary/grant.yaml" in fault.message.en


@pytest.mark.parametrize(("missing", "code"), [("pack.yaml", "no-pack"), ("clauses.yaml", "file-missing")])
def test_a_folder_without_its_files_is_no_pack(tmp_path, missing, code):
    from awardrules.diagnostics import AwardrulesError
    from awardrules.pack.loading import load_edition

    folder = write_city(tmp_path, f"- {{cite: c.one, {HOLDS}}}", ONE)
    (folder / missing).unlink()
    with pytest.raises(AwardrulesError) as caught:
        load_edition(folder)
    assert [fault.code for fault in caught.value.diagnostics] == [code]


def test_all_faults_of_all_files_are_reported_at_once(tmp_path):
    faults = faults_of(
        tmp_path,
        {
            "publicity": "- {cite: c.on, require: {var: trial.hold}}\n- {use: publicity/grant-day}",
            "pricing": "- {cite: c.two, require: {'=<': [1, 2]}}\n- {cite: c.two, require: true, remedys: {zh: 甲, en: a}}",
        },
        LISTED,
        head=HEAD.replace("in_force", "inforce"),
        files={"reporting.yaml": "mechanism: [\n", "tax.yaml": "mechanism: tax\nrules: []\nrules: []\n"},
    )
    assert {(fault.span.file.rpartition("/")[2], fault.code) for fault in faults} == {
        ("pack.yaml", "pack-shape"),
        ("publicity.yaml", "unknown-clause"),
        ("publicity.yaml", "unknown-fact"),
        ("publicity.yaml", "unknown-shape"),
        ("pricing.yaml", "pack-shape"),
        ("pricing.yaml", "unknown-operator"),  # of another rule of the same file
        ("reporting.yaml", "yaml-syntax"),
        ("tax.yaml", "duplicate-key"),
    }


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"clauses.yaml": LIST.replace("0000000000000001", "abc")}, "pack-shape"),
        ({"vocabulary.yaml": "facts: [{path: trial.holds, type: boolean, label: {zh: 甲, en: a}}]"}, "bad-type"),
    ],
)
def test_a_broken_list_does_not_make_every_name_in_it_unknown(tmp_path, files, code):
    assert [fault.code for fault in faults_of(tmp_path, f"- {{cite: c.one, {HOLDS}}}", ONE, files=files)] == [code]
