"""JSON Schemas (2020-12) of what users write and read."""

from __future__ import annotations

from typing import Any

from awardrules.facts.reading import DAY, NO, YES
from awardrules.facts.vocabulary import LIST_LABELS, Fact, Vocabulary
from awardrules.language import Lang, Text

DRAFT = "https://json-schema.org/draft/2020-12/schema"
_NUMBER_TEXT = r"^\s*[+-]?[0-9０-９][0-9０-９,.．]*\s*(/\s*[0-9]+)?\s*$"
_SHARE_TEXT = r"^\s*[+-]?[0-9０-９][0-9０-９,.．]*\s*([%％]|/\s*[0-9]+)?\s*$"
_DATE_TEXT = r"^(\d{4}-\d{2}-\d{2}|\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)$"


def deal_schema(vocabulary: Vocabulary, lang: Lang) -> dict[str, Any]:
    """A deal: nested groups of facts, each with its label and question."""
    root: dict[str, Any] = {
        "$schema": DRAFT,
        "title": Text("交易", "deal").of(lang),
        "type": "object",
        "additionalProperties": False,
        "properties": {},
    }
    for fact in vocabulary:
        if fact.output or fact.record:
            continue
        group = root
        *parents, leaf = fact.path.split(".")
        for name in parents:
            group = group["properties"].setdefault(name, {"type": ["object", "null"], "additionalProperties": False, "properties": {}})
        group["properties"][leaf] = _fact(fact, lang)
    for name, fields in vocabulary.records.items():
        root["properties"][name] = {
            "title": LIST_LABELS.get(name, Text(name, name)).of(lang),
            "type": ["array", "null"],
            "items": {"type": "object", "additionalProperties": False, "properties": {n: _fact(f, lang) for n, f in fields.items()}},
        }
    root["properties"]["editions"] = {
        "title": Text("只对某一规则包说明的事实", "facts stated for one edition only").of(lang),
        "type": ["object", "null"],
        "additionalProperties": _of_one_edition(vocabulary, lang),
    }
    return root


def _of_one_edition(vocabulary: Vocabulary, lang: Lang) -> dict[str, Any]:
    """What can be stated for one edition: its own facts, with or without their group, and those of its pilot; never the day of decision."""
    schema: dict[str, Any] = {"type": ["object", "null"], "additionalProperties": False, "properties": {}}
    for fact in vocabulary:
        group, _, leaf = fact.path.partition(".")
        if group not in ("edition", "pilot") or fact.output or fact.record or fact.path == DAY:
            continue
        inner = schema["properties"].setdefault(group, {"type": ["object", "null"], "additionalProperties": False, "properties": {}})
        inner["properties"][leaf] = schema["properties"][fact.path] = _fact(fact, lang)
        if group == "edition":
            schema["properties"][leaf] = _fact(fact, lang)
    return schema


def _fact(fact: Fact, lang: Lang) -> dict[str, Any]:
    schema: dict[str, Any] = {"title": fact.label.of(lang), "description": fact.question.of(lang)}
    return schema | _type(fact, lang)


def _type(fact: Fact, lang: Lang) -> dict[str, Any]:
    null = {"type": "null"}
    if fact.type == "bool":
        return {"enum": [True, False, *sorted(YES), *sorted(NO), None]}  # a word means the same in quotes
    if fact.type == "text":
        return {"type": ["string", "null"]}
    names = {"anyOf": [{"const": name, "title": words.of(lang)} for name, words in (fact.values or {}).items()] + [{"enum": _labels(fact)}]}
    if fact.type == "enum":
        return {"anyOf": [*names["anyOf"], null]}
    if fact.type == "set":
        several = {"type": "array", "items": names if fact.values else {"type": "string"}}
        part = {"type": "object", "additionalProperties": False, "minProperties": 1, "properties": {"min": several, "max": several}}
        return {"anyOf": [several, part, null]}
    exact: dict[str, Any] = {"type": "string", "pattern": _DATE_TEXT}
    if fact.type != "date":
        number: dict[str, Any] = (
            {"type": "integer"} if fact.type == "int" else {"type": "number"} if fact.below_zero else {"type": "number", "minimum": 0}
        )
        if fact.type == "share":
            number["maximum"] = 1
        exact = {"anyOf": [number, {"type": "string", "pattern": _SHARE_TEXT if fact.type == "share" else _NUMBER_TEXT}]}
    bound = {"type": "object", "additionalProperties": False, "minProperties": 1, "properties": {"min": exact, "max": exact}}
    return {"anyOf": [exact, bound, null]}


def _labels(fact: Fact) -> list[str]:
    return sorted({label for words in (fact.values or {}).values() for label in words})


def pack_schema() -> dict[str, Any]:
    """The files of a pack: pack.yaml, clauses.yaml, a mechanism file, a file of cases, a catalogue file."""
    from pydantic.json_schema import models_json_schema

    from awardrules.pack.models import CasesModel, ClausesModel, PackModel, RulesModel, ShapesModel

    models = (PackModel, ClausesModel, RulesModel, CasesModel, ShapesModel)
    _, schema = models_json_schema([(model, "validation") for model in models], title="awardrules pack file")
    return {"$schema": DRAFT, "anyOf": [{"$ref": f"#/$defs/{model.__name__}"} for model in models], **schema}


def decision_schema() -> dict[str, Any]:
    """A decision as `check --format json` prints it."""
    text = {"type": "string"}
    maybe_text = {"type": ["string", "null"]}
    outcome = {"enum": ["pass", "fail", "unknown", "not_applicable"]}
    place = {"type": ["object", "null"], "properties": {"file": text, "line": {"type": "integer"}, "column": {"type": "integer"}}}
    result = {
        "rule": text,
        "kind": {"enum": ["check", "derive"]},
        "clauses": {"type": "array", "items": text},
        "subject": {"enum": ["deal", "institution"]},
        "mechanism": text,
        "modality": {"enum": ["shall", "shall_not", "should", "encouraged", "may", "exemption", "deeming", "definition", "fact"]},
        "outcome": outcome,
        "severity": {"enum": ["violation", "deviation", "suggestion", "information", None]},
        "cause": maybe_text,
        "title": text,
        "message": text,
        "gap": maybe_text,
        "remedy": maybe_text,
        "cautions": {"type": "array", "items": text},
        "citations": {"type": "array", "items": _object({"clause": text, "locator": text, "document": text})},
        "facts": {"type": "array", "items": _object({"path": text, "value": {}, "evidence": place})},
        "expected": text,
        "parameters": {"type": "object"},
    }
    whole = _object(
        {
            "schema": {"const": "awardrules/decision/1"},
            "engine": text,
            "pack": _object(
                {"id": text, "edition": text, "document": maybe_text, "title": text, "status": {"enum": ["in_force", "draft"]}, "digest": text}
            ),
            "deal": text,
            "as_of": {"type": "string", "format": "date"},
            "status": {"enum": ["not_decided", "out_of_scope", "undetermined", "non_compliant", "deviating", "compliant"]},
            "advisory": {"type": "boolean"},
            "hypothetical": {"type": "boolean"},
            "clauses": {"type": "object", "additionalProperties": outcome},
            "results": {"type": "array", "items": _object(result)},
            "derived": {"type": "object"},
            "missing": {
                "type": "array",
                "items": _object({"fact": text, "question": text, "blocks": {"type": "array", "items": text}, "decides": {"type": "boolean"}}),
            },
            "conflicts": {
                "type": "array",
                "items": _with(
                    _object({"fact": text, "label": text, "stated": {}, "computed": {}, "from": maybe_text, "evidence": place}),
                    readings={"type": "array", "items": _object({"value": {}, "evidence": place})},
                ),
            },
            "notices": {"type": "array", "items": text},
            "summary": {"type": "object", "additionalProperties": {"type": "integer"}},
        }
    )
    excuse = {
        "rule": maybe_text,
        "clause": text,
        "severity": {"enum": ["violation", "deviation", "suggestion"]},
        "facts": {"type": "array", "items": text},
        "file": text,
        "line": {"type": "integer"},
        "reason": maybe_text,
        "approver": maybe_text,
        "legal_basis": maybe_text,
        "expires": {"type": ["string", "null"], "format": "date"},
    }
    # only of a set known in part: the names that the rules wait for
    whole["properties"]["missing"]["items"]["properties"]["members"] = {"type": "array", "items": text}
    whole["properties"] |= {  # only where waivers or a baseline are in use
        "status_before_waivers": whole["properties"]["status"],
        "waived": {"type": "array", "items": _object(excuse | {"by": {"enum": ["waiver", "baseline"]}})},
        "waivers_refused": {
            "type": "array",
            "items": _object(excuse | {"why": {"enum": ["expired", "no-date", "not-waivable"]}, "message": text}),
        },
    }
    return {"$schema": DRAFT, "title": "awardrules/decision/1", **whole}


def _with(schema: dict[str, Any], **optional: Any) -> dict[str, Any]:
    return schema | {"properties": schema["properties"] | optional}


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
