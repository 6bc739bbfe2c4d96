"""`awardrules trace REF --source FILE`: checks an edition's citations against a copy of its document."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from awardrules.cli.options import Language, OnDay, Output, PacksDir, Sink, choice, day_of, language, on_terminal
from awardrules.diagnostics import AwardrulesError, Exit, Span, error
from awardrules.language import Text

if TYPE_CHECKING:
    from awardrules.pack.edition import Edition
    from awardrules.pack.references import Library

app = typer.Typer(add_completion=False, rich_markup_mode=None)

_SAME = 0.5


@app.command(name="trace")
def trace_source(
    reference: Annotated[str, typer.Argument(help="规则包。 Pack reference.", show_default=False)],
    source: Annotated[
        Path, typer.Option("--source", "-s", readable=False, help="文件文本（UTF-8）。 A copy of the document, UTF-8 text.", show_default=False)
    ],
    as_of: OnDay = None,
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text plain json")] = "text",
    output: Output = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="列出全部移动的条款和各节。 Every clause that moved, every heading.")] = False,
    packs_dir: PacksDir = None,
) -> int:
    """对照文件文本核对条款引用。 Check citations against a copy of the document."""
    from awardrules.pack.references import Library
    from awardrules.pack.tracing import trace
    from awardrules.report.catalogue import encoding
    from awardrules.report.layout import as_plain, print_rich
    from awardrules.report.tracing import trace_data, trace_lines
    from awardrules.yamlfile import read_text

    chosen = language(lang)
    choice("--format", format, ("text", "plain", "json"))
    day = day_of(as_of)
    library = Library(packs_dir or ())
    edition = _edition(library, reference, day if day is not None else date.today().toordinal())
    copy = read_text(source)
    if not copy.strip():
        help = Text("若由 PDF 导出，请确认其中有文字层", "if it comes from a PDF, see that the PDF has a text layer")
        raise AwardrulesError([error("empty-source", Span(str(source)), Text("文件中没有文字", "there is no text in the file"), help)])
    result = trace(list(edition.clauses.values()), copy, [clause for clause, rules in encoding(edition).items() if rules])
    if result.relation == "other-document":
        message = Text(f"这不是 {edition.reference}《{edition.title.zh}》的文本", f"this is no text of {edition.reference} ({edition.title.en})")
        raise AwardrulesError([error("other-document", Span(str(source)), message, _owner(library, edition, copy))])
    with Sink(output, source) as sink:
        if format == "json":
            sink.write(json.dumps(trace_data(edition, str(source), result, chosen), ensure_ascii=False, indent=2) + "\n")
        elif format == "text" and output is None and on_terminal():
            print_rich(trace_lines(edition, str(source), result, chosen, verbose=verbose))
        else:
            sink.write(as_plain(trace_lines(edition, str(source), result, chosen, verbose=verbose)))
    return Exit.OK if result.clean else Exit.NON_COMPLIANT


def _edition(library: Library, reference: str, day: int) -> Edition:
    """The one edition a reference names."""
    found = library.resolve(reference, day)
    if len(found) != 1:
        help = Text("写明一个规则包，如 shenzhen@2024", "name one, such as shenzhen@2024")
        message = Text("`trace` 一次核对一个规则包", "`trace` checks one edition at a time")
        raise AwardrulesError([error("usage", Span("REF"), message, help)])
    return library.load(found[0])


def _owner(library: Library, wanted: Edition, copy: str) -> Text:
    """Which known edition the copy belongs to, as the way out."""
    from awardrules.pack.tracing import resembles

    known: list[tuple[float, str]] = []
    for found in library.all():
        try:
            edition = library.load(found)
        except AwardrulesError:
            continue
        if edition.reference != wanted.reference:
            known.append((resembles(list(edition.clauses.values()), copy), edition.reference))
    share, reference = max(known, default=(0.0, ""))
    if share >= _SAME:
        return Text(
            f"它与 {reference} 相符：awardrules trace {reference} --source …", f"it fits {reference}: awardrules trace {reference} --source …"
        )
    return Text("请提供该文件的文本；各规则包的文件名称见 awardrules packs list", "give a copy of that document; `awardrules packs list` names them")
