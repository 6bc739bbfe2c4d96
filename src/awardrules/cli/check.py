"""`awardrules check`: decide deals."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from awardrules.cli.options import (
    AllowUnknown,
    AsOf,
    Hypothetical,
    Language,
    Output,
    Pack,
    PacksDir,
    Strict,
    Verbose,
    choice,
    day_of,
    language,
)

app = typer.Typer(add_completion=False, rich_markup_mode=None)

Deals = Annotated[list[Path], typer.Argument(help="交易文件（YAML、JSON、JSON Lines），- 为标准输入。 Deal files.", show_default=False)]
Format = Annotated[str, typer.Option("--format", "-f", help="text plain json markdown")]


@app.command(name="check")
def check(
    deals: Deals,
    pack: Pack,
    as_of: AsOf = None,
    lang: Language = None,
    format: Format = "text",
    output: Output = None,
    strict: Strict = False,
    allow_unknown: AllowUnknown = False,
    hypothetical: Hypothetical = False,
    verbose: Verbose = False,
    packs_dir: PacksDir = None,
) -> int:
    """检查交易是否符合规则包。 Decide deals against a pack."""
    from awardrules.cli.deciding import FORMATS, Options, decide_files
    from awardrules.pack.references import Library

    chosen = language(lang)
    options = Options(pack, day_of(as_of), chosen, choice("--format", format, FORMATS), strict, allow_unknown, hypothetical, verbose)
    return decide_files(deals, options, Library(packs_dir or ()), output)
