"""The rows of a table of rewarded people, read by its layout (`rewardtables`): one person a row, and what groups and totals get."""

from __future__ import annotations

import re
from collections.abc import Mapping

from awardrules.agreement.extraction.found import Quote, quoted
from awardrules.agreement.extraction.patterns.patterns import People
from awardrules.agreement.extraction.people.persons import Person
from awardrules.agreement.extraction.people.posts import ASIDE, CHARGE, DEPUTY, PROFESSORS, leads, members, researcher, role_of
from awardrules.agreement.extraction.people.rewardcells import answer, equity_beside, led, no_equity, remarked, spread, ticked
from awardrules.agreement.extraction.people.rewardtables import NAME, PART, RANK, SERVICE, SORT, TOTAL, Layout, amount_of, cells_of, plain_name
from awardrules.agreement.extraction.people.roster import posted
from awardrules.agreement.grammar import mentions as grammar
from awardrules.agreement.grammar.normalise import normalise
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block
from awardrules.facts.deal import Value
from awardrules.record import State

PRINCIPAL = frozenset({"principal_completer"})
_NOBODY = regex(  # no name of anybody
    "(?:党委|党组|党总支|纪委)?(?:副?(?:院长|所长|校长|书记|主任|处长|科长|部长|经理|教授|研究员)|[正副]职|法人)|(?:第[一二三]|主要)完成人|现金|股权"
)
_FIRST = regex("是(?:否|不是)(?:为|系|属|属于)?(?:本?成果)?的?(?:主要|第一)完成人")
_OFFICE = regex(
    "(?:转移|转化|科技|科研|成果|技术|服务|管理|经理)[\u4e00-\u9fff]{0,6}(?:办公室|中心|处|部|科|办)$"
)  # 技术转移办公室: a row of an office, no person
_OWN_STAFF = regex("(?:转化|转移|服务)[^，。；]{0,8}专职|专职[^，。；]{0,6}(?:转化|转移|服务)")


class Listing(State):
    """Everyone listed as rewarded, the total a table prints, and where a table says that it shares out the whole.

    `others` is what rows give to groups of people without names. The total is that of a `part` where it is called a subtotal.
    """

    people: list[Person]
    total: int | None = None
    total_quote: Quote | None = None
    part: bool = False
    others: int = 0
    paid: bool = False  # the amounts are those that vouchers pay
    paid_on: int | None = None
    in_house: int = 0  # what the unit's own staff for conversion get, as a note says


def lists_others(listing: Listing, rows: list[list[Block]], layout: Layout) -> bool:
    """Whether a further table is about other people than those listed."""
    known = {person.name for person in listing.people}
    own = {plain_name(cells.get(layout.name, "")) for cells in map(cells_of, rows[layout.head + 1 :])}
    return not own & known


def read_rows(listing: Listing, rows: list[list[Block]], layout: Layout, people: People, unit: str) -> None:
    known = {person.name: person for person in listing.people}
    for row in spread(rows[layout.head + 1 :], layout.name, people):
        cells = cells_of(row)
        who = plain_name(cells.get(layout.name, ""))
        block = next((block for block in row if block.column == layout.name), row[0])
        if any(TOTAL.search(text) for text in cells.values()):
            head = layout.heads.get(layout.columns.get("amount", -1), "")
            total = amount_of(cells.get(layout.columns.get("amount", -1), ""), head if "元" in head else head + unit)
            if total is not None and listing.total is None and not any(PART.search(text) for text in cells.values()):
                listing.total, listing.total_quote = total, quoted(row[0])
                listing.part = any("小计" in text for text in cells.values())
            continue
        if (
            (SORT.search(who) or _OFFICE.search(who))
            and layout.head >= 0
            and isinstance(given := _fields(cells, layout, people, unit)[0].get("amount"), int)
        ):
            listing.others += given
            listing.in_house += given if _OWN_STAFF.search(who) else 0
        if (
            not NAME.fullmatch(who)
            or SORT.search(who)
            or _OFFICE.search(who)
            or _NOBODY.fullmatch(who)
            or any(who in words for words, _ in people.columns.values())
        ):
            continue
        fields, ratio = _fields(cells, layout, people, unit)
        if who in known:  # a second table says more of the same people
            known[who].fields = fields | known[who].fields
        elif fields or ratio is not None:
            post = next((cells.get(layout.columns[field], "") for field in ("role", "said", "contribution") if field in layout.columns), "")
            post += "（单位领导人员）" if led(cells, layout.heads, layout.columns.get("role")) else ""
            own = next((text for column, text in cells.items() if column < layout.name and text.isdigit() and len(text) < 3), "")
            serving = SERVICE.fullmatch(cells.get(layout.columns.get("contribution", -1), "")) is not None
            listing.people.append(Person(who, fields, quoted(block), ratio, post, number=int(own or 0), serving=serving))


def _fields(cells: Mapping[int, str], layout: Layout, people: People, unit: str = "") -> tuple[dict[str, Value], int | None]:
    fields: dict[str, Value] = {}
    ratio: int | None = None
    for field, column in layout.columns.items():
        text, head = ticked(cells.get(column, "")), layout.heads.get(column, "")
        if not text or field == "said":
            continue
        value: Value | None
        values = people.columns[field][1]
        if field == "amount":
            value = amount_of(text, head if "元" in head else head + unit)
        elif field == "ratio":
            ratio, value = ratio_of(text), None
        elif field == "role":
            value = role_of(text, values)
            if (kind := researcher(text)) is not None:
                fields.setdefault("is_researcher", kind)
        elif field == "is_researcher":
            value = yes if (yes := answer(ASIDE.sub("", text))) is not None else researcher(text)
        elif field in people.said:
            value = answer(text)
            fields |= {said: told for said, told in remarked(text, people).items() if said not in fields}
        else:
            value = members(text, values)
        if value is not None:
            fields[field] = value
    if "said" in layout.columns:
        fields = posted(cells.get(layout.columns["said"], ""), people) | fields
    for column, text in cells.items():
        if column != layout.name and column not in layout.columns.values():
            fields |= {said: told for said, told in remarked(text, people).items() if said not in fields}
            forms = {value for value, words in people.columns["reward_form"][1].items() for part in re.split("[，,；;、。]", text) if part in words}
            if len(forms) == 1 and "reward_form" not in layout.columns:
                fields["reward_form"] = frozenset(forms)
    if "amount" in fields and not {"reward_form"} & {*fields, *layout.columns} and "出资" in layout.heads.get(layout.columns["amount"], ""):
        fields["reward_form"] = frozenset({"equity"})
    if not {"reward_form"} & {*fields, *layout.columns} and equity_beside(layout.heads, cells):
        fields["reward_form"] = frozenset({"equity", "cash"} if fields.get("amount") else {"equity"})
    elif not {"reward_form"} & {*fields, *layout.columns} and "amount" in fields and not no_equity(layout.heads):
        fields["reward_form"] = frozenset({"cash"})
    if "amount" in fields and not {"reward_form"} & {*fields, *layout.columns} and "现金" in layout.heads.get(layout.columns["amount"], ""):
        fields["reward_form"] = frozenset({"cash"})
    rank = next((cells.get(column, "") for column, head in layout.heads.items() if column not in layout.columns.values() and RANK.search(head)), "")
    post = cells.get(layout.columns.get("role", -1), "")
    remark = next((cells.get(column, "") for column, head in layout.heads.items() if column not in layout.columns.values() and "备注" in head), "")
    kind = researcher(remark) if "is_researcher" not in fields else fields["is_researcher"] is True if "is_researcher" in layout.columns else None
    if kind is not None and not re.search("与|和|、其|等", remark):
        fields.setdefault("is_researcher", kind)
    if kind is not None and "role" not in fields and leads(post):
        fields["role"] = "other_leader_researcher" if kind else "other_leader_admin"
    if (
        kind is not None
        and "role" not in fields
        and DEPUTY.fullmatch(CHARGE.sub("", re.split("[，、（(]", post.removeprefix("是").lstrip("，、（("))[0]))
    ):
        fields["role"] = "other_leader_researcher" if kind else "other_leader_admin"
    if (
        rank
        and "role" not in fields
        and DEPUTY.fullmatch(CHARGE.sub("", ASIDE.sub("", post)))
        and (role := role_of(f"{post}、{rank}", people.columns["role"][1])) is not None
    ):
        fields["role"] = role
    if rank and fields.get("role") == "non_leader":  # 职务、职称｜副所长、高级农艺师 beside 身份｜科研人员
        held = role_of(f"{rank}、{post}", people.columns["role"][1])
        fields["role"] = held if held is not None else "non_leader"
    if "is_researcher" not in fields and rank and (kind := True if rank in PROFESSORS else researcher(rank)) is not None:
        fields["is_researcher"] = kind
    aside = re.search("[（(](.+?)[）)]", cells.get(layout.name, "")) if "role" not in fields else None
    if aside is not None and (role := role_of(aside[1], people.columns["role"][1])) is not None:
        fields["role"] = role
    if "role" not in fields and led(cells, layout.heads, layout.columns.get("role")) is False:
        fields["role"] = "non_leader"
    if "contribution" not in fields and any(_FIRST.search(head) and answer(ticked(cells.get(column, ""))) for column, head in layout.heads.items()):
        fields["contribution"] = PRINCIPAL
    return fields, ratio


def ratio_of(text: str) -> int | None:
    """The only exact ratio that a cell holds."""
    ratios = [one for one in grammar.read(normalise(text)).mentions if one.kind == "ratio" and one.comparator == "="]
    value = ratios[0].values[0] if len(ratios) == 1 and ratios[0].values else None
    return value if isinstance(value, int) else None
