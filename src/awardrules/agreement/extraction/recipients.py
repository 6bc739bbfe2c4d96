"""People who are rewarded, by the tables that list them: one record a person, in the order of the first table.

A table is told by its heads, or by its cells where it has none. A row gives a field only where its cell holds a word the patterns know.
What sentences say of a person by name (`persons`) is added; where no table lists people, sentences may (项目负责人张三获得现金奖励30万元).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from awardrules.agreement.extraction import wording
from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.found import Found, Quote
from awardrules.agreement.extraction.matching import says
from awardrules.agreement.extraction.patterns import People
from awardrules.agreement.extraction.persons import Person, bare, listed_in_prose, named, said_of
from awardrules.agreement.extraction.posts import ASIDE, CHARGE, DEPUTY, members, researcher, role_of
from awardrules.agreement.extraction.rewardcells import answer, equity_beside, no_equity, remarked, spread, turned
from awardrules.agreement.extraction.roster import rewarded_in_sentences
from awardrules.agreement.extraction.script import Script
from awardrules.agreement.extraction.setting import Setting
from awardrules.agreement.grammar import mentions as grammar
from awardrules.agreement.grammar.normalise import normalise
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block
from awardrules.facts.deal import Value
from awardrules.facts.quantity import SCALE, parse_number, scaled
from awardrules.facts.vocabulary import Vocabulary
from awardrules.record import State

_TOTAL = regex("合计|总计|小计|共计|^(?:奖励|奖金)?总额$")
_NAME = regex("[\u4e00-\u9fff·]{2,6}")
_SORT = regex("完成人|人员|贡献|团队|课题组|其他|其它|单位|部门")  # sorts of people, no person
_OF_ALL = frozenset({"reward.cash_amount", "reward.cash_paid_amount"})
_HEAD_ROWS = 3
_SIGNS = wording.PARTIES + wording.PERSON + wording.NOBODY
_NOBODY_LEADS = regex(
    "(?:(?:上述|以上|上列|前述|名单内|名单中的?|受奖|获奖|其他|其余)(?:各|受奖|获奖|奖励)?(?:人员?|同志|对象)|除(?P<but>[^，。；]{2,20})(?:以外|之外|外)，?(?:其他|其余)?(?:受奖|获奖)?(?:人员?|同志)?)"
    "(?:均|都|皆)(?:不|未|没有|无|非)(?:担任|在任)?(?:任何|行政|单位)?(?:领导(?:职务|人员|干部)|行政职务|职务)"
)
_IN_SHARES = regex("(?:奖励|授予).{0,4}(?:股权|股份)|(?:股权|股份)奖励")
_RANK = regex("职称|技术职务|专业职务|技术资格")
_TITLE = 2  # passages a title may take


class Layout(State):
    """How a table is laid out: the row of its heads (-1 where it has none), the column of names, that of each field, and the heads."""

    head: int
    name: int
    columns: dict[str, int]
    heads: dict[int, str]


class Listing(State):
    """Everyone listed as rewarded, the total a table prints, and where a table says that it shares out the whole."""

    people: list[Person]
    total: int | None = None
    total_quote: Quote | None = None


def read(script: Script, setting: Setting, vocabulary: Vocabulary, people: People) -> Listing | None:
    """The people an agreement lists as rewarded, or none."""
    if "recipients" not in vocabulary.records or not people.columns:
        return None
    listing = Listing([])
    headless = False
    for lines in _tables(script):
        rows, layout = _laid_out(script, setting, lines, people)
        if layout is not None and not (listing.people and _others(listing, rows, layout)):
            _read_rows(listing, rows, layout, people, script.unit)
            headless = headless or layout.head < 0
    if not listing.people:
        listing.people = _in_prose(script, setting, people)
    elif headless:  # lines in columns stand among sentences that list people too
        known = {person.name for person in listing.people}
        beside = [person for person in rewarded_in_sentences(script, setting, people, alone=True) if person.name not in known]
        listing.people = sorted([*listing.people, *beside], key=lambda person: person.quote.start)
    if not listing.people:
        return None
    _complete(script, listing, people)
    units = [name for name, role in script.roles.items() if role == "unit"]
    if any(name.endswith(("大学", "学校")) for name in units) and not any(name.endswith(("医院", "研究院", "研究所")) for name in units):
        _drop_deans(listing)
    for person in listing.people:
        person.fields |= {
            field: value for field, value in said_of(script, setting, person, listing.people, people).items() if field not in person.fields
        }
    listing.people = [person for person in listing.people if person.fields]
    _no_leaders(script, listing)
    return listing if listing.people else None


def _no_leaders(script: Script, listing: Listing) -> None:
    """Everybody is said to hold no leading post, or everybody but those named (除梁漱石外均不担任领导职务)."""
    text = "".join(script.raw(place) if sign in _SIGNS else sign for place, sign in enumerate(script.text))
    for found in _NOBODY_LEADS.finditer(text):
        for person in listing.people:
            if person.name not in (found["but"] or "") and "role" not in person.fields:
                person.fields["role"] = "non_leader"


def _in_prose(script: Script, setting: Setting, people: People) -> list[Person]:
    """The people that sentences reward: those of the patterns, with what the words beside their names say, and those of lists of names."""
    sought, listed = listed_in_prose(script, setting, people), rewarded_in_sentences(script, setting, people)
    known = {person.name: person for person in listed}
    if any(person.name in known and known[person.name].fields.get("amount") != person.fields.get("amount") for person in sought):
        return sought
    taken = {person.place for person in listed}
    further = [person for person in sought if person.name not in known and person.place not in taken]
    return sorted([*listed, *further], key=lambda person: person.quote.start) if further else listed


def stated(listing: Listing) -> Found:
    """The list as a fact."""
    return Found("recipients", "stated", tuple(person.fields for person in listing.people), (), tuple(person.quote for person in listing.people))


def sums(script: Script, setting: Setting, people: People) -> frozenset[int]:
    """The places of the amounts that sentences give to people by name; that of the only principal completer is the principal completers' too."""
    listed = _in_prose(script, setting, people) if people.columns else []
    principal = [person for person in listed if person.fields.get("contribution") == frozenset({"principal_completer"})]
    return frozenset(person.place for person in listed if person.place >= 0 and principal != [person])


def without_shares(script: Script, setting: Setting, people: People, claims: list[Claim]) -> list[Claim]:
    """The claims without those that take one person's reward for that of all."""
    if not any(claim.path in _OF_ALL for claim in claims):
        return claims
    listing, own = tables(script, setting, people), sums(script, setting, people)
    single = [claim for claim in claims if claim.path in _OF_ALL and (claim.start in own or script.passage_at(claim.start).block.table in listing)]
    return [claim for claim in claims if claim not in single] if single else claims


def tables(script: Script, setting: Setting, people: People) -> frozenset[int]:
    """The numbers of the tables that list people: their amounts are each person's."""
    return frozenset(rows[0][0].table or 0 for rows in _tables(script) if people.columns and _laid_out(script, setting, rows, people)[1] is not None)


def _tables(script: Script) -> list[list[list[Block]]]:
    tables: dict[int, dict[int, list[Block]]] = {}
    for block in script.blocks:
        if block.part == "table" and block.table is not None and block.row is not None:
            tables.setdefault(block.table, {}).setdefault(block.row, []).append(block)
    return [[rows[row] for row in sorted(rows)] for rows in tables.values() if len(rows) > 1]


def _cells(row: Iterable[Block]) -> dict[int, str]:
    """The text of each column; the lines of a wrapped cell as one, its paragraphs apart."""
    cells: dict[int, str] = {}
    for block in row:
        column, text = block.column or 0, bare(block.text)
        cells[column] = cells[column] + ("、" if (block.table or 0) > 0 else "") + text if column in cells else text
    return cells


def _laid_out(script: Script, setting: Setting, rows: list[list[Block]], people: People) -> tuple[list[list[Block]], Layout | None]:
    """The rows of a table of rewarded people with its layout; a table that stands on its side is turned."""
    layout = _layout(script, setting, rows, people)
    if layout is None and (other := turned(rows, people)):
        return other, _layout(script, setting, other, people)
    return rows, layout


def _layout(script: Script, setting: Setting, rows: list[list[Block]], people: People) -> Layout | None:
    """The layout of a table of rewarded people; None for any other table."""
    around = _around(script, rows)
    if says(around, people.barred, 0, len(around)) or setting.at(*_place(script, rows), despite=frozenset({"law"})):
        return None
    for index, row in enumerate(rows[:_HEAD_ROWS]):
        heads = _cells(row)
        if any(says(text, people.barred, 0, len(text)) for text in heads.values()):
            return None
        name = _name_column(heads, people)
        if name is None:
            continue
        columns = _columns({column: text for column, text in heads.items() if column != name}, people)
        _by_content(columns, name, spread(rows[index + 1 :], name, people), people)
        rewarded = any(word in text for text in (*heads.values(), around) for word in people.heads)
        people_named = any((who := _name(_cells(one).get(name, ""))) and _NAME.fullmatch(who) and not _SORT.search(who) for one in rows[index + 1 :])
        told = rewarded and ("amount" in columns or "reward_form" in columns or any(_IN_SHARES.search(text) for text in heads.values()))
        if people_named and (told or ("ratio" in columns and "award" in columns)):
            return Layout(index, name, columns, heads)
        return None
    return _without_heads(rows, around, people)


def _without_heads(rows: list[list[Block]], around: str, people: People) -> Layout | None:
    """A table of names and amounts whose heads are missing: every row but a total begins with a name and holds an amount with its unit."""
    body = [cells for cells in map(_cells, rows) if not any(_TOTAL.search(text) for text in cells.values())]
    if len(body) < 2 or not any(word in around for word in people.heads):
        return None
    name = next((column for column in sorted(body[0])[:2] if all(named(cells.get(column, ""), people) for cells in body)), None)
    amount = next((column for column in sorted(body[0]) if all("元" in cells.get(column, "") and _amount(cells[column], "") for cells in body)), None)
    if name is None or amount is None:
        return None
    columns = {"amount": amount}
    _by_content(columns, name, rows, people)
    return Layout(-1, name, columns, {})


def _name_column(heads: Mapping[int, str], people: People) -> int | None:
    """The column of names: a head that is such a word, else one that holds it and no field's."""
    exact = next((column for column, text in heads.items() if text in people.name), None)
    if exact is not None:
        return exact
    asked = {column: text for column, text in heads.items() if not text.startswith("是否")}
    return next((column for column, text in asked.items() if any(text.endswith(word) or text.startswith(word) for word in people.name)), None)


def _columns(heads: Mapping[int, str], people: People) -> dict[str, int]:
    """The column of each field: the longest word of a head decides which field it is, and each column is of one field."""
    spots = [
        (len(word) + 100 * (text == word) + 200 * (field == "role" and "职务" in text and not _RANK.search(text)), -column, field, column)
        for column, text in heads.items()
        for field, (words, _) in people.columns.items()
        for word in words
        if word in text
    ]
    columns: dict[str, int] = {}
    for _, _, field, column in sorted(spots, reverse=True):
        if field not in columns and column not in columns.values():
            columns[field] = column
    return columns


def _by_content(columns: dict[str, int], name: int, rows: list[list[Block]], people: People) -> None:
    """Fields whose head tells nothing, by cells that all say one of the words of the field."""
    body = [cells for cells in map(_cells, rows) if not any(_TOTAL.search(text) for text in cells.values())]
    for column in sorted({column for cells in body for column in cells}):
        texts = [cells[column] for cells in body if cells.get(column)]
        if columns.get("role") == column and texts and all(members(text, people.columns["contribution"][1]) for text in texts):
            del columns["role"]  # 身份｜主要完成人
        if column == name or column in columns.values():
            continue
        for field in ("contribution", "reward_form"):
            if field not in columns and len(texts) == len(body) and all(members(text, people.columns[field][1]) for text in texts):
                columns[field] = column
                break


def _others(listing: Listing, rows: list[list[Block]], layout: Layout) -> bool:
    """Whether a further table is about other people than those listed."""
    known = {person.name for person in listing.people}
    own = {_name(cells.get(layout.name, "")) for cells in map(_cells, rows[layout.head + 1 :])}
    return not own & known


def _read_rows(listing: Listing, rows: list[list[Block]], layout: Layout, people: People, unit: str) -> None:
    known = {person.name: person for person in listing.people}
    for row in spread(rows[layout.head + 1 :], layout.name, people):
        cells = _cells(row)
        who = _name(cells.get(layout.name, ""))
        block = next((block for block in row if block.column == layout.name), row[0])
        if any(_TOTAL.search(text) for text in cells.values()):
            head = layout.heads.get(layout.columns.get("amount", -1), "")
            total = _amount(cells.get(layout.columns.get("amount", -1), ""), head if "元" in head else head + unit)
            if total is not None and listing.total is None:
                listing.total, listing.total_quote = total, _quote(row[0])
            continue
        if not _NAME.fullmatch(who) or _SORT.search(who):
            continue
        fields, ratio = _fields(cells, layout, people, unit)
        if who in known:  # a second table says more of the same people
            known[who].fields = fields | known[who].fields
        elif fields or ratio is not None:
            post = cells.get(layout.columns["role"], "") if "role" in layout.columns else ""
            listing.people.append(Person(who, fields, _quote(block), ratio, post))


def _name(text: str) -> str:
    return ASIDE.sub("", text)


def _fields(cells: Mapping[int, str], layout: Layout, people: People, unit: str = "") -> tuple[dict[str, Value], int | None]:
    fields: dict[str, Value] = {}
    ratio: int | None = None
    for field, column in layout.columns.items():
        text, head = cells.get(column, ""), layout.heads.get(column, "")
        if not text:
            continue
        value: Value | None
        values = people.columns[field][1]
        if field == "amount":
            value = _amount(text, head if "元" in head else head + unit)
        elif field == "ratio":
            ratio, value = _ratio(text), None
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
    for column, text in cells.items():
        if column != layout.name and column not in layout.columns.values():
            fields |= {said: told for said, told in remarked(text, people).items() if said not in fields}
    if "reward_form" not in layout.columns and equity_beside(layout.heads, cells):
        fields["reward_form"] = frozenset({"equity", "cash"} if fields.get("amount") else {"equity"})
    elif "reward_form" not in layout.columns and "amount" in fields and not no_equity(layout.heads):
        fields["reward_form"] = frozenset({"cash"})
    if "amount" in fields and not {"reward_form"} & {*fields, *layout.columns} and "现金" in layout.heads.get(layout.columns["amount"], ""):
        fields["reward_form"] = frozenset({"cash"})
    rank = next((cells.get(column, "") for column, head in layout.heads.items() if column not in layout.columns.values() and _RANK.search(head)), "")
    post = cells.get(layout.columns.get("role", -1), "")
    remark = next((cells.get(column, "") for column, head in layout.heads.items() if column not in layout.columns.values() and "备注" in head), "")
    kind = researcher(remark) if "is_researcher" not in fields else fields["is_researcher"] is True if "is_researcher" in layout.columns else None
    if kind is not None and not re.search("与|和|、其|等", remark):
        fields.setdefault("is_researcher", kind)
    if kind is not None and "role" not in fields and DEPUTY.fullmatch(CHARGE.sub("", post.removeprefix("是").lstrip("，、（("))):
        fields["role"] = "other_leader_researcher" if kind else "other_leader_admin"
    if (
        rank
        and "role" not in fields
        and DEPUTY.fullmatch(CHARGE.sub("", post))
        and (role := role_of(f"{post}、{rank}", people.columns["role"][1])) is not None
    ):
        fields["role"] = role
    if "is_researcher" not in fields and rank and (kind := researcher(rank)) is not None:
        fields["is_researcher"] = kind
    aside = re.search("[（(](.+?)[）)]", cells.get(layout.name, "")) if "role" not in fields else None
    if aside is not None and (role := role_of(aside[1], people.columns["role"][1])) is not None:
        fields["role"] = role
    return fields, ratio


def _drop_deans(listing: Listing) -> None:
    """At a university 副院长 is of a school or of a hospital: whether a leader of the unit is anybody's guess."""
    for person in listing.people:
        deputy = person.post.startswith(("副院长", "副所长", "副主任")) and person.fields.get("role") in (
            "other_leader_researcher",
            "other_leader_admin",
        )
        head = person.post.startswith(("院长", "所长", "书记")) and person.fields.get("role") == "principal_leader" and "正职" not in person.post
        if deputy or head:
            del person.fields["role"]


def _complete(script: Script, listing: Listing, people: People) -> None:
    """One form for all: what the sentences say of every reward, where no row says its own."""
    cash = frozenset({"cash"})
    if not people.all_cash or any(person.fields.get("reward_form", cash) != cash for person in listing.people):
        return
    if says(script.text, people.all_cash, 0, len(script.text)) and not re.search("股权奖励|奖励股权|以股权形式|股份奖励", script.text):
        for person in listing.people:
            person.fields["reward_form"] = cash


def _amount(text: str, head: str) -> int | None:
    """The amount of a cell in yuan; its head may name the unit."""
    factor = 10_000 if text.endswith(("万元", "万")) or ("万" in head and not text.endswith("元")) else 1
    number = parse_number(re.sub("^(?:人民币|现金|￥|¥)+", "", text).removesuffix("整").removesuffix("元").removesuffix("万"))
    if number is not None:
        value = scaled(number * factor)
        return value if isinstance(value, int) and value * 100 % SCALE == 0 else None
    money = [one for one in grammar.read(normalise(text)).mentions if one.kind == "money" and one.comparator == "="]
    found = {one.values[0] for one in money if one.values}
    only = next(iter(found)) if len(found) == 1 else None
    return only if isinstance(only, int) else None


def _ratio(text: str) -> int | None:
    ratios = [one for one in grammar.read(normalise(text)).mentions if one.kind == "ratio" and one.comparator == "="]
    value = ratios[0].values[0] if len(ratios) == 1 and ratios[0].values else None
    return value if isinstance(value, int) else None


def _place(script: Script, rows: list[list[Block]]) -> tuple[int, int]:
    passage = next((one for one in script.passages if one.block.start == rows[0][0].start), None)
    return (passage.start, passage.end) if passage is not None else (0, 0)


def _around(script: Script, rows: list[list[Block]]) -> str:
    """The words a table stands under: its lead, its headings, the line before it."""
    passage = next((one for one in script.passages if one.block.start == rows[0][0].start), None)
    if passage is None:
        return ""
    before = [script.text_of(script.passages[passage.index - 1])[-60:]] if passage.index else []
    first = [script.text_of(one) for one in script.passages[: min(_TITLE, passage.index)]]
    return "\n".join([*before, *(script.text[start:end][-60:] for start, end in script.above(passage)), *first])


def _quote(block: Block) -> Quote:
    return Quote(block.text, block.part, block.clause, block.page, block.start, block.end, block.boxes)
