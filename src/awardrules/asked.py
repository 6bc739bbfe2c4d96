"""What a caller asks, on the command line or from Python, held to what can be asked. Each raises AwardrulesError that names it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypeVar

from awardrules.diagnostics import AwardrulesError, Span, did_you_mean, error
from awardrules.facts.quantity import parse_date
from awardrules.language import EMPTY, Text

T = TypeVar("T", bound=str)


def one_of(name: str, value: object, allowed: tuple[T, ...]) -> T:
    """A value that is one of those allowed."""
    for one in allowed:
        if value == one:
            return one
    message = Text(f"`{name}` 不能是 `{value}`；可用：{'、'.join(allowed)}", f"`{name}` cannot be `{value}`; one of: {', '.join(allowed)}")
    raise _refused(name, message, did_you_mean(str(value), allowed))


def within(name: str, value: object, low: float, high: float, help: Text = EMPTY) -> float:
    """A number between two bounds; `nan` is none."""
    if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
        return value
    message = Text(f"`{name}` 应在 {low:g} 与 {high:g} 之间，不是 `{value}`", f"`{name}` lies between {low:g} and {high:g}, not `{value}`")
    raise _refused(name, message, help)


def whole(name: str, value: object, low: int, high: int) -> int:
    """A whole number between two bounds."""
    if isinstance(value, float) and not value.is_integer():
        raise _refused(name, Text(f"`{name}` 应为整数，不是 `{value}`", f"`{name}` takes a whole number, not `{value}`"))
    return int(within(name, value, low, high))


def milliseconds(name: str, seconds: object) -> int:
    """A time limit for each question to the solver."""
    return int(within(name, seconds, 0.01, 600, Text("时限以秒计，须大于零", "in seconds, above zero")) * 1000)


def day(name: str, value: object) -> int | None:
    """A day number: of a date, of a text such as 2025-03-01, or given as such; None for none."""
    if value is None:
        return None
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, int) and not isinstance(value, bool):
        return int(within(name, value, 1, date.max.toordinal(), _A_DAY))
    found = parse_date(value) if isinstance(value, str) else None
    if found is None:
        raise _refused(name, Text(f"`{name}` 应为日期，`{value}` 不是", f"`{name}` takes a date; `{value}` is none"), _A_DAY)
    return found


def file(name: str, value: object) -> Path:
    """A path, given as such or as text."""
    if isinstance(value, str | Path):
        return Path(value)
    message = Text(f"`{name}` 应为文件路径，不是 {type(value).__name__}", f"`{name}` takes the path of a file, not {type(value).__name__}")
    raise _refused(name, message)


def folders(name: str, value: Iterable[Path | str] | Path | str) -> list[Path]:
    """Paths of folders; one may be given alone."""
    return [file(name, value)] if isinstance(value, str | Path) or not isinstance(value, Iterable) else [file(name, one) for one in value]


_A_DAY = Text("写作 2025-03-01", "write 2025-03-01")


def _refused(name: str, message: Text, help: Text = EMPTY) -> AwardrulesError:
    return AwardrulesError([error("usage", Span(name), message, help)])
