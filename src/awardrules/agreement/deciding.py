"""An agreement decided: read, turned into a deal for the edition, and judged with every reading of what it states in several ways."""

from __future__ import annotations

from pathlib import Path

from awardrules.agreement.extraction.dealing import draft
from awardrules.agreement.extraction.found import Extraction, Found
from awardrules.decision.decide import Decision, Subject
from awardrules.decision.readings import decide_readings
from awardrules.diagnostics import AwardrulesError, Span, error
from awardrules.facts.deal import Deal
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import Text
from awardrules.pack.edition import Edition
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary
from awardrules.record import Record


class Decided(Record):
    """The decision on an agreement, and the facts left out: of another base than the edition takes, or of another city."""

    decision: Decision
    set_aside: tuple[Found, ...]


def read_agreement(path: Path) -> tuple[Extraction, Vocabulary]:
    """What an agreement states, in the words of the shared vocabulary.

    Raises AwardrulesError: unreadable, of another format, no agreement, or without the extra that reads its format.
    """
    if str(path) == "-":
        message = Text("协议和范本不能从标准输入读取", "no agreement or template is read from standard input")
        raise AwardrulesError([error("usage", Span("-"), message, Text("给出文件", "name a file"))])
    try:
        from awardrules.agreement.extraction.extract import extract
        from awardrules.agreement.reading.documents import read

        document = read(path)
    except ImportError as fault:
        missing = (fault.name or "").partition(".")[0]
        if missing not in ("docx", "lxml", "pypdfium2"):
            raise
        help = Text('pip install "awardrules[agreement]"', 'pip install "awardrules[agreement]"')
        message = Text(f"读取 {path.suffix} 需要 {missing}", f"reading {path.suffix} needs {missing}")
        raise AwardrulesError([error("extra-missing", Span(str(path)), message, help)]) from None
    vocabulary = shared_vocabulary(data_root())
    return extract(document, vocabulary), vocabulary


def decided(
    extraction: Extraction, edition: Edition, day: int, extra: Deal | None = None, *, subject: Subject = "deal", hypothetical: bool = False
) -> Decided:
    """An agreement judged by an edition on a day (ordinal), with the facts of `extra` beside it.

    A rule fails only if it fails by every reading of what the agreement, or the two together, state differently.
    """
    made = draft(extraction, edition, edition.vocabulary, extra)
    decision = decide_readings(made.deal, made.readings, edition, day, subject=subject, hypothetical=hypothetical)
    return Decided(decision, made.set_aside)
