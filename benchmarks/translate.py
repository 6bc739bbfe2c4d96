"""The rules in the notations of other engines: standard JsonLogic, ZEN expressions, Cedar conditions.

Each peer gets its rules in the form that suits it best: dates are day numbers everywhere, and `all` and `none` are negations of
`some`, because JsonLogic calls `all` of an empty list false.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from benchmarks.rules import Tree

Words = Callable[[Any], str]


class NotExpressibleError(Exception):
    """The notation has no form for the rule."""


def json_logic(tree: Tree, *, ranges: bool = True) -> Any:
    """Standard JsonLogic; without `ranges`, `a <= b <= c` is written as two comparisons."""

    def walk(node: Tree) -> Any:
        if isinstance(node, date):
            return node.toordinal()
        if isinstance(node, list):
            return [walk(item) for item in node]
        if not isinstance(node, dict):
            return node
        ((operator, arguments),) = node.items()
        if operator == "var":
            return {"var": arguments.removeprefix("item.")}
        if operator == "!":
            return {"!": walk(arguments)}
        parts = [walk(item) for item in arguments]
        match operator:
            case "includes_all" | "includes_any":
                whole, names = parts
                return {"and" if operator == "includes_all" else "or": [{"in": [name, whole]} for name in names]}
            case "days_inclusive":
                return {"+": [{"-": [parts[1], parts[0]]}, 1]}
            case "all":
                return {"!": {"some": [parts[0], {"!": parts[1]}]}}
            case "none":
                return {"!": {"some": parts}}
            case "<" | "<=" if len(parts) == 3 and not ranges:
                return {"and": [{operator: parts[:2]}, {operator: parts[1:]}]}
        return {operator: parts}

    return walk(tree)


def zen(tree: Tree) -> str:
    """A ZEN expression; its numbers are decimals."""
    match tree:
        case bool():
            return "true" if tree else "false"
        case date():
            return str(tree.toordinal())
        case str():
            return repr(tree)
        case list():
            return f"[{', '.join(map(zen, tree))}]"
        case dict():
            ((operator, arguments),) = tree.items()
        case _:
            return str(tree)
    if operator == "var":
        return f"#.{arguments[5:]}" if arguments.startswith("item.") else str(arguments)
    if operator == "!":
        return f"not ({zen(arguments)})"
    parts = [zen(item) for item in arguments]
    match operator:
        case "and" | "or":
            return f"({f' {operator} '.join(parts)})"
        case "includes_all" | "includes_any":
            word = " and " if operator == "includes_all" else " or "
            return f"({word.join(f'{name!r} in {parts[0]}' for name in arguments[1])})"
        case "days_inclusive":
            return f"({parts[1]} - {parts[0]} + 1)"
        case "if":
            return f"({parts[0]} ? {parts[1]} : {parts[2]})"
        case "some":
            return f"some({parts[0]}, {parts[1]})"
        case "all":
            return f"not (some({parts[0]}, not ({parts[1]})))"
        case "none":
            return f"not (some({parts[0]}, {parts[1]}))"
        case "<" | "<=" if len(parts) == 3:
            return f"({parts[0]} {operator} {parts[1]} and {parts[1]} {operator} {parts[2]})"
    return f"({f' {operator} '.join(parts)})"


HUNDREDTHS = 100


def cedar(tree: Tree) -> str:
    """A Cedar condition over `context`, whose numbers are whole hundredths: Cedar computes with whole numbers and cannot divide."""
    return _cedar(tree)[0]


def _cedar(tree: Tree) -> tuple[str, int]:
    """The text, and how many factors of 100 its value carries beyond one."""
    match tree:
        case bool():
            return ("true" if tree else "false"), 0
        case date():
            return str(tree.toordinal() * HUNDREDTHS), 0
        case str():
            return f'"{tree}"', 0
        case list():
            return f"[{', '.join(_cedar(item)[0] for item in tree)}]", 0
        case dict():
            ((operator, arguments),) = tree.items()
        case _:
            return str(round(tree * HUNDREDTHS)), 0
    if operator == "var":
        return f"context.{arguments}", 0
    if operator == "!":
        return f"(!{_cedar(arguments)[0]})", 0
    if operator in ("some", "all", "none"):
        raise NotExpressibleError("no quantifier over records")
    parts = [_cedar(item) for item in arguments]
    texts = [text for text, _ in parts]
    match operator:
        case "and" | "or":
            return f"({(' && ' if operator == 'and' else ' || ').join(texts)})", 0
        case "in":
            return f"{texts[1]}.contains({texts[0]})", 0
        case "includes_all" | "includes_any":
            return f"{texts[0]}.{'containsAll' if operator == 'includes_all' else 'containsAny'}({texts[1]})", 0
        case "days_inclusive":
            return f"({texts[1]} - {texts[0]} + {HUNDREDTHS})", 0
        case "if":
            return f"(if {texts[0]} then {texts[1]} else {texts[2]})", 0
        case "*":
            return f"({' * '.join(texts)})", sum(power for _, power in parts) + len(parts) - 1
    power = max(power for _, power in parts)
    level = [text if own == power else f"({text} * {HUNDREDTHS ** (power - own)})" for text, own in parts]
    if operator in ("+", "-"):
        return f"({f' {operator} '.join(level)})", power
    if len(level) == 3:
        return f"({level[0]} {operator} {level[1]} && {level[1]} {operator} {level[2]})", 0
    return f"({f' {operator} '.join(level)})", 0
