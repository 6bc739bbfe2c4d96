"""What a property is asked of, by name: an edition, a rule of it, or a clause."""

from __future__ import annotations

from collections.abc import Sequence

from awardrules.diagnostics import AwardrulesError, Span, did_you_mean, error
from awardrules.language import Text
from awardrules.pack.edition import Edition
from awardrules.pack.references import Library
from awardrules.prove.properties import OF_TWO, Target


def targets(name: str, references: Sequence[str | None], library: Library, day: int) -> tuple[Target, ...]:
    """One target, or two for a property of two. Raises AwardrulesError for another number, or a name that is not known."""
    named = [reference for reference in references if reference is not None]
    if len(named) != (2 if name in OF_TWO else 1):
        message = Text(f"`{name}` 需要{'两' if name in OF_TWO else '一'}个对象", f"`{name}` is asked of {'two' if name in OF_TWO else 'one'}")
        raise AwardrulesError([error("usage", Span("prove"), message)])
    return tuple(target(library, reference, day) for reference in named)


def target(library: Library, reference: str, day: int) -> Target:
    """`shenzhen@2024`, `shenzhen@2024:ownership.team-share-min` or `…:ownership-grant/team-share-floor`. Raises AwardrulesError."""
    name, _, part = reference.rpartition(":")
    if not name or part.startswith(("/", "\\")):
        name, part = reference, ""
    found = library.resolve(name, day)
    if len(found) != 1:
        message = Text(f"`{name}` 不是一个版本", f"`{name}` is not one edition")
        raise AwardrulesError([error("usage", Span(reference), message, Text("写明一个版本，如 shenzhen@2024", "name one, such as shenzhen@2024"))])
    edition = library.load(found[0])
    if not part:
        return Target(edition)
    rules = tuple(rule for rule in edition.rules if not rule.gives and (rule.id == part or part in rule.clauses))
    if not rules:
        known = [*(rule.id for rule in edition.rules if not rule.gives), *edition.clauses]
        if part in edition.clauses:
            raise AwardrulesError([error("no-check-rule", Span(reference), *_uncited(edition, part))])
        message = Text(f"`{edition.reference}` 中没有检查规则或条款 `{part}`", f"`{edition.reference}` has no check rule or clause `{part}`")
        raise AwardrulesError([error("unknown-rule", Span(reference), message, did_you_mean(part, known))])
    return Target(edition, rules, part)


def _uncited(edition: Edition, clause: str) -> tuple[Text, Text]:
    """That a clause has no check rule, and what there is instead."""
    message = Text(f"`{edition.reference}` 的条款 `{clause}` 没有检查规则", f"clause `{clause}` of `{edition.reference}` has no check rule")
    givers = [rule.id for rule in edition.rules if rule.gives and clause in rule.clauses]
    reason = edition.clauses[clause].reason
    if givers:
        named = "、".join(f"`{name}`" for name in givers), ", ".join(f"`{name}`" for name in givers)
        return message, Text(f"只有推导规则 {named[0]} 引用它，推导规则无从求证", f"only {named[1]} cites it, which gives a value and checks nothing")
    if reason is not None:
        return message, Text(f"未编码的理由：{reason.zh}", f"not encoded: {reason.en}")
    return message, Text("规则包尚未为它写规则", "the pack has no rule for it yet")
