"""The baseline: findings a repository already had when it began to check, so that only new ones fail a build.

A finding is known by edition, rule, clause, file and the facts behind it, never by its line. Several alike in one file (deals of a JSON
Lines file) are counted. What a pack marks as not waivable is never known.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from awardrules import yamlfile
from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, error, warning
from awardrules.language import Text
from awardrules.waiving.issues import Issue

SCHEMA = "awardrules/baseline/1"


class Key(NamedTuple):
    """What a finding is known by."""

    pack: str
    rule: str
    clause: str
    file: str
    facts: tuple[str, ...]


def key_of(issue: Issue, name: str) -> Key:
    """The key of an issue in a file as seen from the root of the repository."""
    return Key(issue.edition.reference, issue.rule.id if issue.rule else "", issue.clause, name, issue.facts)


class Baseline:
    """Known findings, each met at most as often as it was counted, and the findings of this run."""

    def __init__(self, file: str, known: Counter[Key], places: dict[Key, Span]) -> None:
        self.file, self.known, self.places = file, known, places
        self.met: Counter[Key] = Counter()

    def knows(self, key: Key) -> bool:
        """Whether a finding is known; it is counted as met."""
        self.met[key] += 1
        return self.met[key] <= self.known[key]

    def stale(self, files: Iterable[str], packs: Iterable[str], *, complete: bool) -> list[Diagnostic]:
        """The entries no finding met, of files and editions that were checked; of every file where the run was `complete`."""
        checked, decided = set(files), set(packs)
        found = []
        for key, count in self.known.items():
            left = count - self.met[key]
            if left > 0 and key.pack in decided and (complete or key.file in checked):
                message = Text(
                    f"基线中的问题已不存在：{key.file} {key.clause}（{left} 处）",
                    f"the baseline holds what is gone: {key.file} {key.clause} ({left})",
                )
                help = Text("用 --write-baseline 重写基线", "write it anew with --write-baseline")
                found.append(warning("stale-baseline", self.places[key], message, help))
        return found


def read_baseline(path: Path) -> Baseline:
    """A baseline from its file. Raises AwardrulesError with every fault and its place."""
    root = yamlfile.load(path)
    faults: list[Diagnostic] = []
    known: Counter[Key] = Counter()
    places: dict[Key, Span] = {}
    schema = root.get("schema") if isinstance(root, yamlfile.Mapping) else None
    listed = root.get("findings") if isinstance(root, yamlfile.Mapping) else None
    if not (isinstance(schema, yamlfile.Scalar) and schema.text == SCHEMA and isinstance(listed, yamlfile.Sequence)):
        help = Text("用 --write-baseline 生成", "make one with --write-baseline")
        message = Text(f"不是基线文件（应有 `schema: {SCHEMA}` 与 `findings`）", f"no baseline (it has `schema: {SCHEMA}` and `findings`)")
        raise AwardrulesError([error("bad-baseline", yamlfile.span_of(root, str(path)), message, help)])
    for item in listed.items:
        span = yamlfile.span_of(item, str(path))
        data = yamlfile.to_data(item)
        entry = _entry(data) if isinstance(data, dict) else None
        if entry is None:
            message = Text("基线中的一项缺少 pack、rule、clause、file、facts 或 count", "an entry lacks pack, rule, clause, file, facts or count")
            faults.append(error("bad-baseline", span, message))
            continue
        key, count = entry
        known[key] += count
        places.setdefault(key, span)
    if faults:
        raise AwardrulesError(faults)
    return Baseline(str(path), known, places)


def _entry(data: dict[str, object]) -> tuple[Key, int] | None:
    texts = [data.get(name) for name in ("pack", "rule", "clause", "file")]
    facts, count = data.get("facts"), data.get("count")
    if not all(isinstance(text, str) and text for text in texts) or not isinstance(facts, list) or not all(isinstance(f, str) for f in facts):
        return None
    if not isinstance(count, str) or not count.isdecimal() or len(count) > 9 or int(count) < 1:
        return None
    pack, rule, clause, file = (str(text) for text in texts)
    return Key(pack, rule, clause, file, tuple(facts)), int(count)


def baseline_text(found: Counter[Key]) -> str:
    """Findings as the text of a baseline file, in an order that keeps changes small."""
    entries = [{**key._asdict(), "facts": list(key.facts), "count": count} for key, count in sorted(found.items())]
    return json.dumps({"schema": SCHEMA, "findings": entries}, ensure_ascii=False, indent=1) + "\n"
