"""The matrix for machines: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from awardrules.compare.figures import Figure
from awardrules.compare.matrix import WEIGHT, Entry, Matrix, Verdict
from awardrules.facts.deal import plain
from awardrules.facts.quantity import show_date
from awardrules.language import Lang, Text
from awardrules.pack.edition import Edition
from awardrules.report.layout import clean
from awardrules.report.matrix import cell_text, name_of, reason, remark
from awardrules.report.text import STATUS, mechanism_name

GUARDED = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would read as a formula


def matrix_csv(matrix: Matrix, lang: Lang) -> str:
    """One row a notion, one column an edition, with the byte order mark by which spreadsheets know UTF-8; no cell is a formula."""
    out = io.StringIO()
    out.write("\ufeff")
    writer = csv.writer(out, lineterminator="\n")
    head = [Text("机制", "mechanism"), Text("事项", "notion"), Text("条款", "clauses"), *(name_of(edition) for edition in matrix.editions)]
    writer.writerow(_guarded(text.of(lang) for text in head))
    if matrix.verdicts:
        verdicts = [STATUS[verdict.status][0] for verdict in matrix.verdicts]
        remarks = [remark(verdict) for verdict in matrix.verdicts]
        shown = [f"{words.of(lang)} {remark.of(lang)}".rstrip() for words, remark in zip(verdicts, remarks, strict=True)]
        writer.writerow(_guarded([Text("结论", "verdict").of(lang), matrix.deal or "", "", *shown]))
    for row in matrix.rows:
        cells = [cell_text(cell, row.title).of(lang) for cell in row.cells]
        writer.writerow(_guarded([mechanism_name(row.mechanism, lang), row.title.of(lang), " ".join(row.clauses), *cells]))
    return out.getvalue()


def _guarded(cells: Iterable[str]) -> list[str]:
    """Cells that no spreadsheet takes for a formula, without control characters."""
    texts = (clean(cell).replace("\n", " ") for cell in cells)
    return [f"'{text}" if text.lstrip().startswith(GUARDED) else text for text in texts]


def matrix_data(matrix: Matrix, lang: Lang) -> dict[str, Any]:
    """The matrix as data (schema `awardrules/matrix/1`); a cell is null where its edition is silent."""
    names = [edition.reference for edition in matrix.editions]
    data: dict[str, Any] = {
        "schema": "awardrules/matrix/1",
        "as_of": show_date(matrix.as_of),
        "editions": [
            {
                "reference": edition.reference,
                "name": edition.name.of(lang),
                "title": edition.title.of(lang),
                "document": edition.document,
                "status": edition.status,
                "digest": edition.digest,
            }
            for edition in matrix.editions
        ],
        "rows": [
            {
                "mechanism": row.mechanism,
                "title": row.title.of(lang),
                "clauses": list(row.clauses),
                "cells": {name: _cell_data(cell, edition, lang) for name, edition, cell in zip(names, matrix.editions, row.cells, strict=True)},
            }
            for row in matrix.rows
        ],
    }
    if matrix.verdicts:
        verdicts = zip(names, matrix.verdicts, strict=True)
        data["deal"] = {"name": matrix.deal, "verdicts": {name: _verdict_data(verdict, lang) for name, verdict in verdicts}}
    return data


def _cell_data(entries: Sequence[Entry], edition: Edition, lang: Lang) -> dict[str, Any] | None:
    if not entries:
        return None
    worst = max((e for e in entries if e.outcome), key=lambda e: WEIGHT.get(e.severity or e.outcome or "", 0), default=None)
    return {
        "outcome": worst.outcome if worst else None,
        "entries": [
            {
                "clause": entry.clause.id,
                "locator": entry.clause.locator,
                "modality": entry.modality,
                "figures": [_figure_data(figure, edition, lang) for figure in entry.figures],
                "gist": entry.clause.gist.of(lang),
                "exceptions": [text.of(lang) for text in entry.exceptions],
                "rules": [rule.id for rule in entry.rules],
                "encoded": entry.encoded,
                "outcome": entry.outcome,
                "severity": entry.severity,
            }
            for entry in entries
        ],
    }


def _figure_data(figure: Figure, edition: Edition, lang: Lang) -> dict[str, Any]:
    fact = edition.vocabulary.get(figure.path) if figure.path else None
    values = [value if isinstance(value, str) else plain(value, fact) for value in figure.values]
    return {"fact": figure.path, "sign": figure.sign, "values": values, "base": figure.base_path, "text": figure.text.of(lang)}


def _verdict_data(verdict: Verdict, lang: Lang) -> dict[str, Any]:
    return {
        "status": verdict.status,
        "out_of_scope": verdict.outside,
        "changes": [
            {
                "rule": rule.id,
                "clauses": list(rule.clauses),
                "severity": rule.severity,
                "title": rule.title.of(lang),
                "message": reason(verdict, rule).of(lang),
                "remedy": rule.remedy.of(lang),
            }
            for rule in verdict.failing
        ],
    }
