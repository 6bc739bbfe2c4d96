"""`awardrules packs list` and `packs show`: what there is, and a pack in prose."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from awardrules.cli.options import Language, OnDay, Output, PacksDir, Sink, choice, day_of, language, on_terminal
from awardrules.diagnostics import AwardrulesError, Exit, Span, did_you_mean, error
from awardrules.language import Text

app = typer.Typer(add_completion=False, rich_markup_mode=None, help="规则包一览。 The packs.")


@app.command(name="list")
def list_packs(
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text plain json")] = "text",
    output: Output = None,
    packs_dir: PacksDir = None,
) -> int:
    """列出全部规则包。 List every edition."""
    from awardrules.pack.references import Library
    from awardrules.report.catalogue import packs_data, packs_lines
    from awardrules.report.layout import as_plain, print_rich

    chosen = language(lang)
    choice("--format", format, ("text", "plain", "json"))
    library = Library(packs_dir or ())
    pairs = [(found, library.load(found)) for found in library.all()]
    with Sink(output) as sink:
        if format == "json":
            sink.write(json.dumps(packs_data(pairs, chosen), ensure_ascii=False, indent=2) + "\n")
        elif format == "text" and output is None and on_terminal():
            print_rich(packs_lines(pairs, chosen))
        else:
            sink.write(as_plain(packs_lines(pairs, chosen)))
    return Exit.OK


@app.command(name="show")
def show_pack(
    reference: Annotated[str, typer.Argument(help="规则包。 Pack reference.", show_default=False)],
    rule: Annotated[str | None, typer.Option("--rule", help="只看一条规则。 One rule.")] = None,
    as_of: OnDay = None,
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text plain json")] = "text",
    output: Output = None,
    packs_dir: PacksDir = None,
) -> int:
    """用文字展示规则包。 Show a pack in prose."""
    from awardrules.pack.references import Library
    from awardrules.report.catalogue import pack_data, pack_lines
    from awardrules.report.layout import as_plain, print_rich

    chosen = language(lang)
    choice("--format", format, ("text", "plain", "json"))
    day = day_of(as_of)
    day = day if day is not None else date.today().toordinal()
    library = Library(packs_dir or ())
    with Sink(output) as sink:
        for found in library.resolve(reference, day):
            edition = library.load(found)
            if rule is not None and not any(r.id == rule or rule in r.clauses for r in edition.rules):
                known = [*(r.id for r in edition.rules), *edition.clauses]
                message = Text(f"{edition.reference} 没有规则 `{rule}`", f"{edition.reference} has no rule `{rule}`")
                raise AwardrulesError([error("unknown-rule", Span("--rule"), message, did_you_mean(rule, known))])
            if format == "json":
                sink.write(json.dumps(pack_data(edition, found, day, chosen, rule), ensure_ascii=False, indent=2) + "\n")
            elif format == "text" and output is None and on_terminal():
                print_rich(pack_lines(edition, found, day, chosen, rule))
            else:
                sink.write(as_plain(pack_lines(edition, found, day, chosen, rule)))
    return Exit.OK


@app.command(name="pages")
def pages(
    into: Annotated[Path, typer.Option("--into", help="写入的文件夹。 Folder to write to.")],
    as_of: Annotated[str | None, typer.Option("--as-of", help="展示哪一日的规则，默认各版本的起始日。 Day; default: the first of each.")] = None,
    packs_dir: PacksDir = None,
) -> int:
    """为每个版本生成中英文页面。 Write a page for every edition, in Chinese and English."""
    from awardrules.language import Lang
    from awardrules.pack.references import Library
    from awardrules.report.page import edition_page

    day = day_of(as_of)
    library = Library(packs_dir or ())
    into.mkdir(parents=True, exist_ok=True)
    languages: tuple[Lang, ...] = ("zh", "en")
    for found in library.all():
        edition = library.load(found)
        at = day if day is not None else found.start or found.published or date.today().toordinal()
        for lang in languages:
            with Sink(into / f"{found.pack}-{found.edition}.{lang}.md", option="--into") as sink:
                sink.write(edition_page(edition, found, at, lang))
    return Exit.OK
