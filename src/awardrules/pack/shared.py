"""The vocabulary all packs share, from its files or, for those who need nothing else, from the store."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from awardrules.facts.vocabulary import Vocabulary, read_vocabulary
from awardrules.pack import store


def vocabulary_files(root: Path) -> list[Path]:
    """The files of the shared vocabulary, in order."""
    return sorted((root / "rules" / "vocabulary").glob("*.yaml"))


@lru_cache(maxsize=4)
def vocabulary_of_files(root: Path) -> Vocabulary:
    """The vocabulary under `rules/vocabulary`, read. Raises AwardrulesError with every fault of its files."""
    return Vocabulary(read_vocabulary(vocabulary_files(root)))


@lru_cache(maxsize=4)
def shared_vocabulary(root: Path) -> Vocabulary:
    """The vocabulary under `rules/vocabulary`, kept. Raises AwardrulesError with every fault of its files."""
    return store.kept(Vocabulary, vocabulary_files(root), root, lambda: vocabulary_of_files(root), compilers=("facts",))
