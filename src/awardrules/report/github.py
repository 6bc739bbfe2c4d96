"""Workflow commands of GitHub Actions: annotations at the line, the gravest first within what a step may show, and a summary of the step.

A step shows ten errors, ten warnings and ten notices; the rest is counted. A summary holds at most 1 MiB.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from awardrules.diagnostics import Diagnostic
from awardrules.facts.quantity import show_date
from awardrules.language import EMPTY, Text, counted
from awardrules.report.ci import Manner, shortened
from awardrules.report.layout import clean
from awardrules.report.sarif import LEVELS
from awardrules.report.text import STATUS
from awardrules.report.waived import KIND_WORDS, refused_words, without_words
from awardrules.waiving.issues import OPEN, WHOLE, Issue
from awardrules.waiving.waivers import Verdict

Command = Literal["error", "warning", "notice"]
COMMANDS: tuple[Command, ...] = ("error", "warning", "notice")
PER_STEP = 10
MAX_SUMMARY = 1024 * 1024
MAX_TITLE = 200
MAX_FACTS = 30
MAX_MESSAGE = 4_000
_RANKS = ("violation", "idle", "deviation", "conflict", "open", "suggestion", "outside")


class GithubStream:
    """Annotations, kept until the end so that the gravest come first; of each kind no more than a step shows are kept."""

    def __init__(self, manner: Manner) -> None:
        self.manner = manner
        self.kept: dict[Command, list[tuple[int, str]]] = {command: [] for command in COMMANDS}
        self.counts: dict[Command, int] = dict.fromkeys(COMMANDS, 0)
        self.deals = 0
        self.rows: list[str] = []
        self.size = 0
        self.unlisted = 0

    def add(self, verdict: Verdict) -> str:
        """Nothing yet: annotations wait for graver ones."""
        self.deals += 1
        for issue in _gathered(verdict):
            self._keep(self._command(verdict, issue), _RANKS.index(issue.kind), self._annotation(verdict, issue))
        self._row(verdict)
        return ""

    def refuse(self, faults: Iterable[Diagnostic]) -> str:
        """Nothing yet: faults of the input come before all else."""
        for fault in faults:
            self._keep("error", -1, self._diagnostic("error", fault))
        return ""

    def close(self, warnings: Iterable[Diagnostic]) -> str:
        """The annotations, and a line that counts them."""
        for item in warnings:
            self._keep("warning", len(_RANKS), self._diagnostic("warning", item))
        lines = [text for command in COMMANDS for _, text in self.kept[command]]
        return "".join(f"{line}\n" for line in lines) + self._tally().of(self.manner.lang) + "\n"

    def summary(self) -> str:
        """The summary of the step, in Markdown."""
        lang = self.manner.lang
        title = Text("## 赋权合规检查", "## Check of grants").of(lang)
        head = Text("| 交易 | 规则包 | 判断日 | 结论 | 问题 |", "| deal | pack | as of | verdict | findings |").of(lang)
        out = [title, "", self._tally().of(lang), "", head, "|---|---|---|---|---|", *self.rows]
        if self.unlisted:
            out += ["", Text(f"另有 {self.unlisted} 个交易未列出。", f"{self.unlisted} more deals are not listed.").of(lang)]
        return "\n".join(out) + "\n\n"

    def _command(self, verdict: Verdict, issue: Issue) -> Command:
        if self.manner.fails(verdict, issue):
            return "error"
        return "notice" if LEVELS[issue.kind] == "note" else "warning"

    def _keep(self, command: Command, rank: int, text: str) -> None:
        self.counts[command] += 1
        kept = self.kept[command]
        kept.append((rank, text))
        kept.sort(key=lambda pair: pair[0])  # stable: what came first stays first
        del kept[PER_STEP:]

    def _tally(self) -> Text:
        errors, warnings, notices = (self.counts[command] for command in COMMANDS)
        hidden = sum(self.counts[command] - len(self.kept[command]) for command in COMMANDS)
        zh = f"{self.deals} 个判断：{errors} 个错误，{warnings} 个警告，{notices} 个提示" + (f"；其中 {hidden} 个未作标注" if hidden else "")
        en = f"{self.deals} decisions: {errors} errors, {warnings} warnings, {notices} notices" + (f"; {hidden} more not annotated" if hidden else "")
        return Text(zh, en)

    def _annotation(self, verdict: Verdict, issue: Issue) -> str:
        lang = self.manner.lang
        title = Text(f"{issue.title.zh.rstrip('。')}（{issue.code}）", f"{issue.title.en.rstrip('.')} ({issue.code})").of(lang)
        message = issue.public
        if issue.remedy != EMPTY:
            message = Text(f"{message.zh}\n补救：{issue.remedy.zh}", f"{message.en}\nRemedy: {issue.remedy.en}")
        if (refused := refused_words(verdict, issue)) != EMPTY:
            message = Text(f"{message.zh}\n{refused.zh}", f"{message.en}\n{refused.en}")
        return command(self._command(verdict, issue), message.of(lang), self.manner.name(issue.span.file), issue.span.line, issue.span.column, title)

    def _diagnostic(self, kind: Command, item: Diagnostic) -> str:
        lang = self.manner.lang
        text = item.message.of(lang) + (f"\n{item.help.of(lang)}" if item.help != EMPTY else "")
        place = "" if item.span.file.startswith("-") else self.manner.name(item.span.file)
        return command(kind, text, place, item.span.line, item.span.column, item.code)

    def _row(self, verdict: Verdict) -> None:
        lang, decision = self.manner.lang, verdict.decision
        words = STATUS[verdict.status][0].of(lang)
        if verdict.status != verdict.before:
            words += without_words(verdict, STATUS[verdict.before][0]).of(lang)
        gathered = _gathered(verdict)
        issues = [
            f"{_cell(KIND_WORDS[i.kind].of(lang))}: {_cell(i.title.of(lang).rstrip('。.'))} (`{i.code}`, {_cell(_spot(i).of(lang))})"
            for i in gathered[:20]
        ]
        if len(gathered) > 20:
            issues.append(f"… +{len(gathered) - 20}")
        cells = [_cell(decision.deal.name), f"`{decision.edition.reference}`", show_date(decision.as_of), words, "<br>".join(issues)]
        row = f"| {' | '.join(cells)} |"
        size = len(row.encode(errors="replace")) + 1
        if self.size + size > MAX_SUMMARY - 4_096:
            self.unlisted += 1
            return
        self.size += size
        self.rows.append(row)


def _spot(issue: Issue) -> Text:
    """Where an issue stands: its line, or the article and page of a file without lines."""
    cited = issue.cited
    if cited is None or cited.line or not (cited.clause or cited.page):
        return Text(str(issue.span.line), str(issue.span.line))
    zh = [cited.clause, f"第{cited.page}页" if cited.page else ""]
    en = [cited.clause, f"p. {cited.page}" if cited.page else ""]
    return Text(" ".join(filter(None, zh)), " ".join(filter(None, en)))


def _gathered(verdict: Verdict) -> list[Issue]:
    """The issues of a verdict, with the rules that wait for facts in one: they all point at the first line."""
    waiting = [issue for issue in verdict.issues if issue.kind == "open"]
    if len(waiting) < 2:
        return list(verdict.issues)
    facts = tuple(dict.fromkeys(path for issue in waiting for path in issue.facts))
    shown = ", ".join(facts[:MAX_FACTS]) + (" …" if len(facts) > MAX_FACTS else "")
    message = Text(
        f"{len(waiting)} 条规则缺少事实（{len(facts)} 项）：{shown}",
        f"{counted(len(waiting), 'rule')} waiting for facts that are not stated ({len(facts)}): {shown}",
    )
    remedy = Text("在交易中写明上述事实，awardrules ask 可逐项询问", "state them in the deal; awardrules ask goes through them")
    first = waiting[0]
    whole = Issue(first.edition, None, OPEN, "open", WHOLE[OPEN], message, message, remedy, facts, first.span)
    return [*(issue for issue in verdict.issues if issue.kind != "open"), whole]


def command(kind: Command, message: str, file: str, line: int, column: int, title: str) -> str:
    """One workflow command. Data and properties are escaped as the runner reads them, so that no text of a deal can become a command."""
    properties = {"title": shortened(clean(title).replace("\n", " "), MAX_TITLE)}
    if file:
        properties = {"file": clean(file), "line": str(max(line, 1))} | ({"col": str(column)} if line and column else {}) | properties
    said = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{kind} {said}::{_data(shortened(clean(message), MAX_MESSAGE))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _cell(text: str) -> str:
    return "".join(f"\\{c}" if c in "\\`|<>*_[]" else c for c in clean(text).replace("\n", " "))
