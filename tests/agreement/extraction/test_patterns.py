"""Patterns are data: checked when they are read, every fault with its place."""

from __future__ import annotations

import re

import pytest

from agreement.extraction.said import patterns, vocabulary
from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.extraction.patterns.loading import pattern_files, read_patterns
from awardrules.agreement.extraction.patterns.wording import MAX_GAPS, MAX_WAYS, BadWording, reach, source, spelled
from awardrules.agreement.reading.documents import read_bytes
from awardrules.diagnostics import AwardrulesError

FAULTS = [
    ("phrases:\n- {path: grant.teamshare, value: 1, say: [份额]}\n", "unknown-fact", "grant.team_share"),
    ("phrases:\n- {path: grant.co_ownership_form, value: by_share, say: [按份]}\n", "outside-domain", "by_shares"),
    ("phrases:\n- {path: grant.co_ownership_form, value: by_shares, sya: [按份]}\n", "unknown-key", "say"),
    ("phrases:\n- {path: grant.co_ownership_form, value: by_shares, say: ['(按份']}\n", "bad-wording", ""),
    ("phrases:\n- {path: grant.co_ownership_form, value: by_shares, say: ['<holds>按份']}\n", "bad-wording", ""),
    ("phrases:\n- {path: grant.co_ownership_form, value: by_shares, say: ['{share}']}\n", "bad-wording", ""),
    ("phrases:\n- {path: grant.co_ownership_form, value: by_shares, say: ['甲~乙~丙~丁~戊~己']}\n", "bad-wording", ""),
    ("phrases:\n- {gives: {grant.publicity.start: a}, say: ['自{date:b}起']}\n", "unnamed-value", ""),
    ("quantities:\n- {path: grant.team_share, topic: titel, kinds: [ratio]}\n", "unknown-topic", "title"),
    ("topics:\n  title: {cues: [份额]}\nquantities:\n- {path: agreement.signed, topic: title, kinds: [ratio]}\n", "wrong-type", ""),
    ("contexts:\n- {name: law, reach: paragraph, say: [规定]}\n", "outside-domain", ""),
    ("contexts:\n- {name: other, reach: sentence, say: [另案]}\n", "outside-domain", "others"),
    ("guards:\n- {of: [grants.], but: [合作方]}\n", "unknown-fact", ""),
    ("belonging:\n  wants:\n  - {of: [grants.], say: [成果]}\n", "unknown-fact", ""),
    ("belonging:\n  near: [本协议]\n", "unknown-key", ""),
    ("phrase: []\n", "unknown-key", "phrases"),
    ("- 1\n", "pattern-shape", ""),
    ("recipients:\n  columns: {roles: {heads: [职务]}}\n", "unknown-fact", "role"),
]


@pytest.mark.parametrize(("text", "code", "near"), FAULTS, ids=[f"{code}-{i}" for i, (_, code, _) in enumerate(FAULTS)])
def test_a_fault_in_a_pattern_file_has_its_place_and_the_nearest_name(tmp_path, text, code, near):
    file = tmp_path / "new.yaml"
    file.write_text(("topics:\n  title: {cues: [份额]}\n" if "titel" in text else "") + text, encoding="utf-8")
    with pytest.raises(AwardrulesError) as raised:
        read_patterns([file], vocabulary())
    found = next(fault for fault in raised.value.diagnostics if fault.code == code)
    assert found.span.file == str(file)
    assert found.span.line >= 1
    assert near in found.help.en


def test_all_faults_of_all_files_are_reported_at_once(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text("phrases:\n- {path: grant.x, say: [份额]}\n- {path: grant.y, say: [份额]}\n", encoding="utf-8")
    with pytest.raises(AwardrulesError) as raised:
        read_patterns(sorted(tmp_path.glob("*.yaml")), vocabulary())
    assert len(raised.value.diagnostics) == 4


def test_a_term_of_a_new_city_needs_no_python(tmp_path):
    (tmp_path / "new.yaml").write_text("phrases:\n- {path: grant.model, value: advance, say: [先行确权]}\n", encoding="utf-8")
    document = read_bytes("赋权协议\n甲方（单位）：南岭大学\n乙方（团队）：薄膜课题组\n双方约定先行确权。".encode(), "a.txt")
    own = read_patterns([*pattern_files(), tmp_path / "new.yaml"], vocabulary())
    assert extract_with(document, vocabulary(), patterns()).get("grant.model") is None
    assert extract_with(document, vocabulary(), own).get("grant.model").value == "advance"


WAYS = """
phrases:
- each:
    unit.has_ledger: [成果台账]
    unit.has_negative_list: [负面清单]
  ways:
  - {value: true, negated: false, say: ["备齐了~<it>"]}
  - {value: false, say: ["缺着~<it>"]}
"""


def test_what_is_barred_for_a_fact_is_barred_for_every_phrase_of_it(tmp_path):
    (tmp_path / "new.yaml").write_text("guards:\n- {of: [unit.aff], unless: [滨海分部]}\n", encoding="utf-8")
    own = read_patterns([*pattern_files(), tmp_path / "new.yaml"], vocabulary())
    opening = "赋权协议\n甲方（单位）：南岭大学\n乙方（团队）：薄膜课题组\n"
    document = read_bytes(f"{opening}甲方是省属科研机构，设有滨海分部。".encode(), "a.txt")
    assert extract_with(document, vocabulary(), patterns()).get("unit.affiliation").value == "provincial"
    assert extract_with(document, vocabulary(), own).get("unit.affiliation") is None
    assert len(own.phrases) == len(patterns().phrases)


@pytest.mark.parametrize(
    ("said", "fact", "wanted"),
    [
        ("单位备齐了全部成果台账。", "unit.has_ledger", True),
        ("单位缺着成果台账。", "unit.has_ledger", False),
        ("单位没有备齐了负面清单。", "unit.has_negative_list", False),
        ("单位备齐了全部成果台账。", "unit.has_negative_list", None),
    ],
)
def test_one_set_of_ways_states_several_facts_by_the_words_of_each(tmp_path, said, fact, wanted):
    (tmp_path / "new.yaml").write_text(WAYS, encoding="utf-8")
    own = read_patterns([tmp_path / "new.yaml"], vocabulary())
    found = extract_with(read_bytes(f"赋权协议\n{said}".encode(), "a.txt"), vocabulary(), own).get(fact)
    assert (found.value if found is not None else None) is wanted


def test_every_pattern_of_the_package_compiles_and_has_bounded_gaps():
    known = patterns()
    wordings = [w for p in known.phrases for w in (*p.say, *p.needs, *p.unless, *p.but, *p.title, *p.not_title)]
    wordings += [w for t in known.topics.values() for w in t.cues] + [w for c in known.contexts for w in c.say]
    wordings += [w for base in known.bases.values() for w in base]
    assert len(wordings) > 1000
    for one in wordings:
        assert re.compile(one.regex)
        assert "*" not in one.regex.replace(r"\*", "")
        assert one.written.count("~") + one.written.count("…") <= MAX_GAPS


MATCHES = [
    ("按份[共同]共有", "按份共有", True),
    ("(享有|持有)~份额", "持有全部的份额", True),
    ("(享有|持有)~份额", "持有，份额", False),
    ("公示…无异议", "公示，期满无异议", True),
    ("公示…无异议", "公示。期满无异议", False),
    ("届满$", "届满，", True),
    ("届满$", "届满日", False),
]


@pytest.mark.parametrize(("written", "text", "wanted"), MATCHES)
def test_the_little_language(written, text, wanted):
    assert bool(re.search(source(written, {}, {}), text)) is wanted


TOLD = [
    ("团队得七成，单位得三成", "团队得七成；单位得三成", True),
    ("团队得七成，单位得三成", "团队得七成。单位得三成", False),
    ("完成[，]后", "完成；后", False),
    ("完成(，|、)后", "完成；后", False),
]


@pytest.mark.parametrize(("written", "text", "wanted"), TOLD)
def test_what_is_told_with_a_comma_may_be_told_with_a_semicolon(written, text, wanted):
    assert bool(re.search(source(written, {}, {}, told=True), text)) is wanted
    assert not re.search(source(written, {}, {}), text)


@pytest.mark.parametrize(
    ("wording", "far"),
    [
        ("(于|在){date}~院内公示[期]", "segment"),
        ("^公示$", "segment"),
        ("公示…无异议", "sentence"),
        ("公示，无异议", "sentence"),
        ("公示。期满", "line"),
    ],
)
def test_how_far_a_wording_goes_is_told_from_its_gaps_and_stops(wording, far):
    assert reach(source(wording, {}, {})) == far


def test_a_wording_within_a_wording_ends_somewhere():
    with pytest.raises(BadWording):
        source("<a>", {"a": ("<a>",)}, {})


def test_a_name_of_forms_stands_for_every_way_its_brackets_spell():
    assert set(spelled("[成果]披露(日|日期)")) == {"披露日", "披露日期", "成果披露日", "成果披露日期"}
    assert spelled("披露日") == ("披露日",)


@pytest.mark.parametrize("name", ["披露(日", "披露日]", "(一|二)" * 10])
def test_a_name_that_cannot_be_spelled_out_is_refused(name):
    assert MAX_WAYS < 2**10
    with pytest.raises(BadWording):
        spelled(name)


def test_every_list_of_words_is_used() -> None:
    written = "\n".join(path.read_text(encoding="utf-8") for path in pattern_files())
    assert [name for name in patterns().words if f"<{name}>" not in written] == []
