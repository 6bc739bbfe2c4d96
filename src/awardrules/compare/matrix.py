"""Editions side by side: a row for every notion, a cell for every edition with what it prints, or nothing where it is silent.

Rows are tied as `diff` ties them (pairing), over all pairs of the editions. With a deal each edition also gets its verdict, and each cell
how its clauses came out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

from awardrules.compare.figures import Figure, conjuncts, figures
from awardrules.compare.pairing import notions
from awardrules.decision.decide import Decision, Status, decide
from awardrules.decision.explain import writer
from awardrules.decision.reference import reads
from awardrules.diagnostics import AwardrulesError, Span, did_you_mean, error
from awardrules.facts.deal import Deal
from awardrules.language import EMPTY, Text, joined
from awardrules.pack.edition import MECHANISM_WORDS, SEVERITY, Clause, Edition, Modality, Rule
from awardrules.pack.program import AS_OF, KINDS_PATH
from awardrules.record import Record

WEIGHT = {"violation": 4, "deviation": 3, "unknown": 2, "suggestion": 1, "information": 1, "pass": 0, "not_applicable": -1}


class Entry(Record):
    """What one clause says: modality, figures, printed exceptions in words, and the rules that implement it first.

    The modality is the printed one; how grave a failure is, the rules say. `encoded` is false where no rule cites the clause. `outcome`
    and `severity` are those of the deal, where there is one and the clause bears on deals.
    """

    clause: Clause
    modality: Modality
    figures: tuple[Figure, ...]
    exceptions: tuple[Text, ...]
    rules: tuple[Rule, ...]
    encoded: bool
    outcome: str | None = None
    severity: str | None = None


class Row(Record):
    """One notion: its mechanism, a title that fits all editions, and the entries of each edition (none: not printed)."""

    mechanism: str
    title: Text
    cells: tuple[tuple[Entry, ...], ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        """The clause ids of the notion, each once."""
        return tuple(dict.fromkeys(entry.clause.id for cell in self.cells for entry in cell))

    @property
    def printed(self) -> int:
        """How many of the editions print it."""
        return sum(1 for cell in self.cells if cell)


class Verdict(Record):
    """How an edition judges the deal: as if in scope and in force, and whether it is out of scope as it stands."""

    decision: Decision
    status: Status
    outside: bool
    failing: tuple[Rule, ...]


class Matrix(Record):
    """The editions, the day whose figures are shown, the rows by mechanism, and the verdicts on a deal in the order of the editions."""

    editions: tuple[Edition, ...]
    as_of: int
    rows: tuple[Row, ...]
    deal: str | None = None
    verdicts: tuple[Verdict, ...] = ()


def matrix(
    editions: Sequence[Edition],
    as_of: int,
    deal_for: Callable[[Edition], Deal] | None = None,
    *,
    mechanisms: Iterable[str] = (),
    figures_only: bool = False,
    unencoded: bool = False,
) -> Matrix:
    """The editions side by side on a day.

    `deal_for` gives the deal as an edition's vocabulary types it. `mechanisms` keeps only those (ids or their names in either language);
    `figures_only` the notions of which some edition prints a figure or what must all be there; `unencoded` adds clauses that no edition encodes.
    Raises AwardrulesError for an unknown mechanism.
    """
    chosen = _mechanisms(mechanisms, editions)
    verdicts = tuple(_verdict(edition, deal_for(edition), as_of) for edition in editions) if deal_for else ()
    sides = [
        _Side(edition, as_of, verdict.decision if verdict else None)
        for edition, verdict in zip(editions, verdicts or [None] * len(editions), strict=True)
    ]
    rows: list[Row] = []
    for ids in _tied(editions):
        cells = tuple(side.entries(ids) for side in sides)
        entries = [entry for cell in cells for entry in cell]
        rows.append(Row(entries[0].clause.mechanism, _title(entries, editions, cells), cells))
    rows = [row for row in _told_apart(rows, editions) if not chosen or row.mechanism in chosen]
    if not unencoded:
        rows = [row for row in rows if any(entry.encoded for cell in row.cells for entry in cell)]
    if figures_only:
        rows = [row for row in rows if any(not figure.choice for cell in row.cells for entry in cell for figure in entry.figures)]
    known = list(MECHANISM_WORDS)
    order = {row.mechanism: known.index(row.mechanism) if row.mechanism in known else len(known) for row in rows}
    rows.sort(key=lambda row: (order[row.mechanism], row.mechanism, -row.printed))
    return Matrix(tuple(editions), as_of, tuple(rows), verdicts[0].decision.deal.name if verdicts else None, verdicts)


def _mechanisms(wanted: Iterable[str], editions: Sequence[Edition]) -> frozenset[str]:
    """The mechanisms named, by id or by a name in either language."""
    present = dict.fromkeys(clause.mechanism for edition in editions for clause in edition.clauses.values())
    names = {word: name for name, words in MECHANISM_WORDS.items() for word in words} | {name: name for name in (*MECHANISM_WORDS, *present)}
    faults, found = [], set()
    for name in wanted:
        if name in names:
            found.add(names[name])
            continue
        help = did_you_mean(name, list(names))
        if help == EMPTY:
            help = Text("可用：" + "、".join(present), "one of: " + ", ".join(present))
        faults.append(error("unknown-mechanism", Span("--mechanism"), Text(f"没有机制 `{name}`", f"no mechanism `{name}`"), help))
    if faults:
        raise AwardrulesError(faults)
    return frozenset(found)


def _tied(editions: Sequence[Edition]) -> list[tuple[str, ...]]:
    """The clause ids of all editions in groups that are one notion, in the order in which the editions print them."""
    parent = {clause: clause for edition in editions for clause in edition.clauses}

    def root(clause: str) -> str:
        while parent[clause] != clause:
            clause = parent[clause]
        return clause

    for a, b in combinations(editions, 2):
        for notion in notions(a, b):
            first: dict[str, str] = {}  # a row stands under one mechanism: what the editions print under two has two rows
            for printed in (*notion.a.clauses, *notion.b.clauses):
                low, high = sorted((root(first.setdefault(printed.mechanism, printed.id)), root(printed.id)))
                parent[high] = low
    groups: dict[str, list[str]] = {}
    for clause in parent:
        groups.setdefault(root(clause), []).append(clause)
    return [tuple(group) for group in groups.values()]


class _Side:
    """One edition, its clauses as entries."""

    def __init__(self, edition: Edition, as_of: int, decision: Decision | None) -> None:
        self.edition, self.as_of, self.decision = edition, as_of, decision
        self.outcomes = decision.clauses() if decision else {}
        self.rules: dict[str, list[Rule]] = {}
        self.cited: set[str] = set()
        for rule in edition.rules:
            self.rules.setdefault(rule.clauses[0], []).append(rule)
            self.cited.update((*rule.clauses, *rule.exceptions, *(row.clause for row in rule.body.table if row.clause)))

    def entries(self, ids: Iterable[str]) -> tuple[Entry, ...]:
        """The clauses of a notion that this edition prints, in printed order."""
        wanted = set(ids)
        return tuple(self._entry(clause) for clause in self.edition.clauses.values() if clause.id in wanted)

    def _entry(self, clause: Clause) -> Entry:
        rules = tuple(self.rules.get(clause.id, ()))
        checks = [rule for rule in rules if rule.kind == "check"] or list(rules)
        shown = tuple(dict.fromkeys(figure for rule in checks for figure in figures(rule, self.edition, self.as_of)))
        exceptions = [
            writer(rule, self.edition.vocabulary, self.as_of).condition(item.when)
            for rule in rules
            if rule.kind == "check"
            for item in rule.body.unless
        ]
        outcome, severity = self._came_out(clause, rules)
        return Entry(clause, clause.modality, shown, tuple(dict.fromkeys(exceptions)), rules, clause.id in self.cited, outcome, severity)

    def _came_out(self, clause: Clause, rules: Sequence[Rule]) -> tuple[str | None, str | None]:
        """The outcome of a clause for the deal, and how grave a failure is."""
        outcome = self.outcomes.get(clause.id)
        if self.decision is None or outcome != "fail":
            return outcome, None
        failing = [rule for rule in self.edition.rules if clause.id in rule.clauses and self.decision.outcome(rule) == "fail"] or list(rules)
        return outcome, max((rule.severity for rule in failing), key=WEIGHT.__getitem__, default=SEVERITY.get(clause.modality, "information"))


def _verdict(edition: Edition, deal: Deal, as_of: int) -> Verdict:
    """An edition on the deal as if it were in scope and in force: editions of other cities are compared by what they ask."""
    decision = decide(deal, edition, as_of, hypothetical=True)
    outside = decide(deal, edition, as_of).status == "out_of_scope"
    pairs = zip(edition.rules, decision.outcomes, strict=True)
    failing = tuple(rule for rule, outcome in pairs if outcome == "fail" and not rule.gives and rule.severity in ("violation", "deviation"))
    return Verdict(decision, decision.status, outside, failing)


def _title(entries: Sequence[Entry], editions: Sequence[Edition], cells: Sequence[Sequence[Entry]]) -> Text:
    """Words that fit all editions: the title of most of their rules where it prints no figure, else the facts they ask."""
    checks = [rule for entry in entries for rule in entry.rules if rule.kind == "check"]
    titles = Counter(title for cell in cells for title in {rule.title for entry in cell for rule in entry.rules if rule.kind == "check"})
    often, times = titles.most_common(1)[0] if titles else (EMPTY, 0)
    single = len({entry.clause.id for entry in entries}) == 1
    fits = len(titles) == 1 or (single and times * 2 > sum(1 for cell in cells if cell))
    if fits and not any(c.isdigit() for c in often.zh):
        return _bare(often)
    asked = [_asked(rule) for rule in checks if rule.body.require is not None]
    common = [path for path in asked[0] if all(path in other for other in asked)] if asked else []
    measured = [figure.path for entry in entries for figure in entry.figures if figure.path]
    paths = list(dict.fromkeys([path for path in common if path in measured] or common or measured))[:2]
    derived = [rule for entry in entries for rule in entry.rules if rule.gives]
    if not checks and len({rule.title for rule in derived}) > 1:
        paths = [str(derived[0].gives)]
    if paths:
        where = next(edition for edition, cell in zip(editions, cells, strict=True) if cell)
        return joined([where.vocabulary.label(path) for path in paths], "、", ", ")
    rules = checks or derived
    return _bare(rules[0].title) if rules else _bare(entries[0].clause.gist)


def _told_apart(rows: Sequence[Row], editions: Sequence[Edition]) -> Iterator[Row]:
    """The rows with different titles: by the kinds of deal they bear on, else by the title of a rule."""
    often = Counter(row.title for row in rows)
    for row in rows:
        rules = [rule for cell in row.cells for entry in cell for rule in entry.rules if rule.kind == "check"]
        if often[row.title] == 1 or not rules:
            yield row
            continue
        others = [other for other in rows if other.title == row.title and other is not row]
        kinds = {rule.applies_to for rule in rules}
        alike = {rule.applies_to for other in others for cell in other.cells for entry in cell for rule in entry.rules}
        fact = editions[0].vocabulary.get(KINDS_PATH)
        if len(kinds) == 1 and not kinds & alike and fact is not None and fact.values:
            words = joined([fact.values.get(kind, Text(kind, kind)) for kind in kinds.pop()], "、", ", ")
            yield Row(row.mechanism, Text(f"{row.title.zh}（{words.zh}）", f"{row.title.en} ({words.en})"), row.cells)
        else:
            yield Row(row.mechanism, _bare(rules[0].title), row.cells)


def _asked(rule: Rule) -> list[str]:
    """The facts a rule demands something of, in the order it names them."""
    found: list[str] = []
    for part in conjuncts(rule.body.require) if rule.body.require is not None else ():
        found += sorted(reads(part) - {AS_OF, KINDS_PATH} - set(found))
    return [f"{rule.for_each}[].{path[5:]}" if path.startswith("item.") else path for path in found]


def _bare(text: Text) -> Text:
    return Text(text.zh.rstrip("。."), text.en.rstrip("。."))
