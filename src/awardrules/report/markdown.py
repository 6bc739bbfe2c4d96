"""The decision as Markdown, for a file note or a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awardrules.decision.decide import Decision
from awardrules.report.layout import Line, clean
from awardrules.report.outline import escaped
from awardrules.report.text import decision_lines

if TYPE_CHECKING:
    from awardrules.waiving.waivers import Verdict


def decision_markdown(decision: Decision, lang: str, *, verbose: bool = False, verdict: Verdict | None = None) -> str:
    """The same content as the text report: heading, sections, nested lists."""
    lines = decision_lines(decision, "en" if lang == "en" else "zh", verbose=verbose, verdict=verdict)
    first, against, *rest = lines
    out = [f"## {_text(first)}", "", _text(against), ""]
    for row in rest:
        text = _text(row)
        if not row.segments:
            out.append("")
        elif row.indent == 0 and row.segments[0][1] in ("bad", "warn", "open", "strong", "good", "dim") and len(row.segments) == 1:
            out += ["", f"### {text}", ""]
        elif row.indent >= 4:
            out.append(f"  - {text}")
        else:
            out.append(f"- {text.strip()}")
    kept: list[str] = []
    for text in out:
        if text or (kept and kept[-1]):
            kept.append(text)
    return "\n".join(kept).rstrip() + "\n"


def _text(row: Line) -> str:
    return "".join(escaped(clean(text)) for text, _ in row.segments).rstrip()
