"""`awardrules trace`: exit codes, the report in both languages, JSON, and what it refuses."""

from __future__ import annotations

import json
import textwrap
from pathlib import Path

import pytest

from awardrules.cli.main import run
from awardrules.language import Text
from awardrules.pack.clauselist import NO_HASH
from awardrules.pack.edition import Clause
from awardrules.pack.tracing import trace
from awardrules.report.tracing import verdict
from pack.cities import write_city
from pack.ordinance import COPY, FLAT, clauses_file, ordinance

REASONED = {"notice.comply", "preamble", "aim", "care.aim"}


@pytest.fixture
def pack(tmp_path: Path) -> str:
    """A folder whose clauses are the ordinance's, one of them encoded."""
    rules = {"ownership-grant": "- cite: tree.share\n  require: {var: trial.holds}\n  remedy: {zh: 改, en: mend}"}
    return str(write_city(tmp_path, rules, files={"clauses.yaml": clauses_file(ordinance())})) + "/"


def copy(tmp_path: Path, text: str) -> str:
    """A copy of the document in a file."""
    path = tmp_path / "copy.txt"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_clean_copy_exits_0(pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = copy(tmp_path, COPY)
    assert run(["trace", pack, "--source", source, "--lang", "zh"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:4] == [
        "核对：全部条款核对无误",
        f"trialville@2025，试字〔2025〕1号；文本 {source}",
        "文本与本版一致",
        "21/21 条核对无误；5/21 条已编码或说明理由（编码 1，说明理由 4）",
    ]
    assert "未编码且未说明理由（16）" in lines


def test_findings_exit_1_with_a_report(pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = COPY.replace("不得分配", "不予分配").replace("三、附则", "果园应立碑。\n三、附则")
    source = copy(tmp_path, text.replace("之六十", "之七十").replace("每年应修枝两次。", ""))
    assert run(["trace", pack, "-s", source, "--lang", "en"]) == 1
    report = capsys.readouterr().out
    assert report.startswith(
        textwrap.dedent(f"""\
        Trace: 2 changed, 1 gone, 1 normative sentence without a clause
        trialville@2025, 试字〔2025〕1号; copy {source}
        another text of the same document, or a fault in the clause list
        18 of 21 clauses verified (6 of them moved, text unchanged); 5 of 21 encoded or reasoned (1 encoded, 4 reasoned)

        Text changed (2)
          tree.share  二/（一）/1
            text changed: the hash differs
            it said: gist of tree.share.
            it reads now: 照料人持有的份额不低于百分之七十。
        """)
    )
    assert "  tree.sick  二/（一）/2\n    anchor not found: 病树不得分配; text changed: the hash differs\n" in report
    assert "Text gone (1)\n  care.prune  附件1/第二条\n    anchor not found: 修枝两次; the text is gone\n    it said: gist of care.prune.\n" in report
    assert "Normative sentences without a clause (1)\n  二/（二）/2  果园应立碑。\n" in report
    assert "Moved, text unchanged (6)\n" in report
    assert "and 1 more (--verbose lists all)\n" in report


def test_verbose_lists_every_shift_and_every_heading(pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = copy(tmp_path, COPY.replace("（一）目的", "（一）总目的"))
    assert run(["trace", pack, "-s", source, "-v", "--lang", "en"]) == 0
    report = capsys.readouterr().out
    assert report.count(" → ") == 19
    assert "\n附件1/第三条/（二）" in report


def test_json_has_the_keys_of_the_contract(pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = copy(tmp_path, COPY.replace("之六十", "之七十").replace("三、附则", "果园应立碑。\n三、附则"))
    assert run(["trace", pack, "-s", source, "--format", "json", "--lang", "en"]) == 1
    data = json.loads(capsys.readouterr().out)
    assert {key: data[key] for key in ("edition", "relation", "clauses", "verified", "encoded", "reasoned")} == {
        "edition": "trialville@2025", "relation": "other-text", "clauses": 21, "verified": 20, "encoded": 1, "reasoned": 4,
    }  # fmt: skip
    start = FLAT.index("照料人持有的份额")
    assert data["failed"] == [
        {
            "clause": "tree.share", "locator": "二/（一）/1", "kind": "changed",
            "problems": [{"code": "hash", "message": "text changed: the hash differs"}],
            "anchor": "照料人持有的份额", "gist": "gist of tree.share.",
            "recorded": {"span": [[start, start + 17]], "hash": ordinance()[4].hash},
            "found": {
                "locator": "二/（一）/1", "span": [[start, start + 17]], "hash": data["failed"][0]["found"]["hash"],
                "text": "照料人持有的份额不低于百分之七十。",
            },
        }
    ]  # fmt: skip
    new = FLAT.index("三、附则")
    assert data["uncovered"] == [{"locator": "二/（二）/2", "text": "果园应立碑。", "span": [new, new + 6]}]
    assert data["shifted"][0]["clause"] == "validity.interpretation"
    assert {"locator": "二/（一）/2", "normative": 20, "covered": 20, "clauses": 2, "encoded": 0, "reasoned": 0, "neither": 2} in data["sections"]
    assert set(data["neither"]) == {c.id for c in ordinance()} - REASONED - {"tree.share"}


def test_the_report_goes_to_a_file(pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "report.txt"
    assert run(["trace", pack, "-s", copy(tmp_path, COPY), "-o", str(target), "--lang", "zh"]) == 0
    assert capsys.readouterr().out == ""
    assert target.read_text(encoding="utf-8").startswith("核对：全部条款核对无误\n")


@pytest.mark.parametrize(
    ("text", "code", "words"),
    [
        ("第一条 渔船应当登记。\n第二条 渔民须缴费。\n第三条 本办法由渔港办解释。", "other-document", "这不是 trialville@2025《试城工作方案》的文本"),
        ("", "empty-source", "文件中没有文字"),
        (" \n　\n", "empty-source", "文件中没有文字"),
        ("%PDF-1.7\0", "not-text", "这是二进制文件"),
    ],
)
def test_what_is_no_text_of_the_document_exits_2(
    pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, code: str, words: str
) -> None:
    source = copy(tmp_path, text)
    assert run(["trace", pack, "--source", source, "--lang", "zh"]) == 2
    caught = capsys.readouterr()
    assert caught.out == ""
    assert caught.err.startswith(f"{source}: 错误[{code}]: {words}")


def test_another_document_is_named_where_it_is_known(pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    harbour = "第一条 渔船应当登记。\n第二条 渔民须缴费。\n第三条 本办法由渔港办解释。"
    rows = [("f.ship", "第一条", "渔船应当登记"), ("f.fee", "第二条", "渔民须缴费"), ("f.office", "第三条", "由渔港办解释")]
    listed = [Clause(i, place, "publicity", "shall", anchor, NO_HASH, (), Text("要旨。", "gist")) for i, place, anchor in rows]
    write_city(tmp_path / "more", files={"clauses.yaml": clauses_file(listed)})
    (tmp_path / "more" / "trialville").rename(tmp_path / "more" / "fishville")
    arguments = ["trace", pack, "--source", copy(tmp_path, harbour), "--packs-dir", str(tmp_path / "more"), "--lang", "en"]
    assert run(arguments) == 2
    assert "help: it fits fishville@2025: awardrules trace fishville@2025 --source …" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["trace", "all", "--source", "SOURCE"], "`trace` checks one edition at a time"),
        (["trace", "nowhere", "--source", "SOURCE"], "no pack `nowhere`"),
        (["trace", "PACK", "--source", "missing.txt"], "no such file"),
        (["trace", "PACK", "--source", "SOURCE", "--format", "html"], "`--format` cannot be `html`"),
        (["trace", "PACK", "--source", "SOURCE", "--as-of", "soon"], "`--as-of` takes a date"),
    ],
)
def test_wrong_usage_exits_2(pack: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str) -> None:
    names = {"PACK": pack, "SOURCE": copy(tmp_path, COPY)}
    assert run([*(names.get(word, word) for word in arguments), "--lang", "en"]) == 2
    assert words in capsys.readouterr().err


def test_the_verdict_counts_each_kind_in_both_languages() -> None:
    result = trace(ordinance(), COPY.replace("之六十", "之七十").replace("三、附则", "果园应立碑。果园须设栏。\n三、附则"))
    assert verdict(result) == ("1 条文字已变，2 处规范性语句无条款对应", "1 changed, 2 normative sentences without a clause")
