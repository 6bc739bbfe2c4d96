"""Where rules and packs lie, which files make an edition, and their digest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from awardrules import inputs


def data_root() -> Path:
    """The folder that holds `rules/` and `packs/`: inside the installed package, or the source checkout."""
    installed = Path(__file__).resolve().parent.parent / "_data"
    return installed if installed.is_dir() else Path(__file__).resolve().parents[3]


def rule_files(root: Path | None = None) -> list[Path]:
    """The vocabulary and catalogue files, in order."""
    rules = (root or data_root()) / "rules"
    return [*sorted((rules / "vocabulary").glob("*.yaml")), *sorted((rules / "catalogue").glob("*.yaml"))]


def pack_files(folder: Path) -> list[Path]:
    """The files an edition is read from (cases are not part of it)."""
    return sorted(folder.glob("*.yaml"))


def digest_of(files: Iterable[Path], folder: Path) -> str:
    """The digest of names and contents, `sha256:…`."""
    total = hashlib.sha256()
    for path in files:
        name = path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name
        inputs.note(path)
        data = path.read_bytes()
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return f"sha256:{total.hexdigest()}"
