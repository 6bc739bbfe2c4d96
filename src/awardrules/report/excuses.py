"""Why findings do not count, by rule, in words."""

from __future__ import annotations

from awardrules.language import Text
from awardrules.report.waived import approval_words
from awardrules.waiving.waivers import Excuse, Verdict


def excuse_words(excuse: Excuse) -> Text:
    """Why one finding does not count: the reason of its waiver with approver, basis and last day, or that it is known."""
    if excuse.waiver is None:
        return Text("基线中已有", "known from the baseline")
    approval = approval_words(excuse.waiver)
    return Text(f"{excuse.waiver.reason.zh}（{approval.zh}）", f"{excuse.waiver.reason.en} ({approval.en})")


def excuses_by_rule(verdict: Verdict) -> dict[str, Text]:
    """The rules every failure of which is excused, each with the words of its first excuse."""
    found: dict[str, Text] = {}
    for excuse in verdict.excused:
        rule = excuse.issue.rule
        if rule is not None and verdict.excuses(rule):
            found.setdefault(rule.id, excuse_words(excuse))
    return found
