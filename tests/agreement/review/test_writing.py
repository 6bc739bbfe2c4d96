"""The reviewed copy as a file: the original is never touched."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path

import pytest

from agreement.review.drafts import accepted, document, draft
from awardrules.agreement.extraction.found import Extraction
from awardrules.agreement.review.wording import Paragraph, Remark
from awardrules.agreement.review.writing import write_review
from awardrules.diagnostics import AwardrulesError

DATA = draft()
REMARKS = (Remark((Paragraph("说明", True),)),)


@pytest.fixture
def agreement(tmp_path: Path) -> Path:
    path = tmp_path / "协议.docx"
    path.write_bytes(DATA)
    return path


def extraction(data: bytes = DATA, format: str = "docx") -> Extraction:
    read = document(DATA)
    fields = {**read.__dict__, "sha256": sha256(data).hexdigest(), "format": format}
    return Extraction(read.__class__(**fields), {}, ())


def refused(source: Path, target: Path, made: Extraction) -> str:
    with pytest.raises(AwardrulesError) as fault:
        write_review(source, target, made, REMARKS)
    (diagnostic,) = fault.value.diagnostics
    assert diagnostic.code == "review"
    return diagnostic.render("zh")


def test_the_copy_stands_beside_the_original(agreement):
    target = agreement.with_name("审阅稿.docx")
    write_review(agreement, target, extraction(), REMARKS, "2025-03-20T09:00:00Z")
    assert agreement.read_bytes() == DATA
    assert accepted(target.read_bytes()) == accepted(DATA)
    assert {path.name for path in agreement.parent.iterdir()} == {"协议.docx", "审阅稿.docx"}


@pytest.mark.parametrize("link", ["same", "dots", "symlink", "hardlink"])
def test_a_copy_never_takes_the_place_of_the_original(agreement, link):
    target = {"same": agreement, "dots": agreement.parent / "." / agreement.name}.get(link, agreement.with_name("另.docx"))
    if link == "symlink":
        target.symlink_to(agreement)
    if link == "hardlink":
        os.link(agreement, target)
    assert "不能写到原文件上" in refused(agreement, target, extraction())
    assert agreement.read_bytes() == DATA


@pytest.mark.parametrize("format", ["pdf", "markdown", "text"])
def test_only_word_files_have_a_reviewed_copy(agreement, format):
    assert "--format html" in refused(agreement, agreement.with_name("out.docx"), extraction(format=format))


def test_a_file_that_changed_since_it_was_read_is_not_reviewed(agreement):
    target = agreement.with_name("out.docx")
    assert "被改动" in refused(agreement, target, extraction(DATA + b" "))
    assert not target.exists()


def test_a_place_that_cannot_be_written(agreement):
    assert "无法写入" in refused(agreement, agreement.parent / "没有" / "out.docx", extraction())
    assert ".docx" in refused(agreement, agreement.with_name("out.pdf"), extraction())
