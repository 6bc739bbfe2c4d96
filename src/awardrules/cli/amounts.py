"""`awardrules amounts`: what each edition fixes in yuan for a deal."""

from __future__ import annotations

import typer

from awardrules.cli.advising import FORMATS, DealFile, Format, decided, write
from awardrules.cli.options import AsOf, Hypothetical, Language, Output, Pack, PacksDir, choice, day_of, language

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="amounts")
def show_amounts(
    deal: DealFile,
    pack: Pack,
    as_of: AsOf = None,
    lang: Language = None,
    format: Format = "text",
    output: Output = None,
    hypothetical: Hypothetical = False,
    packs_dir: PacksDir = None,
) -> int:
    """推算应计金额，并与实际金额比较。 Amounts in yuan, compared with those recorded."""
    from awardrules.advice.amounts import amounts
    from awardrules.pack.references import Library
    from awardrules.report.amounts import amounts_blocks, amounts_document, side_by_side

    chosen = language(lang)
    choice("--format", format, FORMATS)
    decisions = decided(deal, pack, day_of(as_of), Library(packs_dir or ()), hypothetical=hypothetical)
    pairs = [(decision, amounts(decision)) for decision in decisions]
    return write(
        lambda: [amounts_document(decision, found, chosen) for decision, found in pairs],
        lambda: [
            *(side_by_side(pairs) if len(pairs) > 1 else []),
            *(block for decision, found in pairs for block in amounts_blocks(decision, found)),
        ],
        format,
        chosen,
        output,
        deal,
    )
