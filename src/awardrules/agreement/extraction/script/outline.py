"""The outline of a script: which passages are headings, leads, annexes or the opening, and what stands under them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awardrules.agreement.programs import regex

if TYPE_CHECKING:
    from awardrules.agreement.extraction.script.script import Passage, Script

HEADING_LENGTH = 24
_FIRST = regex("[（(]?(?:1|一|①|⑴|a|A)[）).、．]?")
_COUNTER = regex("[0-9一二三四五六七八九十]+|[①-⑳]|[⑴-⒇]|[a-zA-Z]")


def outline(script: Script) -> None:
    """Headings, leads, annexes and the opening of the document."""
    open_headings: list[tuple[str, int]] = []
    lead: int | None = None
    lead_clause, listed = "", ""
    annex, opened = False, False
    for passage in script.passages:
        block, text = passage.block, script.text_of(passage).strip()
        bare = text[len(block.number) :] if block.number and text.startswith(block.number) else text
        titled = (block.heading or len(bare) <= HEADING_LENGTH) and not any(c in text for c in "。；，：") and block.part == "body"
        if len(bare) <= HEADING_LENGTH and text.lstrip("【[").startswith(("附件", "附录", "附表")) and not any(c in text for c in "。；，"):
            annex, open_headings = True, []
        if block.number and block.part == "body":
            opened = True
        passage.opening = not opened and not annex
        passage.annex = annex
        own = [(clause, index) for clause, index in open_headings if clause == "" or block.clause.startswith(clause)]
        passage.heading = tuple(index for _, index in reversed(own))
        if lead is not None and (block.clause == lead_clause or block.clause.startswith(lead_clause) or block.part == "table"):
            passage.lead = lead
        elif lead is not None and block.number and _goes_on(script, passage, lead, listed):
            passage.lead, listed = lead, shape(block.number)
        else:
            lead, listed = None, ""
        if titled and (block.number or block.heading):
            open_headings = [(c, i) for c, i in own if c and c != block.clause] + [(block.clause, passage.index)]
        elif titled and not any(ord(c) >= 0xE000 for c in text) and block.clause == "":
            open_headings = [(c, i) for c, i in own if c] + [("", passage.index)]
        if text.endswith(("：", ":")) and block.part == "body":
            lead, lead_clause, listed = passage.index, block.clause, ""


def _goes_on(script: Script, passage: Passage, lead: int, listed: str) -> bool:
    """Whether a numbered passage begins a list of its own under a lead without a number (据此，会议同意： 1. …), or goes on with it."""
    if listed:
        return shape(passage.block.number) == listed and not _FIRST.fullmatch(passage.block.number)
    return passage.index == lead + 1 and not script.passages[lead].block.number and _FIRST.fullmatch(passage.block.number) is not None


def shape(number: str) -> str:
    """How a number is written, whichever it is."""
    return _COUNTER.sub("#", number)
