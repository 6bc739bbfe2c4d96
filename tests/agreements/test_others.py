"""What a long paper tells of others is no fact of it: a sample of `others/`, which `others.py` measures whole."""

from __future__ import annotations

from agreements.others import heard, names, paragraphs

STEP = 8
ALLOWED = 0.11  # the share of paragraphs that may be taken for a statement: one in four was, before a paragraph was asked what it is about


def test_few_paragraphs_about_others_are_heard() -> None:
    asked = [paragraph for name in names() for paragraph in paragraphs(name)[::STEP]]
    taken = {paragraph: facts for name in names() for paragraph, facts in heard(name, STEP).items()}
    assert len(asked) > 200
    assert len(taken) <= ALLOWED * len(asked), (len(taken) / len(asked), list(taken))
