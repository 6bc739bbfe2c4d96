"""What a paper says it does not settle: 关于…的处理方式，双方不作约定. The matter is not among its terms, whatever words name it there.

Where it is left to another paper or to a later day, nothing is known of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from awardrules.agreement.extraction.claim import Claim
from awardrules.agreement.extraction.script.script import Script
from awardrules.agreement.programs import regex
from awardrules.facts.quantity import Bound
from awardrules.facts.vocabulary import Vocabulary

TERMS = "agreement.terms"
_WAIVED = regex(
    "(?:双方|各方|三方|本协议|本合同|协议|对此)[^，。；]{0,6}?(?:不作|不做|不予|未作|没有作|不再作|概不作|一律不作)(?:任何|专门|出)?(?:约定|规定|安排)(?=[，。；]|$)"
)
_ELSEWHERE = regex(
    "另行|另签|另订|另立|补充协议|(?<!不)(?<!不留)(?<!也不)待(?:日后|今后|以后|后续|将来)|届时|由[^，。；]{0,12}(?:协商|决定|处理)|按[^，。；]{0,12}(?:规定|办法)|依法|从其"
)
_FORMER = regex("原(?:协议|合同)|此前|以前|曾|若|如果|的，")


def without_unsettled(script: Script, claims: Iterable[Claim], vocabulary: Vocabulary) -> Iterator[Claim]:
    """The claims; a matter that its sentence says is not settled is no term of the agreement, or unknown where it is left to something else."""
    fact = vocabulary.get(TERMS)
    every = frozenset(fact.values) if fact is not None and fact.values else frozenset[str]()
    for claim in claims:
        if claim.path != TERMS or not isinstance(claim.value, frozenset):
            yield claim
            continue
        low, high = script.sentence(claim.start)
        waived = _WAIVED.search(script.text, claim.start, high)
        if waived is None or _FORMER.search(script.text, low, high):
            yield claim
        elif _ELSEWHERE.search(script.text, low, high):
            yield Claim(TERMS, None, claim.start, claim.end, doubt="denied")
        else:
            yield Claim(TERMS, Bound(frozenset(), every - claim.value), claim.start, waived.end())
