"""Clause numbers: recognising a printed one, and the path of numbers a block stands under.

Chinese agreements number by articles (第一条 → （一） → 1.), by headings (一、 → （一） → 1. → （1）) or by decimals (3 → 3.1 → 3.1.2),
and mix them freely. Which kind stands above which is therefore read from the document: a kind that is open closes everything below it,
a kind that is not open goes one level down. Chapters are no part of a path, since articles are numbered through.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from awardrules.agreement.programs import regex
from awardrules.record import State

_N = "零〇○一二三四五六七八九十百千两"
_PRINTED = regex(
    rf"[ \t\u3000]*(?:"
    rf"(?P<chapter>第[ \u3000]?(?:[{_N}]{{1,6}}|\d{{1,3}})[ \u3000]?[编章节篇部])(?!分)"
    rf"|(?P<article>第[ \u3000]?(?:[{_N}]{{1,7}}|\d{{1,3}})[ \u3000]?条(?:之[{_N}]{{1,2}})?)(?!件)"
    rf"|(?P<annex>(?:附件|附录|附表)[ \u3000]?(?:[{_N}]{{1,3}}|\d{{1,2}}(?:[-—]\d{{1,2}})?|[A-Z])?(?=[ \t\u3000：:、.．]|$))"
    rf"|(?P<chinese>[{_N}]{{1,4}}|[壹贰叁肆伍陆柒捌玖拾]{{1,3}}(?=、))(?:、|[.．](?=\D)|[\t\u3000](?=\S))"
    rf"|(?P<paren>[（(][ \u3000]?[{_N}]{{1,4}}[ \u3000]?[）)])"
    r"|(?P<decimal>\d{1,3}(?:[.．]\d{1,3}){1,4})(?![\d.．]*[%％‰])[.．、]?(?=[ \t\u3000\u4e00-\u9fff“《【（(□☐☑A-Za-z])"
    r"|(?P<digit>\d{1,3})(?:、|[.．](?!\d))"
    r"|(?P<item>[（(][ \u3000]?\d{1,3}[ \u3000]?[）)]|\d{1,3}[）)])"
    r"|(?P<circled>[\u2460-\u2473\u3251-\u325f\u32b1-\u32bf\u2776-\u277f])"
    r"|(?P<letter>[（(][a-zA-Z][）)]|[a-zA-Z](?:[）)、]|[.．](?=\s)))"
    r")"
)
# a decimal before a measure is an amount, not a clause: 1.5万元, 3.6 年
_MEASURE = regex(r"[ \u3000]?(?:[万亿]|元|%|％|年|个月|月|日|天|倍|折|美元|人民币|平方|公里|米|吨|克|小时)")
_REFERENCE = regex(r"之|的|所|和|或|及|与|至|、第|第|款|项|规定|约定|执行|中[的，,约规]|，|,|。|；|）")
_ONES = "零一二三四五六七八九"
_PLAIN = str.maketrans("壹贰叁肆伍陆柒捌玖拾", "一二三四五六七八九十")
_SPACES = regex(r"[ \t\u3000]")
_LONGEST_SIGNATURES = 120
_SIGNATURES = regex(
    r"[ \t\u3000]*(?:[（(]?(?:以下|此页|本页|本页以下)无正文|[（(]?(?:协议|合同)?签[署字章]页[）)]?[ \t\u3000]*$"
    r"|[^，。；：:（(]{0,20}[（(](?:(?:单位)?(?:盖章|公章|印章)|签[字章名]|章|签字(?:或|、|/|并)?盖章|盖章(?:或|、|/|并)?签字)[）)][^，。；]*$)"
)
LONG_CELL = 200  # characters from which the paragraphs of a cell are blocks of their own


class Printed(NamedTuple):
    """A number at the start of a text: its kind, as it is shown, and where it ends."""

    kind: str
    number: str
    end: int


def shown(label: str) -> str:
    """A number as it is named: without spaces and closing marks, brackets full-width (`3.1.` is `3.1`, `(二)` is `（二）`)."""
    label = _SPACES.sub("", label).replace("．", ".").rstrip("、.:：")
    return label.replace("(", "（").replace(")", "）")


def printed(text: str) -> Printed | None:
    """The clause number a text begins with, or none. References (第三条所述…) and amounts (1.5万元) are none."""
    found = _PRINTED.match(text)
    if found is None:
        return None
    kind = str(found.lastgroup)
    after = text[found.end() : found.end() + 4]
    if kind == "decimal" and _MEASURE.match(after):
        return None
    if kind in ("article", "chapter") and _REFERENCE.match(after):
        return None
    return Printed(kind, shown(found[kind]), found.end())


def begins_clause(text: str) -> bool:
    """Whether a paragraph of a cell is a clause of its own."""
    found = printed(text)
    return found is not None and found.kind in ("article", "chinese", "paren", "decimal", "digit")


def kind_of(label: str) -> str:
    """The kind of a number that Word computed; a label of no usual form is a kind by its shape (`A-1` and `B-2` are one)."""
    found = _PRINTED.match(label + " 文")
    if found is not None and len(shown(label)) == len(shown(found[0])):
        return str(found.lastgroup)
    return re.sub(rf"[\d{_N}]+", "#", label)


def signs(text: str) -> bool:
    """Whether a line begins the signatures (甲方（盖章）：　乙方（签字）：, （以下无正文）): it stands in no clause, nor does what is under it."""
    return len(text) <= _LONGEST_SIGNATURES and _SIGNATURES.match(text) is not None


def worth(number: str) -> int:
    """What a number of an article or a heading counts: 第十二条 is 12; 0 where it cannot be told."""
    total = digit = 0
    figures = re.search(r"\d+", number)
    if figures:
        return int(figures[0])
    for sign in number.partition("之")[0].translate(_PLAIN):
        if sign in "十百千":
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            digit = 0
        elif sign in _ONES:
            digit = _ONES.index(sign)
    return total + digit


class Path(State):
    """The numbers open at a place of a document, outermost first; `part` is the annex they stand in.

    `main` and `annex` are the numbers reached at the top, by kind, in the main part and in the annex.
    """

    main: dict[str, int]
    annex: dict[str, int]
    part: str = ""
    open: tuple[tuple[str, str], ...] = ()

    def step(self, kind: str, number: str) -> str:
        """Opens a number and gives the path to it."""
        if kind in ("article", "chinese"):
            self._count(kind, worth(number))
        if kind == "annex":
            self.part, self.open, self.annex = number, (), {}
        elif kind == "chapter":
            self.open = ((kind, number),)
        else:
            self.open = (*self.above(kind, number), (kind, number))
        return self.clause

    def close(self) -> None:
        """Ends the clauses that are open: what follows stands in none, but in the annex it is in."""
        self.open = ()

    def _count(self, kind: str, reached: int) -> None:
        """Counts at the top. A number that goes on where the main part stopped, and not in the annex, ends the annex: it was only listed."""
        if self.part and reached > 1 and reached == self.main.get(kind, 0) + 1 and reached != self.annex.get(kind, 0) + 1:
            self.part, self.open = "", ()
        (self.annex if self.part else self.main)[kind] = reached

    def above(self, kind: str, number: str) -> tuple[tuple[str, str], ...]:
        """What stays open above a number of this kind."""
        names = [name for name, _ in self.open]
        if kind == "article":  # articles are numbered through: nothing but an annex stands above them
            return ()
        if kind in ("decimal", "digit"):
            return self._above_decimal(kind, number, names)
        return self.open[: names.index(kind)] if kind in names else self.open

    def _above_decimal(self, kind: str, number: str, names: list[str]) -> tuple[tuple[str, str], ...]:
        """`3.1.2` stands under `3.1` and `3` where they are open, and its path is its own number: the others are part of it."""
        if kind == "digit":
            first = next((i for i, name in enumerate(names) if name in ("digit", "decimal")), len(names))
            lone = "digit" in names or first == 0 or first == len(names)
            return self.open[:first] if lone else self.open
        for index, (name, opened) in enumerate(self.open):
            if name == "decimal" or (name == "digit" and number.startswith(f"{opened}.")):
                return self.open[:index]
        return self.open

    @property
    def clause(self) -> str:
        """The path from the top, as a reader names it: `第三条（二）1`; bare numbers are parted by a mark (`一、1`)."""
        numbers = [number for kind, number in self.open if kind != "chapter"] or [number for _, number in self.open]
        path = self.part
        for number in numbers:
            bare = bool(path) and path[-1] not in "条）节章编篇部" and number[0] not in "（第" and not "①" <= number[0] <= "㊿"
            path += ("、" if bare else "") + number
        return path
