"""The same thing said twice, differently: a learnt agreement with one figure, day or choice said again otherwise must show a conflict.

What is said again stands in an annex, as the row of a table or as a sentence. `python tests/agreements/contradicting.py [FACT …]` prints how
often each is taken for what it is, and where it is not.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from agreements.building import build, key_file, sources
from agreements.keys import Key, read_key
from agreements.measure import Reading, agrees, readings
from awardrules.agreement.extraction.extract import extract
from awardrules.agreement.reading.documents import read
from awardrules.facts.deal import Value
from awardrules.facts.quantity import SCALE, Bound
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

Other = Callable[["Value"], "Value | None"]
Written = Callable[["Value"], str]


class Said(NamedTuple):
    """How a fact is said again: the label of a row and its text, and a sentence; `{v}` is the value, `{rest}` what it leaves of the whole."""

    other: Other
    written: Written
    label: str
    row: str
    sentence: str


def _part(by: int) -> Other:
    """A share some points lower, or higher where there is no room below."""

    def other(value: Value) -> Value | None:
        if not isinstance(value, int) or value == SCALE:
            return None
        points = by * SCALE // 100
        return value - points if value > points else value + points

    return other


def _longer(by: int) -> Other:
    return lambda value: value + by * SCALE if isinstance(value, int) else None


def _later(by: int) -> Other:
    return lambda value: value + by if isinstance(value, int) else None


def _dearer(value: Value) -> Value | None:
    return value * 11 // 10 if isinstance(value, int) and value > 0 and value % (100 * SCALE) == 0 else None


def _choice(*values: str) -> Other:
    return lambda value: next((one for one in values if one != value), None) if isinstance(value, str) else None


def _share(value: Value) -> str:
    return f"{Fraction(int(str(value)) * 100, SCALE)}%"


def _number(value: Value) -> str:
    return str(Fraction(int(str(value)), SCALE))


def _yuan(value: Value) -> str:
    return f"{int(str(value)) // SCALE:,}"


def _day(value: Value) -> str:
    day = date.fromordinal(int(str(value)))
    return f"{day.year}年{day.month}月{day.day}日"


def _words(**words: str) -> Written:
    return lambda value: words[str(value)]


_LICENCES = {"exclusive": "独占许可", "sole": "排他许可", "ordinary": "普通许可"}
_PRICING = {"agreement": "协议定价", "listing": "挂牌交易", "auction": "拍卖"}
_TYPES = {"invention_patent": "发明专利", "utility_model": "实用新型专利", "software_copyright": "计算机软件著作权"}
_ORDERS = {"grant_then_convert": "先赋权后转化", "convert_then_reward": "先转化后奖励"}

AGAIN: Mapping[str, Said] = {
    "grant.team_share": Said(_part(7), _share, "所有权份额", "团队{v}，单位{rest}", "该成果的所有权由团队占{v}、单位占{rest}。"),
    "grant.unit_share": Said(_part(7), _share, "单位所占份额", "{v}", "单位保留该成果{v}的所有权份额。"),
    "grant.team_decision_share": Said(_part(7), _share, "转化决策权比例", "团队{v}，单位{rest}", "转化事项的决策权，团队占{v}，单位占{rest}。"),
    "grant.publicity.days": Said(_longer(3), _number, "赋权公示天数", "{v}日", "赋权事项在单位内共公示{v}日。"),
    "grant.publicity.start": Said(_later(2), _day, "赋权公示开始日期", "{v}", "赋权事项自{v}起开始公示。"),
    "grant.decision_date": Said(_later(3), _day, "赋权集体决策日期", "{v}", "单位于{v}集体研究，决定同意本次赋权。"),
    "grant.application_date": Said(_later(3), _day, "赋权申请日期", "{v}", "团队于{v}提出书面赋权申请。"),
    "grant.filing_date": Said(_later(3), _day, "赋权备案日期", "{v}", "单位于{v}办理了赋权备案。"),
    "grant.incentive_mode": Said(_choice(*_ORDERS), _words(**_ORDERS), "激励方式", "{v}", "本次采取{v}的方式。"),
    "agreement.date": Said(_later(3), _day, "赋权协议签订日期", "{v}", "双方于{v}签订赋权协议。"),
    "use_right.term_years": Said(_longer(2), _number, "使用权期限", "{v}年", "团队的长期使用权期限为{v}年。"),
    "use_right.term_end": Said(_later(31), _day, "使用权届满日期", "{v}", "团队的使用权至{v}届满。"),
    "use_right.licence_type": Said(_choice(*_LICENCES), _words(**_LICENCES), "使用权许可方式", "{v}", "使用权的许可方式为{v}。"),
    "result.ip_type": Said(_choice(*_TYPES), _words(**_TYPES), "知识产权类型", "{v}", "该成果的知识产权类型为{v}。"),
    "conversion.price": Said(_dearer, _yuan, "合同价款（元）", "{v}", "本次转化的合同价款为{v}元。"),
    "conversion.pricing_method": Said(_choice(*_PRICING), _words(**_PRICING), "定价方式", "{v}", "本次转化的定价方式为{v}。"),
    "conversion.contract_date": Said(_later(3), _day, "转化合同签订日期", "{v}", "转化合同于{v}签订。"),
    "conversion.price_publicity.days": Said(_longer(3), _number, "价格公示天数", "{v}日", "成果名称和拟交易价格在单位内共公示{v}日。"),
    "proceeds.team_proceeds_share": Said(_part(7), _share, "转化收益分配", "团队{v}，单位{rest}", "转化净收益由团队分得{v}、单位分得{rest}。"),
    "proceeds.award_pool_ratio": Said(_part(7), _share, "奖励总额占净收入比例", "{v}", "从转化净收入中提取{v}作为奖励总额。"),
    "proceeds.award_pool_amount": Said(_dearer, _yuan, "奖励总额（元）", "{v}", "奖励总额为{v}元。"),
    "proceeds.net_income": Said(_dearer, _yuan, "转化净收入（元）", "{v}", "本次转化净收入为{v}元。"),
    "proceeds.distribution_agreement_date": Said(_later(3), _day, "收益分配约定签订日期", "{v}", "单位与完成人于{v}签订收益分配约定。"),
}
PLACES = ("row", "sentence")


class Miss(NamedTuple):
    """An agreement that says a fact twice, what it is read as, and what was added."""

    name: str
    place: str
    added: str
    read: str


class Outcome(NamedTuple):
    """How many agreements were tried, and where no conflict was seen."""

    tried: int
    misses: list[Miss]


@cache
def stating(path: Path) -> tuple[Key, Mapping[str, Reading]]:
    """The key of a learnt agreement and what is read of it."""
    return read_key(key_file(path), shared_vocabulary(data_root())), _read(path.read_text(encoding="utf-8"), path.name)


def _read(text: str, name: str) -> Mapping[str, Reading]:
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / name
        source.write_text(text, encoding="utf-8")
        return readings(extract(read(build(source, Path(folder))), shared_vocabulary(data_root())))


def again(fact: str, value: Value, place: str, form: str) -> str | None:
    """An annex that says a fact with another value, in the form of the file; None where no other value is at hand."""
    said = AGAIN[fact]
    other = said.other(value)
    if other is None:
        return None
    rest = _share(SCALE - other) if isinstance(other, int) and other < SCALE else ""
    written = {"v": said.written(other), "rest": rest}
    if place == "sentence":
        return f"附件九　补充说明\n{said.sentence.format(**written)}"
    cell = said.row.format(**written)
    if form == "txt":
        return f"附件九　要点核对表\n{said.label}：{cell}\n以上各项由经办人逐项核对。"
    rule = "|---|---|\n" if form == "md" else ""
    return f"附件九　要点核对表\n\n| 事项 | 内容 |\n{rule}| {said.label} | {cell} |\n"


def cases(fact: str, step: int) -> Iterator[tuple[Path, Key, Value]]:
    """Every `step`-th learnt agreement of those that state a fact once, and are rightly read to."""
    number = 0
    for path in sources("tuned"):
        if f"{fact}:" not in key_file(path).read_text(encoding="utf-8"):
            continue
        number += 1
        if number % step:
            continue
        key, base = stating(path)
        item, wanted = base.get(fact), key.facts.get(fact)
        if item is None or wanted is None or isinstance(wanted, Bound) or item.state not in ("stated", "derived"):
            continue
        if agrees(wanted, item.value, ()):
            yield path, key, wanted


def tried(fact: str, step: int = 1) -> Outcome:
    """What becomes of agreements in which a fact is said again otherwise."""
    total, misses = 0, []
    for path, key, wanted in cases(fact, step):
        text = path.read_text(encoding="utf-8")
        form = next(line.partition(":")[2].strip() for line in text.splitlines() if line.startswith("as:"))
        for place in PLACES:
            added = again(fact, wanted, place, form)
            if added is None or (fact == "grant.unit_share" and key.facts.get("grant.team_share") is None):
                continue
            total += 1
            item = _read(f"{text.rstrip()}\n\n{added}\n", path.name).get(fact)
            if item is None or item.state != "conflict":
                misses.append(Miss(path.name, place, added.splitlines()[-1], f"{item.state} {item.value}" if item else "-"))
    return Outcome(total, misses)


def main(names: Iterable[str]) -> int:
    for name in names or AGAIN:
        outcome = tried(name, 10)
        for miss in outcome.misses:
            print("   ", *miss)
        by_place = {place: sum(miss.place == place for miss in outcome.misses) for place in PLACES}
        print(f"== {name}: {len(outcome.misses)} of {outcome.tried} not seen {by_place}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
