"""`awardrules matrix`: editions side by side."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from awardrules.cli.options import AsOf, Language, Output, PacksDir, Sink, choice, day_of, language, on_terminal

FORMATS = ("text", "plain", "markdown", "html", "csv", "json")
COLUMNS = 120

app = typer.Typer(add_completion=False, rich_markup_mode=None)


@app.command(name="matrix")
def matrix(
    pack: Annotated[list[str] | None, typer.Option("--pack", "-p", help="规则包，可重复，默认 all。 Editions, repeatable.")] = None,
    deal: Annotated[Path | None, typer.Option("--deal", readable=False, help="在各文件下判断的交易，- 为标准输入。 A deal to judge by each.")] = None,
    mechanism: Annotated[list[str] | None, typer.Option("--mechanism", "-m", help="只看该机制，可重复。 Only this mechanism.")] = None,
    figures: Annotated[bool, typer.Option("--figures", help="只看有数值或列举的事项。 Only notions with a figure or a list.")] = False,
    every: Annotated[bool, typer.Option("--all", help="也列未编码的条款。 Clauses no edition encodes, too.")] = False,
    as_of: AsOf = None,
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help=" ".join(FORMATS))] = "text",
    width: Annotated[int | None, typer.Option("--width", min=40, max=1000, help="文本的列数。 Columns of the text.")] = None,
    output: Output = None,
    packs_dir: PacksDir = None,
) -> int:
    """各文件对照：数值、语气、基数。 Editions side by side: figure, modality and base."""
    from awardrules.compare.matrix import matrix as compared
    from awardrules.diagnostics import Exit
    from awardrules.facts.documents import nodes_of
    from awardrules.facts.reading import deal_of
    from awardrules.pack.dating import day_in
    from awardrules.pack.references import Library
    from awardrules.report import matrix as report
    from awardrules.report.layout import as_plain, print_rich
    from awardrules.report.matrixdata import matrix_csv, matrix_data

    chosen = language(lang)
    choice("--format", format, FORMATS)
    name, root = nodes_of(deal) if deal is not None else ("", None)
    day = day_of(as_of)
    if day is None:
        day = day_in(root) if deal is not None else date.today().toordinal()
    library = Library(packs_dir or ())
    found = {item.folder: item for reference in pack or ["all"] for item in library.resolve(reference, day)}
    editions = [library.load(item) for item in found.values()]
    judged = (lambda edition: deal_of(root, name, edition.vocabulary, name=name, known=library.names)) if deal is not None else None
    made = compared(editions, day, judged, mechanisms=mechanism or (), figures_only=figures, unencoded=every)
    terminal = format == "text" and output is None and on_terminal()
    with Sink(output, deal) as sink:
        if format in ("text", "plain"):
            lines = report.matrix_lines(made, chosen, width or (shutil.get_terminal_size((COLUMNS, 40)).columns if terminal else COLUMNS))
            if terminal:
                print_rich(lines)
            else:
                sink.write(as_plain(lines))
        elif format == "json":
            sink.write(json.dumps(matrix_data(made, chosen), ensure_ascii=False, indent=2) + "\n")
        else:
            written = {"markdown": report.matrix_markdown, "html": report.matrix_html, "csv": matrix_csv}[format]
            sink.write(written(made, chosen))
    return Exit.OK
