"""Rewards in the books: rows of vouchers that each pay one person (现金奖励：夏侯敏，主任（正职领导）｜300,000.00), where no column holds names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from awardrules.agreement.extraction.found import quoted
from awardrules.agreement.extraction.patterns.matching import says
from awardrules.agreement.extraction.patterns.patterns import People
from awardrules.agreement.extraction.people.persons import Person, named
from awardrules.agreement.extraction.people.rewardtables import PART, TOTAL, amount_of, cells_of
from awardrules.agreement.extraction.people.roster import contributions, posted
from awardrules.agreement.grammar import mentions as grammar
from awardrules.agreement.grammar.normalise import normalise
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block
from awardrules.record import State

_TOLD = regex("摘要|用途|事由|内容|说明|款项|名目|科目|支付项目|明细|项目|往来|业务")
_SPENT = regex("支出|付出|付款|实付|实发|支付|发放|借方|贷方|金额")
_PAID = regex("支出|付出|付款|实付|实发|支付|已发")
_PRIZE = "(?:现金|货币|个人|成果|科技|转化|一次性|专利|许可|转让)*(?:奖励|奖金|奖酬)(?:金|款|费)?(?:发放|支出)?"
_FIRST = regex(
    f"(?:发放?|支付|付|转付|兑现)?(?:给|与)?{_PRIZE}[：:—－\\-·/（(，、给付发予]{{0,2}}(?P<who>[\u4e00-\u9fff]{{2,4}})(?:[，、,（(/；;](?P<rest>.*))?"
)
_LAST = regex(f"(?:发放?|支付|付|转付|兑现)?(?:给|与)?(?P<who>[\u4e00-\u9fff]{{2,4}})(?P<rest>[，、,（(/；;].*?)?[）)，、,/的：:]*{_PRIZE}")


class Paid(State):
    """Whom the vouchers of a table pay, whether the sums are paid, the one day of payment, and the sum of them with its row, where they are told."""

    people: list[Person]
    paid: bool
    day: int | None = None
    total: int | None = None
    total_row: Block | None = None


def paid_out(rows: Sequence[Sequence[Block]], people: People, unit: str) -> Paid | None:
    """What a table of vouchers pays out as rewards; None for any other table."""
    heads = cells_of(rows[0])
    told = next((column for column, text in heads.items() if _TOLD.search(text)), None)
    spent = next((column for column, text in sorted(heads.items(), key=lambda one: "金额" in one[1]) if _SPENT.search(text)), None)
    if told is None or spent is None or told == spent or not people.columns:
        return None
    head = heads[spent] if "元" in heads[spent] else heads[spent] + unit
    found = Paid([], _PAID.search(heads[spent]) is not None)
    days: set[int] = set()
    for row in rows[1:]:
        cells = cells_of(row)
        text, amount = cells.get(told, ""), amount_of(cells.get(spent, ""), head)
        if amount is None or "奖" not in text or says(text, people.barred, 0, len(text)):
            continue
        if TOTAL.search(text):
            if not PART.search(text):
                found.total, found.total_row = amount, row[0]
            continue
        if (person := _person(text, people, next((block for block in row if block.column == told), row[0]))) is not None:
            person.fields["amount"] = amount
            found.people.append(person)
            days |= _days(cells)
    names = [person.name for person in found.people]
    if not names or len(set(names)) < len(names):
        return None
    found.day = next(iter(days)) if len(days) == 1 else None
    return found


def _person(text: str, people: People, block: Block) -> Person | None:
    told = _FIRST.fullmatch(text) or _LAST.fullmatch(text)
    if told is None or not named(told["who"], people, cell=True):
        return None
    rest = (told["rest"] or "").strip("，、,（(/；; ")
    rest = rest + "）" if rest.count("（") > rest.count("）") else rest
    fields = posted(rest, people)
    if "contribution" not in fields and len(contribution := contributions(rest, people)) == 1:
        fields["contribution"] = contribution
    if "现金" in text and "股" not in text:
        fields["reward_form"] = frozenset({"cash"})
    return Person(told["who"], fields, quoted(block), post=rest)


def _days(cells: Mapping[int, str]) -> set[int]:
    mentions = [one for text in cells.values() for one in grammar.read(normalise(text)).mentions if one.kind == "date" and len(one.values) == 1]
    return {one.values[0] for one in mentions if isinstance(one.values[0], int)}
