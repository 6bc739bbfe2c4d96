"""Compiled editions kept on disk: a hit equals a cold load, and nothing that is not ours and whole is ever read."""

from __future__ import annotations

import os
import pickle
from pathlib import Path

import pytest

from awardrules.agreement.extraction.patterns.loading import patterns_for
from awardrules.agreement.extraction.patterns.patterns import Patterns
from awardrules.facts.vocabulary import Vocabulary
from awardrules.pack import loading, store
from awardrules.pack.edition import Edition
from awardrules.pack.files import data_root
from awardrules.pack.references import Library
from awardrules.pack.shared import shared_vocabulary
from awardrules.report.document import decision_document
from pack.cities import decided, write_city

RULES = """
- {cite: c.one, when: {var: trial.when}, require: {">=": [{var: trial.count}, {"+": [7, 8]}]}, remedy: {zh: 补, en: mend}}
- {use: publicity/grant-days, cite: c.two, with: {floor: [{from: 2024-01-01, value: 15}, {from: 2026-01-01, value: 20}]}}
- {gives: trial.granted, cite: c.three, first: [{when: {var: trial.when}, value: true, cite: c.one}]}
- {cite: c.four, for_each: recipients, require: {var: item.publicity_done}}
"""
LISTED = {"c.one": "shall", "c.two": "should", "c.three": "definition", "c.four": "shall"}
DEAL = """
trial: {when: true, count: 12}
grant: {publicity: {days: 16}}
recipients: [{publicity_done: true}, {publicity_done: false}]
"""


@pytest.fixture
def cache(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("AWARDRULES_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def packs(tmp_path) -> Path:
    write_city(tmp_path / "packs", RULES, LISTED)
    return tmp_path / "packs"


def load(packs: Path) -> Edition:
    library = Library([packs])
    return library.load(library.resolve("trialville", 1)[0])


@pytest.fixture
def cold_loads(monkeypatch) -> list[Path]:
    """The folders that were read and compiled."""
    seen: list[Path] = []
    real = loading.load_edition

    def counted(folder, **more):
        seen.append(folder)
        return real(folder, **more)

    monkeypatch.setattr(loading, "load_edition", counted)
    return seen


def entries(cache: Path) -> list[Path]:
    return sorted(cache.glob("*.edition"))


def told(edition: Edition) -> list[object]:
    return [decision_document(decided(edition, DEAL, as_of=as_of), "zh") for as_of in ("2025-03-20", "2026-03-20")]


def test_a_hit_decides_and_explains_exactly_as_a_cold_load(cache, packs, cold_loads):
    cold = load(packs)
    assert len(entries(cache)) == len(cold_loads) == 1
    warm = load(packs)
    assert len(cold_loads) == 1
    assert warm is not cold
    assert told(warm) == told(cold)
    assert (warm.digest, warm.reference, list(warm.clauses), [rule.id for rule in warm.rules]) == (
        cold.digest,
        cold.reference,
        list(cold.clauses),
        [rule.id for rule in cold.rules],
    )
    assert [program.source for program in warm.programs.values()][:1] == [program.source for program in cold.programs.values()][:1]


def test_a_vocabulary_and_the_patterns_of_agreements_survive_the_store(cache):
    for kind, read in ((Vocabulary, shared_vocabulary), (Patterns, patterns_for)):
        read.cache_clear()
        cold = read(data_root())
        assert len(list(cache.glob(f"*.{kind.__name__.lower()}"))) == 1
        read.cache_clear()
        warm = read(data_root())
        assert warm is not cold
        assert warm.__dict__ == cold.__dict__


@pytest.mark.parametrize("reference", ["ganzhou@2023", "guangzhou@guideline", "shanghai@draft", "shenzhen@2024", "shenzhen@draft"])
def test_every_shipped_edition_survives_the_store(reference):
    library = Library()
    found = library.resolve(reference, 1)[0]
    cold = loading.load_edition(found.folder, pack=found.pack, edition=found.edition)
    warm = pickle.loads(pickle.dumps(cold))  # noqa: S301 - made a moment ago
    assert [program.source for program in warm.programs.values()] == [program.source for program in cold.programs.values()]
    deal = "{deal: {kinds: [ownership_grant, reward]}, grant: {team_share: 60%}, proceeds: {total: 100000}}"
    assert decision_document(decided(warm, deal), "zh") == decision_document(decided(cold, deal), "zh")


def test_a_changed_file_is_another_entry(cache, packs, cold_loads):
    load(packs)
    rules = packs / "trialville" / "2025" / "publicity.yaml"
    rules.write_text(rules.read_text(encoding="utf-8").replace("[7, 8]", "[7, 9]"), encoding="utf-8")
    edition = load(packs)
    assert len(entries(cache)) == len(cold_loads) == 2
    assert decided(edition, "trial: {when: true, count: 15}").outcomes[0] == "fail"


def test_another_engine_is_another_entry(cache, packs, cold_loads, monkeypatch):
    load(packs)
    monkeypatch.setattr(store, "_engine_mark", lambda _: "another engine")
    load(packs)
    assert len(entries(cache)) == len(cold_loads) == 2


def damaged(data: bytes) -> dict[str, bytes]:
    evil = pickle.dumps({"not": "an edition"})
    head = len(store._MAGIC)
    return {
        "empty": b"",
        "cut short": data[:-1],
        "a byte changed": data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
        "a byte added": data + b"\0",
        "another magic": b"x" + data[1:],
        "only the head": data[: head + 64],
        "no pickle": data[:head] + store.hashlib.sha256(b"junk").hexdigest().encode() + b"junk",
        "no edition": data[:head] + store.hashlib.sha256(evil).hexdigest().encode() + evil,
    }


@pytest.mark.parametrize("damage", list(damaged(b"0" * 200)))
def test_a_corrupted_entry_is_ignored_and_replaced(cache, packs, cold_loads, damage):
    before = told(load(packs))
    [entry] = entries(cache)
    whole = entry.read_bytes()
    entry.write_bytes(damaged(whole)[damage])
    assert told(load(packs)) == before
    assert len(cold_loads) == 2
    load(packs)
    assert len(cold_loads) == 2  # the cold load left a whole entry behind


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_an_entry_that_others_can_write_is_ignored(cache, packs, cold_loads, mode):
    load(packs)
    [entry] = entries(cache)
    entry.chmod(mode)
    load(packs)
    assert len(cold_loads) == 2


def test_an_entry_that_belongs_to_someone_else_is_ignored(cache, packs, cold_loads, monkeypatch):
    load(packs)
    monkeypatch.setattr(os, "getuid", lambda: os.stat(cache).st_uid + 1)
    load(packs)
    assert len(cold_loads) == 2


def test_what_is_kept_nobody_else_can_read_or_write(cache, packs):
    load(packs)
    assert cache.stat().st_mode & 0o077 == 0
    assert [entry.stat().st_mode & 0o077 for entry in entries(cache)] == [0]


@pytest.mark.parametrize("setting", ["off", "OFF", "0", "no", ""])
def test_the_store_can_be_turned_off(tmp_path, packs, cold_loads, monkeypatch, setting):
    monkeypatch.setenv("AWARDRULES_CACHE", setting)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    assert store.cache_folder() is None
    load(packs)
    load(packs)
    assert len(cold_loads) == 2
    assert not (tmp_path / "home").exists()


def test_the_store_lies_in_the_cache_folder_of_the_user(tmp_path, monkeypatch):
    monkeypatch.delenv("AWARDRULES_CACHE", raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert store.cache_folder() == tmp_path / "awardrules"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert store.cache_folder() == tmp_path / ".cache" / "awardrules"


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path, packs, cold_loads, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("AWARDRULES_CACHE", str(tmp_path / "file"))
    assert told(load(packs)) == told(load(packs))
    assert len(cold_loads) == 2
    assert (tmp_path / "file").read_text(encoding="utf-8") == ""


def test_an_entry_appears_whole_or_not_at_all(cache, packs, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    load(packs)
    assert list(cache.iterdir()) == []
