"""The source of a draft agreement: settings, then one paragraph a line in a light markup that a lawyer can read.

| written | means |
|---|---|
| `# text`, `## text` | title; heading (numbered where the settings say `headings: numbered`) |
| `@1 text`, `@2 text` | paragraph with automatic number of that level; `@1* text` starts the numbers anew |
| `| a | b |` | table row; a cell `<` is merged with its left, `^` with the one above; `<br>` starts a new paragraph in the cell |
| `:::box` … `:::` | text box |
| `:::page` | page break; in PDF `:::scan` is a page without text |
| `:::rows 1..60 | P{n} | {n*3+7} |` | that many table rows |
| `[^a]` and a line `[^a]: text` | footnote |
| `{+x+}` `{-x-}` `{~x~}` `{^x^}` `{_x_}` | inserted, deleted, hidden, raised, underlined text |
| `{!words|remark!}` | words with a comment on them |
| `{x}` `{ }` | ticked and empty checkbox control |

Sources of `.md` and `.txt` agreements are the agreement itself, character for character, but for `:::rows`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import yaml


class Source(NamedTuple):
    """One agreement: its name, the settings and the body."""

    name: str
    settings: dict[str, Any]
    body: str

    @property
    def format(self) -> str:
        return str(self.settings["as"])


class Run(NamedTuple):
    """Text with one property: `plain`, `ins`, `del`, `hidden`, `sup`, `under`, `comment`, `box` (checkbox) or `note` (footnote)."""

    kind: str
    text: str
    extra: str = ""


class Line(NamedTuple):
    """A paragraph, row or mark of the body: `kind` is paragraph, title, heading, row, page, scan or textbox."""

    kind: str
    runs: tuple[Run, ...] = ()
    level: int | None = None
    restart: bool = False
    cells: tuple[str, ...] = ()
    inner: tuple[str, ...] = ()


_RUN = re.compile(
    r"\{\+(?P<ins>.*?)\+\}|\{-(?P<del>.*?)-\}|\{~(?P<hidden>.*?)~\}|\{\^(?P<sup>.*?)\^\}|\{_(?P<under>.*?)_\}"
    r"|\{!(?P<comment>[^|}]*)\|(?P<remark>.*?)!\}|(?P<box>\{[x ]\})|\[\^(?P<note>\w+)\]"
)

_RULE = re.compile(r"\|(?![^{|]*!\})")  # not the one of a comment


def read_source(path: Path) -> Source:
    """The source of an agreement from its file."""
    head, body = path.read_text(encoding="utf-8").removeprefix("---\n").split("\n---\n", 1)
    return Source(path.name.removesuffix(".source.md"), yaml.safe_load(head), expanded(body))


def expanded(body: str) -> str:
    """The body with `:::rows` written out."""

    def row(pattern: str, number: int) -> str:
        return re.sub(r"\{n(?:\*(\d+))?(?:\+(\d+))?\}", lambda found: str(number * int(found[1] or 1) + int(found[2] or 0)), pattern)

    def rows(match: re.Match[str]) -> str:
        return "\n".join(row(match[3], number) for number in range(int(match[1]), int(match[2]) + 1))

    return re.sub(r"^:::rows (\d+)\.\.(\d+) (.*)$", rows, body, flags=re.M)


def runs_of(text: str) -> tuple[Run, ...]:
    """The runs of a line."""
    runs: list[Run] = []
    at = 0
    for found in _RUN.finditer(text):
        if found.start() > at:
            runs.append(Run("plain", text[at : found.start()]))
        at = found.end()
        kind = found.lastgroup or ""
        kind = "comment" if kind == "remark" else kind
        runs.append(Run(kind, found[kind], found["remark"] or ""))
    if at < len(text):
        runs.append(Run("plain", text[at:]))
    return tuple(runs)


def accepted(text: str) -> str:
    """A line as a reader of the accepted view sees it."""
    return accepted_runs(runs_of(text))


def accepted_runs(runs: tuple[Run, ...]) -> str:
    """Runs as a reader of the accepted view sees them."""
    shown = {"plain", "ins", "sup", "under", "comment"}
    boxes = {"{x}": "☒", "{ }": "☐"}
    return "".join(run.text if run.kind in shown else boxes.get(run.text, "") for run in runs)


def lines_of(body: str) -> Iterator[Line]:
    """The lines of a body in order; footnotes left out."""
    waiting = iter(body.splitlines())
    for text in waiting:
        if not text.strip() or re.match(r"\[\^\w+\]: ", text):
            continue
        if text == ":::box":
            inner = []
            for line in waiting:
                if line == ":::":
                    break
                inner.append(line)
            yield Line("textbox", inner=tuple(inner))
        elif text in (":::page", ":::scan"):
            yield Line(text[3:])
        elif text.startswith("|"):
            yield Line("row", cells=tuple(cell.strip() for cell in _RULE.split(text.strip().strip("|"))))
        elif numbered := re.match(r"@(\d)(\*?) (.*)", text):
            yield Line("paragraph", runs_of(numbered[3]), int(numbered[1]) - 1, bool(numbered[2]))
        elif text.startswith("## "):
            yield Line("heading", runs_of(text[3:]))
        elif text.startswith("# "):
            yield Line("title", runs_of(text[2:]))
        else:
            yield Line("paragraph", runs_of(text))


def footnotes_of(body: str) -> dict[str, str]:
    """The footnotes by name."""
    return dict(re.findall(r"^\[\^(\w+)\]: (.*)$", body, flags=re.M))


class Level(NamedTuple):
    """The format of one level of automatic numbers: the text (`第%1条`) and Word's name of the numerals."""

    text: str
    numerals: str


def levels_of(settings: dict[str, Any]) -> list[Level]:
    """The levels of automatic numbers; written `第%1条 chineseCounting`."""
    return [Level(*item.rsplit(" ", 1)) for item in settings.get("numbering", ["第%1条 chineseCounting", "%1.%2 decimal", "（%3） decimal"])]


class Counter:
    """Computes automatic numbers as a reader sees them."""

    def __init__(self, levels: list[Level]) -> None:
        self.levels, self.counts = levels, [0] * len(levels)

    def next(self, level: int, restart: bool) -> str:
        self.counts[level] = 1 if restart else self.counts[level] + 1
        self.counts[level + 1 :] = [0] * (len(self.counts) - level - 1)
        legal = self.levels[level].numerals == "decimal"

        def number(match: re.Match[str]) -> str:
            which = int(match[1]) - 1
            value = self.counts[which]
            return chinese(value) if self.levels[which].numerals == "chineseCounting" and not legal else str(value)

        return re.sub(r"%(\d)", number, self.levels[level].text)


def chinese(value: int) -> str:
    """A number from 1 to 99 in Chinese numerals."""
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(value, 10)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (digits[ones] if ones else "")
