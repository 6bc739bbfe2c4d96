"""A fifth city is a folder of YAML: a document of its own, facts of its own, shared shapes, cases; no line of Python."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from cli.calling import call

FILES = {
    "pack.yaml": """
        city: {zh: 江城, en: Rivertown}
        title: {zh: 江城市职务科技成果赋权管理办法, en: Rivertown Measures on Granting Rights in Service Inventions}
        document: 江科发〔2025〕3号
        status: in_force
        published: 2025-01-10
        term: {from: 2025-02-01, years: 2}
        """,
    "vocabulary.yaml": """
        facts:
        - path: unit.lake_zone_member
          type: bool
          label: {zh: 湖区成员单位, en: member of the lake zone}
          question: {zh: 单位是否为湖区成员单位？, en: Is the unit a member of the lake zone?}
        - path: grant.festival_rate
          type: enum
          values: {plain: {zh: 平日, en: plain}, festive: {zh: 节庆, en: festive}}
          label: {zh: 节庆档次, en: festival rate}
          question: {zh: 赋权按哪一档办理？, en: At which rate was the grant made?}
        - path: grant.team_floor
          type: share
          output: true
          label: {zh: 团队份额下限, en: least team share}
        """,
    "clauses.yaml": """
        clauses:
        - {id: scope.units, locator: 第二条, mechanism: scope, modality: definition, anchor: 湖区成员单位, hash: 0000000000000001, span: [[1, 7]],
           gist: {zh: 适用于湖区成员单位。, en: applies to members of the lake zone.}}
        - {id: validity.term, locator: 第九条, mechanism: validity, modality: definition, anchor: 有效期两年, hash: 0000000000000002, span: [[8, 13]],
           gist: {zh: 有效期两年。, en: in force for two years.}}
        - {id: ownership.festive-share, locator: 第三条/（一）, mechanism: ownership-grant, modality: shall, anchor: 节庆份额, hash: 0000000000000003,
           span: [[14, 18]], gist: {zh: 团队份额按档次确定。, en: the team share follows the festival rate.}}
        - {id: publicity.grant-days, locator: 第四条, mechanism: publicity, modality: shall, anchor: 公示不少于7日, hash: 0000000000000004,
           span: [[19, 26]], gist: {zh: 公示不少于7日。, en: publicity of at least 7 days.}}
        - {id: background.aim, locator: 第一条, mechanism: background, modality: fact, anchor: 为促进转化, hash: 0000000000000005, span: [[27, 32]],
           gist: {zh: 目的。, en: purpose.}, reason: {zh: 目的性陈述，不产生义务。, en: statement of purpose; no duty}}
        """,
    "scope.yaml": """
        mechanism: scope
        rules:
        - {gives: scope.coverage, cite: scope.units, first: [{when: {var: unit.lake_zone_member}, value: covered}, {value: not_covered}]}
        """,
    "validity.yaml": """
        mechanism: validity
        rules:
        - gives: edition.in_force
          cite: validity.term
          value:
            and:
            - {"<=": [2025-02-01, {var: edition.evaluation_date}]}
            - {"<": [{var: edition.evaluation_date}, {add_years: [2025-02-01, 2]}]}
        """,
    "ownership-grant.yaml": """
        mechanism: ownership-grant
        applies_to: [ownership_grant]
        rules:
        - gives: grant.team_floor
          cite: ownership.festive-share
          id: floor
          first:
          - {when: {"==": [{var: grant.festival_rate}, festive]}, value: 88%}
          - {value: 66%}
        - cite: ownership.festive-share
          require: {">=": [{var: grant.team_share}, {var: grant.team_floor}]}
          remedy: {zh: 按档次提高团队份额, en: raise the team's share to the rate}
        """,
    "publicity.yaml": """
        mechanism: publicity
        applies_to: [ownership_grant]
        rules:
        - use: publicity/grant-days
          with: {floor: 7}
        - {use: publicity/grant-days-counted, id: counted, cite: publicity.grant-days}
        """,
    "cases/ownership-grant.yaml": """
        bases:
          grant: {deal: {kinds: [ownership_grant], date: 2025-03-01}, unit: {lake_zone_member: true},
                  grant: {team_share: 88%, festival_rate: festive, publicity: {start: 2025-02-01, end: 2025-02-10}}}
        cases:
        - name: {zh: 节庆档恰好达标, en: the festive rate just met}
          base: grant
          expect: {status: compliant, clauses: {ownership.festive-share: pass}, derived: {grant.team_floor: 88%}}
        - name: {zh: 节庆档差一点, en: just below the festive rate}
          base: grant
          with: {grant.team_share: 87.99%}
          expect: {status: non_compliant, clauses: {ownership.festive-share: violation}}
        """,
}
DEAL = """
deal: {kinds: [ownership_grant], date: 2025-03-01}
unit: {lake_zone_member: true}
grant: {team_share: 70%, festival_rate: festive, publicity: {start: 2025-02-01, end: 2025-02-07}}
"""


@pytest.fixture
def rivertown(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("AWARDRULES_CACHE", "off")
    monkeypatch.delenv("AWARDRULES_PACKS", raising=False)
    for name, text in FILES.items():
        path = tmp_path / "packs" / "rivertown" / "2025" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip(), encoding="utf-8")
    assert not list((tmp_path / "packs").rglob("*.py"))
    (tmp_path / "deal.yaml").write_text(DEAL, encoding="utf-8")
    return tmp_path / "packs"


def test_a_deal_is_decided_against_it(rivertown, tmp_path):
    done = call("check", tmp_path / "deal.yaml", "--pack", "rivertown", "--packs-dir", rivertown, "--format", "json", "--lang", "en")
    decision = done.data()
    assert (done.code, done.err) == (1, "")
    assert decision["clauses"] == {
        "scope.units": "pass",
        "validity.term": "pass",
        "ownership.festive-share": "fail",
        "publicity.grant-days": "pass",
    }
    assert decision["derived"] == {
        "scope.coverage": "covered",
        "edition.in_force": True,
        "grant.team_floor": "0.88",
        "grant.publicity.days": 7,
    }
    [failed] = [result for result in decision["results"] if result["outcome"] == "fail"]
    assert failed["remedy"] == "raise the team's share to the rate"
    assert failed["citations"] == [{"clause": "ownership.festive-share", "locator": "第三条/（一）", "document": "江科发〔2025〕3号"}]
    assert {fact["path"]: fact["value"] for fact in failed["facts"]} == {"grant.team_share": "0.7", "grant.team_floor": "0.88"}


@pytest.mark.parametrize("way", ["packs-dir", "environment", "path"])
def test_it_is_found_in_every_way_a_pack_is_found(rivertown, tmp_path, monkeypatch, way):
    reference, flags = "rivertown", []
    if way == "packs-dir":
        flags = ["--packs-dir", rivertown]
    elif way == "environment":
        monkeypatch.setenv("AWARDRULES_PACKS", str(rivertown))
    else:
        reference = str(rivertown / "rivertown" / "2025")
    done = call("check", tmp_path / "deal.yaml", "--pack", reference, *flags, "--lang", "zh")
    assert done.code == 1
    assert "江城（2025）" in done.out
    assert "团队份额" in done.out


def test_it_is_listed_shown_explained_and_tested_like_any_other(rivertown, tmp_path):
    listed = call("packs", "list", "--packs-dir", rivertown, "--format", "json").data()
    assert [row["document"] for row in listed if row["id"] == "rivertown"] == ["江科发〔2025〕3号"]
    shown = call("packs", "show", "rivertown", "--packs-dir", rivertown, "--lang", "en")
    assert "festival rate" in shown.out
    assert "第一条 background.aim: statement of purpose; no duty" in shown.out
    explained = call(
        "explain", tmp_path / "deal.yaml", "--pack", "rivertown", "--packs-dir", rivertown, "--rule", "ownership.festive-share", "--lang", "en"
    )
    assert (explained.code, explained.err) == (0, "")
    assert "70%" in explained.out
    tested = call("test", rivertown, "--lang", "en")
    assert (tested.code, tested.err) == (0, "")
    assert "rivertown@2025: 2 cases, 0 failed" in tested.out


def test_its_own_facts_are_unknown_to_other_cities(rivertown, tmp_path):
    done = call("check", tmp_path / "deal.yaml", "--pack", "shenzhen", "--packs-dir", rivertown, "--lang", "en")
    assert done.code == 2
    assert "deal.yaml:3:8: error[unknown-fact]: unknown fact `unit.lake_zone_member`" in done.err


@pytest.mark.parametrize(("as_of", "code"), [("2025-01-31", 4), ("2025-02-01", 1), ("2027-01-31", 1), ("2027-02-01", 4)])
def test_its_term_is_that_of_its_document(rivertown, tmp_path, as_of, code):
    assert call("check", tmp_path / "deal.yaml", "--pack", "rivertown", "--packs-dir", rivertown, "--as-of", as_of).code == code
