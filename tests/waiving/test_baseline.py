"""Known findings: by edition, rule, clause, file and facts; counted; never by line."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from awardrules.diagnostics import AwardrulesError
from awardrules.waiving.baseline import Findings, Key, baseline_text, key_of, read_baseline
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


def test_what_the_facts_state_counts_where_the_baseline_holds_it(baseline, tmp_path):
    held = Findings()
    held.add(DUTY, values=["a"])
    held.add(DUTY, values=["b"])
    (tmp_path / "known.json").write_text(held.text(), encoding="utf-8")
    found = read_baseline(tmp_path / "known.json")
    assert [found.knows(DUTY, values) for values in ("b", "c", "a", "a")] == [True, False, True, False]
    assert found.stale(["deals/a.yaml"], ["trialville@2025"], complete=True) == []
    found = read_baseline(tmp_path / "known.json")
    found.knows(DUTY, "c")
    said = [item.message.en.partition(":")[0] for item in found.stale(["deals/a.yaml"], ["trialville@2025"], complete=True)]
    assert said == ["the facts state something else than in the baseline, so the finding is new", "the baseline holds what is gone"]
    assert baseline(DUTY).knows(DUTY, "whatever")  # an entry without says nothing of it


def test_a_file_that_is_there_and_was_not_checked_is_not_stale(baseline):
    found = baseline(DUTY, WISH)
    assert found.stale([], ["trialville@2025"], complete=True, elsewhere=lambda name: name == "deals/a.yaml")[0].message.en.endswith("p.wish (1)")
    assert len(found.stale([], ["trialville@2025"], complete=True, elsewhere=lambda name: name == "deals/a.yaml")) == 1


@pytest.mark.parametrize(
    ("checked", "unread", "there", "kept"),
    [
        ([], [], True, {DUTY: 2, WISH: 1}),
        ([], [], False, {}),
        ([("deals/a.yaml", "trialville")], [], True, {WISH: 1}),
        ([("deals/a.yaml", "shenzhen")], [], True, {DUTY: 2, WISH: 1}),
        ([("deals/a.yaml", "trialville")], ["deals/a.yaml"], True, {DUTY: 2, WISH: 1}),
    ],
)
def test_what_a_run_can_say_nothing_of_is_carried_on(baseline, checked, unread, there, kept):
    found = baseline(DUTY, DUTY, WISH).carried(Findings(), checked, unread, lambda _: there)
    assert dict(found.counts) == kept


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
            {"values": "x"}, {"values": [1, {}]}, {"values": ["a", "b"]},
        )),
        {"schema": "awardrules/baseline/1", "findings": ["x"]},
    ],
)  # fmt: skip
def test_what_is_no_baseline_is_refused(tmp_path, data):
    (tmp_path / "known.json").write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(AwardrulesError) as caught:
        read_baseline(tmp_path / "known.json")
    assert {fault.code for fault in caught.value.diagnostics} == {"bad-baseline"}
