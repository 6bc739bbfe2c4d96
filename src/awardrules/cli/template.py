"""`awardrules template`: check contract templates before anyone fills them in."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from awardrules.cli.options import (
    AsOf,
    FailLevel,
    Known,
    Language,
    Output,
    PacksDir,
    Remember,
    Sink,
    Strict,
    choice,
    day_of,
    exit_code,
    keep_apart,
    language,
    on_terminal,
)
from awardrules.diagnostics import AwardrulesError, Exit, Span, error
from awardrules.language import Lang, Text

if TYPE_CHECKING:
    from awardrules.agreement.template.examination import Examination, Fault
    from awardrules.cli.gating import Gate
    from awardrules.waiving.waivers import Excuse, Refused

app = typer.Typer(add_completion=False, rich_markup_mode=None)

FOR_CI = ("sarif", "junit", "github")
FORMATS = ("text", "plain", "json", "markdown", "html", "sarif", "github")


@app.command(name="template")
def template(
    files: Annotated[
        list[Path], typer.Argument(readable=False, metavar="FILE...", help="范本（.docx .pdf .md .txt）。 Templates.", show_default=False)
    ],
    pack: Annotated[str | None, typer.Option("--pack", "-p", help="规则包：shenzhen、shenzhen@draft、文件夹、all。 Pack reference.")] = None,
    facts: Annotated[Path | None, typer.Option("--facts", readable=False, help="范本不写的事实（YAML）。 Facts that no template states.")] = None,
    as_of: AsOf = None,
    lang: Language = None,
    format: Annotated[str, typer.Option("--format", "-f", help=" ".join(FORMATS))] = "text",
    output: Output = None,
    strict: Strict = False,
    fail_level: FailLevel = None,
    baseline: Known = None,
    write_baseline: Remember = None,
    config: Annotated[Path | None, typer.Option("--config", readable=False, help="配置文件，默认仓库的 awardrules.yaml。 Configuration.")] = None,
    no_config: Annotated[bool, typer.Option("--no-config", help="不用配置文件。 Without configuration.")] = False,
    packs_dir: PacksDir = None,
) -> int:
    """检查合同范本：应有的条款是否齐备，空白处怎样填会不符合。 Check templates: what is missing, and which fillings break a rule.

    退出码：0 没有问题，1 有问题，2 出错。 Exit codes: 0 clean, 1 findings, 2 error.
    """
    from awardrules.cli.gating import Call, gated_run, once, refused_run
    from awardrules.waiving.locating import configuration_file

    language(lang)
    choice("--format", format, FORMATS)
    path = None if no_config else config or configuration_file(Path.cwd())
    call = Call(path, fail_level, strict, baseline=baseline, write_baseline=write_baseline)
    try:
        paths, named, chosen, gate = gated_run(call, files, pack, lang)
        if named is None:
            help = Text("用 --pack 指定，或在 awardrules.yaml 中写 `pack`", "name one with --pack, or with `pack` in awardrules.yaml")
            raise AwardrulesError([error("usage", Span("--pack"), Text("没有写明规则包", "no pack is named"), help)])
        run = _Run(named, day_of(as_of), facts or gate.holding.facts, packs_dir or [], gate)
    except AwardrulesError as fault:
        if format not in FOR_CI:
            raise
        return refused_run(fault, format, lang, pack, output, (*files, path, facts, baseline, write_baseline))
    keep_apart({"--write-baseline": write_baseline, "--output": output}, [*paths, run.facts, *gate.holding.read])
    codes: list[int] = []
    with Sink(output) as sink:
        report = _Report(format, chosen, gate, sink, named, output is None and on_terminal())
        for each in once(paths) if format in FOR_CI else paths:
            try:
                codes += [report.add(made, str(each)) for made in run.examined(each)]
            except AwardrulesError as fault:
                report.refuse(fault)
                codes.append(Exit.CANNOT_DECIDE)
        report.close()
    return exit_code(codes)


class _Run:
    """Examines templates against the editions of a reference."""

    def __init__(self, pack: str, day: int | None, facts: Path | None, packs_dir: list[Path], gate: Gate) -> None:
        from awardrules.pack.references import Library

        self.facts, self.library = facts, Library(packs_dir)
        self.day = day if day is not None else _day_beside(facts)
        self.found = gate.resolved(self.library, pack, self.day)

    def examined(self, path: Path) -> list[Examination]:
        """The examinations of one template. Raises AwardrulesError where it cannot be read, or the facts do not fit the vocabulary."""
        from awardrules.agreement.deciding import read_agreement
        from awardrules.agreement.extraction.dealing import draft
        from awardrules.agreement.template.examination import examine
        from awardrules.cli.agreements import extra_facts
        from awardrules.decision.decide import stated

        extraction, _ = read_agreement(path)
        made = []
        for found in self.found:
            edition = self.library.load(found)
            facts = dict(draft(extraction, edition, edition.vocabulary).deal.facts)
            extra = extra_facts(self.facts, edition.vocabulary, self.library)
            if extra is not None:
                facts |= stated(extra, edition)
            made.append(examine(extraction, edition, self.day, facts))
        return made


def _day_beside(facts: Path | None) -> int:
    """The day the facts beside a template name, else today."""
    if facts is None:
        return date.today().toordinal()
    from awardrules import yamlfile
    from awardrules.pack.dating import day_in

    return day_in(yamlfile.load(facts))


class _Report:
    """Writes examinations as they come, each held against the waivers of the repository."""

    def __init__(self, format: str, lang: Lang, gate: Gate, sink: Sink, pack: str, rich: bool) -> None:
        self.format, self.lang, self.gate, self.sink = format, lang, gate, sink
        self.rich = rich and format == "text"
        self.count = 0
        self.kept: list[dict[str, Any]] = []
        self.pages: list[Any] = []
        self.stream: Any = None
        if format in FOR_CI:
            from awardrules.report.ci import stream_of

            self.stream = stream_of(format, gate.manner(lang, pack))

    def add(self, made: Examination, file: str) -> int:
        """Write one examination; its exit code."""
        from awardrules.report.template import issue_of

        faults = {id(issue): (issue, fault) for fault in made.faults if (issue := issue_of(made, fault))}
        issues, excused, refused = self.gate.held([issue for issue, _ in faults.values()], made.edition, file)
        standing = [faults[id(issue)][1] for issue in issues]
        waived = [(faults[id(excuse.issue)][1], excuse) for excuse in excused]
        self._write(made, standing, waived, refused)
        level = self.gate.holding.level
        counted = [fault for fault in standing if fault.severity == "violation" or level != "violation"]
        self.count += 1
        return Exit.NON_COMPLIANT if counted else Exit.OK

    def _write(self, made: Examination, standing: list[Fault], waived: list[tuple[Fault, Excuse]], refused: list[Refused]) -> None:
        from awardrules.report.excuses import excuse_words
        from awardrules.report.template import template_blocks, template_document, verdict_of

        if self.stream is not None:
            self.sink.write(self.stream.add(verdict_of(made, standing, [excuse for _, excuse in waived], refused)))
            return
        excused = [(fault, excuse_words(excuse)) for fault, excuse in waived]
        if self.format == "json":
            self.kept.append(template_document(made, standing, excused, self.lang))
            return
        blocks = template_blocks(made, standing, excused, refused)
        if self.format == "html":
            self.pages += blocks
        elif self.format == "markdown":
            from awardrules.report.outline import as_markdown

            self.sink.write(("\n" if self.count else "") + as_markdown(blocks, self.lang))
        else:
            from awardrules.report.layout import BLANK, as_plain, print_rich
            from awardrules.report.outline import as_lines

            lines = [*([BLANK] if self.count else []), *as_lines(blocks, self.lang)]
            if self.rich:
                print_rich(lines)
            else:
                self.sink.write(as_plain(lines))

    def refuse(self, fault: AwardrulesError) -> None:
        """Say that a file cannot be read, on standard error and to a format for CI."""
        from awardrules.cli.gating import say

        self.gate.refused(fault)
        say(fault.diagnostics, self.lang, in_workflow=self.format == "github")
        if self.stream is not None:
            self.sink.write(self.stream.refuse(fault.diagnostics))

    def close(self) -> None:
        """What waits for the end: one JSON document or a line for each, the page, what CI formats add."""
        from awardrules.cli.gating import append_summary, say

        found = self.gate.close()
        say(found, self.lang, in_workflow=self.format == "github")
        if self.stream is not None:
            self.sink.write(self.stream.close(found))
            if self.format == "github":
                append_summary(self.stream.summary())
        elif self.format == "json":
            one = len(self.kept) == 1
            self.sink.write("".join(json.dumps(data, ensure_ascii=False, indent=2 if one else None) + "\n" for data in self.kept))
        elif self.pages:
            from awardrules.report.html import render

            title = Text("范本检查", "Check of templates")
            self.sink.write(render("outline.html.j2", self.lang, title=title, blocks=self.pages))
