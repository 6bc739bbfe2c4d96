"""The YAML boundary of packs: pydantic models of every file, and their faults with the place in the file.

Expressions pass through as nodes; they are built and checked with their own places (expression/build.py).
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal, TypeVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from awardrules import yamlfile
from awardrules.diagnostics import Diagnostic, did_you_mean, error
from awardrules.facts.quantity import parse_date
from awardrules.language import EMPTY, Text
from awardrules.pack.edition import Modality

EXPRESSIONS = frozenset({"when", "require", "value", "first", "with"})
ParameterType = Literal["path", "int", "decimal", "share", "money", "date", "text", "set"]
Kind = Literal["ownership_grant", "use_right_grant", "conversion", "reward", "abandonment", "any"]
M = TypeVar("M", bound=BaseModel)
_EXPECTED = re.compile(r"'([^']*)'")


def _day(value: Any) -> Any:
    day = parse_date(value) if isinstance(value, str) else None
    if day is None:
        raise ValueError("not a date")
    return day


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


def _start(value: Any) -> Any:
    day = parse_date(value) if isinstance(value, str) else None
    return value if day is None else day


Day = Annotated[int, BeforeValidator(_day)]
Names = Annotated[list[str], BeforeValidator(_listed)]
Kinds = Annotated[list[Kind], Field(min_length=1), BeforeValidator(_listed)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", arbitrary_types_allowed=True, populate_by_name=True, defer_build=True)


class Words(_Strict):
    """A text in both languages."""

    zh: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @property
    def text(self) -> Text:
        """As a `Text`."""
        return Text(self.zh, self.en)


class TermModel(_Strict):
    """The printed term."""

    start: Annotated[int | str, BeforeValidator(_start)] = Field(alias="from")
    years: int = Field(gt=0)


class PackModel(_Strict):
    """`pack.yaml`."""

    city: Words
    title: Words
    document: str | None = None
    status: Literal["in_force", "draft"]
    published: Day | None = None
    term: TermModel | None = None
    notices: list[Words] = []


NO_HASH = "0" * 16  # of a clause whose place in the document is not recorded yet


class ClauseModel(_Strict):
    """A clause of `clauses.yaml`; without span and hash its place is not recorded yet, and `trace` proposes it."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.\-]*$")
    locator: str
    mechanism: str
    modality: Modality
    anchor: str = Field(max_length=20)
    hash: str = Field(default=NO_HASH, pattern=r"^[0-9a-f]{16}$")
    span: list[tuple[int, int]] = []
    gist: Words
    reason: Words | None = None


class ListedModel(_Strict):
    """An entry of an author's clause list: a clause that may lack span and hash; its modality is checked with a nearer help."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9.\-]*$")
    locator: str = Field(min_length=1)
    mechanism: str = Field(pattern=r"^[a-z][a-z0-9\-]*$")
    modality: str
    anchor: str = Field(min_length=1, max_length=20)
    gist: Words
    reason: Words | None = None
    span: list[tuple[int, int]] = []
    hash: str | None = Field(default=None, pattern=r"^[0-9a-f]{16}$")


class ClausesModel(_Strict):
    """`clauses.yaml`."""

    clauses: list[ClauseModel]


class ExceptionModel(_Strict):
    """A printed exception."""

    when: Any
    cite: str | None = None


class CautionModel(_Strict):
    """A remark with its condition."""

    when: Any
    text: Words


class ShapeModel(_Strict):
    """A shape of the catalogue."""

    params: dict[str, ParameterType] = {}
    title: Words | None = None
    for_each: str | None = None
    gives: str | None = None
    when: Any = None
    require: Any = None
    value: Any = None
    first: Any = None
    unless: list[ExceptionModel] = []
    cautions: list[CautionModel] = []
    remedy: Words | None = None


class ShapesModel(_Strict):
    """A file of the catalogue."""

    shapes: dict[str, ShapeModel]


class RuleModel(ShapeModel):
    """A rule of a pack."""

    use: str | None = None
    with_: Any = Field(default=None, alias="with")
    cite: Names = []
    id: str | None = Field(default=None, pattern=r"^[a-z0-9][a-z0-9.\-]*$")
    applies_to: Kinds | None = None
    subject: Literal["deal", "institution"] | None = None
    modality: Modality | None = None
    modality_reason: Words | None = None
    waivable: bool | None = None
    waivable_reason: Words | None = None
    outlives_term: bool = False


class RulesModel(_Strict):
    """A mechanism file of a pack."""

    mechanism: str
    applies_to: Kinds = ["any"]
    subject: Literal["deal", "institution"] = "deal"
    waivable: bool = True
    waivable_reason: Words | None = None
    rules: list[RuleModel]


Outcome = Literal["pass", "fail", "unknown", "not_applicable"]
Graded = Literal["pass", "fail", "unknown", "not_applicable", "violation", "deviation", "suggestion", "information"]


class ExpectModel(_Strict):
    """What a case expects; a clause may be expected to fail with a certain severity."""

    status: Literal["not_decided", "out_of_scope", "undetermined", "non_compliant", "deviating", "compliant"] | None = None
    clauses: dict[str, Graded] = {}
    rules: dict[str, Outcome] = {}
    derived: dict[str, Any] = {}
    missing: Names = []
    conflicts: Names = []
    cautions: Names = []


class CaseModel(_Strict):
    """A case: a deal and what is expected of it."""

    name: Words
    base: str | None = None
    deal: dict[str, Any] | None = None
    with_: dict[str, Any] | None = Field(default=None, alias="with")
    without: Names = []
    as_of: Day | None = None
    subject: Literal["deal", "institution"] = "deal"
    hypothetical: bool = False
    expect: ExpectModel


class CasesModel(_Strict):
    """A file of cases."""

    bases: dict[str, dict[str, Any]] = {}
    cases: list[CaseModel]


_WORDS = {
    "missing": Text("缺少 `{key}`", "`{key}` is missing"),
    "extra_forbidden": Text("未知的键 `{key}`", "unknown key `{key}`"),
    "model_type": Text("`{key}` 应写作键值对", "`{key}` takes keys and values"),
    "dict_type": Text("`{key}` 应写作键值对", "`{key}` takes keys and values"),
    "list_type": Text("`{key}` 应为列表", "`{key}` takes a list"),
    "tuple_type": Text("`{key}` 应为列表", "`{key}` takes a list"),
    "string_type": Text("`{key}` 应为文字", "`{key}` takes a text"),
    "bool_parsing": Text("`{key}` 应为 true 或 false，不是 `{shown}`", "`{key}` takes true or false, not `{shown}`"),
    "int_parsing": Text("`{key}` 应为整数，不是 `{shown}`", "`{key}` takes a whole number, not `{shown}`"),
    "greater_than": Text("`{key}` 应大于 {gt}，不是 `{shown}`", "`{key}` must be greater than {gt}, not `{shown}`"),
    "literal_error": Text("`{key}` 不能是 `{shown}`，可用：{expected}", "`{key}` cannot be `{shown}`; one of: {expected}"),
    "string_pattern_mismatch": Text("`{key}` 的 `{shown}` 不合格式 {pattern}", "`{shown}` of `{key}` does not have the form {pattern}"),
    "string_too_short": Text("`{key}` 不能为空", "`{key}` is empty"),
    "string_too_long": Text("`{key}` 最多 {max_length} 个字", "`{key}` has at most {max_length} characters"),
    "too_long": Text("`{key}` 最多 {max_length} 项", "`{key}` has at most {max_length} entries"),
    "too_short": Text("`{key}` 至少 {min_length} 项", "`{key}` has at least {min_length} entries"),
    "value_error": Text("`{key}` 应为日期，不是 `{shown}`", "`{key}` takes a date, not `{shown}`"),  # `Day` raises no other
}
_NO_MAPPING = Text("文件应写作键值对", "the file takes keys and values")


def validated(
    model: type[M], root: yamlfile.Node | None, file: str, faults: list[Diagnostic], keep: frozenset[str] = EXPRESSIONS, code: str = "pack-shape"
) -> M | None:
    """The nodes as a model; None where they do not fit, with every fault noted at its place under `code`."""
    data = yamlfile.to_data(root, keep)
    try:
        return model.model_validate(data)
    except ValidationError as problem:
        for item in problem.errors(include_url=False, include_input=True):
            location = tuple(step for step in item["loc"] if not (isinstance(step, str) and step.startswith(("function-", "tagged-"))))
            node = yamlfile.locate(root, location)
            names = [step for step in location if isinstance(step, str)]
            key = names[-1] if names else ""
            shown = item["input"] if isinstance(item["input"], str) else type(item["input"]).__name__
            words = _WORDS.get(item["type"]) if key else _NO_MAPPING
            if words is not None:
                context = dict(item.get("ctx", {}))
                expected = _EXPECTED.findall(str(context.pop("expected", "")))
                context |= {"key": key, "shown": shown}
                message = Text(
                    words.zh.format(**context, expected="、".join(expected)),
                    words.en.format(**context, expected=", ".join(expected)),
                )
            else:
                detail = item["msg"][:1].lower() + item["msg"][1:]
                message = Text(f"`{key}` 的内容 `{shown}` 不合要求：{detail}", f"`{key}` does not accept `{shown}`: {detail}")
            help = EMPTY
            if item["type"] == "literal_error":
                help = did_you_mean(shown, expected)
            if item["type"] == "extra_forbidden":
                help = did_you_mean(key, _known_keys(model))
                parent = yamlfile.locate(root, location[:-1])
                if isinstance(parent, yamlfile.Mapping) and key in parent.entries:
                    node = parent.entries[key][0]
            faults.append(error(code, yamlfile.span_of(node, file), message, help))
        return None


def _known_keys(model: type[BaseModel]) -> list[str]:
    """The keys of a model and of every model inside it."""
    names: list[str] = []
    seen: set[Any] = set()
    pending: list[Any] = [model]
    while pending:
        part = pending.pop()
        if not (isinstance(part, type) and issubclass(part, BaseModel)):
            pending += get_args(part)
        elif part not in seen:
            seen.add(part)
            names += [field.alias or name for name, field in part.model_fields.items()]
            pending += [field.annotation for field in part.model_fields.values()]
    return names
