"""A paper that a letter or an e-mail carries within it: its title and its parties stand far below the head of the document."""

from __future__ import annotations

from awardrules.agreement.extraction.script.script import Passage, Script
from awardrules.agreement.programs import regex

HEAD = 12  # passages in which a letter says from whom to whom it is
PARTIES = 6  # passages below the title that may name the parties
_MAIL = regex("(?:发件人|收件人|发信人|收信人|主题)[：:]")
_TITLE = regex("[\u4e00-\u9fff（()）“”《》]{2,24}(?:合同|协议|合同书|协议书|约定书)")
_LABEL = regex(r"\s*[\u4e00-\u9fff]{1,8}(?:方|人|单位|团队|组|所|院|校)(?:[（(][^）)]{1,20}[）)])?[：:]\s*[^，。；]{3,60}")


def pasted(script: Script) -> list[Passage]:
    """The title of the paper that an e-mail carries, and the lines below it that name who agree; none in other documents."""
    if not any(_MAIL.match(script.text, passage.start) for passage in script.passages[:HEAD]):
        return []
    for passage in script.passages[1:]:
        if _TITLE.fullmatch(script.text_of(passage).strip()):
            below = script.passages[passage.index + 1 : passage.index + 1 + PARTIES]
            named = [one for one in below if _LABEL.fullmatch(script.text_of(one).strip())]
            if len(named) > 1:
                return [passage, *named]
    return []
