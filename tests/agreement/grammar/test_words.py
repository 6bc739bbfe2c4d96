"""The data files of the grammar are checked when they are loaded, all faults at once, each with its place."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from awardrules.agreement.grammar.characters import characters
from awardrules.agreement.grammar.mentions import Grammar, read
from awardrules.agreement.grammar.normalise import normalise
from awardrules.agreement.grammar.words import words
from awardrules.diagnostics import AwardrulesError
from awardrules.pack.files import data_root

FOLDER = data_root() / "rules" / "agreement" / "grammar"


def changed(tmp_path: Path, name: str, old: str, new: str) -> Path:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert text.count(old) == 1, old
    file = tmp_path / name
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def faults(load: Callable[[Path], object], file: Path) -> list[str]:
    with pytest.raises(AwardrulesError) as caught:
        load(file)
    assert all(one.span.file == str(file) and one.message.zh and one.message.en for one in caught.value.diagnostics)
    return [one.code for one in caught.value.diagnostics]


BAD_WORDS = [
    ("  above: [超过,", "  above: ['',", ["bad-word"]),
    ("  above: [超过,", "  above: [超出, 超过,", ["duplicate-word"]),
    ("  above: [超过,", "  above: [低于, 超过,", ["duplicate-word"]),
    ("  above: [超过,", "  abovee: [超过,", ["unknown-key", "grammar-shape"]),
    ("  above: [超过,", "  above: [一个长得没有道理的用来比较的词语,", ["bad-word"]),
    ("  above: [超过,", "  above: [{a: b}, 超过,", ["grammar-shape", "bad-word"]),
    ("  week: [周,", "  week: [天, 周,", ["duplicate-word"]),
    ("  tenths: 成", "  tenths: ''", ["bad-word"]),
    ('    "<": ["<"]', '    "=": ["<"]', ["bad-comparator"]),
    ('    "<": ["<"]', '    "<": ["<", ">="]', ["duplicate-word"]),
    ("\nticks:", "\ntick:", ["unknown-key", "missing-key"]),
]
BAD_CHARACTERS = [
    ('- {from: "＿﹍﹎﹏", to: "_"}', '- {from: "＿﹍﹎﹏", to: "_-"}', ["bad-character"]),
    ('- {from: "＿﹍﹎﹏", to: "_"}', '- {from: "＿＿", to: "_"}', ["duplicate-character"]),
    ('- {from: "＿﹍﹎﹏", to: "_"}', '- {form: "＿﹍﹎﹏", to: "_"}', ["unknown-key", "grammar-shape"]),
    ('left: [ordinal], right: [part], to: "一"}', 'left: [ordinals], right: [part], to: "一"}', ["unknown-class"]),
    ('left: [ordinal], right: [part], to: "一"}', 'to: "一"}', ["missing-key"]),
    ('left: [ordinal], right: [part], to: "一"}', 'left: [ordinal], right: [part], to: "一二"}', ["bad-character"]),
    ('- "U+0332 U+0333 U+20E3"', '- "U+0332 0333 U+20E3"', ["bad-character"]),
    ('- "U+0332 U+0333 U+20E3"', '- "U+0333-U+0332"', ["bad-character"]),
    ('  4: "U+0009"', '  3: "U+0009"', ["bad-width"]),
]


@pytest.mark.parametrize(("old", "new", "codes"), BAD_WORDS)
def test_faulty_words_are_refused(tmp_path: Path, old: str, new: str, codes: list[str]) -> None:
    found = faults(words, changed(tmp_path, "values.yaml", old, new))
    assert sorted(set(found)) == sorted(set(codes))


@pytest.mark.parametrize(("old", "new", "codes"), BAD_CHARACTERS)
def test_a_faulty_table_of_characters_is_refused(tmp_path: Path, old: str, new: str, codes: list[str]) -> None:
    found = faults(characters, changed(tmp_path, "characters.yaml", old, new))
    assert sorted(set(found)) == sorted(set(codes))


@pytest.mark.parametrize(("load", "text"), [(words, "[]"), (words, ""), (characters, "text"), (characters, "{}")])
def test_a_file_of_another_shape_is_refused(tmp_path: Path, load: Callable[[Path], object], text: str) -> None:
    file = tmp_path / "file.yaml"
    file.write_text(text, encoding="utf-8")
    assert set(faults(load, file)) <= {"grammar-shape", "missing-key", "bad-word"}


def test_all_faults_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    file = changed(tmp_path, "values.yaml", "  above: [超过,", "  above: ['', 超出, 低于, 超过,")
    assert sorted(faults(words, file)) == ["bad-word", "duplicate-word", "duplicate-word"]


@pytest.mark.parametrize(
    ("old", "new", "raw", "expected"),
    [
        ("  above: [超过,", "  above: [胜过, 超过,", "胜过70%", [">"]),
        ("  month: [个月,", "  month: [个农历月, 个月,", "3个农历月", ["="]),
        ('"<=": [以下,', '"<=": [封内, 以下,', "15日封内", ["<="]),
    ],
)
def test_a_term_of_a_new_city_needs_no_code(tmp_path: Path, old: str, new: str, raw: str, expected: list[str]) -> None:
    local = Grammar(words(changed(tmp_path, "values.yaml", old, new)))
    assert [one.comparator for one in read(normalise(raw), local).mentions] == expected
    assert [one.comparator for one in read(normalise(raw)).mentions if one.kind != "number"] != expected
