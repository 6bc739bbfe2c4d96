"""Reading the data files of the grammar: sections, lists and words, each fault with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from awardrules import yamlfile
from awardrules.diagnostics import Diagnostic, Span, did_you_mean, error
from awardrules.language import EMPTY, Text

LONGEST = 12  # characters of a word: what bounds every look around a value
_NOTHING = yamlfile.Mapping({}, 0, 0)


class Sections:
    """Collects the faults of one file while its sections are read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Diagnostic] = []

    def fault(self, code: str, node: yamlfile.Node | None, message: Text, help: Text = EMPTY) -> None:
        """Notes a fault at a node."""
        span = yamlfile.span_of(node, self.file) if node is not None else Span(self.file)
        self.faults.append(error(code, span, message, help))

    def mapping(self, node: yamlfile.Node | None, keys: Iterable[str] | None = None) -> yamlfile.Mapping:
        """A mapping that holds no other key than `keys`; an empty one where it is none."""
        if not isinstance(node, yamlfile.Mapping):
            self.fault("grammar-shape", node, Text("应为一组键值", "expected a mapping"))
            return _NOTHING
        if keys is not None:
            known = set(keys)
            for key, key_node, _ in node.pairs():
                if key not in known:
                    self.fault("unknown-key", key_node, Text(f"未知的键 `{key}`", f"unknown key `{key}`"), did_you_mean(key, known))
        return node

    def section(self, root: yamlfile.Mapping, name: str, keys: Iterable[str] | None = None) -> yamlfile.Mapping:
        """The mapping under a key that must be there."""
        node = root.get(name)
        if node is None:
            if root is not _NOTHING:
                self.fault("missing-key", root, Text(f"缺少 `{name}`", f"needs `{name}`"))
            return _NOTHING
        return self.mapping(node, keys)

    def pairs(self, root: yamlfile.Mapping, name: str) -> Iterator[tuple[str, yamlfile.Scalar, yamlfile.Node]]:
        """The entries of the mapping under a key."""
        yield from self.section(root, name).pairs()

    def items(self, root: yamlfile.Mapping, name: str) -> list[yamlfile.Node]:
        """The items of the list under a key that must be there."""
        node = root.get(name)
        if isinstance(node, yamlfile.Sequence):
            return node.items
        if root is _NOTHING:  # told already
            return []
        self.fault("grammar-shape", node if node is not None else root, Text(f"`{name}` 应为列表", f"`{name}` is a list"))
        return []

    def text(self, node: yamlfile.Node | None, place: yamlfile.Node | None) -> str:
        """A text; empty, with a fault, where it is none."""
        if isinstance(node, yamlfile.Scalar):
            return node.text
        if place is _NOTHING:
            return ""
        self.fault("grammar-shape", node if node is not None else place, Text("应为一段文字", "expected a text"))
        return ""

    def words(self, root: yamlfile.Mapping, name: str) -> tuple[str, ...]:
        """The words under a key: not empty, none twice, none longer than LONGEST."""
        found: dict[str, None] = {}
        for item in self.items(root, name):
            word = self.text(item, root)
            if not word or len(word) > LONGEST or word != word.strip():
                message = Text(f"词语 `{word}` 须有 1 至 {LONGEST} 个字符", f"word `{word}` needs 1 to {LONGEST} characters")
                self.fault("bad-word", item, message)
            elif word in found:
                self.fault("duplicate-word", item, Text(f"词语 `{word}` 重复", f"word `{word}` is listed twice"))
            else:
                found[word] = None
        return tuple(found)
