"""What the answer of a form says of a fact: which of its values it names, and whether it says yes or no."""

from __future__ import annotations

import re
from collections.abc import Mapping

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.naming import PARTY_NAMES
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value
from awardrules.facts.vocabulary import Fact

Words = Mapping[str, tuple[str, ...]]  # how the values of a fact are written

_YES = regex("^(?:是|有|已|属于|符合|同意(?![将把给赋向以由对按授])|通过|具备|存在|完成|√)(?=$|[，,。；（(、\\s]|.{0,30}$)")
_NO = regex("^(?:否|无|没有|未|尚未|不(?!适用|详)|非|从未|不存在)")
_WHICH = regex("(?:性质|类型|类别|属性|等级|形式)$|^公示(?:结果|情况)?$")  # 公示情况：已公示 does not say whether anybody objected


def offered(fact: Fact, words_of: Words, choice: str, asked: str = "") -> Value | None:
    """The value of a fact that one of several printed choices is; None where it is none of them."""
    text = choice.strip()
    if fact.type == "bool":
        return yes_or_no(words_of, text, asked)
    if fact.type not in ("enum", "set"):
        return None
    found = named(words_of, text)
    if len(found) != 1:
        return None
    return frozenset(found) if fact.type == "set" else found[0]


def yes_or_no(words_of: Words, text: str, asked: str = "") -> bool | None:
    """Whether an answer says yes or no; None where it says neither. `asked` is what is asked for."""
    for value, words in words_of.items():
        if any(text.startswith(word) for word in words):
            return value == "true"
    if _WHICH.search(asked):  # 单位性质：非营利…: which of several, not whether
        return None
    if _NO.match(text):
        return False if len(text) <= 24 else None
    return True if _YES.match(text) and len(text) <= 40 and not re.search("未|没有|不(?!低|少|超|得|高|限)|否", text) else None


def named(words_of: Words, text: str) -> list[str]:
    """The values a text names, each once; what lies within a longer name of another value is none, nor what is denied."""
    text = "".join(PARTY_NAMES.get(sign, sign) for sign in text)
    spots: list[tuple[int, int, str]] = []
    for value, words in words_of.items():
        for word in words:
            place = text.find(word)
            while place >= 0:
                spots.append((place, place + len(word), value))
                place = text.find(word, place + 1)
    kept = [one for one in spots if not any(o[0] <= one[0] and one[1] <= o[1] and o[1] - o[0] > one[1] - one[0] for o in spots)]
    kept = [  # 团队牵头，单位知情; 单位（20%）；团队（80%） are two
        one
        for one in kept
        if one[1] - one[0] > 2 or one[0] < 2 or text[one[0] : one[1]] not in PARTY_NAMES.values() or re.match(f"（[{wording.RATIO}]", text[one[1] :])
    ]
    kept = [one for one in kept if not re.search("[不非未无]$|非[单位本该院校所]{1,3}$|不是$|不属于?$|并非$|除$", text[max(one[0] - 4, 0) : one[0]])]
    return list(dict.fromkeys(value for _, _, value in sorted(kept)))
