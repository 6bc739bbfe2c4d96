"""A clause list as an author writes it for a new edition: read with all its faults at once, its spans and hashes taken from a copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from awardrules import yamlfile
from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, did_you_mean, error
from awardrules.language import EMPTY, Text
from awardrules.pack.edition import Clause, Modality
from awardrules.pack.headings import Outline, outline, part_names
from awardrules.pack.matching import hash_of, occurrences, text_at, under
from awardrules.pack.models import NO_HASH, ListedModel, validated
from awardrules.pack.sourcetext import flattened

MODALITIES: tuple[Modality, ...] = get_args(Modality)
_FILES = ("pack", "clauses", "vocabulary")


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry and its place in the list."""

    clause: Clause
    span: Span


def read_list(path: Path) -> list[Listed]:
    """The clauses of a list: a YAML list, or one under `clauses:`. Raises AwardrulesError with every fault of every entry."""
    file = str(path)
    root = yamlfile.load(path)
    items = root.get("clauses") if isinstance(root, yamlfile.Mapping) else root
    if not isinstance(items, yamlfile.Sequence) or not items.items:
        message = Text("应为条款列表，或 `clauses:` 下的列表", "expected a list of clauses, or one under `clauses:`")
        raise AwardrulesError([error("clause-list", yamlfile.span_of(items or root, file), message)])
    faults: list[Diagnostic] = []
    listed: list[Listed] = []
    first: dict[str, Span] = {}
    for item in items.items:
        span = yamlfile.span_of(item, file)
        if not isinstance(item, yamlfile.Mapping):
            message = Text("每个条款写作键值对：id、locator、mechanism……", "a clause is written as keys and values: id, locator, mechanism, …")
            faults.append(error("clause-list", span, message))
            continue
        model = validated(ListedModel, item, file, faults)
        faults += _more_faults(item, file, first)
        modality = next((one for one in MODALITIES if model is not None and one == model.modality), None)
        if model is not None and modality is not None:
            reason = model.reason.text if model.reason else None
            spans = tuple((a, b) for a, b in model.span)
            clause = Clause(
                model.id, model.locator, model.mechanism, modality, model.anchor,
                model.hash or NO_HASH, spans, model.gist.text, reason,
            )  # fmt: skip
            listed.append(Listed(clause, span))
    if faults:
        raise AwardrulesError(faults)
    return listed


def _more_faults(item: yamlfile.Mapping, file: str, first: dict[str, Span]) -> list[Diagnostic]:
    """What the shape of an entry does not tell: repeated ids, unknown modalities, mechanisms that are names of other files."""
    faults: list[Diagnostic] = []
    identity, modality, mechanism = (item.get(key) for key in ("id", "modality", "mechanism"))
    if isinstance(identity, yamlfile.Scalar):
        place = yamlfile.span_of(identity, file)
        if identity.text in first:
            earlier = first[identity.text]
            message = Text(f"条款 `{identity.text}` 重复，首次出现在 {earlier}", f"clause `{identity.text}` is repeated; first at {earlier}")
            faults.append(error("duplicate-clause", place, message, Text("每条用不同的 id", "give each clause its own id")))
        first.setdefault(identity.text, place)
    if isinstance(modality, yamlfile.Scalar) and modality.text not in MODALITIES:
        help = did_you_mean(modality.text, MODALITIES)
        if help == EMPTY:
            help = Text("可用：" + "、".join(MODALITIES), "one of: " + ", ".join(MODALITIES))
        message = Text(f"未知的语气 `{modality.text}`", f"unknown modality `{modality.text}`")
        faults.append(error("unknown-modality", yamlfile.span_of(modality, file), message, help))
    if isinstance(mechanism, yamlfile.Scalar) and mechanism.text in _FILES:
        message = Text(
            f"`{mechanism.text}` 不能作机制名：它是规则包的文件名", f"`{mechanism.text}` cannot name a mechanism: a file of the pack has that name"
        )
        faults.append(error("reserved-name", yamlfile.span_of(mechanism, file), message))
    return faults


def settled(listed: Sequence[Listed], copy: str, file: str) -> list[Clause]:
    """The clauses with span and hash from a copy of the document (`file` names it in messages).

    Where an entry has no span, it is the sentence with the anchor under the locator's heading. Raises AwardrulesError with every entry
    that the copy does not bear out: anchor, locator, span or hash.
    """
    source = flattened(copy)
    headings = outline(source, part_names(entry.clause.locator for entry in listed))
    faults: list[Diagnostic] = []
    clauses: list[Clause] = []
    for entry in listed:
        clause = entry.clause
        sentence = under(source.text, headings, clause.locator, clause.anchor)
        spans = clause.span or ((sentence,) if sentence else ())
        text = text_at(source.text, spans)
        if clause.anchor not in text or sentence is None:
            faults.append(_not_borne_out(entry, source.text, headings, file))
        elif clause.hash not in (NO_HASH, hash_of(text)):
            message = Text(
                f"`{clause.id}` 的摘要与文本不符，应为 {hash_of(text)}", f"the hash of `{clause.id}` does not fit the copy: {hash_of(text)}"
            )
            faults.append(error("hash-differs", entry.span, message, Text("删去 `hash` 即由文本计算", "leave `hash` out to have it computed")))
        else:
            clauses.append(
                Clause(
                    clause.id, clause.locator, clause.mechanism, clause.modality, clause.anchor,
                    hash_of(text), spans, clause.gist, clause.reason,
                )
            )  # fmt: skip
    if faults:
        raise AwardrulesError(faults)
    return clauses


def _not_borne_out(entry: Listed, flat: str, headings: Outline, file: str) -> Diagnostic:
    clause = entry.clause
    home = headings.named(clause.locator)
    if home is None:
        message = Text(f"{file} 中没有 `{clause.locator}`（条款 `{clause.id}`）", f"{file} has no heading `{clause.locator}` (clause `{clause.id}`)")
        return error("locator-missing", entry.span, message, did_you_mean(clause.locator, [section.locator for section in headings.sections]))
    places = dict.fromkeys(section.locator for at in occurrences(flat, clause.anchor) if (section := headings.at(at)) is not None)
    if not places:
        message = Text(f"{file} 中找不到 `{clause.id}` 的锚点“{clause.anchor}”", f"the anchor of `{clause.id}` is not in {file}: {clause.anchor}")
        help = Text("锚点须与去掉空白后的原文逐字一致", "an anchor is word for word from the text without white space")
        return error("anchor-missing", entry.span, message, help)
    if home.locator in places:
        message = Text(f"`{clause.id}` 的锚点不在所写的 `span` 中", f"the anchor of `{clause.id}` is not within its `span`")
        return error("anchor-missing", entry.span, message, Text("删去 `span` 即由文本计算", "leave `span` out to have it computed"))
    found = "、".join(places)
    message = Text(
        f"`{clause.id}` 的锚点不在 {clause.locator}，见于 {found}", f"the anchor of `{clause.id}` is not under {clause.locator} but under {found}"
    )
    return error("wrong-locator", entry.span, message)
