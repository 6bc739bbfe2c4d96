"""Waivers: what a repository has excused, with reason, approver, legal basis and last day, and the status that follows.

Pure: a decision, waivers and a day give a verdict. A waiver covers failed rules only; what is not known cannot be waived.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from typing import Literal

from awardrules.decision.decide import Decision, Status, status_if
from awardrules.diagnostics import Span
from awardrules.language import Text
from awardrules.pack.edition import Rule
from awardrules.record import Record
from awardrules.waiving.issues import Issue, failures, obstacles
from awardrules.waiving.locating import matches

Level = Literal["violation", "deviation", "suggestion"]
FAIL_LEVELS: tuple[Level, ...] = ("violation", "deviation", "suggestion")
Refusal = Literal["expired", "no-date", "not-waivable"]


class Waiver(Record):
    """One waiver: the rule or the clause, the files it holds for, and who approved it, why, on what basis and until when.

    `expires` is the last day it holds, as a day number; None where the date is missing or no date (`written` is what stands there): such a
    waiver has expired. `pack` is a city or an edition; None stands for all.
    """

    rule: str | None
    clause: str | None
    pack: str | None
    file: str
    reason: Text
    approver: str
    legal_basis: Text
    expires: int | None
    written: str
    span: Span

    @property
    def target(self) -> str:
        """The rule or clause it names."""
        return self.rule or self.clause or ""

    def concerns(self, issue: Issue, name: str) -> bool:
        """Whether it is meant for an issue in the file of that name, in force or not."""
        rule = issue.rule
        if rule is None or not self.holds_for(issue.edition.pack, issue.edition.reference, name):
            return False
        return rule.id == self.rule if self.rule is not None else self.clause in rule.clauses

    def holds_for(self, pack: str, edition: str, name: str) -> bool:
        """Whether it is meant for an edition and a file."""
        return self.pack in (None, pack, edition) and matches(name, self.file)

    def awaits(self, decision: Decision, name: str) -> bool:
        """Whether a rule it covers is still unknown in the file of that name: the waiver may be needed once it is."""
        edition = decision.edition
        if not self.holds_for(edition.pack, edition.reference, name):
            return False
        pairs = zip(edition.rules, decision.outcomes, strict=True)
        return any(outcome == "unknown" and (rule.id == self.rule or self.clause in rule.clauses) for rule, outcome in pairs)

    def refusal(self, issue: Issue, day: int) -> Refusal | None:
        """Why it does not excuse an issue it is meant for."""
        if issue.rule is not None and not issue.rule.waivable:
            return "not-waivable"
        if self.expires is None:
            return "no-date"
        return "expired" if day > self.expires else None


class Excuse(Record):
    """An issue that does not count: waived, or known from the baseline (`waiver` is None)."""

    issue: Issue
    waiver: Waiver | None


class Refused(Record):
    """An issue that counts although a waiver names it, and why."""

    issue: Issue
    waiver: Waiver
    why: Refusal


class Verdict(Record):
    """A decision as a repository sees it: what still stands, what is excused, and the status without and with the excuses."""

    decision: Decision
    place: Span
    before: Status
    status: Status
    standing: tuple[Issue, ...]
    obstacles: tuple[Issue, ...]
    excused: tuple[Excuse, ...] = ()
    refused: tuple[Refused, ...] = ()

    @property
    def issues(self) -> tuple[Issue, ...]:
        """Everything to be reported: failures, then what keeps the deal from being decided."""
        return self.standing + self.obstacles

    @property
    def shown(self) -> Decision:
        """The decision with the status that follows."""
        shown = copy(self.decision)
        shown.status = self.status
        return shown

    def excuses(self, rule: Rule) -> bool:
        """Whether every failure of a rule is excused."""
        named = [excuse.issue.rule is rule for excuse in self.excused]
        return any(named) and all(issue.rule is not rule for issue in self.standing)

    def fails(self, issue: Issue, level: Level, *, allow_unknown: bool) -> bool:
        """Whether an issue makes a run with that fail level fail: exit with another code than 0."""
        if issue.kind in FAIL_LEVELS:
            return FAIL_LEVELS.index(issue.kind) <= FAIL_LEVELS.index(level)
        return issue.kind in ("idle", "outside") or (issue.kind in ("open", "conflict") and not allow_unknown)


def judge(
    decision: Decision,
    waivers: Sequence[Waiver],
    day: int,
    *,
    place: Span,
    name: str = "",
    known: Callable[[Issue], bool] = lambda _: False,
) -> Verdict:
    """A decision with its waivers on a day (a day number). `name` is the file as the patterns of the waivers see it.

    `known` tells of an issue whether a baseline holds it; it is asked once for each failure that may be waived and is not. A rule counts
    as passed where every one of its failures is excused.
    """
    standing, excused, refused = held_against(failures(decision, place), waivers, day, name=name, known=known)
    counted = {issue.rule.id for issue in standing if issue.rule is not None}
    passed = {excuse.issue.rule.id for excuse in excused if excuse.issue.rule is not None} - counted
    status = status_if(decision, passed) if passed else decision.status
    found = tuple(obstacles(decision, status, place))
    return Verdict(decision, place, decision.status, status, tuple(standing), found, tuple(excused), tuple(refused))


def held_against(
    issues: Iterable[Issue], waivers: Sequence[Waiver], day: int, *, name: str = "", known: Callable[[Issue], bool] = lambda _: False
) -> tuple[list[Issue], list[Excuse], list[Refused]]:
    """The issues that still stand, those that are excused, and the waivers that do not count; arguments as for `judge`."""
    standing: list[Issue] = []
    excused: list[Excuse] = []
    refused: list[Refused] = []
    for issue in issues:
        meant = [(waiver, waiver.refusal(issue, day)) for waiver in waivers if waiver.concerns(issue, name)]
        waiver = next((waiver for waiver, why in meant if why is None), None)
        if waiver is not None:
            excused.append(Excuse(issue, waiver))
            continue
        refused += [Refused(issue, waiver, why) for waiver, why in meant if why is not None]
        if issue.rule is not None and issue.rule.waivable and known(issue):
            excused.append(Excuse(issue, None))
        else:
            standing.append(issue)
    return standing, excused, refused
