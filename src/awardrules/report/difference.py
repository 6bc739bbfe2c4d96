"""A comparison for a reader: the summary first, then the editions as a whole, then notion by notion within each mechanism."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from awardrules.compare.detail import KIND_WORDS, Detail, sides_words
from awardrules.compare.diff import Change, Comparison, only
from awardrules.compare.pairing import Notion, Side
from awardrules.compare.prover import Judgement
from awardrules.compare.ranking import Point, summary, whole
from awardrules.compare.shape import favours
from awardrules.decision.term import term_at_odds
from awardrules.facts.quantity import show_date
from awardrules.language import EMPTY, Text, counted, joined
from awardrules.pack.edition import MECHANISM_WORDS, Clause, Edition
from awardrules.pack.references import last_day
from awardrules.report.example import facts_words, outcomes_words, verdicts_words
from awardrules.report.layout import Segment
from awardrules.report.outline import Block, Heading, Item, Paragraph, detail

NOTE = Text("提示", "Note")
EXAMPLE = Text("示例", "example")
WHOLE = Text("整体", "overall")
ELSEWHERE = Text("另见", "see also")
MARKS: dict[str, Segment] = {
    "tightened": ("▲", "bad"),
    "loosened": ("▼", "good"),
    "incomparable": ("◆", "warn"),
    "unsettled": ("?", "open"),
    "only_a": ("−", "warn"),
    "only_b": ("+", "warn"),
    "wording": ("≈", "dim"),
    "text": ("≈", "dim"),
}
CLASSES: dict[str, Text] = {
    "tightened": Text("收紧", "tightened"),
    "loosened": Text("放宽", "loosened"),
    "incomparable": Text("有紧有松", "tighter in some cases, looser in others"),
    "unsettled": Text("影响未能判定", "effect not settled"),
    "wording": Text("仅措辞不同", "wording only"),
    "text": Text("文字有变动（该条未编码为规则）", "text changed (the clause is not encoded)"),
}
EFFECTS: dict[str, Text] = {
    "tightened": Text("因此更严", "asks more"),
    "loosened": Text("因此更宽", "asks less"),
    "incomparable": Text("有的情形更严、有的更宽", "asks more in some cases and less in others"),
    "equivalent": Text("不影响任何结论", "changes no outcome"),
    "unsettled": Text("影响未能判定", "its effect is not settled"),
}
OF_RELIEF: dict[str, Text] = {
    "tightened": Text("无此从宽规定", "grants no such relief"),
    "loosened": Text("多此从宽规定", "grants this relief"),
}
OF_PERMISSION: dict[str, Text] = {
    "tightened": Text("对此附了条件", "sets conditions for this"),
    "loosened": Text("对此不附条件", "sets no conditions for this"),
}
PROVED, UNPROVED = Text("已证明", "proved"), Text("未证明", "not proved")


def difference_blocks(comparison: Comparison, reason: Text = EMPTY) -> list[Block]:
    """The whole report; `reason` says why the day was chosen."""
    return [
        *_head(comparison, reason),
        Heading(Text("摘要", "Summary")),
        Paragraph(_counts(comparison)),
        *_points(summary(comparison)),
        *_behaviour(comparison),
        *_clashes(comparison),
        *(block for mechanism, changes in _by_mechanism(comparison.changes) for block in _mechanism(mechanism, changes, comparison)),
        *_identical(comparison.identical),
    ]


def title_words(comparison: Comparison) -> Text:
    """`深圳（草案）→ 深圳（2024）`."""
    one, other = comparison.compared.a.name, comparison.compared.b.name
    return Text(f"{one.zh} → {other.zh}", f"{one.en} → {other.en}")


def _head(comparison: Comparison, reason: Text) -> Iterable[Block]:
    titled = title_words(comparison)
    yield Heading(Text(f"版本对比 · {titled.zh}", f"Comparison · {titled.en}"), 1)
    for name, edition in zip(comparison.names, (comparison.compared.a, comparison.compared.b), strict=True):
        yield Paragraph(_document(edition), name)
    day = show_date(comparison.compared.as_of)
    yield Paragraph(Text(f"{day}{reason.zh}", f"{day}{reason.en}"), Text("比较日", "as of"))
    if comparison.behaviour is None:
        text = Text(
            "仅按规则的结构比较：收紧、放宽由规则形式推得，未经求解器证明。",
            "Structural comparison only: what is tightened or loosened is read from the form of the rules, not proved by a solver.",
        )
        yield Paragraph(text, NOTE, label_style="warn")
    for edition in (comparison.compared.a, comparison.compared.b):
        if edition.status == "draft":
            text = Text(f"{edition.name.zh}是草案，不是现行有效的规定。", f"{edition.name.en} is a draft, not law in force.")
            yield Paragraph(text, NOTE, label_style="warn")
        if (wrong := term_at_odds(edition)) is not None:
            text = Text(
                f"{edition.name.zh}所列有效期（pack.yaml 的 `term`）与其规则不一致，如 {show_date(wrong[0])}；以下按规则比较，请先用 lint 核对。",
                f"The term listed for {edition.name.en} (`term` of pack.yaml) disagrees with its rule, on {show_date(wrong[0])} for one; "
                "what follows compares the rules. Run lint first.",
            )
            yield Paragraph(text, NOTE, label_style="warn")


def _document(edition: Edition) -> Text:
    number = f"，{edition.document}" if edition.document else ""
    term = _term(edition)
    return Text(
        f"{edition.title.zh}{number}（{edition.reference}，{len(edition.clauses)} 条，规则 {len(edition.rules)} 条；{term.zh}）",
        f"{edition.title.en}{number.replace('，', ', ')} "
        f"({edition.reference}; {counted(len(edition.clauses), 'clause')}, {counted(len(edition.rules), 'rule')}; {term.en})",
    )


def _term(edition: Edition) -> Text:
    """The printed term of an edition."""
    validity = edition.validity
    if validity is None:
        return Text("未印有效期", "no term printed")
    if isinstance(validity.start, str):
        start = edition.vocabulary.label(validity.start)
        return Text(f"有效期自{start.zh}起 {validity.years} 年", f"in force {validity.years} years from the {start.en}")
    last = last_day(validity.start, validity.years)
    days = [show_date(day) if day is not None else "—" for day in (validity.start, last)]
    return Text(f"有效期 {days[0]} 至 {days[1]}", f"in force {days[0]} to {days[1]}")


def class_words(change: str, names: tuple[Text, Text]) -> Text:
    """A class of change in words."""
    if change in ("only_a", "only_b"):
        alone = only(names[change == "only_b"])
        return Text(f"{alone.zh}有", f"only in {alone.en.removeprefix('only ')}")
    return CLASSES[change]


def class_of(change: Change, names: tuple[Text, Text]) -> Text:
    """The class of one change in words; of what an edition only computes, that it gives another result."""
    both_ways = change.judgement is None or change.judgement.looser is not None
    if change.change == "incomparable" and not (both_ways and any(r.kind == "check" for r in (*change.notion.a.rules, *change.notion.b.rules))):
        return Text("得出的结果不同", "gives another result")
    return class_words(change.change, names)


def _counts(comparison: Comparison) -> Text:
    names = comparison.names
    counts: Counter[tuple[str, Text]] = Counter((change.change, class_of(change, names)) for change in comparison.changes)
    words = [(text, counts[name, text]) for name, text in sorted(counts, key=lambda key: list(MARKS).index(key[0]))]
    words.append((Text("条文与效果均相同", "the same in words and effect"), len(comparison.identical)))
    return joined([Text(f"{text.zh} {count}", f"{text.en}: {count}") for text, count in words], " · ", " · ")


def _points(points: Sequence[Point]) -> Iterable[Block]:
    for point in points:
        mechanism = MECHANISM_WORDS.get(point.mechanism, Text(point.mechanism, point.mechanism))
        remark = EMPTY if len(point.changes) > 1 and point.change in ("only_a", "only_b") else Text(f"（{mechanism.zh}）", f"({mechanism.en})")
        yield Item(MARKS[point.change], point.text, remark, style="")


def _behaviour(comparison: Comparison) -> Iterable[Block]:
    """The editions as a whole: which deals one accepts and the other refuses."""
    found, names = whole(comparison), comparison.names
    if found is None:
        return
    yield Heading(Text("整体效果", "The editions as a whole"))
    yield Paragraph(behaviour_words(found, names))
    for witness in (found.tighter, found.looser):
        if witness is not None:
            accepting, refusing = names if witness.accepted_by == "a" else names[::-1]
            text = Text(f"{accepting.zh}接受、{refusing.zh}不接受的交易", f"A deal that {accepting.en} accepts and {refusing.en} does not")
            facts = (detail(Text("事实", "facts"), facts_words(witness, comparison.compared.a.vocabulary, comparison.compared.b.vocabulary)),)
            yield Item(("※", "open"), text, details=(*facts, detail(Text("结论", "verdict"), verdicts_words(witness, names))))
    partial = {
        True: Text("事实尚不齐全的交易，结论可能因版本而异。", "Deals that leave facts open can come out differently."),
        False: Text("事实尚不齐全的交易，结论也不会因版本而异。", "Nor can deals that leave facts open come out differently."),
        None: Text("事实尚不齐全的交易是否会有不同结论，未能判定。", "Whether deals that leave facts open can come out differently is not settled."),
    }
    yield Paragraph(partial[found.partial], style="dim")


def behaviour_words(found: Judgement, names: tuple[Text, Text]) -> Text:
    """How two editions stand to each other over all complete deals."""
    one, other = names
    words = {
        "equivalent": Text("就事实齐全的交易而言，两个版本的结论总是相同", "For complete deals the two editions always agree"),
        "tightened": Text(
            f"{other.zh}更严：{one.zh}不接受的交易，{other.zh}也都不接受", f"{other.en} asks more: it accepts no deal that {one.en} refuses"
        ),
        "loosened": Text(
            f"{other.zh}更宽：{one.zh}接受的交易，{other.zh}也都接受", f"{other.en} asks less: it refuses no deal that {one.en} accepts"
        ),
        "incomparable": Text(
            "两个版本互有宽严：各自都接受对方不接受的交易", "Neither asks more throughout: each accepts deals that the other refuses"
        ),
    }[found.relation]
    if found.proved:
        return Text(f"{words.zh}（已证明）。", f"{words.en} (proved).")
    return Text(f"{words.zh}（求解超时，未证明）。", f"{words.en} (not proved: the solver ran out of time).")


def _clashes(comparison: Comparison) -> Iterable[Block]:
    if not comparison.clashes:
        return
    text = Text(
        "两个规则包对下列事实的定义不同，读到它们的规则只比较文字，不比较效果：",
        "The two packs define these facts differently; rules that read them are compared in words, not in effect:",
    )
    yield Paragraph(text, NOTE, label_style="warn")
    for one, other in comparison.clashes:
        yield Item(
            ("!", "warn"),
            one.label,
            Text(f"{_type(one.type, one.unit)} / {_type(other.type, other.unit)}", f"{_type(one.type, one.unit)} / {_type(other.type, other.unit)}"),
        )


def _type(kind: str, unit: str | None) -> str:
    return f"{kind} ({unit})" if unit else kind


def _by_mechanism(changes: Sequence[Change]) -> list[tuple[str, list[Change]]]:
    """The changes under their mechanisms, the mechanisms in the order of their first change."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.notion.mechanism, []).append(change)
    return list(found.items())


def _mechanism(mechanism: str, changes: Sequence[Change], comparison: Comparison) -> Iterable[Block]:
    """The changes of one mechanism: those of substance, then those of words."""
    yield Heading(MECHANISM_WORDS.get(mechanism, Text(mechanism, mechanism)))
    yield from (_item(change, comparison) for change in changes if change.change != "wording")
    yield from (_item(change, comparison) for change in changes if change.change == "wording")


def _item(change: Change, comparison: Comparison) -> Item:
    names = comparison.names
    details = _printed(change, names)
    details += [detail(_label(found), sides_words(found, names)) for found in change.details]
    details += _see_also(change, comparison)
    details += _examples(change, comparison)
    quiet = change.change in ("wording", "text")
    return Item(MARKS[change.change], change.title, remark(change, names), tuple(details), "" if quiet else "strong")


def remark(change: Change, names: tuple[Text, Text]) -> Text:
    """The class of a change, what it does to deals, and whether that is proved."""
    words = class_of(change, names)
    if change.change in ("only_a", "only_b") and change.effect is not None:
        effect = _effect(change, names[1])
        words = Text(f"{words.zh}，{effect.zh}", f"{words.en}; {effect.en}")
    if change.effect is None or change.effect == "unsettled":
        return Text(f"［{words.zh}］", f"[{words.en}]")
    proof = PROVED if change.proved else UNPROVED
    return Text(f"［{words.zh}，{proof.zh}］", f"[{words.en}, {proof.en}]")


def _effect(change: Change, other: Text) -> Text:
    """What it does to deals that one edition alone has a notion: how the second then stands to the first."""
    effect = change.effect or "unsettled"
    checks = [rule for rule in (*change.notion.a.rules, *change.notion.b.rules) if rule.kind == "check"]
    words = EFFECTS[effect]
    if checks and all(map(favours, checks)):
        words = OF_RELIEF.get(effect, words)
    elif checks and all(rule.modality == "may" for rule in checks):
        words = OF_PERMISSION.get(effect, words)
    return words if effect in ("equivalent", "unsettled") else Text(f"{other.zh}{words.zh}", f"{other.en} {words.en}")


def _printed(change: Change, names: tuple[Text, Text]) -> list[tuple[Text, Text, str]]:
    """Where and what either edition prints of a notion; what both say in the same words, or the title says, is not said again."""
    sides = [(name, side) for name, side in zip(names, (change.notion.a, change.notion.b), strict=True) if side.clauses]
    gists = [[_gist(clause) for clause in side.clauses] for _, side in sides]
    if len(sides) == 2 and gists[0] == gists[1]:
        places = joined([Text(f"{name.zh} {_anchors(side).zh}", f"{name.en} {_anchors(side).en}") for name, side in sides], "；", "; ")
        content = [] if gists[0] == [change.title] else [detail(Text("内容", "content"), joined(gists[0], "；", "; "))]
        return [*content, detail(Text("条文", "clauses"), places)]
    found = []
    for name, side in sides:
        told = [EMPTY if _gist(clause) == change.title else _gist(clause) for clause in side.clauses]
        pieces = [
            Text(f"{clause.locator}「{clause.anchor}」{gist.zh}", f"{clause.locator} 「{clause.anchor}」 {gist.en}".rstrip())
            for clause, gist in zip(side.clauses, told, strict=True)
        ]
        found.append(detail(name, joined(pieces, "；", "; ")))
    return found


def _gist(clause: Clause) -> Text:
    return Text(clause.gist.zh.rstrip("。"), clause.gist.en.rstrip("."))


def _anchors(side: Side) -> Text:
    words = "、".join(f"{clause.locator}「{clause.anchor}」" for clause in side.clauses)
    return Text(words, words)


def _label(found: Detail) -> Text:
    kind = KIND_WORDS[found.kind]
    return kind if found.about == EMPTY else Text(f"{kind.zh}（{found.about.zh}）", f"{kind.en} ({found.about.en})")


def _see_also(change: Change, comparison: Comparison) -> Iterable[tuple[Text, Text, str]]:
    """The clauses outside the notion in which an edition demands what only the other demands in it."""
    for name, edition, rules in zip(comparison.names, (comparison.compared.a, comparison.compared.b), change.elsewhere, strict=True):
        clauses = dict.fromkeys(edition.clauses[rule.clauses[0]] for rule in rules)
        places = joined([Text(f"{c.locator}「{c.anchor}」", f"{c.locator} 「{c.anchor}」") for c in clauses], "；", "; ") if clauses else EMPTY
        if clauses:
            yield detail(ELSEWHERE, _demands_it(name, places, change))


def _demands_it(name: Text, places: Text, change: Change) -> Text:
    if change.effect == "equivalent":
        return Text(f"{name.zh}在 {places.zh} 已有此要求", f"{name.en} demands this already in {places.en}")
    return Text(f"{name.zh}在 {places.zh} 有相关要求", f"{name.en} has a related demand in {places.en}")


def _examples(change: Change, comparison: Comparison) -> Iterable[tuple[Text, Text, str]]:
    judgement = change.judgement
    for witness in (judgement.tighter, judgement.looser) if judgement else ():
        if witness is not None:
            facts = facts_words(witness, comparison.compared.a.vocabulary, comparison.compared.b.vocabulary)
            verdict = outcomes_words(witness, change.notion, comparison)
            yield detail(EXAMPLE, Text(f"{facts.zh} → {verdict.zh}", f"{facts.en} → {verdict.en}"))


def _identical(notions: Sequence[Notion]) -> Iterable[Block]:
    if not notions:
        return
    yield Heading(Text(f"相同（{len(notions)}）", f"The same ({len(notions)})"))
    by: dict[str, list[Notion]] = {}
    for notion in notions:
        by.setdefault(notion.mechanism, []).append(notion)
    for mechanism, found in by.items():
        words = MECHANISM_WORDS.get(mechanism, Text(mechanism, mechanism))
        places = joined([_place(notion) for notion in found], "；", "; ")
        yield Paragraph(places, words)


def _place(notion: Notion) -> Text:
    """The gist of a notion that both print alike, with its place, or both places where it moved."""
    one, other = ("、".join(dict.fromkeys(clause.locator for clause in side.clauses)) for side in (notion.a, notion.b))
    where = one if one == other else f"{one} → {other}"
    gist = notion.b.clauses[0].gist
    return Text(f"{gist.zh.rstrip('。')}（{where}）", f"{gist.en.rstrip('.')} ({where})")
