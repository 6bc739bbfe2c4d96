"""Cases for other engines: every deal typed fact by fact, with the day and what is expected, as JSON that needs no reader of ours."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from awardrules import __version__
from awardrules.authoring.cases import Case, read_cases
from awardrules.facts.deal import Deal, plain
from awardrules.facts.quantity import show_date
from awardrules.facts.vocabulary import Fact
from awardrules.pack.edition import Edition

SCHEMA = "awardrules/cases/1"
TYPES = ("bool", "int", "decimal", "share", "money", "date", "enum", "set", "text")
STATUSES = ("not_decided", "out_of_scope", "undetermined", "non_compliant", "deviating", "compliant")


def exported(edition: Edition) -> dict[str, Any]:
    """The cases of an edition as JSON data (schema `awardrules/cases/1`). Raises AwardrulesError for cases that cannot be read."""
    return {
        "schema": SCHEMA,
        "engine": __version__,
        "pack": {"id": edition.pack, "edition": edition.edition, "document": edition.document, "digest": edition.digest},
        "cases": [_case(case, edition) for case in read_cases(Path(edition.folder), edition)],
    }


def _case(case: Case, edition: Edition) -> dict[str, Any]:
    file = Path(case.span.file)
    return {
        "id": f"{edition.reference}/{file.stem}/{case.span.line}",
        "name": {"zh": case.name.zh, "en": case.name.en},
        "as_of": show_date(case.as_of),
        "subject": case.subject,
        "hypothetical": case.hypothetical,
        "facts": list(_facts(case.deal, edition)),
        "records": _records(case.deal, edition),
        "editions": {name: [_fact(path, value, edition) for path, value in facts.items()] for name, facts in case.deal.editions.items()},
        "expect": _expected(case, edition),
    }


def _facts(deal: Deal, edition: Edition) -> Iterator[dict[str, Any]]:
    for path, value in deal.facts.items():
        if path not in edition.vocabulary.records:
            yield _fact(path, value, edition)


def _fact(path: str, value: Any, edition: Edition) -> dict[str, Any]:
    fact = edition.vocabulary.facts[path]
    return {"path": path, "type": fact.type} | _value(value, fact)


def _value(value: Any, fact: Fact) -> dict[str, Any]:
    shown = plain(value, fact)
    return {"bounds": shown} if isinstance(shown, dict) else {"value": shown}


def _records(deal: Deal, edition: Edition) -> dict[str, list[dict[str, Any]]]:
    """The lists of records: for each record its fields, typed."""
    found: dict[str, list[dict[str, Any]]] = {}
    for name, fields in edition.vocabulary.records.items():
        stated = deal.facts.get(name)
        if isinstance(stated, tuple):
            found[name] = [
                {field: {"type": fields[field].type} | _value(value, fields[field]) for field, value in record.items()} for record in stated
            ]
    return found


def _expected(case: Case, edition: Edition) -> dict[str, Any]:
    """The expectations; values of derived facts typed like facts, null where the fact stays unknown, `absent` where no rule gives it."""
    expect = {name: value for name, value in case.expect.items() if name != "derived" and value}
    derived = case.expect.get("derived") or {}
    if derived:
        expect["derived"] = {path: _outcome(path, value, edition) for path, value in derived.items()}
    return expect


def _outcome(path: str, value: Any, edition: Edition) -> dict[str, Any]:
    if value == "absent":
        return {"absent": True}
    fact = edition.vocabulary.get(path)
    if value is None or (value == "unknown" and not (fact and fact.values and "unknown" in fact.values)):
        return {"unknown": True}
    return {"type": fact.type if fact else "text", "value": _written(value, fact)}


def _written(value: Any, fact: Fact | None) -> Any:
    """An expected value as facts are written."""
    from awardrules.facts.quantity import parse_date, parse_number, scaled

    kind = fact.type if fact else "text"
    if kind == "bool":
        return str(value).lower() in ("true", "yes", "是")
    if kind == "set":
        return sorted(value if isinstance(value, list) else [value])
    if kind == "date":
        day = parse_date(str(value))
        return show_date(day) if day is not None else str(value)
    if kind in ("int", "decimal", "share", "money"):
        number = parse_number(str(value))
        return plain(scaled(number), fact) if number is not None else str(value)
    return str(value)


def case_schema() -> dict[str, Any]:
    """The JSON Schema of a file of exported cases."""
    text = {"type": "string"}
    both = _object({"zh": text, "en": text})
    number = {"type": "string", "pattern": r"^-?[0-9]+(\.[0-9]+|/[0-9]+)?$"}
    day = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
    values: dict[str, Any] = {"bool": {"type": "boolean"}, "int": {"anyOf": [{"type": "integer"}, number]}, "date": day}
    values |= dict.fromkeys(("decimal", "share", "money"), number) | dict.fromkeys(("enum", "text"), text)
    values["set"] = {"type": "array", "items": text, "uniqueItems": True}
    stated = []
    for kind in TYPES:
        bound = {"type": "object", "minProperties": 1, "additionalProperties": False, "properties": {"min": values[kind], "max": values[kind]}}
        shape: dict[str, Any] = {"properties": {"type": {"const": kind}, "value": values[kind]}, "required": ["type", "value"]}
        stated.append(shape)
        if kind in ("int", "decimal", "share", "money", "date", "set"):
            stated.append({"properties": {"type": {"const": kind}, "bounds": bound}, "required": ["type", "bounds"]})
    fact = {"type": "object", "required": ["path", "type"], "properties": {"path": text}, "anyOf": stated}
    outcome = {"enum": ["pass", "fail", "unknown", "not_applicable"]}
    graded = {"enum": [*outcome["enum"], "violation", "deviation", "suggestion", "information"]}
    special = [_object({"unknown": {"const": True}}), _object({"absent": {"const": True}})]
    names = {"type": "array", "items": text}
    expect = {
        "type": "object",
        "additionalProperties": False,
        "minProperties": 1,
        "properties": {
            "status": {"enum": list(STATUSES)},
            "clauses": {"type": "object", "additionalProperties": graded},
            "rules": {"type": "object", "additionalProperties": outcome},
            "derived": {"type": "object", "additionalProperties": {"anyOf": [*stated, *special]}},
            "missing": names,
            "conflicts": names,
            "cautions": names,
        },
    }
    record = {"type": "object", "additionalProperties": {"type": "object", "anyOf": stated}}
    case = _object(
        {
            "id": text,
            "name": both,
            "as_of": day,
            "subject": {"enum": ["deal", "institution"]},
            "hypothetical": {"type": "boolean"},
            "facts": {"type": "array", "items": fact},
            "records": {"type": "object", "additionalProperties": {"type": "array", "items": record}},
            "editions": {"type": "object", "additionalProperties": {"type": "array", "items": fact}},
            "expect": expect,
        }
    )
    pack = _object({"id": text, "edition": text, "document": {"type": ["string", "null"]}, "digest": text})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        **_object({"schema": {"const": SCHEMA}, "engine": text, "pack": pack, "cases": {"type": "array", "items": {"$ref": "#/$defs/case"}}}),
        "$defs": {"case": case},
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
