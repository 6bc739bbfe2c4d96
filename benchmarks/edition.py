"""The whole edition shenzhen@2024: deciding a deal, and its report as JSON."""

from __future__ import annotations

import json
from decimal import Decimal

from awardrules.decision.decide import decide
from awardrules.facts.deal import Deal
from awardrules.facts.reading import deal_from
from awardrules.pack.loading import data_root, load_edition
from awardrules.report.document import decision_document
from benchmarks.contestants import own
from benchmarks.deals import Data, deals
from benchmarks.measuring import Plan, Row, interleaved, per_item

SECTION = "whole edition shenzhen@2024, for a deal"
DAY = 739_500
SOME = 200


def in_scope(deal: Data) -> Data:
    """The deal of an institution that the edition covers, without the ratio that the edition computes from the amounts."""
    located = {"type": "university", "fiscally_funded": True, "located_in_city": True, "is_public": True, "affiliation": "municipal"}
    proceeds = {name: value for name, value in deal["proceeds"].items() if name != "award_pool_ratio"}
    return {**deal, "unit": {**deal["unit"], **located}, "proceeds": proceeds}


def measure(plan: Plan) -> tuple[list[Row], dict[str, str], list[str]]:
    """Time of a decision and of a JSON report, each as a multiple of the sixty verdicts on the same deals."""
    edition, measured = load_edition(data_root() / "packs" / "shenzhen" / "2024"), own.edition_of()
    data = deals(min(plan.deals, SOME))
    typed = [deal_from(in_scope(deal), edition.vocabulary) for deal in data]
    run = measured.program(DAY).run

    def report(deal: Deal) -> str:
        return json.dumps(decision_document(decide(deal, edition, DAY), "zh"), ensure_ascii=False)

    turns = {
        "sixty": per_item(lambda deal: run(deal.facts, DAY), typed, plan.turn),
        "decide": per_item(lambda deal: decide(deal, edition, DAY), typed, plan.turn),
        "report": per_item(report, typed, plan.turn),
    }
    times = interleaved(turns, plan.rounds, SECTION)
    statuses = ", ".join(sorted({decide(deal, edition, DAY).status for deal in typed}))
    rules = sum(rule.subject == "deal" for rule in edition.rules)
    rate = Decimal(1 / times.median("decide")).quantize(Decimal(1))
    return (
        [
            times.ratio(
                SECTION, "decide, beside sixty verdicts", "decide", "sixty", note=f"{rules} rules of deals; {statuses}; {rate:,} deals a second here"
            ),
            times.ratio(SECTION, "decide and JSON report, beside decide", "report", "decide", note="every rule with message, facts, citations"),
        ],
        {},
        [],
    )
