"""The library's front door: read a deal, decide it, take the decision as data.

```python
from awardrules.api import check, report

decision = check({"deal": {"kinds": ["ownership_grant"]}, "grant": {"team_share": "60%"}}, pack="shenzhen", as_of="2025-03-20")
decision.status, decision.clauses()["ownership.team-share-min"]
report(decision, lang="en")["results"]
```
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from awardrules import asked, yamlfile
from awardrules.decision.decide import SUBJECTS, Decision, Subject, decide, stated
from awardrules.diagnostics import AwardrulesError, Span, error
from awardrules.facts.deal import Deal
from awardrules.facts.reading import deal_of
from awardrules.language import LANGUAGES, Lang, Text
from awardrules.pack.dating import day_in
from awardrules.pack.edition import Edition
from awardrules.pack.references import Found, Library

if TYPE_CHECKING:
    from awardrules.agreement.extraction.found import Extraction
    from awardrules.agreement.template.examination import Examination
    from awardrules.compare.diff import Comparison
    from awardrules.compare.matrix import Matrix
    from awardrules.facts.vocabulary import Vocabulary
    from awardrules.prove.boundary import Boundaries
    from awardrules.prove.properties import Proof, Property
    from awardrules.prove.repair import Repair

Source = str | Path | Mapping[str, Any]  # a file, or nested data
Folders = Iterable[Path | str] | Path | str
_Named = TypeVar("_Named", Edition, Found)


def editions(pack: str, as_of: date | str | int | None = None, *, packs_dir: Folders = ()) -> list[Edition]:
    """The editions a reference names on a day (today where none is given): one, or every one for `all`.

    Raises AwardrulesError for an unknown reference or a pack that does not load.
    """
    library = Library(asked.folders("packs_dir", packs_dir))
    day = asked.day("as_of", as_of)
    return [library.load(found) for found in library.resolve(pack, day if day is not None else date.today().toordinal())]


def _only(pack: str, as_of: int, packs_dir: Folders) -> Edition:
    """The one edition a reference names. Raises AwardrulesError where it names several."""
    return _one(pack, editions(pack, as_of, packs_dir=packs_dir))


def _one(pack: str, found: list[_Named]) -> _Named:
    if len(found) > 1:
        message = Text(f"`{pack}` 指 {len(found)} 个版本，这里只能用一个", f"`{pack}` names {len(found)} editions; one is wanted here")
        named = [f"{one.pack}@{one.edition}" if isinstance(one, Found) else one.reference for one in found]
        help = Text(
            "写明一个：" + "、".join(named) + "；多个版本用 editions()、read() 与 decide() 逐一判断",
            "name one: " + ", ".join(named) + "; for several go through editions() with read() and decide()",
        )
        raise AwardrulesError([error("usage", Span("pack"), message, help)])
    return found[-1]


def read(source: Source, edition: Edition, *, name: str = "deal") -> Deal:
    """A deal from a YAML or JSON file, or from nested Python data, typed by the vocabulary of an edition.

    Raises AwardrulesError with every fault and its place.
    """
    file = _name(source, name)
    return deal_of(_nodes(source), file, edition.vocabulary, name=file, known=_names(edition))


def check(
    source: Source,
    pack: str,
    as_of: date | str | int | None = None,
    *,
    subject: Subject = "deal",
    hypothetical: bool = False,
    packs_dir: Folders = (),
) -> Decision:
    """Decide a deal against the one edition that `pack` names; the day defaults as on the command line.

    Raises AwardrulesError for faults of the deal, the reference or the pack, and where it names several editions (`all`). Use `editions`,
    `read` and `decide` for several editions or many deals.
    """
    root, whose = _nodes(source), asked.one_of("subject", subject, SUBJECTS)
    day = asked.day("as_of", as_of)
    if day is None:
        day = day_in(root)
    edition = _only(pack, day, packs_dir)
    file = _name(source)
    deal = deal_of(root, file, edition.vocabulary, name=file, known=_names(edition, packs_dir))
    return decide(deal, edition, day, subject=whose, hypothetical=hypothetical)


def extract(path: Path | str) -> Extraction:
    """What an agreement (.docx, .pdf, .md, .txt) states: facts in states, each with its sentences. Wants the extra `agreement`.

    Raises AwardrulesError where the file cannot be read or is no agreement in Chinese, and where the extra is not installed.
    """
    from awardrules.agreement.deciding import read_agreement

    return read_agreement(asked.file("path", path))[0]


def check_agreement(
    agreement: Path | str | Extraction,
    pack: str,
    as_of: date | str | int | None = None,
    *,
    facts: Source | None = None,
    subject: Subject = "deal",
    hypothetical: bool = False,
    packs_dir: Folders = (),
) -> Decision:
    """Decide a draft agreement, given as a file or as what `extract` read, against the one edition that `pack` names.

    `facts` states what no agreement says; a rule fails only if it fails by every reading of what is stated in several ways. The day defaults
    as on the command line. Raises AwardrulesError for faults of the agreement, the facts, the reference or the pack.
    """
    from awardrules.agreement.deciding import decided
    from awardrules.agreement.extraction.dealing import draft
    from awardrules.pack.dating import day_of_deal
    from awardrules.pack.files import data_root
    from awardrules.pack.shared import shared_vocabulary

    whose = asked.one_of("subject", subject, SUBJECTS)
    extraction = extract(agreement) if isinstance(agreement, Path | str) else agreement
    day = asked.day("as_of", as_of)
    if day is None:
        vocabulary = shared_vocabulary(data_root())
        day = day_of_deal(draft(extraction, None, vocabulary, _facts(facts, vocabulary)).deal)
    edition = _only(pack, day, packs_dir)
    beside = _facts(facts, edition.vocabulary, _names(edition, packs_dir))
    return decided(extraction, edition, day, beside, subject=whose, hypothetical=hypothetical).decision


def review(extraction: Extraction, decisions: Iterable[Decision], out: Path | str, *, lang: Lang = "zh", written_on: datetime | None = None) -> None:
    """Write a copy of a .docx agreement with the findings of its decisions as Word comments; the agreement itself is not touched.

    `extraction` and `decisions` come from `extract` and `check_agreement`; the comments are dated now where no time is given. Raises
    AwardrulesError where `out` is the agreement or no .docx, where the agreement changed since, and where it cannot be written.
    """
    from awardrules.agreement.review.wording import remarks
    from awardrules.agreement.review.writing import write_review

    found = list(decisions)
    on = (written_on or datetime.now(UTC)).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    said = remarks(found, extraction, asked.one_of("lang", lang, LANGUAGES), [{} for _ in found])
    write_review(Path(extraction.document.name), asked.file("out", out), extraction, said, on)


def template(
    path: Path | str, pack: str, as_of: date | str | int | None = None, *, facts: Source | None = None, packs_dir: Folders = ()
) -> Examination:
    """What a contract template lacks, which fillings break a rule of the one edition that `pack` names, which blanks need a printed limit.

    `facts` states what no template says; the day defaults to theirs, else to today. Raises AwardrulesError for faults of the template, the
    facts, the reference or the pack. Wants the extra `agreement`.
    """
    from awardrules.agreement.extraction.dealing import draft
    from awardrules.agreement.template.examination import examine

    day = asked.day("as_of", as_of)
    if day is None:
        day = day_in(_nodes(facts)) if facts is not None else date.today().toordinal()
    edition = _only(pack, day, packs_dir)
    extraction = extract(path)
    known = dict(draft(extraction, edition, edition.vocabulary).deal.facts)
    if facts is not None:
        known |= stated(read(facts, edition, name="facts"), edition)
    return examine(extraction, edition, day, known)


def report(decision: Decision, lang: Lang = "zh") -> dict[str, Any]:
    """The decision as data, as `check --format json` prints it (schema `awardrules/decision/1`)."""
    from awardrules.report.document import decision_document

    return decision_document(decision, asked.one_of("lang", lang, LANGUAGES))


def diff(
    a: str, b: str, as_of: date | str | int | None = None, *, structural: bool = False, timeout: float = 2.0, packs_dir: Folders = ()
) -> Comparison:
    """What changes from one edition to another and what that does to deals, proved with witnesses unless `structural`.

    The day defaults to today, or the nearest day on which both are in force; `timeout` is in seconds for each question to the solver (the
    extra `prove`). `awardrules.report.difference_document.difference_document` gives it as `diff --format json` does. Raises AwardrulesError
    for faults of the references or packs, and where the solver is not installed.
    """
    from awardrules.compare.diff import compare, comparison_day

    limit = asked.milliseconds("timeout", timeout)
    library = Library(asked.folders("packs_dir", packs_dir))
    today, day = date.today().toordinal(), asked.day("as_of", as_of)
    found = [_one(reference, library.resolve(reference, day if day is not None else today)) for reference in (a, b)]
    if day is None:
        day, _ = comparison_day(found, today)
    one, other = (library.load(item) for item in found)
    if structural:
        return compare(one, other, day)
    from awardrules.prove.judging import prover

    return compare(one, other, day, prover(one, other, day, timeout_ms=limit))


def matrix(
    packs: Iterable[str] = ("all",),
    deal: Source | None = None,
    as_of: date | str | int | None = None,
    *,
    mechanisms: Iterable[str] = (),
    figures_only: bool = False,
    unencoded: bool = False,
    packs_dir: Folders = (),
) -> Matrix:
    """Editions side by side, notion by notion; with a deal, also how each judges it (as if in scope and in force).

    The day defaults to that of the deal, else to today. `awardrules.report.matrixdata.matrix_data` gives it as `matrix --format json` does.
    Raises AwardrulesError for faults of the deal, the references, the packs, or an unknown mechanism.
    """
    from awardrules.compare.matrix import matrix as compared

    root = _nodes(deal) if deal is not None else None
    day = asked.day("as_of", as_of)
    if day is None:
        day = day_in(root) if deal is not None else date.today().toordinal()
    library = Library(asked.folders("packs_dir", packs_dir))
    found = {item.folder: item for reference in packs for item in library.resolve(reference, day)}
    file = _name(deal) if deal is not None else ""
    judged = (lambda edition: deal_of(root, file, edition.vocabulary, name=file, known=library.names)) if deal is not None else None
    chosen = [library.load(item) for item in found.values()]
    return compared(chosen, day, judged, mechanisms=mechanisms, figures_only=figures_only, unencoded=unencoded)


def prove(
    name: Property,
    target: str,
    other: str | None = None,
    as_of: date | str | int | None = None,
    *,
    partial: bool = False,
    timeout: float = 2.0,
    packs_dir: Folders = (),
) -> Proof:
    """Whether a property holds of an edition or some of its rules (`shenzhen@2024:ownership.team-share-min`), or of two (implies,
    equivalent, disjoint), with a counterexample where it does not.

    Over all deals that state every fact, and with `partial` over all deals. The day defaults to today; `timeout` is in seconds. Raises
    AwardrulesError for faults of the references or packs, for a property asked of too few or too many, and where the solver (the extra
    `prove`) is not installed.
    """
    from awardrules.prove.properties import PROPERTIES
    from awardrules.prove.properties import prove as proved
    from awardrules.prove.targets import targets

    day = asked.day("as_of", as_of)
    day = day if day is not None else date.today().toordinal()
    known, limit = asked.one_of("name", name, PROPERTIES), asked.milliseconds("timeout", timeout)
    of = targets(known, (target, other), Library(asked.folders("packs_dir", packs_dir)), day)
    return proved(known, of, day, timeout_ms=limit, partial=partial)


def boundaries(pack: str, as_of: date | str | int | None = None, *, timeout: float = 2.0, packs_dir: Folders = ()) -> Boundaries:
    """For every figure of an edition the pair of deals just inside and just outside. Raises AwardrulesError as `prove` does."""
    from awardrules.prove.boundary import boundaries as found

    day = asked.day("as_of", as_of)
    day = day if day is not None else date.today().toordinal()
    return found(_only(pack, day, packs_dir), day, timeout_ms=asked.milliseconds("timeout", timeout))


def repair(
    source: Source,
    packs: str | Iterable[str],
    as_of: date | str | int | None = None,
    *,
    limit: int = 5,
    allow_unknown: bool = False,
    hypothetical: bool = False,
    timeout: float = 2.0,
    packs_dir: Folders = (),
) -> Repair:
    """The smallest changes that make a deal compliant in every edition named, cheapest first, or what makes that impossible.

    The day defaults as on the command line; `allow_unknown` asks only that nothing fails. Raises AwardrulesError for faults of the deal, the
    references or packs, and where the solver (the extra `prove`) is not installed.
    """
    from awardrules.prove.repair import repair as repaired

    root, most, time = _nodes(source), asked.whole("limit", limit, 1, 20), asked.milliseconds("timeout", timeout)
    day = asked.day("as_of", as_of)
    day = day if day is not None else day_in(root)
    names = [packs] if isinstance(packs, str) else list(packs)
    chosen = [found for name in names for found in editions(name, day, packs_dir=packs_dir)]
    if not chosen:
        raise AwardrulesError([error("usage", Span("packs"), Text("没有写明规则包", "no pack is named"))])
    file = _name(source)
    deal = deal_of(root, file, chosen[0].vocabulary, name=file, known=_names(chosen[0], packs_dir))
    return repaired(deal, chosen, day, limit=most, timeout_ms=time, hypothetical=hypothetical, open_allowed=allow_unknown)


def _names(edition: Edition, packs_dir: Folders = ()) -> Callable[[], set[str]]:
    """What facts of one edition can be stated for where this one is at hand."""
    beside = Path(edition.folder).parent.parent
    return lambda: Library([*asked.folders("packs_dir", packs_dir), *([beside] if beside.is_dir() else [])]).names()


def _facts(source: Source | None, vocabulary: Vocabulary, known: Callable[[], set[str]] | None = None) -> Deal | None:
    if source is None:
        return None
    file = _name(source, "facts")
    return deal_of(_nodes(source), file, vocabulary, name=file, known=known)


def _name(source: Source, data: str = "deal") -> str:
    """The name of a file as written; of data, a word for it."""
    return data if isinstance(source, Mapping) else str(asked.file(data, source))


def _nodes(source: Source) -> yamlfile.Node | None:
    return yamlfile.from_data(dict(source)) if isinstance(source, Mapping) else yamlfile.load(asked.file("source", source))


__all__ = [
    "AwardrulesError",
    "boundaries",
    "check",
    "check_agreement",
    "decide",
    "diff",
    "editions",
    "extract",
    "matrix",
    "prove",
    "read",
    "repair",
    "report",
    "review",
    "template",
]
