"""Decisions gathered for an HTML page and for the reviewed copies of agreements: both need everything a file was decided against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from awardrules.diagnostics import AwardrulesError, Span, error
from awardrules.language import Lang, Text

if TYPE_CHECKING:
    from awardrules.agreement.extraction.found import Extraction
    from awardrules.decision.decide import Decision
    from awardrules.waiving.waivers import Verdict


class Pages:
    """The decisions of one deal or agreement against any number of editions."""

    def __init__(self, lang: Lang, *, html: bool, review: Path | None = None) -> None:
        self.lang, self.html, self.review = lang, html, review
        self.extractions: dict[str, Extraction] = {}
        self.decisions: list[Decision] = []
        self.waived: list[Mapping[str, Text]] = []

    def accept(self, paths: list[Path]) -> None:
        """Raises AwardrulesError for a page of several files and a reviewed copy that cannot be written: before anything is decided."""
        if self.html and len(paths) > 1:
            raise _one_file("--format html", str(paths[1]))
        if self.review is None:
            return
        from awardrules.agreement.review.writing import check_target

        if len(paths) > 1:
            raise _one_file("--review", str(paths[1]))
        for path in paths:
            check_target(path, self.review)

    def read(self, name: str, extraction: Extraction) -> None:
        """Remember what was read from the agreement that a deal of that name came from."""
        self.extractions[name] = extraction

    def add(self, decision: Decision, verdict: Verdict | None) -> None:
        """Keep a decision. Raises AwardrulesError for a second deal: a page, and a reviewed copy, are of one."""
        if self.decisions and decision.deal.name != self.decisions[0].deal.name:
            raise _one_file("--format html" if self.html else "--review", decision.deal.name)
        from awardrules.report.excuses import excuses_by_rule

        self.decisions.append(decision)
        self.waived.append(excuses_by_rule(verdict) if verdict is not None else {})

    def page(self) -> str:
        """The page; empty where there is no decision."""
        if not self.decisions:
            return ""
        from awardrules.report.agreement import agreement_page

        return agreement_page(self.decisions, self.lang, self.extractions.get(self.decisions[0].deal.name), self.waived)

    def write_review(self) -> None:
        """The reviewed copy, where one was asked for. Raises AwardrulesError where it cannot be written."""
        if self.review is None or not self.decisions:
            return
        from awardrules.agreement.review.wording import remarks
        from awardrules.agreement.review.writing import write_review

        extraction = self.extractions.get(self.decisions[0].deal.name)
        if extraction is None:
            return
        made = remarks(self.decisions, extraction, self.lang, self.waived)
        written_on = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        write_review(Path(extraction.document.name), self.review, extraction, made, written_on)


def _one_file(option: str, name: str) -> AwardrulesError:
    message = Text(f"`{option}` 一次只能用于一份文件", f"`{option}` is for one file at a time")
    return AwardrulesError([error("one-file", Span(name), message, Text("请逐份检查", "check the files one by one"))])
