"""From a reference to editions: a city, a city and an edition, a folder, all; and where packs are looked for."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from awardrules.diagnostics import AwardrulesError
from awardrules.pack.references import Library, last_day
from pack.cities import HEAD, day, write_city

RULES = "- {cite: c.one, require: {var: trial.holds}}"
ONE = {"c.one": "shall"}


@pytest.fixture(autouse=True)
def no_other_packs(monkeypatch):
    monkeypatch.delenv("AWARDRULES_PACKS", raising=False)


def named(reference: str, as_of: str = "2025-03-20", library: Library | None = None) -> list[str]:
    return [f"{found.pack}@{found.edition}" for found in (library or Library()).resolve(reference, day(as_of))]


@pytest.mark.parametrize(
    ("reference", "as_of", "editions"),
    [
        ("shenzhen", "2024-08-01", ["shenzhen@2024"]),  # first day of the term
        ("shenzhen", "2027-07-31", ["shenzhen@2024"]),  # last day
        ("shenzhen", "2027-08-01", ["shenzhen@2024"]),  # afterwards the newest final one
        ("shenzhen", "2020-01-01", ["shenzhen@2024"]),  # and before
        ("shenzhen@2024", "2020-01-01", ["shenzhen@2024"]),
        ("shenzhen@draft", "2025-03-20", ["shenzhen@draft"]),
        ("guangzhou", "2025-03-20", ["guangzhou@guideline"]),
        ("ganzhou", "2025-03-20", ["ganzhou@2023"]),
        ("shanghai", "2025-03-20", ["shanghai@draft"]),  # a draft where there is no final one
        ("all", "2025-03-20", ["ganzhou@2023", "guangzhou@guideline", "shanghai@draft", "shenzhen@draft", "shenzhen@2024"]),
    ],
)
def test_a_reference_names_editions(reference, as_of, editions):
    assert named(reference, as_of) == editions


def test_a_path_names_the_edition_in_that_folder(tmp_path, monkeypatch):
    folder = write_city(tmp_path, RULES, ONE)
    monkeypatch.chdir(tmp_path)
    for reference in (str(folder), f"{folder}/", "./trialville/2025", "trialville/2025", os.path.relpath(folder)):
        assert named(reference) == ["trialville@2025"], reference
    monkeypatch.chdir(folder.parent)
    assert named("2025") == ["trialville@2025"]
    monkeypatch.chdir(folder)
    assert named(".") == ["trialville@2025"]


@pytest.mark.parametrize(
    ("reference", "code", "en", "help"),
    [
        ("shenzen", "unknown-pack", "no pack `shenzen`", "did you mean `shenzhen`?"),
        ("Shenzhen", "unknown-pack", "no pack `Shenzhen`", "did you mean `shenzhen`?"),
        ("paris", "unknown-pack", "no pack `paris`", "one of: ganzhou, guangzhou, shanghai, shenzhen"),
        ("", "unknown-pack", "no pack ``", "one of: ganzhou, guangzhou, shanghai, shenzhen"),
        ("shenzhen@dratf", "unknown-edition", "`shenzhen` has no edition `dratf`", "did you mean `draft`?"),
        ("shenzhen@1999", "unknown-edition", "`shenzhen` has no edition `1999`", "shenzhen has: draft, 2024"),
        ("./nowhere", "no-pack", "no pack folder: pack.yaml is missing", "name the folder of an edition (city/edition)"),
    ],
)
def test_a_reference_that_names_nothing_is_a_fault_with_the_nearest_name(reference, code, en, help):
    with pytest.raises(AwardrulesError) as caught:
        named(reference)
    [fault] = caught.value.diagnostics
    assert (fault.code, fault.message.en, fault.help.en) == (code, en, help)
    assert fault.message.zh


# --- editions of one city, by age and status ---


def editions(folder: Path, **heads: str) -> Library:
    for name, extra in heads.items():
        status, _, more = extra.partition(" ")
        written = write_city(folder / "made", RULES, ONE, head=HEAD.replace("in_force", status) + more + "\n")
        target = folder / "packs" / "trialville" / name.lstrip("e")
        target.parent.mkdir(parents=True, exist_ok=True)
        written.rename(target)
    return Library([folder / "packs"])


OLD, NEW = "in_force term: {from: 2020-01-01, years: 3}", "in_force term: {from: 2024-01-01, years: 3}"


@pytest.mark.parametrize(
    ("as_of", "edition"),
    [("2021-06-01", "2020"), ("2022-12-31", "2020"), ("2023-06-01", "2024"), ("2024-01-01", "2024"), ("2026-12-31", "2024"), ("2030-01-01", "2024")],
)
def test_a_city_is_the_final_edition_whose_term_holds_the_day_else_the_newest_final_one(tmp_path, as_of, edition):
    library = editions(tmp_path, e2020=OLD, e2024=NEW, e2025draft="draft published: 2025-01-01")
    assert named("trialville", as_of, library) == [f"trialville@{edition}"]


def test_of_two_final_editions_in_term_the_newer_one(tmp_path):
    library = editions(tmp_path, e2024=NEW, e2025="in_force term: {from: 2025-01-01, years: 3}")
    assert named("trialville", "2025-06-01", library) == ["trialville@2025"]
    assert named("trialville", "2024-06-01", library) == ["trialville@2024"]


def test_of_drafts_alone_the_newest(tmp_path):
    library = editions(tmp_path, ea="draft published: 2025-01-01", eb="draft published: 2024-01-01")
    assert named("trialville", library=library) == ["trialville@a"]


@pytest.mark.parametrize(
    ("start", "years", "last"),
    [("2024-08-01", 3, "2027-07-31"), ("2024-01-01", 1, "2024-12-31"), ("2024-02-29", 1, "2025-02-28"), ("2024-03-01", 4, "2028-02-29")],
)
def test_a_term_of_years_ends_on_the_day_before_the_same_date_or_with_the_month(start, years, last):
    assert last_day(day(start), years) == day(last)


# --- where packs are found ---


def test_packs_are_found_in_folders_named_by_the_caller_and_by_the_environment(tmp_path, monkeypatch):
    write_city(tmp_path / "named", RULES, ONE)
    assert named("trialville", library=Library([tmp_path / "named"])) == ["trialville@2025"]
    monkeypatch.setenv("AWARDRULES_PACKS", f"{os.pathsep}{tmp_path / 'named'}{os.pathsep}")
    assert named("trialville") == ["trialville@2025"]
    assert "trialville@2025" in named("all")
    assert named("shenzhen") == ["shenzhen@2024"]


def test_a_folder_the_caller_names_goes_before_the_environment_and_both_before_the_package(tmp_path, monkeypatch):
    for place in ("first", "second"):
        folder = write_city(tmp_path / place, RULES, ONE).parent
        folder.rename(folder.parent / "shenzhen")
        (folder.parent / "shenzhen" / "2025").rename(folder.parent / "shenzhen" / "2024")
    monkeypatch.setenv("AWARDRULES_PACKS", str(tmp_path / "second"))
    [found] = Library([tmp_path / "first"]).resolve("shenzhen@2024", 1)
    assert found.folder == tmp_path / "first" / "shenzhen" / "2024"
    [found] = Library().resolve("shenzhen@2024", 1)
    assert found.folder == tmp_path / "second" / "shenzhen" / "2024"
    assert named("shenzhen@draft") == ["shenzhen@draft"]  # other editions of the city stay


@pytest.mark.parametrize("way", ["argument", "environment"])
def test_a_folder_of_packs_that_does_not_exist_is_a_fault(tmp_path, monkeypatch, way):
    missing = tmp_path / "nowhere"
    if way == "environment":
        monkeypatch.setenv("AWARDRULES_PACKS", str(missing))
    with pytest.raises(AwardrulesError) as caught:
        Library([missing] if way == "argument" else [])
    [fault] = caught.value.diagnostics
    assert (fault.code, fault.span.file) == ("no-folder", str(missing))


@pytest.mark.parametrize("target", ["FOLDER", "folder"], ids=["a path", "a function that returns one"])
def test_packs_are_found_in_installed_packages_through_the_entry_point_group(tmp_path, monkeypatch, target):
    write_city(tmp_path / "packs", RULES, ONE)
    site = tmp_path / "site"
    info = site / f"trial_packs_{target.lower()}{len(target)}-1.0.dist-info"
    info.mkdir(parents=True)
    module = f"trialpacks_{'path' if target == 'FOLDER' else 'call'}"
    (site / f"{module}.py").write_text(f"FOLDER = {str(tmp_path / 'packs')!r}\n\n\ndef folder():\n    return FOLDER\n", encoding="utf-8")
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {module}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(f"[awardrules.packs]\ntrialville = {module}:{target}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(site)
    assert named("trialville") == ["trialville@2025"]
    assert "trialville@2025" in named("all")


def test_an_edition_is_loaded_once(tmp_path, monkeypatch):
    monkeypatch.setenv("AWARDRULES_CACHE", "off")
    write_city(tmp_path, RULES, ONE)
    library = Library([tmp_path])
    [found] = library.resolve("trialville", 1)
    assert library.load(found) is library.load(found)
