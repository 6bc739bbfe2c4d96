"""From claims to facts in states: one value stated, one derived, a blank, a conflict that names all values, or nothing settled."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import pairwise

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.found import Found, Quote, State
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.extraction.settling.known import at_odds
from awardrules.agreement.extraction.settling.leftout import LEFT_OUT
from awardrules.agreement.extraction.settling.listing import elsewhere, goes_on
from awardrules.agreement.extraction.values import incomes
from awardrules.agreement.extraction.values.replacing import current, decided, of_the_first_term
from awardrules.agreement.programs import regex
from awardrules.facts.deal import Value
from awardrules.facts.quantity import SCALE, Bound
from awardrules.facts.vocabulary import Vocabulary

MAX_QUOTES = 6
NEAR = 3  # rows of a table about a patent
SHARES = ("grant.team_share", "grant.unit_share")
DECIDED = frozenset({"grant.approved", "grant.collective_decision"})
PUBLICITY = "grant.publicity."
SLIP, YEAR = 31, 365  # days
ROUND = 180  # days between two publicities that are two rounds, and no slip of the pen
DECISION_DAY = "grant.decision_date"
APPLICATION_DAY = "grant.application_date"
_OF_PATENT = regex("授权公告|公开日|公告日|申请号|优先权")
_PATENT = regex("授权公告|公开日|公告日|申请号|优先权|专利权评价|查新|检索报告|专利(?:基本)?(?:情况|信息|概况)")
_APPLIED = regex("专利申请|申请号|已申请专利|受理通知")
_NEXT_CELL = regex(f"(?:｜[^｜：{wording.VALUES}\\n]{{2,24}})+｜[^｜]{{0,3}}")  # 收到申请｜7月28日｜院务会决策｜8月22日
_RULES = regex(
    "(?:^|[，；：])[^，。；：依按根据照遵]*《[^《》]{2,40}(?:办法|规定|细则|制度|章程|规则|规程|规范)》[^，。；]{0,8}$"
)  # 《转化管理办法》于6月2日由校务会审议通过
_REVIEW = regex("评审|评议|初审|预审|论证")
_BODY = regex("办公会|党[委组]|校务|院务|所务|理事会|领导班子|集体[决讨研审]|决策机构")
_THEN = regex(f"[^。；（）｜：{wording.DATE}]*[，、；][^。；（）｜：{wording.DATE}]*")
COSTS = frozenset({"proceeds.third_party_service_fee", "proceeds.transaction_direct_cost", "proceeds.ip_maintenance_cost", "proceeds.related_taxes"})
_YEAR = regex("(?:19|20)[0-9]{2}(?=年|[-./])")
SEVERAL = "several"  # the doubt about what is said of several results
BY_INCOME = "by-income"  # the doubt about what differs by the kind of income
_RESULTS = regex("(?:成果|专利|软件|品种|标的|技术|项目)(?:成果)?(?:名称)?")
_TOLD_OF_EACH = regex("份额|比例|占比|权|归属|收益|类型|类别|状态|方式|期限|年限")  # heads of columns in a list of results
_LISTED = regex("(?:成果|专利|软件|技术|品种)(?:的)?名称：")
_NUMBERED = regex("(?:成果|专利|软件|技术|品种|项目)[（(]?(?:[一二三四五六1-9①-⑨A-Ea-e]|[甲乙丙丁](?!方))[）)]?(?![0-9年月日万亿元%％项件个])")
_RIGHT = "(?:专利|软件|著作权|品种|布图|成果|技术|标的)"
_CALLED = regex(f"“([^“”]{{2,40}})”[^“”，。；]{{0,8}}{_RIGHT}|{_RIGHT}权?(?:名称)?[：为是]?“([^“”]{{2,40}})”")  # “柔性阵列”发明专利, 专利“柔性阵列”
IN_PART = frozenset({"agreement.terms"})
"""Sets of which the members found are the least there are: what was not found may stand in words that were not understood."""
LISTED = frozenset(
    {
        "conversion.price_publicity.items",
        "grant.application_materials",
        "result.disclosure_items",
        "result.disclosure_materials",
        "result.development_evidence",
        "result.ledger_marks",
        "result.single_list_process_materials",
        "unit.exemption_rule_contents",
    }
)
"""Sets that sentences list; where a list goes on the members found are the least there are: what is missing may be the item not understood."""
OWN = frozenset({"unit"})
PLACES = frozenset({"conversion.price_publicity.places", "grant.publicity.places", "result.publicity_places"})


def settled(script: Script, claims: Iterable[Claim], vocabulary: Vocabulary) -> dict[str, Found]:
    """The facts the claims amount to, by path in the order of the vocabulary."""
    grouped: dict[str, list[Claim]] = {}
    for claim in claims:
        grouped.setdefault(claim.path, []).append(claim)
    shares = [claim for path in SHARES for claim in grouped.get(path, ())]
    grouped |= {path: decided(script, grouped[path], shares) for path in SHARES if path in grouped}
    grouped = {path: said for path, said in grouped.items() if said}
    _other_shares(grouped)
    order = {path: index for index, path in enumerate(vocabulary.facts)}
    return {path: settle(script, path, grouped[path], vocabulary) for path in sorted(grouped, key=lambda p: order.get(p, len(order)))}


def settle(script: Script, path: str, claims: list[Claim], vocabulary: Vocabulary) -> Found:
    """One fact from its claims."""
    fact = vocabulary.get(path)
    read = _standing(script, [claim for claim in claims if claim.value is not None and not claim.blank and not claim.doubt], claims)
    read = of_the_first_term(script, read)
    if fact is not None and fact.type == "set" and read:
        union: frozenset[str] = frozenset().union(*(claim.value for claim in read if isinstance(claim.value, frozenset)))
        least = path in IN_PART or (path in LISTED and goes_on(script, read)) or (path in PLACES and union == OWN and elsewhere(script, read))
        left = {claim: claim.value for claim in claims if claim.doubt == LEFT_OUT and isinstance(claim.value, frozenset) and not claim.value <= union}
        most = frozenset(fact.values or ()).difference(*left.values()) if left else None
        return Found(path, "stated", Bound(union, most) if least else union, (), quotes(script, [*left, *read]))
    if read and any(claim.blank for claim in claims) and all(isinstance(claim.value, Bound) for claim in read):
        # ____%，但不得低于50%: a blank with its limit
        blanks = [claim for claim in claims if claim.blank]
        limit = readings(claim.value for claim in read if claim.value is not None)[0]
        options, free = _offered(blanks)
        return Found(path, "placeholder", limit, options, quotes(script, [*blanks, *read]), proposed=_proposed(blanks), free=free)
    if path == DECISION_DAY:
        read = _of_the_body(script, _last_decided(script, read))
    if path == APPLICATION_DAY:
        read = [claim for claim in read if not of_patent(script, claim.start)]
    if path in DECIDED:
        read = _latest(script, read)
    if fact is not None and fact.type == "money":
        read = _whole(script, read)
    if path in SHARES:
        read = _sum(script, read)
    if path.startswith(PUBLICITY):
        read = _last_round(script, read)
    values = readings(claim.value for claim in read if claim.value is not None)
    if path == incomes.PATH and values and incomes.by_income(script, read):
        return Found(path, "not_stated", None, (), quotes(script, _one_each(read, values)), BY_INCOME)
    if len(values) > 1:
        read = current(script, read)
        values = readings(claim.value for claim in read if claim.value is not None)
    if len(values) > 1 and (_of_several(script, read) or (path in COSTS and _items(script, read))):
        each = [quotes(script, [claim for claim in read if claim.value == value])[:1] for value in values]
        places = tuple(quote for one in each for quote in one)
        return Found(path, "not_stated", None, tuple(values), quotes(script, _one_each(read, values)), SEVERAL, places=places)
    if len(values) > 1:
        return at_odds(path, *((value, quotes(script, [claim for claim in read if claim.value == value])) for value in values))
    if values:
        state: State = "derived" if all(claim.derived for claim in read) else "stated"
        first = [claim for claim in read if claim.value == values[0]]
        return Found(path, state, values[0], (), quotes(script, first), "", next((claim.base for claim in first if claim.base), ""))
    blank = [claim for claim in claims if claim.blank]
    if blank:
        bound = next((claim.value for claim in blank if isinstance(claim.value, Bound)), None)
        options, free = _offered(blank)
        return Found(path, "placeholder", bound, options, quotes(script, blank), proposed=_proposed(blank), free=free)
    return Found(path, "not_stated", None, (), quotes(script, claims), next((claim.doubt for claim in claims if claim.doubt), ""))


def _offered(blanks: list[Claim]) -> tuple[tuple[Value, ...], bool]:
    """The choices that are printed for a fact, and whether something else may be written: behind 其他, or into a blank at another place."""
    offered = [claim for claim in blanks if claim.value is not None and not isinstance(claim.value, Bound)]
    places = {claim.start for claim in offered}
    figures = any(isinstance(claim.value, int | Fraction) and not isinstance(claim.value, bool) for claim in offered)
    elsewhere = figures and any(claim.start not in places for claim in blanks)
    options = tuple(dict.fromkeys(claim.value for claim in offered if claim.value is not None))
    return options, elsewhere or any(claim.free for claim in blanks)


def _proposed(blanks: list[Claim]) -> str:
    return next((claim.proposed for claim in blanks if claim.proposed), "")


def _whole(script: Script, read: list[Claim]) -> list[Claim]:
    """Of amounts in one sentence, one of which is the sum of the others, the sum (280万元，其中专利权250万元、技术资料30万元)."""
    amounts = {claim.start: claim.value for claim in read if isinstance(claim.value, int)}
    whole = max(amounts.values(), default=0)
    parts = [value for value in amounts.values() if value < whole]
    if len(parts) < 2 or sum(parts) != whole or len({script.sentence(claim.start) for claim in read}) > 1:
        return read
    return [claim for claim in read if claim.value == whole]


def _last_round(script: Script, read: list[Claim]) -> list[Claim]:
    """Of what is said of a publicity in two sentences half a year and more apart the later: an earlier round came to nothing, or was another one's.

    The same day in another year is a slip of the pen, and stays.
    """
    days = [day for claim in read if (day := _told_on(script, claim)) is not None]
    if not days or len(days) < len(read):
        return read
    gaps = [max(days) - day for day in days]
    return [claim for claim, gap in zip(read, gaps, strict=True) if gap < ROUND or abs((gap + SLIP) % YEAR - SLIP) <= SLIP]


def _told_on(script: Script, claim: Claim) -> int | None:
    """The last day that the sentence of a claim names."""
    low, high = script.sentence(claim.start)
    days = [
        value
        for place in range(low, high)
        if (mention := script.values.get(place)) is not None and mention.kind in ("date", "range") and not mention.unit
        for value in mention.values
        if isinstance(value, int)
    ]
    return max(days, default=None)


def _sum(script: Script, read: list[Claim]) -> list[Claim]:
    """Of shares that stand in one sentence, one of which is the sum of all others, the sum (两校合计保留40%，其中东校24%、西校16%)."""
    shares = {claim.value for claim in read if isinstance(claim.value, int)}
    whole = max(shares, default=0)
    if len(shares) < 3 or sum(shares) != 2 * whole:
        return read
    told: dict[tuple[int, int], set[Value | None]] = {}
    for claim in read:
        told.setdefault(script.sentence(claim.start), set()).add(claim.value)
    if not any(shares <= values for values in told.values()):
        return read
    return [claim for claim in read if not isinstance(claim.value, int) or claim.value == whole]


def _latest(script: Script, read: list[Claim]) -> list[Claim]:
    """Of a refusal of an earlier year and a consent of a later one the consent (2022年…未通过; 2025年…同意)."""

    def year(claim: Claim) -> str:
        low, high = script.sentence(claim.start)
        written = (script.raw(place) if place in script.values else script.text[place] for place in range(low, high))
        return max(_YEAR.findall("".join(written)), default="")

    consents = [year(claim) for claim in read if claim.value is True]
    latest = max(consents, default="")
    return [claim for claim in read if claim.value is not False or not (said := year(claim)) or said >= latest]


def _last_decided(script: Script, read: list[Claim]) -> list[Claim]:
    """Of two days that stand in one row or sentence one behind the other the last: the label behind a day is the next one's, and the body that
    decides speaks after the one that examined (领导小组8月29日审议同意，9月10日校长办公会批准). When rules were passed is none."""
    read = [claim for claim in read if not _RULES.search(script.text[script.sentence(claim.start)[0] : claim.start])]
    spots = sorted({claim.start for claim in read if claim.start in script.values})
    past = {
        first
        for first, then in pairwise(spots)
        if _NEXT_CELL.fullmatch(script.text, first + 1, then)
        or (_THEN.fullmatch(script.text, first + 1, then) and _day(script, first) < _day(script, then))
    }
    return [claim for claim in read if claim.start not in past]


def _of_the_body(script: Script, read: list[Claim]) -> list[Claim]:
    """Of the days of a review and of a decision that followed it the day of the decision (1月9日评审，五票同意; 院长办公会1月16日同意赋权)."""
    reviews = [claim for claim in read if _reviews(script, claim)]
    decisions = [claim.value for claim in read if claim not in reviews and isinstance(claim.value, int)]
    last = max(decisions, default=0)
    return [claim for claim in read if claim not in reviews or not isinstance(claim.value, int) or claim.value > last]


def _reviews(script: Script, claim: Claim) -> bool:
    """Whether the sentence of a claim tells of a review, and of no body that decides."""
    sentence = script.sentence(claim.start)
    return _REVIEW.search(script.text, *sentence) is not None and not _BODY.search(script.text, *sentence)


def of_patent(script: Script, place: int) -> bool:
    """Whether a day stands in a table about a patent (申请日｜…, 授权公告日｜…), or in the note to where its application is told: it was applied
    for there, not a grant."""
    passage = script.passage_at(place)
    if passage.block.part in ("footnote", "endnote"):
        noted = next((one for one in reversed(script.passages[: passage.index]) if one.block.part == "body"), None)
        return noted is not None and _APPLIED.search(script.text_of(noted)) is not None and "赋权" not in script.text_of(passage)
    if passage.block.part != "table":
        return False
    if _OF_PATENT.search(script.text, passage.start, passage.end):
        return True
    rows = [one for one in script.passages[max(passage.index - NEAR, 0) : passage.index + NEAR] if one.block.table == passage.block.table]
    above = script.passages[max(script.first_rows[passage.block.table].index - 1, 0)]
    return any(_PATENT.search(script.text, one.start, one.end) for one in (*rows, above)) and "赋权" not in script.text_of(above)


def _day(script: Script, place: int) -> int:
    value = script.values[place].values[0] if script.values[place].values else 0
    return value if isinstance(value, int) else 0


def _of_several(script: Script, read: list[Claim]) -> bool:
    """Whether every claim is of a result of its own (成果1…；成果2…, the rows of a list of results): then they contradict nothing.

    Of what sort a result is may be said once more anywhere (软件著作权维护费).
    """
    said: dict[tuple[int, str], set[Value]] = {}
    again: set[Value] = set()
    for claim in read:
        item = _item_of(script, claim.start)
        if claim.value is None or not (item or isinstance(claim.value, str)):
            return False
        (said.setdefault(item, set()) if item else again).add(claim.value)
    return len(said) > 1 and all(len(values) == 1 for values in said.values()) and again <= set().union(*said.values())


def _items(script: Script, read: list[Claim]) -> bool:
    """Whether all claims stand in one sentence one behind the other (专利代理费3万元、检测费8.4万元): items, of which none is the whole."""
    return len({script.sentence(claim.start) for claim in read}) == 1 and "、" in script.text[read[0].start : read[-1].start]


def _item_of(script: Script, place: int) -> tuple[int, str] | None:
    """The one of several results that a place speaks of: the row of a list, or the name before the place in its sentence."""
    passage = script.passage_at(place)
    if passage.block.part == "table":
        name = script.text_of(passage).partition("｜")[0].strip()
        corner, *heads = (head.strip() for head in script.text_of(script.first_rows[passage.block.table]).split("｜"))
        label, colon, _ = script.text[max(script.text.rfind("｜", passage.start, place) + 1, passage.start) : place + 1].partition("：")
        headed = colon and label.strip() in heads and _TOLD_OF_EACH.search(label)  # no form whose first line tells the result
        if headed and (_RESULTS.fullmatch(corner) or _NUMBERED.match(name)):  # 成果｜团队份额 over 成果A｜60%
            return -2, name
        return (passage.index, "") if _LISTED.search(script.text_of(passage)) else None
    low, _ = script.sentence(place)
    named = _NUMBERED.findall(script.text, low, place)
    if named:
        return -1, named[-1]
    called = [found[1] or found[2] for found in _CALLED.finditer(script.text, low, place)]
    return (-3, called[-1]) if called else None


def _standing(script: Script, read: list[Claim], claims: list[Claim]) -> list[Claim]:
    """The claims without those that a later clause replaces: a recital says 60%, 由60%提高至80% says that it is past. An annex stands."""
    replaced = [claim for claim in claims if claim.doubt == "former" and claim.value is not None]
    if not replaced:
        return read
    now = {script.sentence(claim.start) for claim in read}
    past = [claim for claim in replaced if script.sentence(claim.start) in now]  # the new value stands beside the old one
    return [claim for claim in read if not any(claim.value == one.value and claim.end <= one.start for one in past)] or read


def _other_shares(grouped: dict[str, list[Claim]]) -> None:
    """A former share of one party is the rest of the former share of the other."""
    for path, other in (SHARES, SHARES[::-1]):
        for claim in list(grouped.get(path, ())):
            if other in grouped and claim.doubt == "former" and isinstance(claim.value, int):
                grouped[other].append(Claim(other, SCALE - claim.value, claim.start, claim.end, doubt="former"))


def readings(values: Iterable[Value]) -> list[Value]:
    """The values that differ: a bound that holds the exact value beside it says no other thing."""
    distinct = list(dict.fromkeys(values))
    exact = [value for value in distinct if not isinstance(value, Bound)]
    loose = [value for value in distinct if isinstance(value, Bound) and not any(_within(one, value) for one in exact)]
    if not exact and len(loose) > 1:
        lows = [bound.low for bound in loose if bound.low is not None]
        highs = [bound.high for bound in loose if bound.high is not None]
        low, high = max(lows, default=None), min(highs, default=None)
        if low is None or high is None or low <= high:
            return [Bound(low, high)]
    return [*exact, *loose]


def _within(value: Value, bound: Bound) -> bool:
    if isinstance(value, bool | str | frozenset | tuple | Bound):
        return False
    return (bound.low is None or bound.low <= value) and (bound.high is None or value <= bound.high)


def _one_each(read: list[Claim], values: list[Value]) -> list[Claim]:
    """A claim for every value first, so that no reading lacks its sentence."""
    first = [next(claim for claim in read if claim.value == value) for value in values if any(claim.value == value for claim in read)]
    return [*first, *(claim for claim in read if claim not in first)]


def quotes(script: Script, claims: Iterable[Claim]) -> tuple[Quote, ...]:
    """The sentences behind claims, each once."""
    found: dict[tuple[int, int], Quote] = {}
    for claim in claims:
        for start, end in ((claim.start, claim.end), *claim.also):
            if len(found) == MAX_QUOTES:
                return tuple(found.values())
            quote = script.quote(start, end)
            if quote.text:
                found.setdefault((quote.start, quote.end), quote)
    return tuple(found.values())


def merged(facts: Mapping[str, Found], further: Iterable[Found]) -> dict[str, Found]:
    """Facts with derived ones beside them; what is stated is never replaced."""
    out = dict(facts)
    for found in further:
        if found.path not in out or out[found.path].state == "not_stated":
            out[found.path] = found
    return out
