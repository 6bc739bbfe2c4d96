"""An agreement decided: read, turned into a deal for the edition, and judged with every reading of what it states in several ways."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from awardrules.agreement.extraction.dealing import draft
from awardrules.agreement.extraction.found import Extraction, Found
from awardrules.agreement.reading.clauses import printed
from awardrules.decision.decide import Decision, Subject
from awardrules.decision.readings import decide_readings
from awardrules.diagnostics import AwardrulesError, Span, error
from awardrules.facts.deal import Cited, Deal, show
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import Text
from awardrules.pack.edition import Edition
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary
from awardrules.record import Record

KINDS, LONGEST = "deal.kinds", 40
TELLING = {
    "ownership_grant": ("grant.team_share", "grant.unit_share"),
    "use_right_grant": ("use_right.term_years", "use_right.term_end"),
    "conversion": ("conversion.price", "conversion.contract_date"),
}
"""Facts that a paper states of a matter, whether it settles it or only tells of it."""


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
    decision = decide_readings(made.deal, made.readings, edition, day, each=made.each, subject=subject, hypothetical=hypothetical)
    if subject == "deal":
        decision.remarks = tuple(remarks(decision.deal, edition.vocabulary))
    return Decided(decision, made.set_aside)


def remarks(deal: Deal, vocabulary: Vocabulary) -> Iterator[Text]:
    """Which matter the paper was taken to settle and by which words, and what it tells of others: what a rule is for hangs on that alone."""
    kinds, place = deal.facts.get(KINDS), deal.evidence.get(KINDS)
    if not isinstance(kinds, frozenset) or not isinstance(place, Cited):
        return
    fact = vocabulary.get(KINDS)
    taken, words = show(kinds, fact), shortened(place)
    yield Text(
        f"按“{taken.zh}”审查，依据{words.zh}；其他事项的条文不适用。",
        f"Read as {taken.en}, by {words.en}; clauses on other matters do not apply.",
    )
    for kind, paths in TELLING.items():
        told = [path for path in paths if path in deal.facts]
        if kind in kinds or not told or not isinstance(deal.evidence.get(told[0]), Cited):
            continue
        other, label = show(frozenset({kind}), fact), vocabulary.label(told[0])
        yield Text(
            f"文件写有{label.zh}，但读作对“{other.zh}”的叙述，不是本文件办理的事项；文件如同时办理，请在 --facts 的文件中写明 deal.kinds。",
            f"The paper states {label.en}, which was read as an account of {other.en}, not as done by this paper; "
            "if it does that too, state deal.kinds in the file of --facts.",
        )


def shortened(place: Cited) -> Text:
    """A clause with the first words of its sentence."""
    words = " ".join(place.quote.split())
    number = printed(words)
    words = words[number.end :].strip() if number is not None else words
    words = words if len(words) <= LONGEST else words[:LONGEST] + "……"
    apart = " " if place.clause[-1:].isascii() else ""
    return Text(f"{place.clause}{apart}“{words}”".lstrip(), f"{place.clause} “{words}”".lstrip())
