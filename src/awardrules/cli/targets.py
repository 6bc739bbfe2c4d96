"""The editions a pack author's command works on: one folder, all below a folder, or all known."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from awardrules.diagnostics import AwardrulesError, Span, error
from awardrules.language import Text
from awardrules.pack.references import Found, Library


def editions_under(path: Path | None, packs_dir: list[Path] | None) -> Iterator[tuple[Found, Library]]:
    """Each edition with the library that loads it. Raises AwardrulesError where there is none."""
    if path is None:
        library = Library(packs_dir or ())
        yield from ((found, library) for found in library.all())
        return
    library = Library(packs_dir or ())
    folders = sorted({head.parent for pattern in ("pack.yaml", "*/pack.yaml", "*/*/pack.yaml") for head in path.glob(pattern)})
    if not folders:
        message = Text("该文件夹下没有规则包（pack.yaml）", "no pack (pack.yaml) in this folder")
        raise AwardrulesError([error("no-pack", Span(str(path)), message)])
    for folder in folders:
        yield library.resolve(f"{folder.resolve()}/", 1)[0], library
