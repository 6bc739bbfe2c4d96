"""What facts are called in forms and tables: the labels of the vocabulary, and for which papers a name stands for its fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.patterns import Label
from awardrules.agreement.programs import regex
from awardrules.facts.vocabulary import Fact, Vocabulary

_UNNAMED = ("agreement.", "deal.", "edition.", "outputs.", "recipients")  # what the paper itself is, is not read from a label
_NUMBER = regex(
    "^(?:减：|[0-9]{1,2}(?:[.．][0-9]{1,2})+[、.．]?|[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]+|[①-⑳]|[-·•*]|第[一二三四五六七八九十0-9]{1,3}[条款项])\\s*"
)
_NOTE = regex("[（(][^）)]{0,16}[）)]$")
_SAME = regex(
    "^(?:该|本|上述|标的|所涉|授权|拟赋权)?(?:项)?(?:科技成果|成果|专利|技术)?(?:的)?是否(?:已|能够)?|是否(?:已|能够)?|^(?:该|本)(?:项)?|情况$|[？?\\s]"
)
PARTY_NAMES = {wording.TEAM: "团队", wording.UNIT: "单位", wording.OTHER: "企业", wording.PERSON: "", wording.NOBODY: ""}


def plain_label(text: str) -> str:
    """A label as it is compared: without its number, its note in brackets and words that make no difference."""
    named = "".join(PARTY_NAMES.get(sign, sign) for sign in text.strip())
    return _SAME.sub("", _NOTE.sub("", _NUMBER.sub("", named)).strip(" 　：:【】[]*"))


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
