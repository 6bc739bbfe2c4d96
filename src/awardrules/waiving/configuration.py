"""`awardrules.yaml`: what a repository checks, against which pack, how strictly, and what it has waived."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from awardrules import yamlfile
from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, error
from awardrules.facts.quantity import parse_date
from awardrules.language import Lang, Text
from awardrules.pack.models import Names, Words, validated
from awardrules.record import Record
from awardrules.waiving.locating import files_of
from awardrules.waiving.waivers import Level, Waiver


def _said(value: Any) -> Any:
    """Refuses a text in which nothing is said: no letter, sign or figure."""
    if isinstance(value, str) and not any(map(str.isalnum, value)):
        raise PydanticCustomError("string_too_short", "empty", {"min_length": 1})
    return value


def _both(value: Any) -> Any:
    for text in value.values() if isinstance(value, dict) else [value]:
        _said(text)
    return {"zh": value, "en": value} if isinstance(value, str) else value


Said = Annotated[Words, BeforeValidator(_both)]  # a text for both languages, or one for each
Filled = Annotated[str, Field(min_length=1)]
Named = Annotated[str, Field(min_length=1), BeforeValidator(_said)]  # a person or an office


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class WaiverModel(_Strict):
    """A waiver: `rule` or `clause`, the files, why, by whom, on what basis, and the last day it holds."""

    rule: Filled | None = None
    clause: Filled | None = None
    pack: Filled | None = None
    file: Filled
    reason: Said
    approver: Named
    legal_basis: Said
    expires: str | None = None


class ConfigModel(_Strict):
    """The file `awardrules.yaml`."""

    files: Names = []
    pack: Filled | None = None
    facts: Filled | None = None
    fail_level: Literal["violation", "deviation", "suggestion"] = "violation"
    strict: bool = False
    allow_unknown: bool = False
    lang: Literal["zh", "en"] | None = None
    waivers: list[WaiverModel] = []
    baseline: Filled | None = None


class Configuration(Record):
    """The configuration as read; paths in it are relative to the folder it lies in."""

    path: Path
    files: tuple[str, ...]
    files_span: Span
    pack: str | None
    pack_span: Span
    facts: Path | None
    fail_level: Level
    allow_unknown: bool
    lang: Lang | None
    waivers: tuple[Waiver, ...]
    baseline: Path | None

    @property
    def folder(self) -> Path:
        """The folder its patterns and paths start from."""
        return self.path.parent

    def paths(self) -> tuple[list[Path], list[str]]:
        """The files its patterns name, each once, and the patterns that name none."""
        found = files_of(self.files, self.folder)
        return list(dict.fromkeys(path for paths in found.values() for path in paths)), [pattern for pattern, paths in found.items() if not paths]


def read_configuration(path: Path) -> Configuration:
    """The configuration in a file. Raises AwardrulesError with every fault and its place."""
    file = str(path)
    root = yamlfile.load(path)
    faults: list[Diagnostic] = []
    model = ConfigModel() if root is None else validated(ConfigModel, root, file, faults, frozenset(), "bad-configuration")
    _check(root, file, faults)
    if model is None or faults:
        raise AwardrulesError(sorted(faults, key=lambda fault: (fault.span.line, fault.span.column)))
    waivers = [_waiver(item, _span(root, file, "waivers", index)) for index, item in enumerate(model.waivers)]
    folder = path.parent
    level: Level = "deviation" if model.strict and model.fail_level == "violation" else model.fail_level
    return Configuration(
        path=path,
        files=tuple(model.files),
        files_span=_span(root, file, "files"),
        pack=str(folder / model.pack) if model.pack and "/" in model.pack else model.pack,
        pack_span=_span(root, file, "pack"),
        facts=folder / model.facts if model.facts else None,
        fail_level=level,
        allow_unknown=model.allow_unknown,
        lang=model.lang,
        waivers=tuple(waivers),
        baseline=folder / model.baseline if model.baseline else None,
    )


def _span(root: yamlfile.Node | None, file: str, *path: str | int) -> Span:
    return yamlfile.span_of(yamlfile.locate(root, path), file)


def _check(root: yamlfile.Node | None, file: str, faults: list[Diagnostic]) -> None:
    """What the form does not tell, looked for in any file, so that all faults are found at once."""
    if not isinstance(root, yamlfile.Mapping):
        return
    files, waivers = root.get("files"), root.get("waivers")
    for node in files.items if isinstance(files, yamlfile.Sequence) else [files]:
        _check_pattern(node, file, faults)
    for node in waivers.items if isinstance(waivers, yamlfile.Sequence) else []:
        if not isinstance(node, yamlfile.Mapping):
            continue
        if (node.get("rule") is None) == (node.get("clause") is None):
            message = Text("豁免须写明 `rule` 或 `clause` 之一", "a waiver names a `rule` or a `clause`, one of them")
            faults.append(error("bad-waiver", yamlfile.span_of(node, file), message))
        _check_pattern(node.get("file"), file, faults)


def _check_pattern(node: yamlfile.Node | None, file: str, faults: list[Diagnostic]) -> None:
    if not isinstance(node, yamlfile.Scalar):
        return
    pattern, span = node.text, yamlfile.span_of(node, file)
    if pattern.startswith("/") or ".." in pattern.split("/") or "\\" in pattern or pattern[1:2] == ":":
        message = Text(f"`{pattern}` 应为相对于配置文件所在文件夹的路径", f"`{pattern}` is no path below the folder of the configuration")
        faults.append(error("bad-pattern", span, message, Text("如 deals/**/*.yaml，一律用 /", "such as deals/**/*.yaml, always with /")))


def _waiver(model: WaiverModel, span: Span) -> Waiver:
    return Waiver(
        rule=model.rule,
        clause=model.clause,
        pack=model.pack,
        file=model.file,
        reason=model.reason.text,
        approver=model.approver,
        legal_basis=model.legal_basis.text,
        expires=parse_date(model.expires) if model.expires else None,
        written=model.expires or "",
        span=span,
    )


def configuration_schema() -> dict[str, Any]:
    """The JSON Schema of the file, for editors."""
    schema = ConfigModel.model_json_schema()
    both = {"anyOf": [{"type": "string", "minLength": 1}, {"$ref": "#/$defs/Words"}]}
    names = {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}
    schema["$defs"]["WaiverModel"]["properties"] |= {"reason": both, "legal_basis": both, "expires": {"type": "string", "format": "date"}}
    schema["properties"] |= {"files": names}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "awardrules.yaml"}
