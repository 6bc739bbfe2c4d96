"""Where deals come from: YAML and JSON files, JSON Lines, Python data. However one is written, it is the same deal."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from awardrules.diagnostics import AwardrulesError
from awardrules.facts.quantity import Bound, parse_date
from awardrules.facts.reading import deal_from, read_deal, read_deals, read_lines
from strategies import VOCABULARY, deals, facts_of

THIRD = Fraction(1_000_000, 3)


# --- JSON, JSON Lines, files ---


def test_json_is_read_as_yaml_is(tmp_path: Path) -> None:
    data = {"grant": {"share": 0.7, "model": "直接赋权"}, "unit": {"name": "𠮷田\t大学/A"}, "people": [{"role": "leader", "amount": 1200.5}]}
    for name, text in {
        "a.json": json.dumps(data),
        "b.json": json.dumps(data, ensure_ascii=False, indent="\t"),
        "c.json": json.dumps(data).replace("/", "\\/"),
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        (deal,) = read_deals(tmp_path / name, VOCABULARY)
        assert deal.facts == {
            "grant.share": 700_000,
            "grant.model": "direct",
            "unit.name": "𠮷田\t大学/A",
            "people": ({"role": "leader", "amount": 1_200_500_000},),
        }
        assert deal.name == str(tmp_path / name)


LINES = b'\xef\xbb\xbf{"grant": {"share": 0.7}}\n\n{"team": {"agreed": true}}\r\n{"people": [{"amount": 5}]}'


def test_json_lines(tmp_path: Path) -> None:
    found = list(read_lines(io.BytesIO(LINES), "deals.jsonl", VOCABULARY))
    assert [deal.facts for deal in found] == [{"grant.share": 700_000}, {"team.agreed": True}, {"people": ({"amount": 5_000_000},)}]
    assert [deal.name for deal in found] == ["deals.jsonl:1", "deals.jsonl:3", "deals.jsonl:4"]
    assert [str(deal.evidence[path]) for deal, path in zip(found, ("grant.share", "team.agreed", "people[0].amount"), strict=True)] == [
        "deals.jsonl:1:21",
        "deals.jsonl:3:21",
        "deals.jsonl:4:24",
    ]
    for name in ("deals.jsonl", "deals.NDJSON"):
        (tmp_path / name).write_bytes(LINES)
        assert len(list(read_deals(tmp_path / name, VOCABULARY))) == 3


@pytest.mark.parametrize(
    ("line", "place"),
    [
        (b'{"grant": {"share": "x"}}', "deals.jsonl:2:21: error[wrong-type]"),
        (b'{"grant": {"share": 0.7}', "deals.jsonl:2:25: error[yaml-syntax]"),
        (b'{"grant": 1} {"grant": 2}', "deals.jsonl:2:14: error[several-documents]"),
        (b"{}", "deals.jsonl:2:1: error[empty-deal]"),
        (b"null", "deals.jsonl:2:1: error[empty-deal]"),
        (b"\xff\xfe", "deals.jsonl:2: error[not-text]"),
        (b'{"a": "' + b"x" * (1024 * 1024) + b'"}', "deals.jsonl:2: error[line-too-long]"),
    ],
)
def test_a_fault_of_a_line_names_the_line(line: bytes, place: str) -> None:
    stream = io.BytesIO(b'{"grant": {"share": 0.7}}\n' + line + b"\n")
    deals_of_file = read_lines(stream, "deals.jsonl", VOCABULARY)
    assert next(deals_of_file).facts == {"grant.share": 700_000}
    with pytest.raises(AwardrulesError) as fault:
        next(deals_of_file)
    assert fault.value.diagnostics[0].render("en").startswith(place)


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    for name in ("none.yaml", "none.jsonl"):
        with pytest.raises(AwardrulesError, match="no such file"):
            list(read_deals(tmp_path / name, VOCABULARY))
    (tmp_path / "folder.jsonl").mkdir()
    with pytest.raises(AwardrulesError, match="this is a folder"):
        list(read_deals(tmp_path / "folder.jsonl", VOCABULARY))


# --- Python data ---


def test_python_data() -> None:
    deal = deal_from(
        {
            "grant": {"share": Decimal("0.70"), "reward": Fraction(1, 3), "model": "direct"},
            "sale": {"price": Decimal("1E+3"), "cost": 12.5},
            "notice": {"days": {"min": 15}, "start": date(2025, 3, 1), "objections": 0},
            "team": {"agreed": True, "named": False},
            "agreement": {"terms": {"split", "costs"}, "missing": ()},
            "unit": {"name": "no"},
            "people": [{"role": "leader"}],
        },
        VOCABULARY,
        name="case 1",
    )
    assert deal.facts == {
        "grant.share": 700_000,
        "grant.reward": THIRD,
        "grant.model": "direct",
        "sale.price": 1_000_000_000,
        "sale.cost": 12_500_000,
        "notice.days": Bound(15_000_000, None),
        "notice.start": parse_date("2025-03-01"),
        "notice.objections": 0,
        "team.agreed": True,
        "team.named": False,
        "agreement.terms": frozenset({"split", "costs"}),
        "agreement.missing": frozenset(),
        "unit.name": "no",
        "people": ({"role": "leader"},),
    }
    assert deal.name == "case 1"
    assert str(deal.evidence["grant.share"]) == "case 1"


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("grant.share", float("nan")),
        ("grant.share", Decimal("Infinity")),
        ("notice.start", datetime(2025, 3, 1, 12)),
        ("team.agreed", 1),
        ("grant.model", ["direct"]),
        ("unit.name", {"a": 1}),
        ("sale.price", True),
    ],
)
def test_python_data_of_the_wrong_type(path: str, value: Any) -> None:
    with pytest.raises(AwardrulesError) as fault:
        deal_from({path: value}, VOCABULARY)
    assert [d.code for d in fault.value.diagnostics] == ["wrong-type"]


def test_a_float_is_the_number_it_is_written_as() -> None:
    """0.1 + 0.2 is written 0.30000000000000004, and taken so; 0.7 is 0.7."""
    assert facts_of({"grant.share": 0.7}) == {"grant.share": 700_000}
    assert facts_of({"grant.share": 0.1 + 0.2})["grant.share"] != 300_000


def _nested(deal: Mapping[str, Any]) -> dict[str, Any]:
    groups: dict[str, Any] = {}
    for path, value in deal.items():
        head, _, name = path.partition(".")
        if name:
            groups.setdefault(head, {})[name] = value
        else:
            groups[head] = value
    return groups


def _as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_json(item) for item in value]
    return value if isinstance(value, bool | str) or value is None else str(value)


@given(deals(bounded=True, far=True))
def test_however_it_is_written_a_deal_is_the_same(deal: Mapping[str, Any]) -> None:
    """Dotted or nested, as data, as JSON text: the same facts."""
    expected = facts_of(deal)
    assert deal_from(_nested(deal), VOCABULARY).facts == expected
    assert read_deal(json.dumps(_as_json(_nested(deal))), "deal.json", VOCABULARY).facts == expected
    assert all(VOCABULARY.get(path) or path in VOCABULARY.records for path in expected)


@pytest.mark.parametrize("data", [b"%PDF-1.7\n\xe2\xe3", b"PK\x03\x04\x14\x00"])
def test_a_paper_in_place_of_facts_is_told_what_to_do(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "deal.pdf").write_bytes(data)
    with pytest.raises(AwardrulesError) as fault:
        list(read_deals(tmp_path / "deal.pdf", VOCABULARY))
    (told,) = fault.value.diagnostics
    assert told.code == "not-text"
    assert told.help is not None
    assert "extract" in told.help.zh
    assert "extract" in told.help.en
