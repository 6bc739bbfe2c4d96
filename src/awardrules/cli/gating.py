"""Decisions as a build sees them: the configuration of the repository, its waivers and baseline, and the exit code that follows."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from awardrules.cli.options import Sink, choice, keep_apart, language
from awardrules.decision.decide import EXIT_CODES, Decision
from awardrules.diagnostics import AwardrulesError, Diagnostic, Exit, Span, did_you_mean, error, warning
from awardrules.language import Lang, Text
from awardrules.record import Record
from awardrules.report.layout import clean
from awardrules.waiving.baseline import Baseline, Findings, key_of, read_baseline
from awardrules.waiving.issues import Issue
from awardrules.waiving.locating import files_of, relative_name, repository_root
from awardrules.waiving.waivers import FAIL_LEVELS, Excuse, Level, Refused, Verdict, Waiver, held_against, judge

if TYPE_CHECKING:
    from awardrules.pack.edition import Edition
    from awardrules.pack.references import Found, Library
    from awardrules.report.ci import Manner
    from awardrules.waiving.configuration import Configuration


class Holding(Record):
    """What a run holds decisions against.

    `root` is the folder file names in reports and in the baseline are relative to, `folder` that of the configuration, for its patterns;
    `complete` says that the files are all those of the configuration, `facts` is the file of facts it names. `writing` is the baseline to
    write, `former` what it holds now; `read` are the configuration and the baseline in use.
    """

    level: Level
    allow_unknown: bool
    root: Path
    folder: Path
    today: int
    waivers: tuple[Waiver, ...] = ()
    baseline: Baseline | None = None
    writing: Path | None = None
    complete: bool = False
    keep_waived: bool = False
    facts: Path | None = None
    former: Baseline | None = None
    read: tuple[Path, ...] = ()

    @property
    def excuses(self) -> bool:
        """Whether anything can be excused, so that reports show the verdict with and without."""
        return bool(self.waivers) or self.baseline is not None or self.writing is not None


class Gate:
    """Holds decisions against waivers and a baseline, and remembers what it met."""

    def __init__(self, holding: Holding) -> None:
        self.holding = holding
        self.used: set[int] = set()
        self.files: dict[str, str] = {}
        self.editions: dict[str, Edition] = {}
        self.cities: set[tuple[str, str]] = set()
        self.unread: set[str] = set()
        self.found = Findings()
        self.library: Library | None = None
        self.pack_place: Span | None = None

    def refused(self, fault: AwardrulesError) -> None:
        """Remember the files of which not everything could be read."""
        self.unread |= {relative_name(item.span.file, self.holding.root) for item in fault.diagnostics}

    def judged(self, decision: Decision, place: Span) -> Verdict:
        """A decision with the waivers and the baseline; `place` is where the deal begins."""
        name, known = relative_name(place.file, self.holding.folder), relative_name(place.file, self.holding.root)
        self._meets(decision.edition, name, known)
        verdict = judge(decision, self.holding.waivers, self.holding.today, place=place, name=name, known=lambda issue: self._knows(issue, known))
        self.used |= {id(excuse.waiver) for excuse in verdict.excused if excuse.waiver is not None}
        self.used |= {id(refused.waiver) for refused in verdict.refused}
        self.used |= {id(waiver) for waiver in self.holding.waivers if id(waiver) not in self.used and waiver.awaits(decision, name)}
        return verdict

    def resolved(self, library: Library, pack: str, day: int) -> list[Found]:
        """The editions of a reference. Raises AwardrulesError at the place where the reference is written."""
        self.library = library
        try:
            return library.resolve(pack, day)
        except AwardrulesError as fault:
            place = self.pack_place
            raise AwardrulesError([item.at(place) if place and item.span.file == "--pack" else item for item in fault.diagnostics]) from None

    def _meets(self, edition: Edition, name: str, known: str) -> None:
        self.files[name] = known
        self.cities.add((known, edition.pack))
        self.editions.setdefault(edition.reference, edition)

    def held(self, issues: list[Issue], edition: Edition, file: str) -> tuple[list[Issue], list[Excuse], list[Refused]]:
        """Issues of a file that are no decision of a deal (a template's): what stands, what is excused, and the waivers that do not count."""
        name, known = relative_name(file, self.holding.folder), relative_name(file, self.holding.root)
        self._meets(edition, name, known)
        found = held_against(issues, self.holding.waivers, self.holding.today, name=name, known=lambda issue: self._knows(issue, known))
        self.used |= {id(excuse.waiver) for excuse in found[1] if excuse.waiver is not None} | {id(refused.waiver) for refused in found[2]}
        return found

    def _knows(self, issue: Issue, name: str) -> bool:
        key = key_of(issue, name)
        if self.holding.writing is not None:
            self.found.add(key, values=[issue.values])
            return True
        return self.holding.baseline is not None and self.holding.baseline.knows(key, issue.values)

    def code(self, verdict: Verdict) -> int:
        """The exit code of one verdict."""
        let_pass = verdict.status == "undetermined" and self.holding.allow_unknown
        code = Exit.OK if let_pass else EXIT_CODES[verdict.status]
        if code == Exit.OK and any(verdict.fails(issue, self.holding.level, allow_unknown=True) for issue in verdict.standing):
            return Exit.NON_COMPLIANT
        return code

    def manner(self, lang: Lang, pack: str) -> Manner:
        """How the formats for CI report the run."""
        from awardrules.report.ci import Manner

        held = self.holding
        return Manner(lang, held.level, held.allow_unknown, held.root, pack, held.keep_waived)

    def close(self) -> list[Diagnostic]:
        """What the run says of its waivers and baseline; writes the baseline where one is asked for."""
        held = self.holding
        if held.writing is not None:
            if held.former is not None:
                held.former.carried(self.found, self.cities, self.unread, self._is_there)
            with Sink(held.writing, option="--write-baseline", anew=held.writing) as sink:
                sink.write(self.found.text())
        found = [item for waiver in held.waivers if (item := self._unused(waiver)) is not None]
        if held.baseline is not None:
            read = set(self.files.values()) - self.unread
            found += held.baseline.stale(read, self.editions, complete=held.complete, elsewhere=self._is_there)
        return found

    def _is_there(self, name: str) -> bool:
        return (self.holding.root / name).exists()

    def _unused(self, waiver: Waiver) -> Diagnostic | None:
        """The warning that a waiver covered nothing; None where it did, or where its files or its pack were no part of the run."""
        if id(waiver) in self.used:
            return None
        if (wrong := self._unknown_pack(waiver)) is not None:
            return wrong
        editions = [e for e in self.editions.values() if waiver.pack in (None, e.pack, e.reference)]
        reached = any(waiver.holds_for(e.pack, e.reference, name) for e in editions for name in self.files)
        if not reached and not (self.holding.complete and editions):
            return None
        known = {name for e in editions for name in ([r.id for r in e.rules] if waiver.rule else e.clauses)}
        if waiver.target not in known:
            message = Text(f"规则包中没有 `{waiver.target}`，豁免无效", f"no pack has `{waiver.target}`; the waiver covers nothing")
            return warning("unused-waiver", waiver.span, message, did_you_mean(waiver.target, known))
        if not reached:
            message = Text(f"没有文件与 `{waiver.file}` 相符，豁免无效", f"no file fits `{waiver.file}`; the waiver covers nothing")
            return warning("unused-waiver", waiver.span, message)
        if not self._whole(waiver.file):
            return None
        message = Text(f"对 `{waiver.target}` 的豁免已无必要，没有不符合项", f"the waiver of `{waiver.target}` covers nothing; nothing fails")
        return warning("unused-waiver", waiver.span, message, Text("请删去", "remove it"))

    def _unknown_pack(self, waiver: Waiver) -> Diagnostic | None:
        """The warning that no pack has the name a waiver gives."""
        if waiver.pack is None or self.library is None:
            return None
        listed = [(e.pack, e.reference) for e in self.editions.values()] + [(e.pack, f"{e.pack}@{e.edition}") for e in self.library.all()]
        known = {name for names in listed for name in names}
        if waiver.pack in known:
            return None
        message = Text(f"没有规则包 `{waiver.pack}`，豁免无效", f"no pack `{waiver.pack}`; the waiver covers nothing")
        return warning("unused-waiver", waiver.span, message, did_you_mean(waiver.pack, known))

    def _whole(self, pattern: str) -> bool:
        """Whether every file a pattern names was read to its end: another may need the waiver."""
        names = {path.relative_to(self.holding.folder).as_posix() for path in files_of([pattern], self.holding.folder)[pattern]}
        if self.holding.complete:
            names &= self.files.keys()
        return names <= {name for name, known in self.files.items() if known not in self.unread}


class Call(Record):
    """What the options of a call say of waivers, baseline and strictness; they go before the configuration at `path`."""

    path: Path | None = None
    fail_level: str | None = None
    strict: bool = False
    allow_unknown: bool = False
    baseline: Path | None = None
    write_baseline: Path | None = None
    keep_waived: bool = False


def gated_run(call: Call, deals: list[Path] | None, pack: str | None, lang: str | None) -> tuple[list[Path], str | None, Lang, Gate]:
    """The files, pack and language of a call, from the call or else from the configuration, and its gate.

    Raises AwardrulesError with every fault of the configuration, for a baseline that is none, and where there are no files.
    """
    configuration = None
    if call.path is not None:
        from awardrules.waiving.configuration import read_configuration

        configuration = read_configuration(_shown(call.path))
    chosen = language(lang or (configuration.lang if configuration else None))
    gate = gate_for(call, configuration, complete=not deals)
    if deals:
        paths = deals
    else:
        paths, warnings = _configured_files(configuration)
        say(warnings, chosen)
    if pack is None and configuration is not None:
        gate.pack_place = configuration.pack_span
    return paths, pack or (configuration.pack if configuration else None), chosen, gate


def gate_for(call: Call, configuration: Configuration | None = None, *, complete: bool = False) -> Gate:
    """A gate from the options of a call and the configuration. Raises AwardrulesError for a baseline that is none."""
    here = Path.cwd()
    folder = configuration.folder if configuration else here
    level: Level = _level(call.fail_level) or (configuration.fail_level if configuration else "violation")
    if call.strict and level == "violation":
        level = "deviation"
    asked = call.baseline or (configuration.baseline if configuration else None)
    return Gate(
        Holding(
            level=level,
            allow_unknown=call.allow_unknown or bool(configuration and configuration.allow_unknown),
            root=repository_root(here) or folder,
            folder=folder,
            today=date.today().toordinal(),
            waivers=configuration.waivers if configuration else (),
            baseline=read_baseline(asked) if asked is not None and call.write_baseline is None else None,
            writing=call.write_baseline,
            complete=complete,
            keep_waived=call.keep_waived,
            facts=_shown(configuration.facts) if configuration and configuration.facts else None,
            former=_former(call.write_baseline) if call.write_baseline is not None else None,
            read=tuple(path for path in (configuration.path if configuration else None, asked) if path and path != call.write_baseline),
        )
    )


def _former(path: Path) -> Baseline | None:
    """The baseline a new one takes the place of. Raises AwardrulesError for any other file: its name was a slip."""
    if not path.is_file() or not path.stat().st_size:
        return None
    try:
        return read_baseline(path)
    except AwardrulesError as fault:
        message = Text("`--write-baseline` 只改写基线文件，这个文件不是", "`--write-baseline` takes the place of a baseline only; this file is none")
        raise AwardrulesError(
            [error("output", Span(str(path)), message, Text("请给出另一个文件名", "give another name")), *fault.diagnostics]
        ) from None


def once(paths: list[Path]) -> list[Path]:
    """The files of a call, each once however often it names it."""
    return list({path.absolute(): path for path in reversed(paths)}.values())[::-1]


def _shown(path: Path) -> Path:
    """A path as short as it can be said from here."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_absolute() and path.is_relative_to(here) else path


def _configured_files(configuration: Configuration | None) -> tuple[list[Path], list[Diagnostic]]:
    """The files a call without any checks, with a warning for each pattern that names none. Raises AwardrulesError where there are none."""
    if configuration is None or not configuration.files:
        help = Text("给出交易文件，或在 awardrules.yaml 中写明 `files`", "name deal files, or write `files` in awardrules.yaml")
        span = Span("DEAL") if configuration is None else Span(str(configuration.path))
        raise AwardrulesError([error("no-files", span, Text("没有要检查的文件", "no files to check"), help)])
    paths, empty = configuration.paths()
    if not paths:
        named = ", ".join(configuration.files)
        message = Text(f"没有文件与 `files` 相符：{named}", f"no file fits `files`: {named}")
        raise AwardrulesError([error("no-files", configuration.files_span, message)])
    return [_shown(path) for path in paths], [
        warning("no-files", configuration.files_span, Text(f"没有文件与 `{pattern}` 相符", f"no file fits `{pattern}`")) for pattern in empty
    ]


def _level(value: str | None) -> Level | None:
    """A checked `--fail-level`."""
    return next((level for level in FAIL_LEVELS if level == choice("--fail-level", value, FAIL_LEVELS)), None) if value is not None else None


def refused_run(fault: AwardrulesError, format: str, lang: str | None, pack: str | None, output: Path | None, read: Iterable[Path | None]) -> int:
    """Report, in a format for CI, a call that never came to its files: its configuration or its baseline is at fault, or there are no files."""
    from awardrules.report.ci import stream_of

    chosen = language(lang)
    keep_apart({"--output": output}, read)
    say(fault.diagnostics, chosen, in_workflow=format == "github")
    stream: Any = stream_of(format, gate_for(Call()).manner(chosen, pack or ""))
    with Sink(output) as sink:
        sink.write(stream.refuse(fault.diagnostics) + stream.close(()))
    if format == "github":
        append_summary(stream.summary())
    return Exit.CANNOT_DECIDE


def append_summary(text: str) -> None:
    """Append the summary of a step where GitHub Actions keeps it; nothing where there is no such file."""
    target = os.environ.get("GITHUB_STEP_SUMMARY")
    if not target:
        return
    from awardrules.report.github import MAX_SUMMARY

    path = Path(target)
    used = path.stat().st_size if path.is_file() else 0
    data = text.encode(errors="replace")
    if used + len(data) <= MAX_SUMMARY:
        with path.open("ab") as stream:
            stream.write(data)


def say(found: Iterable[Diagnostic], lang: Lang, *, in_workflow: bool = False) -> None:
    """Diagnostics on standard error; in a workflow each on one line that no text of a deal can turn into a workflow command."""
    for item in found:
        text = item.render(lang)
        print(f"- {clean(' '.join(text.split())).replace('##[', '## [')}" if in_workflow else text, file=sys.stderr)
