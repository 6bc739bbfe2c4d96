"""Agreements where deals are taken: one read, and decided against every edition asked for."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from awardrules.diagnostics import Diagnostic, Span, warning
from awardrules.language import Lang, Text

if TYPE_CHECKING:
    from awardrules.agreement.extraction.found import Extraction, Found
    from awardrules.cli.deciding import Options
    from awardrules.cli.paging import Pages
    from awardrules.decision.decide import Decision
    from awardrules.facts.deal import Deal
    from awardrules.facts.documents import Paper
    from awardrules.facts.vocabulary import Vocabulary
    from awardrules.pack.edition import Edition
    from awardrules.pack.references import Library


def decisions_of(paper: Paper, options: Options, library: Library, remember: Pages | None = None) -> Iterator[Decision]:
    """An agreement decided against every edition asked for. `remember` takes the extraction with its name (for pages and reviewed copies)."""
    from awardrules.agreement.deciding import decided, read_agreement
    from awardrules.agreement.extraction.dealing import draft
    from awardrules.pack.dating import day_of_deal

    extraction, vocabulary = read_agreement(paper.path)
    if remember is not None:
        remember.read(extraction.document.name, extraction)
    _remark(extraction, options.lang)
    plain = draft(extraction, None, vocabulary, extra_facts(options.facts, vocabulary, library))
    day = options.as_of if options.as_of is not None else day_of_deal(plain.deal)
    for found in library.resolve(options.pack, day):
        edition = library.load(found)
        extra = extra_facts(options.facts, edition.vocabulary, library)
        made = decided(extraction, edition, day, extra, subject=options.subject, hypothetical=options.hypothetical)
        for item in made.set_aside:
            print(_set_aside(item, edition, paper.path).render(options.lang), file=sys.stderr)
        yield made.decision


def _set_aside(item: Found, edition: Edition, path: Path) -> Diagnostic:
    """Why a fact of the agreement is not used for an edition."""
    label = edition.vocabulary.label(item.path)
    if item.city:
        message = Text(
            f"协议所述“{label.zh}”是就{item.city}而言，不用于 {edition.reference} 的判断",
            f"what the agreement says of “{label.en}” is said of {item.city}; it is not used for {edition.reference}",
        )
        return warning("other-city", Span(str(path)), message)
    message = Text(
        f"协议的{label.zh}以另一基数计算，与 {edition.reference} 的基数不同，不作换算，未予采用",
        f"{label.en} of the agreement has another base than {edition.reference}; bases are not converted, so it is not used",
    )
    return warning("other-base", Span(str(path)), message)


def decided_with(deal: Deal, options: Options, edition: Edition, day: int, library: Library) -> Decision:
    """A deal given as data, with the facts of `--facts` beside it: what both state differently is in conflict."""
    from awardrules.agreement.extraction.dealing import merged
    from awardrules.decision.readings import decide_readings

    extra = extra_facts(options.facts, edition.vocabulary, library)
    made = merged(deal, extra) if extra is not None else merged(deal, deal)
    return decide_readings(made.deal, made.readings, edition, day, subject=options.subject, hypothetical=options.hypothetical)


def extra_facts(path: Path | None, vocabulary: Vocabulary, library: Library) -> Deal | None:
    """The facts given beside a deal, or none. Raises AwardrulesError with every fault."""
    if path is None:
        return None
    from awardrules import yamlfile
    from awardrules.facts.reading import deal_of

    return deal_of(yamlfile.load(path), str(path), vocabulary, name=str(path), known=library.names)


def _remark(extraction: Extraction, lang: Lang) -> None:
    """What the reader found beside the text (tracked changes, hidden text, comments), on standard error: shown, never used."""
    for finding in extraction.findings:
        print(finding.render(lang), file=sys.stderr)
