"""Reading YAML: our nodes with places and limits, beside plain data from PyYAML's C loader on the same text; a whole edition."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import yaml

from awardrules import yamlfile
from awardrules.pack import loading as pack_loading
from awardrules.pack import shared as pack_shared
from benchmarks.measuring import Plan, Row, Times, interleaved, per_item
from benchmarks.rules import write_pack

SECTION = "loading"
TARGET = 1.5


def measure(plan: Plan) -> tuple[list[Row], dict[str, str], list[str]]:
    """Parsing of two texts, and an edition from its files with nothing cached."""
    root = pack_loading.data_root()
    folder = root / "packs" / "shenzhen" / "2024"
    with tempfile.TemporaryDirectory() as temporary:
        sixty = (write_pack(Path(temporary)) / "scope.yaml").read_text(encoding="utf-8")
    clauses = (folder / "clauses.yaml").read_text(encoding="utf-8")
    every = "\n---\n".join(path.read_text(encoding="utf-8") for path in [*pack_loading.rule_files(root), *pack_loading.pack_files(folder)])

    def plain(text: str) -> Any:
        return yaml.load(text, Loader=yaml.CSafeLoader)

    def whole(_: object) -> Any:
        pack_shared.vocabulary_of_files.cache_clear()
        pack_loading._catalogue.cache_clear()
        return pack_loading.load_edition(folder)

    turns = {}
    for name, text in (("clauses", clauses), ("rules", sixty)):
        turns[f"{name}, ours"] = per_item(lambda text: yamlfile.parse(text, "measured.yaml"), [text] * 50, plan.turn)
        turns[f"{name}, plain"] = per_item(plain, [text] * 50, plan.turn)
    turns["edition, ours"] = per_item(whole, [None], plan.turn)
    turns["edition, plain"] = per_item(lambda text: list(yaml.load_all(text, Loader=yaml.CSafeLoader)), [every], plan.turn)
    times = interleaved(turns, plan.rounds, SECTION)
    return (
        [
            _row(times, "clauses.yaml of shenzhen@2024, beside CSafeLoader", "clauses"),
            _row(times, "a file of sixty rules, beside CSafeLoader", "rules"),
            times.ratio(
                SECTION, "whole edition from its files, beside CSafeLoader", "edition, ours", "edition, plain", note="checked, typed and compiled"
            ),
        ],
        {},
        [],
    )


def _row(times: Times, name: str, key: str) -> Row:
    return times.ratio(SECTION, name, f"{key}, ours", f"{key}, plain", sense="at most", target=TARGET)
