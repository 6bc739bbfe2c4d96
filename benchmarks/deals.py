"""Deals for measuring: nested groups and a list of people, the same for one seed everywhere.

Most facts are as the rules want them, as in practice; amounts often lie exactly on a threshold, where binary fractions go wrong.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

SEED = 20240801
MISSING = 0.05

Data = dict[str, Any]

IP_TYPES = ("invention_patent", "utility_model", "software_copyright", "ic_layout", "trade_secret", "other")
UNIT_TYPES = ("university", "university", "research_institute", "medical_institution", "enterprise")
LEVELS = ("city", "district_county", "provincial", "central", "none")
FUNDING = ("local_fiscal", "unit_own_funds", "other_fiscal", "enterprise_commission")
MODELS = ("immediate", "by_agreement", "direct", "in_process", "advance")
TERMS = ("proceeds_split", "decision_mechanism", "conversion_period", "cost_sharing", "ip_maintenance_cost", "conversion_duty")
PLACES = ("unit", "city_registered_national_exchange", "tech_market")
COUNTERPARTIES = ("wholly_state_owned_enterprise", "other_enterprise", "small_or_medium_enterprise")
ROLES = ("principal_leader", "other_leader_researcher", "other_leader_admin", "non_leader", "non_leader")
CONTRIBUTIONS = ("completer", "principal_completer", "major_contributor")
FORMS = ("cash", "equity", "capital_share")
CENT = Decimal("0.01")


def deals(count: int, *, missing: float = 0.0, seed: int = SEED) -> list[Data]:
    """`count` deals with Decimals, dates and sets as lists; each fact is left out with the probability `missing`."""
    random = Random(seed)  # noqa: S311 - reproducible, not secret
    gaps = Random(seed + 1)  # noqa: S311
    return [without(deal(random), gaps, missing) for _ in range(count)]


def without(value: Any, random: Random, share: float) -> Any:
    """The data with each leaf left out at random; the list of people and `deal.kinds` count as one fact each."""
    if not share:
        return value
    found: Data = {}
    for key, item in value.items():
        if isinstance(item, dict):
            found[key] = without(item, random, share)
        elif random.random() >= share:
            found[key] = [without(entry, random, share) for entry in item] if key == "recipients" else item
    return found


def for_peers(value: Any) -> Any:
    """The deal as engines for JSON take it, to their advantage: numbers as doubles, dates already as day numbers."""
    if isinstance(value, dict):
        return {key: for_peers(item) for key, item in value.items()}
    if isinstance(value, list):
        return [for_peers(item) for item in value]
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def as_line(deal: Data) -> str:
    """The deal as a line of JSON, numbers and dates as a person would state them."""
    return json.dumps(deal, ensure_ascii=False, default=lambda v: v.isoformat() if isinstance(v, date) else f"{v}")


def deal(random: Random) -> Data:
    """One complete deal."""

    def chance(likely: float) -> bool:
        return random.random() < likely

    def some_of(names: tuple[str, ...], likely: float) -> list[str]:
        return [name for name in names if chance(likely)]

    def part(amount: Decimal, exactly: Decimal, most: int = 40) -> Decimal:
        """A share of an amount in yuan and fen: exactly the threshold, or somewhat more, seldom less."""
        if chance(0.5):
            return (amount * exactly).quantize(CENT)
        return (amount * (exactly + Decimal(random.randint(-3, most)) / 1000)).quantize(CENT)

    total = Decimal(random.randrange(100_000, 90_000_000)) * 10 * CENT
    taxes, upkeep = (total * Decimal("0.06")).quantize(CENT), Decimal(random.randrange(10_000, 500_000)) * CENT
    net = total - taxes - upkeep if chance(0.95) else total
    pool = part(total, Decimal("0.7"))
    decided = date(2024, 8, 1) + timedelta(days=random.randrange(0, 700))
    start = decided + timedelta(days=random.randrange(0, 10) if chance(0.95) else -1)
    end = start + timedelta(days=random.choice((14, 14, 15, 20, 30)) if chance(0.95) else 12)
    signed = end + timedelta(days=random.randrange(1, 60) if chance(0.95) else 0)
    return {
        "deal": {"kinds": ["ownership_grant", "conversion", "reward"], "date": signed},
        "unit": {
            "type": random.choice(UNIT_TYPES),
            "fiscal_level": random.choice(LEVELS),
            "fiscally_funded": chance(0.95),
            "has_grant_rules": chance(0.95),
            "has_grant_workflow": chance(0.95),
            "has_distribution_rules": chance(0.97),
        },
        "result": {
            "ip_type": random.choice(IP_TYPES[:5] if chance(0.9) else IP_TYPES),
            "title_holder": "unit" if chance(0.95) else "co_owned",
            "funding_source": random.choice(FUNDING),
            "is_service_result": chance(0.98),
            "state_secret": chance(0.03),
            "declassified": chance(0.5),
            "national_interest_risk": chance(0.02),
            "state_security_related": chance(0.02),
            "key_core_technology": chance(0.1),
            "title_clear": chance(0.97),
            "ethics_compliant": chance(0.97),
            "registered_in_ledger": chance(0.9),
            "registered_at_exchange": chance(0.5),
            "conversion_count": random.randrange(0, 5),
        },
        "security": {"export_control_complied": chance(0.9), "overseas_transfer": chance(0.05)},
        "grant": {
            "model": random.choice(MODELS),
            "incentive_mode": random.choice(("grant_then_convert", "convert_then_reward")),
            "prior_incentive_for_same_conversion": chance(0.05),
            "co_ownership_form": "by_shares" if chance(0.9) else "joint",
            "team_share": Decimal(random.choice((60, 70, 70, 75, 80, 90))) / 100,
            "team_decision_share": Decimal(random.choice((30, 50, 51, 70, 80))) / 100,
            "approved": chance(0.97),
            "collective_decision": chance(0.97),
            "filed": chance(0.95),
            "decision_date": decided,
            "filing_date": end,
            "publicity": {"places": ["unit", *some_of(PLACES[1:], 0.6)] if chance(0.95) else ["tech_market"], "start": start, "end": end},
        },
        "agreement": {
            "signed": chance(0.97),
            "date": signed,
            "terms": some_of(TERMS, 0.93),
            "title_change_registered": chance(0.6),
            "title_change_date": signed + timedelta(days=random.randrange(-2, 90)),
        },
        "team": {
            "consensus_reached": chance(0.97),
            "internal_split_written": chance(0.95),
            "representative_designated": chance(0.8),
            "diligent": chance(0.8),
        },
        "conversion": {
            "pricing_method": random.choice(("agreement", "agreement", "listing", "auction")),
            "counterparty_type": random.choice(COUNTERPARTIES),
            "price": total,
            "contract_date": signed + timedelta(days=random.choice((30, 300, 1000, 1095, 1096))),
            "price_publicity": {"items": some_of(("result_name", "intended_price"), 0.95), "days": random.choice((15, 15, 16, 20, 30, 14))},
            "appraisal_done": chance(0.6),
            "appraisal_decided_by_unit": chance(0.9),
            "team_startup_founded": chance(0.3),
            "unit_consent_to_startup": chance(0.9),
            "state_capital_by_result": Decimal(random.randrange(20, 90)) * 10_000,
            "state_capital_by_other_forms": Decimal(random.randrange(0, 50)) * 10_000,
        },
        "proceeds": {
            "total": total,
            "net_income": net,
            "related_taxes": taxes,
            "ip_maintenance_cost": upkeep,
            "third_party_service_fee": Decimal(random.randrange(0, 3_000_000)) * CENT,
            "award_pool_amount": pool,
            "award_pool_ratio": Decimal(random.choice((60, 70, 80, 95, 96))) / 100,
            "principal_completer_award_amount": part(pool, Decimal("0.5")),
            "internal_service_award_amount": part(net, Decimal("0.05")),
            "tto_operating_fund_amount": part(net, Decimal("0.1")),
            "broker_fee_agreement_exists": chance(0.7),
            "broker_fee_amount": Decimal(random.randrange(0, 80_000)),
            "retained_by_unit": chance(0.97),
            "in_unit_budget": chance(0.97),
            "remitted_to_treasury": chance(0.03),
            "use": some_of(("rewards", "rnd", "conversion_work", "talent"), 0.7) + some_of(("other",), 0.05),
        },
        "recipients": [
            {
                "role": random.choice(ROLES),
                "contribution": ["completer", *some_of(CONTRIBUTIONS[1:], 0.4)] if chance(0.8) else ["major_contributor"],
                "reward_form": some_of(FORMS, 0.5),
                "amount": Decimal(random.randrange(0, 85_000_000)) * CENT,
                "superior_approval_obtained": chance(0.9),
                "equity_traded_in_tenure": chance(0.02),
                "outside_post": chance(0.2),
                "shareholding_rules_complied": chance(0.95),
                "publicity_done": chance(0.95),
                "is_researcher": chance(0.95),
            }
            for _ in range(random.randrange(0, 6))
        ],
    }
