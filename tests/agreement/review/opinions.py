"""An agreement made by hand with what was read from it, and its decision: the same for comments and for the page."""

from __future__ import annotations

from awardrules.agreement.extraction.found import Extraction, Found, Quote
from awardrules.agreement.reading.model import Block, Document
from awardrules.api import check
from awardrules.decision.decide import Decision
from awardrules.diagnostics import Span, warning
from awardrules.facts.quantity import whole
from awardrules.language import Text

EVIL = "<script>alert('甲')</script>&\"'</mark>{{7*7}}"
LINES: list[tuple[str, str, str]] = [
    ("职务科技成果赋权协议", "body", ""),
    (f"甲方：深圳某大学{EVIL}", "body", ""),
    ("第二条　双方按份共有本成果，乙方占60%，甲方占40%。", "body", "第二条"),
    ("公示天数", "table", ""),
    ("10日", "table", ""),
    ("公示期为15日。", "footnote", "第三条"),
    ("许可费另行约定____元。", "body", "第四条"),
]


def document(lines: list[tuple[str, str, str]] = LINES, page: int | None = None, format: str = "docx") -> Document:
    blocks, at, column = [], 0, 0
    for number, (text, part, clause) in enumerate(lines):
        cell = {"table": 1, "row": 1, "column": (column := column + 1)} if part == "table" else {}
        heading = number == 0
        blocks.append(Block(text, part, at, at + len(text), clause, clause, heading, page, line=number + 1, **cell))  # type: ignore[arg-type]
        at += len(text) + 1
    found = warning("tracked-change", Span("协议.docx"), Text("有未处理的修订", "there are tracked changes"))
    return Document("协议.docx", format, "0" * 64, tuple(blocks), (found,), pages=page)  # type: ignore[arg-type]


def quote(read: Document, words: str) -> Quote:
    start = read.text.index(words)
    block = read.block_at(start)
    return Quote(words, block.part, block.clause, block.page, start, start + len(words))


def extraction(page: int | None = None, format: str = "docx") -> Extraction:
    read = document(page=page, format=format)
    facts = (
        Found("grant.co_ownership_form", "stated", "by_shares", (), (quote(read, "双方按份共有本成果，乙方占60%"),)),
        Found("grant.team_share", "stated", 600_000, (), (quote(read, "乙方占60%"), quote(read, "60%，甲方占40%"))),
        Found("grant.publicity.days", "conflict", None, (whole(10), whole(15)), (quote(read, "10日"), quote(read, "公示期为15日"))),
        Found("agreement.signed", "not_stated", None, (), (quote(read, "甲方"),), "ahead"),
        Found("grant.completed", "not_stated"),
    )
    return Extraction(read, {"甲方": "unit", EVIL: "team"}, facts, read.findings)


def decision(pack: str = "shenzhen", **grant: str) -> Decision:
    facts = {"grant": {"team_share": "60%", "co_ownership_form": "by_shares", **grant}}
    unit = {"type": "university", "fiscally_funded": True, "located_in_city": True}
    return check({"deal": {"kinds": ["ownership_grant"]}, "unit": unit, **facts}, pack, "2025-03-20")
