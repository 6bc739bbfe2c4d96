"""What an officer does with a draft: drop it in, see each finding at its sentence, mend the sentences, see it pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.calling import ROOT, call

DRAFT = ROOT / "examples" / "agreements" / "shenzhen-grant.md"
FACTS = ROOT / "examples" / "agreements" / "facts.yaml"
MENDED = {"乙方持有60%": "乙方持有70%", "至2025年2月26日在校内公示": "至2025年3月5日在校内公示"}


def checked(path: Path, *more: object):
    return call("check", path, "--facts", FACTS, "--pack", "shenzhen", *more)


def test_each_finding_stands_at_its_sentence():
    found = checked(DRAFT, "--lang", "zh")
    assert found.code == 1
    assert "第一条1.2：“1.2 乙方持有60%的份额，甲方持有其余份额。”" in found.out
    assert "于2025年2月17日至2025年2月26日在校内公示" in found.out


@pytest.mark.parametrize("format", ["md", "docx"])
def test_a_mended_draft_passes(tmp_path, format):
    text = DRAFT.read_text(encoding="utf-8")
    for wrong, right in MENDED.items():
        assert wrong in text
        text = text.replace(wrong, right)
    path = tmp_path / f"draft.{format}"
    if format == "docx":
        import docx

        document = docx.Document()
        for line in filter(None, text.splitlines()):
            document.add_paragraph(line.lstrip("# "))
        document.save(path)
    else:
        path.write_text(text, encoding="utf-8")
    found = checked(path, "--format", "json")
    assert (found.code, found.data()["status"]) == (0, "compliant")
