"""Regular expressions, compiled once for all runs.

A short agreement meets a few hundred expressions, and to compile them takes longer than to read the agreement. What CPython makes of an
expression is a list of numbers; they are kept in the store under the expression itself, for the Python that made them, and handed back to its
matcher, which checks them. Wherever that is not to be had (another Python, no store, an entry that does not hold), `re.compile` does it.
"""

from __future__ import annotations

import importlib
import re
from array import array
from functools import cache
from typing import Any

from awardrules.pack import store
from awardrules.record import State

MOST = 3000  # wordings kept, the newest of them; one takes about 3 kB. The engine's own expressions are few and kept apart, all of them
_OWN, _WORDINGS = "own", "wordings"


class Programs(State):
    """What was compiled, by expression and flags: flags, code, number of groups, names of groups by number and the other way round."""

    codes: dict[tuple[str, int], tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]]


_new: dict[str, dict[tuple[str, int], tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]]] = {_OWN: {}, _WORDINGS: {}}


def regex(expression: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression of the engine as `re.compile` gives it. Raises re.error for what is none."""
    return _regex(_OWN, expression, flags)


def wording_regex(expression: str) -> re.Pattern[str]:
    """The regular expression of a wording: of these there are thousands, and those compiled last are kept."""
    return _regex(_WORDINGS, expression, 0)


def _regex(shelf: str, expression: str, flags: int) -> re.Pattern[str]:
    if _sre is None:
        return re.compile(expression, flags)
    key = expression, int(flags)
    codes = _programs(shelf).codes
    known = codes.pop(key, None)
    if known is not None:
        codes[key] = known  # the newest now: what is used is kept
        try:
            made: re.Pattern[str] = _sre.compile(expression, known[0], array("I", known[1]).tolist(), *known[2:])
        except (RuntimeError, TypeError, ValueError, OverflowError):
            del codes[key]
        else:
            return made
    return _compiled(shelf, key)


def keep() -> None:
    """Keeps what this run has compiled, beside what others kept meanwhile; nothing where there is nothing new."""
    for shelf in [shelf for shelf in _new if _new[shelf]]:
        own = _programs(shelf).codes
        own.update(_new[shelf])
        others = _read(shelf).codes
        codes = {**{key: others[key] for key in others.keys() - own.keys()}, **own}
        if shelf == _WORDINGS:
            codes = dict(list(codes.items())[-MOST:])
        store.keep(_key(shelf), Programs(codes))
        _new[shelf].clear()


def _compiled(shelf: str, key: tuple[str, int]) -> re.Pattern[str]:
    expression, flags = key
    try:
        parsed = _parser.parse(expression, flags)
        code = _compiler._code(parsed, flags)
    except re.error:
        return re.compile(expression, flags)  # raises it with its place
    names: dict[str, int] = parsed.state.groupdict
    numbers: list[str | None] = [None] * parsed.state.groups
    for name, number in names.items():
        numbers[number] = name
    settled = int(flags) | int(parsed.state.flags)
    made: re.Pattern[str] = _sre.compile(expression, settled, code, parsed.state.groups - 1, names, tuple(numbers))
    _new[shelf][key] = (settled, array("I", code).tobytes(), parsed.state.groups - 1, names, tuple(numbers))
    return made


@cache
def _programs(shelf: str) -> Programs:
    return _read(shelf)


def _read(shelf: str) -> Programs:
    return store.fetch(Programs, _key(shelf)) or Programs({})


def _key(shelf: str) -> str:
    return store.key_of(Programs, shelf, str(_sre.MAGIC), str(_sre.CODESIZE), compilers=())


def _matcher() -> tuple[Any, Any, Any]:
    """The matcher of CPython with its compiler and parser; nothing where they are not as expected."""
    try:
        found = importlib.import_module("_sre"), importlib.import_module("re._compiler"), importlib.import_module("re._parser")
        if array("I").itemsize != found[0].CODESIZE or found[0].MAGIC != found[1].MAGIC:
            return None, None, None
        code = found[1]._code(found[2].parse("(?P<a>[一二]+)b"), 0)
        told = found[0].compile("(?P<a>[一二]+)b", re.UNICODE, code, 1, {"a": 1}, (None, "a")).search("x二b")
    except Exception:  # whatever a Python of the future may raise here: it compiles by itself
        return None, None, None
    return found if told is not None and told["a"] == "二" else (None, None, None)


_sre, _compiler, _parser = _matcher()
