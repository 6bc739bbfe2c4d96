"""What surrounds a call: the locale, the terminal, pipes and signals."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time

import pytest

from cli.calling import EXAMPLE, call, process

CHECK = ("check", EXAMPLE, "--pack", "shenzhen")
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")


# --- language ---


@pytest.mark.parametrize(
    ("locale", "flag", "verdict"),
    [
        ({}, None, "结论：不符合"),
        ({"LANG": "en_US.UTF-8"}, None, "Verdict: non-compliant"),
        ({"LANG": "zh_CN.UTF-8"}, None, "结论：不符合"),
        ({"LANG": "fr_FR.UTF-8"}, None, "结论：不符合"),
        ({"LANG": "C"}, None, "结论：不符合"),
        ({"LC_MESSAGES": "en_GB", "LANG": "zh_CN"}, None, "Verdict: non-compliant"),
        ({"LC_ALL": "zh_CN", "LC_MESSAGES": "en_GB", "LANG": "en_GB"}, None, "结论：不符合"),
        ({"LC_ALL": "", "LANG": "en_GB"}, None, "Verdict: non-compliant"),
        ({"LANG": "en_US.UTF-8"}, "zh", "结论：不符合"),
        ({"LANG": "zh_CN.UTF-8"}, "en", "Verdict: non-compliant"),
    ],
)
def test_the_language_is_as_asked_else_the_locales_else_chinese(monkeypatch, locale, flag, verdict):
    for name, value in locale.items():
        monkeypatch.setenv(name, value)
    assert call(*CHECK, *(["--lang", flag] if flag else [])).out.startswith(verdict)


@pytest.mark.parametrize(("flag", "word"), [("zh", "错误[file-missing]: 文件不存在"), ("en", "error[file-missing]: no such file")])
def test_errors_are_in_the_language_too(flag, word):
    assert word in call("check", "nowhere.yaml", "--pack", "shenzhen", "--lang", flag).err


def test_output_is_utf_8_whatever_the_locale():
    done = process(*CHECK, "--lang", "zh", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("结论：不符合")
    missing = process("check", "没有.yaml", "--pack", "shenzhen", "--lang", "zh", LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert missing.code == 2
    assert "Traceback" not in missing.err


# --- terminals ---


def on_terminal(*arguments: object, **environment: str) -> str:
    """What a call writes to a terminal."""
    leader, follower = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "TERM", *LOCALE)} | {"COLUMNS": "100"} | environment
    with subprocess.Popen(
        [sys.executable, "-m", "awardrules", *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=follower, stderr=follower, env=env
    ) as child:
        os.close(follower)
        written = b""
        while True:
            try:
                part = os.read(leader, 1 << 16)
            except OSError:  # the other side is closed
                break
            if not part:
                break
            written += part
        child.wait(timeout=60)
    os.close(leader)
    return written.decode()


@pytest.mark.parametrize(
    ("flags", "environment", "coloured"),
    [
        ([], {"TERM": "xterm-256color"}, True),
        ([], {"TERM": "xterm-256color", "NO_COLOR": "1"}, False),
        ([], {"TERM": "dumb"}, False),
        (["--format", "plain"], {"TERM": "xterm-256color"}, False),
    ],
)
def test_colour_is_for_terminals_that_want_it(flags, environment, coloured):
    shown = on_terminal(*CHECK, "--lang", "en", *flags, **environment)
    assert ("\x1b[" in shown) is coloured
    assert "non-compliant" in shown
    if not coloured:
        assert shown.replace("\r\n", "\n") == call(*CHECK, "--lang", "en", "--format", "plain").out


def test_a_deal_cannot_drive_the_terminal(tmp_path):
    deal = tmp_path / "deal.yaml"
    deal.write_text('unit: {name: "\\e[2J\\e]0;owned\\a"}\n', encoding="utf-8")
    done = call("check", deal, "--pack", "shenzhen", "--lang", "en")
    assert "\x1b" not in done.out + done.err
    assert "\a" not in done.out + done.err


# --- pipes and signals ---


@pytest.mark.parametrize("format", ["plain", "json", "markdown"])
def test_a_reader_that_goes_away_is_no_error_to_shout_about(format, tmp_path):
    many = tmp_path / "many.jsonl"
    many.write_text('{"deal": {"kinds": ["reward"]}}\n' * 18, encoding="utf-8")
    with subprocess.Popen(
        [sys.executable, "-m", "awardrules", "check", str(many), "--pack", "shenzhen", "--verbose", "--format", format],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        child.stdout.read(10)
        child.stdout.close()
        complaint = child.stderr.read().decode()
    assert complaint == ""
    assert child.returncode == 2


def test_a_full_disk_is_said_in_one_line():
    with open("/dev/full", "w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "awardrules", *map(str, CHECK), "--lang", "en"], stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 2
    assert done.stderr.decode() == "<stdout>: error[system]: refused by the system: the disk is full\n"


def test_an_interrupted_call_exits_130_and_leaves_nothing_behind(tmp_path, interruptible):
    target = tmp_path / "report.txt"
    with subprocess.Popen(
        [sys.executable, "-m", "awardrules", "check", "-", "--pack", "shenzhen", "-o", str(target)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        deadline = time.monotonic() + 30
        while not list(tmp_path.iterdir()) and time.monotonic() < deadline:  # the temporary file appears: it waits for standard input
            time.sleep(0.01)
        time.sleep(0.05)
        child.send_signal(signal.SIGINT)
        out, err = child.communicate(timeout=60)
    assert (child.returncode, out, err) == (130, b"", b"")
    assert list(tmp_path.iterdir()) == []


# --- streams that are not there ---


def without(stream: int, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    """A call started without one of the three streams."""
    line = [sys.executable, "-m", "awardrules", *map(str, arguments), "--lang", "en"]
    kept = {0: "stdin", 1: "stdout", 2: "stderr"}
    del kept[stream]
    return subprocess.run(
        ["sh", "-c", f'exec "$@" {stream}>&-', "sh", *line], **dict.fromkeys(kept.values(), subprocess.PIPE), check=False, timeout=60
    )


@pytest.mark.parametrize("format", ["text", "json", "github"])
def test_without_standard_output_a_result_is_refused_and_a_file_is_written(tmp_path, format):
    done = without(1, *CHECK, "--format", format)
    assert (done.returncode, done.stderr.decode()) == (2, "<stdout>: error[system]: refused by the system: it is not open\n")
    assert without(1, *CHECK, "--format", format, "-o", tmp_path / "out").returncode == 1
    assert (tmp_path / "out").read_text("utf-8") == call(*CHECK, "--format", format, "--lang", "en").out


def test_without_standard_input_nothing_is_read_there_and_without_standard_error_nothing_said():
    done = without(0, "check", "-", "--pack", "shenzhen")
    assert (done.returncode, b"error[empty-deal]" in done.stderr, done.stdout) == (2, True, b"")
    assert (without(2, "check", "nowhere.yaml", "--pack", "shenzhen").returncode, without(2, *CHECK).returncode) == (2, 1)


def test_a_full_device_named_as_output_is_the_one_named(tmp_path):
    many = tmp_path / "many.jsonl"
    many.write_text('{"deal": {"kinds": ["reward"]}}\n' * 18, encoding="utf-8")
    done = call("check", many, "--pack", "shenzhen", "--format", "json", "-o", "/dev/full", "--lang", "en")
    assert (done.code, done.err.splitlines()[0]) == (2, "/dev/full: error[output]: cannot be written: the disk is full")


# --- numbers of options ---


@pytest.mark.parametrize("wrong", ["inf", "nan", "-1", "0", "601", "1e308"])
@pytest.mark.parametrize("arguments", [("diff", "shenzhen", "ganzhou"), ("prove", "never_errors", "shenzhen"), ("repair", EXAMPLE, "-p", "shenzhen")])
def test_a_time_limit_lies_between_a_hundredth_of_a_second_and_ten_minutes(arguments, wrong):
    done = call(*arguments, "--timeout", wrong)
    assert (done.code, "--timeout" in done.err, done.out) == (2, True, "")


@pytest.mark.parametrize("wrong", [("--sample", "-1"), ("--sample", "0"), ("--at-least", "nan"), ("--at-least", "101"), ("--at-least", "-1")])
def test_a_sample_and_a_share_are_within_their_bounds(wrong):
    done = call("mutate", *wrong)
    assert (done.code, wrong[0] in done.err, done.out) == (2, True, "")


# --- what a message quotes ---


@pytest.mark.parametrize(
    "text",
    [
        "unit: {located_in_city: '%s'}",
        "'%s': 1",
        "unit: {'%s': 1}",
        "deal: {kinds: ['%s']}",
        "deal: {kinds: '%s'}",
        "deal: {date: '%s'}",
        "grant: {team_share: '%s'}",
        "editions: {'%s': 1}",
        "unit: *%s",
    ],
)
@pytest.mark.parametrize("value", ["x" * 1_000_000, "`y" * 500_000, "张" * 500_000], ids=["x", "y", "z"])
def test_a_message_quotes_no_more_than_can_be_read(tmp_path, text, value):
    deal = tmp_path / "deal.yaml"
    deal.write_text(text % value + "\n", encoding="utf-8")
    for format in ("text", "github", "sarif", "junit"):
        done = call("check", deal, "--pack", "shenzhen", "--format", format)
        assert (done.code, len(done.err) < 6000, len(done.out) < 20_000) == (2, True, True)


@pytest.mark.parametrize("end", ["\\n", "\\r", "\\r\\n", "\\u2028", "\\x85", "\\v", "\\n\\n  "])
@pytest.mark.parametrize("text", ['unit: {located_in_city: "x%s::error::y"}', '"x%s::error::y": 1', 'deal: {kinds: "x%s::error::y"}'])
def test_a_message_is_one_line_whatever_it_quotes(tmp_path, text, end):
    deal = tmp_path / "deal.yaml"
    deal.write_text(text % end + "\n", encoding="utf-8")
    done = call("check", deal, "--pack", "shenzhen")
    assert done.code == 2
    assert not any(line.lstrip().startswith("::") for line in done.err.splitlines())
    assert "\x1b" not in call("check", "a\x1b[2J.yaml", "--pack", "shenzhen").err
