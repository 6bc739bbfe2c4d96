"""The fact vocabulary: every path a deal can state or a rule can give, with its type, domain and words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from awardrules import yamlfile
from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, did_you_mean, error
from awardrules.language import EMPTY, Text
from awardrules.record import Record

NUMERIC = frozenset({"int", "decimal", "share", "money"})
TYPES = NUMERIC | {"bool", "date", "enum", "set", "text"}

COSTS = {"history": 0, "doable": 1, "negotiable": 2}  # how a fact can still change, and what that usually costs
DIRECTIONS = ("more", "less")


class Fact(Record):
    """One fact: `path` (`recipients[].role` for a field of a record list), type, unit, domain, label and question.

    `derived` facts are computed where not stated; `output` facts only a rule gives; `redact` keeps a value out of logs; `record_only`
    facts are kept for the record though no rule reads them; `not_before` names the date this date cannot lie before. An output in yuan
    may be the least (`floor_of`) or the most (`ceiling_of`) another amount can be; a date is the day of the step a flag records (`date_of`);
    a set with `addressees` names to whom something is sent; of a number that is zero where a flag is true (`none_if`) no example says otherwise.
    What is granted by way of exception is `seldom` so: no example and no proposal supposes it that can do without. An amount may lie
    `below_zero` where costs can exceed what came in.

    `change` says how a fact of a deal can still become otherwise: `negotiable` (the parties agree on it), `doable` (it can still be done)
    or `history` (it is so); `cost` weighs one such change from 1 (small) to 3 (heavy), 0 for history. `only` is the one direction there
    is: `more` turns false to true, adds to a set, raises a number, moves a date to a later day; `less` the reverse. The mark is of the
    fact, not of its value: whether a date has gone by is seen on the day of decision. What stands `until` a date (how a price is set, until
    the contract is signed) is history from then on. `vague` values (其他, 未约定) settle nothing: a deal may have them, nobody aims at them.
    """

    path: str
    type: str
    label: Text
    question: Text
    unit: str | None = None
    values: Mapping[str, Text] | None = None
    derived: bool = False
    output: bool = False
    redact: bool = False
    record_only: bool = False
    not_before: str | None = None
    floor_of: str | None = None
    ceiling_of: str | None = None
    date_of: str | None = None
    until: str | None = None
    none_if: str | None = None
    addressees: bool = False
    seldom: bool = False
    below_zero: bool = False
    change: str = "history"
    only: str | None = None
    cost: int = 0
    vague: frozenset[str] = frozenset()
    span: Span = Span("")

    @property
    def record(self) -> str | None:
        """The list this fact is a field of, or none."""
        return self.path.split("[].", 1)[0] if "[]." in self.path else None

    @property
    def name(self) -> str:
        """The path inside its record, or the whole path."""
        return self.path.split("[].", 1)[1] if "[]." in self.path else self.path


class Vocabulary:
    """All facts by path, the fields of each record list, and the groups that paths begin with (`grant`, `grant.publicity`)."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.facts: dict[str, Fact] = {fact.path: fact for fact in facts}
        self.records: dict[str, dict[str, Fact]] = {}
        self.groups = {path[:end] for path in self.facts for end, mark in enumerate(path) if mark == "."}
        for fact in self.facts.values():
            if fact.record:
                self.records.setdefault(fact.record, {})[fact.name] = fact

    def __contains__(self, path: str) -> bool:
        return path in self.facts

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.facts.values())

    def get(self, path: str) -> Fact | None:
        """The fact at `path`; an index (`recipients[1].role`) is read as `recipients[].role`."""
        found = self.facts.get(path)
        if found is None and "[" in path:
            head, _, tail = path.partition("[")
            found = self.facts.get(f"{head}[]{tail.partition(']')[2]}")
        return found

    def children(self, prefix: str) -> list[str]:
        """The names that may follow `prefix` in a deal, in order."""
        names: dict[str, None] = {}
        start = f"{prefix}." if prefix else ""
        for path, fact in self.facts.items():
            if not fact.output and path.startswith(start):
                names[path[len(start) :].split(".", 1)[0].removesuffix("[]")] = None
        return list(names)

    def extended(self, facts: Iterable[Fact]) -> Vocabulary:
        """This vocabulary with the facts of a pack beside it."""
        return Vocabulary([*self.facts.values(), *facts])

    def label(self, path: str) -> Text:
        """The words for a path; the path itself where the vocabulary has none."""
        if path in LIST_LABELS:
            return LIST_LABELS[path]
        fact = self.get(path)
        return fact.label if fact else Text(path, path)


LIST_LABELS = {"recipients": Text("受奖人名单", "list of recipients")}
LIST_QUESTIONS = {"recipients": Text("收益奖励发给了哪些人（身份、贡献、奖励形式）？", "Who receives rewards (role, contribution, form)?")}

_LINKS = {"not_before": "date", "floor_of": "money", "ceiling_of": "money", "date_of": "bool", "until": "date", "none_if": "bool"}
_FLAGS = ("derived", "output", "redact", "record_only", "addressees", "seldom", "below_zero")
_MARKS = {"change": tuple(COSTS), "only": DIRECTIONS, "cost": ("1", "2", "3")}
_MORE = {*_FLAGS, *_LINKS}
_KEYS = {"path", "type", "unit", "values", "label", "question", "change", "only", "cost", "vague", *_MORE}


def read_vocabulary(files: Iterable[Path], known: Vocabulary | None = None) -> list[Fact]:
    """The facts of vocabulary files in order.

    `known` holds facts that must not be defined again. Raises AwardrulesError with every fault of every file.
    """
    faults: list[Diagnostic] = []
    facts: dict[str, Fact] = {}
    for path in files:
        file = str(path)
        try:
            root = yamlfile.load(path)
        except AwardrulesError as fault:
            faults.extend(fault.diagnostics)
            continue
        listed = root.get("facts") if isinstance(root, yamlfile.Mapping) else None
        if not isinstance(listed, yamlfile.Sequence):
            faults.append(error("vocabulary-shape", yamlfile.span_of(root, file), Text("应为 `facts:` 列表", "expected a list under `facts:`")))
            continue
        for node in listed.items:
            fact = _fact(node, file, faults)
            if fact is None:
                continue
            earlier = facts.get(fact.path) or (known.facts.get(fact.path) if known else None)
            if earlier:
                message = Text(f"事实 `{fact.path}` 已定义于 {earlier.span}", f"fact `{fact.path}` is already defined at {earlier.span}")
                faults.append(error("duplicate-fact", fact.span, message))
            else:
                facts[fact.path] = fact
    if not faults:
        _check_links(facts, known, faults)
    if faults:
        raise AwardrulesError(faults)
    return list(facts.values())


def _fact(node: yamlfile.Node, file: str, faults: list[Diagnostic]) -> Fact | None:
    span = yamlfile.span_of(node, file)
    if not isinstance(node, yamlfile.Mapping):
        faults.append(error("vocabulary-shape", span, Text("每个事实应为一组键值", "a fact is a mapping")))
        return None
    before = len(faults)
    for key in [key for key in node.entries if key not in _KEYS]:
        message = Text(f"未知的键 `{key}`", f"unknown key `{key}`")
        faults.append(error("unknown-key", yamlfile.span_of(node.entries[key][0], file), message, did_you_mean(key, _KEYS)))
    path = _string(node, "path")
    type_name = _string(node, "type")
    if not path or not _is_path(path):
        faults.append(
            error("bad-path", span, Text("缺少合法的 `path`（小写字母、数字、下划线，点分隔）", "needs a `path` of lower-case dotted names"))
        )
    if type_name not in TYPES:
        faults.append(
            error(
                "bad-type",
                span,
                Text(f"未知类型 `{type_name}`", f"unknown type `{type_name}`"),
                Text("可用：" + " ".join(sorted(TYPES)), "one of: " + " ".join(sorted(TYPES))),
            )
        )
    label = text_of(node.get("label"))
    question = text_of(node.get("question")) or EMPTY
    if label is None:
        faults.append(error("missing-translation", span, Text("`label` 须有 zh 与 en", "`label` needs zh and en")))
    values = _values(node.get("values"), file, faults)
    if type_name == "enum" and not values:
        faults.append(error("missing-values", span, Text("枚举须列出 `values`", "an enum lists its `values`")))
    change = _change(node, file, type_name, faults)
    vague = _vague(node.get("vague"), values or {}, span, faults)
    if len(faults) > before or not path or label is None or not type_name:
        return None
    more = {key: _string(node, key) for key in node.entries.keys() & _MORE}
    flags: dict[str, Any] = {key: text == "true" for key, text in more.items() if key in _FLAGS}
    links: dict[str, Any] = {key: text or None for key, text in more.items() if key in _LINKS}
    return Fact(
        path=path,
        type=type_name,
        label=label,
        question=question if question != EMPTY else Text(f"{label.zh}？", f"{label.en}?"),
        unit=_string(node, "unit") or None,
        values=values,
        change=change,
        only=_string(node, "only") or None,
        cost=int(_string(node, "cost") or COSTS[change]),
        vague=vague,
        span=span,
        **flags,
        **links,
    )


def _change(node: yamlfile.Mapping, file: str, type_name: str, faults: list[Diagnostic]) -> str:
    """How a fact can still change; `only` and `cost` need a change they can belong to."""
    if _MARKS.keys().isdisjoint(node.entries):
        return "history"
    change, fixed = _string(node, "change") or "history", _string(node, "output") == "true"
    for key, known in _MARKS.items():
        at, value = node.get(key), _string(node, key)
        if at is None:
            continue
        place, message, way_out = yamlfile.span_of(at, file), EMPTY, EMPTY
        if value not in known:
            message = Text(f"`{key}` 的值 `{value}` 未知", f"unknown value `{value}` of `{key}`")
            way_out = Text("可用：" + " ".join(known), "one of: " + " ".join(known))
        elif fixed:
            message = Text(f"只由规则给出的事实没有 `{key}`", f"a fact that only a rule gives has no `{key}`")
        elif key != "change" and change == "history":
            message = Text(f"不可改变的事实没有 `{key}`", f"a fact that cannot change has no `{key}`")
            way_out = Text("先写明 `change: doable` 或 `change: negotiable`", "say `change: doable` or `change: negotiable` first")
        elif key == "only" and type_name in ("enum", "text"):
            message = Text(f"类型 {type_name} 没有方向，不能有 `only`", f"type {type_name} has no direction, so no `only`")
        if message != EMPTY:
            faults.append(error("bad-change", place, message, way_out))
    return change if change in COSTS else "history"


def _vague(node: yamlfile.Node | None, values: Mapping[str, Text], span: Span, faults: list[Diagnostic]) -> frozenset[str]:
    """The values that settle nothing; each is one of the values."""
    names = frozenset(item.text for item in node.items if isinstance(item, yamlfile.Scalar)) if isinstance(node, yamlfile.Sequence) else frozenset()
    for name in sorted(names - set(values)):
        message = Text(f"`vague` 中的 `{name}` 不是取值", f"`{name}` under `vague` is not one of the values")
        faults.append(error("unknown-value", span, message, did_you_mean(name, values)))
    return names


def _check_links(facts: Mapping[str, Fact], known: Vocabulary | None, faults: list[Diagnostic]) -> None:
    """A link names a fact of the type it needs."""
    everything = {**(known.facts if known else {}), **facts}
    for fact in facts.values():
        for link, type_name in _LINKS.items():
            path = getattr(fact, link)
            if path is None:
                continue
            target = everything.get(path)
            if target is None:
                message = Text(f"`{link}` 所指的事实 `{path}` 不存在", f"`{link}` names no known fact: `{path}`")
                faults.append(error("unknown-fact", fact.span, message, did_you_mean(path, everything)))
            elif target.type != type_name:
                message = Text(
                    f"`{link}` 须指向类型为 {type_name} 的事实，`{path}` 为 {target.type}",
                    f"`{link}` names a fact of type {type_name}; `{path}` is {target.type}",
                )
                faults.append(error("wrong-type", fact.span, message))


def _values(node: yamlfile.Node | None, file: str, faults: list[Diagnostic]) -> dict[str, Text] | None:
    if node is None:
        return None
    if not isinstance(node, yamlfile.Mapping):
        faults.append(
            error("vocabulary-shape", yamlfile.span_of(node, file), Text("`values` 应为 值: {zh, en}", "`values` maps each value to {zh, en}"))
        )
        return None
    values: dict[str, Text] = {}
    for key, key_node, value in node.pairs():
        words = text_of(value)
        if words is None:
            message = Text(f"值 `{key}` 须有 zh 与 en", f"value `{key}` needs zh and en")
            faults.append(error("missing-translation", yamlfile.span_of(key_node, file), message))
        else:
            values[key] = words
    return values


def text_of(node: yamlfile.Node | None) -> Text | None:
    """A `{zh, en}` mapping as a text; None where either language is missing."""
    if not isinstance(node, yamlfile.Mapping):
        return None
    zh, en = node.get("zh"), node.get("en")
    if not isinstance(zh, yamlfile.Scalar) or not isinstance(en, yamlfile.Scalar) or not zh.text or not en.text:
        return None
    return Text(zh.text, en.text)


def _string(node: yamlfile.Mapping, key: str) -> str:
    value = node.get(key)
    return value.text if isinstance(value, yamlfile.Scalar) else ""


def _is_path(path: str) -> bool:
    if path.count("[]") > 1:
        return False
    return all(part.isascii() and part.removesuffix("[]").isidentifier() and part == part.lower() for part in path.split("."))
