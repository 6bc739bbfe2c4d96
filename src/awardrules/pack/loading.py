"""Editions from folders: every file read, every fault of every file reported together."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from awardrules import yamlfile
from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, did_you_mean, error
from awardrules.facts.vocabulary import Vocabulary, read_vocabulary
from awardrules.language import Text
from awardrules.pack.compiler import compile_rules
from awardrules.pack.edition import Clause, Edition, Rule, Validity
from awardrules.pack.files import data_root, digest_of, pack_files, rule_files
from awardrules.pack.models import ClausesModel, M, PackModel, RuleModel, RulesModel, ShapesModel, validated
from awardrules.pack.shared import vocabulary_of_files

NOT_RULES = frozenset({"pack.yaml", "clauses.yaml", "vocabulary.yaml"})

if TYPE_CHECKING:
    from awardrules.pack.binding import Shape


@lru_cache(maxsize=4)
def _catalogue(root: Path) -> tuple[dict[str, Shape], tuple[Diagnostic, ...]]:
    from awardrules.pack.binding import Shape

    shapes: dict[str, Shape] = {}
    faults: list[Diagnostic] = []
    for path in sorted((root / "rules" / "catalogue").glob("*.yaml")):
        try:
            node = yamlfile.load(path)
        except AwardrulesError as fault:
            faults.extend(fault.diagnostics)
            continue
        model = validated(ShapesModel, node, str(path), faults)
        for name, shape in (model.shapes if model else {}).items():
            shapes[f"{path.stem}/{name}"] = Shape(f"{path.stem}/{name}", shape, str(path))
    return shapes, tuple(faults)


def shared_catalogue(root: Path) -> dict[str, Shape]:
    """The shapes under `rules/catalogue` by name. Raises AwardrulesError with every fault of its files."""
    shapes, faults = _catalogue(root)
    if faults:
        raise AwardrulesError(faults)
    return shapes


def load_edition(folder: Path, *, pack: str | None = None, edition: str | None = None, root: Path | None = None) -> Edition:
    """An edition from its folder, compiled for its newest figures.

    `pack` and `edition` default to the names of the parent folder and the folder. Raises AwardrulesError with all faults of all files.
    """
    from awardrules.pack.binding import Binder

    root = root or data_root()
    folder = folder.resolve()
    if not (folder / "pack.yaml").is_file():
        raise AwardrulesError([error("no-pack", Span(str(folder)), Text("不是规则包文件夹：缺少 pack.yaml", "no pack folder: pack.yaml is missing"))])
    faults: list[Diagnostic] = []
    vocabulary = vocabulary_of_files(root)
    own, own_broken = folder / "vocabulary.yaml", False
    if own.is_file():
        try:
            vocabulary = vocabulary.extended(read_vocabulary([own], vocabulary))
        except AwardrulesError as fault:
            own_broken = True
            faults.extend(fault.diagnostics)
    catalogue, catalogue_faults = _catalogue(root)
    faults.extend(catalogue_faults)

    head, head_root = _read(PackModel, folder / "pack.yaml", faults)
    if head is not None:
        _check_term(head, head_root, str(folder / "pack.yaml"), vocabulary, faults)
    listed, list_root = _read(ClausesModel, folder / "clauses.yaml", faults)
    clauses: dict[str, Clause] = {}
    for index, item in enumerate(listed.clauses if listed else []):
        if item.id in clauses:
            message = Text(f"条款 `{item.id}` 重复", f"clause `{item.id}` is listed twice")
            span = yamlfile.span_of(yamlfile.locate(list_root, ("clauses", index)), str(folder / "clauses.yaml"))
            faults.append(error("duplicate-clause", span, message, Text("只保留一处", "keep one of them")))
        clauses[item.id] = Clause(
            item.id, item.locator, item.mechanism, item.modality, item.anchor, item.hash,
            tuple((a, b) for a, b in item.span), item.gist.text, item.reason.text if item.reason else None,
        )  # fmt: skip
    binder = Binder(vocabulary, catalogue, clauses)
    rules: list[Rule] = []
    for path in pack_files(folder):
        if path.name in NOT_RULES:
            continue
        try:
            node = yamlfile.load(path)
        except AwardrulesError as fault:
            faults.extend(fault.diagnostics)
            continue
        model = validated(RulesModel, node, str(path), faults)
        if model is None:
            node = _sound(node, str(path))
            model = validated(RulesModel, node, str(path), [])
        if model is not None:
            rules += binder.rules(model, node, str(path))
    # where a list is broken, names that stand in it are not unknown
    unread = {"unknown-clause"} if listed is None else set()
    unread |= {"unknown-fact", "unknown-list", "unknown-output"} if own_broken else set()
    faults.extend(fault for fault in binder.faults if fault.code not in unread)
    if faults or head is None:
        raise AwardrulesError(faults)
    place = {clause: index for index, clause in enumerate(clauses)}
    rules.sort(key=lambda rule: place[rule.clauses[0]])  # as the document prints them
    edition_object = Edition(
        pack=pack or folder.parent.name,
        edition=edition or folder.name,
        city=head.city.text,
        title=head.title.text,
        document=head.document,
        status=head.status,
        published=head.published,
        validity=Validity(head.term.start, head.term.years) if head.term else None,
        notices=tuple(words.text for words in head.notices),
        digest=digest_of([*rule_files(root), *pack_files(folder)], root if folder.is_relative_to(root) else folder),
        folder=str(folder),
        vocabulary=vocabulary,
        clauses=clauses,
        rules=tuple(rules),
        programs={},
    )
    newest = max((start or 0 for rule in rules for p in rule.parameters.values() for start, _ in p.dated), default=0)
    edition_object.programs[edition_object.period(newest)] = compile_rules(edition_object.rules, vocabulary, newest)
    return edition_object


def _read(model: type[M], path: Path, faults: list[Diagnostic]) -> tuple[M | None, yamlfile.Node | None]:
    try:
        root = yamlfile.load(path)
    except AwardrulesError as fault:
        faults.extend(fault.diagnostics)
        return None, None
    return validated(model, root, str(path), faults), root


def _sound(root: yamlfile.Node | None, file: str) -> yamlfile.Node | None:
    """A file of rules without what has no rule's form, so that the faults of the other rules are found too."""
    listed = root.get("rules") if isinstance(root, yamlfile.Mapping) else None
    if not isinstance(root, yamlfile.Mapping) or not isinstance(listed, yamlfile.Sequence):
        return None
    kept = [item for item in listed.items if validated(RuleModel, item, file, []) is not None]
    entries = {name: entry for name, entry in root.entries.items() if name == "mechanism"}
    entries["rules"] = (root.entries["rules"][0], yamlfile.Sequence(kept, listed.line, listed.column))
    return yamlfile.Mapping(entries, root.line, root.column)


def _check_term(head: PackModel, root: yamlfile.Node | None, file: str, vocabulary: Vocabulary, faults: list[Diagnostic]) -> None:
    """A term starts on a printed day, or on the day a date fact tells."""
    start = head.term.start if head.term else None
    if not isinstance(start, str):
        return
    fact = vocabulary.get(start)
    if fact is None or fact.type != "date":
        message = Text(f"`from` 的 `{start}` 既不是日期，也不是日期类事实", f"`{start}` of `from` is neither a date nor a fact that is one")
        dates = [f.path for f in vocabulary if f.type == "date" and not f.record]
        faults.append(error("bad-term", yamlfile.span_of(yamlfile.locate(root, ("term", "from")), file), message, did_you_mean(start, dates)))
