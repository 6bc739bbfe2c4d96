"""Decides deals for `check` and `assess`: reads them one by one, writes each format, keeps the exit code."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from awardrules import yamlfile
from awardrules.cli.options import Sink, exit_code, keep_apart, on_terminal, report_faults
from awardrules.decision.decide import EXIT_CODES, Decision, Subject, decide, deviates
from awardrules.diagnostics import AwardrulesError, Exit, Span
from awardrules.facts.documents import Paper, documents
from awardrules.facts.reading import deal_of
from awardrules.language import Lang, Text
from awardrules.pack.dating import day_in
from awardrules.pack.references import Library
from awardrules.record import Record

if TYPE_CHECKING:
    from awardrules.cli.gating import Gate
    from awardrules.cli.paging import Pages
    from awardrules.waiving.waivers import Verdict

FOR_CI = ("sarif", "junit", "github")
FORMATS = ("text", "plain", "json", "markdown", "html", *FOR_CI)
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
    gate: Gate | None = None
    review: Path | None = None
    facts: Path | None = None


def decide_files(paths: list[Path], options: Options, library: Library, output: Path | None) -> int:
    """Decide every deal of every file against every edition asked for; the exit code is the weightiest."""
    gate = options.gate
    if gate is None and options.format in FOR_CI:
        from awardrules.cli.gating import Call, gate_for

        gate = gate_for(Call(strict=options.strict, allow_unknown=options.allow_unknown))
    if gate is not None and (options.format in FOR_CI or gate.holding.baseline or gate.holding.writing):  # findings are counted
        from awardrules.cli.gating import once

        paths = once(paths)
    writing, read = (gate.holding.writing, gate.holding.read) if gate else (None, ())
    keep_apart({"--write-baseline": writing, "--output": output}, [*paths, options.facts, *read])
    keep_apart({"--review": options.review}, [options.facts, *read, writing, output])
    with Sink(output) as sink:
        report = _Report(options, sink, output, gate)
        codes = report.codes
        report.several = len(paths) > 1
        if report.pages is not None:
            report.pages.accept(paths)
        for file, root, name in documents(paths, report.refuse) if _known_pack(options, library, report) else ():
            report.several |= name != file  # a line of JSON Lines
            try:
                for decision in _decisions(root, file, name, options, library, report.pages):
                    verdict = gate.judged(decision, Span(file, root.line if root else 1)) if gate else None
                    codes.append(gate.code(verdict) if gate and verdict else code_of(decision, options))
                    report.add(decision, verdict)
            except AwardrulesError as fault:
                report.refuse(fault)
        report.close()
    return exit_code(codes)


def _known_pack(options: Options, library: Library, report: _Report) -> bool:
    """Whether the reference names an edition; where it names none, that is said once and not of every deal."""
    try:
        day = options.as_of if options.as_of is not None else 1
        _ = report.gate.resolved(library, options.pack, day) if report.gate is not None else library.resolve(options.pack, day)
    except AwardrulesError as fault:
        report.refuse(fault)
        return False
    return True


def code_of(decision: Decision, options: Options) -> int:
    """The exit code of one decision."""
    if decision.status == "deviating" and options.strict:
        return Exit.NON_COMPLIANT
    if decision.status == "undetermined" and options.allow_unknown:
        return Exit.NON_COMPLIANT if options.strict and deviates(decision) else Exit.OK
    return EXIT_CODES[decision.status]


def _decisions(
    root: yamlfile.Node | Paper | None, file: str, name: str, options: Options, library: Library, pages: Pages | None = None
) -> Iterator[Decision]:
    if isinstance(root, Paper):
        from awardrules.cli.agreements import decisions_of

        yield from decisions_of(root, options, library, pages)
        return
    beside = yamlfile.load(options.facts) if options.facts is not None and options.as_of is None else None
    day = options.as_of if options.as_of is not None else day_in(root, beside)
    deals: dict[int, Any] = {}
    for found in library.resolve(options.pack, day):
        edition = library.load(found)
        key = id(edition.vocabulary)
        if key not in deals:
            deals[key] = deal_of(root, file, edition.vocabulary, name=name, known=library.names)
        if options.facts is not None:
            from awardrules.cli.agreements import decided_with

            yield decided_with(deals[key], options, edition, day, library)
            continue
        yield decide(deals[key], edition, day, subject=options.subject, hypothetical=options.hypothetical)


class _Report:
    """Writes decisions as they come, so that a stream of any length needs no more memory than a short one.

    The text of a few decisions is a table and then each report; of many, the table alone, row by row.
    """

    def __init__(self, options: Options, sink: Sink, output: Path | None, gate: Gate | None = None) -> None:
        self.options, self.sink, self.gate = options, sink, gate
        self.codes: list[int] = []
        self.verdicts: list[Verdict | None] = []
        self.stream: Any = None
        if gate is not None and options.format in FOR_CI:
            from awardrules.report.ci import stream_of

            self.stream = stream_of(options.format, gate.manner(options.lang, options.pack))
        self.pages: Pages | None = None
        if options.format == "html" or options.review is not None:
            from awardrules.cli.paging import Pages

            self.pages = Pages(options.lang, html=options.format == "html", review=options.review)
        self.rich = options.format == "text" and output is None and on_terminal()
        self.kept: list[Decision] = []
        self.first: str | None = None
        self.count = 0
        self.several = False
        self.progress = _Progress(options.lang)

    def refuse(self, fault: AwardrulesError) -> None:
        """Report input that cannot be decided."""
        self.codes.append(Exit.CANNOT_DECIDE)
        if self.gate is not None:
            self.gate.refused(fault)
        if self.stream is None:
            report_faults(fault, self.options.lang)
            return
        from awardrules.cli.gating import say

        say(fault.diagnostics, self.options.lang, in_workflow=self.options.format == "github")
        self.sink.write(self.stream.refuse(fault.diagnostics))

    def add(self, decision: Decision, verdict: Verdict | None) -> None:
        self.count += 1
        self.progress.step()
        if self.stream is not None:
            self.sink.write(self.stream.add(verdict))
            return
        if verdict is not None and self.gate is not None and self.gate.holding.excuses:
            decision = verdict.shown
        else:
            verdict = None
        if self.pages is not None:
            self.pages.add(decision, verdict)
        if self.options.format == "html":
            return
        if self.options.format == "json":
            self._json(decision, verdict)
        elif self.options.format == "markdown":
            self._markdown(decision, verdict)
        elif self.count <= DETAILED:
            self.kept.append(decision)
            self.verdicts.append(verdict)
        else:
            self._row(decision)

    def _row(self, decision: Decision) -> None:
        from awardrules.report.text import overview_lines

        lang = self.options.lang
        if self.count == DETAILED + 1:
            self._write(overview_lines(self.kept, lang))
        self._write(overview_lines([decision], lang, like=self.kept))

    def _markdown(self, decision: Decision, verdict: Verdict | None) -> None:
        from awardrules.report.checklist import checklist_markdown
        from awardrules.report.markdown import decision_markdown

        lang, verbose = self.options.lang, self.options.verbose
        if self.options.subject == "institution":
            text = checklist_markdown(decision, lang, verbose=verbose)
        else:
            text = decision_markdown(decision, lang, verbose=verbose, verdict=verdict)
        self.sink.write(("\n" if self.count > 1 else "") + text)

    def _json(self, decision: Decision, verdict: Verdict | None) -> None:
        import json

        from awardrules.report.document import decision_document

        data = decision_document(decision, self.options.lang)
        if verdict is not None:
            from awardrules.report.waived import waived_document

            data |= waived_document(verdict, self.options.lang)
        if self.count == 1 and not self.several:
            self.first = json.dumps(data, ensure_ascii=False, indent=2)
            self.line = json.dumps(data, ensure_ascii=False)
            return
        if self.first is not None:
            self.sink.write(self.line + "\n")
            self.first = None
        self.sink.write(json.dumps(data, ensure_ascii=False) + "\n")

    def close(self) -> None:
        self.progress.close()
        if self.gate is not None:
            self._close_gate(self.gate)
        if self.pages is not None:
            self.pages.write_review()
            if self.options.format == "html":
                self.sink.write(self.pages.page())
        if self.first is not None:
            self.sink.write(self.first + "\n")
        if not self.kept or self.count > DETAILED:
            return
        from awardrules.report.layout import BLANK
        from awardrules.report.text import decision_lines, overview_lines

        institution = self.options.subject == "institution"
        if institution:
            from awardrules.report.checklist import checklist_lines
        lang, verbose = self.options.lang, self.options.verbose
        lines = [] if self.count == 1 else [*overview_lines(self.kept, self.options.lang), BLANK]
        for decision, verdict in zip(self.kept, self.verdicts, strict=True):
            if institution:
                lines += checklist_lines(decision, lang, verbose=verbose)
            else:
                lines += decision_lines(decision, lang, verbose=verbose, verdict=verdict)
            if self.count > 1:
                lines += [BLANK]
        self._write(lines)

    def _close_gate(self, gate: Gate) -> None:
        """What waivers and baseline have to say: on standard error, and where a format for CI puts it."""
        from awardrules.cli.gating import append_summary, say

        found = gate.close()
        say(found, self.options.lang, in_workflow=self.options.format == "github")
        if self.stream is not None:
            self.sink.write(self.stream.close(found))
            if self.options.format == "github":
                append_summary(self.stream.summary())

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
