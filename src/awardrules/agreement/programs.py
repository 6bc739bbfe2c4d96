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

MOST = 3000  # programs kept, the newest of them; one takes about 3 kB
_PLAIN = 0


class Programs(State):
    """What was compiled, by expression and flags: flags, code, number of groups, names of groups by number and the other way round."""

    codes: dict[tuple[str, int], tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]]


_new: dict[tuple[str, int], tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]] = {}


def regex(expression: str, flags: int = _PLAIN) -> re.Pattern[str]:
    """A regular expression as `re.compile` gives it. Raises re.error for what is none."""
    if _sre is None:
        return re.compile(expression, flags)
    key = expression, int(flags)
    known = _programs().codes.get(key)
    if known is not None:
        try:
            made: re.Pattern[str] = _sre.compile(expression, known[0], array("I", known[1]).tolist(), *known[2:])
        except (RuntimeError, TypeError, ValueError, OverflowError):
            del _programs().codes[key]
        else:
            return made
    return _compiled(key)


def keep() -> None:
    """Keeps what this run has compiled, beside what others kept meanwhile; nothing where there is nothing new."""
    if not _new:
        return
    _programs.cache_clear()
    codes = {**_programs().codes, **_new}
    store.keep(_key(), Programs(dict(list(codes.items())[-MOST:])))
    _programs().codes.update(_new)
    _new.clear()


def _compiled(key: tuple[str, int]) -> re.Pattern[str]:
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
    _new[key] = (settled, array("I", code).tobytes(), parsed.state.groups - 1, names, tuple(numbers))
    return made


@cache
def _programs() -> Programs:
    return store.fetch(Programs, _key()) or Programs({})


def _key() -> str:
    return store.key_of(Programs, str(_sre.MAGIC), str(_sre.CODESIZE), compilers=())


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
