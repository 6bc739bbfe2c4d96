"""Waived and known findings for a reader and as JSON: what was excused, by whom and until when, and the verdict without it."""

from __future__ import annotations

from typing import Any

from awardrules.facts.quantity import show_date
from awardrules.language import EMPTY, Lang, Text
from awardrules.report.layout import BLANK, Line, line
from awardrules.waiving.issues import Issue
from awardrules.waiving.waivers import Excuse, Refused, Verdict, Waiver

WITHOUT = {True: Text("豁免前", "without the waiver"), False: Text("实际", "as it stands")}
MAX_OPEN = 12
KIND_WORDS = {
    "violation": Text("不符合", "violation"),
    "deviation": Text("偏离", "deviation"),
    "suggestion": Text("建议", "suggestion"),
    "open": Text("尚不能判断", "undetermined"),
    "conflict": Text("事实矛盾", "facts at odds"),
    "outside": Text("不适用", "out of scope"),
    "idle": Text("没有可适用的规则", "no rule applied"),
}


def waived_lines(verdict: Verdict, lang: Lang) -> list[Line]:
    """What is waived, what the baseline knows, and the waivers that do not count."""
    lines: list[Line] = []
    if verdict.status != verdict.before and verdict.obstacles:
        lines += [BLANK, line((_counted(Text("尚不能判断", "undetermined"), len(verdict.obstacles), lang), "open"))]
        colon = "：" if lang == "zh" else ": "
        lines += [line(("? ", "open"), f"{_title(issue, lang)}{colon}{issue.message.of(lang)}", indent=2) for issue in verdict.obstacles[:MAX_OPEN]]
        left = len(verdict.obstacles) - MAX_OPEN
        if left > 0:
            lines.append(line((Text(f"另有 {left} 项", f"{left} more").of(lang), "dim"), indent=2))
    waived = [excuse for excuse in verdict.excused if excuse.waiver is not None]
    known = [excuse for excuse in verdict.excused if excuse.waiver is None]
    for label, excuses in ((Text("已豁免", "waived"), waived), (Text("基线中已知", "known from the baseline"), known)):
        if excuses:
            lines += [BLANK, line((_counted(label, len(excuses), lang), "warn"))]
        for excuse in excuses:
            lines += _excuse_lines(excuse, lang)
    if verdict.refused:
        lines += [BLANK, line((_counted(Text("豁免无效", "waivers without effect"), len(verdict.refused), lang), "bad"))]
    for refused in verdict.refused:
        lines.append(line(("✗ ", "bad"), (_title(refused.issue, lang), "strong"), (f"  [{refused.waiver.target}]", "dim"), indent=2))
        lines.append(line(_label("理由", "reason", lang), refusal_words(refused).of(lang), (f" ({refused.waiver.span})", "dim"), indent=4))
    return lines


def _counted(label: Text, count: int, lang: Lang) -> str:
    return f"{label.zh}（{count}）" if lang == "zh" else f"{label.en} ({count})"


def _label(zh: str, en: str, lang: Lang) -> tuple[str, str]:
    return (f"{zh}：" if lang == "zh" else f"{en}: "), "dim"


def _title(issue: Issue, lang: Lang) -> str:
    return issue.title.of(lang).rstrip("。.")


def _excuse_lines(excuse: Excuse, lang: Lang) -> list[Line]:
    issue = excuse.issue
    lines = [
        line(("○ ", "warn"), (_title(issue, lang), "strong"), (f"  [{issue.rule.id if issue.rule else issue.clause}]", "dim"), indent=2),
        line(
            _label(*WITHOUT[excuse.waiver is not None], lang),
            f"{KIND_WORDS[issue.kind].of(lang)}{'；' if lang == 'zh' else '; '}{issue.message.of(lang)}",
            indent=4,
        ),
    ]
    waiver = excuse.waiver
    if waiver is not None:
        lines.append(line(_label("理由", "reason", lang), waiver.reason.of(lang), indent=4))
        lines.append(line(_label("批准", "approved by", lang), approval_words(waiver).of(lang), indent=4))
    return lines


def without_words(verdict: Verdict, before: Text) -> Text:
    """What the verdict would be without waivers and baseline (`before`), to stand behind it; names of both what there is."""
    waived = any(excuse.waiver is not None for excuse in verdict.excused)
    known = any(excuse.waiver is None for excuse in verdict.excused)
    zh = "不计豁免和基线" if waived and known else "豁免前" if waived else "不计基线"
    en = "waivers and baseline" if waived and known else "waivers" if waived else "the baseline"
    return Text(f"（{zh}：{before.zh}）", f" (without {en}: {before.en})")


def refused_words(verdict: Verdict, issue: Issue) -> Text:
    """Why the waivers of an issue that still stands do not count, to stand behind its message; empty where it has none."""
    words = [refusal_words(refused) for refused in verdict.refused if refused.issue is issue]
    if not words:
        return EMPTY
    zh, en = "；".join(word.zh for word in words), "; ".join(word.en for word in words)
    return Text(f"豁免无效：{zh}", f"The waiver has no effect: {en}")


def approval_words(waiver: Waiver) -> Text:
    """Approver, legal basis and last day."""
    last = show_date(waiver.expires) if waiver.expires is not None else "?"
    return Text(
        f"{waiver.approver}；依据：{waiver.legal_basis.zh}；有效至 {last}（含）",
        f"{waiver.approver}; basis: {waiver.legal_basis.en}; valid to {last} inclusive",
    )


def refusal_words(refused: Refused) -> Text:
    """Why a waiver does not count."""
    waiver = refused.waiver
    if refused.why == "not-waivable":
        reason = refused.issue.rule.unwaivable if refused.issue.rule else None
        return (
            Text(f"该规则不可豁免：{reason.zh}", f"the rule cannot be waived: {reason.en}") if reason else Text("该规则不可豁免", "cannot be waived")
        )
    if refused.why == "no-date":
        shown = f"`{waiver.written}`" if waiver.written else ""
        if shown:
            return Text(f"到期日 {shown} 不是日期，视为已到期", f"{shown} is no date, so the waiver counts as expired")
        return Text("未写到期日，视为已到期", "it has no `expires`, so it counts as expired")
    last = show_date(waiver.expires or 1)
    return Text(f"豁免已于 {last} 到期", f"the waiver expired after {last}")


def waived_document(verdict: Verdict, lang: Lang) -> dict[str, Any]:
    """The further keys of a decision document: status before waivers, what is waived or known, and waivers without effect."""
    return {
        "status": verdict.status,
        "status_before_waivers": verdict.before,
        "waived": [_entry(excuse.issue, excuse.waiver, lang) | {"by": "waiver" if excuse.waiver else "baseline"} for excuse in verdict.excused],
        "waivers_refused": [
            _entry(refused.issue, refused.waiver, lang) | {"why": refused.why, "message": refusal_words(refused).of(lang)}
            for refused in verdict.refused
        ],
    }


def _entry(issue: Issue, waiver: Waiver | None, lang: Lang) -> dict[str, Any]:
    return {
        "rule": issue.rule.id if issue.rule else None,
        "clause": issue.clause,
        "severity": issue.kind,
        "facts": list(issue.facts),
        "file": issue.span.file,
        "line": issue.span.line,
        "reason": waiver.reason.of(lang) if waiver else None,
        "approver": waiver.approver if waiver else None,
        "legal_basis": waiver.legal_basis.of(lang) if waiver else None,
        "expires": show_date(waiver.expires) if waiver and waiver.expires is not None else None,
    }
