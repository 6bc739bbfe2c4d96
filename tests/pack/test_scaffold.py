"""New editions from clause lists: what is written, what loads, what is refused all at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awardrules import yamlfile
from awardrules.authoring.cases import read_cases
from awardrules.diagnostics import AwardrulesError
from awardrules.language import Text
from awardrules.pack.binding import Shape
from awardrules.pack.clauselist import NO_HASH, read_list, settled
from awardrules.pack.edition import Clause
from awardrules.pack.files import data_root
from awardrules.pack.loading import load_edition, shared_catalogue
from awardrules.pack.scaffold import scaffold, write_edition
from awardrules.pack.tracing import trace
from pack.ordinance import COPY, entry, ordinance

CATALOGUE: Any = shared_catalogue(data_root())
FREE = sorted(name for name, shape in CATALOGUE.items() if not shape.model.params)


def clause(identity: str, mechanism: str = "publicity", modality: Any = "shall", **other: Any) -> Clause:
    """A clause without a text."""
    fields = {"gist": Text("要旨。", "gist"), "anchor": "锚点", "locator": "第一条", "span": (), "reason": None} | other
    fields |= {"id": identity, "mechanism": mechanism, "modality": modality, "hash": NO_HASH}
    return Clause(**fields)


def write(folder: Path, clauses: list[Clause]) -> Path:
    """A scaffold of some clauses on disk."""
    target = folder / "trialville" / "2025"
    write_edition(target, scaffold("trialville", "2025", clauses, CATALOGUE).files)
    return target


def list_file(folder: Path, *entries: Any, text: str | None = None) -> Path:
    """A clause list on disk."""
    path = folder / "list.yaml"
    path.write_text(text if text is not None else json.dumps(list(entries), ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def bare(clause: Clause, **other: Any) -> dict[str, Any]:
    """An entry without span and hash."""
    return entry(clause, **({"span": None, "hash": None} | other))


def faults(folder: Path, *entries: Any, text: str | None = None) -> list[tuple[str, str]]:
    """Codes and messages of a refused list."""
    with pytest.raises(AwardrulesError) as refused:
        read_list(list_file(folder, *entries, text=text))
    return [(d.code, d.message.en) for d in refused.value.diagnostics]


# the folder


def test_the_scaffold_of_every_shape_without_parameters_loads_at_once(tmp_path: Path) -> None:
    clauses = [clause(name.replace("/", ".", 1)) for name in FREE]
    edition = load_edition(write(tmp_path, clauses))
    assert len(edition.rules) == len(FREE) > 100
    assert [rule.shape for rule in edition.rules] == FREE


def test_a_rule_for_each_shape_and_a_template_for_the_rest(tmp_path: Path) -> None:
    clauses = [
        clause("publicity.grant-place-unit"),
        clause("publicity.of-trees"),
        clause("tree.kind", "scope", "definition"),
        clause("tree.aim", "background", "fact", reason=Text("不设定义务。", "no duty")),
    ]
    result = scaffold("trialville", "2025", clauses, CATALOGUE)
    assert sorted(result.files) == ["cases/first.yaml", "clauses.yaml", "pack.yaml", "publicity.yaml", "scope.yaml"]
    assert (result.shaped, result.templates, result.reasoned) == (("publicity.grant-place-unit",), ("publicity.of-trees", "tree.kind"), ("tree.aim",))
    assert result.files["publicity.yaml"] == (
        "mechanism: publicity\n"
        "applies_to: [ownership_grant]\n"
        "rules:\n"
        "# 第一条 应当 · shall: 要旨。 gist\n"
        "- use: publicity/grant-place-unit\n"
        "# 第一条 应当 · shall: 要旨。 gist\n"
        "# - cite: publicity.of-trees\n"
        '#   when: {"==": [{var: record.fact}, value]}      # 适用的前提 · where it applies\n'
        '#   require: {">=": [{var: record.fact}, 1]}        # 须满足的条件 · what must hold\n'
        "#   remedy: {zh: 如何改正, en: what would mend it}\n"
    )
    assert "#   gives: record.fact" in result.files["scope.yaml"]
    edition = load_edition(write(tmp_path, clauses))
    assert (edition.status, list(edition.clauses)) == ("draft", [c.id for c in clauses])
    assert read_cases(Path(edition.folder), edition) == []


def test_what_a_rule_reads_and_could_be_computed_comes_with_the_shape_that_computes_it(tmp_path: Path) -> None:
    computed = {"grant.publicity.days", "proceeds.award_pool_ratio"}
    clauses = [clause("publicity.grant-days"), clause("proceeds.award-pool-min", "proceeds-distribution")]
    files = scaffold("trialville", "2025", clauses, CATALOGUE, computed).files
    assert files["publicity.yaml"].endswith("- use: publicity/grant-days-counted\n  id: grant-days-counted\n  cite: publicity.grant-days\n")
    assert "- use: proceeds/award-pool-ratio\n  id: award-pool-ratio\n  cite: proceeds.award-pool-min\n" in files["proceeds-distribution.yaml"]
    assert "  #   base:   # path\n" in files["proceeds-distribution.yaml"]
    listed = [*clauses, clause("publicity.grant-days-counted")]
    assert scaffold("trialville", "2025", listed, CATALOGUE, computed).files["publicity.yaml"].count("grant-days-counted\n") == 1


@pytest.mark.parametrize(
    ("identity", "gives"), [("scope.units", "scope.coverage"), ("validity.term", "edition.in_force"), ("tree.kind", "record.fact")]
)
def test_the_template_of_a_definition_names_what_it_can_give(identity: str, gives: str) -> None:
    files = scaffold("trialville", "2025", [clause(identity, "scope", "definition")], CATALOGUE).files
    assert f"#   gives: {gives} " in files["scope.yaml"]


def test_parameters_stand_as_comments_and_are_asked_for_by_place(tmp_path: Path) -> None:
    target = write(tmp_path, [clause("publicity.grant-days")])
    text = (target / "publicity.yaml").read_text(encoding="utf-8")
    assert text.endswith("- use: publicity/grant-days\n  # 填写参数后去掉 # · fill in and uncomment\n  # with:\n  #   floor:   # int\n")
    with pytest.raises(AwardrulesError) as refused:
        load_edition(target)
    assert [(d.code, d.message.en, d.span.line) for d in refused.value.diagnostics] == [("missing-parameter", "parameter `floor` is missing", 5)]
    filled = text.replace("# with:", "with:").replace("#   floor:   # int", "  floor: 9")
    (target / "publicity.yaml").write_text(filled, encoding="utf-8")
    assert load_edition(target).rules[0].id == "publicity/grant-days"


@pytest.mark.parametrize(
    ("mechanism", "head"),
    [
        ("reward-in-kind", "applies_to: [any]\n"),
        ("leadership", "applies_to: [reward]\n"),
        ("operations-org", "applies_to: [any]\nsubject: institution\n"),
    ],
)
def test_a_mechanism_applies_to_what_its_clauses_are_usually_about(mechanism: str, head: str) -> None:
    files = scaffold("trialville", "2025", [clause("tree.x", mechanism)], CATALOGUE).files
    assert files[f"{mechanism}.yaml"].startswith(f"mechanism: {mechanism}\n{head}rules: []")


def test_two_clauses_of_one_name_get_rules_of_two_names(tmp_path: Path) -> None:
    clauses = [clause("ownership.unit-approval"), clause("use-right.unit-approval")]
    assert {c.id.replace(".", "/", 1) for c in clauses} <= set(FREE)
    edition = load_edition(write(tmp_path, clauses))
    assert [rule.id for rule in edition.rules] == ["publicity/unit-approval", "publicity/use-right-unit-approval"]


def test_a_shape_that_cites_an_unlisted_clause_becomes_a_template(tmp_path: Path) -> None:
    rows = yamlfile.parse('[{"when": true, "value": 1, "cite": "tree.other"}, {"value": 2}]', "rows")
    shape = next(iter(CATALOGUE.values()))
    citing: Any = {"tree/kind": Shape("tree/kind", shape.model.model_copy(update={"first": rows, "gives": "tree.kind", "params": {}}), "x")}
    alone = scaffold("trialville", "2025", [clause("tree.kind")], citing)
    assert (alone.shaped, alone.templates) == ((), ("tree.kind",))
    assert "also cites clauses not listed: tree.other" in alone.files["publicity.yaml"]
    both = scaffold("trialville", "2025", [clause("tree.kind"), clause("tree.other")], citing)
    assert both.shaped == ("tree.kind",)


WRITABLE = st.characters(exclude_categories=["Cs", "Cc"])  # what a YAML file may hold


@given(st.text(WRITABLE, min_size=1, max_size=30), st.text(WRITABLE, max_size=20))
def test_any_text_of_a_clause_survives_the_writing(gist: str, anchor: str) -> None:
    """What an author writes comes back letter by letter, and never leaves its comment."""
    clauses = [clause("tree.x", gist=Text(gist, gist), anchor=anchor, locator=gist), clause("tree.y")]
    files = scaffold("trialville", "2025", clauses, CATALOGUE).files
    data: Any = yamlfile.to_data(yamlfile.parse(files["clauses.yaml"], "clauses.yaml"))
    assert [(c["gist"]["zh"], c["anchor"], c["locator"]) for c in data["clauses"]] == [(gist, anchor, gist), ("要旨。", "锚点", "第一条")]
    rules: Any = yamlfile.to_data(yamlfile.parse(files["publicity.yaml"], "publicity.yaml"))
    assert rules == {"mechanism": "publicity", "applies_to": ["ownership_grant"], "rules": []}


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    target = write(tmp_path, [clause("tree.x")])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(AwardrulesError, match="nothing is overwritten"):
        write_edition(target, {"pack.yaml": "new"})
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("files", [{"pack.yaml": "one", "pack.yaml/x": "two"}, {"pack.yaml": "one", "x\0": "two"}])
def test_nothing_half_written_stays(tmp_path: Path, files: dict[str, str]) -> None:
    with pytest.raises((AwardrulesError, ValueError)):
        write_edition(tmp_path / "new" / "city" / "2025", files)
    assert list(tmp_path.iterdir()) == []


# the list


def test_the_list_may_stand_under_clauses_or_alone(tmp_path: Path) -> None:
    alone = read_list(list_file(tmp_path, *(entry(c) for c in ordinance())))
    under = read_list(list_file(tmp_path, text=json.dumps({"clauses": [entry(c) for c in ordinance()]}, ensure_ascii=False)))
    assert [e.clause for e in alone] == [e.clause for e in under] == ordinance()


def test_all_faults_of_all_entries_are_told_at_once(tmp_path: Path) -> None:
    good = bare(ordinance()[4])
    entries: list[tuple[Any, list[str]]] = [
        (good, []),
        (good, ["duplicate-clause"]),
        (good | {"id": "a", "modality": "shal"}, ["unknown-modality"]),
        (good | {"id": "b", "gist": {"zh": "要旨"}}, ["pack-shape"]),
        (good | {"id": "c", "reason": {"en": "why"}}, ["pack-shape"]),
        (good | {"id": "d", "mechanism": "../d"}, ["pack-shape"]),
        (good | {"id": "e", "mechanism": "clauses"}, ["reserved-name"]),
        (good | {"id": "f", "anchor": "长" * 21}, ["pack-shape"]),
        (good | {"id": "G", "modality": "never"}, ["pack-shape", "unknown-modality"]),
        (good | {"id": "h", "colour": "red"}, ["pack-shape"]),
        ({"id": "i"}, ["pack-shape"] * 5),
        ("j", ["clause-list"]),
    ]
    text = "\n".join("- " + json.dumps(item, ensure_ascii=False) for item, _ in entries)
    with pytest.raises(AwardrulesError) as refused:
        read_list(list_file(tmp_path, text=text))
    found: dict[int, list[str]] = {line: [] for line in range(1, len(entries) + 1)}
    for diagnostic in refused.value.diagnostics:
        found[diagnostic.span.line].append(diagnostic.code)
    assert list(found.values()) == [codes for _, codes in entries]
    own = {d.code: (d.message.en, d.help.en) for d in reversed(refused.value.diagnostics) if d.code != "pack-shape"}
    assert own == {
        "duplicate-clause": (
            f"clause `tree.share` is repeated; first at {tmp_path / 'list.yaml'}:1:10",
            "give each clause its own id",
        ),
        "unknown-modality": ("unknown modality `shal`", "did you mean `shall`?"),
        "reserved-name": ("`clauses` cannot name a mechanism: a file of the pack has that name", ""),
        "clause-list": ("a clause is written as keys and values: id, locator, mechanism, …", ""),
    }


@pytest.mark.parametrize("text", ["", "[]", "clauses: []", "clauses: none", "other: [1]", "5"])
def test_a_file_without_a_list_is_refused(tmp_path: Path, text: str) -> None:
    assert [code for code, _ in faults(tmp_path, text=text)] == ["clause-list"]


# spans and hashes from a copy


def test_spans_and_hashes_come_from_the_copy_and_trace_clean(tmp_path: Path) -> None:
    listed = read_list(list_file(tmp_path, *(bare(c) for c in ordinance())))
    clauses = settled(listed, COPY, "copy.txt")
    assert trace(clauses, COPY).failures == ()
    by_id = {c.id: c for c in clauses}
    assert by_id["tree.plan"] == ordinance()[7]


def test_given_spans_are_kept(tmp_path: Path) -> None:
    listed = read_list(list_file(tmp_path, *(entry(c, hash=None) for c in ordinance())))
    assert settled(listed, COPY, "copy.txt") == ordinance()


@pytest.mark.parametrize(
    ("other", "code", "message"),
    [
        ({"anchor": "无此锚点"}, "anchor-missing", "the anchor of `tree.share` is not in copy.txt: 无此锚点"),
        ({"locator": "九"}, "locator-missing", "copy.txt has no heading `九` (clause `tree.share`)"),
        ({"locator": "二/（一）/2"}, "wrong-locator", "the anchor of `tree.share` is not under 二/（一）/2 but under 二/（一）/1"),
        ({"span": [[0, 5]]}, "anchor-missing", "the anchor of `tree.share` is not within its `span`"),
        ({"span": [[0, 10**9]]}, "anchor-missing", "the anchor of `tree.share` is not within its `span`"),
        ({"hash": "0123456789abcdef"}, "hash-differs", None),
    ],
)
def test_what_the_copy_does_not_bear_out_is_told(tmp_path: Path, other: dict[str, Any], code: str, message: str | None) -> None:
    listed = read_list(list_file(tmp_path, bare(ordinance()[4], **other), bare(ordinance()[7], anchor="也没有")))
    with pytest.raises(AwardrulesError) as refused:
        settled(listed, COPY, "copy.txt")
    first, second = refused.value.diagnostics
    assert first.code == code
    assert message in (None, first.message.en)
    assert (second.code, second.span.line) == ("anchor-missing", listed[1].span.line)
