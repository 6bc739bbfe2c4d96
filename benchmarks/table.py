"""The rows as a table for a terminal, or as JSON."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from benchmarks.measuring import Row


def text(rows: list[Row], versions: dict[str, str], missing: list[str]) -> str:
    """One block for each section: figure, span of the rounds, target, note."""
    lines = ["peers: " + (", ".join(f"{name} {version}" for name, version in versions.items()) or "none installed")]
    if missing:
        lines.append(f"missing (install the group `bench`): {', '.join(missing)}")
    for section, chosen in groupby(rows, key=lambda row: row.section):
        block = list(chosen)
        width = max(len(row.name) for row in block)
        lines += ["", section]
        lines += [f"  {row.name:<{width}}  {_figure(row):>12}  {_span(row):<17} {_target(row)}{row.note}".rstrip() for row in block]
    return "\n".join(lines) + "\n"


def _figure(row: Row) -> str:
    if row.unit == "s":
        return f"{row.value:,.2f} s"
    return f"{row.value:,.0f}" if row.unit != "×" else f"{row.value:,.2f}×" if row.value < 100 else f"{row.value:,.0f}×"


def _span(row: Row) -> str:
    if row.unit not in ("×", "s"):
        return row.unit
    return f"({row.low:,.2f}-{row.high:,.2f})" if row.low is not None and row.high is not None else ""


def _target(row: Row) -> str:
    if row.target is None:
        return ""
    return f"[{row.sense} {row.target:g}: {'met' if row.met else 'MISSED'}]  "


def document(rows: list[Row], versions: dict[str, str], missing: list[str]) -> str:
    """The same as JSON."""
    data: dict[str, Any] = {
        "peers": versions,
        "missing": missing,
        "rows": [
            {
                "section": row.section,
                "name": row.name,
                "value": row.value,
                "low": row.low,
                "high": row.high,
                "unit": "ratio" if row.unit == "×" else row.unit,
                "sense": row.sense,
                "target": row.target,
                "met": row.met,
                "note": row.note,
            }
            for row in rows
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
