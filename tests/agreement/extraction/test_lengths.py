"""The work on one paragraph grows as the paragraph does."""

from __future__ import annotations

import pytest

from agreement.extraction.said import patterns, vocabulary
from awardrules.agreement.extraction import kinds
from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.reading.documents import read_bytes

HEAD = "科技成果赋权协议\n\n甲方：深圳某大学\n\n乙方：张三团队\n\n"


@pytest.mark.parametrize("sentence", ["第一条 按份共有，乙方占75%，甲方占25%。", "甲方将该专利的所有权赋予乙方（共同共有）。"])
def test_a_paragraph_is_looked_through_for_a_title_once(monkeypatch, sentence):
    seen: list[int] = []

    class Counting:
        def __init__(self, pattern):
            self.pattern = pattern

        def sub(self, by, text):
            seen.append(len(text))
            return self.pattern.sub(by, text)

    monkeypatch.setattr(kinds, "_ASIDE", Counting(kinds._ASIDE))
    text = HEAD + sentence * 60
    extract_with(read_bytes(text.encode(), "a.txt"), vocabulary(), patterns())
    assert 0 < sum(seen) <= 2 * len(text)
