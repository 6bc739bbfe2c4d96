"""Frozen records that cost next to nothing to define.

A command line that answers in a sixth of a second cannot spend a tenth of it on generating `__init__` methods: `dataclasses` takes
about half a millisecond a class, this base about thirty microseconds. Fields, defaults, keyword arguments, equality, hashing, `match`
and pickling work as with a frozen dataclass. Records made by the thousand on a hot path are written out by hand.
"""

from __future__ import annotations

from typing import Any, ClassVar, dataclass_transform


class _Fields:
    """The annotated names of a subclass, in order, are its fields."""

    __match_args__: ClassVar[tuple[str, ...]] = ()
    _defaults: ClassVar[dict[str, Any]] = {}

    def __init_subclass__(cls) -> None:
        own = cls.__dict__.get("__annotations__", {})  # noqa: RUF063 - inspect costs more than all records together
        names = tuple(name for name, kind in own.items() if not str(kind).startswith("ClassVar"))
        cls.__match_args__ = (*cls.__match_args__, *names)  # type: ignore[misc]
        cls._defaults = cls._defaults | {name: cls.__dict__[name] for name in names if name in cls.__dict__}

    def __init__(self, *values: Any, **named: Any) -> None:
        fields = self.__match_args__
        if len(values) == len(fields) and not named:
            self.__dict__.update(zip(fields, values, strict=True))
            return
        given = dict(zip(fields, values, strict=False))
        if len(values) > len(fields) or not named.keys() <= set(fields) - given.keys():
            raise TypeError(f"{type(self).__name__} takes the fields {', '.join(fields)}")
        given |= named
        missing = [name for name in fields if name not in given and name not in self._defaults]
        if missing:
            raise TypeError(f"{type(self).__name__} lacks {', '.join(missing)}")
        self.__dict__.update({name: given.get(name, self._defaults.get(name)) for name in fields})

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={value!r}" for name, value in self.__dict__.items())
        return f"{type(self).__name__}({shown})"


@dataclass_transform(frozen_default=True)
class Record(_Fields):
    """Base of frozen records: equal where all fields are equal, and hashable."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__} is frozen")

    def __eq__(self, other: object) -> bool:
        return self.__dict__ == other.__dict__ if other.__class__ is self.__class__ else NotImplemented

    def __hash__(self) -> int:
        return hash((type(self).__name__, *self.__dict__.values()))


@dataclass_transform(eq_default=False)
class State(_Fields):
    """Base of records that change: fields can be set, equality is identity."""
