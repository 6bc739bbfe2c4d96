"""The shelf of phrases: what it hands out is what was put on it, whole or by signs, before and behind the store."""

from __future__ import annotations

import pickle

from agreement.extraction.said import patterns
from awardrules.agreement.extraction.patterns.shelf import Shelf


def test_a_shelf_hands_out_what_was_put_on_it():
    phrases = patterns().phrases[::50]
    again = pickle.loads(pickle.dumps(Shelf(phrases)))  # noqa: S301 - made here
    assert list(again) == list(phrases)
    assert again[-1:] == [phrases[-1]]
    assert again[0] is again[0]


def test_phrases_are_found_by_the_signs_of_what_they_say():
    shelf = Shelf(patterns().phrases[::20])
    for phrase in shelf:
        signs = {sign for one in phrase.say[:1] for sign in one.rarest}
        assert phrase in shelf.saying(signs)
        assert phrase in shelf.saying(signs, able=lambda one, said=phrase.say: one in said)
    nothing = shelf.saying(set())
    assert all(not all(one.rarest for one in phrase.say) for phrase in nothing)
    assert shelf.saying({sign for phrase in shelf for one in phrase.say for sign in one.rarest}, able=lambda _: False) == nothing
