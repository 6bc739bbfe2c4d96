"""`awardrules extract`: what an agreement states, with its evidence, as a report or as a deal."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from awardrules.cli.options import Language, Output, Sink, choice, language, on_terminal
from awardrules.diagnostics import Exit

app = typer.Typer(add_completion=False, rich_markup_mode=None)

FORMATS = ("text", "plain", "json", "yaml", "markdown")


@app.command(name="extract")
def extract(
    agreement: Annotated[Path, typer.Argument(readable=False, help="协议（.docx .pdf .md .txt）。 Agreement.", show_default=False)],
    format: Annotated[str, typer.Option("--format", "-f", help="text plain json yaml markdown")] = "text",
    lang: Language = None,
    output: Output = None,
) -> int:
    """从协议文本读取事实及其出处；写入 .yaml 即可交 check。 Facts of an agreement with their evidence; -o deal.yaml for `check`."""
    from awardrules.agreement.deciding import read_agreement
    from awardrules.report.extraction import extraction_document, extraction_lines, extraction_markdown, extraction_yaml

    chosen = language(lang)
    choice("--format", format, FORMATS)
    if format == "text" and output is not None and output.suffix.lower() in (".yaml", ".yml"):
        format = "yaml"
    extraction, vocabulary = read_agreement(agreement)
    with Sink(output, agreement) as sink:
        if format == "json":
            sink.write(json.dumps(extraction_document(extraction, vocabulary, chosen), ensure_ascii=False, indent=2) + "\n")
        elif format == "yaml":
            sink.write(extraction_yaml(extraction, vocabulary, chosen))
        elif format == "markdown":
            sink.write(extraction_markdown(extraction, vocabulary, chosen))
        else:
            from awardrules.report.layout import as_plain, print_rich

            lines = extraction_lines(extraction, vocabulary, chosen)
            if format == "text" and output is None and on_terminal():
                print_rich(lines)
            else:
                sink.write(as_plain(lines))
    return Exit.OK
