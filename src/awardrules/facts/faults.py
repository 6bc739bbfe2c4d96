"""Words for the faults of a deal's values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from awardrules import yamlfile
from awardrules.diagnostics import did_you_mean
from awardrules.facts.vocabulary import Fact
from awardrules.language import EMPTY, Text


def said_of(fact: Fact, node: yamlfile.Scalar) -> str:
    """What a message quotes of a value: nothing where it is to stay out of logs."""
    return "…" if fact.redact else node.text


def beyond(fact: Fact, low: Any, high: Any) -> tuple[Text, Text]:
    """That the least of a bound lies beyond its most, and what to do."""
    if fact.type != "set":
        return Text(f"`{fact.path}` 的 min 大于 max", f"min of `{fact.path}` is greater than its max"), EMPTY
    found = ["…"] if fact.redact else sorted(low - high)
    zh, en = "、".join(f"`{name}`" for name in found), ", ".join(f"`{name}`" for name in found)
    help = Text("min 写已知包括的各项，max 写可能包括的全部各项", "min names what is known to be in it, max all that can be")
    return Text(f"`{fact.path}` 的 min 含有 max 之外的{zh}", f"min of `{fact.path}` names what its max lacks: {en}"), help


def type_word(fact: Fact) -> Text:
    """What a fact of that type takes."""
    return {
        "int": Text("整数", "a whole number"),
        "decimal": Text("数字", "a number"),
        "share": Text("比例（如 70%）", "a share (such as 70%)"),
        "money": Text("金额（元）", "an amount in yuan"),
        "date": Text("日期", "a date"),
        "bool": Text(" true 或 false", "true or false"),
        "enum": Text("一个名称", "a name"),
        "set": Text("列表", "a list"),
        "text": Text("文字", "a text"),
    }[fact.type]


def no_edition(name: str, known: Sequence[str]) -> tuple[Text, Text]:
    """That facts are stated for an edition there is not, and which there are."""
    help = did_you_mean(name, known)
    if help == EMPTY:
        help = Text("可用：" + "、".join(known), "one of: " + ", ".join(known))
    return Text(f"没有规则包或版本 `{name}`", f"no pack or edition `{name}`"), help
