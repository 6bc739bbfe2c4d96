"""The process that reads a PDF: its bytes on standard input, one JSON object a line on standard output.

It stands alone (the standard library, pypdfium2 and `pdffont` beside it) and is run as a script, so that a hostile file meets a process with little
time and memory, no files to write and nothing to lose. First `{"pages": n}` or `{"fault": kind}`, then one object a page: `pieces` [text, left,
bottom, right, top, em, invisible, cuts, stops], `fields` [text, left, bottom, right, top], `notes` [kind, text], `rules` [left, bottom, right,
top], `slanted`, `images`, `objects`, `lost`, `width`, `height`. A piece is a stretch of a line without a wide gap; `em` is the height of its
characters, all in points from the lower left. `cuts` [end, right, start, left] are where the cells of a table may part it: at a small gap or at a
vertical rule, the end of the text before and the start of the text behind; `stops` [start, left] are where the text behind a stop begins, which may
hang over the edge of a cell. A raised figure is told as such (¹). `rules` are the straight lines drawn on the page. `slanted` is the text set
aslant over it, which is no piece.
"""

from __future__ import annotations

import ctypes
import json
import sys
from bisect import bisect_left
from collections.abc import Sequence
from math import pi
from pathlib import Path
from runpy import run_path
from typing import Any

WIDE_GAP = 1.5  # em
_SMALL_GAP = 0.45  # em: cells of a table stand no closer
_SHORTEST_RULE = 4.0  # points
_STRAIGHT = 1.0  # points
_MOST_RULES = 2_000
_MOST_DRAWN = 8_000
_MOST_SEGMENTS = 500  # of one path
_CHECKBOX, _RADIO, _COMBO, _LIST, _TEXTFIELD = 2, 3, 4, 5, 6
_WIDGET, _LINK, _POPUP = 20, 2, 16
_KINDS = {1: "note", 3: "typed", 9: "highlight", 10: "underline", 11: "squiggly", 12: "strikeout", 13: "stamp"}
_TEXT, _PATH, _IMAGE, _INVISIBLE, _PASSWORD = 1, 2, 3, 3, 4
_LINE_TO, _MOVE_TO = 0, 2
_STOPS = "，。；：、）"
_BLANK = " \u3000\t"
_FAR = 1e6
_NOWHERE = (0.0, 0.0, 0.0, 0.0)
_MOST_OBJECTS = 2_000
_MOST_ANNOTATIONS = 1_000
_SMALL, _RAISED = 0.8, 0.15  # a raised figure is lower than the line and begins above its foot, as shares of its height
_QUARTER, _SLANT = pi / 2, 0.1  # of a circle; scans are set askew by less
_FIGURES, _ABOVE = "0123456789", str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_held: list[Any] = []  # what the library holds on to until the process ends
_ODD = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x00: "\ufffd", 0xA0: " "}


def main() -> None:
    """Reads standard input; the arguments are the limits: pages, characters of a page, characters, seconds, bytes of memory."""
    most_pages, most_on_page, most, seconds, memory = (int(argument) for argument in sys.argv[1:6])
    _confine(seconds, memory)
    import pypdfium2.raw as pdfium

    data = sys.stdin.buffer.read()
    pdfium.FPDF_InitLibrary()
    _held.append(run_path(str(Path(__file__).with_name("pdffont.py")))["offer"](pdfium))
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        return _say({"fault": "password" if pdfium.FPDF_GetLastError() == _PASSWORD else "broken"})
    pages = pdfium.FPDF_GetPageCount(document)
    if not 0 < pages <= most_pages:
        return _say({"fault": "pages" if pages else "empty", "pages": pages})
    _say({"pages": pages})
    form = _form(pdfium, document)
    for index in range(pages):
        page = pdfium.FPDF_LoadPage(document, index)
        if page and form:
            pdfium.FORM_OnAfterLoadPage(page, form[0])  # without it no box is ticked
        found: dict[str, Any] = _page(pdfium, page, form, most_on_page) if page else {"fault": "page"}
        most -= found.get("characters", 0)
        if most < 0:
            found = {"fault": "characters"}
        _say(found)
        if page:
            if form:
                pdfium.FORM_OnBeforeClosePage(page, form[0])
            pdfium.FPDF_ClosePage(page)
        if "fault" in found and found["fault"] == "characters":
            return None
    return None


def _confine(seconds: int, memory: int) -> None:
    """Limits the process where the system can."""
    try:
        import resource
    except ImportError:
        return
    for kind, limit in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_CPU, seconds), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_CORE, 0)):
        try:
            resource.setrlimit(kind, (limit, limit))
        except (ValueError, OSError):
            continue


def _say(found: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(found, separators=(",", ":")) + "\n")


def _form(pdfium: Any, document: Any) -> Any:
    """The form of a document; None where it has none."""
    if not pdfium.FPDF_GetFormType(document):
        return None
    info = pdfium.FPDF_FORMFILLINFO(version=2)
    handle = pdfium.FPDFDOC_InitFormFillEnvironment(document, info)
    return (handle, info) if handle else None  # the library keeps a pointer to the info


def _page(pdfium: Any, page: Any, form: Any, most: int) -> dict[str, Any]:
    text_page = pdfium.FPDFText_LoadPage(page)
    if not text_page:
        return {"fault": "page"}
    count = pdfium.FPDFText_CountChars(text_page)
    if count > most:
        pdfium.FPDFText_ClosePage(text_page)
        return {"fault": "characters", "characters": count}
    rules = _rules(pdfium, page)
    walls = sorted((left, bottom, top) for left, bottom, right, top in rules if top - bottom > right - left)
    pieces = [piece for start, text in _lines(pdfium, text_page, count) for piece in _pieces(pdfium, text_page, start, text, walls)]
    aslant = [piece.pop() for piece in pieces]
    slanted = "".join(piece[0] for piece, turned in zip(pieces, aslant, strict=True) if turned)
    pieces = [piece for piece, turned in zip(pieces, aslant, strict=True) if not turned]
    _raise(pieces)
    suspicious = (not pieces and not slanted) or any(piece[6] for piece in pieces) or count < pdfium.FPDFPage_CountObjects(page)
    images, texts, objects = _objects(pdfium, page) if suspicious else (0, 0, 0)
    fields, notes = _annotations(pdfium, page, form)
    pdfium.FPDFText_ClosePage(text_page)
    return {
        "pieces": pieces,
        "fields": fields,
        "notes": notes,
        "rules": rules,
        "slanted": slanted,
        "images": images,
        "lost": texts > count,  # what stands alone and has no shape in its font is left out
        "objects": objects,
        "characters": max(count, 0),
        "width": pdfium.FPDF_GetPageWidthF(page),
        "height": pdfium.FPDF_GetPageHeightF(page),
    }


def _lines(pdfium: Any, text_page: Any, count: int) -> list[tuple[int, str]]:
    """The lines of a page: the index of the first character, and one character of text for each index."""
    if count <= 0:
        return []
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text_page, 0, count, buffer)
    text = bytes(buffer)[: 2 * max(written - 1, 0)].decode("utf-16-le", "replace")
    if len(text) != count:  # characters beyond the first plane, or without a code: one by one
        text = "".join(map(_character, (pdfium.FPDFText_GetUnicode(text_page, index) for index in range(count))))
    text = text.translate(_ODD)
    lines, start = [], 0
    for index, character in enumerate(text):
        if character in "\r\n":
            if text[start:index].strip():
                lines.append((start, text[start:index]))
            start = index + 1
    return [*lines, (start, text[start:])] if text[start:].strip() else lines


def _character(code: int) -> str:
    return chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0x110000 else "\ufffd"


def _pieces(pdfium: Any, text_page: Any, start: int, text: str, walls: Sequence[tuple[float, float, float]]) -> list[list[Any]]:
    """A line cut where a wide gap is; `walls` are the vertical rules of the page (x, from, to), from left to right.

    The boxes are those of the characters' advance and the font's height: they hold for fonts that are not embedded too.
    """
    box = pdfium.FS_RECTF()
    reference, ask = ctypes.byref(box), pdfium.FPDFText_GetLooseCharBox
    found: list[list[Any]] = []
    cuts: list[tuple[int, float, int, float]] = []
    stops: list[tuple[int, float]] = []
    first, end, middle, sides, invisible, slanted = 0, 0, 0.0, _NOWHERE, False, False
    raised: list[int] = []

    def close(last: int) -> None:
        words = text[first:last]
        for at in raised:
            words = words[: at - first] + words[at - first].translate(_ABOVE) + words[at - first + 1 :]
        words = words.strip(_BLANK)
        if words and sides[0] < sides[2]:
            em = round(min(max(sides[3] - sides[1], 1.0), 200.0), 2)
            found.append([words, *(round(side, 2) for side in sides), em, invisible, cuts, stops, slanted])

    for index, character in enumerate(text):
        if character in _BLANK or not ask(text_page, start + index, reference):
            continue
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if not (-_FAR < left <= right < _FAR and -_FAR < bottom <= top < _FAR):
            continue
        if sides is _NOWHERE or left - sides[2] > WIDE_GAP * max(top - bottom, 1.0) or top < sides[1] or bottom > sides[3]:
            close(index)
            first, sides, invisible, cuts, stops = index, (left, bottom, right, top), _is_invisible(pdfium, text_page, start + index), [], []
            raised, slanted = [], _is_slanted(pdfium, text_page, start + index)
        else:
            if _is_raised(character, (bottom, top), (sides[1], sides[3])):
                raised.append(index)
                bottom, top = sides[1], sides[3]
            elif text[first:index].isdecimal() and _is_raised(text[first], (sides[1], sides[3]), (bottom, top)):
                raised = list(range(first, index))  # the mark of a note before its text
                sides = (sides[0], bottom, sides[2], top)
            if left - sides[2] > _SMALL_GAP * max(top - bottom, 1.0) or (walls and _walled(walls, middle, (left + right) / 2, (bottom + top) / 2)):
                cuts.append((end - first, round(sides[2], 2), index - first, round(left, 2)))
            elif text[index - 1] in _STOPS:
                stops.append((index - first, round(left, 2)))
            sides = (min(sides[0], left), min(sides[1], bottom), max(sides[2], right), max(sides[3], top))
        end, middle = index + 1, (left + right) / 2
    close(len(text))
    return found


def _is_raised(character: str, own: tuple[float, float], line: tuple[float, float]) -> bool:
    """Whether a figure is small and stands above the foot of its line: the mark of a note, a power."""
    high = line[1] - line[0]
    return character in _FIGURES and own[1] - own[0] < _SMALL * high and own[0] > line[0] + _RAISED * high


def _raise(pieces: list[list[Any]]) -> None:
    """Tells figures apart that are raised, and drawn as a line of their own beside the one they belong to."""
    for at, (text, left, bottom, right, top, *_) in enumerate(pieces):
        if not text.isdecimal():
            continue
        for other in (*pieces[max(at - 1, 0) : at], *pieces[at + 1 : at + 2]):
            beside = min(abs(left - other[3]), abs(other[1] - right)) < _SMALL_GAP * other[5] and top > other[2] and bottom < other[4]
            if beside and all(_is_raised(sign, (bottom, top), (other[2], other[4])) for sign in text):
                pieces[at][0] = text.translate(_ABOVE)


def _walled(walls: Sequence[tuple[float, float, float]], left: float, right: float, height: float) -> bool:
    """Whether a vertical rule stands between two places at a height."""
    at = bisect_left(walls, (left,))
    while at < len(walls) and walls[at][0] < right:
        if walls[at][1] <= height <= walls[at][2]:
            return True
        at += 1
    return False


def _rules(pdfium: Any, page: Any) -> list[list[float]]:
    """The horizontal and vertical lines drawn on a page, those that edge a drawn rectangle among them, up to a number."""
    found: list[list[float]] = []
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_float(), ctypes.c_float()
    at_x, at_y = ctypes.byref(x), ctypes.byref(y)
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_DRAWN)):
        drawn = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(drawn) != _PATH or not pdfium.FPDFPageObj_GetMatrix(drawn, ctypes.byref(matrix)):
            continue
        opened = before = (0.0, 0.0)
        for place in range(min(pdfium.FPDFPath_CountSegments(drawn), _MOST_SEGMENTS)):
            segment = pdfium.FPDFPath_GetPathSegment(drawn, place)
            pdfium.FPDFPathSegment_GetPoint(segment, at_x, at_y)
            point = (matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            opened = point if kind == _MOVE_TO else opened
            ends = ([(before, point)] if kind == _LINE_TO else []) + ([(point, opened)] if pdfium.FPDFPathSegment_GetClose(segment) else [])
            found += [rule for one, other in ends if (rule := _straight(*one, *other))]
            before = point
        if len(found) > _MOST_RULES:
            return []  # a drawing, no table
    return found


def _straight(x: float, y: float, other_x: float, other_y: float) -> list[float]:
    """A line as a box where it is level or upright, and long enough to be seen; else nothing."""
    left, right, bottom, top = min(x, other_x), max(x, other_x), min(y, other_y), max(y, other_y)
    thin, long = min(right - left, top - bottom), max(right - left, top - bottom)
    if not (thin <= _STRAIGHT and _SHORTEST_RULE <= long < _FAR and abs(left) < _FAR and abs(bottom) < _FAR):
        return []
    return [round(side, 1) for side in (left, bottom, right, top)]


def _is_invisible(pdfium: Any, text_page: Any, index: int) -> bool:
    """Whether a character is drawn neither filled nor stroked: recognised text behind a scan, or hidden text."""
    if not hasattr(pdfium, "FPDFText_GetTextObject"):
        return False
    text_object = pdfium.FPDFText_GetTextObject(text_page, index)
    return bool(text_object) and pdfium.FPDFTextObj_GetTextRenderMode(text_object) == _INVISIBLE


def _is_slanted(pdfium: Any, text_page: Any, index: int) -> bool:
    """Whether a character stands neither level nor upright, as watermarks do."""
    if not hasattr(pdfium, "FPDFText_GetCharAngle"):
        return False
    turned = pdfium.FPDFText_GetCharAngle(text_page, index) % _QUARTER
    return bool(_SLANT < turned < _QUARTER - _SLANT)


def _objects(pdfium: Any, page: Any) -> tuple[int, int, int]:
    """The pictures, the texts and the objects of a page, up to a number."""
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)
    kinds = [pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, index)) for index in range(count)]
    return kinds.count(_IMAGE), kinds.count(_TEXT), len(kinds)


def _annotations(pdfium: Any, page: Any, form: Any) -> tuple[list[list[Any]], list[list[str]]]:
    """What the fields of a form hold, and what people noted on the page."""
    fields: list[list[Any]] = []
    notes: list[list[str]] = []
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == _WIDGET:
            text = _field(pdfium, form[0], annotation) if form else ""
            box = pdfium.FS_RECTF()
            if text and pdfium.FPDFAnnot_GetRect(annotation, ctypes.byref(box)):
                sides = [min(box.left, box.right), min(box.bottom, box.top), max(box.left, box.right), max(box.bottom, box.top)]
                fields += [[text, *(round(side, 2) for side in sides)]] if all(abs(side) < _FAR for side in sides) else []
        elif kind not in (_LINK, _POPUP):
            notes.append([_KINDS.get(kind, "mark"), _string(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents")])
        pdfium.FPDFPage_CloseAnnot(annotation)
    return fields, notes


def _field(pdfium: Any, form: Any, annotation: Any) -> str:
    """A field as a reader sees it: a box ticked or not, its text, or a blank; empty for buttons and signatures."""
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, annotation)
    if kind in (_CHECKBOX, _RADIO):
        return "☑" if pdfium.FPDFAnnot_IsChecked(form, annotation) else "☐"
    if kind in (_COMBO, _LIST, _TEXTFIELD):
        return _string(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation).strip() or "____"
    return ""


def _string(ask: Any, *arguments: Any) -> str:
    """A text the library writes into a buffer, cut to what a message or a field can need."""
    size = min(ask(*arguments, None, 0), 20_000)
    if size <= 2:
        return ""
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    if ask(*arguments, buffer, size) > size:
        return ""
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace").replace("\r", "\n")


if __name__ == "__main__":
    main()
