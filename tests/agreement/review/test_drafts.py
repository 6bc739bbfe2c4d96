"""Reviewed copies of the Word drafts of the corpus, as they are read: every sentence keeps its place, and no word changes."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest

from agreement.review.drafts import W, accepted, everything, parts, root_of
from agreements.building import SETS, built, sources
from agreements.markup import read_source
from awardrules.agreement.extraction.found import Quote
from awardrules.agreement.reading.documents import read_bytes
from awardrules.agreement.review.comments import with_comments
from awardrules.agreement.review.wording import Paragraph, Remark

WORD = [path for name in SETS for path in sources(name) if read_source(path).format == "docx"]
LONG = 200  # blocks; of longer drafts every twentieth carries a comment


@pytest.mark.parametrize("path", WORD, ids=lambda path: path.name.partition(".")[0])
def test_a_comment_at_every_block_leaves_the_draft_as_it_is(path: Path):
    data = built(read_source(path))
    read = read_bytes(data, "draft.docx")
    blocks = [block for block in read.blocks if block.part not in ("header", "footer", "comment") and block.text.strip("□■☐☑☒ \u3000")]
    if len(blocks) > LONG:
        blocks = blocks[::20]
    remarks = [Remark((Paragraph(b.text[:40], True),), Quote(b.text, b.part, b.clause, b.page, b.start, b.end)) for b in blocks]
    done = with_comments(data, read, remarks)
    assert accepted(done) == accepted(data)
    assert everything(done) == everything(data)
    touched = {"word/document.xml", "word/comments.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert {name for name in parts(data) if parts(data)[name] != parts(done)[name]} <= touched
    mine = {str(c.comment_id): c.text for c in docx.Document(io.BytesIO(done)).comments if c.author == "awardrules"}
    assert len(mine) == len(remarks)
    wrong = [text for number, text in mine.items() if not _stands_right(done, number, text)]
    assert wrong == []


def _stands_right(data: bytes, number: str, text: str) -> bool:
    """Whether a comment stands at the block whose beginning it quotes; at a mark or a box, which have no words of their own, anywhere."""
    on, words, other = False, "", False
    for node in root_of(data).iter():
        if node.tag in (f"{W}commentRangeStart", f"{W}commentRangeEnd") and node.get(f"{W}id") == number:
            on = node.tag == f"{W}commentRangeStart"
        elif on and node.tag == f"{W}t":
            words += node.text or ""
        other = other or (on and node.tag in (f"{W}footnoteReference", f"{W}endnoteReference", f"{W}txbxContent"))
    return other or _letters(words)[:5] == _letters(text)[:5]


def _letters(text: str) -> str:
    """A text without boxes and room, which is read as the line to write on that it is where it is underlined."""
    return "".join(sign for sign in text if not sign.isspace() and sign not in "□■☐☑☒_")
