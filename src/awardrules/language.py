"""Two languages: everything a user reads exists in Chinese and in English."""

from __future__ import annotations

from typing import Literal, NamedTuple

Lang = Literal["zh", "en"]
LANGUAGES: tuple[Lang, ...] = ("zh", "en")


class Text(NamedTuple):
    """One message in both languages."""

    zh: str
    en: str

    def of(self, lang: Lang) -> str:
        """The message in `lang`."""
        return self.zh if lang == "zh" else self.en


EMPTY = Text("", "")


def counted(count: int | str, noun: str) -> str:
    """A number, bare or as it is shown, and the English noun it counts: 1 day, 2 days."""
    return f"{count} {noun}" if str(count) == "1" else f"{count} {noun}s"


def joined(parts: list[Text], zh: str = "，", en: str = ", ") -> Text:
    """`parts` in order with the separator of each language between them."""
    if len(parts) == 1:
        return parts[0]
    return Text(zh.join([p.zh for p in parts]), en.join([p.en for p in parts]))
