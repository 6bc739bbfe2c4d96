"""Single sentences of agreements, minutes, reports, letters and forms with what each states: how well ordinary wordings are read.

`sentences/learnt` may be looked at while patterns are written, `sentences/held` may not. An entry has `says` (one or two sentences), `in` (the small
paper of `sentences/heads.yaml` they are put into, at `@`), `about` (what that paper is about, where it does not say so), `facts` and `optional` as
in an answer key (`keys.py`). What the small paper says by itself is not counted, nor are the facts that only a whole paper settles.
`python tests/agreements/sentences.py [learnt|held] [PREFIX …]` prints the sentences that are misread, for facts whose names begin so.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from agreements.keys import Key, alternatives, plainly, typed
from agreements.measure import Reading, Score, readings, score
from awardrules.agreement.extraction.extract import extract_with
from awardrules.agreement.extraction.patterns.loading import patterns_for
from awardrules.agreement.reading.documents import read_bytes
from awardrules.pack.files import data_root
from awardrules.pack.shared import shared_vocabulary

FOLDER = Path(__file__).with_name("sentences")
PARTS = ("learnt", "held")
HERE, MATTER = "@", "{about}"
OF_A_WHOLE = frozenset({"deal.kinds", "deal.date", "agreement.terms", "agreement.signed", "unit.type"})


class Sentence(NamedTuple):
    """An entry: where it stands, the small paper, what that is about, the words, and the key."""

    name: str
    head: str
    about: str
    says: str
    key: Key


@cache
def heads() -> dict[str, str]:
    """The small papers by name."""
    return dict(yaml.safe_load((FOLDER / "heads.yaml").read_text(encoding="utf-8")))


def sentences(part: str) -> Iterator[Sentence]:
    """The entries of a part. Raises AwardrulesError for values the vocabulary does not know, KeyError for unknown heads."""
    vocabulary = shared_vocabulary(data_root())
    for path in sorted((FOLDER / part).glob("*.yaml")):
        for number, entry in enumerate(plainly(path)):
            key = Key(
                facts={name: value for name, value in typed(entry.get("facts") or {}, vocabulary).items() if name not in OF_A_WHOLE},
                derived=frozenset(),
                conflicts={},
                placeholders={},
                decoys=frozenset(),
                optional=alternatives(entry.get("optional") or {}, vocabulary),
                evidence={},
                expect={},
            )
            yield Sentence(f"{path.stem}#{number}", entry["in"], entry.get("about", ""), entry["says"], key)


def said(head: str, about: str, says: str) -> dict[str, Reading]:
    """What a small paper with a sentence in it says."""
    lines = [says if line == HERE else line.replace(MATTER, about) for line in heads()[head].splitlines()]
    text = "\n\n".join(line for line in lines if line)
    return readings(extract_with(read_bytes(text.encode(), "paper.txt"), shared_vocabulary(data_root()), patterns_for(data_root())))


@cache
def alone(head: str, about: str) -> dict[str, Reading]:
    """What a small paper says without a sentence in it."""
    return said(head, about, "")


def judged(sentence: Sentence) -> Score:
    """How one sentence is read."""
    before = alone(sentence.head, sentence.about)
    read = {
        path: item
        for path, item in said(sentence.head, sentence.about, sentence.says).items()
        if path not in OF_A_WHOLE and (path in sentence.key.facts or path not in before or before[path][:2] != item[:2])
    }
    return score(sentence.name, sentence.key, read, shared_vocabulary(data_root()))


def measured(part: str, step: int = 1) -> list[Score]:
    """The scores of every `step`-th sentence of a part."""
    return [judged(sentence) for number, sentence in enumerate(sentences(part)) if number % step == 0]


def summary(part: str, scores: Iterable[Score]) -> str:
    """What a part comes to."""
    scores = list(scores)
    wanted, lost = sum(each.wanted for each in scores), sum((each.lost for each in scores), Fraction())
    found = float(wanted - lost)
    return (
        f"== {part}: {len(scores)} sentences, stated {wanted}, found {found:.1f} ({100 * found / max(wanted, 1):.1f}%), "
        f"invented {sum(len(each.invented) for each in scores)}, false conflicts {sum(len(each.extra_conflicts) for each in scores)}"
    )


def _about(items: Iterable[str], prefixes: tuple[str, ...]) -> list[str]:
    return [item for item in items if not prefixes or item.startswith(prefixes)]


def main(arguments: list[str]) -> int:
    prefixes = tuple(each for each in arguments if each not in PARTS)
    for part in [each for each in arguments if each in PARTS] or PARTS:
        scores: list[Score] = []
        for sentence in sentences(part):
            each = judged(sentence)
            scores.append(each)
            wrong: list[tuple[str, str]] = [
                *(("missed", item) for item in _about(each.missed, prefixes)),
                *(("INVENTED", item) for item in _about(each.invented, prefixes)),
                *(("conflict", item) for item in _about(each.extra_conflicts, prefixes)),
            ]
            if wrong and part != "held":
                print(f"{sentence.name} [{sentence.head}] {sentence.says}")
                for label, item in wrong:
                    print(f"    {label}: {item}")
        print(summary(part, scores))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
