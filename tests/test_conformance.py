"""JsonLogic's public cases: each runs and agrees, or is refused for a stated reason. None gives another answer.

`docs/conformance.md` tells the reasons to readers; its table is checked here. The public file stands beside a checkout, under
`../shared/conformance/jsonlogic/compatible.json`; where there is none, the cases written out below are what is judged.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

from awardrules import yamlfile
from awardrules.diagnostics import Diagnostic
from awardrules.expression.build import build
from awardrules.expression.check import Checker
from awardrules.expression.evaluate import Scope, evaluate
from awardrules.facts.quantity import unscaled
from awardrules.facts.reading import deal_from
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.language import Text
from compiling import compiled

ROOT = Path(__file__).resolve().parents[1]
PUBLIC = ROOT / "../shared/conformance/jsonlogic/compatible.json"
PAGE = ROOT / "docs/conformance.md"
AGREES = "agrees"


# --- a vocabulary for the data of one case ---


def facts_in(data: Any, prefix: str = "") -> Iterator[Fact]:
    """The facts the data of a case can be read as; lists of plain values other than names are none, and null states nothing."""
    for name, value in (data or {}).items():
        path = f"{prefix}{name}"
        if isinstance(value, dict):
            yield from facts_in(value, f"{path}.")
        elif isinstance(value, list) and value and all(isinstance(item, dict) for item in value):
            fields = {key: item[key] for item in value for key in item}
            yield from facts_in(fields, f"{path}[].")
        elif (kind := _type_of(value)) is not None:
            yield Fact(path, kind, Text(path, path), Text(path, path))


def _type_of(value: Any) -> str | None:
    if isinstance(value, bool):
        return "bool"
    if isinstance(value, int | float):
        return "int" if value == int(value) else "decimal"
    if isinstance(value, str):
        return "text"
    return "set" if isinstance(value, list) and all(isinstance(item, str) for item in value) else None


# --- one case ---


def judged(case: dict[str, Any]) -> str:
    """`agrees`, the reason why the case is refused, or `disagrees: …`."""
    data = case.get("data")
    vocabulary = Vocabulary(facts_in(data)) if isinstance(data, dict) else Vocabulary([])
    faults: list[Diagnostic] = []
    node = yamlfile.parse(json.dumps(case["rule"]), "case.json")
    assert node is not None
    part = build(node, "case.json", faults)
    if part is not None:
        checker = Checker(vocabulary, "case.json")
        checker.type(part)
        faults = checker.faults
    if faults:
        return reason(faults[0], data)
    assert part is not None
    facts = dict(deal_from(data, vocabulary).facts) if isinstance(data, dict) and data else {}
    found, again = evaluate(part, Scope(facts)), compiled(part)(Scope(facts))["value"]
    if found != again or not same(found, case["result"]):
        return f"disagrees: {found!r} and {again!r}, not {case['result']!r}"
    return AGREES


def same(found: Any, expected: Any) -> bool:
    """Whether a value of the engine is the JSON value: numbers by value, a set as the list of its names."""
    if isinstance(expected, bool) or isinstance(found, bool):
        return found is expected
    if isinstance(expected, int | float):
        return isinstance(found, int | Fraction) and unscaled(found) == Fraction(str(expected))
    if isinstance(expected, list):
        return isinstance(found, frozenset) and sorted(found) == sorted(expected)
    return type(found) is type(expected) and found == expected


# --- why a case is refused ---

OPERATORS = {
    "===": "one-equality",
    "!==": "one-equality",
    "!!": "truthiness",
    "?:": "other-name",
    "missing": "asks-what-is-stated",
    "missing_some": "asks-what-is-stated",
    "%": "not-needed",
    "cat": "not-needed",
    "substr": "not-needed",
    "merge": "not-needed",
    "map": "not-needed",
    "filter": "not-needed",
    "reduce": "not-needed",
}
MESSAGES = (
    # code, what the English message or help says, reason
    ("arity", "no default value", "default"),
    ("arity", "takes one name", "computed-name"),
    ("arity", "", "arity"),
    ("null", "", "null"),
    ("bad-list", "", "computed-list"),
    ("unknown-fact", "", "unknown-name"),
    ("wrong-type", "there is no truthiness", "truthiness"),
    ("wrong-type", "do not mix", "coercion"),
    ("wrong-type", "expected a number", "coercion"),
    ("wrong-type", "only numbers", "coercion"),
    ("wrong-type", "the right of `in` is a set or a list", "substring"),
    ("wrong-type", "expected a list of records", "plain-list"),
)


def reason(fault: Diagnostic, data: Any) -> str:
    """The reason behind a fault, as named in docs/conformance.md."""
    named = fault.message.en.split("`")[1] if "`" in fault.message.en else ""
    if fault.code == "unknown-operator":
        return OPERATORS.get(named, f"no reason for the operator {named}")
    if fault.code == "unknown-fact" and isinstance(data, dict) and isinstance(data.get(named), list):
        return "plain-list"
    told = f"{fault.message.en} {fault.help.en}"
    return next((name for code, words, name in MESSAGES if fault.code == code and words in told), f"no reason for: {told}")


# --- the public cases, and ours in the same format ---


def public_cases() -> list[dict[str, Any]]:
    """The cases of the public file; none where it is not at hand."""
    listed = json.loads(PUBLIC.read_text(encoding="utf-8")) if PUBLIC.is_file() else []
    return [case for case in listed if isinstance(case, dict)]


def counted_on_the_page() -> Counter[str]:
    """The table of docs/conformance.md: how many public cases agree, and how many are refused for each reason."""
    rows = [[cell.strip() for cell in line.split("|")[1:3]] for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    return Counter({name.strip("`"): int(count) for name, count in rows})


ITEMS = {"items": [{"qty": 1, "sku": "apple"}, {"qty": 2, "sku": "banana"}]}

OURS: list[tuple[Any, Any, Any, str]] = [
    # rule, data, what JsonLogic says, verdict
    ({"==": [1, 1.0]}, None, True, AGREES),
    ({"==": [0.1, 0.10]}, None, True, AGREES),
    ({"<=": [0, 0.7, 1]}, None, True, AGREES),
    ({">": [{"*": [{"var": "price"}, 0.7]}, 84]}, {"price": 120.5}, True, AGREES),
    ({"if": [{"<": [{"var": "days"}, 15]}, "short", {">": [{"var": "days"}, 30]}, "long", "fine"]}, {"days": 15}, "fine", AGREES),
    ({"and": [{"!": {"var": "secret"}}, {"in": [{"var": "model"}, ["direct", "staged"]]}]}, {"secret": False, "model": "direct"}, True, AGREES),
    ({"in": ["b", {"var": "terms"}]}, {"terms": ["a", "b"]}, True, AGREES),
    ({"some": [{"var": "items"}, {"and": [{"==": [{"var": "sku"}, "banana"]}, {">": [{"var": "qty"}, 1]}]}]}, ITEMS, True, AGREES),
    ({"all": [{"var": "items"}, {"in": [{"var": "sku"}, ["apple", "banana"]]}]}, ITEMS, True, AGREES),
    ({"none": [{"var": "items"}, {">": [{"var": "qty"}, 2]}]}, ITEMS, True, AGREES),
    ({"min": [{"var": "a.b"}, {"max": [1, 2]}]}, {"a": {"b": 3}}, 2, AGREES),
    ({"-": [{"var": "a"}]}, {"a": 0.5}, -0.5, AGREES),
    ({"/": [1, 8]}, None, 0.125, AGREES),
    ({"and": [{"var": "count"}, True]}, {"count": 3}, True, "truthiness"),
    ({"!!": [True]}, None, True, "truthiness"),
    ({"==": [{"var": "count"}, "3"]}, {"count": "3"}, True, AGREES),
    ({"==": [{"var": "flag"}, "true"]}, {"flag": True}, False, "truthiness"),
    ({"==": [3, "3"]}, None, True, "coercion"),
    ({"+": [{"var": "name"}, 1]}, {"name": "1"}, 2, "coercion"),
    ({"===": [1, 1]}, None, True, "one-equality"),
    ({"?:": [True, 1, 2]}, None, 1, "other-name"),
    ({"missing": ["a"]}, None, ["a"], "asks-what-is-stated"),
    ({"==": [{"var": "a"}, None]}, {"a": 1}, False, "null"),
    ({"var": ["a", 1]}, {}, 1, "default"),
    ({"var": "b"}, {"a": 1}, None, "unknown-name"),
    ({"var": {"var": "name"}}, {"name": "a", "a": 1}, 1, "computed-name"),
    ({"in": ["a", [{"var": "a"}]]}, {"a": "a"}, True, "computed-list"),
    ({"in": ["a", {"var": "name"}]}, {"name": "apple"}, True, "substring"),
    ({"some": [{"var": "n"}, {">": [{"var": ""}, 1]}]}, {"n": [1, 2]}, True, "plain-list"),
    ({"if": [True, 1]}, None, 1, "arity"),
    ({"map": [{"var": "items"}, {"var": "qty"}]}, ITEMS, [1, 2], "not-needed"),
]


def test_our_own_cases() -> None:
    judgements = [judged({"rule": rule, "data": data, "result": result}) for rule, data, result, _ in OURS]
    assert judgements == [verdict for *_, verdict in OURS]
    assert {verdict for *_, verdict in OURS} == set(counted_on_the_page()), "each reason has a case of ours"


def test_every_public_case_agrees_or_is_refused_for_a_stated_reason() -> None:
    """Without the public file there is nothing to count, and the cases above stand alone."""
    cases = public_cases()
    judgements = [(judged(case), case["description"] if "description" in case else case["rule"]) for case in cases]
    stated = {AGREES, *OPERATORS.values(), *(name for *_, name in MESSAGES)}
    assert [(verdict, case) for verdict, case in judgements if verdict not in stated] == []
    assert Counter(verdict for verdict, _ in judgements) == (counted_on_the_page() if cases else Counter())


def test_a_wrong_answer_would_be_seen() -> None:
    assert judged({"rule": {"==": [1, 1]}, "result": False}).startswith("disagrees")
    assert judged({"rule": {"+": [1, 1]}, "result": 3}).startswith("disagrees")
    assert judged({"rule": "apple", "result": "pear"}).startswith("disagrees")


def test_one_answer_differs_where_types_are_given_by_hand() -> None:
    """Nobody on an empty list fails: `all` is true here. JsonLogic says false, against its own `none`. Its case shows no fields, so no types."""
    vocabulary = Vocabulary(facts_in(ITEMS))
    facts = deal_from({"items": []}, vocabulary).facts
    found = {}
    for operator in ("some", "all", "none"):
        faults: list[Diagnostic] = []
        part = build(yamlfile.from_data({operator: [{"var": "items"}, {">=": [{"var": "qty"}, 1]}]}), "case.json", faults)
        assert part is not None
        assert Checker(vocabulary, "case.json").type(part) is not None
        found[operator] = evaluate(part, Scope(facts))
    assert found == {"some": False, "all": True, "none": True}
