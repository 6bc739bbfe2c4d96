"""Expressions kept compiled are those that `re.compile` gives, wherever they come from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from agreement.extraction.said import patterns
from awardrules.agreement import programs
from awardrules.agreement.programs import keep, regex, wording_regex
from awardrules.pack import store


@pytest.fixture(autouse=True)
def own_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("AWARDRULES_CACHE", str(tmp_path))
    _forget()
    yield tmp_path
    _forget()


def _forget() -> None:
    for fresh in programs._new.values():
        fresh.clear()
    programs._programs.cache_clear()


EXPRESSIONS = [
    ("(?P<share>[0-9]{1,3})%", 0),
    ("a(?=b)(?<!c)|d", re.IGNORECASE),
    ("(?P<y>[一二][〇零]{3}) ?年 # a year", re.VERBOSE),
    ("(?:(?P<a>x)|(?P<b>y))*+z(?P=a)?", 0),
    ("^行$", re.MULTILINE),
]


@pytest.mark.parametrize(("expression", "flags"), EXPRESSIONS)
def test_an_expression_is_what_re_compile_gives_before_and_after_it_was_kept(expression: str, flags: int) -> None:
    plain = re.compile(expression, flags)
    first = regex(expression, flags)
    keep()
    _forget()
    again = regex(expression, flags)
    assert not any(programs._new.values())
    for made in (first, again):
        assert (made, made.flags, made.groups, dict(made.groupindex)) == (plain, plain.flags, plain.groups, dict(plain.groupindex))


def test_the_wordings_of_the_patterns_are_kept_as_they_are() -> None:
    wordings = [wording.regex for phrase in patterns().phrases[::20] for wording in phrase.say][:200]
    assert len(wordings) > 100
    for wording in wordings:
        wording_regex(wording)
    keep()
    _forget()
    assert all(wording_regex(wording) == re.compile(wording) for wording in wordings)
    assert not any(programs._new.values())


def test_what_no_longer_holds_is_compiled_anew() -> None:
    key = "[一二]+", 0
    regex(*key)
    keep()
    programs._programs("own").codes[key] = (32, b"\xff\xff\0\0" * 3, 0, {}, (None,))
    assert regex(*key) == re.compile(*key)


def test_what_others_kept_meanwhile_stays() -> None:
    regex("甲")
    keep()
    _forget()
    regex("乙")
    keep()
    _forget()
    regex("甲"), regex("乙")
    assert not any(programs._new.values())


def test_of_wordings_no_more_than_the_newest_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "MOST", 3)
    for sign in "甲乙丙丁戊":
        regex(sign)
        wording_regex(sign)
    keep()
    _forget()
    assert [expression for expression, _ in programs._programs("wordings").codes] == ["丙", "丁", "戊"]
    assert len(programs._programs("own").codes) == 5


def test_a_wording_that_is_used_again_is_kept_before_older_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "MOST", 3)
    for sign in "甲乙丙":
        wording_regex(sign)
    keep()
    _forget()
    wording_regex("甲")
    wording_regex("丁")
    keep()
    _forget()
    assert [expression for expression, _ in programs._programs("wordings").codes] == ["丙", "甲", "丁"]


def test_without_a_store_nothing_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWARDRULES_CACHE", "off")
    assert regex("甲+").fullmatch("甲甲")
    keep()
    assert store.cache_folder() is None


def test_without_the_matcher_of_this_python_re_compiles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "_sre", None)
    assert regex("(?P<a>甲)") == re.compile("(?P<a>甲)")
    assert not any(programs._new.values())


def test_what_is_no_expression_is_refused_with_its_place() -> None:
    with pytest.raises(re.error, match="position 1"):
        regex("a(b")
