"""Hostile and unusual input too large or too odd to keep as files: refused in bounded time, with a place, and nothing written."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest

from cli.calling import EXAMPLE, call, process
from pack.cities import write_city


@pytest.fixture(autouse=True)
def no_surroundings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("AWARDRULES_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("AWARDRULES_PACKS", raising=False)


def refused(data: bytes | str, name: str = "deal.yaml", *flags: str) -> str:
    """What a deal is refused with."""
    Path(name).write_bytes(data.encode() if isinstance(data, str) else data)
    done = call("check", name, "--pack", "shenzhen", "--lang", "en", *flags)
    assert (done.code, done.out) == (2, "")
    assert "Traceback" not in done.err
    return done.err


BRACKETS = 50_000


@pytest.mark.parametrize(
    "text",
    [
        "[" * BRACKETS,
        "{a: " * BRACKETS,
        "- " * BRACKETS,
        "[" * BRACKETS + "]" * BRACKETS,
        '{"deal": ' * BRACKETS + "1" + "}" * BRACKETS,
        "? " * BRACKETS,
    ],
    ids=["open lists", "open mappings", "list items", "lists", "JSON", "keys"],
)
def test_fifty_thousand_brackets(text):
    assert "deal.yaml:1:" in refused(text)


def test_fifty_thousand_brackets_on_standard_input_as_a_process():
    done = process("check", "-", "--pack", "shenzhen", "--lang", "en", stdin=b"[" * BRACKETS)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("<stdin>:1:65: error[too-deep]: nested deeper than 64 levels")


def test_an_expression_nested_without_end(tmp_path):
    rule = "- {cite: c.one, require: " + '{"!": [' * BRACKETS + "{var: trial.holds}" + "]}" * BRACKETS + "}"
    write_city(tmp_path, rule, {"c.one": "shall"})
    Path("deal.yaml").write_text("trial: {holds: true}\n", encoding="utf-8")
    done = call("check", "deal.yaml", "--pack", "trialville", "--packs-dir", tmp_path, "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "publicity.yaml:4:" in done.err
    assert "error[too-deep]" in done.err


def test_an_alias_bomb_costs_nothing():
    levels = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40)]
    assert "deal.yaml:1:5: error[yaml-alias]" in refused("\n".join(levels))


def test_a_file_that_is_too_large():
    assert refused("# " + "x" * (4 * 1024 * 1024)).startswith("deal.yaml: error[file-too-large]: the file is larger than the limit of 4 MiB")


def test_too_many_nodes():
    assert "error[too-many-nodes]: more than 400000 nodes" in refused("deal: {kinds: [" + "a," * 410_000 + "]}")


def test_too_many_people():
    assert "error[too-many-records]" in refused("recipients: [" + "{role: non_leader}," * 10_001 + "]")


def test_a_deal_of_nothing_but_faults_is_cut_short():
    said = refused("".join(f"fact{n}: 1\n" for n in range(5_000)))
    assert "error[too-many-faults]" in said
    assert said.count("error[") < 200


def test_a_line_of_json_lines_that_is_too_long():
    assert "deals.jsonl:2: error[line-too-long]" in refused('{"trial": "x"}\n{"a": "' + "x" * (1024 * 1024) + '"}\n', "deals.jsonl")


@pytest.mark.parametrize(
    "data",
    [b"\x00\x01\x02", b"\xff\xfe\x00d", b"deal: \0", b"\x80" * 100, "单位: 某大学".encode("gb18030"), "deal: {}".encode("utf-16")],
    ids=["zeros", "UTF-16", "a zero in text", "bytes", "GB 18030", "UTF-16 text"],
)
def test_what_is_no_text(data):
    assert "error[not-text]" in refused(data)


@pytest.mark.parametrize(
    "value",
    ["9" * 500, "1e999999999", "1/0", "0x10", "1_000", ".inf", ".nan", "12:30", "-70%", "七成", "70%%", "1e-400", "٧٠%"],
)
def test_what_is_no_share(value):
    assert "deal.yaml:1:21: error[" in refused(f"grant: {{team_share: {value}}}")


@pytest.mark.parametrize(
    "key", ["__class__", "grant.__init__", "a" * 1_000, "grant..team_share", ".", "grant.team_share.x", "recipients[0].role", "{{7*7}}"]
)
def test_what_is_no_fact(key):
    said = refused(f"'{key}': true\n")
    assert said.startswith("deal.yaml:1:1: error[unknown-fact]: unknown fact `")


def test_nothing_of_a_deal_reaches_the_terminal_as_a_control_character():
    said = refused('"\\e[31m\\a\\b": 1\n')
    assert not set(said) & {"\x1b", "\a", "\b"}


@pytest.mark.parametrize("code", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_an_output_folder_that_refuses(monkeypatch, code):
    def refuses(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as refusing:
        refusing.setattr(tempfile, "mkstemp", refuses)
        for lang, word in (
            ("zh", "无法写入：" + {errno.EACCES: "没有权限", errno.EROFS: "磁盘只读", errno.ENOSPC: "磁盘已满"}[code]),
            ("en", "cannot be written: "),
        ):
            done = call("check", EXAMPLE, "--pack", "shenzhen", "-o", "report.txt", "--lang", lang)
            assert (done.code, done.out) == (2, "")
            assert word in done.err
    assert not Path("report.txt").exists()


def test_a_disk_that_fills_up_while_the_report_is_written_leaves_the_old_one(monkeypatch):
    Path("report.txt").write_text("before", encoding="utf-8")
    real = os.fdopen

    def full(handle: int, *more: object, **named: object):
        os.close(handle)
        return real(os.open("/dev/full", os.O_WRONLY), *more, **named)

    with monkeypatch.context() as filling:
        filling.setattr("awardrules.cli.options.os.fdopen", full)
        done = call("check", EXAMPLE, "--pack", "shenzhen", "-o", "report.txt", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert (
        done.err == f"{Path.cwd() / 'report.txt'}: error[output]: cannot be written: the disk is full\n  help: name a file in a folder that exists\n"
    )
    assert Path("report.txt").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in Path.cwd().iterdir() if path.name.startswith(".")) == []


def test_a_deal_that_may_not_be_read(monkeypatch):
    opened = Path.open

    def forbidden(path: Path, *args: object, **more: object) -> object:
        if path.name == "deal.yaml":
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, *args, **more)  # type: ignore[call-overload]

    Path("deal.yaml").write_text("deal: {kinds: [reward]}\n", encoding="utf-8")
    with monkeypatch.context() as refusing:
        refusing.setattr(Path, "open", forbidden)
        done = call("check", "deal.yaml", "--pack", "shenzhen", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert done.err == "deal.yaml: error[file-unreadable]: cannot be read: no permission\n"


def test_a_long_name_of_a_file():
    done = call("check", "x" * 5_000, "--pack", "shenzhen", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "the file name is too long" in done.err


def test_a_pack_runs_nothing(tmp_path, monkeypatch):
    marker = tmp_path / "owned"
    code = f"__import__('pathlib').Path({str(marker)!r}).touch()"
    for place in (
        f'- {{cite: c.one, id: "{code}", require: true}}',
        f'- {{cite: c.one, require: {{var: "{code}"}}}}',
        f'- {{cite: c.one, require: {{"{code}": []}}}}',
        f'- {{cite: c.one, title: {{zh: "{code} {{x.__class__}}", en: "{{0.__globals__}}"}}, require: true}}',
        f'- {{cite: c.one, require: {{"==": [{{var: unit.name}}, "{code}"]}}}}',
    ):
        write_city(tmp_path, place, {"c.one": "shall"})
        Path("deal.yaml").write_text("trial: {holds: true}\n", encoding="utf-8")
        call("check", "deal.yaml", "--pack", "trialville", "--packs-dir", tmp_path)
        assert not marker.exists()
