"""Changes and their classes: proved by the prover that is handed in, named by form without one, open where neither settles them."""

from __future__ import annotations

import pytest

from awardrules.compare.diff import Comparison, compare
from awardrules.compare.prover import Judgement
from awardrules.compare.ranking import POINTS, sentence, summary
from awardrules.prove.judging import prover
from compare.editions import DAY, PAIRS, Told, shipped, two

FLOOR = "- {cite: c.one, require: {'>=': [{var: trial.count}, %d]}, remedy: {zh: 改, en: mend}}"
OTHER = "- {cite: c.one, require: {var: trial.holds}, remedy: {zh: 改, en: mend}}"


def only(comparison: Comparison):
    (change,) = comparison.changes
    return change


def test_a_change_of_how_binding_it_is_says_what_is_demanded_otherwise_too(tmp_path):
    held = "- {cite: c.one, MODALITY require: {'>=': [{var: trial.count}, FLOOR]}, remedy: {zh: 改, en: mend}}"
    a = held.replace("MODALITY", "").replace("FLOOR", "15")
    b = held.replace("MODALITY", "modality: should, modality_reason: {zh: 试, en: trial},").replace("FLOOR", "20")
    compared = compare(*two(tmp_path, a, b, {"c.one": "shall"}), DAY, Told("tightened"))
    said = sentence(compared.changes[0], compared.names).en
    assert "modality" in said
    assert "at least 20" in said


def test_what_is_the_same_in_words_and_effect_is_no_change(tmp_path):
    found = compare(*two(tmp_path, FLOOR % 15, FLOOR % 15, {"c.one": "shall", "c.two": "fact"}), DAY)
    assert (found.changes, len(found.identical)) == ((), 2)


@pytest.mark.parametrize(("floor", "change"), [(20, "tightened"), (10, "loosened")])
def test_without_a_prover_the_form_names_the_class_and_nothing_is_proved(tmp_path, floor, change):
    found = only(compare(*two(tmp_path, FLOOR % 15, FLOOR % floor, {"c.one": "shall"}), DAY))
    assert (found.change, found.proved, found.judgement) == (change, False, None)


def test_what_the_form_does_not_settle_is_said_to_be_open(tmp_path):
    found = only(compare(*two(tmp_path, FLOOR % 15, OTHER, {"c.one": "shall"}), DAY))
    assert (found.change, found.effect, found.proved) == ("unsettled", "unsettled", False)


@pytest.mark.parametrize("relation", ["tightened", "loosened", "incomparable"])
def test_the_class_is_what_the_prover_says(tmp_path, relation):
    told = Told(relation)
    found = only(compare(*two(tmp_path, FLOOR % 15, OTHER, {"c.one": "shall"}), DAY, told))
    assert (found.change, found.proved) == (relation, True)
    assert told.asked == [(["publicity/one"], ["publicity/one"])]


def test_other_words_with_the_same_effect_are_wording_only(tmp_path):
    told = Told()
    found = only(compare(*two(tmp_path, FLOOR % 15, FLOOR % 15, {"c.one": "shall"}, reworded=("c.one",)), DAY, told))
    assert (found.change, found.effect, found.proved, told.asked) == ("wording", "equivalent", True, [])
    rewritten = OTHER.replace("{var: trial.holds}", "{'!': [{'!': [{var: trial.holds}]}]}")
    found = only(compare(*two(tmp_path / "2", OTHER, rewritten, {"c.one": "shall"}, reworded=("c.one",)), DAY, Told()))
    assert (found.change, found.proved) == ("wording", True)


def test_a_solver_that_ran_out_of_time_settles_nothing(tmp_path):
    found = only(compare(*two(tmp_path, FLOOR % 15, OTHER, {"c.one": "shall"}), DAY, Told(proved=False)))
    assert (found.change, found.proved) == ("unsettled", False)
    found = only(compare(*two(tmp_path / "2", FLOOR % 15, OTHER, {"c.one": "shall"}), DAY, Told("tightened", proved=False)))
    assert (found.change, found.proved) == ("tightened", False)


def test_what_only_one_edition_prints_says_what_it_does_to_deals(tmp_path):
    a, b = two(tmp_path, "", FLOOR % 15, {"c.none": "fact"}, {"c.one": "shall", "c.none": "fact"})
    added = next(change for change in compare(a, b, DAY, Told("tightened")).changes if change.notion.b.rules)
    gone = next(change for change in compare(b, a, DAY, Told("loosened")).changes if change.notion.a.rules)
    assert (added.change, added.effect, added.proved) == ("only_b", "tightened", True)
    assert (gone.change, gone.effect, gone.proved) == ("only_a", "loosened", True)


def test_a_value_that_one_edition_computes_claims_no_effect(tmp_path):
    given = "- {gives: trial.prescribed, cite: c.one, value: {'*': [2, {var: trial.count}]}}"
    told = Told()
    found = compare(*two(tmp_path, "", given, {"c.none": "fact"}, {"c.one": "definition", "c.none": "fact"}), DAY, told)
    assert [(change.change, change.effect) for change in found.changes if change.notion.b.rules] == [("only_b", None)]
    assert told.asked == []


def test_an_unencoded_clause_in_other_words_is_a_change_of_text(tmp_path):
    found = only(compare(*two(tmp_path, "", "", {"c.one": "fact", "c.two": "fact"}, reworded=("c.two",)), DAY, Told()))
    assert (found.change, found.effect, [clause.id for clause in found.notion.b.clauses]) == ("text", None, ["c.two"])


def test_a_rule_over_a_fact_of_two_types_is_compared_in_words_only(tmp_path):
    a, b = two(tmp_path, FLOOR % 15, FLOOR % 20, {"c.one": "shall"})
    count = b.vocabulary.facts["trial.count"]
    b.vocabulary.facts["trial.count"] = type(count)("trial.count", "decimal", count.label, count.question)
    told = Told("tightened")
    found = compare(a, b, DAY, told)
    assert [(one.path, one.type, other.type) for one, other in found.clashes] == [("trial.count", "int", "decimal")]
    assert (only(found).change, told.asked, found.behaviour) == ("unsettled", [], None)


def test_an_edition_is_equivalent_to_itself():
    edition = shipped("shenzhen@2024")
    found = compare(edition, edition, DAY, prover(edition, edition, DAY))
    assert (found.changes, len(found.identical)) == ((), len({notion.mechanism + str(i) for i, notion in enumerate(found.identical)}))
    assert isinstance(found.behaviour, Judgement)
    assert (found.behaviour.relation, found.behaviour.proved) == ("equivalent", True)


# clause → class and effect, as read in the two documents
READ = {
    PAIRS[0]: {
        "publicity.grant-place-unit": ("tightened", "tightened"),  # unit or exchange → unit
        "publicity.grant-days": None,  # 15 days in the same words
        "ownership.team-share-min": None,  # 70% in the same words
        "ownership.split-conversion": ("tightened", "tightened"),  # to one counterparty
        "proceeds.award-pool-min": ("incomparable", "incomparable"),  # net proceeds of assignment or licence → all proceeds, agreements prevail
        "proceeds.internal-service-min": ("incomparable", "incomparable"),  # 3% beside the pool, of net proceeds → within it, of all
        "proceeds.tto-fund-use": ("only_a", "loosened"),
        "proceeds.prior-agreement": ("only_b", "loosened"),
        "proceeds.net-income-definition": ("only_a", None),
        "scope.units-covered": ("incomparable", "incomparable"),  # chosen units → all that are set up with public funds
        "publicity.use-right-place-unit": ("tightened", "tightened"),
        "publicity.price-place-unit": ("tightened", "tightened"),
        "agreement.deposit-encouraged": ("only_b", "tightened"),
        "single-list.equity-title-registration": ("only_a", "loosened"),
        "single-list.asset-scope": ("incomparable", "incomparable"),  # assignment and licence are no longer named
        "registration.library": ("tightened", "tightened"),  # whoever keeps a single list → every unit
        "leadership.declaration": ("only_b", "tightened"),
        "proceeds.already-granted": ("wording", "equivalent"),
        "diligence.conditions-head": ("wording", "equivalent"),
        "diligence.cond-rules": ("wording", "equivalent"),  # of the unit → of the participants: the persons judged are the same
        "diligence.sit-price-change": ("tightened", "tightened"),  # publicised in the unit → publicised as required
        "disclosure.duty": ("only_b", "tightened"),
        "validity.repeal": ("only_b", None),
        "leadership.no-abuse": ("only_a", "loosened"),
        "leadership.publicity-report": ("tightened", "tightened"),
        "diligence.sit-other": ("tightened", "tightened"),  # researchers are no longer named
        "diligence.researcher-fault": ("only_b", "loosened"),
        "use-right.term-min": ("wording", "equivalent"),
        "gov.tracking": ("text", None),
    },
    PAIRS[1]: {
        "exclusion.state-secret": ("only_a", "loosened"),
        "ownership.team-share-min": ("only_b", "tightened"),
        "use-right.agreement-terms": ("tightened", "tightened"),  # one term named → five
        "ownership.may-grant": ("incomparable", "incomparable"),  # no source named → fiscal funds or commission; reserved results
        "publicity.use-right-days": ("only_a", "loosened"),
        "publicity.grant-days": ("wording", "equivalent"),
        "proceeds.use": ("loosened", "loosened"),  # awards are named too
        "personnel.posts": ("loosened", "loosened"),  # grades of promotion no longer
        "ownership.application-filed": ("wording", "equivalent"),  # says its own art. 4(1) again
        "guide.ledger": ("wording", "equivalent"),
        "proceeds.mechanism": ("only_b", "equivalent"),  # Shanghai demands it where it demands the mechanisms together
        "ownership.decision-mechanism": ("only_b", "tightened"),  # in Shanghai only after a year
        "leadership.equity-by-contribution": ("only_b", "tightened"),
        "diligence.case-by-case": ("incomparable", "incomparable"),  # nine situations → the unit's own rules
    },
    PAIRS[2]: {
        "publicity.price-days": ("loosened", "loosened"),  # of results not converted for three years only
        "agreement.terms": ("incomparable", "incomparable"),
        "proceeds.principal-completer-min": ("only_b", "tightened"),
        "ownership.team-share-min": ("only_a", "loosened"),
    },
}


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_what_the_documents_change(pair):
    a, b = (shipped(reference) for reference in pair)
    found = compare(a, b, DAY, prover(a, b, DAY))
    classes = {
        clause.id: (change.change, change.effect)
        for change in found.changes
        for side in (change.notion.a, change.notion.b)
        for clause in side.clauses
    }
    assert {clause: classes.get(clause) for clause in READ[pair]} == READ[pair]
    assert found.behaviour is not None
    assert found.behaviour.relation == "incomparable"
    points = summary(found)
    assert len(points) == POINTS
    assert all(point.change not in ("wording", "text") for point in points)
    named = [index for point in points for index in point.changes]
    assert len(named) == len(set(named))


MIRRORED = {"tightened": "loosened", "loosened": "tightened", "only_a": "only_b", "only_b": "only_a"}


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_the_other_way_round_every_change_is_mirrored(pair):
    a, b = (shipped(reference) for reference in pair)
    there, back = compare(a, b, DAY, prover(a, b, DAY)), compare(b, a, DAY, prover(b, a, DAY))

    def said(change, flip=False):
        sides = [frozenset(clause.id for clause in side.clauses) for side in (change.notion.a, change.notion.b)]
        words = [MIRRORED.get(word, word) if flip else word for word in (change.change, change.effect)]
        return (*(sides[::-1] if flip else sides), *words, change.proved)

    assert {said(change) for change in there.changes} == {said(change, flip=True) for change in back.changes}
    assert len(there.identical) == len(back.identical)


@pytest.mark.parametrize("pair", PAIRS, ids="-".join)
def test_every_sentence_names_its_editions_in_both_languages(pair):
    found = compare(shipped(pair[0]), shipped(pair[1]), DAY)
    for change in found.changes:
        said = sentence(change, found.names)
        assert said.zh
        assert said.en
        assert any(name.zh in said.zh for name in found.names) or not change.details
