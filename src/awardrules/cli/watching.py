"""Watch mode: runs a command again whenever a deal, a pack or the shared rules change, until it is interrupted."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from awardrules.cli.options import on_terminal, report_faults
from awardrules.diagnostics import AwardrulesError, Exit, Span, error
from awardrules.language import Lang, Text

Changes = Iterator[set[Path]]
_SKIPPED = frozenset({"__pycache__", "node_modules", "site-packages"})


def watched(
    once: Callable[[], int],
    files: Iterable[Path],
    pack: str | None,
    packs_dir: list[Path] | None,
    lang: Lang,
    *,
    whole: bool = False,
    changes: Changes | None = None,
) -> int:
    """Run `once`, and again after every set of changes to the files, the folders of the pack and the shared rules.

    `whole` watches the working folder too, for commands that look for their files. `changes` stands in for the file system. Returns 130
    when interrupted, else the last exit code. Raises AwardrulesError where standard input is to be watched or the extra is missing.
    """
    named = [Path(file) for file in files]
    if any(str(file) == "-" for file in named):
        message = Text("标准输入不能与 --watch 同用", "standard input cannot be watched")
        raise AwardrulesError([error("usage", Span("--watch"), message, Text("给出文件", "name a file"))])
    folders = [*_rule_folders(pack, packs_dir), *([Path.cwd()] if whole else [])]
    stream = changes if changes is not None else _file_changes(named, folders)
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


def _file_changes(files: list[Path], folders: list[Path]) -> Changes:
    """Changes as the system tells of them. A file is watched through its folder, since an editor puts a new file in its place."""
    try:
        from watchfiles import watch
    except ImportError:
        message = Text("--watch 需要 watchfiles", "--watch needs watchfiles")
        help = Text('pip install "awardrules[watch]"', 'pip install "awardrules[watch]"')
        raise AwardrulesError([error("missing-extra", Span("--watch"), message, help)]) from None
    places = {file.resolve() for file in files}
    trees = [folder.resolve() for folder in folders if folder.is_dir()]
    trees += [place for place in places if place.is_dir()]
    roots = {place.parent for place in places if not place.is_dir()} | {folder for tree in trees for folder in _folders(tree)}

    def concerns(path: Path) -> bool:
        if path in places:
            return True
        inside = [path.relative_to(tree) for tree in trees if path.is_relative_to(tree)]
        return any(not any(map(_skipped, name.parts)) for name in inside)

    return _named_changes(watch, roots, concerns)


def _skipped(name: str) -> bool:
    return name.startswith(".") or name in _SKIPPED


def _folders(tree: Path) -> Iterator[Path]:
    """A folder and those below it, without hidden ones."""
    for here, below, _ in os.walk(tree):
        below[:] = [name for name in below if not _skipped(name)]
        yield Path(here)


def _named_changes(watch: Callable[..., Any], roots: set[Path], concerns: Callable[[Path], bool]) -> Changes:
    def kept(_: object, name: str) -> bool:
        return concerns(Path(name))

    for found in watch(*sorted(roots), watch_filter=kept, debounce=400, step=50, raise_interrupt=True, recursive=False):
        yield {Path(name) for _, name in found}
