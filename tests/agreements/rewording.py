"""The same sentence put otherwise: what keeps its meaning must keep its facts, what takes it back must take them back.

`KEEPS` rewords a sentence of `sentences/learnt` so that it states what it stated (a paragraph number before it, a date written otherwise, an
adverb behind the subject); `TAKES` sets it into words behind which it states nothing (if …, a draft said …, another paper says …).
`python tests/agreements/rewording.py [NAME …]` prints how often each rewording fails, and where.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from agreements.measure import Reading, agrees
from agreements.sentences import OF_A_WHOLE, Sentence, alone, said, sentences
from awardrules.facts.deal import Value

Rewording = Callable[[str], str]
_DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
_STOP = re.compile("[。；？]")
# who acts, before a verb: the names of bodies and words that belong to the noun excepted
_SUBJECT = re.compile(
    "(甲方|学校|医院|我院|我校|科研处|双方|团队|课题组|乙方|公司|本院|本校)(?=[\u4e00-\u9fff])"
    "(?![的和与、及名账盖领负成内在册网官等一各以之已自系里分三是方全班所会章主大党科代集间牵长组])(?!签字|持有|份额)"
)


def _behind_subject(words: str) -> Rewording:
    return lambda text: _SUBJECT.sub(lambda found: found[0] + words, text, count=1)


def _before(words: str) -> Rewording:
    return lambda text: words + text


def _within(before: str, behind: str) -> Rewording:
    return lambda text: before + text.rstrip("。；") + behind


def _iso(text: str) -> str:
    return _DAY.sub(lambda found: f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}", text)


KEEPS: Mapping[str, Rewording] = {
    "a day with dots": lambda text: _DAY.sub(r"\1.\2.\3", text),
    "a day in figures": _iso,
    "a weekday": lambda text: _DAY.sub(r"\g<0>（周三）", text),
    "an hour": lambda text: _DAY.sub(r"\g<0>上午9时", text),
    "a number": _before("（三）"),
    "an article": _before("第四条 "),
    "a bullet": _before("• "),
    "agreed": _before("经双方友好协商，"),
    "confirmed": _before("双方在此确认："),
    "noted": _before("需要说明的是，"),
    "so far": _before("截至目前，"),
    "something else first": _before("本协议一式四份。"),
    "no objection": _within("", "，双方对此无异议。"),
    "an annex": _within("", "（详见附件一）。"),
    "on file": _within("", "，有关材料存档备查。"),
    "set wide": " ".join,
    "Western marks": lambda text: text.translate(str.maketrans("，：；（）", ",:;()")),
    "by the rules": _behind_subject("按照规定程序"),
    "by an article": _behind_subject("依据该办法第八条"),
    "after study": _behind_subject("经研究"),
    "in writing": _behind_subject("通过书面方式"),
    "in the end": _behind_subject("最终"),
}
TAKES: Mapping[str, Rewording] = {
    "if": _within("如果", "，则双方另行签订补充协议。"),
    "in a case": _before("若出现以下情形，双方另行商定："),
    "unless": _within("除非", "，否则本条不适用。"),
    "a plan": _before("下一步工作计划："),
    "to do": _before("尚待完成的工作包括："),
    "a draft": _within("草案第一稿曾写：“", "”，正式文本已将其删去。"),
    "a law": _within("《某省促进科技成果转化条例》规定：“", "”"),
    "elsewhere": _before("邻省一所高校的做法是："),
    "another's paper": _within("其他单位的协议里写着：“", "”"),
    "another's team": _before("李老师那个课题组的协议里写明："),
    "another result": _before("对另一项成果（智能灌溉阀），情况如下："),
    "a former agreement": _before("2019年的原协议（已作废）约定："),
    "struck out": _within("", "（本条已删除）。"),
    "refused": _within("有代表提议：", "。会议没有采纳。"),
    "denied": _within("并不存在“", "”的情况。"),
    "a claim": _within("对方律师声称：", "，我方不予认可。"),
    "a rumour": _within("所谓“", "”的说法不属实。"),
    "whether": _within("是否", "，目前尚无定论。"),
    "asked": _within("请核实：", "？"),
    "an example": _before("以下文字仅为填写示例，不构成约定："),
    "a lecture": _before("培训讲义举例："),
    "hoped": _before("团队希望："),
    "an option": _before("备选方案二："),
}

OF_THE_HOUSE = ("unit.", "pilot.", "report.", "diligence.")  # another team's paper may well speak of the house of both
_SAME_HOUSE = "another's team"


class Failure(NamedTuple):
    """A sentence as reworded, the fact, and what it is read as now."""

    sentence: str
    reworded: str
    path: str
    read: str


class Outcome(NamedTuple):
    """How many facts of sentences a rewording was tried on, and where it failed."""

    tried: int
    failures: list[Failure]


@cache
def stating(step: int) -> tuple[tuple[Sentence, Mapping[str, Value | None]], ...]:
    """Every `step`-th learnt sentence that is no row of a table, with the facts it is rightly read to state beyond those of its small paper."""
    return tuple(
        (sentence, facts)
        for number, sentence in enumerate(sentences("learnt"))
        if number % step == 0 and sentence.key.facts and "|" not in sentence.says and (facts := dict(_stated(sentence, sentence.says)))
    )


def _stated(sentence: Sentence, text: str) -> Iterator[tuple[str, Value | None]]:
    before, read = alone(sentence.head, sentence.about), said(sentence.head, sentence.about, text)
    for path, item in read.items():
        new = path not in before or before[path][:2] != item[:2]
        if new and path not in OF_A_WHOLE and path in sentence.key.facts and _holds(sentence, path, item):
            yield path, item.value


def _holds(sentence: Sentence, path: str, item: Reading | None) -> bool:
    settled = item is not None and item.state in ("stated", "derived")
    return settled and item is not None and agrees(sentence.key.facts[path], item.value, sentence.key.optional.get(path, ()))


def tried(name: str, step: int = 1) -> Outcome:
    """What becomes of the facts of sentences under a rewording; a sentence of several sentences is not taken back whole, and left out there."""
    rewording, keeps = (KEEPS[name], True) if name in KEEPS else (TAKES[name], False)
    total, failures = 0, []
    for sentence, facts in stating(step):
        reworded = rewording(sentence.says)
        if reworded == sentence.says or (not keeps and _STOP.search(sentence.says.rstrip("。；？"))):
            continue
        read = said(sentence.head, sentence.about, reworded)
        asked = [path for path in facts if name != _SAME_HOUSE or not path.startswith(OF_THE_HOUSE)]
        total += len(asked)
        for path in asked:
            item = read.get(path)
            if _holds(sentence, path, item) is not keeps:
                failures.append(Failure(sentence.name, reworded, path, f"{item.state} {item.value}" if item else "-"))
    return Outcome(total, failures)


def main(names: Iterable[str]) -> int:
    for name in names or (*KEEPS, *TAKES):
        outcome = tried(name, 5)
        for failure in outcome.failures:
            print("   ", *failure)
        print(f"== {name}: {len(outcome.failures)} of {outcome.tried} facts {'lost' if name in KEEPS else 'still stated'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
