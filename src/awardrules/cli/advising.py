"""Reads one deal, decides it against each edition asked for, and writes what a report makes of the decisions."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awardrules.cli.options import Sink, on_terminal
from awardrules.diagnostics import Exit
from awardrules.language import Lang

if TYPE_CHECKING:
    from awardrules.decision.decide import Decision
    from awardrules.pack.references import Library
    from awardrules.report.outline import Block

FORMATS = ("text", "plain", "json", "markdown")
DealFile = Annotated[Path, typer.Argument(readable=False, help="交易文件，- 为标准输入。 Deal file, - for standard input.", show_default=False)]
Format = Annotated[str, typer.Option("--format", "-f", help="text plain json markdown")]


def decided(path: Path, pack: str, as_of: int | None, library: Library, *, hypothetical: bool) -> list[Decision]:
    """The deal of a file decided against the editions a reference names. Raises AwardrulesError with every fault."""
    from awardrules.decision.decide import decide
    from awardrules.facts.documents import nodes_of
    from awardrules.facts.reading import deal_of
    from awardrules.pack.dating import day_in

    name, root = nodes_of(path)
    day = as_of if as_of is not None else day_in(root)
    decisions = []
    for found in library.resolve(pack, day):
        edition = library.load(found)
        deal = deal_of(root, name, edition.vocabulary, name=name, known=library.names)
        decisions.append(decide(deal, edition, day, hypothetical=hypothetical))
    return decisions


def write(
    documents: Callable[[], Sequence[dict[str, Any]]],
    blocks: Callable[[], Sequence[Block]],
    format: str,
    lang: Lang,
    output: Path | None,
    *read: Path,
) -> int:
    """Write a report: one JSON object, or a list where there are several editions; else the outline."""
    from awardrules.report.outline import as_lines, as_markdown

    with Sink(output, *read) as sink:
        if format == "json":
            found = documents()
            sink.write(json.dumps(found[0] if len(found) == 1 else list(found), ensure_ascii=False, indent=2) + "\n")
        elif format == "markdown":
            sink.write(as_markdown(blocks(), lang))
        else:
            from awardrules.report.layout import as_plain, print_rich

            lines = as_lines(blocks(), lang)
            if format == "text" and output is None and on_terminal():
                print_rich(lines)
            else:
                sink.write(as_plain(lines))
    return Exit.OK
