"""Decides deals for `check` and `assess`: reads them one by one, writes each format, keeps the exit code."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from awardrules import yamlfile
from awardrules.cli.options import Sink, exit_code, on_terminal, report_faults
from awardrules.decision.decide import EXIT_CODES, Decision, Subject, decide
from awardrules.diagnostics import AwardrulesError, Exit, Span, error
from awardrules.facts.dating import day_in
from awardrules.facts.reading import MAX_LINE, deal_of
from awardrules.language import Lang, Text
from awardrules.pack.references import Library
from awardrules.record import Record

FORMATS = ("text", "plain", "json", "markdown")
DETAILED = 20


class Options(Record):
    """What decides how deals are decided and shown."""

    pack: str
    as_of: int | None
    lang: Lang
    format: str
    strict: bool = False
    allow_unknown: bool = False
    hypothetical: bool = False
    verbose: bool = False
    subject: Subject = "deal"


def decide_files(paths: list[Path], options: Options, library: Library, output: Path | None) -> int:
    """Decide every deal of every file against every edition asked for; the exit code is the weightiest."""
    codes: list[int] = []
    with Sink(output) as sink:
        report = _Report(options, sink, output)
        for file, root, name in _documents(paths, codes, options.lang):
            try:
                for decision in _decisions(root, file, name, options, library):
                    codes.append(code_of(decision, options))
                    report.add(decision)
            except AwardrulesError as fault:
                report_faults(fault, options.lang)
                codes.append(Exit.CANNOT_DECIDE)
        report.close()
    if not codes:
        message = Text("没有读到任何交易", "no deal was read")
        report_faults(AwardrulesError([error("no-deals", Span(str(paths[0]) if paths else "-"), message)]), options.lang)
        return Exit.CANNOT_DECIDE
    return exit_code(codes)


def code_of(decision: Decision, options: Options) -> int:
    """The exit code of one decision."""
    if decision.status == "deviating" and options.strict:
        return Exit.NON_COMPLIANT
    if decision.status == "undetermined" and options.allow_unknown:
        return Exit.OK
    return EXIT_CODES[decision.status]


def _documents(paths: list[Path], codes: list[int], lang: Lang) -> Iterator[tuple[str, yamlfile.Node | None, str]]:
    """The deals of the files as nodes; a file that cannot be read is reported and the others go on."""
    for path in paths:
        try:
            if str(path) == "-":
                yield from _stream(sys.stdin.buffer, "<stdin>", codes, lang)
            elif path.suffix.lower() in (".jsonl", ".ndjson"):
                if not path.is_file():
                    yamlfile.read_text(path)
                with path.open("rb") as stream:
                    yield from _lines(stream, str(path), codes, lang)
            else:
                yield str(path), yamlfile.load(path), str(path)
        except AwardrulesError as fault:
            report_faults(fault, lang)
            codes.append(Exit.CANNOT_DECIDE)


def _stream(stream: Any, file: str, codes: list[int], lang: Lang) -> Iterator[tuple[str, yamlfile.Node | None, str]]:
    """Standard input: JSON Lines where the first line is a whole JSON object and more follows, else one YAML or JSON deal."""
    first = stream.readline(MAX_LINE)
    if first.strip().startswith(b"{") and first.strip().endswith(b"}"):
        second = stream.readline(MAX_LINE)
        if second.strip():
            import itertools

            yield from _lines(_Chained(itertools.chain([first, second], iter(lambda: stream.readline(MAX_LINE + 1), b""))), file, codes, lang)
            return
        first += second
    data = first + stream.read(yamlfile.MAX_BYTES + 1)
    yield file, yamlfile.parse(yamlfile.decode(data, file), file), file


class _Chained:
    """Lines as a stream with `readline`."""

    def __init__(self, lines: Iterator[bytes]) -> None:
        self.lines = lines

    def readline(self, _limit: int = -1) -> bytes:
        return next(self.lines, b"")


def _lines(stream: Any, file: str, codes: list[int], lang: Lang) -> Iterator[tuple[str, yamlfile.Node | None, str]]:
    number = 0
    while line := stream.readline(MAX_LINE + 1):
        number += 1
        if not line.strip():
            continue
        try:
            if len(line) > MAX_LINE:
                raise AwardrulesError([error("line-too-long", Span(file, number), Text("该行超过 1 MiB", "the line is longer than 1 MiB"))])
            yield file, yamlfile.parse(yamlfile.decode(line, file, line=number), file, line_offset=number - 1), f"{file}:{number}"
        except AwardrulesError as fault:
            report_faults(fault, lang)
            codes.append(Exit.CANNOT_DECIDE)
            if len(line) > MAX_LINE:
                return


def _decisions(root: yamlfile.Node | None, file: str, name: str, options: Options, library: Library) -> Iterator[Decision]:
    day = options.as_of if options.as_of is not None else day_in(root)
    deals: dict[int, Any] = {}
    for found in library.resolve(options.pack, day):
        edition = library.load(found)
        key = id(edition.vocabulary)
        if key not in deals:
            deals[key] = deal_of(root, file, edition.vocabulary, name=name)
        yield decide(deals[key], edition, day, subject=options.subject, hypothetical=options.hypothetical)


class _Report:
    """Writes decisions as they come, so that a stream of any length needs no more memory than a short one.

    The text of a few decisions is a table and then each report; of many, the table alone, row by row.
    """

    def __init__(self, options: Options, sink: Sink, output: Path | None) -> None:
        self.options, self.sink = options, sink
        self.rich = options.format == "text" and output is None and on_terminal()
        self.kept: list[Decision] = []
        self.first: str | None = None
        self.count = 0
        self.progress = _Progress(options.lang)

    def add(self, decision: Decision) -> None:
        self.count += 1
        self.progress.step()
        if self.options.format == "json":
            self._json(decision)
        elif self.options.format == "markdown":
            self._markdown(decision)
        elif self.count <= DETAILED:
            self.kept.append(decision)
        else:
            self._row(decision)

    def _row(self, decision: Decision) -> None:
        from awardrules.report.text import overview_lines

        lang = self.options.lang
        if self.count == DETAILED + 1:
            self._write(overview_lines(self.kept, lang))
        self._write(overview_lines([decision], lang, like=self.kept))

    def _markdown(self, decision: Decision) -> None:
        from awardrules.report.checklist import checklist_markdown
        from awardrules.report.markdown import decision_markdown

        written = checklist_markdown if self.options.subject == "institution" else decision_markdown
        self.sink.write(("\n" if self.count > 1 else "") + written(decision, self.options.lang, verbose=self.options.verbose))

    def _json(self, decision: Decision) -> None:
        import json

        from awardrules.report.document import decision_document

        data = decision_document(decision, self.options.lang)
        if self.count == 1:
            self.first = json.dumps(data, ensure_ascii=False, indent=2)
            self.line = json.dumps(data, ensure_ascii=False)
            return
        if self.first is not None:
            self.sink.write(self.line + "\n")
            self.first = None
        self.sink.write(json.dumps(data, ensure_ascii=False) + "\n")

    def close(self) -> None:
        self.progress.close()
        if self.first is not None:
            self.sink.write(self.first + "\n")
        if not self.kept or self.count > DETAILED:
            return
        from awardrules.report.layout import BLANK
        from awardrules.report.text import decision_lines, overview_lines

        laid_out = decision_lines
        if self.options.subject == "institution":
            from awardrules.report.checklist import checklist_lines as laid_out
        lines = [] if self.count == 1 else [*overview_lines(self.kept, self.options.lang), BLANK]
        for decision in self.kept:
            lines += laid_out(decision, self.options.lang, verbose=self.options.verbose)
            if self.count > 1:
                lines += [BLANK]
        self._write(lines)

    def _write(self, lines: list[Any]) -> None:
        from awardrules.report.layout import as_plain, print_rich

        if self.rich:
            print_rich(lines)
        else:
            self.sink.write(as_plain(lines))


class _Progress:
    """A count on standard error once a run takes longer than a second."""

    def __init__(self, lang: Lang) -> None:
        self.lang, self.start = lang, time.monotonic()
        self.bar: Any = None
        self.task: Any = None
        self.enabled = sys.stderr.isatty()

    def step(self) -> None:
        if not self.enabled:
            return
        if self.bar is None:
            if time.monotonic() - self.start < 1:
                return
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            bar: Any = Progress(
                SpinnerColumn(),
                TextColumn("{task.description} {task.completed}"),
                TimeElapsedColumn(),
                console=Console(stderr=True),
                transient=True,
            )
            bar.start()
            self.bar, self.task = bar, bar.add_task(Text("已判断", "decided").of(self.lang), total=None)
        self.bar.advance(self.task)

    def close(self) -> None:
        if self.bar is not None:
            self.bar.stop()
