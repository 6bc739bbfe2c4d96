"""A trace for a reader and as JSON: what holds, what changed, what is gone, what no clause covers, coverage by heading."""

from __future__ import annotations

from typing import Any

from awardrules.language import Lang, Text, counted, joined
from awardrules.pack.coverage import Uncovered
from awardrules.pack.edition import Edition
from awardrules.pack.matching import Place, Spans
from awardrules.pack.tracing import Failure, SectionTally, Trace
from awardrules.report.layout import BLANK, Line, Segment, line, table

_KINDS: dict[str, tuple[Text, Text]] = {
    "changed": (Text("{n} 条文字已变", "{n} changed"), Text("文字已变", "Text changed")),
    "gone": (Text("{n} 条已不见", "{n} gone"), Text("原文已不见", "Text gone")),
    "misplaced": (Text("{n} 条位置标注不符", "{n} under another heading"), Text("位置标注不符", "Under another heading")),
    "miscited": (Text("{n} 条锚点不符", "{n} with a wrong anchor"), Text("锚点不符", "Wrong anchor")),
    "unrecorded": (Text("{n} 条未记录位置和摘要", "{n} without span and hash"), Text("未记录位置和摘要", "Without span and hash")),
}
_RELATIONS = {
    "same": Text("文本与本版一致", "the text of this edition"),
    "other-text": Text("同一文件的另一文本，或条款表有误", "another text of the same document, or a fault in the clause list"),
}
_FEW = 5


def verdict(result: Trace) -> Text:
    """The outcome in a sentence."""
    kinds = [failure.kind for failure in result.failures]
    parts = [Text(zh.format(n=n), en.format(n=n)) for kind, ((zh, en), _) in _KINDS.items() if (n := kinds.count(kind))]
    if n := len(result.uncovered):
        parts.append(Text(f"{n} 处规范性语句无条款对应", f"{counted(n, 'normative sentence')} without a clause"))
    return joined(parts) if parts else Text("全部条款核对无误", "all citations hold")


def trace_data(edition: Edition, source: str, result: Trace, lang: Lang) -> dict[str, Any]:
    """`trace --format json` (contract)."""
    return {
        "edition": edition.reference,
        "document": edition.document,
        "source": source,
        "relation": result.relation,
        "clauses": result.clauses,
        "verified": len(result.verified),
        "failed": [_failure_data(failure, lang) for failure in result.failures],
        "uncovered": [{"locator": item.locator, "text": item.text, "span": [item.start, item.end]} for item in result.uncovered],
        "shifted": [
            {"clause": place.clause.id, "locator": place.clause.locator, "span": _pairs(place.clause.span), "found": _pairs(place.spans)}
            for place in result.shifted
        ],
        "sections": [
            {
                "locator": row.locator,
                "normative": row.normative,
                "covered": row.covered,
                "clauses": row.encoded + row.reasoned + row.neither,
                "encoded": row.encoded,
                "reasoned": row.reasoned,
                "neither": row.neither,
            }
            for row in result.sections
        ],
        "encoded": len(result.encoded),
        "reasoned": len(result.reasoned),
        "neither": list(result.neither),
    }


def _failure_data(failure: Failure, lang: Lang) -> dict[str, Any]:
    clause = failure.clause
    return {
        "clause": clause.id,
        "locator": clause.locator,
        "kind": failure.kind,
        "problems": [{"code": problem.code, "message": problem.message.of(lang)} for problem in failure.problems],
        "anchor": clause.anchor,
        "gist": clause.gist.of(lang),
        "recorded": {"span": _pairs(clause.span), "hash": clause.hash},
        "found": {"locator": failure.stands_under, "span": _pairs(failure.place.spans), "hash": failure.found_hash, "text": failure.now}
        if failure.place.spans
        else None,
    }


def _pairs(spans: Spans) -> list[list[int]]:
    return [[a, b] for a, b in spans]


def trace_lines(edition: Edition, source: str, result: Trace, lang: Lang, *, verbose: bool = False) -> list[Line]:
    """A trace as a report: the verdict, failures by kind, shifts, sentences without a clause, headings not fully covered."""
    document = edition.document or edition.title.of(lang)
    style = "good" if result.clean else "bad"
    lines = [
        line((Text("核对：", "Trace: ").of(lang), "strong"), (verdict(result).of(lang), style)),
        line((Text(f"{edition.reference}，{document}；文本 {source}", f"{edition.reference}, {document}; copy {source}").of(lang), "dim")),
        line((_RELATIONS[result.relation].of(lang), "dim")),
        line(_counts(result).of(lang)),
    ]
    for kind, (_, title) in _KINDS.items():
        chosen = [failure for failure in result.failures if failure.kind == kind]
        if chosen:
            lines += [BLANK, line((_titled(title, len(chosen), lang), "bad"))]
            lines += [row for failure in chosen for row in _failure_lines(failure, lang)]
    lines += _uncovered_lines(result.uncovered, lang)
    lines += _shift_lines(result.shifted, lang, verbose)
    if result.neither:
        lines += [BLANK, line((_titled(Text("未编码且未说明理由", "Neither encoded nor reasoned"), len(result.neither), lang), "warn"))]
        lines.append(line(Text("、", ", ").of(lang).join(result.neither), indent=2))
    return lines + _section_lines(result.sections, lang, verbose)


def _titled(title: Text, count: int, lang: Lang) -> str:
    return f"{title.zh}（{count}）" if lang == "zh" else f"{title.en} ({count})"


def _counts(result: Trace) -> Text:
    n, moved = len(result.verified), len(result.shifted)
    zh, en = f"{n}/{result.clauses} 条核对无误", f"{n} of {result.clauses} clauses verified"
    if moved:
        zh, en = f"{zh}（其中 {moved} 条位置移动、文字未变）", f"{en} ({moved} of them moved, text unchanged)"
    coded, given, total = len(result.encoded), len(result.reasoned), result.clauses
    zh += f"；{coded + given}/{total} 条已编码或说明理由（编码 {coded}，说明理由 {given}）"
    en += f"; {coded + given} of {total} encoded or reasoned ({coded} encoded, {given} reasoned)"
    return Text(zh, en)


def _failure_lines(failure: Failure, lang: Lang) -> list[Line]:
    clause, colon = failure.clause, Text("：", ": ").of(lang)
    separator = Text("；", "; ").of(lang)
    rows = [
        line((clause.id, "strong"), f"  {clause.locator}", indent=2),
        line(separator.join(problem.message.of(lang) for problem in failure.problems), indent=4),
    ]
    if failure.kind in ("changed", "gone"):
        rows.append(line((Text("原要旨", "it said").of(lang) + colon, "dim"), clause.gist.of(lang), indent=4))
    if failure.kind == "changed":
        rows.append(line((Text("现文", "it reads now").of(lang) + colon, "dim"), failure.now, indent=4))
    if failure.kind in ("changed", "unrecorded") and failure.found_hash:
        found = f"span: {_pairs(failure.place.spans)}  hash: {failure.found_hash}"
        label = Text("若仍属该条，可记为", "if it is the same clause, record").of(lang) + colon
        rows.append(line((label, "dim"), found, indent=4))
    return rows


def _uncovered_lines(items: tuple[Uncovered, ...], lang: Lang) -> list[Line]:
    if not items:
        return []
    title = Text("无条款对应的规范性语句", "Normative sentences without a clause")
    return [BLANK, line((_titled(title, len(items), lang), "bad")), *(line((f"{item.locator}  ", "dim"), item.text, indent=2) for item in items)]


def _shift_lines(places: tuple[Place, ...], lang: Lang, verbose: bool) -> list[Line]:
    if not places:
        return []
    lines = [BLANK, line((_titled(Text("位置移动、文字未变", "Moved, text unchanged"), len(places), lang), "warn"))]
    shown = places if verbose else places[:_FEW]
    lines += [line((place.clause.id, "strong"), f"  {_pairs(place.clause.span)} → {_pairs(place.spans)}", indent=2) for place in shown]
    if rest := len(places) - len(shown):
        lines.append(line((Text(f"另有 {rest} 条（--verbose 列出全部）", f"and {rest} more (--verbose lists all)").of(lang), "dim"), indent=2))
    return lines


def _section_lines(sections: tuple[SectionTally, ...], lang: Lang, verbose: bool) -> list[Line]:
    shown = [row for row in sections if verbose or not row.complete]
    total = Text(
        f"各节覆盖：{sum(row.complete for row in sections)}/{len(sections)} 节完整",
        f"Coverage by heading: {sum(row.complete for row in sections)} of {len(sections)} complete",
    )
    if not shown:
        return [BLANK, line((total.of(lang), "good"))]
    titles = [
        Text("位置", "heading"),
        Text("规范文字覆盖", "norms covered"),
        Text("已编码", "encoded"),
        Text("说明理由", "reasoned"),
        Text("均无", "neither"),
    ]
    return [BLANK, line((total.of(lang), "strong")), *table([title.of(lang) for title in titles], [_section_row(row) for row in shown])]


def _section_row(row: SectionTally) -> list[Segment]:
    share = f"{row.covered * 100 // row.normative}%" if row.normative else "–"
    return [
        (row.locator, ""),
        (share, "" if row.covered == row.normative else "bad"),
        (str(row.encoded), ""),
        (str(row.reasoned), ""),
        (str(row.neither), "warn" if row.neither else ""),
    ]
