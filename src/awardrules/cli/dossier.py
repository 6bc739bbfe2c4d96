"""`awardrules dossier`: the exemption dossier of a person."""

from __future__ import annotations

import typer

from awardrules.cli.advising import FORMATS, DealFile, Format, decided, write
from awardrules.cli.options import AsOf, Hypothetical, Language, Output, Pack, PacksDir, choice, day_of, language

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="dossier")
def show_dossier(
    deal: DealFile,
    pack: Pack,
    as_of: AsOf = None,
    lang: Language = None,
    format: Format = "text",
    output: Output = None,
    hypothetical: Hypothetical = False,
    packs_dir: PacksDir = None,
) -> int:
    """整理尽职免责的条件、情形和材料。 Conditions, situation and evidence of an exemption."""
    from awardrules.advice.dossier import dossier
    from awardrules.decision.decide import decide
    from awardrules.pack.references import Library
    from awardrules.report.dossier import dossier_blocks, dossier_document

    chosen = language(lang)
    choice("--format", format, FORMATS)
    decisions = decided(deal, pack, day_of(as_of), Library(packs_dir or ()), hypothetical=hypothetical)
    found = [
        dossier(decision, decide(decision.deal, decision.edition, decision.as_of, subject="institution", hypothetical=hypothetical))
        for decision in decisions
    ]
    return write(
        lambda: [dossier_document(one, chosen) for one in found],
        lambda: [block for one in found for block in dossier_blocks(one)],
        format,
        chosen,
        output,
        deal,
    )
