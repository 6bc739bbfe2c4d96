"""Guards: what is barred, and what is not, for every phrase of some facts."""

from __future__ import annotations

from collections.abc import Iterable

from awardrules.agreement.extraction.patterns.patterns import Phrase, Wording
from awardrules.record import Record

Wordings = tuple[Wording, ...]


class Guard(Record):
    """What holds for every phrase of facts that begin `of`; with `values` only for those that state one of these."""

    of: tuple[str, ...]
    values: frozenset[str]
    unless: Wordings
    but: Wordings
    not_title: Wordings
    titled: Wordings
    despite: frozenset[str]


def guarded(phrase: Phrase, guards: Iterable[Guard]) -> Phrase:
    """A phrase with what is barred, and what is not, for every phrase of its fact."""
    paths = (phrase.path, *phrase.gives)
    own = dict(phrase.__dict__)
    for guard in guards:
        if any(path.startswith(guard.of) for path in paths) and (not guard.values or _states(phrase, guard.values)):
            own |= {
                "unless": (*own["unless"], *guard.unless),
                "but": (*own["but"], *guard.but),
                "not_title": (*own["not_title"], *guard.not_title),
                "titled": (*own["titled"], *guard.titled),
                "despite": own["despite"] | guard.despite,
            }
    return Phrase(**own)


def _states(phrase: Phrase, values: frozenset[str]) -> bool:
    """Whether a phrase states one of some values."""
    return bool(phrase.value & values) if isinstance(phrase.value, frozenset) else phrase.value in values
