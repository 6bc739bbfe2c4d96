"""The head of the unit, told by the post beside the name: 校长贺松年, 贺松年（校长）, or before the part played: 身份｜校长，完成人."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from awardrules.agreement.extraction.people.persons import Person, Spoken
from awardrules.agreement.extraction.people.posts import SEVERAL

HEAD = "principal_leader"
_HEADS = ("校长", "院长", "所长", "党委书记")
_OF_UNIVERSITY = ("校长",)  # 院长 is of a school, 党委书记 may be
_BEFORE = "(?:^|(?<=[，。；：、｜（(由对给向励\\s]))"


def entitle(everyone: Sequence[Person], told: Iterable[Spoken], deans: bool) -> None:
    """Gives the role to whom the text calls the head of the unit; with `deans` only the head of the university is known by the post."""
    heads = _OF_UNIVERSITY if deans else _HEADS
    said = [one.text for one in told if re.search("|".join(heads), one.text)]
    for person in everyone:
        if "role" in person.fields:
            continue
        first = SEVERAL.split(person.post)[0]
        name, posts = re.escape(person.name), "|".join(heads)
        beside = re.compile(f"{_BEFORE}(?:现任|本[校院所])?(?:{posts}){name}|{name}[（(](?:现任|系|本[校院所])?(?:{posts})[）)]")
        if first in heads or any(person.name in text and beside.search(text) for text in said):
            person.fields["role"] = HEAD
