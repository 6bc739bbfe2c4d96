"""The work on one paragraph grows as the paragraph does."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from agreement.extraction.said import patterns, vocabulary
from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.extraction.script import script
from awardrules.agreement.extraction.settling import restating
from awardrules.agreement.extraction.values import kinds
from awardrules.agreement.reading.documents import read_bytes

FOLDER = str(Path(script.__file__).parent)
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


def steps(document) -> int:
    """The lines of the extraction that run while a document is read."""
    count = 0

    def trace(frame, event, _):
        nonlocal count
        if not frame.f_code.co_filename.startswith(FOLDER):
            return None
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        extract_with(document, vocabulary(), patterns())
    finally:
        sys.settrace(before)
    return count


def clauses(clause, size):
    return HEAD + clause * size + "\n", "a.txt"


def cell(clause, size):
    return HEAD + f"| 项目 | 内容 |\n|---|---|\n| 份额 | {clause * size} |\n", "a.md"


def columns(clause, size):
    return HEAD + "".join(f"|{one * size}|\n" for one in ("份额|", "---|", f"{clause}|")), "a.md"


def rows(clause, size):
    people = "".join(f"| 王{chr(0x4E00 + at)} | {clause} | {at}.00 |\n" for at in range(size))
    return HEAD + "| 姓名 | 贡献 | 奖励金额（元） |\n|---|---|---|\n" + people, "a.md"


GROWING = [
    *((clauses, clause) for clause in (
        "乙方持有60%的份额，", "转化收益的70%归乙方，", "转化收入100万元，扣除成本10万元，", "甲方持有40%，", "2025年3月10日，",
        "如转化成功，乙方持有60%的份额，",
        "于2025年2月3日至2月18日公示，", "甲方40% ",
    )),
    (cell, "乙方持有60%的份额，"), (columns, "60%"), (rows, "完成人"),
]  # fmt: skip


@pytest.mark.parametrize(("shape", "clause"), GROWING)
def test_twice_the_clauses_without_a_stop_take_about_twice_the_steps(monkeypatch, shape, clause):
    monkeypatch.setattr(script, "LONGEST", 160)
    monkeypatch.setattr(restating, "WIDEST", 160)
    documents = [read_bytes(text.encode(), name) for text, name in (shape(clause, size) for size in (120, 240))]
    steps(documents[0])  # what is remembered of wordings is remembered
    once, twice = map(steps, documents)
    assert once > 2_000
    assert twice <= 2.3 * once + 2_000


TOLD = "乙方持有60%的份额，转化净收益的80%归乙方，"
FILLER = "成果经测试性能稳定可靠，"


@pytest.mark.parametrize("size", [1, 200])
def test_what_governs_a_sentence_governs_all_of_it_however_long(size):
    """A sentence that is taken part by part stays one: its condition reaches its end."""

    def share(said):
        found = extract_with(read_bytes((HEAD + said).encode(), "a.txt"), vocabulary(), patterns())
        return next((one.state for one in found.facts if one.path == "grant.team_share"), "")

    assert share(f"{FILLER * size}{TOLD}余归甲方。") == "stated"
    assert share(f"如双方另行协商一致，{FILLER * size}{TOLD}余归甲方。") != "stated"
