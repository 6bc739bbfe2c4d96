"""A repository for a test: Trialville's pack, deals, and the verdicts on them."""

from __future__ import annotations

from pathlib import Path

from awardrules.diagnostics import Span
from awardrules.language import Text
from awardrules.pack.edition import Edition
from awardrules.waiving.waivers import Verdict, Waiver, judge
from pack.cities import city, day, decided

RULES = """
- {cite: p.duty, require: {">=": [{var: trial.count}, 15]}, remedy: {zh: 补足, en: add more}}
- {cite: p.people, for_each: recipients, require: {includes_all: [{var: item.publicity_items}, [share]]}, remedy: {zh: 补, en: publicise}}
- {cite: p.principle, require: {"==": [{var: trial.level}, high]}, remedy: {zh: 记录理由, en: record why}}
- {cite: p.wish, require: {var: trial.other}, remedy: {zh: 考虑, en: consider it}}
- {cite: p.open, require: {var: trial.holds}, remedy: {zh: 办理, en: do it}}
- cite: p.secret
  require: {var: trial.when}
  waivable: false
  waivable_reason: {zh: 法律规定, en: the law says so}
  remedy: {zh: 停止, en: stop}
- {cite: p.deeming, require: {var: trial.unless}, remedy: {zh: 无, en: nothing}}
"""
LISTED = {"p.duty": "shall", "p.people": "shall", "p.principle": "should", "p.wish": "encouraged", "p.open": "shall", "p.secret": "shall_not"}
LISTED |= {"p.deeming": "deeming"}

GOOD = """
trial: {count: 15, level: high, other: true, holds: true, when: true, unless: true}
recipients: [{publicity_items: [share]}]
"""
BAD = """
trial:
  count: 12
  level: low
  other: false
  holds: true
  when: true
  unless: false
recipients:
- {publicity_items: [share]}
- {publicity_items: [contribution]}
"""
SECRET = GOOD.replace("when: true", "when: false")
OPEN = GOOD.replace("holds: true, ", "")
TODAY = day("2026-06-30")


def trialville(folder: Path) -> Edition:
    """The edition of the rules above."""
    return city(folder, RULES, LISTED)


def waiver(
    clause: str | None = "p.duty", *, rule: str | None = None, file: str = "deal.yaml", pack: str | None = None, expires: str = "2026-12-31"
) -> Waiver:
    """A waiver that is in force on `TODAY`, unless told otherwise."""
    from awardrules.facts.quantity import parse_date

    words = Text("历史项目", "from before")
    last = parse_date(expires) if expires else None
    return Waiver(rule, clause, pack, file, words, "张三", Text("会议纪要", "minutes"), last, expires, Span("awardrules.yaml", 3, 3))


def judged(edition: Edition, deal: str, *waivers: Waiver, today: int = TODAY, name: str = "deal.yaml", **more: object) -> Verdict:
    """The verdict on a deal given as YAML."""
    return judge(decided(edition, deal), waivers, today, place=Span("deal.yaml", 1), name=name, **more)  # type: ignore[arg-type]


__all__ = ["BAD", "GOOD", "LISTED", "OPEN", "RULES", "SECRET", "TODAY", "judged", "trialville", "waiver"]
