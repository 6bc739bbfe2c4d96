"""`awardrules template` on files: findings and exit codes, every format, waivers, bad input."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from agreement.review.drafts import draft
from cli.calling import call

BAD = """\
# 职务科技成果赋权协议（范本）

甲方（单位）：________
乙方（成果完成人团队）：________

第一条 甲乙双方对本成果按份共有，乙方所有权份额为____%，甲方为其余部分。

第二条 甲方在单位内部公示{{天数|10}}日。
"""
SHARE = "ownership.team-share-min"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "范本.md").write_text(BAD, encoding="utf-8")
    return tmp_path


def checked(*more: object, format: str = "json", **options: object):  # type: ignore[no-untyped-def]
    return call("template", "范本.md", "--pack", "shenzhen", "--as-of", "2025-03-20", "--format", format, *more)


def test_a_bad_template_fails_with_the_clause_the_filling_and_the_floor(folder):
    done = checked()
    assert done.code == 1
    found = {finding["citations"][0]["clause"]: finding for finding in done.data()["findings"] if finding["kind"] == "floor"}
    assert found[SHARE]["filling"] == [{"fact": "grant.team_share", "value": "0.69"}]
    assert found[SHARE]["remedy"] == "在空白处印明“不低于 70%”"
    assert found[SHARE]["evidence"][0]["line"] == 6
    assert "default" in {finding["kind"] for finding in done.data()["findings"]}
    assert (folder / "范本.md").read_text(encoding="utf-8") == BAD


def test_printing_the_floor_mends_it(folder):
    (folder / "范本.md").write_text(BAD.replace("____%，", "____%（不低于70%），").replace("{{天数|10}}日", "不少于15日"), encoding="utf-8")
    assert [finding["kind"] for finding in checked().data()["findings"] if finding["kind"] in ("floor", "default")] == []


@pytest.mark.parametrize("format", ["text", "plain", "markdown", "html"])
@pytest.mark.parametrize(("lang", "words"), [("zh", "在空白处印明"), ("en", "at the blank")])
def test_every_format_for_people_says_what_to_print(folder, format, lang, words):
    done = checked("--lang", lang, format=format)
    assert (done.code, done.err) == (1, "")
    assert words in done.out
    assert "三/（一）/1" in done.out


def test_ci_formats_point_to_the_line(folder):
    assert "file=范本.md,line=6" in checked(format="github").out
    results = json.loads(checked(format="sarif").out)["runs"][0]["results"]
    assert {r["locations"][0]["physicalLocation"]["region"]["startLine"] for r in results if r["ruleId"].endswith(SHARE)} == {6}


def test_ci_formats_name_the_sentence_where_a_file_has_no_lines(folder):
    (folder / "范本.docx").write_bytes(
        draft("# 职务科技成果赋权协议（范本）\n甲方（单位）：________\n乙方（成果完成人团队）：________\n第一条 双方按份共有，乙方份额为____%。\n")
    )
    done = call("template", "范本.docx", "--pack", "shenzhen", "--as-of", "2025-03-20", "--format", "github")
    (told,) = [line for line in done.out.splitlines() if SHARE in line]
    assert "第一条" in told
    assert "乙方份额为____%" in told


def test_a_template_of_no_known_kind_is_not_called_clean(folder):
    (folder / "通知.md").write_text(
        "# 关于科技成果转化工作的通知\n\n本单位的成果转化工作由科研处归口管理，专利维护费由本单位承担。\n", encoding="utf-8"
    )
    done = call("template", "通知.md", "--pack", "shenzhen", "--as-of", "2025-03-20", "--format", "plain")
    assert "没有发现问题" not in done.out
    assert "未能检验" in done.out


def test_a_waiver_lets_the_build_pass_and_an_expired_one_does_not(folder):
    clauses = {finding["citations"][0]["clause"] for finding in checked().data()["findings"]}
    entry = '- {{clause: {0}, file: "*.md", reason: 试用, approver: 法务处, legal_basis: 章程, expires: {1}}}\n'
    for expires, code in (("2099-12-31", 0), ("2020-01-01", 1)):
        text = "waivers:\n" + "".join(entry.format(clause, expires) for clause in sorted(clauses))
        (folder / "awardrules.yaml").write_text(text, encoding="utf-8")
        done = checked()
        assert done.code == code
        assert bool(done.data()["findings"]) == (code == 1)
    assert "豁免无效" in checked(format="plain").out
    assert checked("--no-config").code == 1


def test_facts_beside_the_template_settle_a_blank(folder):
    (folder / "facts.yaml").write_text("grant: {team_share: 80%}\n", encoding="utf-8")
    found = checked("--facts", "facts.yaml").data()
    assert SHARE not in {finding["citations"][0]["clause"] for finding in found["findings"]}


def test_several_templates_are_lines_of_json_and_the_gravest_code_counts(folder):
    done = call("template", "范本.md", "范本.md", "无.md", "--pack", "shenzhen", "--as-of", "2025-03-20", "--format", "json")
    assert done.code == 2
    assert len(done.lines()) == 2
    assert "无.md" in done.err


def test_a_word_template_is_read(folder):
    (folder / "范本.docx").write_bytes(
        draft("# 职务科技成果赋权协议\n甲方（单位）：____\n乙方（成果完成人团队）：____\n@1 甲乙双方按份共有，乙方占____%。\n")
    )
    done = call("template", "范本.docx", "--pack", "shenzhen", "--as-of", "2025-03-20", "--format", "json")
    assert done.code == 1
    assert SHARE in {finding["citations"][0]["clause"] for finding in done.data()["findings"]}


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.md", "The parties agree that nothing here is written in any language that is read. " * 10, ""),
        ("b.txt", "今天天气很好，我们去公园散步，看见许多花开了。" * 5, "协议"),
        ("c.docx", "PK\x03\x04 broken", ""),
        ("d.md", "", "空"),
    ],
)
def test_what_is_no_template_is_refused(folder, name, data, words):
    (folder / name).write_bytes(data.encode("utf-8"))
    done = call("template", name, "--pack", "shenzhen")
    assert (done.code, done.out) == (2, "")
    assert "错误[" in done.err
    assert words in done.err


def test_usage_faults(folder):
    assert call("template", "范本.md").code == 2
    assert call("template", "范本.md", "--pack", "shenzhen", "--format", "xml").code == 2
    assert call("template", "范本.md", "--pack", "nowhere").code == 2
