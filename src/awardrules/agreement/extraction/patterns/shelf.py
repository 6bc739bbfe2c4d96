"""All phrases, each made only when a text may hold it.

There are thousands of phrases, and a paper holds some hundred: to build them all takes longer than to read the paper. So they are kept as
they lie in the store, as bytes, and so are the wordings, which many of them share; beside them are the cues of all wordings, and by the
signs that a wording cannot do without, who says it.
"""

from __future__ import annotations

import pickle
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence, Set
from itertools import accumulate
from typing import Any, NamedTuple, overload

from awardrules.agreement.extraction.patterns.patterns import Phrase, Wording
from awardrules.agreement.extraction.patterns.wording import Group

# the fields of a phrase that hold wordings, by their place among all
_LISTS = [place for place, name in enumerate(Phrase.__match_args__) if name in ("say", "needs", "unless", "title", "not_title", "but", "lacks")]


class _Kept(NamedTuple):
    """Things as bytes, one behind the other, and where each ends."""

    data: bytes
    ends: Sequence[int]

    def thing(self, number: int) -> Any:
        start = self.ends[number - 1] if number else 0
        return pickle.loads(self.data[start : self.ends[number]])  # noqa: S301 - made by `_kept`; the store checks the digest of what it hands out


def _kept(things: Iterable[object]) -> _Kept:
    each = [pickle.dumps(thing, pickle.HIGHEST_PROTOCOL) for thing in things]
    return _Kept(b"".join(each), array("I", accumulate(map(len, each))))


class Shelf(Sequence[Phrase]):
    """Phrases in their order; the same one is always the same object, and so is a list of wordings that several have.

    A `saying` is a wording as one of those that a phrase says.
    """

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        wordings: dict[Wording, int] = {}
        by_sign: dict[str, list[int]] = defaultdict(list)
        kept: list[list[Any]] = []
        self._anywhere: list[int] = []  # the phrases that no sign tells
        self._phrase_of, self._wording_of = array("I"), array("I")  # by saying
        for number, phrase in enumerate(phrases):
            for one in phrase.say:
                for sign in one.rarest:
                    by_sign[sign].append(len(self._phrase_of))
                self._phrase_of.append(number)
                self._wording_of.append(wordings.setdefault(one, len(wordings)))
            if not all(one.rarest for one in phrase.say):
                self._anywhere.append(number)
            fields = list(phrase.__dict__.values())
            for place in _LISTS:
                fields[place] = tuple(wordings.setdefault(one, len(wordings)) for one in fields[place])
            kept.append(fields)
        self._sayings = dict(by_sign)
        groups: dict[Group, int] = {}
        told = [[groups.setdefault(group, len(groups)) for group in (one.rarest, *one.cues)] for one in wordings]
        self._groups = list(groups)
        self._phrases = _kept(kept)
        self._wordings = _kept((*told[number], one.written, one.regex, one.reach, one.literal) for one, number in wordings.items())
        self._forget()

    def _forget(self) -> None:
        self._made: dict[int, Phrase] = {}
        self._read: dict[int, Wording] = {}
        self._lists: dict[tuple[int, ...], tuple[Wording, ...]] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in self.__dict__.items() if name not in ("_made", "_read", "_lists")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._forget()

    def __eq__(self, other: object) -> bool:
        return self.__getstate__() == other.__getstate__() if isinstance(other, Shelf) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._phrases.data)

    def __len__(self) -> int:
        return len(self._phrases.ends)

    @overload
    def __getitem__(self, number: int) -> Phrase: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Phrase]: ...
    def __getitem__(self, number: int | slice) -> Phrase | Sequence[Phrase]:
        if isinstance(number, slice):
            return [self[one] for one in range(*number.indices(len(self)))]
        made = self._made.get(number)
        if made is None:
            if not 0 <= number < len(self):
                raise IndexError(number)
            fields = self._phrases.thing(number)
            for place in _LISTS:
                fields[place] = self._list(fields[place])
            made = self._made[number] = Phrase(*fields)
        return made

    def saying(self, signs: Set[str], able: Callable[[Wording], object] | None = None) -> list[Phrase]:
        """The phrases, in order, that say a wording with some of these signs; of these wordings one must be `able`, where that is asked."""
        sayings = {saying for sign in self._sayings.keys() & signs for saying in self._sayings[sign]}
        numbers = set(self._anywhere)
        for saying in sayings:
            number = self._phrase_of[saying]
            if number not in numbers and (able is None or able(self._wording(self._wording_of[saying]))):
                numbers.add(number)
        return [self[number] for number in sorted(numbers)]

    def _wording(self, number: int) -> Wording:
        read = self._read.get(number)
        if read is None:
            *groups, written, regex, reach, literal = self._wordings.thing(number)
            rarest, *cues = map(self._groups.__getitem__, groups)
            read = self._read[number] = Wording(written, regex, reach, tuple(cues), rarest, literal)
        return read

    def _list(self, numbers: tuple[int, ...]) -> tuple[Wording, ...]:
        made = self._lists.get(numbers)
        if made is None:
            made = self._lists[numbers] = tuple(map(self._wording, numbers))
        return made
