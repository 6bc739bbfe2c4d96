"""What facts are called in forms and tables: the labels of the vocabulary, and for which papers a name stands for its fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from awardrules.agreement.extraction.labels import plain_label
from awardrules.agreement.extraction.patterns import Label
from awardrules.facts.vocabulary import Fact, Vocabulary

_UNNAMED = ("agreement.", "deal.", "edition.", "outputs.", "recipients")  # what the paper itself is, is not read from a label


def own_labels(vocabulary: Vocabulary, further: Iterable[Label]) -> list[Label]:
    """The labels of the vocabulary, with the words for values that further names of the same fact list."""
    values: dict[str, Mapping[str, tuple[str, ...]]] = {label.path: label.values for label in further if label.path}
    return [
        Label(fact.path, (plain_label(fact.label.zh),), values.get(fact.path) or with_own(fact, {}), (), kinds_of(fact.path))
        for fact in vocabulary
        if not fact.output and not fact.record and not fact.path.startswith(_UNNAMED) and fact.type not in ("text", "list")
    ]


def kinds_of(path: str) -> frozenset[str]:
    """The kinds of deal whose papers speak of a fact."""
    if path.startswith("use_right."):
        return frozenset({"use_right_grant"})
    return frozenset({"ownership_grant", "use_right_grant"}) if path.startswith("grant.") else frozenset()


def with_own(fact: Fact | None, words: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """The words for each value of a fact, its label among them; 其他 names none."""
    if fact is None or not fact.values:
        return dict(words)
    return {value: (*dict.fromkeys((label.zh, *words.get(value, ()))),) for value, label in fact.values.items() if value != "other"}
