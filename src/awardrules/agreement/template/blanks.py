"""The blanks of a template that are facts: what may be filled in as far as the template itself says so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from awardrules.agreement.extraction.found import Choices, Extraction, Found, Quote
from awardrules.facts.deal import Value
from awardrules.facts.quantity import Bound, Number, parse_date, parse_number, scaled
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.record import Record

_DEFAULT = re.compile(r"\{\{[^{}|]{0,200}\|([^{}]{0,200})\}\}")
_AMOUNT = re.compile(
    r"(?:人民币|不低于|不少于)?\s*(?P<percent>百分之)?(?P<number>[0-9０-９][0-9０-９,.．，]{0,20}\s?[%％]?)(?P<scale>[万亿])?(?:个?工作日|个?自然日|个月|日|天|年|元)?"
)
_YES = {"是": True, "有": True, "yes": True, "true": True, "否": False, "无": False, "no": False, "false": False}


_AFTER = re.compile(r"\s?[%％]|[万亿]元?|个?工作日|日|天|个月|年|元")
_NOT = "(?<!不)(?<!不[得能可应会许准])"
_ABOVE = re.compile(f"{_NOT}(?:大于|超过|高于|多于)")
_BELOW = re.compile(f"{_NOT}(?:小于|低于|少于|不足|不到)")
_FIGURE = re.compile("[0-9０-９零一二三四五六七八九十半]")


class Blank(Record):
    """A blank that a fact is read from. `bound` is what is printed around it, `options` the choices beside it, `default` what it proposes.

    `above` says that the lower end of the bound is not itself permitted (大于), `below` the same of the upper end. A default is no fact: it
    only shows what a careless filling leaves. It is None where there is none or where it is no value of the fact. A range that is printed
    without a blank (公示不少于10日) leaves as much open as one with it: it is a blank that is not `empty`. Beside the options of a `free` one
    something else may be written. `printed` are its choices in the words of the template, some of which may be no values of the fact.
    Boxes of which one is ticked beforehand are a blank that is not empty, whose default is that one; what else is read from the ticked
    words alone stands `beside` it.
    """

    path: str
    fact: Fact
    bound: Bound | None
    options: tuple[Value, ...]
    default: Value | None
    quotes: tuple[Quote, ...]
    above: bool = False
    below: bool = False
    empty: bool = True
    free: bool = False
    printed: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    def permits(self, value: Number) -> bool:
        """Whether a number or day lies within what is printed."""
        low, high = (self.bound.low, self.bound.high) if self.bound else (None, None)
        if low is not None and (value <= low if self.above else value < low):
            return False
        return high is None or (value < high if self.below else value <= high)


def blanks_of(extraction: Extraction, vocabulary: Vocabulary, settled: frozenset[str] = frozenset()) -> tuple[Blank, ...]:
    """What a template leaves open, but for facts that are settled elsewhere."""
    found = []
    for item in extraction.facts:
        fact = vocabulary.get(item.path)
        bound = item.value if isinstance(item.value, Bound) else None
        empty = item.state == "placeholder"
        if fact is None or item.path in settled or not (empty or (bound is not None and item.state in ("stated", "derived"))):
            continue
        words = "\n".join(_with_limit(quote, extraction) for quote in item.evidence)
        default = value_in_words(item.proposed, fact) if item.proposed else _default(item, fact, extraction)
        above = bound is not None and bound.low is not None and _ABOVE.search(words) is not None
        below = bound is not None and bound.high is not None and _BELOW.search(words) is not None
        options = item.values if empty else ()
        printed = _choices_at(item, extraction) if empty else ()
        found.append(Blank(item.path, fact, bound, options, default, item.evidence, above, below, empty, item.free, printed))
    return tuple(found)


def preset(extraction: Extraction, vocabulary: Vocabulary, facts: Mapping[str, Value]) -> tuple[Blank, ...]:
    """Rows of boxes for what the template states, be it that it ticks one: whoever fills it in may tick another.

    What `facts` state otherwise is settled by them.
    """
    found: dict[str, Blank] = {}
    for row in extraction.choices:
        for path, each in row.facts.items():
            fact, stated = vocabulary.get(path), extraction.get(path)
            if fact is None or stated is None or stated.state != "stated" or facts.get(path) != stated.value or path in found:
                continue
            options = tuple(dict.fromkeys(value for value in each if value is not None))
            ticked = [value for option, value in zip(row.options, each, strict=True) if option in row.chosen and value is not None]
            default = ticked[0] if ticked else None
            beside = () if not ticked else tuple(one.path for one in extraction.facts if one.path not in row.facts and _rests_on(one, row.quote))
            found[path] = Blank(path, fact, None, options, default, (row.quote,), empty=False, printed=row.options, beside=beside)
    return tuple(found.values())


def others(extraction: Extraction, blanks: Iterable[Blank]) -> tuple[Choices, ...]:
    """Rows of boxes of which no choice is a value of a fact."""
    quotes = [quote for blank in blanks for quote in blank.quotes]
    return tuple(row for row in extraction.choices if not row.facts and not row.offers and not any(_within(row.quote, quote) for quote in quotes))


def _choices_at(item: Found, extraction: Extraction) -> tuple[str, ...]:
    """The choices that are printed where a fact is left blank."""
    rows = [row for row in extraction.choices if any(_within(row.quote, quote) for quote in item.evidence) and not row.chosen]
    return rows[0].options if len(rows) == 1 else ()


def _within(one: Quote, other: Quote) -> bool:
    return other.start <= one.start and one.end <= other.end


def _rests_on(found: Found, quote: Quote) -> bool:
    return bool(found.evidence) and all(_within(one, quote) for one in found.evidence)


def _with_limit(quote: Quote, extraction: Extraction) -> str:
    """The words of a blank; of one in a cell that prints no figure those of its row."""
    block = extraction.document.block_at(quote.start)
    if block.part != "table" or block.table is None or _FIGURE.search(quote.text):
        return quote.text
    return "｜".join(one.text for one in extraction.document.blocks if (one.part, one.table, one.row) == ("table", block.table, block.row))


def _default(item: Found, fact: Fact, extraction: Extraction) -> Value | None:
    text = extraction.document.text
    for quote in item.evidence:
        # the value alone may be quoted: look at the line it stands in
        start, end = text.rfind("\n", 0, quote.start) + 1, text.find("\n", quote.end)
        line = text[start : end if end >= 0 else len(text)]
        near = [m for m in _DEFAULT.finditer(line) if start + m.start() < quote.end and quote.start < start + m.end()]
        if len(near) == 1:  # of several it is not told which one is meant
            unit = _AFTER.match(line, near[0].end())
            value = value_in_words(near[0][1] + (unit[0] if unit else ""), fact)
            if value is not None:
                return value
    return None


def value_in_words(text: str, fact: Fact) -> Value | None:
    """A value as a template writes it (`70%`, `15日`, `按份共有`); None where it is none of the fact."""
    words = text.strip()
    if fact.type in ("share", "decimal", "int", "money"):
        amount = _AMOUNT.fullmatch(words)
        number = parse_number(f"{amount['number']}{'%' if amount['percent'] else ''}") if amount else None
        part = amount is not None and bool(amount["percent"] or amount["number"].rstrip().endswith(("%", "％")))
        if amount is None or number is None or (part and fact.type not in ("share", "decimal")):
            return None
        number *= {"万": 10_000, "亿": 100_000_000}.get(amount["scale"] or "", 1)
        if fact.type == "share" and not 0 <= number <= 1:
            return None
        return scaled(number)
    if fact.type == "date":
        return parse_date(words)
    if fact.type == "bool":
        return _YES.get(words.lower())
    named = {label: name for name, labels in (fact.values or {}).items() for label in (name, labels.zh, labels.en)}
    if fact.type == "enum":
        return named.get(words)
    if fact.type == "set":
        names = [named.get(piece.strip()) for piece in re.split("[、，,；;]", words)]
        return frozenset(name for name in names if name) if all(names) else None
    return None
