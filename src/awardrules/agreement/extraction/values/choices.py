"""Rows of boxes as they are printed, ticked or not, and what each choice would say of the facts that the ticked one states."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.found import Choices, Found, Quote
from awardrules.agreement.extraction.patterns.matching import matches, offered
from awardrules.agreement.extraction.patterns.naming import plain_label
from awardrules.agreement.extraction.patterns.patterns import Patterns
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.extraction.values import answers
from awardrules.agreement.extraction.values.boxes import named_parties
from awardrules.agreement.extraction.values.quantities import in_measure, value_of
from awardrules.agreement.grammar import mentions as grammar
from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.grammar.normalise import Normalised, normalise
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block
from awardrules.facts.deal import Value
from awardrules.facts.quantity import Bound
from awardrules.facts.vocabulary import NUMERIC, Fact, Vocabulary

LONGEST = 60  # signs of a choice that are shown
_LABEL = regex("(?:^|[。；;，,\n｜|])(?P<label>[^。；;，,\n｜|：:]{2,24})[：:]?[ \u3000]*$")
_SHARED = frozenset({"deal.kinds", "agreement.terms"})  # what the paper is, and what it settles, no row of boxes alone decides


class _Row:
    """Choices as they are gathered."""

    def __init__(self, label: str, low: int, high: int, block: Block) -> None:
        self.label, self.low, self.high, self.block = label, low, high, block
        self.options: list[str] = []
        self.chosen: list[str] = []

    def add(self, mention: Mention, normal: Normalised) -> None:
        boxes = grammar.grammar().ticks.find(normal.text[mention.start : mention.end])
        row = next(boxes, None)
        for box in row.boxes if row is not None else ():
            option = normal.text[mention.start + box.low : mention.start + box.high].strip()[:LONGEST]
            if option:
                self.options.append(option)
                self.chosen += [option] if box.ticked else []


def printed(script: Script, facts: Mapping[str, Found], claims: Iterable[Claim], patterns: Patterns, vocabulary: Vocabulary) -> tuple[Choices, ...]:
    """Every row of two choices and more; choices line by line are one row."""
    offers = _offers(script, claims)
    words = {label.path: label.values for label in reversed(patterns.labelled) if label.path}
    found = []
    for row in _rows(script):
        if len(row.options) > 1:
            quote = _quote(script, row)
            rests = {path for path, one in facts.items() if one.state == "stated" and any(_overlap(quote, other) for other in one.evidence)}
            open_to = {path for start, path in offers if row.low <= start < row.high} if not row.chosen else set[str]()
            said = {
                path: each for path in sorted(rests if row.chosen else open_to) if (each := _said(script, row, path, words, patterns, vocabulary))
            }
            if row.chosen:
                said = {path: each for path, each in said.items() if _ticks(row, each, facts[path])}
            found.append(Choices(quote, row.label, tuple(row.options), tuple(row.chosen), said, frozenset(open_to)))
    return tuple(found)


def _offers(script: Script, claims: Iterable[Claim]) -> set[tuple[int, str]]:
    """Where a row of boxes offers a value of a fact, in the running text, and of which."""
    return {(script.spans[claim.start][0], claim.path) for claim in claims if claim.blank and claim.value is not None}


def _quote(script: Script, row: _Row) -> Quote:
    block = row.block
    return Quote(script.document.text[row.low : row.high], block.part, block.clause, block.page, row.low, row.high)


def _rows(script: Script) -> list[_Row]:
    drawn = grammar.grammar().ticks.drawn
    rows: list[_Row] = []
    last: _Row | None = None
    before = ""
    for block in script.blocks:
        if not drawn.search(block.text):
            last, before = None, block.text
            continue
        normal = normalise(block.text)
        own = [one for one in grammar.read(normal).mentions if one.kind == "tick" or (one.kind == "blank" and one.options and drawn.search(one.text))]
        for mention in own:
            low, high = block.start + mention.raw_start, block.start + mention.raw_end
            ahead = normal.text[: mention.start]
            if last is not None and not ahead.strip() and len(mention.options) == 1 and block.table is None:
                last.add(mention, normal)
                last.high = high
                continue
            label = _LABEL.search(ahead)
            named = plain_label(label["label"]) if label is not None else "" if ahead.strip() else plain_label(before.rpartition("\n")[2])
            row = _Row(named if len(named) <= 24 else "", low, high, block)
            row.add(mention, normal)
            alone = not ahead.strip() and len(mention.options) == 1 and block.table is None
            last = row if alone else None
            rows.append(row)
        before = block.text
    return rows


def _said(
    script: Script, row: _Row, path: str, words: Mapping[str, Mapping[str, tuple[str, ...]]], patterns: Patterns, vocabulary: Vocabulary
) -> tuple[Value | None, ...]:
    """What each choice says of a fact; empty where no two of them say different things."""
    fact = vocabulary.get(path)
    if fact is None or path in _SHARED:
        return ()
    each = tuple(_value(named_parties(script, option), fact, words.get(path, {}), row.label, patterns) for option in row.options)
    return each if len({value for value in each if value is not None}) > 1 else ()


def _ticks(row: _Row, each: tuple[Value | None, ...], found: Found) -> bool:
    """Whether what is ticked says what the paper states."""
    ticked = [value for option, value in zip(row.options, each, strict=True) if option in row.chosen]
    return any(value is not None and _says(found.value, value) for value in ticked)


def _overlap(one: Quote, other: Quote) -> bool:
    return one.start < other.end and other.start < one.end


def _says(stated: Value | None, value: Value) -> bool:
    if isinstance(stated, Bound) and isinstance(stated.low, frozenset):
        stated = stated.low
    return value <= stated if isinstance(value, frozenset) and isinstance(stated, frozenset) else value == stated


def _value(option: str, fact: Fact, words: answers.Words, asked: str, patterns: Patterns) -> Value | None:
    if fact.type in NUMERIC:
        mention = next((one for one in grammar.read(normalise(option)).mentions if one.kind in ("ratio", "duration", "money")), None)
        return in_measure(value_of(mention), mention, fact.unit or "") if mention is not None else None
    told = answers.offered(fact, words, option, asked)
    return told if told is not None else next(iter(_by_phrases(option, fact.path, patterns)), None)


def _by_phrases(option: str, path: str, patterns: Patterns) -> Iterable[Value]:
    for phrase in offered([option], patterns):
        if phrase.path == path and phrase.value is not None and next(matches(option, phrase.say), None):
            yield phrase.value
