"""The pieces of a pattern file, read one by one: entries, texts, wordings, facts and their values. Every fault is kept with its place."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from awardrules import yamlfile
from awardrules.agreement.extraction.patterns.patterns import Patterns, Phrase, Wording
from awardrules.agreement.extraction.patterns.shelf import Shelf
from awardrules.agreement.extraction.patterns.wording import BadWording, Group, cues, rarest, reach, source
from awardrules.diagnostics import Diagnostic, Span, did_you_mean, error
from awardrules.facts.deal import Value
from awardrules.facts.vocabulary import Fact, Vocabulary
from awardrules.language import EMPTY, Text

EACH = "it"  # what `ways` of several facts call the words of `each`: `<it>`


class Reader:
    """Reads the pieces of pattern files; `faults` are those found so far, `said` the phrases and `patterns` all else that was read."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary, self.file = vocabulary, ""
        self.faults: list[Diagnostic] = []
        self.read: dict[tuple[str, bool], Wording] = {}  # many wordings are written more than once
        self.groups: dict[Group, Group] = {}  # and many need the same cues
        self.said: list[Phrase] = []
        self.patterns = Patterns({}, (), {}, {}, {}, [], Shelf(()), [])

    def fault(self, code: str, node: yamlfile.Node | None, message: Text, help: Text = EMPTY) -> None:
        self.faults.append(error(code, yamlfile.span_of(node, self.file) if node is not None else Span(self.file), message, help))

    @property
    def kinds_of_deal(self) -> tuple[str, ...]:
        fact = self.vocabulary.get("deal.kinds")
        return tuple(fact.values or ()) if fact else ()

    def entries(self, node: yamlfile.Node | None) -> Iterable[tuple[str, yamlfile.Scalar, yamlfile.Node]]:
        if isinstance(node, yamlfile.Mapping):
            return list(node.pairs())
        self.fault("pattern-shape", node, Text("应为一组键值", "expected a mapping"))
        return []

    def items(self, node: yamlfile.Node) -> list[yamlfile.Node]:
        if isinstance(node, yamlfile.Sequence):
            return node.items
        self.fault("pattern-shape", node, Text("应为列表", "expected a list"))
        return []

    def keys(self, node: yamlfile.Node, allowed: tuple[str, ...]) -> dict[str, yamlfile.Node]:
        found: dict[str, yamlfile.Node] = {}
        for key, key_node, value in self.entries(node):
            if key in allowed:
                found[key] = value
            else:
                self.unknown_key(key, key_node, allowed)
        return found

    def unknown_key(self, key: str, node: yamlfile.Node, allowed: Iterable[str]) -> None:
        self.fault("unknown-key", node, Text(f"未知的键 `{key}`", f"unknown key `{key}`"), did_you_mean(key, allowed))

    def texts(self, node: yamlfile.Node | None) -> list[yamlfile.Scalar]:
        if node is None:
            return []
        listed = node.items if isinstance(node, yamlfile.Sequence) else [node]
        found = [item for item in listed if isinstance(item, yamlfile.Scalar) and not item.is_null]
        if len(found) < len(listed):
            self.fault("pattern-shape", node, Text("应为文字或文字的列表", "expected a text or a list of texts"))
        return found

    def named(self, node: yamlfile.Node | None, allowed: Iterable[str]) -> frozenset[str]:
        for item in self.texts(node):
            if item.text not in allowed:
                self.fault("outside-domain", item, Text(f"没有 `{item.text}`", f"there is no `{item.text}`"), did_you_mean(item.text, allowed))
        return frozenset(item.text for item in self.texts(node))

    def wordings(self, node: yamlfile.Node | None, *, told: bool = False) -> tuple[Wording, ...]:
        found = []
        soft = self.patterns.soft if node is not None else {}
        for item in self.texts(node):
            known = self.read.get((item.text, told))
            if known is not None and f"<{EACH}>" not in item.text:
                found.append(known)
                continue
            try:
                regex = source(item.text, self.patterns.words, soft, told=told)
            except BadWording as fault:
                self.fault("bad-wording", item, Text(f"`{item.text}`：{fault.zh}", f"`{item.text}`: {fault.en}"))
                continue
            groups = tuple(map(self.once, cues(item.text, self.patterns.words, soft, told)))
            literal = regex == item.text and groups == ((item.text,),)
            one = self.read[item.text, told] = Wording(item.text, regex, reach(regex), groups, self.once(rarest(groups)), literal)
            found.append(one)
        return tuple(found)

    def once(self, group: Group) -> Group:
        """A group of cues, equal ones as one object: what is kept once is fetched in half the time."""
        return self.groups.setdefault(group, tuple(map(sys.intern, group)))

    def fact(self, node: yamlfile.Node | None, item: yamlfile.Node) -> Fact | None:
        path = text_of(node)
        fact = self.vocabulary.get(path)
        if fact is None or fact.output or fact.record:
            known = [f.path for f in self.vocabulary if not f.output and not f.record]
            self.fault(
                "unknown-fact", node or item, Text(f"没有可填写的事实 `{path}`", f"there is no fact `{path}` to state"), did_you_mean(path, known)
            )
            return None
        return fact

    def copied(self, node: yamlfile.Node | None, item: yamlfile.Node) -> str:
        fact = self.fact(node, item) if node is not None else None
        return fact.path if fact else ""

    def value(self, fact: Fact | None, node: yamlfile.Node | None) -> Value | None:
        if fact is None or node is None:
            return None
        from awardrules.facts.reading import value_of

        value, faults = value_of(fact, node, self.file)
        self.faults.extend(faults)
        return value


def text_of(node: yamlfile.Node | None) -> str:
    return node.text if isinstance(node, yamlfile.Scalar) else ""
