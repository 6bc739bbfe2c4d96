"""People who are rewarded, by the tables that list them: one record a person, in the order of the first table.

A table is told by its heads, or by its cells where it has none. A row gives a field only where its cell holds a word the patterns know.
What sentences say of a person by name (`persons`) is added; where no table lists people, sentences may (项目负责人张三获得现金奖励30万元).
"""

from __future__ import annotations

import re

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.context.setting import Setting
from awardrules.agreement.extraction.found import Found, quoted
from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.patterns.matching import matches
from awardrules.agreement.extraction.patterns.patterns import People
from awardrules.agreement.extraction.people.lone import rewarded_alone
from awardrules.agreement.extraction.people.personforms import in_forms
from awardrules.agreement.extraction.people.persons import (
    Person,
    Spoken,
    all_spelled,
    appose,
    drop_deans,
    labelled,
    listed_in_prose,
    said_of,
    sort_out,
    speaks,
    written_out,
)
from awardrules.agreement.extraction.people.posts import ASIDE, CHARGE, DEPUTY
from awardrules.agreement.extraction.people.referring import written_names
from awardrules.agreement.extraction.people.rewardrows import PRINCIPAL, Listing, lists_others, read_rows
from awardrules.agreement.extraction.people.rewardtables import (
    beside,
    laid_out,
    place_of,
    tables_of,
)
from awardrules.agreement.extraction.people.roster import rewarded_in_sentences, rewarded_without_sums
from awardrules.agreement.extraction.people.titles import entitle
from awardrules.agreement.extraction.people.vouchers import paid_out
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.programs import regex
from awardrules.agreement.reading.model import Block
from awardrules.facts.vocabulary import Vocabulary
from awardrules.record import Record

_OF_ALL = frozenset({"reward.cash_amount", "reward.cash_paid_amount"})
_EITHER = regex("可(?:以|采取|采用|选)|有权|选择|现金(?:、|或)|或者?(?:以|用)?现金|若|待")
_COMPLETER = frozenset({"completer"})
_COLLEGE = regex(  # a unit that is a college itself: its 副院长 leads the unit
    "(?:^|\\n)\\s*[^，。；\\n]{2,20}(?:职业|技术|高等|专科|[科理工农医师范商])+学院(?:$|\\n|关于|（|：| |院长|党委|办公|院务|会议|科研|转化|文件)"
)
_PLANS = regex("拟|建议|打算|设想|提议|考虑|原想|曾")
_STAFF = regex(
    "(?:^|(?<=[，。；\\s]))(?P<who>[^，。；\n]{2,30}?)(?:的奖励|所得|的现金|一人|[两二三]人)?(?:均|都)?(?:即|为|系|是|属于?)[^，。；]{0,6}(?:内部[^，。；]{0,10}专职|专职[^，。；]{0,10}转化[^，。；]{0,4}人员|转化[^，。；]{0,6}专职)"
)
_SIGNS = wording.PARTIES + wording.PERSON + wording.NOBODY
_NOBODY_LEADS = regex(
    "(?:(?:上述|以上|上列|前述|名单内|名单中的?|受奖|获奖|其他|其余)(?:各|受奖|获奖|奖励)?(?:人员?|同志|对象)|(?<!其余)(?<!其他)(?:上述|以上|前述)?[二两三四五六七八九十\\d][人位名](?:同志|人员)?|除(?P<but>[^，。；]{2,20})(?:以外|之外|外)，?(?:其他|其余)?(?:受奖|获奖)?(?:[二两三四五六七八九十][人位名]|人员?|同志)?)"
    "(?:均|都|皆)(?:不|未|没有|没|无|非)(?:是|属于?|担任|在任|任|有)?(?:任何|行政|单位|学校|医院|[本我]?[院所校])?(?:的)?(?:领导(?:职务|人员|干部)?|行政职务|职务)"
)


def read(script: Script, setting: Setting, vocabulary: Vocabulary, people: People) -> Listing | None:
    """The people an agreement lists as rewarded, or none."""
    if "recipients" not in vocabulary.records or not people.columns:
        return None
    listing = Listing([])
    headless = False
    further: list[list[list[Block]]] = []
    for lines in tables_of(script):
        rows, layout = laid_out(script, setting, lines, people)
        if layout is None:
            further.append(lines)
        elif rows[0] in lines[1:]:  # what stands above in the same table
            further.append(lines[: lines.index(rows[0])])
        if layout is not None and not (listing.people and lists_others(listing, rows, layout)):
            read_rows(listing, rows, layout, people, script.unit_of(rows[0][0]))
            headless = headless or layout.head < 0
    if not listing.people:
        _read_vouchers(script, setting, listing, further, people)
    if not listing.people:
        forms = [found for rows in further if (found := in_forms(rows, people, script.unit_of(rows[0][0])))]
        listing.people = forms[0] if len(forms) == 1 else []
    known = {person.name for person in listing.people}
    for lines in further if known else ():
        if (layout := beside(script, setting, lines, known, people)) is not None:
            read_rows(listing, lines, layout, people, script.unit_of(lines[0][0]))
    if not listing.people:
        listing.people = _in_prose(script, setting, people) or rewarded_alone(script, setting, people)
        listing.people = listing.people or rewarded_without_sums(script, setting, people)
    elif headless and not _adds_up(listing):  # lines in columns stand among sentences that list people too
        known = {person.name for person in listing.people}
        others = [person for person in rewarded_in_sentences(script, setting, people, alone=True) if person.name not in known]
        listing.people = sorted([*listing.people, *others], key=lambda person: person.quote.start)
    if not listing.people:
        return None
    _complete(script, setting, listing, people)
    units = [name for name, role in script.roles.items() if role == "unit"]
    deans = any(name.endswith(("大学", "学校")) for name in units) and not any(name.endswith(("医院", "研究院", "研究所")) for name in units)
    opening = "\n".join(written_out(script, one.start, one.end).text for one in script.passages[:3])
    deans = deans and (any(name.endswith("大学") for name in units) or not _COLLEGE.search(opening))
    if deans:
        drop_deans(listing.people)
    names = frozenset(person.name for person in listing.people)
    labels = labelled(script, people)
    told: list[Spoken] = []
    for passage in script.passages:
        said = written_out(script, passage.start, passage.end, names, labels)
        before = told[-1].text if told and script.passages[passage.index - 1].block.part != "table" else ""
        told.append(written_names(all_spelled(script, said), listing.people, before) if speaks(passage, said.text) else said)
    spoken = [(passage, said) for passage, said in zip(script.passages, told, strict=True) if speaks(passage, said.text)]
    for person in listing.people:
        says = said_of(script, setting, person, listing.people, people, spoken)
        if says.get("contribution") == PRINCIPAL and person.fields.get("contribution") == frozenset({"completer"}):
            person.fields["contribution"] = PRINCIPAL  # 由完成人霍然、单简平分…霍然为主要完成人
        person.fields |= {field: value for field, value in says.items() if field not in person.fields}
    appose(script, listing.people, told)
    entitle(listing.people, told, deans)
    sort_out(setting, listing.people, people, told)
    if not deans:
        _place_deputies(listing)
    listing.people = [person for person in listing.people if person.fields]
    listing.in_house += _in_house(listing, told)
    _no_leaders(script, listing)
    return listing if listing.people else None


def _adds_up(listing: Listing) -> bool:
    """Whether the people listed get the total that is printed: nobody is missing."""
    amounts = [person.fields.get("amount") for person in listing.people]
    return listing.total is not None and sum(amount for amount in amounts if isinstance(amount, int)) == listing.total


def _read_vouchers(script: Script, setting: Setting, listing: Listing, tables: list[list[list[Block]]], people: People) -> None:
    """The people whom the vouchers of one table pay."""
    spoken = [rows for rows in tables if not setting.at(*place_of(script, rows), ignoring=frozenset({"law"}))]
    told = [found for rows in spoken if (found := paid_out(rows, people, script.unit_of(rows[0][0]))) is not None]
    if len(told) == 1:
        listing.people, listing.paid, listing.paid_on, listing.total = told[0].people, told[0].paid, told[0].day, told[0].total
        listing.total_quote = quoted(told[0].total_row) if told[0].total_row is not None else None


def _place_deputies(listing: Listing) -> None:
    """A deputy head is a leader; sentences, or what was contributed, say whether one who does research (副院长｜主要完成人)."""
    for person in listing.people:
        kind = person.fields.get("is_researcher", True if person.fields.get("contribution") in (PRINCIPAL, _COMPLETER) else None)
        if "role" not in person.fields and isinstance(kind, bool) and DEPUTY.fullmatch(CHARGE.sub("", ASIDE.sub("", person.post))):
            person.fields["role"] = "other_leader_researcher" if kind else "other_leader_admin"


def _in_house(listing: Listing, told: list[Spoken]) -> int:
    """What those get of whom a sentence says that they are the unit's own staff for conversion (第4行即单位内部转化服务专职人员的奖励)."""
    staff = {person.name for said in told for found in _STAFF.finditer(said.text) for person in listing.people if person.name in found["who"]}
    amounts = [person.fields.get("amount") for person in listing.people if person.name in staff]
    whole = [amount for amount in amounts if isinstance(amount, int)]
    return sum(whole) if len(whole) == len(amounts) else 0


def _no_leaders(script: Script, listing: Listing) -> None:
    """Everybody is said to hold no leading post, or everybody but those named (除梁漱石外均不担任领导职务)."""
    written = "".join(script.raw(place) if sign in _SIGNS else sign for place, sign in enumerate(script.text))
    text = written_names(Spoken(written, tuple(range(len(written)))), listing.people, complement=False).text
    for found in _NOBODY_LEADS.finditer(text):
        for person in listing.people:
            if person.name not in (found["but"] or "") and "role" not in person.fields:
                person.fields["role"] = "non_leader"


def _in_prose(script: Script, setting: Setting, people: People, partly: bool = False) -> list[Person]:
    """The people that sentences reward: those of the patterns, with what the words beside their names say, and those of lists of names."""
    sought, listed = listed_in_prose(script, setting, people), rewarded_in_sentences(script, setting, people, partly=partly)
    known = {person.name: person for person in listed}
    if any(person.name in known and known[person.name].fields.get("amount") != person.fields.get("amount") for person in sought):
        return sought
    taken = {person.place for person in listed}
    further = [person for person in sought if person.name not in known and person.place not in taken]
    return sorted([*listed, *further], key=lambda person: person.quote.start) if further else listed


def stated(listing: Listing) -> Found:
    """The list as a fact."""
    people = listing.people
    names = tuple(person.name for person in people)
    return Found("recipients", "stated", tuple(person.fields for person in people), (), tuple(person.quote for person in people), names=names)


class Places(Record):
    """Where a document says what single people get: the rows that list them, by table and number, and the places of sums that sentences give.

    `principal` is the sum of the only principal completer among those: what it says is said of the principal completers too.
    """

    rows: frozenset[tuple[int, int]] = frozenset()
    sums: frozenset[int] = frozenset()
    principal: frozenset[int] = frozenset()
    begin: int | None = None  # of the first row

    def single(self, script: Script, place: int) -> bool:
        """Whether what stands at a place is one person's."""
        block = script.passage_at(place).block
        return place in self.sums or (block.table is not None and (block.table, block.row) in self.rows)

    def only_single(self, script: Script, place: int) -> bool:
        """Whether it is one person's and says nothing of the principal completers."""
        return place not in self.principal and self.single(script, place)


def places(script: Script, setting: Setting, people: People) -> Places:
    """Where single people's rewards stand."""
    if not people.columns:
        return Places()
    listed = _in_prose(script, setting, people, partly=True)
    principal = [person for person in listed if person.fields.get("contribution") == PRINCIPAL]
    sums = frozenset(person.place for person in listed if person.place >= 0)
    rows = _rows(script, setting, people)
    begin = next((passage.start for passage in script.passages if (passage.block.table, passage.block.row) in rows), None) if rows else None
    return Places(rows, sums, sums & {person.place for person in principal} if len(principal) == 1 else frozenset(), begin)


def without_shares(script: Script, where: Places, claims: list[Claim]) -> list[Claim]:
    """The claims without those that take one person's reward for that of all."""
    return [claim for claim in claims if claim.path not in _OF_ALL or not where.single(script, claim.start)]


def _rows(script: Script, setting: Setting, people: People) -> frozenset[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    for rows in tables_of(script):
        told, layout = laid_out(script, setting, rows, people)
        if layout is not None:  # of a table that was turned every row
            own = told if told[0][0] in rows[0] or any(told[0] is row for row in rows) else rows
            found |= {(block.table or 0, block.row or 0) for row in own for block in row}
        elif (vouchers := paid_out(rows, people, script.unit_of(rows[0][0]))) is not None:
            starts = {person.quote.start for person in vouchers.people}
            found |= {(block.table or 0, block.row or 0) for row in rows for block in row if block.start in starts}
    return frozenset(found)


def _complete(script: Script, setting: Setting, listing: Listing, people: People) -> None:
    """One form for all: what the sentences say of every reward, where no row says its own."""
    told = {
        form
        for form, words in people.all_in.items()
        if any(
            not setting.at(*found.span(), ignoring=_planned(script, found))
            and not _EITHER.search(script.text, script.segment(found.start())[0], found.end())
            for found in matches(script.text, words)
        )
    }
    only = frozenset(told)
    if len(told) == 1 and all(person.fields.get("reward_form", only) == only for person in listing.people):
        for person in listing.people:
            person.fields["reward_form"] = only


def _planned(script: Script, found: re.Match[str]) -> frozenset[str]:
    """What a plan told beside a sentence takes nothing from: 奖励全部发现金。去年曾有人提议折股 is none of its own."""
    low, high = script.sentence(found.start())
    return frozenset() if _PLANS.search(script.text, low, high) else frozenset({"plan"})
