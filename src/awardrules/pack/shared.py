"""The vocabulary all packs share, from the store or from its files."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from awardrules.facts.vocabulary import Vocabulary
from awardrules.pack import store
from awardrules.pack.files import digest_of


def vocabulary_files(root: Path) -> list[Path]:
    """The files of the shared vocabulary, in order."""
    return sorted((root / "rules" / "vocabulary").glob("*.yaml"))


@lru_cache(maxsize=4)
def shared_vocabulary(root: Path) -> Vocabulary:
    """The vocabulary under `rules/vocabulary`. Raises AwardrulesError with every fault of its files."""
    files = vocabulary_files(root)
    key = store.key_of(Vocabulary, digest_of(files, root), str(root), compilers=("facts",))
    vocabulary = store.fetch(Vocabulary, key)
    if vocabulary is None:
        from awardrules.facts.vocabulary import read_vocabulary

        vocabulary = Vocabulary(read_vocabulary(files))
        store.keep(key, vocabulary)
    return vocabulary
