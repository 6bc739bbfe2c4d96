"""From what a reader found, in reading order, to blocks with their place in the running text and their clause."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from awardrules.agreement.reading import limits
from awardrules.agreement.reading.clauses import Path, kind_of, printed, shown, signs
from awardrules.agreement.reading.model import Block, Box, Document, Format, Part
from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, error, warning
from awardrules.language import EMPTY, Text
from awardrules.record import State

_LONGEST_TITLE = 40
APART: frozenset[Part] = frozenset({"header", "footer"})  # outside the run of clauses


class Draft(State):
    """A block before it has a place: `label` is the number the format itself computes, empty where a number is printed or absent."""

    text: str
    part: Part = "body"
    label: str = ""
    heading: bool = False
    page: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    line: int | None = None
    place: str = ""
    boxes: tuple[Box, ...] = ()
    checked: tuple[tuple[int, bool], ...] = ()
    follows: bool = False  # a note: it stands in the clause of the block before it and opens none


class Remark(State):
    """A finding on its way: `at` is the draft it is about, whose clause opens the message."""

    code: str
    message: Text
    help: Text = EMPTY
    at: Draft | None = None
    line: int = 0


class Contents(State):
    """What a reader of a format hands over."""

    drafts: list[Draft]
    remarks: list[Remark]
    pages: int | None = None


def document(name: str, kind: Format, sha256: str, contents: Contents) -> Document:
    """The document of what was read. Raises AwardrulesError where there is no text, or more than the limit."""
    drafts = contents.drafts
    if len(drafts) > limits.BLOCKS:
        raise refused("document-too-long", name, Text(f"段落超过 {limits.BLOCKS:,} 个", f"more than {limits.BLOCKS:,} paragraphs"))
    if not any(draft.text.strip() for draft in drafts if draft.part not in APART):
        raise refused("empty-document", name, Text("文件中没有文字", "there is no text in the document"), _SCANNED)
    blocks = laid_out(drafts)
    clauses = {id(draft): block.clause for draft, block in zip(drafts, blocks, strict=True)}
    return Document(name, kind, sha256, blocks, _findings(name, contents.remarks, clauses), contents.pages)


_SCANNED = Text("扫描件请先作文字识别并核对", "if it is a scan, recognise its text first and proofread it")


def _findings(name: str, remarks: Sequence[Remark], clauses: dict[int, str]) -> tuple[Diagnostic, ...]:
    """The remarks as findings, up to the limit, each with the clause it is about; then how many more there are."""
    found = []
    for remark in remarks[: limits.FINDINGS]:
        clause = clauses.get(id(remark.at), "")
        message = Text(f"{clause}：{remark.message.zh}", f"{clause}: {remark.message.en}") if clause else remark.message
        found.append(warning(remark.code, Span(name, remark.line), message, remark.help))
    more = len(remarks) - limits.FINDINGS
    if more > 0:
        found.append(warning("more-findings", Span(name), Text(f"另有 {more} 处提示未列出", f"{more} more findings are not listed")))
    return tuple(found)


def laid_out(drafts: Iterable[Draft]) -> tuple[Block, ...]:
    """Blocks with offsets, numbers and clause paths."""
    blocks: list[Block] = []
    offset, path = 0, Path({}, {})
    for draft in drafts:
        number, clause = ("", "") if draft.part in APART else _number(draft, path)
        end = offset + len(draft.text)
        blocks.append(
            Block(
                draft.text, draft.part, offset, end, number, clause, draft.heading, draft.page,
                draft.table, draft.row, draft.column, draft.line, draft.place, draft.boxes, draft.checked,
            )
        )  # fmt: skip
        offset = end + 1
    return tuple(blocks)


def _number(draft: Draft, path: Path) -> tuple[str, str]:
    """The number and the clause of a draft; opens the number in the path."""
    if draft.follows:
        return "", path.clause
    if draft.label:
        number = shown(draft.label)
        return number, path.step(kind_of(draft.label), number)
    found = printed(draft.text)
    if found is not None and (found.kind != "annex" or _is_annex(draft.text, found.end)):
        return found.number, path.step(found.kind, found.number)
    if signs(draft.text):
        path.close()
    return "", path.clause


def _is_annex(text: str, end: int) -> bool:
    """Whether an annex begins here: its title stands on a short line of its own; a list of annexes names several (附件：1. …) or is a sentence."""
    rest = text[end:].strip(" \t\u3000：:、.")
    return len(text) <= _LONGEST_TITLE and not rest[:1].isdigit() and not rest.endswith(("。", "；", "，", ";"))


def refused(code: str, file: str, message: Text, help: Text = EMPTY, *, line: int = 0, column: int = 0) -> AwardrulesError:
    """The one fault for which a document is not read."""
    return AwardrulesError([error(code, Span(file, line, column), message, help)])


def excerpt(text: str, length: int = 40) -> str:
    """A text in one line, cut to a length a message can carry."""
    line = " ".join(text.split())
    return line if len(line) <= length else line[: length - 1] + "…"


_HEADER = Text("协议内容应写在正文中", "what is agreed belongs in the text")
_SHOWN = 3  # headers that a message quotes


def of_headers(drafts: Sequence[Draft]) -> list[Remark]:
    """One finding for the texts of headers and footers."""
    if not drafts:
        return []
    texts = [excerpt(draft.text) for draft in drafts[:_SHOWN]]
    zh, en = "”“".join(texts), "`, `".join(texts)
    return [Remark("header-text", Text(f"页眉页脚有文字“{zh}”，未作为协议内容", f"headers or footers say `{en}`, not read as text"), _HEADER)]
