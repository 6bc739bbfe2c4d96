"""Which files a pattern names, and where the configuration is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from awardrules.waiving.locating import configuration_file, files_of, matches, relative_name

TABLE = [
    ("deals/a.yaml", "deals/a.yaml", True),
    ("deals/a.yaml", "deals/*.yaml", True),
    ("deals/a.yaml", "*.yaml", False),
    ("deals/2026/a.yaml", "deals/*.yaml", False),
    ("deals/2026/a.yaml", "deals/**/*.yaml", True),
    ("deals/a.yaml", "deals/**/*.yaml", True),
    ("deals/2026/a.yaml", "**", True),
    ("deals/2026/a.yaml", "deals/", True),
    ("deals/a.yaml", "./deals/a.yaml", True),
    ("deals/a.yaml", "deals/?.yaml", True),
    ("deals/ab.yaml", "deals/?.yaml", False),
    ("deals/a.yaml", "Deals/a.yaml", False),
    ("deals/a.yaml", "deals/[ab].yaml", True),
    ("deals/a.yaml", "deals", False),
    ("协议/甲.docx", "协议/*.docx", True),
    ("a/b/c/d", "**/c/**", True),
    ("a/b/d", "**/c/**", False),
]


@pytest.mark.parametrize(("name", "pattern", "fits"), TABLE)
def test_a_pattern_fits_part_by_part(name, pattern, fits):
    assert matches(name, pattern) is fits


def test_a_pattern_of_many_stars_costs_no_more_than_its_length():
    assert not matches("/".join(["a"] * 300), "/".join(["**", "a"] * 300) + "/b")
    assert not matches("a" * 5_000, "*a" * 200 + "b")


def test_each_pattern_names_its_files_in_order_and_hidden_folders_are_not_searched(tmp_path):
    for name in ("b.yaml", "a.yaml", "deep/c.yaml", ".git/d.yaml", "e.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = files_of(["**/*.yaml", "*.txt", "none/*"], tmp_path)
    names = {pattern: [path.relative_to(tmp_path).as_posix() for path in paths] for pattern, paths in found.items()}
    assert names == {"**/*.yaml": ["a.yaml", "b.yaml", "deep/c.yaml"], "*.txt": ["e.txt"], "none/*": []}


@pytest.mark.parametrize(
    ("written", "git", "found"),
    [
        (["awardrules.yaml"], "", "awardrules.yaml"),
        (["awardrules.yaml", "one/two/awardrules.yaml"], "", "one/two/awardrules.yaml"),
        (["awardrules.yaml", "one/awardrules.yaml"], "", "one/awardrules.yaml"),
        (["awardrules.yaml"], "one", None),
        (["one/awardrules.yaml"], "one", "one/awardrules.yaml"),
        (["one/awardrules.yaml"], None, None),
        (["one/two/awardrules.yaml"], None, "one/two/awardrules.yaml"),
        ([], "", None),
    ],
)
def test_the_configuration_is_sought_upwards_to_the_root_of_the_repository(tmp_path, written, git, found):
    (tmp_path / "one" / "two").mkdir(parents=True)
    for name in written:
        (tmp_path / name).touch()
    if git is not None:
        (tmp_path / git / ".git").mkdir()
    assert configuration_file(tmp_path / "one" / "two") == (tmp_path / found if found else None)


def test_a_file_is_named_from_the_root_with_slashes(tmp_path):
    (tmp_path / "deals").mkdir()
    assert relative_name(str(tmp_path / "deals" / "a.yaml"), tmp_path) == "deals/a.yaml"
    assert relative_name("<stdin>", tmp_path) == "stdin"
    assert Path(relative_name(str(tmp_path.parent / "x"), tmp_path)).is_absolute()
