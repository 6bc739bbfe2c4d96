"""The decision for a reader: failures first, each with clause, fact and place, reason and remedy; passes folded into counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from awardrules.decision.decide import Decision
from awardrules.decision.explain import Account, accounts, cautions, notices
from awardrules.decision.missing import asked, missing
from awardrules.decision.whom import of_whom
from awardrules.facts.deal import show
from awardrules.facts.quantity import show_date
from awardrules.language import EMPTY, Lang, Text, joined
from awardrules.pack.edition import MECHANISM_WORDS, MODALITY_WORDS, Rule
from awardrules.report.layout import BLANK, Line, Segment, line, table

if TYPE_CHECKING:
    from awardrules.waiving.waivers import Verdict

STATUS: dict[str, tuple[Text, str]] = {
    "compliant": (Text("符合", "compliant"), "good"),
    "deviating": (Text("基本符合，有偏离", "compliant with deviations"), "warn"),
    "non_compliant": (Text("不符合", "non-compliant"), "bad"),
    "undetermined": (Text("尚不能判断", "undetermined"), "open"),
    "out_of_scope": (Text("不适用本文件", "out of scope"), "dim"),
    "not_decided": (Text("没有可适用的规则", "no rule applied"), "open"),
}
SEVERITY_WORDS = {
    "violation": Text("不符合", "violation"),
    "deviation": Text("偏离“原则上”的要求，须记录理由", "deviation, wants a recorded reason"),
    "suggestion": Text("建议", "suggestion"),
    "information": Text("说明", "information"),
}
OUTCOME_WORDS = {
    "pass": Text("通过", "pass"),
    "fail": Text("不符合", "fail"),
    "unknown": Text("未知", "unknown"),
    "not_applicable": Text("不适用", "not applicable"),
}
FAILED = Text("未通过", "fail")  # in counts: principles and suggestions too, which are no violations
MARKS: dict[str, Segment] = {"pass": ("✓", "good"), "fail": ("✗", "bad"), "unknown": ("?", "open"), "not_applicable": ("·", "dim")}
_STYLE = {"violation": "bad", "deviation": "warn", "suggestion": "warn", "information": "dim"}


def head(decision: Decision, lang: Lang, verdict: Verdict | None = None) -> list[Line]:
    """The verdict and what it was decided against; with a repository's verdict also what it would be without waivers."""
    edition = decision.edition
    words, style = STATUS[decision.status]
    said = words.of(lang)
    if decision.advisory:
        said += Text("（仅供参考）", " (advisory)").of(lang)
    if verdict is not None and verdict.before != verdict.status:
        from awardrules.report.waived import without_words

        said += without_words(verdict, STATUS[verdict.before][0]).of(lang)
    document = edition.document or edition.title.of(lang)
    return [
        line((Text("结论：", "Verdict: ").of(lang), "strong"), (said, style)),
        line(
            (
                Text(
                    f"依据 {edition.name.zh} {document}（{edition.reference}），判断日 {show_date(decision.as_of)}，交易 {decision.deal.name}",
                    f"against {edition.name.en}, {document} ({edition.reference}), as of {show_date(decision.as_of)}, deal {decision.deal.name}",
                ).of(lang),
                "dim",
            )
        ),
    ]


def decision_lines(decision: Decision, lang: Lang, *, verbose: bool = False, verdict: Verdict | None = None) -> list[Line]:
    """One decision as a report; `verdict` is what waivers and baseline of a repository make of it."""
    lines = head(decision, lang, verdict)
    for text in notices(decision):
        lines.append(line((Text("提示：", "Note: ").of(lang), "warn"), text.of(lang)))
    lines += _conflicts(decision, lang)
    pairs = [(rule, outcome) for rule, outcome in zip(decision.edition.rules, decision.outcomes, strict=True) if outcome is not None]
    for severity in ("violation", "deviation", "suggestion", "information"):
        chosen = [rule for rule, outcome in pairs if outcome == "fail" and rule.severity == severity and not (verdict and verdict.excuses(rule))]
        if not chosen:
            continue
        lines += [
            BLANK,
            line(
                (
                    f"{SEVERITY_WORDS[severity].of(lang)}（{len(chosen)}）" if lang == "zh" else f"{SEVERITY_WORDS[severity].en} ({len(chosen)})",
                    _STYLE[severity],
                )
            ),
        ]
        for rule in chosen:
            lines += rule_lines(decision, rule, lang, "fail", _STYLE[severity])
    if verdict is not None:
        from awardrules.report.waived import waived_lines

        lines += waived_lines(verdict, lang)
    if verdict is None or verdict.status == verdict.before:
        lines += _missing(decision, lang, verbose)
    if not verbose:
        lines += _passes_with_cautions(decision, pairs, lang)
    if verbose:
        for outcome in ("unknown", "pass", "not_applicable"):
            chosen = [rule for rule, o in pairs if o == outcome]
            if chosen:
                lines += [BLANK, line((f"{OUTCOME_WORDS[outcome].of(lang)} ({len(chosen)})", MARKS[outcome][1]))]
                for rule in chosen:
                    lines += rule_lines(decision, rule, lang, outcome, MARKS[outcome][1])
    lines += _derived(decision, lang)
    lines += [BLANK, _summary(decision, lang)]
    return lines


def rule_lines(decision: Decision, rule: Rule, lang: Lang, outcome: str, style: str) -> list[Line]:
    """A rule with its clause, reason, facts and remedy."""
    edition = decision.edition
    mark = MARKS[outcome][0]
    lines = [line((f"{mark} ", style), (rule.title.of(lang).rstrip("。."), "strong"), (f"  [{rule.id}]", "dim"), indent=2)]
    clauses = "；".join(f"{edition.clauses[c].locator} {c}" for c in rule.clauses[:3])
    more = f" +{len(rule.clauses) - 3}" if len(rule.clauses) > 3 else ""
    lines.append(
        line(
            (Text("条款：", "clause: ").of(lang), "dim"),
            f"{clauses}{more}",
            (f"（{MODALITY_WORDS[rule.modality].zh}）" if lang == "zh" else f" ({MODALITY_WORDS[rule.modality].en})", "dim"),
            indent=4,
        )
    )
    chosen = [a for a in accounts(decision, rule) if a.finding.outcome == outcome]
    for account in chosen:
        lines.append(line((Text("理由：", "reason: ").of(lang), "dim"), account.message.of(lang), indent=4))
        if outcome in ("fail", "unknown"):
            lines += _fact_lines(decision, account, lang)
    if outcome == "unknown" and chosen:
        lines.append(line((Text("要求：", "requires: ").of(lang), "dim"), chosen[0].expected.of(lang), indent=4))
    if outcome == "fail" and rule.remedy != EMPTY:
        lines.append(line((Text("补救：", "remedy: ").of(lang), "dim"), (rule.remedy.of(lang), "good"), indent=4))
    for text in cautions(decision, rule):
        lines.append(line((Text("注意：", "caution: ").of(lang), "warn"), text.of(lang), indent=4))
    return lines


def _fact_lines(decision: Decision, account: Account, lang: Lang) -> list[Line]:
    vocabulary = decision.edition.vocabulary
    lines = []
    for fact in account.facts[:6]:
        where = fact.evidence.words if fact.evidence else Text("推算", "computed")
        place = Text(f"（{where.zh}）", f" ({where.en})").of(lang)
        shown = show(fact.value, vocabulary.get(fact.path))
        label = vocabulary.label(fact.path)
        if not account.finding.place:  # else the reason says whom the facts are about
            label = of_whom(decision.deal, fact.path, label)
        lines.append(
            line(
                (Text("事实：", "fact: ").of(lang), "dim"),
                f"{label.of(lang)}{'：' if lang == 'zh' else ': '}{shown.of(lang)}",
                (place, "dim"),
                indent=4,
            )
        )
    return lines


CONFLICT = Text("矛盾", "Conflict")


def _conflicts(decision: Decision, lang: Lang) -> list[Line]:
    head = Text(f"{CONFLICT.zh}：", f"{CONFLICT.en}: ").of(lang)
    return [line((head, "bad"), text.of(lang)) for text in conflict_words(decision)]


def conflict_words(decision: Decision) -> list[Text]:
    """What each conflict between facts is: stated value with its place, and what the other facts give."""
    vocabulary = decision.edition.vocabulary
    found = []
    for item in decision.conflicts:
        fact, label = vocabulary.get(item.path), vocabulary.label(item.path)
        if item.readings:
            said = [(show(value, fact), place.words if place else EMPTY) for value, place in item.readings]
            listed = Text("；".join(f"{v.zh}（{p.zh}）" for v, p in said), "; ".join(f"{v.en} ({p.en})" for v, p in said))
            found.append(Text(f"{label.zh}有不同写法：{listed.zh}", f"{label.en} is stated in different ways: {listed.en}"))
            continue
        stated, computed = show(item.stated, fact), show(item.computed, fact)
        rule = decision.edition.rule(item.rule or "")
        read = [item.other] if item.other else [fact.path for told in (accounts(decision, rule) if rule else ()) for fact in told.facts]
        source = joined([vocabulary.label(path) for path in read], "、", ", ")
        evidence = decision.evidence.get(item.path)
        place = Text(f"（{evidence.words.zh}）", f" ({evidence.words.en})") if evidence else EMPTY
        found.append(
            Text(
                f"{label.zh}写为 {stated.zh}{place.zh}，按{source.zh}应为 {computed.zh}；两处须一致",
                f"{label.en} is stated as {stated.en}{place.en}; by {source.en} it is {computed.en}; make them agree",
            )
        )
    return found


def counted(heading: Text, number: int) -> Text:
    """A heading with how many stand under it."""
    return Text(f"{heading.zh}（{number}）", f"{heading.en} ({number})")


def _missing(decision: Decision, lang: Lang, verbose: bool) -> list[Line]:
    found = missing(decision, decisive_only=not verbose)
    decisive, rest = [m for m in found if m.decides], [m for m in found if not m.decides]
    lines: list[Line] = []
    for group in asked(decision):
        shown = group.items if verbose else group.items[: group.shown]
        lines += [BLANK, line((counted(group.heading, len(group.items)).of(lang), "open"))]
        lines += [line(("? ", "open"), item.question.of(lang), (f"  [{item.path}]", "dim"), indent=2) for item in shown]
        if len(group.items) > len(shown):
            more = Text(f"另有 {group.left} 项，加 --verbose 查看", f"{group.left} more with --verbose")
            lines.append(line((more.of(lang), "dim"), indent=2))
    if rest:
        text = Text(f"未说明而不影响结论的事实（{len(rest)}）", f"Open facts that cannot change the verdict ({len(rest)})")
        lines += [BLANK, line((text.of(lang), "dim"))]
        lines += [line(item.question.of(lang), (f"  [{item.path}]", "dim"), indent=2) for item in rest]
    elif not decisive and decision.conflicts and decision.status == "undetermined":
        lines += [BLANK, line(Text("消除上述矛盾后才能得出结论", "The contradiction has to be resolved before there is a verdict").of(lang))]
    elif not decisive and "unknown" in decision.outcomes:
        said = Text("其余未说明的事实不影响结论（--verbose 列出）", "No open fact can change the verdict (--verbose lists them)")
        lines += [BLANK, line(said.of(lang))]
    return lines


def _passes_with_cautions(decision: Decision, pairs: list[tuple[Rule, str]], lang: Lang) -> list[Line]:
    lines = [
        line((Text("注意：", "Caution: ").of(lang), "warn"), text.of(lang), (f"  [{rule.id}]", "dim"))
        for rule, outcome in pairs
        if outcome in ("pass", "not_applicable")
        for text in cautions(decision, rule)
    ]
    return [BLANK, *lines] if lines else []


def _derived(decision: Decision, lang: Lang) -> list[Line]:
    vocabulary = decision.edition.vocabulary
    rows: list[list[Segment]] = []
    subject = {rule.gives for rule in decision.edition.rules if rule.subject == decision.subject}
    for path, value in decision.derived.items():
        fact = vocabulary.get(path)
        if value is None or fact is None or fact.type in ("set", "text") or path not in subject:
            continue
        rows.append([(f"  {fact.label.of(lang)}", ""), (show(value, fact).of(lang), "strong"), (path, "dim")])
    if not rows:
        return []
    return [BLANK, line((Text("推算结果", "Derived").of(lang), "strong")), *table(["", "", ""], rows)[1:]]


def _summary(decision: Decision, lang: Lang) -> Line:
    counts = [decision.outcomes.count(name) for name in ("pass", "fail", "unknown", "not_applicable")]
    words = [(OUTCOME_WORDS | {"fail": FAILED})[name].of(lang) for name in ("pass", "fail", "unknown", "not_applicable")]
    return line((Text("规则：", "Rules: ").of(lang), "strong"), " · ".join(f"{word} {count}" for word, count in zip(words, counts, strict=True)))


def overview_lines(decisions: list[Decision], lang: Lang, *, like: list[Decision] | None = None) -> list[Line]:
    """A table of several decisions: deal, edition, verdict, failures, open facts; with `like`, further rows of the table of those."""
    titles = [
        Text("交易", "deal"),
        Text("规则包", "pack"),
        Text("判断日", "as of"),
        Text("结论", "verdict"),
        FAILED,
        Text("未知", "unknown"),
    ]
    first = [_overview_row(decision, lang) for decision in like] if like else None
    return table([t.of(lang) for t in titles], [_overview_row(decision, lang) for decision in decisions], like=first)


def _overview_row(decision: Decision, lang: Lang) -> list[Segment]:
    words, style = STATUS[decision.status]
    fails, unknown = decision.outcomes.count("fail"), decision.outcomes.count("unknown")
    return [
        (decision.deal.name, ""),
        (decision.edition.reference, ""),
        (show_date(decision.as_of), "dim"),
        (words.of(lang) + (Text("（参考）", " (advisory)").of(lang) if decision.advisory else ""), style),
        (str(fails), "bad" if fails else "dim"),
        (str(unknown), "open" if unknown else "dim"),
    ]


def mechanism_name(mechanism: str, lang: Lang) -> str:
    """A mechanism in words."""
    return MECHANISM_WORDS.get(mechanism, Text(mechanism, mechanism)).of(lang)
