"""`check` on an agreement: a reviewed copy with comments, and a page with the text beside its findings."""

from __future__ import annotations

import io
import re
from pathlib import Path

import docx
import pytest

from agreement.review.drafts import accepted, draft
from cli.calling import EXAMPLE, call

BODY = """\
# 职务科技成果赋权协议
甲方（单位）：深圳某大学
乙方（成果完成人团队）：张三、李四
@1 甲乙双方对本成果按份共有，乙方占{}，甲方占{}。
| 事项 | 约定 |
| 公示 | 甲方已在校内公示10日。 |
"""
BAD, GOOD = BODY.format("60%", "40%"), BODY.format("70%", "30%")
SHARE = "按份共有时团队份额不低于 70%"


@pytest.fixture
def agreement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "协议.docx"
    path.write_bytes(draft(BAD))
    return path


def checked(path: str, *more: object):  # type: ignore[no-untyped-def]
    return call("check", path, "--pack", "shenzhen", "--as-of", "2025-03-20", *more)


def comments(path: Path) -> list[str]:
    return [c.text for c in docx.Document(io.BytesIO(path.read_bytes())).comments if c.author == "awardrules"]


def test_drop_a_draft_in_see_the_finding_at_its_sentence_mend_it_and_see_it_gone(agreement):
    before = agreement.read_bytes()
    done = checked("协议.docx", "--hypothetical", "--review", "审阅稿.docx")
    assert done.code == 1
    copy = agreement.with_name("审阅稿.docx")
    assert agreement.read_bytes() == before
    assert accepted(copy.read_bytes()) == accepted(before)
    assert any(SHARE in text and "三/（一）/1" in text for text in comments(copy))
    agreement.write_bytes(draft(GOOD))
    checked("协议.docx", "--hypothetical", "--review", "审阅稿.docx")
    assert not any(SHARE in text for text in comments(copy))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_page_shows_the_agreement_beside_its_findings(agreement, lang):
    done = checked("协议.docx", "--hypothetical", "--lang", lang, "--format", "html", "-o", "报告.html")
    page = agreement.with_name("报告.html").read_text(encoding="utf-8")
    assert (done.code, done.out) == (1, "")
    assert "<mark" in page
    assert "三/（一）/1" in page
    assert "乙方占60%" in re.sub("<[^>]+>", "", page)


def test_a_page_of_a_deal_given_as_data(agreement):
    done = call("check", EXAMPLE, "--pack", "shenzhen", "--format", "html")
    assert done.code == 1
    assert done.out.startswith("<!doctype html>")
    assert "<mark" not in done.out
    assert "shenzhen-grant.yaml:7" in done.out


def test_a_page_against_every_edition(agreement):
    done = call("check", "协议.docx", "--pack", "all", "--as-of", "2025-03-20", "--format", "html")
    assert done.out.count("结论：") == 5


@pytest.mark.parametrize(
    ("file", "target", "words"),
    [
        ("协议.docx", "协议.docx", "不能写到原文件上"),
        ("协议.docx", "./协议.docx", "不能写到原文件上"),
        ("协议.docx", "审阅稿.txt", ".docx"),
        ("协议.docx", "没有/审阅稿.docx", "无法写入"),
        ("协议.md", "审阅稿.docx", "--format html"),
        ("deal.yaml", "审阅稿.docx", "--format html"),
    ],
)
def test_a_reviewed_copy_that_cannot_be_written_is_refused(agreement, file, target, words):
    agreement.with_name("协议.md").write_text(GOOD.replace("@1 ", ""), encoding="utf-8")
    agreement.with_name("deal.yaml").write_bytes(EXAMPLE.read_bytes())
    before = agreement.read_bytes()
    done = checked(file, "--review", target)
    assert done.code == 2
    assert words in done.err
    assert agreement.read_bytes() == before


def test_one_reviewed_copy_and_one_page_are_of_one_file(agreement):
    agreement.with_name("另.docx").write_bytes(draft(GOOD))
    for more in (("--review", "审阅稿.docx"), ("--format", "html")):
        done = checked("协议.docx", "另.docx", *more)
        assert done.code == 2
        assert "一次只能用于一份文件" in done.err
    assert not agreement.with_name("审阅稿.docx").exists()
