"""The baseline: findings a repository already had when it began to check, so that only new ones fail a build.

A finding is known by edition, rule, clause, file and the facts behind it with what they state, never by its line: a known finding that gets
worse is a new one. Several alike in one file (deals of a JSON Lines file) are counted. What a pack marks as not waivable is never known.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple, cast

from awardrules import yamlfile
from awardrules.diagnostics import AwardrulesError, Diagnostic, Span, error, warning
from awardrules.language import Text
from awardrules.waiving.issues import Issue

SCHEMA = "awardrules/baseline/1"
_ANEW = Text("用 --write-baseline 重写基线", "write it anew with --write-baseline")


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


class Findings:
    """Findings by key: how many there are, and what the facts behind them state, as hashes. Those without a hash may state anything."""

    def __init__(self) -> None:
        self.counts: Counter[Key] = Counter()
        self.values: dict[Key, Counter[str]] = {}

    def add(self, key: Key, count: int = 1, values: Iterable[str] = ()) -> None:
        """Count findings."""
        self.counts[key] += count
        if stated := [value for value in values if value]:
            self.values.setdefault(key, Counter()).update(stated)

    def replace(self, key: Key, other: Findings) -> None:
        """Take over what others hold under a key."""
        self.counts[key] = other.counts[key]
        self.values[key] = other.values.get(key, Counter())

    def text(self) -> str:
        """As the text of a baseline file, in an order that keeps changes small."""
        return baseline_text(self.counts, self.values)


class Baseline:
    """Known findings, each met at most as often as it was counted, and the findings of this run."""

    def __init__(self, file: str, known: Findings, places: dict[Key, Span]) -> None:
        self.file, self.known, self.places = file, known, places
        self.met: Counter[Key] = Counter()
        self.other: Counter[Key] = Counter()
        self.left = {key: known.counts[key] - values.total() for key, values in known.values.items()}
        self.stated = {key: Counter(values) for key, values in known.values.items()}

    def knows(self, key: Key, values: str = "") -> bool:
        """Whether a finding is known; it is counted as met. `values` is the hash of what its facts state: others than were known are new."""
        if key not in self.stated or not values:
            self.met[key] += 1
            return self.met[key] <= self.known.counts[key]
        if self.stated[key][values] > 0:
            self.stated[key][values] -= 1
        elif self.left[key] > 0:
            self.left[key] -= 1
        else:
            self.other[key] += 1
            return False
        self.met[key] += 1
        return True

    def stale(
        self, files: Iterable[str], packs: Iterable[str], *, complete: bool, elsewhere: Callable[[str], bool] = lambda _: False
    ) -> list[Diagnostic]:
        """The entries no finding met, of files and editions that were checked; where the run was `complete`, of every file.

        `elsewhere` tells of a file that was not checked that it is there all the same: a template, which another command checks.
        """
        checked, decided = set(files), set(packs)
        found = []
        for key, count in self.known.counts.items():
            left = count - self.met[key]
            if left <= 0 or key.pack not in decided or not (key.file in checked or (complete and not elsewhere(key.file))):
                continue
            changed = min(left, self.other[key])
            if changed:
                message = Text(
                    f"与基线相比，事实的内容已变，按新问题处理：{key.file} {key.clause}（{changed} 处）",
                    f"the facts state something else than in the baseline, so the finding is new: {key.file} {key.clause} ({changed})",
                )
                found.append(warning("stale-baseline", self.places[key], message, _ANEW))
            if left > changed:
                message = Text(
                    f"基线中的问题已不存在：{key.file} {key.clause}（{left - changed} 处）",
                    f"the baseline holds what is gone: {key.file} {key.clause} ({left - changed})",
                )
                found.append(warning("stale-baseline", self.places[key], message, _ANEW))
        return found

    def carried(self, found: Findings, checked: Iterable[tuple[str, str]], unread: Iterable[str], is_there: Callable[[str], bool]) -> Findings:
        """The findings of a run with the entries it can say nothing of, so that a baseline written anew loses none of them.

        These are entries of files that were not checked against an edition of that city and are still there, and those of files (`unread`)
        of which part could not be read, as many as are not found again. `checked` are the files with the cities they were checked against.
        """
        judged, part = set(checked), set(unread)
        for key, count in self.known.counts.items():
            if key.file in part:
                if count > found.counts[key]:
                    found.replace(key, self.known)
            elif (key.file, key.pack.partition("@")[0]) not in judged and is_there(key.file):
                found.replace(key, self.known)
        return found


def read_baseline(path: Path) -> Baseline:
    """A baseline from its file. Raises AwardrulesError with every fault and its place."""
    root = yamlfile.load(path)
    faults: list[Diagnostic] = []
    known = Findings()
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
        key, count, values = entry
        known.add(key, count, values)
        places.setdefault(key, span)
    if faults:
        raise AwardrulesError(faults)
    return Baseline(str(path), known, places)


def _entry(data: dict[str, object]) -> tuple[Key, int, list[str]] | None:
    texts = [data.get(name) for name in ("pack", "rule", "clause", "file")]
    facts, count, values = data.get("facts"), data.get("count"), data.get("values", [])
    if not all(isinstance(text, str) and text for text in texts):
        return None
    if not all(isinstance(items, list) and all(isinstance(item, str) for item in items) for items in (facts, values)):
        return None
    if not isinstance(count, str) or not count.isdecimal() or len(count) > 9 or not len(cast(list[str], values)) <= int(count) != 0:
        return None
    pack, rule, clause, file = (str(text) for text in texts)
    return Key(pack, rule, clause, file, tuple(cast(list[str], facts))), int(count), cast(list[str], values)


def baseline_text(found: Counter[Key], values: Mapping[Key, Counter[str]] = MappingProxyType({})) -> str:
    """Findings as the text of a baseline file, in an order that keeps changes small; `values` are hashes of what their facts state."""
    entries = [
        {**key._asdict(), "facts": list(key.facts), "count": count} | ({"values": sorted(values[key].elements())} if values.get(key) else {})
        for key, count in sorted(found.items())
    ]
    return json.dumps({"schema": SCHEMA, "findings": entries}, ensure_ascii=False, indent=1) + "\n"
