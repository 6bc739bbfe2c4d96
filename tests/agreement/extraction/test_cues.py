"""What is passed over to save time holds nothing: words without a cue, cells without a value."""

from __future__ import annotations

import pytest

from agreement.extraction.said import patterns
from agreements.building import sources
from awardrules.agreement.extraction.patterns.matching import compiled, likely, matches
from awardrules.agreement.extraction.patterns.wording import cues
from awardrules.agreement.extraction.script.writing import write
from awardrules.agreement.grammar import mentions
from awardrules.agreement.grammar.normalise import normalise
from awardrules.agreement.reading.documents import read_bytes


@pytest.mark.parametrize(
    ("wording", "groups"),
    [
        ("按份共有", (("按份共有",),)),
        ("(享有|占)~份额", (("享有", "占"), ("份额",))),
        ("[约定](享有|占)?份额", (("份额",),)),
        ("<hold>份额", (("享有", "持有"), ("份额",))),
        ("(甲|乙)|丙", (("甲", "乙", "丙"),)),
        ("(甲|[乙])丙?", ()),
        ("(甲(乙|丙)|丁)戊", (("甲", "丁"), ("戊",))),
        ("(甲乙[丙]|丁~戊戌)己", (("甲乙", "戊戌"), ("己",))),
        ("<own>制度", (("本院", "我校"), ("制度",))),
        ("天?内", (("内",),)),
    ],
)
def test_every_match_holds_a_cue_of_each_group(wording, groups):
    assert cues(wording, {"hold": ("享有", "持有"), "own": ("本院[的]", "(在)?我校")}, {}) == groups


@pytest.mark.parametrize("source", sources("tuned")[::60], ids=lambda path: path.name[:12])
@pytest.mark.parametrize("length", [60, 4000])
def test_phrases_that_are_not_likely_match_nowhere(source, length):
    text = write(read_bytes(source.read_bytes(), "agreement.txt")).text[:length]
    kept = {id(phrase) for phrase in likely(text, patterns())}
    assert 0 < len(kept) < len(patterns().phrases)
    for phrase in patterns().phrases[::7]:
        if id(phrase) not in kept:
            assert not any(compiled(wording.regex).search(text) for wording in phrase.say), phrase.say[0].written


@pytest.mark.parametrize("source", sources("tuned")[::9], ids=lambda path: path.name[:12])
def test_cues_lose_no_match(source):
    text = write(read_bytes(source.read_bytes(), "agreement.txt")).text
    said = [wording for phrase in patterns().phrases[::3] for wording in phrase.say]
    for wording in said:
        assert [m.span() for m in matches(text, [wording])] == [m.span() for m in compiled(wording.regex).finditer(text)], wording.written


def test_cells_without_a_sign_of_a_value_hold_none():
    from awardrules.agreement.extraction.script.writing import _NO_VALUES, _VALUED

    for source in sources("tuned"):
        for piece in source.read_text("utf-8", "replace").replace("。", "\n").replace("，", "\n").replace("|", "\n").split("\n"):
            normal = normalise(piece.strip())
            if _NO_VALUES.fullmatch(normal.text) and not _VALUED.search(normal.text):
                read = mentions.read(normal)
                assert (read.mentions, read.doubts) == ((), ()), piece
