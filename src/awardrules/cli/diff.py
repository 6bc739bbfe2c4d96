"""`awardrules diff A B`: what changes from one edition to another, and what that does to deals."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from awardrules.asked import milliseconds
from awardrules.cli.options import Language, Output, PacksDir, Seconds, Sink, choice, day_of, language, on_terminal
from awardrules.diagnostics import AwardrulesError, Exit, Span, error, refusal
from awardrules.language import EMPTY, Lang, Text

if TYPE_CHECKING:
    from awardrules.compare.diff import Comparison
    from awardrules.compare.prover import Prover
    from awardrules.diagnostics import Diagnostic
    from awardrules.pack.edition import Edition
    from awardrules.pack.references import Found, Library

app = typer.Typer(add_completion=False, rich_markup_mode=None)

FORMATS = ("text", "plain", "markdown", "html", "json")


@app.command(name="diff")
def diff(
    a: Annotated[str, typer.Argument(metavar="A", help="规则包（旧）。 Pack reference, the older.", show_default=False)],
    b: Annotated[str, typer.Argument(metavar="B", help="规则包（新）。 Pack reference, the newer.", show_default=False)],
    structural: Annotated[bool, typer.Option("--structural", help="只比较结构，不求证。 Compare the form only, prove nothing.")] = False,
    as_of: Annotated[
        str | None,
        typer.Option("--as-of", help="判断日，默认今天，或两者都在有效期内的最近一日。 Day; default: today, or the nearest in both terms."),
    ] = None,
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help="text plain markdown html json")] = "text",
    output: Output = None,
    packs_dir: PacksDir = None,
    timeout: Seconds = 2.0,
    save_witnesses: Annotated[
        Path | None,
        typer.Option("--save-witnesses", help="把示例交易存为各版本的用例。 Save the witness deals as cases into this folder."),
    ] = None,
) -> int:
    """比较两个版本，从 A 到 B。 Compare two editions, from A to B.

    比较完成即退出码 0（无论有无变化），出错为 2。 Exits 0 whenever the two were compared, changed or not; 2 on an error.
    """
    from awardrules.compare.diff import compare, comparison_day
    from awardrules.pack.references import Library

    chosen = language(lang)
    choice("--format", format, FORMATS)
    asked, limit = day_of(as_of), milliseconds("--timeout", timeout)
    if save_witnesses is not None and structural:
        message = Text("--structural 不求证，没有可存的示例", "--structural proves nothing, so there are no witnesses to save")
        raise AwardrulesError([error("usage", Span("--save-witnesses"), message)])
    library = Library(packs_dir or ())
    found = _both(library, (a, b), asked if asked is not None else date.today().toordinal())
    day, reason = (asked, EMPTY) if asked is not None else comparison_day(found, date.today().toordinal())
    one, other = (library.load(item) for item in found)
    prover = None if structural else _prover(one, other, day, limit)
    comparison = compare(one, other, day, prover)
    with Sink(output) as sink:
        _write(comparison, reason, format, chosen, sink, to_terminal=output is None and on_terminal())
    if save_witnesses is not None:
        _save(comparison, save_witnesses)
    return Exit.OK


def _both(library: Library, references: tuple[str, str], day: int) -> list[Found]:
    """The two editions. Raises AwardrulesError with the faults of both references."""
    faults: list[Diagnostic] = []
    found: list[Found] = []
    for reference in references:
        try:
            named = library.resolve(reference, day)
        except AwardrulesError as fault:
            faults += fault.diagnostics
            continue
        if len(named) != 1:
            message = Text(f"`{reference}` 不是一个版本", f"`{reference}` is not one edition")
            help = Text(
                "写明一个版本，如 shenzhen@2024；全部并列见 awardrules matrix", "name one, such as shenzhen@2024; `awardrules matrix` shows all"
            )
            faults.append(error("usage", Span(reference), message, help))
        found += named
    if faults:
        raise AwardrulesError(faults)
    return found


def _prover(a: Edition, b: Edition, day: int, timeout_ms: int) -> Prover:
    """The solver's side. Raises AwardrulesError where it is not installed."""
    try:
        from awardrules.prove.judging import prover
    except AwardrulesError as fault:
        missing = fault.diagnostics[0]
        way = Text(f"{missing.help.zh}，或加 --structural 只比较结构", f"{missing.help.en}, or add --structural to compare the form only")
        raise AwardrulesError([error(missing.code, missing.span, missing.message, way)]) from None
    return prover(a, b, day, timeout_ms=timeout_ms)


def _write(comparison: Comparison, reason: Text, format: str, lang: Lang, sink: Sink, *, to_terminal: bool) -> None:
    if format == "json":
        from awardrules.report.difference_document import difference_document

        sink.write(json.dumps(difference_document(comparison, lang), ensure_ascii=False, indent=2) + "\n")
        return
    from awardrules.report.difference import difference_blocks, title_words
    from awardrules.report.outline import as_lines, as_markdown

    blocks = difference_blocks(comparison, reason)
    if format == "html":
        from awardrules.report.html import render

        titled = title_words(comparison)
        title = Text(f"版本对比 · {titled.zh}", f"Comparison · {titled.en}")
        sink.write(render("outline.html.j2", lang, title=title, blocks=blocks))
    elif format == "markdown":
        sink.write(as_markdown(blocks, lang))
    else:
        from awardrules.report.layout import as_plain, print_rich

        lines = as_lines(blocks, lang)
        if format == "text" and to_terminal:
            print_rich(lines)
        else:
            sink.write(as_plain(lines))


def _save(comparison: Comparison, folder: Path) -> None:
    """A file of cases for each edition. Raises AwardrulesError where the folder cannot be made."""
    from awardrules.compare.witnesses import case_files

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        why = refusal(fault)
        raise AwardrulesError([error("output", Span(str(folder)), Text(f"无法写入：{why.zh}", f"cannot be written: {why.en}"))]) from None
    for name, text in case_files(comparison).items():
        with Sink(folder / name, option="--save-witnesses") as sink:
            sink.write(text)
