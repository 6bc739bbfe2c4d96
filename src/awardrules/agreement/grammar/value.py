"""What the readers of one kind of value hand to each other."""

from __future__ import annotations

from fractions import Fraction

from awardrules.agreement.grammar.mention import Kind, Unit
from awardrules.agreement.grammar.numerals import Tokens
from awardrules.language import Text


class Value:
    """A value at `start`–`end`. `values` are plain numbers (a ratio: of one; dates: day numbers), `doubt` says why it is none.

    `written` is the number a range or a second reading may take the unit from, `per` what a ratio divides by, `next` the index of the
    number behind the value.
    """

    __slots__ = ("doubt", "end", "kind", "next", "per", "start", "unit", "values")

    def __init__(
        self, start: int, end: int, kind: Kind, values: tuple[Fraction, ...], unit: Unit = "", *, next: int = 0, per: Fraction | None = None
    ) -> None:
        self.start, self.end, self.kind, self.values, self.unit, self.next, self.per = start, end, kind, values, unit, next, per
        self.doubt: Text | None = None

    def doubted(self, why: Text) -> Value:
        """This place as one that settles nothing."""
        self.doubt = why
        return self


class Source:
    """A text and its numbers."""

    __slots__ = ("text", "tokens")

    def __init__(self, text: str, tokens: Tokens) -> None:
        self.text, self.tokens = text, tokens


OVER_ONE = Text("比例超过百分之百", "a share of more than a hundred percent")
NO_SUCH_DAY = Text("没有这一天", "there is no such day")
NO_DAY = Text("日期不完整", "the date is not complete")
MIXED_TERM = Text("期限单位混用", "a term in units that do not add up")
REVERSED = Text("区间前大后小", "the range runs backwards")
MIXED_RANGE = Text("区间两端单位不同", "the ends of the range have different units")
SPACED = Text("数字之间有空格，可能是一个数，也可能是两个", "digits set apart: one number, or two")
UNREADABLE = Text("数字写法有误", "the number cannot be read")
APPROXIMATE = Text("约数，不是确定的数", "a rough number")
SIGNED = Text("数字前有负号", "the number has a minus sign")
OPPOSED = Text("前后限定词方向相反", "the words around the value compare in opposite directions")
LIMIT = Text("括号内是前面数值的限度", "the bracket holds the limit of the value before it")
