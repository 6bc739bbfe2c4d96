"""`trace`: clauses against copies of their document, unchanged, changed in every way, newer, or another document altogether."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardrules.pack.edition import Clause
from awardrules.pack.files import data_root
from awardrules.pack.loading import load_edition
from awardrules.pack.matching import hash_of
from awardrules.pack.references import Library
from awardrules.pack.sourcetext import flattened, is_page_number, modal_words
from awardrules.pack.tracing import Failure, Trace, trace
from awardrules.report.catalogue import encoding
from pack.cities import write_city
from pack.ordinance import COPY, FLAT, entry, ordinance

CLAUSES = ordinance()
SOURCES = {
    "shenzhen@2024": "shenzhen-2024",
    "shenzhen@draft": "shenzhen-draft",
    "guangzhou": "guangzhou",
    "shanghai": "shanghai",
    "ganzhou": "ganzhou",
}


def changed(old: str, new: str, count: int = 1) -> str:
    """The copy with a piece of its text replaced; wraps inside the piece are passed over by replacing in a copy without them."""
    text = COPY if old in COPY else COPY.replace("分\n之", "分之").replace("公\n示", "公示").replace("互相\n— 2 —\n\n　　帮助", "互相帮助")
    assert text.count(old) >= 1
    return text.replace(old, new, count)


def clause(identity: str, **other: object) -> Clause:
    """A clause of the ordinance with some fields changed."""
    found = next(c for c in CLAUSES if c.id == identity)
    return Clause(**{name: other.get(name, getattr(found, name)) for name in Clause.__match_args__})


def listed(*replaced: Clause) -> list[Clause]:
    """The clauses of the ordinance with some replaced."""
    by_id = {c.id: c for c in replaced}
    return [by_id.get(c.id, c) for c in CLAUSES]


def failed(result: Trace) -> dict[str, tuple[str, list[str]]]:
    """What failed: kind and problem codes by clause."""
    return {f.clause.id: (f.kind, [p.code for p in f.problems]) for f in result.failures}


def failure(result: Trace, identity: str) -> Failure:
    return next(f for f in result.failures if f.clause.id == identity)


# flattened text


@pytest.mark.parametrize("line", ["- 15 -", "—7—", "— 7 —", "12", " 　- 3 -", "－ 4 －", "第 3 页", "第3页 共10页", "–2–"])
def test_a_line_with_only_a_page_number_is_dropped(line: str) -> None:
    assert is_page_number(line)
    assert flattened(f"上文\n{line}\n下文").text == "上文下文"


@pytest.mark.parametrize("line", ["15日", "2025年", "1.", "（1）", "3%", "第3条", "- 甲 -", "12345", "3.5", "", "一"])
def test_other_lines_are_kept(line: str) -> None:
    assert not is_page_number(line)
    assert flattened(f"上文\n{line}\n下文").text == f"上文{line}下文".replace(" ", "")


@pytest.mark.parametrize("space", [" ", "　", "\t", "\n", "\r\n", "\f", "\xa0", "\u2003", "\u2028", "\u200b", "\ufeff"])
def test_white_space_and_invisible_characters_do_not_count(space: str) -> None:
    assert flattened(f"公示{space}期").text == "公示期"


# a copy of the same text


def test_an_unchanged_copy_is_clean() -> None:
    result = trace(CLAUSES, COPY, ["tree.share", "tree.days"])
    assert result.clean
    assert result.relation == "same"
    assert (result.clauses, len(result.verified), result.failures, result.uncovered, result.shifted) == (21, 21, (), (), ())
    assert result.encoded == ("tree.share", "tree.days")
    assert result.reasoned == ("notice.comply", "preamble", "aim", "care.aim")
    assert len(result.neither) == 15


@given(st.randoms(use_true_random=False))
def test_wraps_page_numbers_and_white_space_do_not_matter(random: random.Random) -> None:
    assert trace(CLAUSES, rewrapped(FLAT, random)) == trace(CLAUSES, FLAT)


def rewrapped(flat: str, random: random.Random) -> str:
    """A text wrapped anew, with page numbers between its lines; numbers are not torn, or a line of them would be a page number."""
    lines = []
    start = 0
    while start < len(flat):
        end = min(len(flat), start + random.randint(1, 30))
        while end < len(flat) and any(c.isdigit() or c in "-—" for c in flat[end - 1 : end + 1]):
            end += 1
        lines.append(random.choice(["", "　　", " "]) + flat[start:end])
        lines += random.choice([[], [], ["- 15 -"], ["", "—7—", ""], ["3"]])
        start = end
    return "\n".join(lines)


def test_a_clause_printed_in_pieces_is_hashed_over_the_joined_pieces() -> None:
    count = clause("fruit.count")
    assert len(count.span) == 2
    assert count.hash == hash_of("2.果园除遭灾外，应清点果树，")
    assert failed(trace(CLAUSES, changed("除遭灾外", "除受灾外"))) == {
        "fruit.count": ("changed", ["hash"]),
        "fruit.no-report": ("changed", ["hash"]),
    }


# other texts of the document


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("百分之六十", "百分之七十", {"tree.share": ("changed", ["hash"])}),
        ("应提交照料计划", "应提交照料方案", {"tree.plan": ("changed", ["anchor", "hash"])}),
        ("病树不得分配。", "", {"tree.sick": ("gone", ["anchor", "hash"])}),
        ("病树不得分配。", "生病的果树不予分给任何人。", {"tree.sick": ("changed", ["anchor", "hash"])}),
        ("本办法由果园办解释。", "", {"validity.interpretation": ("gone", ["anchor", "hash"])}),
        ("（二）遇到虫害的。", "", {"care.pests": ("gone", ["anchor", "hash"])}),
        ("请遵照办理", "请认真办理", {"notice.comply": ("changed", ["anchor", "hash"])}),
        ("每年应修枝两次。", "", {"care.prune": ("gone", ["anchor", "hash"])}),
        ("病树不得分配。\n", "\n", {"tree.sick": ("gone", ["anchor", "hash"])}),
    ],
)
def test_a_changed_or_missing_text_is_named(old: str, new: str, expected: dict[str, tuple[str, list[str]]]) -> None:
    result = trace(CLAUSES, changed(old, new))
    assert failed(result) == expected
    assert result.relation == "other-text"
    assert result.uncovered == ()


def test_what_a_changed_text_reads_now_is_shown() -> None:
    found = failure(trace(CLAUSES, changed("百分之六十", "百分之七十")), "tree.share")
    assert found.now == "照料人持有的份额不低于百分之七十。"
    assert found.stands_under == "二/（一）/1"
    assert found.found_hash == hash_of(found.now)
    assert [p.message.en for p in found.problems] == ["text changed: the hash differs"]


def test_a_long_text_is_shown_around_its_anchor() -> None:
    long = "照料人持有的份额不低于百分之六十，" + "并随树龄逐年增加" * 8 + "。"
    now = failure(trace(CLAUSES, changed("照料人持有的份额不低于百分之六十。", long)), "tree.share").now
    assert len(now) <= 40
    assert "照料人持有的份额" in now


def test_an_insertion_moves_what_follows_and_fails_nothing() -> None:
    result = trace(CLAUSES, changed("2.照料人应提交", "果园应立碑。2.照料人应提交"))
    assert result.failures == ()
    assert [place.clause.id for place in result.shifted] == [c.id for c in CLAUSES if c.span[0][0] >= clause("tree.plan").span[0][0]]
    assert {new - old for place in result.shifted for (old, _), (new, _) in zip(place.clause.span, place.spans, strict=True)} == {6}
    assert [(u.locator, u.text) for u in result.uncovered] == [("二/（一）/1", "果园应立碑。")]


def test_a_text_moved_to_another_heading_is_verified_by_content_and_misplaced_by_locator() -> None:
    moved = changed("病树不得分配。", "").replace("本办法由果园办解释。", "本办法由果园办解释。病树不得分配。")
    result = trace(CLAUSES, moved)
    assert failed(result) == {"tree.sick": ("misplaced", ["locator"])}
    assert failure(result, "tree.sick").problems[0].message.en == "stands under 三, not under 二/（一）/2"


def test_the_same_words_under_another_heading_are_not_taken_for_a_changed_text() -> None:
    result = trace(CLAUSES, changed("公示期不少于9日", "公示期不少于30日"))
    assert failed(result) == {"tree.days": ("changed", ["anchor", "hash"])}
    assert failure(result, "tree.days").now == "公示期不少于30日。"


def test_a_renumbered_heading_is_a_matter_of_locators() -> None:
    result = trace(CLAUSES, changed("三、附则", "（三）附则"))
    assert failed(result)["validity.interpretation"] == ("misplaced", ["locator"])


def test_a_newer_text_lists_what_changed_what_is_gone_and_what_is_new() -> None:
    newer = changed("百分之六十", "百分之八十").replace("病树不得分配。", "").replace("每年应修枝两次。", "每年应修枝两次。禁止夜间施肥。")
    result = trace(CLAUSES, newer)
    assert result.relation == "other-text"
    assert failed(result) == {"tree.share": ("changed", ["hash"]), "tree.sick": ("gone", ["anchor", "hash"])}
    assert [(u.locator, u.text) for u in result.uncovered] == [("附件1/第二条", "禁止夜间施肥。")]


@pytest.mark.parametrize(
    "other",
    [
        "渔港管理办法\n第一条 渔船应当登记。\n第二条 渔民须缴纳费用，公示期不少于9日。\n第三条 本办法由渔港办解释。",
        "完全无关的一段文字。",
        "一、总体要求\n（一）目的\n保护鱼类。\n二、捕捞\n（一）期限\n1.捕捞不得超过三十日。",
    ],
)
def test_another_document_is_told_from_another_text(other: str) -> None:
    assert trace(CLAUSES, other).relation == "other-document"


# faults of the clause list


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (clause("tree.share", hash="0123456789abcdef"), ("changed", ["hash"])),
        (clause("tree.share", anchor="照料人持有份额"), ("miscited", ["anchor"])),
        (clause("tree.share", anchor="病树不得分配"), ("miscited", ["anchor"])),
        (clause("tree.share", locator="二/（一）/2"), ("misplaced", ["locator"])),
        (clause("tree.share", locator="二/（一）"), ("misplaced", ["locator"])),
        (clause("tree.share", locator="第九条"), ("misplaced", ["locator"])),
        (clause("tree.share", anchor="无此锚点", hash="0123456789abcdef", locator="第九条"), ("gone", ["anchor", "hash"])),
        (clause("tree.share", span=(), hash="0" * 16), ("unrecorded", ["hash"])),
    ],
)
def test_a_fault_of_the_list_is_named(wrong: Clause, expected: tuple[str, list[str]]) -> None:
    assert failed(trace(listed(wrong), COPY)) == {"tree.share": expected}


@pytest.mark.parametrize("off", [-300, -7, -1, 1, 5, 40, 100_000])
def test_a_span_that_is_off_is_put_right_by_content(off: int) -> None:
    right = clause("tree.share").span
    result = trace(listed(clause("tree.share", span=tuple((a + off, b + off) for a, b in right))), COPY)
    assert result.failures == ()
    assert [place.spans for place in result.shifted] == [right]


@pytest.mark.parametrize("span", [((10, 5),), ((-5, 4),), ((0, 10**9),), ((5, 5),)])
def test_an_impossible_span_fails_without_harm(span: tuple[tuple[int, int], ...]) -> None:
    assert "tree.share" in failed(trace(listed(clause("tree.share", span=span)), COPY))


def test_a_clause_added_without_span_and_hash_loads_and_gets_a_proposal(tmp_path: Path) -> None:
    rows = [entry(c, span=None, hash=None) if c.id == "tree.plan" else entry(c) for c in ordinance()]
    folder = write_city(tmp_path, "", files={"clauses.yaml": json.dumps({"clauses": rows}, ensure_ascii=False)})
    assert failed(trace(list(load_edition(folder).clauses.values()), COPY)) == {"tree.plan": ("unrecorded", ["hash"])}


def test_a_clause_without_span_and_hash_gets_a_proposal() -> None:
    wanted = clause("tree.plan")
    found = failure(trace(listed(clause("tree.plan", span=(), hash="0" * 16)), COPY), "tree.plan")
    assert found.place.spans == wanted.span
    assert found.found_hash == wanted.hash


# what no clause covers


@pytest.mark.parametrize(
    "sentence",
    [
        "果园应当设栏。", "果园应设栏。", "果园须设栏。", "果园不得设栏。", "果园可以设栏。", "果园可设栏。", "鼓励设栏。", "支持照料人设栏。",
        "栏杆原则上为木制。", "栏高不低于一米。", "栏杆不少于三道。", "允许设栏。", "免除设栏的费用。", "未设栏的视为弃树。", "禁止设栏。",
    ],
)  # fmt: skip
def test_a_norm_without_a_clause_is_found_by_its_modal_word(sentence: str) -> None:
    result = trace(CLAUSES, changed("2.照料人应提交", f"{sentence}2.照料人应提交"))
    assert [(u.locator, u.text) for u in result.uncovered] == [("二/（一）/1", sentence)]
    assert not result.clean


@pytest.mark.parametrize(
    "sentence",
    ["果树适应山地应用广泛。", "经许可后可能结果。", "提供资金支持。", "依照《关于鼓励种树应当设栏的意见》办理。", "相应收成可靠。", "果园有栏。"],
)
def test_a_sentence_without_a_modal_word_needs_no_clause(sentence: str) -> None:
    assert modal_words(sentence) == []
    assert trace(CLAUSES, changed("2.照料人应提交", f"{sentence}2.照料人应提交")).uncovered == ()


def test_the_rest_of_a_sentence_is_uncovered_where_a_clause_covers_only_a_part() -> None:
    result = trace([c for c in CLAUSES if c.id != "tree.place"], COPY)
    assert [(u.locator, u.text) for u in result.uncovered] == [("二/（一）/1", "果园应在园内公示，")]


def test_titles_of_headings_are_no_norms() -> None:
    assert "支持果实的使用" in FLAT
    titled = "一、甲\n（一）鼓励种树。各园应种树。\n（二）支持照料。各园应照料。"
    clauses = [
        Clause("a", "一/（一）", "m", "shall", "应种树", hash_of("各园应种树。"), ((10, 16),), CLAUSES[0].gist),
        Clause("b", "一/（二）", "m", "shall", "应照料", hash_of("各园应照料。"), ((24, 30),), CLAUSES[0].gist),
    ]
    assert trace(clauses, titled).clean


def test_a_long_uncovered_sentence_is_cut_to_forty_characters() -> None:
    result = trace(CLAUSES, changed("2.照料人应提交", "果园应当" + "逐年" * 40 + "设栏。2.照料人应提交"))
    assert [len(u.text) for u in result.uncovered] == [40]
    assert result.uncovered[0].text.endswith("…")


def test_sections_tally_norms_and_clauses() -> None:
    result = trace([c for c in CLAUSES if c.id != "tree.sick"], COPY, ["tree.share", "tree.plan", "care.aim"])
    rows = {row.locator: (row.normative, row.covered, row.encoded, row.reasoned, row.neither) for row in result.sections}
    assert rows["二/（一）/2"] == (len("2.照料人应提交照料计划。病树不得分配。"), len("2.照料人应提交照料计划。"), 1, 0, 0)
    assert rows["二/（一）/1"][2:] == (1, 0, 3)
    assert rows["一/（一）"] == (0, 0, 0, 1, 0)
    assert rows["附件1/第一条"] == (0, 0, 1, 0, 0)  # encoded counts before a reason
    assert sum(sum(row[2:]) for row in rows.values()) == result.clauses == 20
    assert [row.locator for row in result.sections if row.covered < row.normative] == ["二/（一）/2"]


# the documents of the package's editions, where copies of them lie beside the checkout


def test_the_editions_hold_against_their_sources() -> None:
    """Every citation holds, nothing normative is left out, every clause is encoded or has a reason."""
    library = Library()
    for reference, name in SOURCES.items():
        source = data_root().parent / "shared" / "sources" / f"{name}.txt"
        edition = library.load(library.resolve(reference, 739_000)[0])
        clauses = list(edition.clauses.values())
        copy = source.read_text(encoding="utf-8") if source.is_file() else ""
        result = trace(clauses, copy, [clause for clause, rules in encoding(edition).items() if rules])
        assert result.clauses == len(clauses) > 100
        assert result.neither == (), reference
        if source.is_file():
            assert failed(result) == {}, reference
            assert result.uncovered == (), reference
            assert result.shifted == (), reference
            assert all(row.complete for row in result.sections), reference


def test_no_source_is_taken_for_that_of_another_city() -> None:
    library = Library()
    folder = data_root().parent / "shared" / "sources"
    seen = {}
    for reference in SOURCES:
        edition = library.load(library.resolve(reference, 739_000)[0])
        for path in sorted(folder.glob("*.txt")):
            seen[edition.pack, path.stem] = trace(list(edition.clauses.values()), path.read_text(encoding="utf-8")).relation
    wrong = {pair for pair, relation in seen.items() if (relation == "other-document") == pair[1].startswith(pair[0])}
    assert wrong == set()
    assert Path(folder).is_dir() == bool(seen)
