"""What a pack says in two places has to agree: its term, the figures of its rules and of their texts, what is read and what is computed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

from awardrules import yamlfile
from awardrules.decision.decide import IN_FORCE
from awardrules.decision.term import EXAMPLE, term_at_odds
from awardrules.diagnostics import Diagnostic, Span, warning
from awardrules.expression.term import Literal, Part
from awardrules.facts.quantity import SCALE, show_date
from awardrules.facts.vocabulary import NUMERIC
from awardrules.language import Text
from awardrules.pack.edition import Body, Edition, Rule
from awardrules.pack.files import data_root
from awardrules.pack.loading import shared_catalogue

_SHARE = re.compile(r"(\d+(?:\.\d+)?)\s*%")


def at_odds(edition: Edition) -> Iterator[Diagnostic]:
    """Where an edition that has loaded says two things, or reads a figure that nothing computes."""
    yield from _term(edition)
    yield from _figures(edition)
    yield from _uncomputed(edition)


def _term(edition: Edition) -> Iterator[Diagnostic]:
    """The term of `pack.yaml`, which lists and references go by, against the rule that decides whether the edition is in force."""
    validity, rule = edition.validity, next((rule for rule in edition.rules if rule.gives == IN_FORCE), None)
    if validity is None:
        return
    head = Path(edition.folder) / "pack.yaml"
    span = yamlfile.span_of(yamlfile.locate(yamlfile.load(head), ("term",)), str(head))
    if rule is None:
        message = Text(f"写有有效期 `term`，却没有规则推导 `{IN_FORCE}`", f"there is a `term`, but no rule gives `{IN_FORCE}`")
        yield warning("term-undecided", span, message, Text("在 validity.yaml 中写一条", "write one in validity.yaml"))
        return
    wrong = term_at_odds(edition)
    if wrong is not None:
        yield _mismatch(edition, rule, span, *wrong)


def _mismatch(edition: Edition, rule: Rule, span: Span, day: int, inside: bool) -> Diagnostic:
    validity = edition.validity
    told = Text("", "")
    if validity is not None and isinstance(validity.start, str):
        told = Text(f"（设 {validity.start} 为 {show_date(EXAMPLE)}）", f" (with {validity.start} on {show_date(EXAMPLE)})")
    zh, en = ("在有效期内", "in force") if inside else ("不在有效期内", "not in force")
    message = Text(
        f"`term` 与规则 `{rule.id}` 不一致：按 `term`，{show_date(day)} {zh}{told.zh}，按规则则不然",
        f"`term` and rule `{rule.id}` disagree: by `term` the edition is {en} on {show_date(day)}{told.en}, by the rule it is not so",
    )
    help = Text(f"两处写成同一起止日；规则在 {rule.span}", f"give both the same first and last day; the rule is at {rule.span}")
    return warning("term-mismatch", span, message, help)


def _figures(edition: Edition) -> Iterator[Diagnostic]:
    """Percentages told in the title and the remedy of a rule that nothing in the rule, or in what it reads, has."""
    givers = {rule.gives: rule for rule in edition.rules if rule.gives}
    for rule in edition.rules:
        if rule.gives or rule.body.require is None:
            continue
        known = _shares(rule, givers)
        if not known:
            continue
        for place, words in (("title", rule.title), ("remedy", rule.remedy)):
            odd = [shown for shown in (*_SHARE.findall(words.zh), *_SHARE.findall(words.en)) if Fraction(shown) * SCALE / 100 not in known]
            if odd:
                message = Text(
                    f"规则 `{rule.id}` 的 `{place}` 写 {odd[0]}%，规则本身没有这个比例",
                    f"`{place}` of rule `{rule.id}` says {odd[0]}%, a share the rule does not have",
                )
                yield warning("figure-mismatch", rule.span, message, Text("核对条文与两处的数值", "check both against the document"))


def _shares(rule: Rule, givers: dict[str, Rule]) -> set[object]:
    """The shares of a rule and of the rules behind what it reads, in millionths."""
    pending, seen, found = [rule], set[str](), set[object]()
    while pending:
        item = pending.pop()
        found |= {value for p in item.parameters.values() if p.type.name == "share" for _, value in p.dated}
        for part in _parts(item.body):
            if isinstance(part, Literal):
                found |= {part.value} if part.type is not None and part.type.name == "share" else set()
            elif part.name in givers and part.name not in seen:
                seen.add(part.name)
                pending.append(givers[part.name])
    return found


def _parts(body: Body) -> Iterator[Part]:
    """Every part of a rule, cautions aside."""
    rows = [part for row in body.table for part in (row.when, row.value) if part is not None]
    pending: list[Part] = [*body.when, *(item.when for item in body.unless), *rows, *([body.require] if body.require is not None else [])]
    while pending:
        part = pending.pop()
        yield part
        if not isinstance(part, Literal):
            pending += part.arguments


def _uncomputed(edition: Edition) -> Iterator[Diagnostic]:
    """Counts, ratios and days that a rule reads and could be computed, yet nothing in the edition does so: every deal would have to state them."""
    given = {rule.gives for rule in edition.rules}
    told: set[str] = set()
    for rule in edition.rules:
        for part in _parts(rule.body):
            fact = None if isinstance(part, Literal) or not part.name else edition.vocabulary.get(part.name)
            if fact is None or not fact.derived or fact.type not in {*NUMERIC, "date"} or fact.path in given | told:
                continue
            told.add(fact.path)
            message = Text(f"规则 `{rule.id}` 读取 `{fact.path}`，但没有规则计算它", f"rule `{rule.id}` reads `{fact.path}`, which no rule computes")
            yield warning("not-computed", rule.span, message, _giver(fact.path))


def _giver(path: str) -> Text:
    name = next((shape.name for shape in shared_catalogue(data_root()).values() if shape.model.gives == path), None)
    if name is None:
        return Text(f"写一条 `gives: {path}` 的规则", f"write a rule with `gives: {path}`")
    return Text(f"加上 `use: {name}`", f"add `use: {name}`")
