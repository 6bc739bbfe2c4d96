"""`awardrules repair`: the smallest changes that make a deal comply."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from awardrules.asked import milliseconds
from awardrules.cli.advising import FORMATS, DealFile, Format, decided, write
from awardrules.cli.options import AllowUnknown, AsOf, Hypothetical, Language, Output, PacksDir, Seconds, Sink, choice, day_of, language
from awardrules.diagnostics import Exit

app = typer.Typer(add_completion=False, rich_markup_mode=None)

Packs = Annotated[list[str], typer.Option("--pack", "-p", help="规则包，可重复：须同时符合。 Pack reference; repeat it to satisfy several at once.")]
Limit = Annotated[int, typer.Option("--limit", min=1, max=20, help="最多几种办法。 How many alternatives at most.")]
Save = Annotated[
    Path | None,
    typer.Option("--save", help="将按第一种办法修改后的事项存为文件。 Save the deal as the first proposal leaves it."),
]


@app.command(name="repair")
def show_repair(
    deal: DealFile,
    pack: Packs,
    as_of: AsOf = None,
    lang: Language = None,
    format: Format = "text",
    output: Output = None,
    limit: Limit = 5,
    timeout: Seconds = 2.0,
    allow_unknown: AllowUnknown = False,
    hypothetical: Hypothetical = False,
    save: Save = None,
    packs_dir: PacksDir = None,
) -> int:
    """求出使事项符合规定的最小改动。 The smallest changes that make a deal comply."""
    from awardrules.pack.references import Library

    chosen = language(lang)
    choice("--format", format, FORMATS)
    time = milliseconds("--timeout", timeout)
    from awardrules.prove.repair import repair
    from awardrules.report.repair import repair_blocks, repair_document

    library = Library(packs_dir or ())
    decisions = [found for reference in pack for found in decided(deal, reference, day_of(as_of), library, hypothetical=hypothetical)]
    editions = list({decision.edition.reference: decision.edition for decision in decisions}.values())
    found = repair(
        decisions[0].deal,
        editions,
        decisions[0].as_of,
        limit=limit,
        timeout_ms=time,
        hypothetical=hypothetical,
        open_allowed=allow_unknown,
    )
    if save is not None and found.proposals:
        from awardrules.compare.witnesses import written_deal

        with Sink(save, deal, output, option="--save") as sink:
            sink.write(written_deal(found.proposals[0].deal, editions[0].vocabulary))
    write(lambda: [repair_document(found, chosen)], lambda: list(repair_blocks(found)), format, chosen, output, deal)
    if found.proposals or not (found.obstacles or found.rules or not found.settled):
        return Exit.OK
    if not found.settled:
        return Exit.UNDETERMINED
    return Exit.OUT_OF_SCOPE if all(decision.status == "out_of_scope" for decision in found.decisions) else Exit.NON_COMPLIANT
