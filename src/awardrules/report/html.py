"""HTML pages from templates: everything escaped, nothing undefined, nothing loaded from elsewhere."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from awardrules import __version__
from awardrules.language import Lang, Text

if TYPE_CHECKING:
    from jinja2 import Environment

TEMPLATES = Path(__file__).parent / "templates"

# controls, marks that turn the direction of a line, halves of surrogate pairs: what could make a page show something else than it says
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")


def render(template: str, lang: Lang, **data: Any) -> str:
    """A template of `templates/` filled with data: a whole page, its language in the `lang` attribute.

    A `Text` in the data is written in that language; in a template `{{ say('中文', 'English') }}` does the same for fixed words. Every
    other value is escaped. Raises jinja2.UndefinedError where the template names what `data` lacks.
    """
    return _environment().get_template(template).render(lang=lang, **data)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context

    @pass_context
    def shown(context: Any, value: Any) -> Any:
        if isinstance(value, Text):
            value = value.of(context["lang"])
        return visible(value) if type(value) is str else value

    @pass_context
    def say(context: Any, zh: str, en: str) -> str:
        return Text(zh, en).of(context["lang"])

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=shown,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.globals |= {"say": say, "version": __version__}
    made.tests["heading"] = _named("Heading")
    made.tests["paragraph"] = _named("Paragraph")
    made.tests["item"] = _named("Item")
    return made


def _named(name: str) -> Any:
    """Whether a block of an outline (outline.py) is of a kind."""
    return lambda block: type(block).__name__ == name


def visible(text: str) -> str:
    """Text in which nothing hides: control and direction marks become a replacement sign."""
    return _HIDDEN.sub("\ufffd", text)
