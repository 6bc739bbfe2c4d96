"""Known findings: by edition, rule, clause, file and facts; counted; never by line."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from awardrules.diagnostics import AwardrulesError
from awardrules.waiving.baseline import Key, baseline_text, key_of, read_baseline
from waiving.repository import BAD, judged, trialville

DUTY = Key("trialville@2025", "publicity/duty", "p.duty", "deals/a.yaml", ("trial.count",))
WISH = Key("trialville@2025", "publicity/wish", "p.wish", "deals/b.yaml", ("trial.other",))


@pytest.fixture
def baseline(tmp_path: Path):
    def written(*keys: Key):
        (tmp_path / "known.json").write_text(baseline_text(Counter(keys)), encoding="utf-8")
        return read_baseline(tmp_path / "known.json")

    return written


def test_what_is_written_is_known_and_nothing_else(baseline):
    found = baseline(DUTY)
    assert [found.knows(key) for key in (DUTY, WISH, DUTY._replace(file="deals/c.yaml"), DUTY._replace(pack="trialville@2026"))] == [
        True, False, False, False,
    ]  # fmt: skip


def test_alike_findings_are_known_as_often_as_they_were_counted(baseline):
    found = baseline(DUTY, DUTY)
    assert [found.knows(DUTY) for _ in range(3)] == [True, True, False]


def test_the_key_of_an_issue_stays_when_lines_move(tmp_path):
    edition = trialville(tmp_path)
    keys = [[key_of(issue, "deals/a.yaml") for issue in judged(edition, deal).standing] for deal in (BAD, "# a line\n# more\n" + BAD)]
    assert keys[0] == keys[1]
    assert keys[0][0] == DUTY
    lines = [[issue.span.line for issue in judged(edition, deal).standing] for deal in (BAD, "# a line\n# more\n" + BAD)]
    assert lines[0] != lines[1]


def test_the_file_is_the_same_whatever_the_order_of_the_findings():
    assert baseline_text(Counter([DUTY, WISH, DUTY])) == baseline_text(Counter([WISH, DUTY, DUTY]))
    assert [entry["count"] for entry in json.loads(baseline_text(Counter([DUTY, WISH, DUTY])))["findings"]] == [2, 1]


@pytest.mark.parametrize(
    ("files", "packs", "complete", "stale"),
    [
        (["deals/a.yaml", "deals/b.yaml"], ["trialville@2025"], False, 2),
        (["deals/a.yaml"], ["trialville@2025"], False, 1),
        (["deals/a.yaml"], ["trialville@2025"], True, 2),
        (["deals/a.yaml"], ["shenzhen@2024"], True, 0),
        (["deals/c.yaml"], ["trialville@2025"], False, 0),
    ],
)
def test_entries_of_what_was_checked_that_no_finding_met_are_stale(baseline, files, packs, complete, stale):
    found = baseline(DUTY, DUTY, WISH)
    found.knows(DUTY)
    reported = found.stale(files, packs, complete=complete)
    assert [item.code for item in reported] == ["stale-baseline"] * stale
    assert all(item.span.line > 1 for item in reported)


ENTRY = {"pack": "p@1", "rule": "r", "clause": "c", "file": "f", "facts": [], "count": 1}


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"schema": "awardrules/baseline/2", "findings": []},
        {"schema": "awardrules/baseline/1"},
        *({"schema": "awardrules/baseline/1", "findings": [ENTRY | change]} for change in (
            {"count": 0}, {"count": "many"}, {"count": 10**12}, {"facts": "x"}, {"facts": [{}]}, {"file": None}, {"rule": ["r"]},
        )),
        {"schema": "awardrules/baseline/1", "findings": ["x"]},
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(tmp_path, data):
    (tmp_path / "known.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(AwardrulesError) as caught:
        read_baseline(tmp_path / "known.json")
    assert {fault.code for fault in caught.value.diagnostics} == {"bad-baseline"}
