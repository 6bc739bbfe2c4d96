"""`awardrules timeline`: the dates of a deal, deadlines, and breaches of order."""

from __future__ import annotations

import typer

from awardrules.cli.advising import FORMATS, DealFile, Format, decided, write
from awardrules.cli.options import AsOf, Hypothetical, Language, Output, Pack, PacksDir, choice, day_of, language

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="timeline")
def show_timeline(
    deal: DealFile,
    pack: Pack,
    as_of: AsOf = None,
    lang: Language = None,
    format: Format = "text",
    output: Output = None,
    hypothetical: Hypothetical = False,
    packs_dir: PacksDir = None,
) -> int:
    """列出期日、期限和办理次序。 Dates, deadlines and the order of steps."""
    from awardrules.advice.timeline import timeline
    from awardrules.decision.decide import decide
    from awardrules.pack.references import Library
    from awardrules.report.timeline import timeline_blocks, timeline_document

    chosen = language(lang)
    choice("--format", format, FORMATS)
    decisions = decided(deal, pack, day_of(as_of), Library(packs_dir or ()), hypothetical=hypothetical)
    found = [
        timeline(decision, decide(decision.deal, decision.edition, decision.as_of, subject="institution", hypothetical=hypothetical))
        for decision in decisions
    ]
    return write(
        lambda: [timeline_document(one, chosen) for one in found],
        lambda: [block for one in found for block in timeline_blocks(one)],
        format,
        chosen,
        output,
        deal,
    )
