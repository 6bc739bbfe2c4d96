"""Deals from YAML, JSON, JSON Lines and Python data: what is taken, and every fault with its place."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from awardrules.diagnostics import AwardrulesError
from awardrules.facts import reading
from awardrules.facts.deal import Deal
from awardrules.facts.quantity import Bound, parse_date
from awardrules.facts.reading import deal_from, read_deal
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.language import Text
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary
from strategies import VOCABULARY

THIRD = Fraction(1_000_000, 3)


def read(text: str) -> Deal:
    return read_deal(text, "deal.yaml", VOCABULARY)


def refused(text: str, vocabulary: Vocabulary = VOCABULARY) -> list[str]:
    """The faults of a deal as `line:column code: message | help`."""
    with pytest.raises(AwardrulesError) as fault:
        read_deal(text, "deal.yaml", vocabulary)
    told = fault.value.diagnostics
    assert all(d.span.file == "deal.yaml" and d.message.zh and bool(d.help.zh) == bool(d.help.en) for d in told)
    return [f"{d.span.line}:{d.span.column} {d.code}: {d.message.en}" + (f" | {d.help.en}" if d.help.en else "") for d in told]


# --- what is taken ---

TAKEN: list[tuple[str, str, Any]] = [
    ("grant: {share: 0.7}", "grant.share", 700_000),
    ("grant: {share: 70%}", "grant.share", 700_000),
    ("grant: {share: 70％}", "grant.share", 700_000),
    ('grant: {share: "7/10"}', "grant.share", 700_000),
    ("grant: {share: 1/3}", "grant.share", THIRD),
    ("grant: {share: 1}", "grant.share", 1_000_000),
    ("grant: {share: 0}", "grant.share", 0),
    ("grant: {share: 69.9999%}", "grant.share", 699_999),
    ("sale: {price: '1,200,000.50'}", "sale.price", 1_200_000_500_000),
    ("sale: {price: 1e3}", "sale.price", 1_000_000_000),
    ("sale: {price: 010}", "sale.price", 10_000_000),
    ("notice: {days: 15}", "notice.days", 15_000_000),
    ("notice: {days: 15.0}", "notice.days", 15_000_000),
    ("term: {years: 2.99}", "term.years", 2_990_000),
    ("notice: {start: 2025-03-01}", "notice.start", parse_date("2025-03-01")),
    ("notice: {start: 2025年3月1日}", "notice.start", parse_date("2025-03-01")),
    ("team: {agreed: true}", "team.agreed", True),
    ("team: {agreed: 'yes'}", "team.agreed", True),
    ("team: {agreed: 是}", "team.agreed", True),
    ("team: {agreed: no}", "team.agreed", False),
    ("team: {agreed: 否}", "team.agreed", False),
    ("grant: {model: direct}", "grant.model", "direct"),
    ("grant: {model: 直接赋权}", "grant.model", "direct"),
    ("grant: {model: in-process grant}", "grant.model", "staged"),
    ("agreement: {terms: [split, 费用分担]}", "agreement.terms", frozenset({"split", "costs"})),
    ("agreement: {terms: []}", "agreement.terms", frozenset()),
    ("unit: {name: no}", "unit.name", "no"),
    ("unit: {name: 010}", "unit.name", "010"),
    ("unit: {name: 'null'}", "unit.name", "null"),
    ("notice: {days: {min: 15}}", "notice.days", Bound(15_000_000, None)),
    ("notice: {days: {max: 20}}", "notice.days", Bound(None, 20_000_000)),
    ("notice: {days: {min: 15, max: 20}}", "notice.days", Bound(15_000_000, 20_000_000)),
    ("notice: {days: {min: 15, max: 15}}", "notice.days", 15_000_000),  # a bound that leaves one value states it
    ("notice: {days: {min: 15, max: null}}", "notice.days", Bound(15_000_000, None)),
    ("notice: {start: {max: 2025-03-01}}", "notice.start", Bound(None, parse_date("2025-03-01"))),
    ("grant: {share: {min: 1/3}}", "grant.share", Bound(THIRD, None)),
    ("agreement: {terms: {min: [split]}}", "agreement.terms", Bound(frozenset({"split"}), None)),
    ("agreement: {terms: {min: [收益分配], max: [split, costs]}}", "agreement.terms", Bound(frozenset({"split"}), frozenset({"split", "costs"}))),
    ("agreement: {terms: {max: [split]}}", "agreement.terms", Bound(frozenset(), frozenset({"split"}))),
    ("agreement: {terms: {min: [costs, split], max: [split, costs]}}", "agreement.terms", frozenset({"split", "costs"})),
    ("agreement: {terms: {max: []}}", "agreement.terms", frozenset()),  # at most nothing is nothing
    ("people: [{forms: {min: [split]}}]", "people", ({"forms": Bound(frozenset({"split"}), None)},)),
    ("grant.share: 70%", "grant.share", 700_000),
    ("people: []", "people", ()),
    ("people: [{}]", "people", ({},)),
    ("people: [{role: leader, amount: 5}, {role: 普通成员}]", "people", ({"role": "leader", "amount": 5_000_000}, {"role": "member"})),
]


@pytest.mark.parametrize(("text", "path", "value"), TAKEN, ids=[text for text, _, _ in TAKEN])
def test_taken(text: str, path: str, value: Any) -> None:
    facts = read(text).facts
    assert facts == {path: value}
    assert type(facts[path]) is type(value)


@pytest.mark.parametrize("null", ["", "~", "null"])
def test_null_is_not_stated(null: str) -> None:
    deal = read(f"team: {{agreed: {null}}}\npeople: {null}\nsale: {null}\nunit: {{name: x}}")
    assert deal.facts == {"unit.name": "x"}
    assert deal_from({"team": {"agreed": None}, "unit": {"name": "x"}}, VOCABULARY).facts == {"unit.name": "x"}


def test_at_least_nothing_is_not_stated() -> None:
    """Software that found no member of a set may say so: nothing is known then."""
    assert read("agreement: {terms: {min: []}}\nunit: {name: x}").facts == {"unit.name": "x"}


def test_evidence_is_the_place_of_each_value() -> None:
    deal = read("grant:\n  share: 70%\n  model:   direct\npeople:\n- {role: leader, amount: 5}\n- consents: 是\nagreement: {terms: [split]}\n")
    assert {path: (e.file, e.line, e.column) for path, e in deal.evidence.items()} == {
        "grant.share": ("deal.yaml", 2, 10),
        "grant.model": ("deal.yaml", 3, 12),
        "people": ("deal.yaml", 5, 1),
        "people[0].role": ("deal.yaml", 5, 10),
        "people[0].amount": ("deal.yaml", 5, 26),
        "people[1].consents": ("deal.yaml", 6, 13),
        "agreement.terms": ("deal.yaml", 7, 20),
    }


# --- what is refused ---

BEYOND = "min names what is known to be in it, max all that can be"
FEN = "money is exact to the fen: at most two decimals"
PERCENT = "a percentage states a share only"
REVERSED = "end of publicity lies before start of publicity | check the two dates"
EMPTY = "the deal states no facts | state at least `deal.kinds` and the basic facts; `awardrules schema deal` lists them"

REFUSED = [
    # unknown facts, with the nearest name
    ("grant: {shar: 70%}", ["1:9 unknown-fact: unknown fact `grant.shar` | did you mean `grant.share`?"]),
    ("grnt: {share: 70%}", ["1:1 unknown-fact: unknown fact `grnt` | did you mean `grant`?"]),
    ("share: 70%", ["1:1 unknown-fact: unknown fact `share` | did you mean `grant.share`?"]),
    ("zzz: 1", ["1:1 unknown-fact: unknown fact `zzz` | `awardrules schema deal` lists all facts"]),
    ("people: [{rol: leader}]", ["1:11 unknown-fact: unknown fact `people[0].rol` | did you mean `role`?"]),
    ("people[].role: leader", ["1:1 unknown-fact: unknown fact `people[].role` | `role` is stated in each entry of the list `people`"]),
    ("role: leader", ["1:1 unknown-fact: unknown fact `role` | `role` is stated in each entry of the list `people`"]),
    # values of the wrong type
    ("team: {agreed: maybe}", ["1:16 wrong-type: `team.agreed` takes true or false, not `maybe`"]),
    ("team: {agreed: 1}", ["1:16 wrong-type: `team.agreed` takes true or false, not `1`"]),
    ("grant: {share: a lot}", ["1:16 wrong-type: `grant.share` takes a share (such as 70%), not `a lot`"]),
    ("grant: {share: [70%]}", ["1:16 wrong-type: `grant.share` takes a share (such as 70%), not a list"]),
    ("notice: {days: 1.5}", ["1:16 wrong-type: `notice.days` takes a whole number, not `1.5`"]),
    ("notice: {days: 12:30}", ["1:16 wrong-type: `notice.days` takes a whole number, not `12:30`"]),
    ("sale: {price: 70%}", [f"1:15 wrong-type: `sale.price` takes an amount in yuan, not `70%` | {PERCENT}"]),
    ("notice: {days: 1500%}", [f"1:16 wrong-type: `notice.days` takes a whole number, not `1500%` | {PERCENT}"]),
    ("notice: {days: {min: 1500 ％ }}", [f"1:22 wrong-type: `notice.days` takes a whole number, not `1500 ％` | {PERCENT}"]),
    ("term: {years: 1000%}", [f"1:15 wrong-type: `term.years` takes a number, not `1000%` | {PERCENT}"]),
    ("people: [{amount: 5%}]", [f"1:19 wrong-type: `people[].amount` takes an amount in yuan, not `5%` | {PERCENT}"]),
    ("sale: {price: 120万}", ["1:15 wrong-type: `sale.price` takes an amount in yuan, not `120万`"]),
    ("notice: {start: 2025-02-30}", ["1:17 wrong-type: `notice.start` takes a date; `2025-02-30` is not one | write 2025-03-01"]),
    ("notice: {start: 20250301}", ["1:17 wrong-type: `notice.start` takes a date; `20250301` is not one | write 2025-03-01"]),
    ("agreement: {terms: split}", ["1:20 wrong-type: `agreement.terms` takes a list | write [split]"]),
    ("agreement: {terms: [split, ~]}", ["1:28 wrong-type: an entry of `agreement.terms` is a single name"]),
    ("agreement: {terms: {min: split}}", ["1:26 wrong-type: `agreement.terms` takes a list | write [split]"]),
    ("grant: {model: {min: 1}}", ["1:16 wrong-type: `grant.model` takes a name"]),
    ("unit: {name: [x]}", ["1:14 wrong-type: `unit.name` takes a text, not a list"]),
    # values outside their domain
    ("grant: {model: dirct}", ["1:16 outside-domain: `dirct` is not a value of `grant.model` | did you mean `direct`?"]),
    ("grant: {model: zzz}", ["1:16 outside-domain: `zzz` is not a value of `grant.model` | one of: direct, advance, staged"]),
    ("agreement: {terms: [splt]}", ["1:21 outside-domain: `splt` is not a value of `agreement.terms` | did you mean `split`?"]),
    ("grant: {share: 70}", ["1:16 outside-domain: `grant.share` lies between 0% and 100%, not `70` | did you mean 70%?"]),
    ("grant: {share: 100.5%}", ["1:16 outside-domain: `grant.share` lies between 0% and 100%, not `100.5%`"]),
    ("grant: {share: -1%}", ["1:16 outside-domain: `grant.share` lies between 0% and 100%, not `-1%`"]),
    ("notice: {days: -1}", ["1:16 outside-domain: `notice.days` cannot be negative"]),
    ("sale: {price: -0.01}", ["1:15 outside-domain: `sale.price` cannot be negative"]),
    ("sale: {price: 0.001}", [f"1:15 outside-domain: `0.001` of `sale.price` has more than two decimals | {FEN}"]),
    ("sale: {price: 1/3}", [f"1:15 outside-domain: `1/3` of `sale.price` has more than two decimals | {FEN}"]),
    # bounds
    ("grant: {share: {}}", ["1:16 wrong-type: a bound of `grant.share` needs min or max"]),
    ("grant: {share: {mn: 60%}}", ["1:17 unknown-key: a bound of `grant.share` has min and max | did you mean `min`?"]),
    ("grant: {share: {min: [60%], max: 70%}}", ["1:22 wrong-type: min of `grant.share` is a single value"]),
    ("grant: {share: {min: 170%}}", ["1:22 outside-domain: `grant.share` lies between 0% and 100%, not `170%`"]),
    ("grant: {share: {min: 70%, max: 60%}}", ["1:16 outside-domain: min of `grant.share` is greater than its max"]),
    ("agreement: {terms: {}}", ["1:20 wrong-type: a bound of `agreement.terms` needs min or max"]),
    ("agreement: {terms: {min: {min: [split]}}}", ["1:26 wrong-type: min of `agreement.terms` is a list"]),
    ("agreement: {terms: {min: [split], mx: [costs]}}", ["1:35 unknown-key: a bound of `agreement.terms` has min and max | did you mean `max`?"]),
    ("agreement: {terms: {max: [splt]}}", ["1:27 outside-domain: `splt` is not a value of `agreement.terms` | did you mean `split`?"]),
    ("agreement: {terms: {min: [split, costs], max: [period]}}", [
        f"1:20 outside-domain: min of `agreement.terms` names what its max lacks: `costs`, `split` | {BEYOND}",
    ]),
    ("notice: {start: {min: 2025-02-30}}", ["1:23 wrong-type: `notice.start` takes a date; `2025-02-30` is not one | write 2025-03-01"]),
    # two facts that contradict each other
    ("notice: {start: 2025-03-16, end: 2025-03-01}", [f"1:34 dates-reversed: {REVERSED}"]),
    ("notice: {start: 2025-03-16, end: {max: 2025-03-01}}", [f"1:34 dates-reversed: {REVERSED}"]),
    ("notice: {end: 2025-03-01, start: {min: 2025-03-16}}", [f"1:15 dates-reversed: {REVERSED}"]),
    ("grant.share: 70%\ngrant: {share: 60%}", ["2:9 fact-twice: `grant.share` is stated twice"]),
    # what only a rule gives
    ("award: {floor: 5}", ["1:9 output-stated: `award.floor` is given by the rules; a deal cannot state it | leave it out"]),
    ("award.floor: 5", ["1:1 output-stated: `award.floor` is given by the rules; a deal cannot state it | leave it out"]),
    # shapes
    ("", [f"0:0 empty-deal: {EMPTY}"]),
    ("{}", [f"1:1 empty-deal: {EMPTY}"]),
    ("null", [f"1:1 empty-deal: {EMPTY}"]),
    ("[1]", ["1:1 deal-shape: a deal is a mapping (`deal:`, `grant:`, …)"]),
    ("ownership_grant", ["1:1 deal-shape: a deal is a mapping (`deal:`, `grant:`, …)"]),
    ("grant: 5", ["1:8 deal-shape: `grant` holds a group of facts (share, reward, model, wanted, …)"]),
    ("people: {role: leader}", ["1:9 deal-shape: `people` is a list, one entry per person"]),
    ("people: [leader, ~]", ["1:10 deal-shape: an entry of `people` is a mapping", "1:18 deal-shape: an entry of `people` is a mapping"]),
    ("editions: [1]", ["1:11 deal-shape: `editions` holds a group of facts for each edition"]),
    ("editions: {guangzhou: 5}", ["1:23 deal-shape: `editions.guangzhou` holds a group of facts"]),
    # faults of the file itself
    ("grant: {share: 70%, share: 60%}", ["1:21 duplicate-key: key `share` is repeated; first on line 1 | keep one of them"]),
]  # fmt: skip


def test_only_an_amount_that_costs_can_exceed_may_be_a_loss() -> None:
    vocabulary = shared_vocabulary(data_root())
    assert read_deal('proceeds: {net_income: "-1,100,000.50"}', "deal.yaml", vocabulary).facts["proceeds.net_income"] == -1_100_000_500_000
    assert refused("proceeds: {award_pool_amount: -1}", vocabulary) == ["1:31 outside-domain: `proceeds.award_pool_amount` cannot be negative"]


@pytest.mark.parametrize(("text", "expected"), REFUSED, ids=[text for text, _ in REFUSED])
def test_refused(text: str, expected: list[str]) -> None:
    assert refused(text) == expected


def test_every_fault_of_a_deal_is_told_at_once() -> None:
    text = """grant:
  share: 170
  model: dirct
  shar: 1
award: {floor: 5}
people:
- {rol: x, amount: -1}
- leader
notice: {start: 2025-13-01, days: {min: 3, max: 1}}
sale: {price: 0.001}
"""
    assert [" ".join(fault.split(" ")[:2]).removesuffix(":") for fault in refused(text)] == [
        "2:10 outside-domain",
        "3:10 outside-domain",
        "4:3 unknown-fact",
        "5:9 output-stated",
        "7:4 unknown-fact",
        "7:20 outside-domain",
        "8:3 deal-shape",
        "9:17 wrong-type",
        "9:35 outside-domain",
        "10:15 outside-domain",
    ]


def test_a_fault_in_both_languages() -> None:
    with pytest.raises(AwardrulesError) as fault:
        read("grant: {model: 直接赋}")
    (told,) = fault.value.diagnostics
    assert told.render("zh") == (
        "deal.yaml:1:16: 错误[outside-domain]: `直接赋` 不是 `grant.model` 的取值\n"
        "  建议: 可用：direct（直接赋权）、advance（提前赋权）、staged（过程赋权）"
    )
    assert told.render("en") == (
        "deal.yaml:1:16: error[outside-domain]: `直接赋` is not a value of `grant.model`\n  help: one of: direct, advance, staged"
    )


KEPT_OUT = Vocabulary(
    [
        Fact(f"secret.{kind}", kind, Text(kind, kind), Text("？", "?"), values=values, redact=True)
        for kind, values in [
            *((kind, None) for kind in ("int", "money", "share", "decimal", "date", "bool")),
            *((kind, {"one": Text("一", "one"), "other": Text("另", "other")}) for kind in ("enum", "set")),
        ]
    ]
)


@pytest.mark.parametrize(
    ("kind", "written"),
    [
        *((kind, "张三的工资") for kind in ("int", "money", "share", "decimal", "date", "bool", "enum", "set")),
        *((kind, "4711.125") for kind in ("int", "money", "share", "date", "bool")),
        *((kind, "{min: 4711.125, max: 4711.124}") for kind in ("int", "money", "decimal")),
        *((kind, "othr") for kind in ("enum", "set")),
        ("share", "47"),
        ("int", "-4711"),
        ("set", "[othr]"),
        ("set", "{min: [one], max: [other]}"),
    ],
)
def test_the_fault_of_a_value_kept_out_of_logs_does_not_tell_it(kind: str, written: str) -> None:
    with pytest.raises(AwardrulesError) as fault:
        read_deal(f"secret: {{{kind}: {written}}}", "deal.yaml", KEPT_OUT)
    told = "".join(d.render("zh") + d.render("en") for d in fault.value.diagnostics)
    assert f"secret.{kind}" in told
    assert not any(part in told for part in ("张三", "4711", "47%", "othr", "did you mean", "lacks: `one`"))


def test_a_deal_of_faults_is_given_up() -> None:
    """Each suggestion costs a search, so a hostile deal could ask for hundreds of thousands."""
    faults = refused("\n".join(f"grant.shar{n}: 1" for n in range(5_000)))
    assert len(faults) == reading.MAX_FAULTS + 1
    assert faults[-1] == "0:0 too-many-faults: stopped after 100 errors"


def test_a_list_without_end_is_refused() -> None:
    text = "people:\n" + "- {}\n" * (reading.MAX_RECORDS + 1)
    assert refused(text) == ["2:1 too-many-records: `people` has more than 10000 entries"]


# --- facts of one edition ---

EDITIONS = Vocabulary(
    [
        Fact("edition.issue_date", "date", Text("印发日期", "date of issue"), Text("？", "?")),
        Fact("edition.evaluation_date", "date", Text("判断日", "day of decision"), Text("？", "?")),
        Fact("pilot.start_date", "date", Text("试点开始", "start of the pilot"), Text("？", "?")),
        Fact("pilot.end_date", "date", Text("试点结束", "end of the pilot"), Text("？", "?"), not_before="pilot.start_date"),
        Fact("team.agreed", "bool", Text("同意", "agreed"), Text("？", "?")),
    ]
)


def test_facts_of_one_edition() -> None:
    text = """team: {agreed: true}
editions:
  guangzhou: {issue_date: 2024-01-02, pilot: {start_date: 2024-02-03}}
  ganzhou@2023: {edition.issue_date: 2023-04-05}
"""
    deal = read_deal(text, "deal.yaml", EDITIONS)
    assert deal.facts == {"team.agreed": True}
    assert deal.editions == {
        "guangzhou": {"edition.issue_date": parse_date("2024-01-02"), "pilot.start_date": parse_date("2024-02-03")},
        "ganzhou@2023": {"edition.issue_date": parse_date("2023-04-05")},
    }
    assert {path: str(place) for path, place in deal.evidence.items()} == {
        "team.agreed": "deal.yaml:1:16",
        "editions.guangzhou.edition.issue_date": "deal.yaml:3:27",
        "editions.guangzhou.pilot.start_date": "deal.yaml:3:59",
        "editions.ganzhou@2023.edition.issue_date": "deal.yaml:4:38",
    }
    assert {path: str(place) for path, place in deal.places("ganzhou", "2023").items()} == {
        "team.agreed": "deal.yaml:1:16",
        "edition.issue_date": "deal.yaml:4:38",
    }
    assert refused("editions: {guangzhou: {issu_date: 2024-01-02}}", EDITIONS) == [
        "1:24 unknown-fact: unknown fact `edition.issu_date` | did you mean `edition.issue_date`?"
    ]
    assert refused("editions: {guangzhou: {team: {agreed: true}}}", EDITIONS)[0].startswith("1:24 unknown-fact: unknown fact `edition.team`")


BACKWARDS = "dates-reversed: end of the pilot lies before start of the pilot | check the two dates"
ONE_DAY = "deal-shape: `edition.evaluation_date` is the day of the whole deal, not of one edition | state it under `edition:`, or use --as-of"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("editions: {guangzhou: {pilot: {start_date: 2024-02-03, end_date: 2024-02-02}}}", [f"1:66 {BACKWARDS}"]),
        ("pilot: {start_date: 2024-02-03}\neditions: {guangzhou: {pilot.end_date: 2024-02-02}}", [f"2:40 {BACKWARDS}"]),
        ("pilot: {end_date: 2024-02-03}\neditions: {guangzhou: {pilot.start_date: 2024-02-04}}", [f"1:19 {BACKWARDS}"]),
        ("editions: {gz@1: {pilot.end_date: 2024-02-02}, gz: {pilot.start_date: 2024-02-03}}", [f"1:35 {BACKWARDS}"]),
        ("editions: {guangzhou: {evaluation_date: 2030-01-01}}", [f"1:41 {ONE_DAY}"]),
        ("editions: {guangzhou: {edition: {evaluation_date: 2030-01-01}}}", [f"1:51 {ONE_DAY}"]),
    ],
)
def test_facts_of_one_edition_are_checked_like_others(text: str, expected: list[str]) -> None:
    assert refused(text, EDITIONS) == expected


def test_dates_of_an_edition_in_order() -> None:
    text = "pilot: {start_date: 2024-02-03}\neditions: {guangzhou: {pilot: {start_date: 2023-01-02, end_date: 2023-12-31}}}"
    assert read_deal(text, "deal.yaml", EDITIONS).editions["guangzhou"]["pilot.end_date"] == parse_date("2023-12-31")
