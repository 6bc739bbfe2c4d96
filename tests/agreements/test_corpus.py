"""The corpus itself: agreements build and read back, keys are sound."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pypdfium2
import pytest

from agreements.building import SETS, built, key_file, sources
from agreements.keys import Key, read_key, stated_in
from agreements.markup import accepted, read_source
from agreements.measure import bare
from awardrules.api import check
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

VOCABULARY = shared_vocabulary(data_root())
ALL = [path for name in SETS for path in sources(name)]
EVERY = pytest.mark.parametrize("path", ALL, ids=lambda path: path.name.removesuffix(".source.md"))


def key_of(path: Path) -> Key:
    return read_key(key_file(path), VOCABULARY)


@EVERY
def test_an_agreement_builds_the_same_bytes_twice_and_reads_back(path: Path) -> None:
    source = read_source(path)
    data = built(source)
    assert data == built(source)
    lines = [line.removeprefix("## ").removeprefix("# ") for line in source.body.splitlines()]
    plain = [accepted(line) for line in lines if line and not re.match(r"[@:|\[]", line)]
    if source.format == "docx":
        text = "".join(node.text or "" for node in docx.Document(io.BytesIO(data)).element.body.iter() if node.tag.endswith(("}t", "}delText")))
    elif source.format == "pdf":
        with pypdfium2.PdfDocument(data) as document:
            text = "".join(page.get_textpage().get_text_range() for page in document)
    else:
        text = data.decode(source.settings.get("encoding", "utf-8"))
    whole = bare(text)
    unmarked = [line for line in lines if line and not re.match(r"[@:|\[]", line) and not re.search(r"\{[-+~!x ]|\[\^", line)]
    longest = max(map(accepted, unmarked), key=len)
    if source.settings.get("header") is None:  # a line may run over a page
        assert bare(longest) in whole
    assert len(whole) >= 0.7 * len(bare("".join(plain)))


@EVERY
def test_a_key_speaks_of_facts_of_the_vocabulary_once(path: Path) -> None:
    key = key_of(path)
    assert all(VOCABULARY.get(name) for name in [*key.decoys, *key.placeholders, *key.evidence])
    assert not key.facts.keys() & key.conflicts.keys()
    assert not key.facts.keys() & key.placeholders.keys()
    assert not (key.decoys & (key.facts.keys() | key.optional.keys() | key.conflicts.keys()))
    assert key.derived <= key.facts.keys()
    doubled = {name for name in key.facts.keys() & key.optional.keys() if not isinstance(key.facts[name], frozenset)}
    assert not doubled


@EVERY
def test_the_evidence_of_a_key_stands_in_the_agreement(path: Path) -> None:
    body = bare("".join(accepted(line) for line in read_source(path).body.splitlines()))
    assert [words for words in key_of(path).evidence.values() if bare(words) not in body] == []


EXPECTED = [(path, pack, status) for path in ALL for pack, status in key_of(path).expect.items()]


@pytest.mark.parametrize(("path", "pack", "status"), EXPECTED, ids=lambda item: item.name if isinstance(item, Path) else item)
def test_the_facts_of_a_key_settle_the_status_it_expects(path: Path, pack: str, status: str) -> None:
    assert check(stated_in(key_file(path)), pack=pack).status == status


def test_the_corpus_is_as_varied_as_promised() -> None:
    """Every set has every format and every city, and together they have the traits of real drafts."""
    settings = {name: [read_source(path).settings for path in sources(name)] for name in SETS}
    for items in settings.values():
        assert len(items) >= 16
        assert {item["as"] for item in items} == {"docx", "pdf", "md", "txt"}
        assert {item["city"] for item in items} >= {"shenzhen", "shanghai", "guangzhou", "ganzhou"}
    bodies = "\n".join(read_source(path).body for path in ALL)
    assert [mark for mark in ("{+", "{-", "{~", "{!", "{x}", ":::box", "[^", "@2", "|", "☑", "___") if mark not in bodies] == []
    assert "gb18030" in {item.get("encoding") for items in settings.values() for item in items}
