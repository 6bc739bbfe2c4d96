"""Cells side by side: no line is wider than it may be, nothing is lost, no mark stands alone."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from awardrules.report.grid import GAP, LEAST, columns_for, flowing, side_by_side, wrapped
from awardrules.report.layout import as_plain, clean, width

PIECES = st.text(alphabet="赋权公示，。、（）“”《》 ab-CD3570%≥\n\t=É", max_size=60)
FLOWS = st.lists(st.tuples(PIECES, st.sampled_from(["", "strong", "dim"])), max_size=4)


def plain(lines: list[list[tuple[str, str]]]) -> list[str]:
    return ["".join(text for text, _ in line) for line in lines]


@given(FLOWS, st.integers(20, 60), st.integers(0, 4))
@example([("a" * 100, "")], 20, 2)
@example([("（" * 30 + "）" * 30, "")], 20, 0)
def test_no_line_is_wider_and_no_sign_is_lost(flow: list[tuple[str, str]], columns: int, hanging: int) -> None:
    lines = plain(wrapped(flow, columns, hanging))
    assert all(width(line.rstrip()) <= columns for line in lines)
    bare = "".join("".join(clean(text).split()) for text, _ in flow)
    assert "".join("".join(line.split()) for line in lines) == bare


@given(st.text(alphabet="赋权公示团队份额，。、）》：", min_size=1, max_size=80))
def test_no_line_begins_with_a_closing_mark(text: str) -> None:
    lines = plain(wrapped([("赋权" + text, "")], 20))
    assert longest_run(text) > 8 or not any(line[0] in "，。、）》：" for line in lines)


def longest_run(text: str) -> int:
    """The longest run of marks: one that fills a line by itself has to be broken."""
    run = best = 0
    for sign in text:
        run = run + 1 if sign in "，。、）》：" else 0
        best = max(best, run)
    return best


def test_words_and_places_stay_whole() -> None:
    assert plain(wrapped([("shall publicise the grant inside", "")], 20)) == ["shall publicise the ", "grant inside"]
    assert plain(wrapped([("应当公示团队份额不低于", ""), ("（三/（一）/1）", "dim")], 24)) == ["应当公示团队份额不低于", "（三/（一）/1）"]


def test_lines_after_the_first_hang() -> None:
    assert as_plain(flowing([("赋权公示期至少十五日，首尾均计入", "")], 22, 2, 2)) == "  赋权公示期至少十五\n    日，首尾均计入\n"


def test_columns_stand_in_line() -> None:
    lines = as_plain(side_by_side([[[("赋权公示期", "")]], [[("shall last at least 15 days", "")]], [[("未作规定", "")]]], 20)).splitlines()
    assert lines == ["赋权公示期            shall last at least   未作规定", "                      15 days"]
    assert [width(line[: line.index(word)]) for line, word in ((lines[0], "shall"), (lines[0], "未"))] == [20 + GAP, 2 * (20 + GAP)]


def test_too_many_columns_for_the_page() -> None:
    assert columns_for(5, 120) == 22
    assert columns_for(5, 80) is None
    assert columns_for(1, LEAST) == LEAST
    assert columns_for(5, 5 * LEAST + 4 * GAP) == LEAST
    assert columns_for(5, 5 * LEAST + 4 * GAP - 1) is None
