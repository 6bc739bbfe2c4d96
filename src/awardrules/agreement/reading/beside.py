"""What a Word document holds besides its text: revisions, hidden and struck text, comments, headers, pictures. Said, and never read as text."""

from __future__ import annotations

from collections.abc import Sequence

from awardrules.agreement.reading.assembly import Draft, Remark, excerpt
from awardrules.agreement.reading.inline import Inline
from awardrules.agreement.reading.package import Element, W, value
from awardrules.language import Text

_DECIDE = Text("请接受或拒绝修订后再签署；本次按接受全部修订读取", "accept or reject it before signing; it is read here as if all were accepted")
_HIDDEN = Text("请删除，或取消隐藏后重新检查", "delete it, or unhide it and check again")
_STRUCK = Text("请删去划去的文字，或取消删除线后重新检查", "delete it, or remove the strike-through and check again")
_COMMENT = Text("请处理批注后再签署", "settle it before signing")
_READ_IT = Text("其中如有约定，请改为文字", "write out as text whatever is agreed in it")
_FORMATTING = ("rPrChange", "pPrChange", "numberingChange", "tblPrChange", "tcPrChange", "sectPrChange")


def of_paragraph(inlines: Sequence[Inline], draft: Draft | None) -> list[Remark]:
    """The findings in a paragraph; `draft` is its block, if it has one."""
    remarks = []
    changes = [change for inline in inlines for change in inline.changes]
    if changes:
        parts = [_change(change.kind, change.text) for change in changes]
        hand = "，".join(dict.fromkeys(f"{change.author} {change.date[:10]}".strip() for change in changes if change.author))
        by = f"（{hand}）" if hand else ""
        zh, en = "，".join(part.zh for part in parts), ", ".join(part.en for part in parts)
        remarks.append(
            Remark("revision", Text(f"有未处理的修订：{zh}{by}", f"unresolved revision: {en}{f' ({hand})' if hand else ''}"), _DECIDE, draft)
        )
    hidden = "".join(text for inline in inlines for text in inline.hidden)
    if hidden.strip():
        quoted = excerpt(hidden)
        remarks.append(
            Remark("hidden-text", Text(f"有隐藏文字“{quoted}”，未作为协议内容", f"hidden text `{quoted}`, not read as text"), _HIDDEN, draft)
        )
    struck = "".join(text for inline in inlines for text in inline.struck)
    if struck.strip():
        quoted = excerpt(struck)
        message = Text(f"有加删除线的文字“{quoted}”，视为已删去", f"struck-through text `{quoted}`, taken as deleted")
        remarks.append(Remark("struck-text", message, _STRUCK, draft))
    return remarks


def _change(kind: str, text: str) -> Text:
    quoted = excerpt(text)
    return Text(f"删除“{quoted}”", f"`{quoted}` deleted") if kind == "deleted" else Text(f"插入“{quoted}”", f"`{quoted}` inserted")


def row_deleted(row: Element) -> bool:
    """Whether the deletion of a row waits to be accepted."""
    return row.find(f"{W}trPr/{W}del") is not None


def of_comments(root: Element | None, anchors: dict[str, str]) -> list[Remark]:
    """The comments of a document, each with the text it stands at."""
    remarks = []
    for comment in root.iterchildren(W + "comment") if root is not None else ():
        text = excerpt(" ".join("".join(each.text or "" for each in paragraph.iter(W + "t")) for paragraph in comment.iter(W + "p")), 80)
        hand = f"{value(comment, 'author')} {value(comment, 'date')[:10]}".strip()
        anchor = excerpt(anchors.get(value(comment, "id"), ""))
        zh = f"批注“{text}”" + (f"（{hand}）" if hand else "") + (f"，针对“{anchor}”" if anchor else "")
        en = f"comment `{text}`" + (f" ({hand})" if hand else "") + (f" on `{anchor}`" if anchor else "")
        remarks.append(Remark("comment", Text(zh, en), _COMMENT))
    return remarks


def of_rest(root: Element, pictures: int, embedded: int) -> list[Remark]:
    """Pictures and embedded objects that nobody reads, and revisions of the formatting."""
    remarks = []
    if pictures:
        remarks.append(
            Remark("picture", Text(f"文档中有 {pictures} 张图片，其中的文字未读取", f"{pictures} pictures, whose text is not read"), _READ_IT)
        )
    if embedded:
        message = Text(f"文档中有 {embedded} 个嵌入对象或图表，其内容未读取", f"{embedded} embedded objects or charts, whose content is not read")
        remarks.append(Remark("embedded", message, _READ_IT))
    formatting = sum(1 for _ in root.iter(*(W + name for name in _FORMATTING)))
    if formatting:
        message = Text(
            f"有 {formatting} 处未处理的格式修订（可能影响编号）", f"{formatting} unresolved revisions of formatting (they can change numbering)"
        )
        remarks.append(Remark("revision", message, _DECIDE))
    return remarks
