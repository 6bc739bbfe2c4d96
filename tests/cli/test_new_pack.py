"""`awardrules new-pack`: a folder that loads, traces and lists what is left to fill in; refusals leave nothing behind."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from awardrules.cli.main import run
from pack.ordinance import COPY, entry, ordinance


@pytest.fixture
def files(tmp_path: Path) -> dict[str, str]:
    """A clause list, a copy of its document, and a folder for packs."""
    (tmp_path / "list.yaml").write_text(json.dumps([entry(c, span=None, hash=None) for c in ordinance()], ensure_ascii=False), encoding="utf-8")
    (tmp_path / "copy.txt").write_text(COPY, encoding="utf-8")
    return {"LIST": str(tmp_path / "list.yaml"), "COPY": str(tmp_path / "copy.txt"), "INTO": str(tmp_path / "made")}


def listed(path: str, *more: dict[str, Any]) -> None:
    """Add entries to a clause list."""
    entries = json.loads(Path(path).read_text(encoding="utf-8"))
    Path(path).write_text(json.dumps([*entries, *more], ensure_ascii=False), encoding="utf-8")


def test_a_new_pack_loads_and_traces_clean(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new-pack", "fruit/2025", "--clauses", files["LIST"], "--source", files["COPY"], "--into", files["INTO"], "--lang", "en"]) == 0
    target = Path(files["INTO"]) / "fruit" / "2025"
    assert capsys.readouterr().out == (
        f"made {target} (13 files)\n"
        "0 clauses by shared shapes, 17 with a template to write, 4 with a reason not to encode them\n"
        f"next: awardrules lint {target}; awardrules trace {target}/ --source …\n"
    )
    assert run(["packs", "show", f"{target}/", "--lang", "en"]) == 0
    assert "fruit@2025" in capsys.readouterr().out
    assert run(["trace", "fruit", "--packs-dir", files["INTO"], "--source", files["COPY"], "--lang", "en"]) == 0
    assert capsys.readouterr().out.startswith("Trace: all citations hold\n")


def test_parameters_to_fill_in_are_listed_with_their_places(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    listed(files["LIST"], entry(ordinance()[6], id="publicity.grant-days"), entry(ordinance()[5], id="publicity.grant-place-unit"))
    assert run(["new-pack", "fruit/2025", "-c", files["LIST"], "-s", files["COPY"], "--into", files["INTO"], "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    target = Path(files["INTO"]) / "fruit" / "2025"
    assert lines[:3] == [f"已生成 {target}（13 个文件）", "2 条用共享规则，17 条留有模板，4 条已说明不编码的理由", "1 处待填："]
    assert lines[3].endswith("publicity.yaml:5:3: 缺少参数 `floor`")


def test_without_a_copy_spans_are_left_to_trace(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["new-pack", "fruit/2025", "-c", files["LIST"], "--into", files["INTO"], "--lang", "en"]) == 0
    assert "without --source, spans and hashes are empty; `trace` proposes them\n" in capsys.readouterr().out
    assert run(["trace", "fruit", "--packs-dir", files["INTO"], "--source", files["COPY"], "--format", "json", "--lang", "en"]) == 1
    failed = json.loads(capsys.readouterr().out)["failed"]
    assert {f["kind"] for f in failed} == {"unrecorded"}
    plan = next(f for f in failed if f["clause"] == "tree.plan")
    assert (plan["found"]["span"], plan["found"]["hash"]) == ([list(s) for s in ordinance()[7].span], ordinance()[7].hash)


@pytest.mark.parametrize("name", ["fruit", "fruit/2025/x", "../2025", "Fruit/2025", "all/2025", "fruit/", "/2025", "fr uit/2025", ""])
def test_a_name_that_is_no_pack_is_refused(files: dict[str, str], capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert run(["new-pack", name, "-c", files["LIST"], "--into", files["INTO"], "--lang", "en"]) == 2
    assert f"`{name}` does not name a pack" in capsys.readouterr().err
    assert not Path(files["INTO"]).exists()


def test_an_existing_pack_is_left_alone(files: dict[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    head = Path(files["INTO"]) / "fruit" / "2025" / "pack.yaml"
    head.parent.mkdir(parents=True)
    head.write_text("mine", encoding="utf-8")
    assert run(["new-pack", "fruit/2025", "-c", files["LIST"], "--into", files["INTO"], "--lang", "en"]) == 2
    assert "nothing is overwritten" in capsys.readouterr().err
    assert [path.read_text(encoding="utf-8") for path in Path(files["INTO"]).rglob("*") if path.is_file()] == ["mine"]


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"modality": "shal"}, ["unknown modality `shal`", "did you mean `shall`?"]),
        ({"id": "tree.share"}, ["clause `tree.share` is repeated"]),
        ({"gist": {"zh": "要旨"}}, ["`en` is missing"]),
        ({"anchor": "无此锚点"}, ["the anchor of `more` is not in"]),
        ({"locator": "九"}, ["has no heading `九`"]),
    ],
)
def test_a_faulty_list_leaves_nothing_behind(
    files: dict[str, str], capsys: pytest.CaptureFixture[str], more: dict[str, Any], words: list[str]
) -> None:
    listed(files["LIST"], entry(ordinance()[4], span=None, hash=None, **({"id": "more"} | more)))
    assert run(["new-pack", "fruit/2025", "-c", files["LIST"], "-s", files["COPY"], "--into", files["INTO"], "--lang", "en"]) == 2
    caught = capsys.readouterr()
    assert caught.out == ""
    assert all(word in caught.err for word in words)
    assert not Path(files["INTO"]).exists()


@pytest.mark.parametrize(("option", "value"), [("--clauses", "missing.yaml"), ("--source", "missing.txt"), ("--into", "LIST")])
def test_files_that_cannot_be_used_exit_2(files: dict[str, str], capsys: pytest.CaptureFixture[str], option: str, value: str) -> None:
    options = {"--clauses": files["LIST"], "--source": files["COPY"], "--into": files["INTO"]} | {option: files.get(value, value)}
    assert run(["new-pack", "fruit/2025", *(word for pair in options.items() for word in pair), "--lang", "en"]) == 2
    assert "error[" in capsys.readouterr().err
