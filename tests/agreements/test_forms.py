"""The same agreement says the same, whatever form it comes in: a differential test of the readers.

Every eighth Word agreement of the corpus is read again as a PDF, as plain text, as text with broken lines and as Markdown.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from agreements.building import build, key_file, sources
from agreements.forms import WORD_ONLY, as_markdown, as_pdf, as_text
from agreements.keys import read_key
from agreements.markup import read_source
from agreements.measure import Score, readings, score
from awardrules.agreement.extraction.extract import extract
from awardrules.agreement.reading.documents import read
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

WORD = [path for path in sources("tuned") if read_source(path).format == "docx" and not any(mark in read_source(path).body for mark in WORD_ONLY)]
SAMPLE = WORD[::8]
ALLOWED = {"ruled": 0.002, "unruled": 0.015, "text": 0.005, "broken": 0.005, "markdown": 0.005}  # the share of values that a form may lose


def in_form(form: str, path: Path, folder: Path) -> Path:
    """A file of the agreement in a form."""
    if form in ("ruled", "unruled"):
        file, content = folder / "agreement.pdf", as_pdf(read_source(path), borders=form == "ruled")
    elif form == "markdown":
        file, content = folder / "agreement.md", as_markdown(read(build(path, folder))).encode()
    else:
        file, content = folder / "agreement.txt", as_text(read(build(path, folder)), broken=form == "broken").encode()
    file.write_bytes(content)
    return file


def scored(path: Path, file: Path) -> Score:
    """A file against the key of an agreement."""
    vocabulary = shared_vocabulary(data_root())
    return score(path.stem, read_key(key_file(path), vocabulary), readings(extract(read(file), vocabulary)), vocabulary)


@pytest.mark.parametrize("form", ALLOWED)
def test_another_form_of_an_agreement_says_the_same(form: str, tmp_path: Path) -> None:
    lost: list[str] = []
    invented: list[str] = []
    wanted = 0
    for path in SAMPLE:
        base, other = scored(path, build(path, tmp_path)), scored(path, in_form(form, path, tmp_path))
        wanted += base.wanted
        lost += [f"{path.stem}: {each}" for each in sorted(set(other.missed) - set(base.missed))]
        invented += [f"{path.stem}: {each}" for each in sorted(set(other.invented) - set(base.invented))]
    assert len(SAMPLE) > 15
    assert invented == []
    assert len(lost) <= ALLOWED[form] * wanted, lost
