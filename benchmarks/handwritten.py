"""The sixty rules as a programmer would write them by hand, for complete deals: the order is that of `rules.yaml`.

It reads the same data as the engines for JSON (numbers as doubles, dates as day numbers) and knows neither unknown facts nor reasons.
"""

from __future__ import annotations

from benchmarks.deals import Data

TERM = (739099, 740193)  # 2024-08-01 to 2027-07-31
INSTITUTIONS = frozenset({"university", "research_institute", "medical_institution"})
RESULTS = frozenset({"invention_patent", "utility_model", "design_patent", "software_copyright", "ic_layout", "plant_variety"})
OWN_FUNDS = frozenset({"local_fiscal", "unit_own_funds", "other_fiscal"})
MODELS = frozenset({"immediate", "by_agreement", "direct", "in_process"})


def verdicts(deal: Data) -> list[bool]:
    """Every verdict on a complete deal. Raises KeyError where a fact is missing."""
    unit, result, grant, agreement = deal["unit"], deal["result"], deal["grant"], deal["agreement"]
    conversion, proceeds, team, security, people = deal["conversion"], deal["proceeds"], deal["team"], deal["security"], deal["recipients"]
    publicity, pricing = grant["publicity"], conversion["price_publicity"]
    pool, total, net = proceeds["award_pool_amount"], proceeds["total"], proceeds["net_income"]
    places, terms = publicity["places"], agreement["terms"]
    return [
        grant["team_share"] >= 0.7,
        0.5 <= grant["team_share"] <= 0.95,
        0.3 < grant["team_decision_share"] < 1,
        0.6 <= proceeds["award_pool_ratio"] <= 0.95,
        pool >= 0.7 * total,
        pool <= total,
        proceeds["principal_completer_award_amount"] >= 0.5 * pool,
        proceeds["internal_service_award_amount"] >= 0.05 * net,
        proceeds["tto_operating_fund_amount"] >= 0.1 * net,
        net == total - (proceeds["related_taxes"] + proceeds["ip_maintenance_cost"]),
        2 * (proceeds["related_taxes"] + proceeds["third_party_service_fee"]) < total,
        proceeds["broker_fee_agreement_exists"] or proceeds["broker_fee_amount"] <= 50000,
        conversion["price"] > 0,
        conversion["state_capital_by_result"] + conversion["state_capital_by_other_forms"] >= 300000,
        result["conversion_count"] <= 3,
        unit["fiscally_funded"],
        not result["state_secret"],
        not (result["national_interest_risk"] or result["state_security_related"]),
        result["title_clear"] and result["ethics_compliant"],
        not result["state_secret"] or result["declassified"],
        grant["approved"] and grant["collective_decision"] and grant["filed"],
        team["consensus_reached"] and team["internal_split_written"] and (team["representative_designated"] or team["diligent"]),
        unit["has_grant_rules"] and unit["has_grant_workflow"] and unit["has_distribution_rules"],
        result["registered_in_ledger"] or result["registered_at_exchange"],
        not result["key_core_technology"] or (security["export_control_complied"] and not security["overseas_transfer"]),
        proceeds["retained_by_unit"] and proceeds["in_unit_budget"] and not proceeds["remitted_to_treasury"],
        not conversion["team_startup_founded"] or conversion["unit_consent_to_startup"],
        not (grant["prior_incentive_for_same_conversion"] and grant["incentive_mode"] == "convert_then_reward"),
        unit["type"] in INSTITUTIONS,
        unit["fiscal_level"] != "none",
        result["ip_type"] in RESULTS,
        result["title_holder"] == "unit",
        result["is_service_result"] and result["funding_source"] in OWN_FUNDS,
        grant["model"] in MODELS,
        grant["co_ownership_form"] == "by_shares" or grant["team_decision_share"] >= 0.5,
        "proceeds_split" in terms and "decision_mechanism" in terms and "conversion_period" in terms,
        "cost_sharing" in terms or "ip_maintenance_cost" in terms,
        "unit" in places,
        "city_registered_national_exchange" in places or "tech_market" in places,
        conversion["pricing_method"] != "agreement" or ("result_name" in pricing["items"] and "intended_price" in pricing["items"]),
        "other" not in proceeds["use"],
        publicity["end"] - publicity["start"] + 1 >= 15,
        publicity["end"] < agreement["date"],
        grant["decision_date"] <= publicity["start"],
        agreement["signed"] and grant["decision_date"] <= grant["filing_date"] <= agreement["date"],
        TERM[0] <= agreement["date"] <= TERM[1],
        not agreement["title_change_registered"] or agreement["title_change_date"] >= agreement["date"],
        conversion["contract_date"] - agreement["date"] + 1 <= 1096,
        pricing["days"] >= 15 if conversion["pricing_method"] == "agreement" else True,
        grant["team_share"] >= (0.8 if grant["model"] == "direct" else 0.7),
        grant["collective_decision"] if unit["type"] == "university" else grant["approved"],
        conversion["counterparty_type"] == "wholly_state_owned_enterprise" or conversion["appraisal_done"] or conversion["appraisal_decided_by_unit"],
        any("completer" in p["contribution"] for p in people),
        not any(p["role"] in ("principal_leader", "other_leader_admin") and p["equity_traded_in_tenure"] for p in people),
        not any(p["role"] == "principal_leader" and not p["publicity_done"] for p in people),
        all(p["amount"] <= 800000 for p in people),
        pool == 0 or any(p["amount"] > 0 for p in people),
        not any(p["outside_post"] and not p["shareholding_rules_complied"] for p in people),
        all(p["role"] != "principal_leader" or "equity" not in p["reward_form"] or p["superior_approval_obtained"] for p in people),
        all(p["role"] != "other_leader_researcher" or p["is_researcher"] for p in people),
    ]
