"""What an agreement in plain text states, for the tables of these tests."""

from __future__ import annotations

from functools import cache

from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.extraction.found import Extraction, Found
from awardrules.agreement.extraction.patterns.loading import pattern_files, read_patterns
from awardrules.agreement.extraction.patterns.patterns import Patterns
from awardrules.agreement.reading.documents import read_bytes
from awardrules.facts.deal import plain
from awardrules.facts.vocabulary import Vocabulary
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

PARTIES = "职务科技成果所有权赋权协议\n甲方（单位）：南岭大学\n乙方（成果完成人团队）：薄膜课题组\n"


@cache
def vocabulary() -> Vocabulary:
    return shared_vocabulary(data_root())


@cache
def patterns() -> Patterns:
    return read_patterns(pattern_files(), vocabulary())


def reading(text: str, head: str = PARTIES) -> Extraction:
    """What a text under an opening states."""
    return extract_with(read_bytes((head + text).encode(), "agreement.txt"), vocabulary(), patterns())


def found(text: str, path: str, head: str = PARTIES) -> Found | None:
    """What a text states of one fact."""
    return reading(text, head).get(path)


def value(text: str, path: str, head: str = PARTIES) -> object:
    """The value a text states of a fact as JSON has it; None where it settles none."""
    fact = found(text, path, head)
    if fact is None or fact.state not in ("stated", "derived"):
        return None
    return plain(fact.value, vocabulary().get(path))


def told(text: str) -> set[tuple[str, str]]:
    """The facts that a text settles, with their values, beyond those of its opening."""
    return _settled(text) - _settled("双方就成果达成协议。")


def _settled(text: str) -> set[tuple[str, str]]:
    return {(fact.path, str(fact.value)) for fact in reading(text).facts if fact.value is not None}
