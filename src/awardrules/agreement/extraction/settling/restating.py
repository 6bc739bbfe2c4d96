"""Second statements: a figure or a day that the agreement has stated is said again in a table, an annex, a form or a summary, and differs.

Where the document as a whole has told a fact, a further mention of the same sort needs less to be known again: a row or a label that names
the matter, and the same party. It gives no fact of its own. It says the same, and nothing happens; or it says another thing, and the fact is a
conflict of both. What is former, supposed, a part, a bound or another result's is no second statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.context.belonging import OTHERS
from awardrules.agreement.extraction.context.setting import Setting
from awardrules.agreement.extraction.found import Found
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import matches, says
from awardrules.agreement.extraction.patterns.patterns import Patterns, Restated
from awardrules.agreement.extraction.people.recipients import Places
from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.extraction.settling.known import at_odds, readings
from awardrules.agreement.extraction.settling.settling import APPLICATION_DAY, of_patent
from awardrules.agreement.extraction.settling.several import of_several
from awardrules.agreement.extraction.values.holders import holders
from awardrules.agreement.extraction.values.members import listed_with_parts, of_one_of_several
from awardrules.agreement.extraction.values.quantities import before_of, in_measure, value_of
from awardrules.agreement.extraction.values.replacing import of_old_column
from awardrules.agreement.grammar.mention import Mention
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value
from awardrules.facts.quantity import SCALE, Bound
from awardrules.facts.vocabulary import Vocabulary
from awardrules.record import Record

_ROLE = {wording.TEAM: "team", wording.UNIT: "unit", wording.OTHER: "other", wording.PERSON: "person", wording.NOBODY: "nobody"}
_LABEL = regex(
    r"(?:^|(?<=[。；，\n]))[ 　]*(?:(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]|[-•·])[ 　]*)?"
    r"(?P<label>[^。；，：\n 　]{2,24})(?:：|(?<=[\u4e00-\u9fff）])[ 　])[ 　]*(?:人民币|自|于|共计?|合计|为|[^。；，：\n 　]{0,12}会，)*$"
)
_BARE = regex("(?P<label>[\u4e00-\u9fff]{2,10})[ 　]*")  # 公示截止 2025-03-17, a line of its own
_PEOPLE = regex("姓名|成员|完成人｜|持有人｜|共有人｜|权利人｜|职务|职称|工号")
_OWNERS = regex("股东|出资|发起人|股权|认缴|持股")
_WHOLE = regex(f"[{wording.TEAM}{wording.UNIT}](?:合计|小计|共计|全体)?[｜]")
# 2025-07-03：公示开始; 2025年7月3日，变更登记办理完毕
_BEHIND = regex(
    "[：:][ 　]*[\u4e00-\u9fff]{2,16}|，[\u4e00-\u9fff]{2,16}?(?:已|均|全部)*(?:办理)?(?:完[毕成]|办[结妥]|开始|结束|期满|届满)(?![\u4e00-\u9fff])"
)
_BEGINS = regex("(?:(?:备?注|说明|附注|附记)：)?(?:[（(]?[0-9一二三四五六七八九十]{1,3}[）)、.．]|[-•·])?[ 　]*")
_TOLD = regex(
    "(?P<label>[^。；，：、（）\n]{2,24}?)(?:[均都]?应?为|是|系|定为|核定为|确定为|共计?|合计|计|(?<=[订署立成满束始毕结])于)(?:自|从|由)?$"
)  # 公示期限为十二天
_NOTES = ("备注", "附注", "附记", "说明")
_SUM = regex("(?P<label>[\u4e00-\u9fff]{2,24}?)(?:共|人民币)*$")  # 扣除相关税费14.6万元
_REST = regex(
    "(?:的|用|签[订署]|订立|期限?|年限|天数|时[间长]|日期?|起始|开始|截止|结束|届满|完成|办理|审[议批]|决定|批准|提交|总?金?额|比例|数[额量]?|所得|奖励|合?计)*"
)
_SEALED = regex("[（(]?(?:盖)?章[）)]|签字|签名|盖章")
_SUMMED = regex("(?:合计|小计|共计|总计)$")
_DATED = regex("日期|时间|日")
_FIGURE = regex("：[0-9./—－-]+$")  # 赋权前：0｜赋权后：72%: the column beside
_TOOK = f"(?:一?方)?(?:占|得|享有|分得|取得|分享)?(?:有)?[{wording.RATIO}]"
_PARTED = regex(f"[{wording.TEAM}]{_TOOK}[、，；和与及][{wording.UNIT}]{_TOOK}|[{wording.UNIT}]{_TOOK}[、，；和与及][{wording.TEAM}]{_TOOK}")
_NOTE = regex("[（(][^）)]*[）)]")
_SIGNS = {"ratio": "ratio", "split": "ratio", "money": "money", "duration": "duration", "date": "date", "range": "date"}
_SIDES = {"start": regex("起(?!止)|开始|自|始"), "end": regex("(?<!起)止|结束|截|届满|期满|到期|终")}
PAPER = "agreement.date"
LONGEST, SHORT, WIDEST = 120, 40, 2_000  # signs of what names a value, of a line above a table, of a row


class Place(Record):
    """Where a value is said again: the words that name it (`label`), these with what stands behind the value (`around`), what they stand under
    (`caption`), and the parties named. With `edge` the words for the matter must stand at that edge of the label."""

    place: int
    label: str
    around: str
    caption: str
    parties: tuple[str, ...]
    edge: str = ""


def restated(
    script: Script, setting: Setting, patterns: Patterns, vocabulary: Vocabulary, facts: Mapping[str, Found], claims: Iterable[Claim], people: Places
) -> dict[str, Found]:
    """The facts with those in conflict that a second statement contradicts. What `claims` say of a place is what it says, or it was settled.

    `people` is where single people's rewards stand: those of others contradict nothing.
    """
    out = dict(facts)
    known = [one for one in patterns.restated if _exact(facts.get(one.path)) is not None]
    taken = {
        at
        for claim in claims
        if not isinstance(claim.value, bool | str | frozenset) and claim.doubt != OTHERS
        for at in range(claim.start, claim.end)
    }
    lists = of_several(script)
    for place, mention in sorted(script.values.items()):
        if place in taken or people.only_single(script, place) or listed_with_parts(script, place):
            continue
        kind = _SIGNS.get(mention.kind, "")
        asked = [one for one in known if one.kind == kind]
        if not asked or mention.comparator != "=" or setting.at(place, place + 1) or of_old_column(script, place, place + 1):
            continue
        where = _where(script, place, patterns)
        if (
            script.passage_at(place).block.table in lists
            or where is None
            or (where.edge and setting.ahead(place, place + 1))
            or any(says(text, patterns.restated_bars, 0, len(text)) for text in (where.around, where.caption))
        ):
            continue
        for one in asked:
            _compare(script, out, one, where, mention, vocabulary)
    return out


def _exact(found: Found | None) -> Value | None:
    """The one value of a fact that something may contradict."""
    if found is None or found.state not in ("stated", "derived") or isinstance(found.value, bool | str | frozenset | tuple | Bound):
        return None
    return found.value


def _compare(script: Script, facts: dict[str, Found], one: Restated, where: Place, mention: Mention, vocabulary: Vocabulary) -> None:
    found = facts[one.path]
    if says(where.around, one.unless, 0, len(where.around)):
        return
    alone = bool(one.alone) and not any(path.startswith(one.alone) for path in facts)
    if one.needs and not alone and not says(where.around + where.caption, one.needs, 0, len(where.around + where.caption)):
        return
    if one.path == APPLICATION_DAY and of_patent(script, where.place):
        return
    if where.edge == "start" and one.path == PAPER:
        return  # 双方于2024年9月2日签订共有协议: may be the paper that this one adds to
    if where.edge and not any(_at_edge(where, *found.span()) for found in matches(where.label, one.names, 0, len(where.label))):
        return
    if not says(where.label, one.names, 0, len(where.label)):
        titled = one.party and says(where.caption, one.names, 0, len(where.caption)) and not says(where.caption, one.unless, 0, len(where.caption))
        if not titled:  # 权属比例确认表: the caption says of what its rows are
            return
    if one.side and mention.kind == "date" and not _SIDES[one.side].search(where.label):
        return
    fact = vocabulary.get(one.path)
    for value in _values(script, one, where, mention, (fact.unit if fact else "") or ""):
        if value == found.value or value in found.values:
            continue
        quote = script.quote(where.place, where.place + 1)
        if quote in found.evidence and not (one.complement and _PARTED.search(where.around)):  # 净收益乙方80%、甲方30%
            continue
        facts[one.path] = found = at_odds(one.path, *readings(found), (value, (quote,)))


def _at_edge(where: Place, start: int, end: int) -> bool:
    return not start if where.edge == "start" else _REST.fullmatch(where.label, end) is not None


def _values(script: Script, one: Restated, where: Place, mention: Mention, measure: str) -> Iterator[Value]:
    if mention.kind == "range":
        if one.side and len(mention.values) == 2 and not mention.unit:
            yield mention.values[0 if one.side == "start" else 1]
        return
    if mention.kind == "split":
        told = [value for role, value in holders(script, where.place, mention) if role == one.party]
        yield from (SCALE - value if one.complement and isinstance(value, int) else value for value in told if value is not None)
        return
    if one.party and where.parties != (one.party,):
        return
    value: Value | None = (
        mention.values[0]
        if mention.kind == "date" and mention.values
        else in_measure(value_of(mention, before_of(script, where.place)), mention, measure)
    )
    if value is None or isinstance(value, bool | Bound):
        return
    if one.complement and isinstance(value, int):
        value = SCALE - value
    if one.kind != "ratio" or (isinstance(value, int) and 0 <= value <= SCALE and not (mention.values[0] == SCALE and _SUMMED.search(where.label))):
        yield value


def _where(script: Script, place: int, patterns: Patterns) -> Place | None:
    """The label of a value, where a row or a line names it; None in running text."""
    passage = script.passage_at(place)
    if passage.block.part == "table":
        return _in_row(script, passage, place)
    low, high = script.sentence(place)[0], script.segment(place)[1]
    if _BEGINS.fullmatch(script.text, low, place) and (behind := _BEHIND.match(script.text, place + 1, passage.end)):
        label = behind[0].strip("：:， 　")
        return Place(place, label, label, _caption(script, passage), ())
    found = _LABEL.search(script.text[low:place]) or (_BARE.fullmatch(script.text[low:place]) if passage.end - place <= 2 else None)
    if found is None or found["label"] in _NOTES:
        low, high = script.sentence(place)
        return None if says(script.text, patterns.restated_apart, low, high) else _in_sentence(script, passage, place)
    label = found["label"].strip()
    low = passage.start if place - passage.start <= SHORT else low  # 净收益分配--团队：80%；单位：20%
    return Place(place, _plain(label), script.text[low:place] + "｜" + script.text[place:high], _caption(script, passage), _parties(label))


def _in_sentence(script: Script, passage: Passage, place: int) -> Place | None:
    """The sentence of a value, where it holds no more figures of its sort than two parties share; of an amount or a day its segment."""
    mention = script.values[place]
    low, high = script.sentence(place)
    if mention.kind not in ("ratio", "split", "all"):
        before = script.text[script.segment(place)[0] : place]
        told = _TOLD.search(before) or (_SUM.search(before) if script.text.count(wording.MONEY, low, high) == 1 else None)
        if told:
            return Place(place, told["label"], script.text[low:high], _caption(script, passage), _parties(told["label"]), "end")
        if mention.kind == "date":  # 依据团队2025年9月16日提交的申请办理
            behind = script.text[place + 1 : script.segment(place)[1]][:SHORT].strip("日当。，； ")
            return Place(place, behind, script.text[low:high], _caption(script, passage), (), "start")
        return None
    alike = [script.values[at].values[0] for at in range(low, high) if script.text[at] == wording.RATIO and script.values[at].values]
    if len(alike) > 2 or (len(alike) == 2 and sum(alike) != SCALE and not _PARTED.search(script.text, low, high)):
        return None
    roles = tuple(role for role, _ in holders(script, place, mention))
    begun = passage.start if place - passage.start <= SHORT else low
    return Place(place, _plain(script.text[low:place]), script.text[begun:high], _caption(script, passage), roles)


def _in_row(script: Script, passage: Passage, place: int) -> Place | None:
    """The label of a value in a row: the cells before it that hold no value, the head of its column, and the words of its own clause."""
    text = script.text
    if place - passage.start > WIDEST:
        return None
    if script.values[place].kind in ("ratio", "split"):
        heads = script.text_of(_first_row(script, passage))
        if (
            _OWNERS.search(heads)
            or of_one_of_several(script, passage)
            or (_PEOPLE.search(heads) and not _WHOLE.match(text, passage.start, passage.end))
        ):
            return None  # 团队合计｜80%, 医院｜20% at the foot of a list of people are of the parties
    if script.values[place].kind == "date" and _SEALED.search(text, passage.start, passage.end):
        return None
    low = max(text.rfind("｜", passage.start, place) + 1, passage.start)
    high = text.find("｜", place, passage.end)
    cell = text[low : high if high >= 0 else passage.end]
    written = text[passage.start : low].split("｜")
    told = [at for at, one in enumerate(written) if "：" not in one and any(sign in wording.VALUES for sign in one)]
    if told and any(written[told[-1] + 1 :]):  # 成果披露｜已于3月28日填交｜审核｜4月12日通过: each label has its own value
        written = written[told[-1] + 1 :]
    cells = [one for one in written if one and not any(sign in wording.VALUES for sign in one) and not _FIGURE.search(one)]
    own = text[low:place]
    head, _, said = own.rpartition("：")
    said = said[max(said.rfind(sign) for sign in "；，。、") + 1 :]
    row = "｜".join(cells)
    behind = re.split("[；，。、]", cell[place - low + 1 :])[0]
    if script.values[place].kind == "date" and _DATED.search(head) and cells:  # 变更｜日期：…｜情况：权利人变更登记办妥
        row = text[passage.start : passage.end]
    parties = next(filter(None, map(_parties, (said, head, row))), ())
    named = "｜".join((row, head, said))
    return Place(place, _plain(named), f"{named}｜{behind}", _caption(script, passage), parties) if len(named) <= LONGEST else None


def _first_row(script: Script, passage: Passage) -> Passage:
    return script.first_rows[passage.block.table] if passage.block.part == "table" else passage


def _caption(script: Script, passage: Passage) -> str:
    """What a row or a line stands under at once: the nearest of its lead, its heading and the short line above it or its table."""
    first = _first_row(script, passage).index
    near = [index for index in (passage.lead, *passage.heading[:1]) if index is not None]
    if first and (above := script.passages[first - 1]).end - above.start <= SHORT and above.block.part == "body":
        told = script.text_of(above).rstrip()
        if not told.endswith(("；", ";")) and not (told.endswith("。") and any(sign in wording.VALUES for sign in told)):  # nor an item of a list
            near.append(first - 1)
    return script.text_of(script.passages[max(near)]).strip() if near else ""


def _parties(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_ROLE[sign] for sign in text if sign in _ROLE))


def _plain(label: str) -> str:
    return _NOTE.sub("", label)
