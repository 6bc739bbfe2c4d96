"""From YAML rules to rules of an edition: shapes filled with their parameters, expressions built and type-checked, citations resolved."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from awardrules import yamlfile
from awardrules.diagnostics import Diagnostic, Span, did_you_mean, error
from awardrules.expression.build import build
from awardrules.expression.check import Checker
from awardrules.expression.prose import Writer
from awardrules.expression.term import Literal, Part
from awardrules.expression.types import BOOL, Type, literal_value, type_of
from awardrules.facts.quantity import parse_date
from awardrules.facts.vocabulary import Vocabulary
from awardrules.language import EMPTY, Text
from awardrules.pack.edition import Body, Caution, Clause, Parameter, Proviso, Rule, TableRow
from awardrules.pack.models import RuleModel, RulesModel, ShapeModel

_HOLE = re.compile(r"\{\{|\}\}|\{([a-z_]+)\}")
_UNREADABLE = frozenset({"missing-parameter", "bad-dated-parameter", "clashing-parameter", "unknown-list", "unknown-output", "unknown-shape"})


class Shape:
    """A shape of the catalogue with the file it stands in."""

    __slots__ = ("file", "model", "name")

    def __init__(self, name: str, model: ShapeModel, file: str) -> None:
        self.name, self.model, self.file = name, model, file


class Binder:
    """Binds the rules of one edition; collects every fault."""

    def __init__(self, vocabulary: Vocabulary, catalogue: Mapping[str, Shape], clauses: Mapping[str, Clause]) -> None:
        self.vocabulary, self.catalogue, self.clauses = vocabulary, catalogue, clauses
        self.faults: list[Diagnostic] = []
        self.taken: dict[str, Span] = {}
        self.derived: dict[str, Span] = {}

    def rules(self, file_model: RulesModel, root: yamlfile.Node | None, file: str) -> list[Rule]:
        """The rules of one mechanism file."""
        bound = []
        for index, model in enumerate(file_model.rules):
            span = yamlfile.span_of(yamlfile.locate(root, ("rules", index)), file)
            rule = _Binding(self, file_model, model, file, span).rule()
            if rule is None:
                continue
            if rule.id in self.taken:
                message = Text(f"规则 `{rule.id}` 与 {self.taken[rule.id]} 重名", f"rule `{rule.id}` is already bound at {self.taken[rule.id]}")
                self.faults.append(error("duplicate-rule", span, message, Text("给其中一条写上 `id`", "give one of them an `id`")))
                continue
            if rule.gives and rule.gives in self.derived:
                message = Text(
                    f"`{rule.gives}` 已由 {self.derived[rule.gives]} 推导", f"`{rule.gives}` is already given at {self.derived[rule.gives]}"
                )
                self.faults.append(error("duplicate-derivation", span, message, Text("合并为一张首次匹配表", "join them in one first-match table")))
                continue
            self.taken[rule.id] = span
            if rule.gives:
                self.derived[rule.gives] = span
            bound.append(rule)
        return bound


class _Binding:
    """One rule being bound."""

    def __init__(self, binder: Binder, file_model: RulesModel, model: RuleModel, file: str, span: Span) -> None:
        self.binder, self.file_model, self.model, self.file, self.span = binder, file_model, model, file, span
        self.vocabulary = binder.vocabulary
        self.faults: list[Diagnostic] = []
        self.paths: dict[str, str] = {}
        self.parameters: dict[str, Parameter] = {}

    def fault(self, code: str, message: Text, help: Text = EMPTY, span: Span | None = None) -> None:
        self.faults.append(error(code, span or self.span, message, help))

    @property
    def unreadable(self) -> bool:
        """Whether the expressions would only repeat a fault already noted, those of a shape at places the author cannot change."""
        return any(fault.code in _UNREADABLE for fault in self.faults)

    def rule(self) -> Rule | None:
        model = self.model
        shape = self.shape()
        if shape is not None:
            self.fill(shape)
        elif model.params:
            self.fault("params-in-rule", Text("`params` 只用于共享规则", "`params` belong to shapes"))
        elif model.with_ is not None and model.use is None:
            self.fault("with-without-use", Text("`with` 须与 `use` 同用", "`with` goes with `use`"))
        cited = self.cited(shape)
        gives = None if self.unreadable else self.gives(shape)
        record = model.for_each or (shape.model.for_each if shape else None)
        if record is not None and record not in self.vocabulary.records:
            self.fault("unknown-list", Text(f"没有名单 `{record}`", f"no record list `{record}`"), did_you_mean(record, self.vocabulary.records))
        if self.unreadable:
            self.binder.faults.extend(self.faults)
            return None
        self.checker = Checker(self.vocabulary, self.file, {name: p.type for name, p in self.parameters.items()}, record)
        body = self.body(shape, gives)
        self.settle_parameters()
        self.faults.extend(self.checker.faults)
        self.binder.faults.extend(self.faults)
        if self.faults or not cited:
            return None
        first = cited[0]
        if model.modality is not None and model.modality != first.modality and model.modality_reason is None:
            self.binder.faults.append(
                error(
                    "modality-without-reason",
                    self.span,
                    Text("语气与条款不同，须写 `modality_reason`", "the modality differs from the clause's: give `modality_reason`"),
                )
            )
        unwaivable = None if gives else self.unwaivable()
        applies = model.applies_to if model.applies_to is not None else self.file_model.applies_to
        slug = model.id or (first.id.partition(".")[2] or first.id)
        return Rule(
            id=f"{self.file_model.mechanism}/{slug}",
            clauses=tuple(c.id for c in cited),
            mechanism=self.file_model.mechanism,
            modality=model.modality or first.modality,
            subject=model.subject or self.file_model.subject,
            applies_to=() if "any" in applies else tuple(applies),
            for_each=record,
            gives=gives,
            title=self.words(model.title or (shape.model.title if shape else None), first.gist, record),
            remedy=self.words(model.remedy or (shape.model.remedy if shape else None), EMPTY, record),
            parameters=self.parameters,
            span=self.span,
            shape=shape.name if shape else None,
            modality_reason=model.modality_reason.text if model.modality_reason else None,
            exceptions=tuple(self.exceptions(shape)),
            unwaivable=unwaivable,
            outlives_term=model.outlives_term,
            _body=body,
        )

    def unwaivable(self) -> Text | None:
        """Why a failure may not be waived; what a rule says goes before what its file says."""
        source = self.file_model if self.model.waivable is None and self.model.waivable_reason is None else self.model
        reason = source.waivable_reason or self.file_model.waivable_reason
        if source.waivable is not False:
            if source.waivable_reason is not None:
                message = Text("`waivable_reason` 须与 `waivable: false` 同用", "`waivable_reason` goes with `waivable: false`")
                self.binder.faults.append(error("waivable-reason", self.span, message))
            return None
        if reason is None:
            message = Text("不可豁免的规则须写 `waivable_reason`", "a rule that may not be waived says why in `waivable_reason`")
            self.binder.faults.append(error("waivable-reason", self.span, message))
            return None
        return reason.text

    def shape(self) -> Shape | None:
        if self.model.use is None:
            return None
        found = self.binder.catalogue.get(self.model.use)
        if found is None:
            self.fault(
                "unknown-shape",
                Text(f"没有共享规则 `{self.model.use}`", f"no shape `{self.model.use}`"),
                did_you_mean(self.model.use, self.binder.catalogue),
            )
        return found

    def cited(self, shape: Shape | None) -> list[Clause]:
        names = self.model.cite
        if not names and shape is not None:
            names = [shape.name.replace("/", ".", 1)]
        if not names and self.model.use is None:
            self.fault("no-citation", Text("规则须以 `cite` 引用条款", "a rule cites its clause with `cite`"))
        found = []
        for name in [*names, *self.exceptions(shape)]:
            clause = self.binder.clauses.get(name)
            if clause is None:
                self.fault(
                    "unknown-clause",
                    Text(f"条款表中没有 `{name}`", f"no clause `{name}` in clauses.yaml"),
                    did_you_mean(name, self.binder.clauses),
                )
            elif name in names:
                found.append(clause)
        if found and names and found[0].id == names[0] and found[0].mechanism != self.file_model.mechanism:
            message = Text(f"条款 `{found[0].id}` 属于 {found[0].mechanism}", f"clause `{found[0].id}` belongs to {found[0].mechanism}")
            self.fault("wrong-mechanism", message, Text(f"移到 {found[0].mechanism}.yaml", f"move the rule to {found[0].mechanism}.yaml"))
        if found and found[0].reason is not None:
            self.fault("reason-and-rule", Text(f"条款 `{found[0].id}` 已注明不编码", f"clause `{found[0].id}` is listed as not encoded"))
        return found

    def exceptions(self, shape: Shape | None) -> list[str]:
        layers = [*(shape.model.unless if shape else []), *self.model.unless]
        return [item.cite for item in layers if item.cite]

    def fill(self, shape: Shape) -> None:
        wanted = shape.model.params
        node = self.model.with_
        given: dict[str, yamlfile.Node] = {key: value for key, _, value in node.pairs()} if isinstance(node, yamlfile.Mapping) else {}
        for name in given:
            if name not in wanted:
                self.fault(
                    "unknown-parameter",
                    Text(f"`{shape.name}` 没有参数 `{name}`", f"`{shape.name}` has no parameter `{name}`"),
                    did_you_mean(name, wanted),
                    self.place(given[name]),
                )
        for name, kind in wanted.items():
            value = given.get(name)
            if value is None:
                message = Text(f"缺少参数 `{name}`", f"parameter `{name}` is missing")
                self.fault("missing-parameter", message, Text("写在 `with` 中", "give it in `with`"))
            elif kind == "path":
                text = value.text if isinstance(value, yamlfile.Scalar) else ""
                self.paths[name] = text
            else:
                self.parameter(name, kind, value)

    def place(self, node: yamlfile.Node) -> Span:
        return yamlfile.span_of(node, self.file)

    def parameter(self, name: str, kind: str, node: yamlfile.Node) -> None:
        dated: list[tuple[int | None, Any]] = []
        items = node.items if isinstance(node, yamlfile.Sequence) else []
        entries = [item for item in items if isinstance(item, yamlfile.Mapping)]
        if entries and len(entries) == len(items):
            for item in entries:
                start, value = item.get("from"), item.get("value")
                day = parse_date(start.text) if isinstance(start, yamlfile.Scalar) else None
                if day is None or value is None or set(item.entries) != {"from", "value"}:
                    self.fault(
                        "bad-dated-parameter",
                        Text("带日期的参数写作 {from: 日期, value: 值}", "a dated parameter is {from: date, value: …}"),
                        span=self.place(item),
                    )
                    return
                if any(day == earlier for earlier, _ in dated):
                    self.fault(
                        "clashing-parameter",
                        Text(f"`{name}` 在同一天有两个值", f"`{name}` has two values on one day"),
                        Text("只保留一个", "keep one of them"),
                        span=self.place(item),
                    )
                    return
                dated.append((day, self.constant(kind, value)))
            dated.sort(key=lambda pair: pair[0] or 0)
        else:
            dated.append((None, self.constant(kind, node)))
        self.parameters[name] = Parameter(Type(kind), tuple(dated))

    def settle_parameters(self) -> None:
        """Parameters take the domain and unit of the facts they meet; a name outside that domain is a fault."""
        for name, kind in self.checker.parameters.items():
            parameter = self.parameters[name]
            if kind == parameter.type:
                continue
            self.parameters[name] = Parameter(kind, parameter.dated)
            for _, value in parameter.dated:
                for item in value if isinstance(value, frozenset) else [value] if isinstance(value, str) else []:
                    if kind.values is not None and item not in kind.values:
                        message = Text(f"参数 `{name}` 的 `{item}` 不在取值范围内", f"`{item}` of parameter `{name}` is outside its domain")
                        self.fault("wrong-type", message, did_you_mean(item, kind.values))

    def constant(self, kind: str, node: yamlfile.Node) -> Any:
        if isinstance(node, yamlfile.Scalar):
            literal = Literal(node.text, node.plain, node.line, node.column)
        elif isinstance(node, yamlfile.Sequence) and all(isinstance(i, yamlfile.Scalar) for i in node.items):
            literal = Literal(tuple(i.text for i in node.items if isinstance(i, yamlfile.Scalar)), True, node.line, node.column)
        else:
            self.fault("wrong-type", Text("参数应为一个值或列表", "a parameter is a value or a list"), span=self.place(node))
            return None
        value, message, help = literal_value(literal, Type(kind))
        if value is None:
            self.fault("wrong-type", message, help, self.place(node))
        return value

    def gives(self, shape: Shape | None) -> str | None:
        path = self.model.gives or (shape.model.gives if shape else None)
        if path is None:
            if self.model.outlives_term:
                self.fault("outlives-term", Text("`outlives_term` 只用于推导规则", "`outlives_term` belongs to derive rules"))
            return None
        path = re.sub(r"\{([a-z_]+)\}", lambda m: self.paths.get(m[1], m[0]), path)
        fact = self.vocabulary.facts.get(path)
        if fact is None or fact.record:
            known = [f.path for f in self.vocabulary if not f.record]
            self.fault("unknown-output", Text(f"未知的事实 `{path}`", f"unknown fact `{path}`"), did_you_mean(path, known))
            return None
        return path

    def expression(self, node: Any, file: str, wanted: Type | None) -> Part | None:
        if not isinstance(node, yamlfile.Scalar | yamlfile.Sequence | yamlfile.Mapping):
            return None
        faults: list[Diagnostic] = []
        part = build(node, file, faults, self.paths)
        self.faults.extend(faults)
        if part is None:
            return None
        self.checker.file = file
        kind = self.checker.expect(part, wanted) if wanted is not None else self.checker.type(part)
        return part if kind is not None else None

    def body(self, shape: Shape | None, gives: str | None) -> Body:
        model, base = self.model, shape.model if shape else None
        layers = [(m, f) for m, f in ((base, shape.file if shape else ""), (model, self.file)) if m is not None]
        when = [part for m, f in layers if m.when is not None and (part := self.expression(m.when, f, BOOL)) is not None]
        unless = []
        cautions = []
        for m, f in layers:
            unless += [Proviso(part, e.cite) for e in m.unless if (part := self.expression(e.when, f, BOOL)) is not None]
            cautions += [Caution(part, self.words(c.text, EMPTY, None)) for c in m.cautions if (part := self.expression(c.when, f, BOOL)) is not None]
        require: Part | None = None
        table: list[TableRow] = []
        if gives is not None:
            fact = self.vocabulary.facts[gives]
            wanted = type_of(fact)
            source, file = next(((m, f) for m, f in reversed(layers) if m.value is not None or m.first is not None), (model, self.file))
            if source.require is not None or (source.value is None) == (source.first is None):
                self.fault(
                    "derive-shape",
                    Text("推导规则写 `value` 或 `first`，不写 `require`", "a derive rule has `value` or `first`, and no `require`"),
                )
            elif source.value is not None:
                part = self.expression(source.value, file, wanted)
                if part is not None:
                    table.append(TableRow(None, part))
            else:
                table = self.table(source.first, file, wanted)
        else:
            required = next(((m.require, f) for m, f in reversed(layers) if m.require is not None), None)
            if required is not None:
                require = self.expression(*required, BOOL)
            elif self.model.use is None or shape is not None:
                self.fault("no-require", Text("检查规则须写 `require`", "a check rule has a `require`"))
        return Body(tuple(when), require, tuple(unless), tuple(cautions), tuple(table))

    def table(self, node: Any, file: str, wanted: Type) -> list[TableRow]:
        rows: list[TableRow] = []
        if not isinstance(node, yamlfile.Sequence):
            self.fault("derive-shape", Text("`first` 应为列表", "`first` is a list"))
            return rows
        for index, item in enumerate(node.items):
            if not isinstance(item, yamlfile.Mapping) or "value" not in item.entries or set(item.entries) - {"when", "value", "cite"}:
                self.fault(
                    "derive-shape",
                    Text("每行写作 {when, value, cite}", "a row is {when, value, cite}"),
                    span=Span(file, item.line, item.column),
                )
                continue
            condition = self.expression(item.get("when"), file, BOOL) if "when" in item.entries else None
            if condition is None and "when" not in item.entries and index < len(node.items) - 1:
                self.fault(
                    "derive-shape",
                    Text("没有 `when` 的行只能是最后一行", "only the last row may lack `when`"),
                    span=Span(file, item.line, item.column),
                )
            value = self.expression(item.get("value"), file, wanted)
            cite = item.get("cite")
            if cite is not None and not isinstance(cite, yamlfile.Scalar):
                self.fault("derive-shape", Text("一行只引用一个条款", "a row cites one clause"), span=Span(file, item.line, item.column))
            clause = cite.text if isinstance(cite, yamlfile.Scalar) else None
            if clause is not None and clause not in self.binder.clauses:
                self.fault(
                    "unknown-clause",
                    Text(f"条款表中没有 `{clause}`", f"no clause `{clause}` in clauses.yaml"),
                    did_you_mean(clause, self.binder.clauses),
                    Span(file, item.line, item.column),
                )
            if value is not None:
                rows.append(TableRow(condition, value, clause))
        return rows

    def words(self, model: Any, default: Text, record: str | None) -> Text:
        if model is None:
            return default
        day = max((start or 0 for p in self.parameters.values() for start, _ in p.dated), default=0)
        writer = Writer(self.vocabulary, {name: (p.at(day), p.type) for name, p in self.parameters.items()}, record)
        shown = {name: writer._constant(p.at(day), p.type) for name, p in self.parameters.items()}
        shown |= {name: self.vocabulary.label(path) for name, path in self.paths.items()}
        return Text(self.filled(model.zh, {k: v.zh for k, v in shown.items()}), self.filled(model.en, {k: v.en for k, v in shown.items()}))

    def filled(self, text: str, shown: Mapping[str, str]) -> str:
        def replace(found: re.Match[str]) -> str:
            if found[0] in ("{{", "}}"):
                return found[0][0]
            if found[1] not in shown:
                self.binder.faults.append(
                    error(
                        "unknown-parameter",
                        self.span,
                        Text(f"文字中的 `{{{found[1]}}}` 不是参数", f"`{{{found[1]}}}` in the text is no parameter"),
                    )
                )
                return found[0]
            return shown[found[1]].strip("“”")

        return _HOLE.sub(replace, text)
