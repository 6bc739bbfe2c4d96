"""Watch mode: again on every change of the deal, the pack or the rules; a fault is waited out; Ctrl-C ends it with 130."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from awardrules.cli import watching
from awardrules.cli.watching import Scope, Wanted, watched
from awardrules.diagnostics import AwardrulesError, Span, error
from awardrules.language import Text
from cli.calling import call
from pack.cities import write_city
from waiving.repository import BAD, GOOD, LISTED, RULES


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_city(tmp_path / "packs", RULES, LISTED)
    (tmp_path / "deal.yaml").write_text(BAD, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_run_for_each_set_of_changes_and_the_last_code_counts(repository, capsys):
    codes = iter([1, 0, 3])
    changes = iter([{Path("deal.yaml")}, {Path("b"), Path("a")}])
    code = watched(lambda: next(codes), [Path("deal.yaml")], "packs/trialville/2025", None, "en", changes=changes)
    assert code == 3
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("──")]
    assert said == ["── changed: deal.yaml", "── changed: a, b"]


def test_a_fault_is_shown_and_waited_out(repository, capsys):
    runs = iter([AwardrulesError([error("x", Span("deal.yaml", 2), Text("错", "wrong"))]), None])

    def once() -> int:
        if (fault := next(runs)) is not None:
            raise fault
        return 0

    assert watched(once, [], "packs/trialville/2025", None, "en", changes=iter([{Path("deal.yaml")}])) == 0
    assert "deal.yaml:2: error[x]: wrong" in capsys.readouterr().err


def test_an_interruption_ends_it_with_130(repository):
    def interrupted():
        yield {Path("deal.yaml")}
        raise KeyboardInterrupt

    runs: list[int] = []
    assert watched(lambda: runs.append(1) or 0, [], "packs/trialville/2025", None, "en", changes=interrupted()) == 130
    assert len(runs) == 2


@pytest.mark.parametrize(
    ("command", "name", "text", "before", "after"),
    [
        (["check", "deal.yaml", "--pack", "packs/trialville/2025"], "deal.yaml", GOOD, "Verdict: non-compliant", "Verdict: compliant"),
        (["check", "deal.yaml", "--pack", "packs/trialville/2025"], "packs/trialville/2025/publicity.yaml", None, "non-compliant", "compliant"),
        (["lint", "packs"], "packs/trialville/2025/publicity.yaml", "rules: [\n", "1 edition,", "error[yaml-syntax]"),
        (["test", "packs"], "packs/trialville/2025/publicity.yaml", "rules: [\n", "0 cases", "error[yaml-syntax]"),
    ],
)
def test_a_change_is_seen_in_the_next_run(repository, monkeypatch, command, name, text, before, after):
    def changes(*_: object):
        path = repository / name
        softer = path.read_text("utf-8").replace("15]}", "1]}").replace("[share]", "[]").replace("high]", "low]")
        path.write_text(softer if text is None else text, encoding="utf-8")
        yield {path}

    monkeypatch.setattr(watching, "_file_changes", changes)
    said = call(*command, "--watch", "--lang", "en").out
    assert before in said
    assert after in said.partition(before)[2]


def test_standard_input_cannot_be_watched():
    done = call("check", "-", "--pack", "shenzhen", "--watch", "--lang", "en")
    assert (done.code, done.out) == (2, "")
    assert "--watch: error[usage]: standard input cannot be watched" in done.err


def test_without_the_extra_the_way_out_is_named(repository, monkeypatch):
    monkeypatch.setitem(sys.modules, "watchfiles", None)
    done = call("check", "deal.yaml", "--pack", "packs/trialville/2025", "--watch", "--lang", "en")
    assert done.code == 2
    assert '--watch: error[missing-extra]: --watch needs watchfiles\n  help: pip install "awardrules[watch]"' in done.err


def test_a_process_sees_a_file_put_in_the_place_of_another_and_ends_with_130(repository, interruptible):
    arguments = [sys.executable, "-m", "awardrules", "check", "deal.yaml", "--pack", "packs/trialville/2025", "--lang", "en", "--watch"]
    with (repository / "out").open("wb") as out, (repository / "err").open("wb") as err:
        run = subprocess.Popen(arguments, stdout=out, stderr=err, env=dict(os.environ, PYTHONUNBUFFERED="1"))
        try:
            wait_for(repository / "err", "waiting for changes", 1)
            for attempt in range(20):  # the system may take a moment until it tells of changes
                (repository / "new").write_text(GOOD + "# " * attempt, encoding="utf-8")
                os.replace(repository / "new", repository / "deal.yaml")
                if wait_for(repository / "err", "waiting for changes", 2, seconds=1.5):
                    break
            run.send_signal(signal.SIGINT)
            assert run.wait(timeout=20) == 130
        finally:
            run.kill()
    said = (repository / "out").read_text("utf-8")
    assert "Verdict: non-compliant" in said
    assert "Verdict: compliant\n" in said
    assert "Traceback" not in (repository / "err").read_text("utf-8")


def scope(folder: Path, patterns: tuple[str, ...] = ("deals/**/*.yaml",), *, written: tuple[str, ...] = ()) -> Scope:
    wanted = Wanted((folder / "awardrules.yaml",), None, folder, patterns)
    return Scope([], [folder / "packs"], wanted, [folder / name for name in written])


@pytest.mark.parametrize(
    ("name", "concerns"),
    [
        ("deals/a.yaml", True), ("deals/new/a.yaml", True), ("awardrules.yaml", True), ("packs/trialville/2025/publicity.yaml", True),
        ("report.txt", False), ("log.yaml", False), ("deals/.out.yaml.x1", False), ("deals/.git/a.yaml", False), ("deals/out.yaml", False),
    ],
)  # fmt: skip
def test_without_files_only_what_the_configuration_names_is_watched(repository, name, concerns):
    (repository / "deals").mkdir()
    assert scope(repository.resolve(), written=("deals/out.yaml",)).concerns(repository.resolve() / name) is concerns


def test_a_folder_made_later_is_watched_with_what_it_holds(repository):
    folder = repository.resolve()
    (folder / "deals").mkdir()
    told: list[list[Path]] = []

    def watch(*roots: Path, watch_filter, **_: object):
        told.append(list(roots))
        if len(told) == 1:
            (folder / "deals" / "sub").mkdir()
            (folder / "deals" / "sub" / "early.yaml").touch()
            changes = [folder / "report.txt", folder / "deals" / "sub"]
            yield {(1, str(path)) for path in changes if watch_filter(1, str(path))}
        else:
            yield set()
            yield {(1, str(folder / "deals" / "sub" / "late.yaml"))}

    found = watching._watched_changes(watch, lambda: scope(folder))
    assert next(found) == {folder / "deals" / "sub" / "early.yaml"}
    assert next(found) == {folder / "deals" / "sub" / "late.yaml"}
    assert (folder / "deals" / "sub" in told[0], folder / "deals" / "sub" in told[1]) == (False, True)


def test_a_process_sees_a_new_folder_and_not_its_own_output(repository, interruptible):
    (repository / "awardrules.yaml").write_text("files: deals/**/*.yaml\npack: packs/trialville/2025\nlang: en\n", encoding="utf-8")
    (repository / "deals").mkdir()
    (repository / "deals" / "a.yaml").write_text(GOOD, encoding="utf-8")
    arguments = [sys.executable, "-m", "awardrules", "check", "--watch", "-o", "report.txt", "--lang", "en"]
    with (repository / "err").open("wb") as err:
        run = subprocess.Popen(arguments, stdout=err, stderr=err, env=dict(os.environ, PYTHONUNBUFFERED="1"))
        try:
            assert wait_for(repository / "err", "waiting for changes", 1)
            for attempt in range(20):  # the system may take a moment until it tells of changes
                (repository / "deals" / f"{attempt}").mkdir()
                time.sleep(0.5)
                (repository / "deals" / f"{attempt}" / "b.yaml").write_text(BAD, encoding="utf-8")
                if wait_for(repository / "err", "changed: b.yaml", 1, seconds=1.5):
                    break
            assert wait_for(repository / "report.txt", "non-compliant", 1)
            runs = (repository / "err").read_text("utf-8").count("changed: ")
            time.sleep(2)
            assert (repository / "err").read_text("utf-8").count("changed: ") <= runs + 1
            run.send_signal(signal.SIGINT)
            assert run.wait(timeout=20) == 130
        finally:
            run.kill()
            run.wait()


def wait_for(file: Path, text: str, times: int, seconds: float = 30) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if file.read_text("utf-8").count(text) >= times:
            return True
        time.sleep(0.05)
    return False
