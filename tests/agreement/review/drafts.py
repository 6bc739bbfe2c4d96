"""Word drafts with every trait that comments have to live with, and their accepted text."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from agreements.markup import Source, footnotes_of
from agreements.wordfile import word_bytes
from awardrules.agreement.reading.model import Block, Document

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

BODY = """\
# 职务科技成果赋权协议
@1 双方{+按份+}{-共同-}共有本成果，团队占{_60%_}，单位占40%。
@2 协议自签署之日起生效[^a]，有效期{!三|改为五年？!}年。
| 项目 | 比例 |
| 团队收益 | 70%<br>（现金） |
| 单位收益 | 30% |
:::box
公示期为10日。
:::
{~作废~}双方另行约定　费用分担。
[^a]: 以登记为准，登记前团队份额为60%。
"""


def draft(body: str = BODY, **settings: object) -> bytes:
    """A Word file of a body in the markup of the corpus; runs are broken into threes where `runs="broken"`."""
    return word_bytes(Source("draft", {"as": "docx", **settings}, body))


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a package."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def root_of(data: bytes, name: str = "word/document.xml"):  # type: ignore[no-untyped-def]
    return etree.fromstring(parts(data)[name])


def accepted(data: bytes, name: str = "word/document.xml") -> list[str]:
    """The text of every paragraph as a reader of the accepted view sees it: no deletions, no hidden text, text boxes apart and once."""
    return [_text(p) for p in root_of(data, name).iter(f"{W}p") if not any(a.tag.endswith("}Fallback") for a in p.iterancestors())]


def _text(paragraph) -> str:  # type: ignore[no-untyped-def]
    shown = ""
    for node in paragraph.iter(f"{W}t", f"{W}tab"):
        above = list(node.iterancestors())
        names = [a.tag for a in above[: above.index(paragraph)]]
        hidden = any(a.find(f"{W}rPr/{W}vanish") is not None for a in above if a.tag == f"{W}r")
        if not hidden and not {f"{W}del", f"{W}p", f"{W}moveFrom", f"{W}rt"} & set(names):
            shown += node.text or "" if node.tag == f"{W}t" else "\t"
    return shown


def everything(data: bytes) -> str:
    """All text of the main part, deleted and hidden text too, in order."""
    return "".join(node.text or "" for node in root_of(data).iter(f"{W}t", f"{W}delText"))


def document(data: bytes, body: str = BODY) -> Document:
    """A reading of a draft made by hand: one block a paragraph, then the footnotes."""
    blocks, at = [], 0
    texts = [("textbox" if _boxed(p) else "table" if _celled(p) else "body", _text(p)) for p in _paragraphs(data)]
    texts += [("footnote", text) for text in footnotes_of(body).values()]
    for part, text in texts:
        blocks.append(Block(text, part, at, at + len(text)))  # type: ignore[arg-type]
        at += len(text) + 1
    return Document("draft.docx", "docx", "", tuple(blocks))


def _paragraphs(data: bytes):  # type: ignore[no-untyped-def]
    return [p for p in root_of(data).iter(f"{W}p") if not any(a.tag.endswith("}Fallback") for a in p.iterancestors())]


def _boxed(paragraph) -> bool:  # type: ignore[no-untyped-def]
    return any(a.tag == f"{W}txbxContent" for a in paragraph.iterancestors())


def _celled(paragraph) -> bool:  # type: ignore[no-untyped-def]
    return any(a.tag == f"{W}tc" for a in paragraph.iterancestors())
