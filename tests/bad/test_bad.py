"""Bad deals, packs and calls: each folder holds a command and what it must say, in both languages, and how it must end.

After a message has changed on purpose: `AWARDRULES_GOLDEN=write pytest tests/bad`, then read the difference.
"""

from __future__ import annotations

import os
import shlex
import shutil
from pathlib import Path

import pytest

from cli.calling import ROOT, Result, call

HERE = Path(__file__).parent
CASES = sorted(path.parent.name for path in HERE.glob("*/command.txt"))


@pytest.fixture(autouse=True)
def no_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWARDRULES_PACKS", "LC_ALL", "LC_MESSAGES", "LANG", "NO_COLOR"):
        monkeypatch.delenv(name, raising=False)


def transcript(done: Result, folder: Path) -> str:
    """How a call ended, with places as the user wrote them."""
    parts = [f"exit {done.code}"]
    for name, text in (("standard error", done.err), ("standard output", done.out)):
        if text:
            parts.append(f"--- {name}\n{text.rstrip()}")
    return ("\n".join(parts) + "\n").replace(f"{folder}/", "").replace(f"{ROOT}/", "…/")


def tree(folder: Path) -> dict[str, bytes | None]:
    """Every file of a folder with its content."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None for path in sorted(folder.rglob("*"))}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("name", CASES)
def test_a_bad_input_is_refused_with_place_and_way_out(name, lang, tmp_path, monkeypatch):
    folder = tmp_path.resolve() / name
    shutil.copytree(HERE / name, folder, ignore=shutil.ignore_patterns("command.txt", "expected.*"))
    monkeypatch.chdir(folder)
    monkeypatch.setenv("AWARDRULES_CACHE", str(tmp_path / "cache"))
    before = tree(folder)
    said = transcript(call(*shlex.split((HERE / name / "command.txt").read_text(encoding="utf-8")), "--lang", lang), folder)
    golden = HERE / name / f"expected.{lang}.txt"
    if os.environ.get("AWARDRULES_GOLDEN") == "write":
        golden.write_text(said, encoding="utf-8")
    assert said == golden.read_text(encoding="utf-8")
    assert tree(folder) == before, "nothing is written where nothing was decided"


@pytest.mark.parametrize("name", CASES)
def test_both_languages_tell_the_same_faults_at_the_same_places(name):
    zh, en = ((HERE / name / f"expected.{lang}.txt").read_text(encoding="utf-8").splitlines() for lang in ("zh", "en"))
    assert [line.count("[") for line in zh] == [line.count("[") for line in en]
    heads = [[line.split(" ")[0] for line in lines if "错误[" in line or "error[" in line] for lines in (zh, en)]
    assert heads[0] == heads[1]
    assert zh[0] == en[0]
    assert zh[0] in ("exit 2", "exit 3")
    assert zh[1:] != en[1:]
