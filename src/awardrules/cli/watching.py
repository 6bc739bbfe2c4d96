"""Watch mode: runs a command again whenever a deal, a pack or the shared rules change, until it is interrupted."""

from __future__ import annotations

import gc
import itertools
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from awardrules.cli.options import on_terminal, report_faults
from awardrules.diagnostics import AwardrulesError, Exit, Span, error
from awardrules.language import Lang, Text
from awardrules.record import Record
from awardrules.waiving.locating import matches

Changes = Iterator[set[Path]]
_SKIPPED = frozenset({"__pycache__", "node_modules", "site-packages"})


class Wanted(Record):
    """What a configuration names: files by themselves, and below its folder those that fit one of its patterns."""

    files: tuple[Path, ...] = ()
    pack: str | None = None
    folder: Path = Path()
    patterns: tuple[str, ...] = ()

    def fits(self, path: Path) -> bool:
        """Whether a file fits a pattern; hidden folders are not searched."""
        if not self.patterns or not path.is_relative_to(self.folder):
            return False
        name = path.relative_to(self.folder)
        return not any(map(_skipped, name.parts[:-1])) and any(matches(name.as_posix(), pattern) for pattern in self.patterns)


def watched(
    once: Callable[[], int],
    files: Iterable[Path],
    pack: str | None,
    packs_dir: list[Path] | None,
    lang: Lang,
    *,
    wanted: Callable[[], Wanted] | None = None,
    written: Iterable[Path | None] = (),
    changes: Changes | None = None,
) -> int:
    """Run `once`, and again after every set of changes to the files, the folders of the pack and the shared rules.

    `wanted` says, before every wait, which further files a configuration names. What is `written` is never a change. `changes` stands in
    for the file system. Returns 130 when interrupted, else the last exit code. Raises AwardrulesError where standard input is to be
    watched or the extra is missing.
    """
    named = [Path(file) for file in files]
    if any(str(file) == "-" for file in named):
        message = Text("标准输入不能与 --watch 同用", "standard input cannot be watched")
        raise AwardrulesError([error("usage", Span("--watch"), message, Text("给出文件", "name a file"))])
    apart = [path for path in written if path is not None]

    def scope() -> Scope:
        further = wanted() if wanted is not None else Wanted()
        return Scope(named, _rule_folders(pack or further.pack, packs_dir), further, apart)

    stream = changes if changes is not None else _file_changes(scope)
    gc.enable()  # the command line turns it off for short runs
    try:
        code = _run(once, lang)
        _wait(lang)
        for changed in stream:
            _forget()
            names = sorted(path.name for path in changed)
            _heading(names, lang)
            code = _run(once, lang)
            _wait(lang)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return Exit.INTERRUPTED
    return code


def _run(once: Callable[[], int], lang: Lang) -> int:
    """One run; a fault of the input is shown and waited out."""
    try:
        code = once()
    except AwardrulesError as fault:
        report_faults(fault, lang)
        code = Exit.CANNOT_DECIDE
    sys.stdout.flush()
    return code


def _wait(lang: Lang) -> None:
    print(Text("正在等待变动，按 Ctrl-C 结束", "waiting for changes, Ctrl-C ends").of(lang), file=sys.stderr, flush=True)


def _heading(names: list[str], lang: Lang) -> None:
    shown = ", ".join(names[:3]) + (f" +{len(names) - 3}" if len(names) > 3 else "")
    if on_terminal():
        print("\033[2J\033[H", end="", flush=True)
    print(Text(f"── 已变动：{shown}", f"── changed: {shown}").of(lang), file=sys.stderr, flush=True)


def _forget() -> None:
    """Drop what was read of the shared rules, which a process otherwise reads once."""
    if (shared := sys.modules.get("awardrules.pack.shared")) is not None:
        shared.shared_vocabulary.cache_clear()
        shared.vocabulary_of_files.cache_clear()
    if (loading := sys.modules.get("awardrules.pack.loading")) is not None:
        loading._catalogue.cache_clear()


def _rule_folders(pack: str | None, packs_dir: list[Path] | None) -> list[Path]:
    """The folders an edition is read from: its own, and the shared rules."""
    from awardrules.pack.files import data_root
    from awardrules.pack.references import Library

    library = Library(packs_dir or ())
    rules = data_root() / "rules"
    if pack is None:
        return [*library.folders, rules]
    try:
        return [*(found.folder for found in library.resolve(pack, date.today().toordinal())), rules]
    except AwardrulesError:  # `once` says so
        return [*library.folders, rules]


def _file_changes(scope_now: Callable[[], Scope]) -> Changes:
    """Changes as the system tells of them. A file is watched through its folder, since an editor puts a new file in its place."""
    try:
        from watchfiles import watch
    except ImportError:
        message = Text("--watch 需要 watchfiles", "--watch needs watchfiles")
        help = Text('pip install "awardrules[watch]"', 'pip install "awardrules[watch]"')
        raise AwardrulesError([error("missing-extra", Span("--watch"), message, help)]) from None
    return _watched_changes(watch, scope_now)


class Scope:
    """Which files concern a command, and the folders they are watched through: both may change with a configuration and with new folders."""

    def __init__(self, files: list[Path], folders: list[Path], wanted: Wanted, written: Iterable[Path]) -> None:
        self.wanted = Wanted(wanted.files, wanted.pack, wanted.folder.resolve(), wanted.patterns)
        self.places = {file.resolve() for file in (*files, *wanted.files)}
        self.apart = {path.resolve() for path in written}
        self.trees = [folder.resolve() for folder in folders if folder.is_dir()] + [place for place in self.places if place.is_dir()]
        self.below = [*self.trees, *([self.wanted.folder] if wanted.patterns else [])]
        beside = {place.parent for place in self.places if not place.is_dir()}
        self.roots = {root for root in beside if root.is_dir()} | {folder for tree in self.below for folder in _folders(tree)}

    def concerns(self, path: Path) -> bool:
        """Whether a change of a file is one to run again for."""
        if any(path == one or (path.parent == one.parent and path.name.startswith(f".{one.name}.")) for one in self.apart):
            return False  # what is written, and the file it is written to first
        return path in self.places or self.wanted.fits(path) or self._within(path, self.trees)

    def grows(self, path: Path) -> bool:
        """Whether a change is of a folder whose files may concern the command: a new one is to be watched too."""
        return self._within(path, self.below) and (path.is_dir() if path not in self.roots else not path.is_dir())

    def _within(self, path: Path, trees: list[Path]) -> bool:
        inside = [path.relative_to(tree) for tree in trees if path.is_relative_to(tree)]
        return any(not any(map(_skipped, name.parts)) for name in inside)

    def inside(self, folders: Iterable[Path]) -> set[Path]:
        """The files below folders that concern the command: a folder may be there with its files before it is watched."""
        return {here / name for folder in folders for here, names in _listed(folder) for name in names if self.concerns(here / name)}


def _skipped(name: str) -> bool:
    return name.startswith(".") or name in _SKIPPED


def _listed(tree: Path) -> Iterator[tuple[Path, list[str]]]:
    """A folder and those below it, without hidden ones, with their files."""
    for here, below, names in os.walk(tree):
        below[:] = [name for name in below if not _skipped(name)]
        yield Path(here), names


def _folders(tree: Path) -> Iterator[Path]:
    return (here for here, _ in _listed(tree))


def _watched_changes(watch: Callable[..., Any], scope_now: Callable[[], Scope]) -> Changes:
    """The sets of changes that concern a command. A folder that comes or goes, or a configuration that names others, is followed."""
    scope = scope_now()
    stream = _told(watch, scope)
    while True:
        found = next(stream)
        if not found:
            continue
        new = {path for path in found if scope.grows(path)}
        changed = {path for path in found - new if scope.concerns(path)}
        before, scope = scope, scope_now()
        stream = _resumed(watch, before, scope, stream)
        changed |= scope.inside(new)
        if changed:
            yield changed


def _resumed(watch: Callable[..., Any], before: Scope, now: Scope, stream: Changes) -> Changes:
    """The stream itself where the folders are the same, else one that watches already when it is handed out: no change is lost between."""
    if now.roots == before.roots and now.places == before.places and now.wanted == before.wanted:
        return stream
    stream = _told(watch, now)
    return itertools.chain([next(stream)], stream)


def _told(watch: Callable[..., Any], scope: Scope) -> Changes:
    """What the system tells, every now and then nothing."""

    def kept(_: object, name: str) -> bool:
        return scope.concerns(Path(name)) or scope.grows(Path(name))

    settings = {"debounce": 400, "step": 50, "rust_timeout": 200, "yield_on_timeout": True, "raise_interrupt": True, "recursive": False}
    for found in watch(*sorted(scope.roots), watch_filter=kept, **settings):
        yield {Path(name) for _, name in found}
