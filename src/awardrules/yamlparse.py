"""YAML text to nodes, within limits.

The events of libyaml are read one by one and checked before anything is built, so depth, size, aliases, anchors and tags of a
hostile file cost nothing.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, error
from awardrules.language import Text
from awardrules.yamlfile import Limits, Mapping, Node, Scalar, Sequence

MAX_FAULTS = 200

# JSON writes a character beyond the first plane as two escapes, which libyaml refuses; the pair becomes one escape of eight digits
_PAIR = re.compile(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})")
_FILLER = "\ufdd0\ufdd1"  # noncharacters that keep the columns behind a joined pair, and are taken out again
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f]")


def parse(text: str, file: str, limits: Limits, line_offset: int) -> Node | None:
    """The one document in `text` as nodes (`yamlfile.parse`)."""
    faults: list[Diagnostic] = []
    if "\\u" in text and text.lstrip()[:1] in ("{", "["):
        text = _PAIR.sub(_joined, text)
    try:
        root = _build(text, file, limits, line_offset, faults)
    except yaml.YAMLError as fault:
        faults.append(_syntax_fault(fault, text, file, line_offset))
        root = None
    except UnicodeEncodeError:
        faults.append(error("not-text", Span(file), Text("含有孤立的代理字符", "holds a lone surrogate character")))
        root = None
    if faults:
        raise AwardrulesError(faults)
    return root


def _joined(pair: re.Match[str]) -> str:
    high, low = int(pair[2], 16), int(pair[3], 16)
    return f"{pair[1]}\\U{0x10000 + ((high - 0xD800) << 10) + low - 0xDC00:08x}{_FILLER}"


_PROBLEMS = {  # what libyaml says, by how it begins
    "mapping values are not allowed": "此处不能出现“键: 值”（多为缩进不一致，或文字中有未加引号的冒号）",
    "block sequence entries are not allowed": "此处不能出现列表项（多为缩进不一致）",
    "did not find expected ',' or '}'": "缺少逗号 `,` 或右花括号 `}`",
    "did not find expected ',' or ']'": "缺少逗号 `,` 或右方括号 `]`",
    "did not find expected key": "此处应为一个键（多为缩进不一致）",
    "did not find expected '-' indicator": "此处应为列表项 `-`（多为缩进不一致）",
    "did not find expected node content": "此处缺少内容",
    "could not find expected ':'": "缺少冒号 `:`",
    "found unexpected end of stream": "文件意外结束（引号或括号未成对）",
    "found unexpected document indicator": "引号未成对",
    "found character that cannot start any token": "文字不能以此字符开头（制表符不能用于缩进；@、`、% 须加引号）",
    "found a tab character": "缩进不能使用制表符",
    "found unknown escape character": "未知的转义字符",
    "did not find expected hexdecimal number": "转义字符中应为十六进制数",
    "invalid Unicode character escape code": "转义字符不是有效的 Unicode 字符",
    "control characters are not allowed": "不能含有控制字符",
    "did not find expected alphabetic": "锚点或别名缺少名称",
    "did not find expected whitespace": "此处应有空格",
}


def _syntax_fault(fault: yaml.YAMLError, text: str, file: str, line_offset: int) -> Diagnostic:
    mark = getattr(fault, "problem_mark", None) or getattr(fault, "context_mark", None)
    span = Span(file, mark.line + 1 + line_offset, mark.column + 1) if mark else Span(file)
    lines = text.rstrip().splitlines() or [""]
    if mark and mark.line >= len(lines):  # the file ends too early: behind its last character, not on the line after it
        span = Span(file, len(lines) + line_offset, len(lines[-1]) + 1)
    if isinstance(fault, yaml.reader.ReaderError):  # knows a byte, no line
        before = text.encode()[: fault.position].decode(errors="ignore").split("\n")
        span = Span(file, len(before) + line_offset, len(before[-1]) + 1)
    problem = str(getattr(fault, "problem", None) or getattr(fault, "reason", None) or fault).strip()
    if problem == "did not find expected <document start>":
        return _several(span)
    context = str(getattr(fault, "context", "") or "").strip()
    detail = f"{context}: {problem}" if context else problem
    said = next((zh for en, zh in _PROBLEMS.items() if problem.startswith(en)), detail)
    return error(
        "yaml-syntax",
        span,
        Text(f"YAML 语法错误：{said}", f"broken YAML: {detail}"),
        Text(
            "请检查该处的缩进、冒号后的空格和括号、引号是否成对",
            "check indentation, the space after a colon, and paired brackets and quotes",
        ),
    )


def _several(span: Span) -> Diagnostic:
    message = Text("一个文件只能有一个 YAML 或 JSON 文档", "more than one YAML or JSON document in the file")
    help = Text("多个交易请分文件存放，或使用 JSON Lines（.jsonl）", "use one file per deal, or JSON Lines (.jsonl)")
    return error("several-documents", span, message, help)


def _scalar(event: Any, file: str, offset: int, faults: list[Diagnostic]) -> Scalar:
    text, mark = event.value, event.start_mark
    if _FILLER in text:
        text = text.replace(_FILLER, "")
    if _CONTROL.search(text):
        message = Text("文字中含有控制字符", "the text holds a control character")
        faults.append(error("control-character", Span(file, mark.line + 1 + offset, mark.column + 1), message))
        text = _CONTROL.sub("", text)
    return Scalar(text, event.implicit[0], mark.line + 1 + offset, mark.column + 1)


def _build(text: str, file: str, limits: Limits, offset: int, faults: list[Diagnostic]) -> Node | None:
    parser: Any = CParser(text)
    escapes = "\\" in text
    next_event = parser.get_event
    root: Node | None = None
    # each open collection: (node, pending key); the key is None while a mapping waits for one, False in a sequence
    stack: list[list[Any]] = []
    top: list[Any] | None = None
    count = documents = 0
    while len(faults) < MAX_FAULTS:
        event = next_event()
        kind = event.__class__
        if kind is ScalarEvent:
            mark = event.start_mark
            node: Node = (
                _scalar(event, file, offset, faults) if escapes else Scalar(event.value, event.implicit[0], mark.line + 1 + offset, mark.column + 1)
            )
            if event.anchor is not None or event.tag is not None:
                faults.append(_refused(event, file, offset))
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            mark = event.start_mark
            line, column = mark.line + 1 + offset, mark.column + 1
            node = Mapping({}, line, column) if kind is MappingStartEvent else Sequence([], line, column)
            if event.anchor is not None or event.tag is not None:
                faults.append(_refused(event, file, offset))
            if len(stack) >= limits.depth:
                message = Text(f"嵌套超过 {limits.depth} 层", f"nested deeper than {limits.depth} levels")
                faults.append(error("too-deep", Span(file, line, column), message))
                return None
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            stack.pop()
            top = stack[-1] if stack else None
            continue
        elif kind is AliasEvent:
            faults.append(_refused(event, file, offset))
            mark = event.start_mark
            node = Scalar("", True, mark.line + 1 + offset, mark.column + 1)
        elif kind is StreamEndEvent:
            return root
        else:
            if kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    faults.append(_several(Span(file, event.start_mark.line + 1 + offset, 1)))
                    return root
            continue

        count += 1
        if count > limits.nodes:
            message = Text(f"超过 {limits.nodes} 个节点的上限", f"more than {limits.nodes} nodes")
            faults.append(error("too-many-nodes", Span(file, node.line, node.column), message))
            return None
        if top is None:
            root = node
        elif top[1] is False:
            top[0].items.append(node)
        elif top[1] is None:
            if isinstance(node, Scalar):
                top[1] = node
            else:
                message = Text("键必须是文字", "a key must be plain text")
                faults.append(error("bad-key", Span(file, node.line, node.column), message))
                top[1] = Scalar(f"\0{count}", False, node.line, node.column)
        else:
            _put(top, node, file, faults)
        if not isinstance(node, Scalar):
            top = [node, None if isinstance(node, Mapping) else False]
            stack.append(top)
    return root


def _put(top: list[Any], node: Node, file: str, faults: list[Diagnostic]) -> None:
    mapping, key = top
    top[1] = None
    earlier = mapping.entries.get(key.text)
    if earlier is None:
        mapping.entries[key.text] = (key, node)
        return
    first = earlier[0]
    faults.append(
        error(
            "duplicate-key",
            Span(file, key.line, key.column),
            Text(f"键 `{key.text}` 重复，首次出现在第 {first.line} 行", f"key `{key.text}` is repeated; first on line {first.line}"),
            Text("只保留一处", "keep one of them"),
        )
    )


def _refused(event: Any, file: str, offset: int) -> Diagnostic:
    span = Span(file, event.start_mark.line + 1 + offset, event.start_mark.column + 1)
    if event.__class__ is AliasEvent or event.anchor is not None:
        message = Text("不接受 YAML 锚点与别名（& 和 *）", "YAML anchors and aliases (& and *) are refused")
        help = Text("请把内容写全；以 * 或 & 开头的文字请加引号", "write the content out; quote a text that starts with * or &")
        return error("yaml-alias", span, message, help)
    message = Text(f"不接受 YAML 标签 `{event.tag}`", f"YAML tag `{event.tag}` is refused")
    return error("yaml-tag", span, message, Text("以 ! 开头的文字请加引号", "quote a text that starts with !"))
