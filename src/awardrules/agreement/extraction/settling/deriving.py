"""What follows from what is stated: one share from the other, days from dates, the end of a term, a share carried over by reference.

A derived fact rests on the sentences of its inputs. Where an input is in conflict nothing is derived from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import ceil

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.found import Found
from awardrules.agreement.extraction.people.persons import Person
from awardrules.agreement.extraction.people.rewardrows import Listing
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.extraction.settling.balance import Balance, balances
from awardrules.agreement.extraction.settling.breaks import broken_off
from awardrules.agreement.extraction.settling.known import at_odds, readings
from awardrules.agreement.extraction.settling.known import known as _known
from awardrules.agreement.extraction.settling.known import put as _put
from awardrules.agreement.extraction.settling.settling import quotes
from awardrules.agreement.extraction.settling.sharing import form_of_shares, rest_of_the_whole
from awardrules.facts.deal import Value
from awardrules.facts.quantity import SCALE, Bound, add_months, scaled, whole

AGREED = "proceeds.distribution_agreement_date"
POOL, NET = "proceeds.award_pool_amount", "proceeds.net_income"
TOTAL, GROSS, PRICE, MODE = "proceeds.total", "proceeds.transfer_licence_gross_income", "conversion.price", "conversion.mode"
PAID, PAID_ON = "reward.cash_paid_amount", "reward.cash_paid_date"
PRINCIPAL, CASH = "proceeds.principal_completer_award_amount", "reward.cash_amount"
HOLDER, SHARED, REGISTERED = "result.title_holder", "grant.co_ownership_form", "agreement.title_change_registered"
COMPLETED = "grant.completed"
PARTNER, COUNTERPARTY = "grant.partner_enterprise_identified", "conversion.counterparty_type"
TASK, SERVICE = "result.made_in_unit_task", "result.is_service_result"
EXISTS, STATUS, MODEL = "result.exists", "result.ip_status", "grant.model"
TERM_END = "use_right.term_end"
LONGEST_MONTH = 31  # days
RUNS = ("grant.publicity", "conversion.price_publicity")
TERMS, KINDS = "agreement.terms", "deal.kinds"
SETTLED_BY = {
    "proceeds.team_proceeds_share": "proceeds_split",
    "grant.team_share": "title_shares",
    "use_right.term_years": "licence_term",
    "use_right.licence_type": "licence_mode",
    "grant.decision_lead": "decision_mechanism",
}
"""Facts whose being printed in an agreement is what settles a matter of its terms."""
MATERIALS = "grant.application_materials"
HANDED_IN = (("application", "grant.application_submitted"), ("conversion_plan", "grant.conversion_plan_submitted"))
ACTS = (
    ("grant.application_date", "grant.application_submitted"),
    ("grant.filing_date", "grant.filed"),
    ("agreement.title_change_date", "agreement.title_change_registered"),
    ("result.disclosure_date", "result.disclosed"),
)
"""Acts by the fact that tells their day."""


def derived(script: Script, facts: Mapping[str, Found], claims: Iterable[Claim], roles: Mapping[str, str]) -> dict[str, Found]:
    """The facts with all that follows from them."""
    out = dict(facts)
    rest_of_the_whole(out, roles)
    form_of_shares(out)
    _holders(out)
    _service(out)
    claims = list(claims)
    for run in RUNS:
        _days(out, run)
        broken_off(script, out, claims, run)
    _term(out, _first_day(script, out, claims))
    copied(script, out, claims)
    if "other" in roles.values():
        _partner(out)
    _agreed(script, out)
    _prior(out)
    _acts(out)
    for balance in balances(script):
        _net(out, balance)
    _of_transfer(out)
    _pool(out)
    _principals(out)
    _terms(out)
    return out


def _holders(facts: dict[str, Found]) -> None:
    """A title agreed to be shared, and registered so, is held by both."""
    if _known(facts, SHARED) in ("by_shares", "joint") and _known(facts, REGISTERED) is True:
        _put(facts, HOLDER, "co_owned", SHARED, REGISTERED)


def _service(facts: dict[str, Found]) -> None:
    """What was made in carrying out the unit's own task is a service result (Article 6 of the Patent Law); what has a right granted was made."""
    if _known(facts, TASK) is True:
        _put(facts, SERVICE, True, TASK)
    if _known(facts, STATUS) == "granted" and _known(facts, MODEL) is not None:  # what is granted at once, and has a right, was made
        _put(facts, EXISTS, True, STATUS)


def _partner(facts: dict[str, Found]) -> None:
    """Who grants title and in the same paper sells the result to an enterprise has one to sell it to."""
    if _known(facts, KINDS) == frozenset({"ownership_grant", "conversion"}) and str(_known(facts, COUNTERPARTY)).endswith("enterprise"):
        _put(facts, PARTNER, True, KINDS, COUNTERPARTY)


def _acts(facts: dict[str, Found]) -> None:
    """What has a day was done, and a paper among those handed in was handed in."""
    for day, act in ACTS:
        if _known(facts, day) is not None:
            _put(facts, act, True, day)
    if _known(facts, REGISTERED) is True:  # the register follows on the grant, and ends it
        _put(facts, COMPLETED, True, REGISTERED)
    papers = _known(facts, MATERIALS)
    if isinstance(papers, frozenset):
        for paper, act in HANDED_IN:
            if paper in papers:
                _put(facts, act, True, MATERIALS)


def _days(facts: dict[str, Found], run: str) -> None:
    """Days of publicity with both ends; a number of days that neither count gives is a conflict."""
    start, end = _known(facts, f"{run}.start"), _known(facts, f"{run}.end")
    path = f"{run}.days"
    length = _known(facts, path)
    if (
        end is None
        and isinstance(start, int)
        and isinstance(length, int)
        and not isinstance(length, bool)
        and length >= SCALE
        and length % SCALE == 0
    ):
        _put(facts, f"{run}.end", start + length // SCALE - 1, f"{run}.start", path)  # the first day counts, as notices count
        return
    if not isinstance(start, int) or not isinstance(end, int) or isinstance(start, bool) or end < start:
        return
    counted = whole(end - start + 1)
    said = _known(facts, path)
    if said is None:
        _put(facts, path, counted, f"{run}.start", f"{run}.end")
    elif isinstance(said, int) and said not in (counted, counted - whole(1)):
        facts[path] = at_odds(path, (said, facts[path].evidence), (counted, facts[f"{run}.start"].evidence + facts[f"{run}.end"].evidence))
    elif said == counted - whole(1):  # counted without the first day (Civil Code, art. 201): the dates say the same
        facts[path] = Found(path, "derived", counted, (), facts[path].evidence + facts[f"{run}.start"].evidence)
    elif isinstance(said, Bound):
        low, high = said.low, said.high
        if (low is None or low <= counted) and (high is None or counted <= high):
            facts[path] = Found(path, "derived", counted, (), facts[f"{run}.start"].evidence + facts[f"{run}.end"].evidence)
        else:
            facts[path] = at_odds(path, (said, facts[path].evidence), (counted, facts[f"{run}.start"].evidence))


def _first_day(script: Script, facts: Mapping[str, Found], claims: Iterable[Claim]) -> Value | None:
    """The first day of a term told with its last one (自2025年5月1日起至2035年4月30日止), whenever the agreement takes effect."""
    end = _known(facts, TERM_END)
    for claim in claims:
        mention = script.values.get(claim.start)
        if claim.path == TERM_END and claim.value == end and end is not None and mention is not None and len(mention.values) == 2:
            return mention.values[0]
    return None


def _term(facts: dict[str, Found], first_day: Value | None) -> None:
    """The last day of a use right from its term, its term from its last day; a last day that the term does not reach is a conflict."""
    _spanned(facts)
    begin, years, end = (_known(facts, f"use_right.{name}") for name in ("agreement_effective_date", "term_years", "term_end"))
    begin = begin if first_day is None else first_day
    if not isinstance(begin, int) or isinstance(begin, bool):
        return
    if isinstance(years, Bound) or isinstance(end, Bound):
        return
    if years is not None and end is None:
        months = years * 12 / SCALE if not isinstance(years, bool | str | frozenset | tuple) else None
        if months is not None and months == int(months) and (day := add_months(begin, int(months))) is not None:
            _put(facts, "use_right.term_end", day - 1, "use_right.term_years", "use_right.agreement_effective_date")
    elif years is None and isinstance(end, int):
        _put(facts, "use_right.term_years", _years_to(begin, end), "use_right.agreement_effective_date", "use_right.term_end")
    elif isinstance(end, int) and years is not None:
        months = int(years * 12 / SCALE) if not isinstance(years, bool | str | frozenset | tuple) else 0
        day = add_months(begin, months)
        longer = _known(facts, "use_right.extended_term_years")
        further = add_months(begin, months + longer * 12 // SCALE) if isinstance(longer, int) else None
        if day is not None and end not in (day - 1, day) and (further is None or end not in (further - 1, further)):  # 延长五年，至…: of both
            term, last = facts["use_right.term_years"].evidence, facts["use_right.term_end"].evidence
            spanned = _years_to(begin, end)
            if spanned is None or isinstance(spanned, Bound):
                facts["use_right.term_end"] = at_odds("use_right.term_end", (end, last), (day - 1, term))
                if spanned is not None and end < day:  # 自2025年5月1日起至2034年12月31日止，共计十年: less than is said
                    facts["use_right.term_years"] = at_odds("use_right.term_years", (years, term), (spanned, last))
            else:  # which of the two is meant decides the last day too
                facts["use_right.term_end"] = Found("use_right.term_end", "not_stated", None, (), tuple(dict.fromkeys(term + last)), "conflict")
                facts["use_right.term_years"] = at_odds("use_right.term_years", (years, term), (spanned, last))


def _years_to(begin: int, end: int) -> int | Bound | None:
    """The years from a first to a last day; where no figure says them, between which they lie: a day short of ten years is less than ten."""
    for months in range(1, 1200):
        day = add_months(begin, months)
        if day is None:
            return None
        if end in (day - 1, day) and months * SCALE % 12 == 0:
            return months * SCALE // 12
        if end <= day:
            most = Fraction(months, 12) if end >= day - 1 else Fraction(ceil(Fraction(months * LONGEST_MONTH - 1, LONGEST_MONTH * 12) * 1000), 1000)
            return Bound(scaled(Fraction(months - 1, 12)), scaled(most))
    return None


def _spanned(facts: dict[str, Found]) -> None:
    """Where the terms that are named differ, the years from the first day to the last are one more, and the last day hangs on which is meant."""
    term = facts.get("use_right.term_years")
    begin, end = (_known(facts, f"use_right.{name}") for name in ("agreement_effective_date", "term_end"))
    if term is None or term.state != "conflict" or not isinstance(begin, int) or not isinstance(end, int):
        return
    years = next((n for n in range(1, 100) if (day := add_months(begin, n * 12)) is not None and end in (day - 1, day)), None)
    evidence = tuple(dict.fromkeys(term.evidence + facts["use_right.term_end"].evidence))
    if years is not None and whole(years) not in term.values:
        facts["use_right.term_years"] = at_odds("use_right.term_years", *readings(term), (whole(years), facts["use_right.term_end"].evidence))
    facts["use_right.term_end"] = Found("use_right.term_end", "not_stated", None, (), evidence, "conflict")


def _net(facts: dict[str, Found], balance: Balance) -> None:
    """Income less what is deducted from it is the net income; another figure at the foot of the same account contradicts it."""
    found = facts.get(NET)
    if balance.net is None:
        if found is None or found.state == "not_stated":
            facts[NET] = Found(NET, "derived", balance.rest, (), balance.quotes)
    elif balance.net != balance.rest and found is not None and found.value == balance.net:
        facts[NET] = at_odds(NET, (balance.net, found.evidence), (balance.rest, balance.quotes))


def _of_transfer(facts: dict[str, Found]) -> None:
    """What remains of the income from a transfer or licence is the net income from it."""
    if _known(facts, "proceeds.transfer_licence_gross_income") is not None and _known(facts, "conversion.mode") != "equity_contribution":
        _put(facts, "proceeds.transfer_licence_net_income", _known(facts, NET), NET, "proceeds.transfer_licence_gross_income")


def _pool(facts: dict[str, Found]) -> None:
    """An award pool said in one sentence to be a part of the net income that it is not (净收入的70%，即168.3万元) contradicts itself."""
    found, part, net = facts.get(POOL), facts.get("proceeds.award_pool_ratio"), _known(facts, NET)
    if found is None or part is None or part.base != "net" or not isinstance(net, int):
        return
    amount, ratio = _known(facts, POOL), _known(facts, "proceeds.award_pool_ratio")
    if not isinstance(amount, int) or not isinstance(ratio, int) or not set(found.evidence) & set(part.evidence):
        return
    product = Fraction(net) * ratio / SCALE
    if abs(product - amount) >= SCALE and (product * 100 / SCALE).denominator == 1:  # a yuan may be rounding
        facts[POOL] = at_odds(POOL, (amount, found.evidence), (int(product), part.evidence + facts[NET].evidence))


def _principals(facts: dict[str, Found]) -> None:
    """Which part of the pool the principal completers' award is, where it comes out even."""
    amount, pool = _known(facts, PRINCIPAL), _known(facts, POOL)
    if isinstance(amount, int) and isinstance(pool, int) and 0 < amount <= pool and amount * SCALE % pool == 0:
        _put(facts, "proceeds.principal_completer_award_ratio", amount * SCALE // pool, PRINCIPAL, POOL)


def _agreed(script: Script, facts: dict[str, Found]) -> None:
    """A contract with a company that tells of the grant agreement and how it splits the proceeds tells when that split was agreed on."""
    day, split = facts.get("agreement.date"), facts.get("proceeds.team_proceeds_share")
    if day is None or split is None or not isinstance(day.value, int) or split.value is None or _known(facts, KINDS) != frozenset({"conversion"}):
        return
    places = [{script.document.block_at(quote.start).start for quote in found.evidence} for found in (day, split)]
    if places[0] & places[1]:
        _put(facts, AGREED, day.value, "agreement.date", "proceeds.team_proceeds_share")


def _prior(facts: dict[str, Found]) -> None:
    """A distribution agreed on before the day of the conversion contract was agreed on beforehand; so was one that a paper on the reward goes by."""
    agreed, contract = _known(facts, AGREED), _known(facts, "conversion.contract_date")
    if isinstance(agreed, int) and isinstance(contract, int):
        _put(facts, "proceeds.distribution_agreement_prior", agreed < contract, AGREED, "conversion.contract_date")
    elif isinstance(agreed, int) and _known(facts, KINDS) == frozenset({"reward"}) and facts[AGREED].state == "stated":
        _put(facts, "proceeds.distribution_agreement_prior", True, AGREED)


def copied(script: Script, facts: dict[str, Found], claims: Iterable[Claim]) -> None:
    """按份额分配: the share of one fact is that of another."""
    for claim in claims:
        if not claim.base.startswith("="):
            continue
        source = claim.base[1:]
        value = _known(facts, source)
        found = facts.get(claim.path)
        if value is None:
            continue
        if found is None or found.state == "not_stated":
            facts[claim.path] = Found(claim.path, "derived", value, (), (*quotes(script, [claim]), *facts[source].evidence))
        elif found.value is not None and found.value != value:
            facts[claim.path] = at_odds(claim.path, (found.value, found.evidence), (value, quotes(script, [claim])))


def _terms(facts: dict[str, Found]) -> None:
    """The matters an agreement settles, with those that a printed figure settles: who prints the split of proceeds has agreed on it."""
    found = facts.get(TERMS)
    if found is None or not isinstance(found.value, Bound) or not isinstance(found.value.low, frozenset):
        return
    printed = {path: facts[path] for path in SETTLED_BY if path in facts and facts[path].state in ("stated", "derived", "conflict")}
    sources = {SETTLED_BY[path]: fact for path, fact in printed.items() if SETTLED_BY[path] not in found.value.low}
    if sources:
        evidence = tuple(dict.fromkeys((*found.evidence, *(quote for fact in sources.values() for quote in fact.evidence))))
        high = found.value.high
        most = high | frozenset(sources) if isinstance(high, frozenset) else None
        facts[TERMS] = Found(TERMS, found.state, Bound(found.value.low | frozenset(sources), most), (), evidence)


def rewarded(facts: dict[str, Found], listing: Listing) -> None:
    """What a list of people amounts to: amounts from parts of the pool, the cash as a whole, and whether list, total and pool agree."""
    found = facts.get(POOL)
    pool = _known(facts, POOL)
    everyone = listing.people
    if isinstance(pool, int) and all(person.ratio is not None and "amount" not in person.fields for person in everyone):
        parts = [Fraction(pool) * (person.ratio or 0) / SCALE for person in everyone]
        if all((part * 100 / SCALE).denominator == 1 for part in parts) and sum(person.ratio or 0 for person in everyone) <= SCALE:
            for person, part in zip(everyone, parts, strict=True):
                person.fields["amount"] = int(part)
            evidence = (*facts["recipients"].evidence, *(found.evidence if found else ()))
            facts["recipients"] = Found("recipients", "derived", tuple(person.fields for person in everyone), (), evidence)
    amounts = [person.fields.get("amount") for person in everyone]
    if not all(isinstance(amount, int) for amount in amounts):
        return
    listed = sum(amount for amount in amounts if isinstance(amount, int)) + listing.others
    total = listing.total
    if listing.part and total == listed and isinstance(pool, int) and pool > listed:  # 小计 of those named here; others get the rest
        _principal(facts, everyone, pool)
        return
    if pool is None and _parts_of_income(facts, listed):
        _put(facts, POOL, listed, "recipients", "proceeds.award_pool_ratio")
        found, pool = facts.get(POOL), _known(facts, POOL)
    _in_house(facts, listing.in_house)
    if all(person.place < 0 for person in everyone) or listed in (pool, total, *(found.values if found is not None else ())):  # nobody is missing
        _principal(facts, everyone, pool if listed == pool else None)
    known = [pool] if isinstance(pool, int) else list(found.values) if found is not None and found.state == "conflict" else []
    apart = [one for one in dict.fromkeys((total, listed)) if one is not None and one not in known]
    if (total is not None and (apart if known else total != listed)) or (isinstance(pool, int) and listed > pool):
        printed = (listing.total_quote,) if listing.total_quote else ()
        told = readings(found) if found is not None and known else ()
        rows = facts["recipients"].evidence[:1]
        facts[POOL] = at_odds(POOL, *told, *((one, printed if one == total and printed else rows) for one in apart))
        cash = _known(facts, CASH)
        if isinstance(cash, int) and cash != listed and all(person.fields.get("reward_form") == frozenset({"cash"}) for person in everyone):
            facts[CASH] = at_odds(CASH, (cash, facts[CASH].evidence), (listed, facts[POOL].evidence))
        return
    if listed in (pool, total) and all(person.fields.get("reward_form") == frozenset({"cash"}) for person in everyone):
        _put(facts, CASH, listed, "recipients", *((POOL,) if found is not None else ()))
        _contradicted(facts, CASH, listed, whole(1))
        if listing.paid:
            _put(facts, PAID, listed, "recipients")
            _put(facts, PAID_ON, listing.paid_on, "recipients")


def _parts_of_income(facts: Mapping[str, Found], listed: int) -> bool:
    """Whether what a list comes to is the part for rewards of an income that is told."""
    ratio = _known(facts, "proceeds.award_pool_ratio")
    bases = [_known(facts, path) for path in (NET, TOTAL, GROSS, *([PRICE] if _known(facts, MODE) == "equity_contribution" else []))]
    return isinstance(ratio, int) and any(isinstance(base, int) and Fraction(base) * ratio / SCALE == listed for base in bases)


def _in_house(facts: dict[str, Found], amount: int) -> None:
    """What the unit's own staff for conversion get, and which part of the proceeds that is where it comes out even."""
    if amount:
        _put(facts, "proceeds.internal_service_award_amount", amount, "recipients")
        whole_sum = _known(facts, TOTAL)
        if isinstance(whole_sum, int) and whole_sum and amount * SCALE % whole_sum == 0:
            _put(facts, "proceeds.internal_service_award_ratio", amount * SCALE // whole_sum, "recipients", TOTAL)


def _principal(facts: dict[str, Found], everyone: Sequence[Person], pool: Value | None) -> None:
    """What the principal completers get, and which part of the pool that is where it comes out even."""
    if not all("contribution" in person.fields or person.serving for person in everyone):
        return
    amounts = [person.fields["amount"] for person in everyone if person.fields.get("contribution") == frozenset({"principal_completer"})]
    gets = sum(amount for amount in amounts if isinstance(amount, int))
    if not gets or not all(isinstance(amount, int) for amount in amounts):
        return
    _put(facts, PRINCIPAL, gets, "recipients")
    _contradicted(facts, PRINCIPAL, gets, whole(1))
    if isinstance(pool, int) and pool and gets * SCALE % pool == 0:
        ratio = "proceeds.principal_completer_award_ratio"
        _contradicted(facts, ratio, gets * SCALE // pool, SCALE // 100)
        if _known(facts, PRINCIPAL) != gets:
            return
        if isinstance(bound := _known(facts, ratio), Bound) and (bound.low is None or bound.low <= gets * SCALE // pool):
            del facts[ratio]  # not less than half, as it has to be
        _put(facts, ratio, gets * SCALE // pool, "recipients", POOL)


def _contradicted(facts: dict[str, Found], path: str, listed: int, least: int) -> None:
    """What the list of people comes to contradicts a figure that is told and differs by more than rounding."""
    told = _known(facts, path)
    if isinstance(told, int) and abs(told - listed) >= least:
        facts[path] = at_odds(path, (told, facts[path].evidence), (listed, facts["recipients"].evidence))
