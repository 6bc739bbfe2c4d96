"""Builds the agreements of the corpus from their sources: `NAME.source.md` beside its answer key `NAME.key.yaml`."""

from __future__ import annotations

import sys
from pathlib import Path

from agreements.markup import Source, read_source
from agreements.pdffile import pdf_bytes
from agreements.wordfile import word_bytes

HERE = Path(__file__).parent
SETS = ("tuned", "unseen", "dense-tuned", "dense-unseen", "long-tuned", "long-unseen")


def sources(name: str) -> list[Path]:
    """The sources of a set, in order."""
    return sorted((HERE / name).glob("*.source.md"))


def key_file(path: Path) -> Path:
    """The answer key beside a source."""
    return path.with_name(path.name.replace(".source.md", ".key.yaml"))


def built(source: Source) -> bytes:
    """The agreement as a file of its format. Raises ValueError for a format that is none."""
    if source.format == "docx":
        return word_bytes(source)
    if source.format == "pdf":
        return pdf_bytes(source)
    if source.format in ("md", "txt"):
        return source.body.encode(source.settings.get("encoding", "utf-8"))
    raise ValueError(source.format)


def build(path: Path, folder: Path) -> Path:
    """Writes the agreement of a source into a folder; gives its file."""
    source = read_source(path)
    target = folder / f"{source.name}.{source.format}"
    target.write_bytes(built(source))
    return target


if __name__ == "__main__":
    target_folder = Path(sys.argv[1])
    target_folder.mkdir(parents=True, exist_ok=True)
    for which in SETS:
        for each in sources(which):
            print(build(each, target_folder))
