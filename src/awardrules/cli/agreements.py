"""Agreements where deals are taken: which files are agreements, and how one is read and decided."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from awardrules.diagnostics import AwardrulesError, Span, error, warning
from awardrules.language import Lang, Text

if TYPE_CHECKING:
    from awardrules.agreement.extraction.found import Extraction
    from awardrules.cli.deciding import Options, Paper
    from awardrules.cli.paging import Pages
    from awardrules.decision.decide import Decision
    from awardrules.facts.deal import Deal
    from awardrules.facts.vocabulary import Vocabulary
    from awardrules.pack.edition import Edition
    from awardrules.pack.references import Library


def read_agreement(path: Path) -> tuple[Extraction, Vocabulary]:
    """What an agreement states, in the words of the shared vocabulary.

    Raises AwardrulesError: unreadable, of another format, no agreement, or without the extra that reads its format.
    """
    from awardrules.pack.files import data_root
    from awardrules.pack.shared import shared_vocabulary

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


def decisions_of(paper: Paper, options: Options, library: Library, remember: Pages | None = None) -> Iterator[Decision]:
    """An agreement decided against every edition asked for. `remember` takes the extraction with its name (for pages and reviewed copies)."""
    from awardrules.agreement.extraction.dealing import draft
    from awardrules.decision.readings import decide_readings
    from awardrules.facts.dating import day_of_deal

    extraction, vocabulary = read_agreement(paper.path)
    if remember is not None:
        remember.read(extraction.document.name, extraction)
    _remark(extraction, options.lang)
    plain = draft(extraction, None, vocabulary, extra_facts(options.facts, vocabulary))
    day = options.as_of if options.as_of is not None else day_of_deal(plain.deal)
    for found in library.resolve(options.pack, day):
        edition = library.load(found)
        made = draft(extraction, edition, edition.vocabulary, extra_facts(options.facts, edition.vocabulary))
        for item in made.set_aside:
            label = edition.vocabulary.label(item.path)
            message = Text(
                f"协议的{label.zh}以另一基数计算，与 {edition.reference} 的基数不同，不作换算，未予采用",
                f"{label.en} of the agreement has another base than {edition.reference}; bases are not converted, so it is not used",
            )
            print(warning("other-base", Span(str(paper.path)), message).render(options.lang), file=sys.stderr)
        yield decide_readings(made.deal, made.readings, edition, day, subject=options.subject, hypothetical=options.hypothetical)


def decided_with(deal: Deal, options: Options, edition: Edition, day: int) -> Decision:
    """A deal given as data, with the facts of `--facts` beside it: what both state differently is in conflict."""
    from awardrules.agreement.extraction.dealing import merged
    from awardrules.decision.readings import decide_readings

    extra = extra_facts(options.facts, edition.vocabulary)
    made = merged(deal, extra) if extra is not None else merged(deal, deal)
    return decide_readings(made.deal, made.readings, edition, day, subject=options.subject, hypothetical=options.hypothetical)


def extra_facts(path: Path | None, vocabulary: Vocabulary) -> Deal | None:
    """The facts given beside a deal, or none. Raises AwardrulesError with every fault."""
    if path is None:
        return None
    from awardrules import yamlfile
    from awardrules.facts.reading import deal_of

    return deal_of(yamlfile.load(path), str(path), vocabulary, name=str(path))


def _remark(extraction: Extraction, lang: Lang) -> None:
    """What the reader found beside the text (tracked changes, hidden text, comments), on standard error: shown, never used."""
    for finding in extraction.findings:
        print(finding.render(lang), file=sys.stderr)
