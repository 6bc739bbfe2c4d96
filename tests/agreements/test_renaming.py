"""What the parties are called makes no difference: agreements of the corpus with other names for 甲方 and 乙方 say the same."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from agreements.building import build, key_file, sources
from agreements.keys import read_key
from agreements.measure import readings, score
from awardrules.agreement.extraction.extract import extract
from awardrules.agreement.reading.documents import read
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

NAMES = [("授予方", "受领方"), ("权属方", "受益方"), ("供权方", "得权方"), ("资产方", "发明方"), ("持有人", "共享人"), ("放权方", "承权方")]
EVERY = 3  # of the agreements that can be renamed


def renamed(text: str, names: tuple[str, str]) -> str | None:
    """The source with other names for its two parties; None where it has three, or writes them otherwise too (甲三乙七)."""
    if "丙方" in text or re.search("[甲乙](?!方)", text) or "甲方" not in text or "乙方" not in text:
        return None
    return text.replace("甲方", names[0]).replace("乙方", names[1])


CASES = [
    (path, names)
    for number, path in enumerate(path for path in sources("tuned") if renamed(path.read_text(encoding="utf-8"), NAMES[0]))
    if number % EVERY == 0
    for names in [NAMES[number // EVERY % len(NAMES)]]
]


@pytest.mark.parametrize(("path", "names"), CASES, ids=[f"{path.name.split('.')[0]}-{names[0]}" for path, names in CASES])
def test_other_names_for_the_parties_change_nothing(path: Path, names: tuple[str, str], tmp_path: Path) -> None:
    vocabulary = shared_vocabulary(data_root())
    key = read_key(key_file(path), vocabulary)
    text = path.read_text(encoding="utf-8")
    scores = []
    for folder, written in (("as-written", text), ("renamed", renamed(text, names))):
        assert written is not None
        (tmp_path / folder).mkdir()
        source = tmp_path / folder / path.name
        source.write_text(written, encoding="utf-8")
        scores.append(score(path.name, key, readings(extract(read(build(source, tmp_path / folder)), vocabulary)), vocabulary))
    before, after = scores
    assert set(after.missed) <= set(before.missed)
    assert len(after.invented) <= len(before.invented)
    assert after.missed_conflicts == before.missed_conflicts
