"""From a reference to an edition: `shenzhen`, `shenzhen@draft`, a folder, `all`.

Packs are found in the package, in the folders of `--packs-dir` and `AWARDRULES_PACKS`, and in installed packages through the
entry-point group `awardrules.packs` (each entry names a folder, or a function that returns one).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from awardrules import yamlfile
from awardrules.diagnostics import AwardrulesError, Span, did_you_mean, error
from awardrules.facts.quantity import parse_date, term_end
from awardrules.language import EMPTY, Text
from awardrules.pack.edition import Edition
from awardrules.pack.files import data_root, digest_of, pack_files, rule_files
from awardrules.record import Record

GROUP = "awardrules.packs"


class Found(Record):
    """An edition's folder and what decides between editions: status, first and last day of a printed term."""

    pack: str
    edition: str
    folder: Path
    status: str
    start: int | None
    last: int | None
    published: int | None

    @property
    def newness(self) -> tuple[int, str]:
        """Orders editions of a city from old to new."""
        return (self.start or self.published or 0, self.edition)


class Heads(Record):
    """The heads of all editions of a folder of packs, kept in the store: to resolve a reference parses no YAML."""

    listed: tuple[Found, ...]


class Library:
    """All editions that can be named, each loaded at most once."""

    def __init__(self, folders: Iterable[Path] = ()) -> None:
        self.root = data_root()
        named = [Path(p) for p in os.environ.get("AWARDRULES_PACKS", "").split(os.pathsep) if p]
        self.folders = [*folders, *named, self.root / "packs"]
        for folder in self.folders[:-1]:
            if not folder.is_dir():
                help = Text("请核对 --packs-dir 与 AWARDRULES_PACKS", "check --packs-dir and AWARDRULES_PACKS")
                raise AwardrulesError([error("no-folder", Span(str(folder)), Text("规则包文件夹不存在", "no such folder of packs"), help)])
        self._found: dict[str, list[Found]] | None = None
        self._loaded: dict[Path, Edition] = {}
        self._plugins = False
        self._named: list[Found] = []  # by their folders

    def found(self, *, plugins: bool = False) -> dict[str, list[Found]]:
        """The editions of every city, oldest first; earlier folders win."""
        found = self._found
        if found is None:
            found = self._found = {}
            for folder in self.folders:
                _scan(folder, found)
        if plugins and not self._plugins:
            self._plugins = True
            for folder in _plugin_folders():
                _scan(folder, found)
        return found

    def all(self) -> list[Found]:
        """Every edition, by city then age."""
        return [edition for _, editions in sorted(self.found(plugins=True).items()) for edition in editions]

    def names(self) -> set[str]:
        """What facts of one edition can be stated for: every pack, and every edition of one."""
        return {name for one in (*self.all(), *self._named) for name in (one.pack, f"{one.pack}@{one.edition}")}

    def resolve(self, reference: str, as_of: int) -> list[Found]:
        """The editions a reference names on a day; one, or every one for `all`.

        A bare city is its final edition whose term holds the day, else the newest final one, else the newest draft.
        Raises AwardrulesError with the nearest name.
        """
        if reference == "all":
            return self.all()
        if os.sep in reference or reference.startswith(".") or (os.altsep and os.altsep in reference):
            return [self._by_folder(reference)]
        city, at, edition = reference.partition("@")
        editions = self.found().get(city) or self.found(plugins=True).get(city)
        if editions is None:
            if (Path(reference) / "pack.yaml").is_file():
                return [self._by_folder(reference)]
            known = sorted(self.found())
            help = did_you_mean(city, known)
            if help == EMPTY:
                help = Text("可用：" + "、".join(known), "one of: " + ", ".join(known))
            raise AwardrulesError([error("unknown-pack", Span("--pack"), Text(f"没有规则包 `{reference}`", f"no pack `{reference}`"), help)])
        if at:
            chosen = next((e for e in editions if e.edition == edition), None)
            if chosen is None:
                names = [e.edition for e in editions]
                help = did_you_mean(edition, names)
                if help == EMPTY:
                    help = Text(f"{city} 有：" + "、".join(names), f"{city} has: " + ", ".join(names))
                raise AwardrulesError(
                    [
                        error(
                            "unknown-edition",
                            Span("--pack"),
                            Text(f"`{city}` 没有版本 `{edition}`", f"`{city}` has no edition `{edition}`")
                            if edition
                            else Text("`@` 后缺少版本名", "no edition is named after `@`"),
                            help,
                        )
                    ]
                )
            return [chosen]
        final = [e for e in editions if e.status == "in_force"]
        current = [e for e in final if e.start is not None and e.start <= as_of and (e.last is None or as_of <= e.last)]
        return [(current or final or editions)[-1]]

    def _by_folder(self, folder: str) -> Found:
        found = _head(Path(folder) / "pack.yaml")
        self._named.append(found)
        return found

    def load(self, found: Found) -> Edition:
        """The edition, from the store or from its files."""
        from awardrules.pack import store

        if found.folder not in self._loaded:
            files = [*rule_files(self.root), *pack_files(found.folder)]
            digest = digest_of(files, self.root if found.folder.is_relative_to(self.root) else found.folder)
            key = store.key_of(Edition, digest, str(found.folder), found.pack, found.edition)
            edition = store.fetch(Edition, key)
            if edition is None:
                from awardrules.pack.loading import load_edition

                edition = load_edition(found.folder, pack=found.pack, edition=found.edition, root=self.root)
                store.keep(key, edition)
            self._loaded[found.folder] = edition
        return self._loaded[found.folder]


def _head(path: Path) -> Found:
    """What `pack.yaml` says, as far as references need it; loading.py checks it in full."""
    if not path.is_file():
        message = Text("不是规则包文件夹：缺少 pack.yaml", "no pack folder: pack.yaml is missing")
        help = Text("请给出某一版本的文件夹（城市/版本）", "name the folder of an edition (city/edition)")
        raise AwardrulesError([error("no-pack", Span(str(path.parent)), message, help)])
    folder = path.parent.resolve()
    data = yamlfile.to_data(yamlfile.load(path))
    data = data if isinstance(data, dict) else {}
    term = data.get("term")
    start = parse_date(str(term.get("from"))) if isinstance(term, dict) else None
    years = str(term.get("years")) if isinstance(term, dict) else ""
    last = last_day(start, int(years)) if start is not None and years.isdigit() else None
    published = parse_date(str(data.get("published")))
    return Found(folder.parent.name, folder.name, folder, str(data.get("status")), start, last, published)


def last_day(start: int, years: int) -> int | None:
    """The last day of a term of whole years from a day."""
    return term_end(start, years * 12)


def _scan(folder: Path, found: dict[str, list[Found]]) -> None:
    """Adds the editions of a folder to those found before it, which win."""
    for one in _heads(folder):
        editions = found.setdefault(one.pack, [])
        if all(e.edition != one.edition for e in editions):
            editions.append(one)
            editions.sort(key=lambda e: e.newness)


def _heads(folder: Path) -> Iterable[Found]:
    from awardrules.pack import store

    files = sorted(folder.glob("*/*/pack.yaml"))
    try:
        if sum(file.stat().st_size for file in files) <= yamlfile.MAX_BYTES:
            return store.kept(Heads, files, folder, lambda: Heads(tuple(map(_head, files))), compilers=("pack", "facts")).listed
    except OSError:
        pass  # reading the heads themselves reports which file, and why
    return map(_head, files)


def _plugin_folders() -> list[Path]:
    from importlib.metadata import entry_points

    folders = []
    for entry in entry_points(group=GROUP):
        target = entry.load()
        folders.append(Path(str(target() if callable(target) else target)))
    return folders
