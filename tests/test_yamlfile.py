"""YAML and JSON text to nodes: the place of everything, and what a hostile or broken file comes to."""

from __future__ import annotations

import json
import string
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from awardrules import yamlfile, yamlparse
from awardrules.diagnostics import AwardrulesError, Diagnostic
from awardrules.yamlfile import Limits, Mapping, Node, Scalar, Sequence, decode, from_data, load, locate, parse, read_text, to_data


def refused(text: str, limits: Limits = yamlfile.DEFAULT_LIMITS) -> list[str]:
    """The faults of a text as `line:column code: message`."""
    with pytest.raises(AwardrulesError) as fault:
        parse(text, "deal.yaml", limits)
    assert all(d.message.zh and bool(d.help.zh) == bool(d.help.en) for d in fault.value.diagnostics)
    return [f"{d.span.line}:{d.span.column} {d.code}: {d.message.en}" for d in fault.value.diagnostics]


def places(node: Node | None) -> dict[str, tuple[int, int]]:
    """Every node, keys too, by path, with its place."""
    found: dict[str, tuple[int, int]] = {}

    def walk(one: Node, path: str) -> None:
        found[path] = (one.line, one.column)
        if isinstance(one, Mapping):
            for key, key_node, value in one.pairs():
                found[f"{path}/{key}?"] = (key_node.line, key_node.column)
                walk(value, f"{path}/{key}")
        elif isinstance(one, Sequence):
            for index, item in enumerate(one.items):
                walk(item, f"{path}/{index}")

    assert node is not None
    walk(node, "")
    return found


# --- places ---


def test_every_node_knows_its_place() -> None:
    text = "\n".join(
        [
            "# 交易",
            "deal: {kinds: [ownership_grant, reward]}",
            "受奖人:",
            "  - 姓名: 甲",
            '    "role" : "leader"',
            "  -",
            "    note: |",
            "      two",
            "      lines",
            "empty:",
            "list: []",
        ]
    )
    assert places(parse(text, "deal.yaml")) == {
        "": (2, 1),
        "/deal?": (2, 1),
        "/deal": (2, 7),
        "/deal/kinds?": (2, 8),
        "/deal/kinds": (2, 15),
        "/deal/kinds/0": (2, 16),
        "/deal/kinds/1": (2, 33),
        "/受奖人?": (3, 1),
        "/受奖人": (4, 3),
        "/受奖人/0": (4, 5),
        "/受奖人/0/姓名?": (4, 5),
        "/受奖人/0/姓名": (4, 9),
        "/受奖人/0/role?": (5, 5),
        "/受奖人/0/role": (5, 14),
        "/受奖人/1": (7, 5),
        "/受奖人/1/note?": (7, 5),
        "/受奖人/1/note": (7, 11),
        "/empty?": (10, 1),
        "/empty": (10, 7),
        "/list?": (11, 1),
        "/list": (11, 7),
    }


def test_a_record_of_a_larger_file_keeps_its_line() -> None:
    assert places(parse('{"a": 1}', "deals.jsonl", line_offset=41)) == {"": (42, 1), "/a?": (42, 2), "/a": (42, 7)}
    with pytest.raises(AwardrulesError, match=r"deals\.jsonl:42:8: error\[yaml-syntax\]"):
        parse('{"a": 1', "deals.jsonl", line_offset=41)


def test_columns_count_characters_not_bytes() -> None:
    assert places(parse("份额𠮷: 70%", "deal.yaml"))["/份额𠮷"] == (1, 6)


# --- scalars stay text ---


@pytest.mark.parametrize("text", ["no", "yes", "on", "010", "0x1F", "12:30", "1e3", "2025-03-01", "70%", "1_000", ".5", "true", "NaN", "="])
def test_plain_scalars_stay_text(text: str) -> None:
    """YAML 1.1 would read several of these as false, 8, 31, 750, a number or a date."""
    node = parse(f"a: {text}", "deal.yaml")
    assert to_data(node) == {"a": text}
    assert isinstance(node, Mapping)
    value = node.get("a")
    assert isinstance(value, Scalar)
    assert value.plain


@pytest.mark.parametrize(
    ("text", "null"), [("", True), ("~", True), ("null", True), ("NULL", True), ('"null"', False), ("''", False), ("none", False)]
)
def test_null_is_written_plainly(text: str, null: bool) -> None:
    node = locate(parse(f"a: {text}", "deal.yaml"), ("a",))
    assert isinstance(node, Scalar)
    assert node.is_null is null


def test_all_styles_of_text() -> None:
    text = "a: 'it''s'\nb: \"\\u4e2d\\x41\\n\"\nc: |\n  two\n  lines\nd: >\n  folded\n  text\ne: plain # comment"
    assert to_data(parse(text, "f")) == {"a": "it's", "b": "中A\n", "c": "two\nlines\n", "d": "folded text\n", "e": "plain"}


# --- what is refused ---

REFUSED = [
    ("a: &x 1\nb: *x", ["1:4 yaml-alias", "2:4 yaml-alias"]),
    ("&x a: 1", ["1:1 yaml-alias"]),
    ("a: &x [1]", ["1:4 yaml-alias"]),
    ("a: &x {b: 1}", ["1:4 yaml-alias"]),
    ("a: !!python/object/apply:os.system [id]", ["1:4 yaml-tag"]),
    ("a: !!str 1", ["1:4 yaml-tag"]),
    ("a: !<tag:yaml.org,2002:int> 1", ["1:4 yaml-tag"]),
    ("a: !mine {b: 1}", ["1:4 yaml-tag"]),
    ("a: 1\nb: 2\na: 3", ["3:1 duplicate-key"]),
    ('{"a": 1, "a": 2}', ["1:10 duplicate-key"]),
    ("a: {b: 1, c: 2, b: 3}\na: 1", ["1:17 duplicate-key", "2:1 duplicate-key"]),
    ('1: a\n"1": b', ["2:1 duplicate-key"]),
    ("? [a]\n: b", ["1:3 bad-key"]),
    ("{{a: 1}: 2}", ["1:2 bad-key"]),
    ("a: 1\n---\nb: 2", ["2:1 several-documents"]),
    ('{"a": 1}\n{"b": 2}', ["2:1 several-documents"]),
    ('a: "\\e[31m"', ["1:4 control-character"]),
    ('{"a": "\\u0000"}', ["1:7 control-character"]),
    ("a: \x01", ["1:4 yaml-syntax"]),
    ("份: [\x7f]", ["1:5 yaml-syntax"]),
    ("a: \ud800", ["0:0 not-text"]),
    ('{"a": "\\ud83d"}', ["1:10 yaml-syntax"]),
    ('["\\\\ud83d\\ude00"]', ["1:12 yaml-syntax"]),  # an escaped backslash, then half a pair
    ("a: 'x", ["1:6 yaml-syntax"]),
    ("a: [1", ["1:6 yaml-syntax"]),
    ("a: [1,,2]", ["1:7 yaml-syntax"]),
    ("a: 1\n\tb: 2", ["2:1 yaml-syntax"]),
    ("a: b: c", ["1:5 yaml-syntax"]),
    ("a: @x", ["1:4 yaml-syntax"]),
    ("%YAML 3.0\n---\na: 1", ["1:1 yaml-syntax"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), REFUSED, ids=[repr(text) for text, _ in REFUSED])
def test_refused(text: str, expected: list[str]) -> None:
    assert [" ".join(fault.split(" ")[:2]).removesuffix(":") for fault in refused(text)] == expected


def test_every_fault_of_a_file_is_told_at_once() -> None:
    text = "a: &x 1\nb: !t 2\na: 3\nc: {d: 1, d: 2}\ne: ["
    assert refused(text) == [
        "1:4 yaml-alias: YAML anchors and aliases (& and *) are refused",
        "2:4 yaml-tag: YAML tag `!t` is refused",
        "3:1 duplicate-key: key `a` is repeated; first on line 1",
        "4:11 duplicate-key: key `d` is repeated; first on line 4",
        "5:5 yaml-syntax: broken YAML: while parsing a flow node: did not find expected node content",
    ]


def test_a_fault_in_both_languages() -> None:
    with pytest.raises(AwardrulesError) as fault:
        parse("a: 1\na: 2", "deal.yaml")
    (told,) = fault.value.diagnostics
    assert told.render("en") == "deal.yaml:2:1: error[duplicate-key]: key `a` is repeated; first on line 1\n  help: keep one of them"
    assert told.render("zh") == "deal.yaml:2:1: 错误[duplicate-key]: 键 `a` 重复，首次出现在第 1 行\n  建议: 只保留一处"


# --- limits ---


@pytest.mark.parametrize("bomb", ["[" * 50_000, '{"a":' * 50_000, "- " * 50_000, "[" * 50_000 + "]" * 50_000])
def test_brackets_without_end(bomb: str) -> None:
    (fault,) = refused(bomb)
    assert "too-deep: nested deeper than 64 levels" in fault


def test_an_alias_bomb_costs_nothing() -> None:
    """430 bytes that a loader which follows aliases expands to a billion nodes."""
    lines = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]" for before, name in zip("abcdefgh", "bcdefghi", strict=True)]
    faults = refused("\n".join(lines))
    assert {fault.split(" ")[1] for fault in faults} == {"yaml-alias:"}
    assert len(faults) == 1 + 8 * 11


def test_depth() -> None:
    assert places(parse("[" * 64 + "]" * 64, "f"))
    assert refused("[" * 65 + "]" * 65) == ["1:65 too-deep: nested deeper than 64 levels"]
    assert refused("a:\n  b:\n    c: 1", Limits(depth=2)) == ["3:5 too-deep: nested deeper than 2 levels"]


def test_nodes() -> None:
    """Keys count."""
    assert to_data(parse("{a: 1, b: 2}", "f", Limits(nodes=5))) == {"a": "1", "b": "2"}
    assert refused("{a: 1, b: 2, c: 3}", Limits(nodes=5)) == ["1:14 too-many-nodes: more than 5 nodes"]


def test_bytes(tmp_path: Path) -> None:
    file = tmp_path / "deal.yaml"
    file.write_bytes(b"a: " + b"x" * 97)
    assert len(read_text(file, Limits(max_bytes=100))) == 100
    with pytest.raises(AwardrulesError, match="larger than the limit"):
        read_text(file, Limits(max_bytes=99))
    with pytest.raises(AwardrulesError, match=r"larger than the limit of 4 MiB"):
        decode(b"x" * (4 * 1024 * 1024 + 1), "f")


def test_a_file_of_faults_is_given_up() -> None:
    faults = refused("[" + ", ".join(["*a"] * 5_000) + "]")
    assert len(faults) == yamlparse.MAX_FAULTS


# --- bytes that are no text, and files that are none ---


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("a: 份额".encode("gb18030"), "not UTF-8 text (byte 3)"),
        ("a: 份额".encode("utf-16"), "not UTF-8 text (byte 0)"),
        ("a: 1".encode("utf-16-le"), "this is a binary file"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8 text (byte 0)"),
        (b"PK\x03\x04\x00\x00", "this is a binary file"),
        (b"a: \xed\xa0\x80", "not UTF-8 text (byte 3)"),  # a surrogate in UTF-8
        (b"a: \xc0\xaf", "not UTF-8 text (byte 3)"),  # an overlong form
    ],
)
def test_bytes_that_are_no_text(data: bytes, message: str) -> None:
    with pytest.raises(AwardrulesError) as fault:
        decode(data, "deal.yaml", line=3)
    (told,) = fault.value.diagnostics
    assert (told.code, told.message.en, told.span.line) == ("not-text", message, 3)
    assert told.message.zh


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    text = decode(b"\xef\xbb\xbfa: 1", "f")
    assert text == "a: 1"
    assert places(parse(text, "f"))["/a?"] == (1, 1)


@pytest.mark.parametrize("text", ["", "\n\n", "# only a comment\n", "---\n...\n"])
def test_an_empty_file(text: str) -> None:
    node = parse(text, "f")
    assert node is None or (isinstance(node, Scalar) and node.is_null)
    assert to_data(node) is None


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(AwardrulesError, match=r"error\[file-missing\]: no such file"):
        load(tmp_path / "none.yaml")
    with pytest.raises(AwardrulesError, match=r"error\[file-unreadable\]: this is a folder, not a file"):
        load(tmp_path)


def test_line_ends_of_every_kind() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert places(parse(f"a: 1{end}b: 2{end}", "f"))["/b"] == (2, 4)


# --- JSON is read too ---


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": "x\\/y"}', {"a": "x/y"}),
        ('{"a": "\\ud83d\\ude00"}', {"a": "😀"}),
        ('{"name": "\\ud842\\udfb7\\u7530"}', {"name": "𠮷田"}),  # as a program writes a rare name
        ('["\\\\ud83d\\\\ude00"]', ["\\ud83d\\ude00"]),  # an escaped backslash is no escape
        ('["\\\\\\ud83d\\ude00"]', ["\\😀"]),
        ('{"a": "\\b\\f"}', None),
        ('{"a": "tab\\there"}', {"a": "tab\there"}),
        ('{\n\t"a":\t1,\n\t"b": [\n\t\ttrue,\n\t\tnull\n\t]\n}', {"a": "1", "b": ["true", None]}),
        ('{"a":1,"b":[1,2],"c":{}}', {"a": "1", "b": ["1", "2"], "c": {}}),
        ('{"a": "null", "b": null}', {"a": "null", "b": None}),
        ('{"a": 0.7, "b": 1E3, "c": -0.1}', {"a": "0.7", "b": "1E3", "c": "-0.1"}),
        ('\n  {"a": "中"}\r\n', {"a": "中"}),
        ('{"a": "# no comment: {x}"}', {"a": "# no comment: {x}"}),
        ('{"": "empty key"}', {"": "empty key"}),
    ],
)
def test_json(text: str, expected: Any) -> None:
    if expected is None:
        assert {fault.split(" ")[1] for fault in refused(text)} == {"control-character:"}
    else:
        assert to_data(parse(text, "deal.json")) == expected


def test_places_behind_a_joined_pair_stay_right() -> None:
    text = '{"a": "\\ud83d\\ude00", "b": {"c": 1}}'
    found = places(parse(text, "deal.json"))
    assert found["/b?"] == (1, text.index('"b"') + 1)
    assert found["/b/c"] == (1, text.index("1}") + 1)


# no surrogates, controls or noncharacters (which are no text; two of them hold the place of a joined pair)
TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff\ufdd0\ufdd1"), max_size=12)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=8,
)


def _as_text(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_text(item) for item in value]
    return value if isinstance(value, str) or value is None else json.dumps(value)


@given(st.dictionaries(TEXT, VALUES, max_size=4), st.booleans(), st.sampled_from([None, 2, "\t"]))
def test_any_json_a_program_writes_is_read_as_it_was(data: dict[str, Any], ascii_only: bool, indent: Any) -> None:
    text = json.dumps(data, ensure_ascii=ascii_only, indent=indent)
    assert to_data(parse(text, "deal.json")) == _as_text(data)


@given(st.dictionaries(TEXT, VALUES, max_size=4), st.booleans())
def test_python_data_gives_the_nodes_its_yaml_would(data: dict[str, Any], flow: bool) -> None:
    text = yaml.safe_dump(data, allow_unicode=True, default_flow_style=flow)
    assert to_data(from_data(data)) == _as_text(data)
    assert to_data(parse(text, "f")) == _as_text(data)


@given(st.text(alphabet=string.printable + "份：“”\u2028\x85", max_size=60))
def test_any_text_is_read_or_refused_with_a_place(text: str) -> None:
    """Never a crash: nodes, nothing, or diagnostics."""
    told: list[Diagnostic] = []
    node = None
    try:
        node = parse(text, "f")
    except AwardrulesError as fault:
        told = list(fault.diagnostics)
    lines = len(text.splitlines()) + 1
    assert all(1 <= d.span.line <= lines and d.span.column >= 1 and d.message.en for d in told)
    assert node is None or all(1 <= line <= lines and column >= 1 for line, column in places(node).values())


# --- helpers over nodes ---


def test_locate_gives_the_deepest_node_there_is() -> None:
    root = parse("a: {b: [1, {c: 2}]}", "f")

    def at(*path: str | int) -> tuple[int, int]:
        node = locate(root, path)
        assert node is not None
        return (node.line, node.column)

    assert at("a", "b", 1, "c") == (1, 16)
    assert at("a", "b", 7) == at("a", "b") == (1, 8)
    assert at("x") == (1, 1)
    assert locate(None, ("a",)) is None


def test_values_kept_as_nodes() -> None:
    root = parse("a: {require: {var: x}, title: t}", "f")
    data = to_data(root, frozenset({"require"}))
    assert data["a"]["title"] == "t"
    assert isinstance(data["a"]["require"], Mapping)
