"""`awardrules assess`: decide the institution-level rules."""

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


@app.command(name="assess")
def assess(
    facts: Annotated[list[Path], typer.Argument(readable=False, help="单位事实文件，- 为标准输入。 Facts of the institution.", show_default=False)],
    pack: Pack,
    as_of: AsOf = None,
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text plain json markdown html sarif junit github")] = "text",
    output: Output = None,
    strict: Strict = False,
    allow_unknown: AllowUnknown = False,
    hypothetical: Hypothetical = False,
    verbose: Verbose = False,
    packs_dir: PacksDir = None,
) -> int:
    """检查单位层面的要求。 Decide the institution-level rules of a pack."""
    from awardrules.cli.deciding import FORMATS, Options, decide_files
    from awardrules.pack.references import Library

    chosen = language(lang)
    options = Options(pack, day_of(as_of), chosen, choice("--format", format, FORMATS), strict, allow_unknown, hypothetical, verbose, "institution")
    return decide_files(facts, options, Library(packs_dir or ()), output)
