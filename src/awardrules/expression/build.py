"""The strict builder: YAML nodes in JsonLogic syntax to a term tree with places.

One operator an object; a second key, an unknown operator or a wrong number of arguments is a fault with its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from awardrules import yamlfile
from awardrules.diagnostics import Diagnostic, Span, did_you_mean, error
from awardrules.expression.library import JSONLogicSyntaxError, UnknownOperator, arity_words, registry
from awardrules.expression.operators import NAMED, TABLE
from awardrules.expression.term import NAMES, Literal, Part, Term
from awardrules.language import EMPTY, Text

_HOLE = re.compile(r"\{([a-z_]+)\}")
_ELSEWHERE = {
    "===": Text("`==` 已是严格比较", "`==` is already strict"),
    "!==": Text("`!=` 已是严格比较", "`!=` is already strict"),
    "!!": Text("不做真值转换，直接写条件", "there is no truthiness; write the condition itself"),
    "missing": Text("未说明即未知，规则不能询问事实是否填写", "what is not stated is unknown; no rule asks whether a fact is stated"),
    "missing_some": Text("未说明即未知，规则不能询问事实是否填写", "what is not stated is unknown; no rule asks whether a fact is stated"),
    "not": Text("写作 `!`", "write `!`"),
    "?:": Text("写作 `if`", "write `if`"),
}


def build(node: yamlfile.Node, file: str, faults: list[Diagnostic], paths: Mapping[str, str] | None = None) -> Part | None:
    """The term of a node; None where it has faults, which are appended to `faults`.

    `paths` fills path parameters: `{run}.days` with `run` as `grant.publicity`.
    """
    return _Builder(file, faults, paths or {}).part(node)


class _Builder:
    def __init__(self, file: str, faults: list[Diagnostic], paths: Mapping[str, str]) -> None:
        self.file, self.faults, self.paths = file, faults, paths
        self.registry = registry()

    def fault(self, code: str, node: yamlfile.Node, message: Text, help: Text = EMPTY) -> None:
        self.faults.append(error(code, Span(self.file, node.line, node.column), message, help))

    def part(self, node: yamlfile.Node) -> Part | None:
        if isinstance(node, yamlfile.Scalar):
            if node.is_null:
                self.fault("null", node, Text("null 不是值", "null is no value"), _ELSEWHERE["missing"])
                return None
            return Literal(node.text, node.plain, node.line, node.column)
        if isinstance(node, yamlfile.Sequence):
            return self.names(node)
        if len(node.entries) != 1:
            keys = "、".join(node.entries) or "空"
            self.fault(
                "one-operator",
                node,
                Text(f"每个对象只能有一个运算符，这里有：{keys}", f"one operator an object; here: {', '.join(node.entries) or 'none'}"),
                Text("用 `and` 连接多个条件", "join several conditions with `and`"),
            )
            return None
        operator, key, value = next(node.pairs())
        items: list[yamlfile.Node] = value.items if isinstance(value, yamlfile.Sequence) else [value]
        if operator in NAMES:
            return self.named(operator, key, items)
        arguments = [self.part(item) for item in items]
        try:
            operator_class = self.registry.get(operator)
        except UnknownOperator:
            known = [*TABLE, *NAMED]
            help = _ELSEWHERE.get(operator) or did_you_mean(operator, known)
            if help == EMPTY:
                help = Text("可用：" + " ".join(known), "one of: " + " ".join(known))
            self.fault("unknown-operator", key, Text(f"未知的运算符 `{operator}`", f"unknown operator `{operator}`"), help)
            return None
        if any(argument is None for argument in arguments):
            return None
        try:
            term: Term = operator_class.from_expression(operator, arguments)  # type: ignore[arg-type, assignment]
        except JSONLogicSyntaxError as fault:
            self.fault("arity", key, Text(f"`{operator}` 应有{arity_words(operator).zh}个参数，这里有 {len(arguments)} 个", fault.message))
            return None
        term.line, term.column = key.line, key.column
        return term

    def named(self, operator: str, key: yamlfile.Scalar, items: list[yamlfile.Node]) -> Term | None:
        if len(items) != 1 or not isinstance(items[0], yamlfile.Scalar) or items[0].is_null:
            self.fault("arity", key, Text(f"`{operator}` 后应为一个名称", f"`{operator}` takes one name"), _default_help(operator, items))
            return None
        name = items[0].text
        for hole in _HOLE.findall(name):
            if hole not in self.paths:
                self.fault(
                    "unknown-parameter",
                    items[0],
                    Text(f"没有名为 `{hole}` 的路径参数", f"no path parameter `{hole}`"),
                    did_you_mean(hole, self.paths),
                )
                return None
        name = _HOLE.sub(lambda found: self.paths[found[1]], name)
        return Term(operator, (), name, items[0].line, items[0].column)

    def names(self, node: yamlfile.Sequence) -> Literal | None:
        texts = []
        for item in node.items:
            if not isinstance(item, yamlfile.Scalar) or item.is_null:
                self.fault("bad-list", item, Text("列表中只能写名称", "a list holds names only"))
                return None
            texts.append(item.text)
        return Literal(tuple(texts), True, node.line, node.column)


def _default_help(operator: str, items: list[yamlfile.Node]) -> Text:
    if operator == "var" and len(items) > 1:
        return Text("不接受缺省值：未说明即未知", "no default value: what is not stated is unknown")
    return EMPTY
