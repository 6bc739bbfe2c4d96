"""Amounts that the words around say to be a whole: what the next words say that it is, the foot of a table of instalments, the sum of several."""

from __future__ import annotations

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.extraction.values.asking import Asked, Subject, as_subject
from awardrules.agreement.programs import regex

_IS = regex("(?:即|也就是|亦即|就是|[这此](?:就|便|即)?[是为])(?!按|以|由|从|自)")
_RECEIVED = regex(f"(?:现|均|已|业已|全部|全额|如数|{wording.ALL})*(?:到账|到帐|付清|收讫|收到|结清)")
IN_PARTS = regex("分[一二两三四五六2-6]?(?:期|次|笔|批|阶段)")
_PARTS_OF = regex("首期|二期|三期|末期|尾款|余款|首付|第[一二三四]期|第[一二三四]笔|预付|首笔|末笔")
_NEAR = 3  # passages before a table of instalments that may name the price
_IN_ALL = regex(f"(?:合计|总计|共计|总共)为?(?:人民币)?{wording.MONEY}")
_TOTAL_ROW = regex("[ 　]*(?:合计|总计|共计)")
_INSTALMENTS = regex("期次|期数|期别|分期|付款|支付|缴付|缴纳|到账")
_NO_PRICE = regex("奖|姓名|成本|预算|明细|出资|认缴|经费|税费|每年|年度")


def that_is(asked: Asked) -> Subject | None:
    """What the next words say that an amount is (以上四人合计120万元，即本次奖励总额)."""
    script, start = asked.script, asked.high
    if start >= script.sentence(start - 1)[1] or script.text[start - 1] != "，":
        return None
    end = script.segment(start)[1]
    if _RECEIVED.fullmatch(script.text, start, end - 1) and end < script.sentence(asked.high - 1)[1]:  # …，现已全部到账，即为本次转化收益总额
        start, end = end, script.segment(end)[1]
    if not _IS.match(script.text, start) or any(sign in wording.VALUES for sign in script.text[start:end]):
        return None
    found = [cue for cue in asked.within(start, end) if end - cue[1] <= 1]
    return as_subject(max(found, key=lambda cue: (cue[2].name == "award-total", cue[1]))) if found else None


def totalled(asked: Asked) -> Subject | None:
    """The last row of a table of instalments: its total is the price that the table stands under."""
    script, passage = asked.script, asked.passage
    row = script.text_of(passage)
    if passage.block.part != "table" or not _TOTAL_ROW.match(row) or row.count(wording.MONEY) != 1:
        return None
    corner = corner_of(script, passage)
    if corner is None:
        return None
    above = list(script.above(passage))
    head = script.text_of(script.passage_at(corner[0]))
    around = head + "".join(script.text[low:high] for low, high in above)
    if not _INSTALMENTS.search(around) or _NO_PRICE.search(around):
        return None
    first = script.passage_at(corner[0]).index
    near = [(one.start, one.end) for one in reversed(script.passages[max(first - _NEAR, 0) : first]) if one.block.part == "body"]
    for low, high in [*above, *near]:
        if found := [cue for cue in asked.within(low, high) if cue[2].name == "price"]:
            return as_subject(found[-1])
    return None


def summed(asked: Asked) -> Subject | None:
    """The sum of the instalments of a price named before (转让价款150万元。分两期：首期60万元，二期80万元，总计140万元)."""
    script, start = asked.script, asked.passage.start
    low = script.sentence(asked.place)[0]
    if not _IN_ALL.match(script.text, asked.low, asked.high) or script.text.count(wording.MONEY, low, asked.low) < 2:
        return None
    parts = set(_PARTS_OF.findall(script.text, start, asked.low))
    if not (IN_PARTS.search(script.text, start, asked.low) or len(parts) > 1) or _NO_PRICE.search(script.text, start, asked.high):
        return None
    before = script.passages[max(asked.passage.index - _NEAR, 0) : asked.passage.index]
    for low, high in [(start, asked.low), *((one.start, one.end) for one in reversed(before))]:
        if named := [cue for cue in asked.within(low, high) if cue[2].name == "price"]:
            return as_subject(named[-1])
    return None


def corner_of(script: Script, passage: Passage) -> tuple[int, int] | None:
    """The first cell of the table that a row is of, where it is not of that row."""
    first = script.first_rows[passage.block.table]
    return None if first is passage else (first.start, script.segment(first.start)[1])
