"""A PDF to blocks: a process of its own reads the pages within time and memory, here they become lines and paragraphs."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from typing import Any

from awardrules.agreement.programs import regex
from awardrules.agreement.reading import limits
from awardrules.agreement.reading.assembly import Contents, Remark, excerpt, of_headers, refused
from awardrules.agreement.reading.pagelayout import Page, drafts_of
from awardrules.agreement.reading.pagelines import Piece
from awardrules.diagnostics import AwardrulesError
from awardrules.language import EMPTY, Text

_WORKER = Path(__file__).with_name("pdfworker.py")
_UNREADABLE = regex("[\ufffd\ue000-\uf8ff\x00-\x08\x0b-\x1f]")
_GARBLED = 0.3
_MOST_LISTED = 12
_AGAIN = Text("请重新获取文件，或在 PDF 阅读器中打开后另存", "get the file again, or open it in a PDF reader and save it")
_RECOGNISE = Text("请先作文字识别（OCR）并人工核对，或提供 Word 文件", "recognise its text (OCR) and proofread it, or give the Word file")
_EMBED = Text("请嵌入完整的字体后重新导出 PDF，或提供 Word 文件", "export the PDF with its whole fonts embedded, or give the Word file")
_FAULTS = {
    "password": (
        "encrypted",
        Text("文件有打开密码，无法读取", "the file is encrypted with a password"),
        Text("请去除密码后另存", "save it without the password"),
    ),
    "broken": ("pdf-broken", Text("文件不完整或已损坏", "the file is truncated or damaged"), _AGAIN),
    "empty": ("pdf-broken", Text("文件中没有页面", "the file has no page"), _AGAIN),
    "characters": (
        "document-too-long",
        Text("文字数量超过上限", "it holds more text than the limit"),
        Text("请只提供协议文本", "give the agreement only"),
    ),
}
_NOTES = {
    "note": Text("批注", "comment"),
    "typed": Text("后加的文字", "text typed onto the page"),
    "highlight": Text("高亮批注", "highlight"),
    "underline": Text("下划线批注", "underline"),
    "squiggly": Text("下划线批注", "underline"),
    "strikeout": Text("删除线批注", "strike-out"),
    "stamp": Text("图章", "stamp"),
    "mark": Text("标注", "mark"),
}


def read(data: bytes, name: str) -> Contents:
    """The contents of a PDF. Raises AwardrulesError: broken, encrypted, without text, or beyond a limit."""
    if find_spec("pypdfium2") is None:
        message = Text("读取 PDF 需要 pypdfium2，尚未安装", "reading PDF needs pypdfium2, which is not installed")
        raise refused(
            "missing-extra", "pypdfium2", message, Text('请运行 pip install "awardrules[agreement]"', 'run pip install "awardrules[agreement]"')
        )
    head, *pages = _pages(data, name)
    fault = head.get("fault") or next((page["fault"] for page in pages if page.get("fault") == "characters"), None)
    if fault:
        raise _refusal(fault, head.get("pages", 0), name)
    return _Reading(name, pages).contents(head["pages"])


def _pages(data: bytes, name: str) -> list[dict[str, Any]]:
    """What the process says: a head, and a record for each page."""
    bounds = (limits.PAGES, limits.PAGE_CHARACTERS, limits.TEXT, limits.PDF_SECONDS, limits.PDF_MEMORY)
    command = [sys.executable, "-P", str(_WORKER), *map(str, bounds)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limits.PDF_SECONDS, check=False)  # noqa: S603 - our own script
    except subprocess.TimeoutExpired:
        message = Text(f"{limits.PDF_SECONDS} 秒内未能读完，已停止", f"not read within {limits.PDF_SECONDS} seconds: stopped")
        raise refused("pdf-too-slow", name, message, _AGAIN) from None
    except OSError as fault:
        why = fault.strerror or str(fault)
        raise refused("pdf-unreadable", name, Text(f"无法启动读取进程：{why}", f"the reading process cannot be started: {why}")) from None
    if done.returncode != 0:
        message = Text(
            "读取进程中止：文件已损坏，或所需内存超过上限", "the reading process gave up: the file is damaged, or needs more memory than the limit"
        )
        raise refused("pdf-broken", name, message, _AGAIN)
    return [json.loads(line) for line in done.stdout.splitlines()] or [{"fault": "broken"}]


def _refusal(fault: str, pages: int, name: str) -> AwardrulesError:
    if fault == "pages":
        message = Text(f"共 {pages} 页，超过 {limits.PAGES} 页的上限", f"{pages} pages, more than the limit of {limits.PAGES}")
        return refused("document-too-long", name, message, Text("请只提供协议文本", "give the agreement only"))
    code, message, help = _FAULTS[fault]
    return refused(code, name, message, help)


class _Reading:
    """What is gathered over the pages: lines, and pages of which something has to be said."""

    def __init__(self, name: str, pages: list[dict[str, Any]]) -> None:
        self.name, self.pages = name, pages
        self.without: list[int] = []
        self.garbled: list[int] = []
        self.recognised: list[int] = []
        self.broken: list[int] = []
        self.incomplete: list[int] = []
        self.hidden: list[Remark] = []
        self.notes: list[Remark] = []
        self.slanted: dict[str, list[int]] = {}

    def contents(self, count: int) -> Contents:
        laid = [self.page(number, page) for number, page in enumerate(self.pages, start=1)]
        self._refuse_without_text(count, any(page.pieces or page.fields for page in laid))
        drafts, heads = drafts_of(laid, median([float(page.get("width", 0)) for page in self.pages]))
        return Contents(drafts + heads, [*self._of_pages(), *self._watermarks(), *self.hidden, *self.notes, *of_headers(heads)], count)

    def page(self, number: int, page: dict[str, Any]) -> Page:
        """What can be read of one page; what is hidden or cannot be read is said instead."""
        empty = Page(number, float(page.get("height", 0)), [], [], [])
        if "fault" in page:
            self.broken.append(number)
            return empty
        if page["lost"] and page["pieces"]:
            self.incomplete.append(number)
        if page["slanted"].strip():
            self.slanted.setdefault(excerpt(page["slanted"]), []).append(number)
        self.notes += [_note(number, kind, text) for kind, text in page["notes"]]
        pieces = [_piece(piece) for piece in page["pieces"] if not piece[6]]
        unseen = [_piece(piece) for piece in page["pieces"] if piece[6]]
        if unseen and page["images"]:
            self.recognised.append(number)
            pieces = [_piece(piece) for piece in page["pieces"]]
        elif unseen:
            quoted = excerpt("".join(piece.text for piece in unseen))
            message = Text(f"第 {number} 页有不可见的文字“{quoted}”，未作为协议内容", f"page {number}: invisible text `{quoted}`, not read as text")
            self.hidden.append(Remark("hidden-text", message, Text("请核实文件来源", "check where the file comes from")))
        text = "".join(piece.text for piece in pieces)
        if len(_UNREADABLE.findall(text)) > _GARBLED * max(len(text), 1):
            self.garbled.append(number)
            return empty
        if not pieces and not page["fields"]:
            if page["objects"]:
                self.without.append(number)
            return empty
        fields = [Piece(text, left, bottom, right, top, min(top - bottom, 12.0)) for text, left, bottom, right, top in page["fields"]]
        return Page(number, empty.height, pieces, fields, page["rules"])

    def _refuse_without_text(self, count: int, any_text: bool) -> None:
        if any_text:
            return
        if self.garbled:
            message = Text("文字编码无法识别（字体缺少对照表）", "its characters cannot be told (the fonts lack their tables)")
            raise refused("pdf-garbled", self.name, message, _RECOGNISE)
        if self.broken:
            raise _refusal("broken", count, self.name)
        message = Text(f"共 {count} 页，全部是图片，没有可读的文字", f"all of its {count} pages are pictures: there is no text to read")
        raise refused("pdf-scanned", self.name, message, _RECOGNISE)

    def _watermarks(self) -> list[Remark]:
        """What stands aslant over the pages: a paper may say so that it is a draft, or a copy."""
        return [
            Remark(
                "watermark",
                Text(
                    f"第 {_list(pages)} 页有斜排文字（水印）“{text}”，未作为协议内容",
                    f"page {_list(pages)}: text set aslant (a watermark) `{text}`, not read as text",
                ),
                Text("若为草稿、征求意见稿或样本，请改用定稿", "where it marks a draft or a sample, take the final text"),
            )
            for text, pages in self.slanted.items()
        ]

    def _of_pages(self) -> list[Remark]:
        """What is said of pages as a whole."""
        said = (
            ("page-without-text", self.without, "没有可读的文字（图片），未检查", "no text that can be read (a picture): not checked", _RECOGNISE),
            ("page-garbled", self.garbled, "文字编码无法识别，未检查", "characters cannot be told: not checked", _RECOGNISE),
            ("page-incomplete", self.incomplete, "有文字因字体不全而未能读取", "text in fonts that lack its characters could not be read", _EMBED),
            ("page-broken", self.broken, "无法读取，未检查", "cannot be read: not checked", _AGAIN),
            (
                "recognised-text",
                self.recognised,
                "的文字来自识别（OCR），可能有误",
                "text recognised from a picture (OCR), which can be wrong",
                EMPTY,
            ),
        )
        return [Remark(code, Text(f"第 {_list(pages)} 页{zh}", f"page {_list(pages)}: {en}"), help) for code, pages, zh, en, help in said if pages]


def _piece(told: list[Any]) -> Piece:
    text, left, bottom, right, top, em, _, cuts, stops = told
    return Piece(text, left, bottom, right, top, em, tuple(cuts), tuple(stops))


def _list(pages: list[int]) -> str:
    shown = "、".join(map(str, pages[:_MOST_LISTED]))
    return shown if len(pages) <= _MOST_LISTED else f"{shown}…"


def _note(page: int, kind: str, text: str) -> Remark:
    word = _NOTES[kind]
    quoted = excerpt(text, 80)
    zh = f"第 {page} 页有{word.zh}" + (f"“{quoted}”" if quoted else "") + "，未作为协议内容"
    en = f"page {page}: {word.en}" + (f" `{quoted}`" if quoted else "") + ", not read as text"
    return Remark("comment", Text(zh, en), Text("请处理后再签署", "settle it before signing"))
