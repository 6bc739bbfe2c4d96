"""Reading takes time linear in the text, whatever the text: no pattern can backtrack without bound, and work grows as the text does."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from pathlib import Path
from re import _constants as codes  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from types import FrameType
from typing import Any

import pytest

import awardrules.agreement.grammar as package
from awardrules.agreement.grammar.characters import characters
from awardrules.agreement.grammar.mentions import grammar, read
from awardrules.agreement.grammar.normalise import normalise

FOLDER = Path(package.__file__).parent
MODULES = sorted(path.stem for path in FOLDER.glob("*.py") if path.stem != "__init__")
WIDEST = 80  # repetitions that may be given back; none of them holds another


def patterns() -> Iterator[tuple[str, str]]:
    """Every regular expression of the grammar: of the modules, and those built from the words."""
    for name in MODULES:
        for key, value in vars(import_module(f"awardrules.agreement.grammar.{name}")).items():
            if isinstance(value, re.Pattern):
                yield f"{name}.{key}", value.pattern
    pending: list[tuple[str, Any]] = [("grammar", grammar()), ("characters", characters())]
    while pending:
        name, thing = pending.pop()
        for key, value in vars(thing).items():
            if isinstance(value, re.Pattern):
                yield f"{name}.{key}", value.pattern
            elif type(value).__module__.startswith("awardrules.agreement.grammar"):
                pending.append((f"{name}.{key}", value))
    for reading in characters().readings:
        yield "characters.signs", reading.signs.pattern


def repeats(tree: Any, within: bool = False) -> Iterator[str]:
    """What is wrong with a parsed expression: repetitions without bound that can be given back, and such repetitions within each other."""
    for op, argument in tree:
        if op in (codes.MAX_REPEAT, codes.MIN_REPEAT):
            low, high, inner = argument
            if high is codes.MAXREPEAT or high > WIDEST:
                yield f"up to {high} times, and can be given back"
            varies = high != low and high > 1
            if within and varies:
                yield "a repetition within another"
            yield from repeats(inner, within or varies)
        elif op is codes.POSSESSIVE_REPEAT:
            yield from repeats(argument[2], within)
        elif op is codes.BRANCH:
            for branch in argument[1]:
                yield from repeats(branch, within)
        elif op is codes.SUBPATTERN:
            yield from repeats(argument[-1], within)
        elif op is codes.ATOMIC_GROUP:
            yield from repeats(argument, within)
        elif op in (codes.ASSERT, codes.ASSERT_NOT):
            yield from repeats(argument[1], False)


def test_there_are_patterns_to_judge() -> None:
    assert len(list(patterns())) > 50


@pytest.mark.parametrize(("name", "pattern"), sorted(set(patterns())), ids=lambda value: value if len(value) < 40 else "")
def test_no_pattern_backtracks_without_bound(name: str, pattern: str) -> None:
    flags = re.VERBOSE if "\n" in pattern and "(?P<digits>" in pattern else 0
    assert list(repeats(parser.parse(pattern, flags))) == []


@pytest.mark.parametrize("bad", ["(a+)+$", "(?:ab*)*", "a*", "(a|b{0,9}){0,9}", "[^x]{0,500}y"])
def test_the_judge_finds_what_is_wrong(bad: str) -> None:
    assert list(repeats(parser.parse(bad))) != []


def steps(text: str) -> int:
    """The lines of the grammar that run while a text is read."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if not frame.f_code.co_filename.startswith(str(FOLDER)):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        read(normalise(text))
    finally:
        sys.settrace(before)
    return count


UNITS = [
    "7", "7 ", "一", "一万", "_", "_ ", "（", "【 ", "□", "□甲", "×", "X", "3:", "3/", "3-", "3%", "3%-", "百分之", "七成", "3万", "3（", "○",
    "    年", "2025年3月1日至", "2025-", "不得", "不得超过", "甲\n", "　", " \n", "{{a|", "**1", "__1", "公 ", "3.", "1,000,", "²", "\u200bO",
    "，", "约", "（含",
]  # fmt: skip


@pytest.mark.parametrize(("unit", "tail"), list(product(UNITS, ["", "70%"])))
def test_twice_the_text_takes_about_twice_the_steps(unit: str, tail: str) -> None:
    grammar()
    once, twice = (steps((unit * size)[:size] + tail) for size in (600, 1200))
    assert twice <= 2.3 * once + 200
