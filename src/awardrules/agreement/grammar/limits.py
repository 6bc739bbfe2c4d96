"""What a form prints in a bracket behind a blank: the limit within which it is to be filled in (____%（不低于70%）), or the choices (可选10年、15年).

Behind a value (8年（10年以上）) the limit stays as it is printed: it is no value of its own.
"""

from __future__ import annotations

from itertools import pairwise

from awardrules.agreement.grammar.mention import Mention, Unit
from awardrules.agreement.grammar.normalise import Normalised
from awardrules.agreement.programs import regex

_BEFORE = regex(r"\s?（[^（），。；：0-9其含包另每]{0,8}")
_NOTED = regex(r"\s?（(?:注|说明|填写说明|备注|提示)?：?[^（），。；：0-9其含包另每]{0,8}")
_BEHIND = regex(r"\s?(?:及|或|或者|及其|（含）)?(?:以上|以下|以内|之内|为限|封顶|起)?(?:（含[^（）]{0,4}）)?）")
_AND = regex(
    r"(?:以上|以下|以内|（含）){0,2}[，、,]?(?:且|并且?|同时|但|至|到){0,2}(?:应当?|须)?(?:不低于|不少于|不得低于|不得少于|不高于|不超过|不得高于|不得超过)?"
)
_CHOOSE = regex(r"\s?（(?:[可任请限填选从在为或即：]|选填|填写){0,6}")
_OR = regex(r"[、/／或,，者]{1,3}")
_CHOSEN = regex(r"(?:中?任?[选择][选择一填]?|三?选一|之一|任选|等|可选){0,2}）")
OTHERWISE = regex(r"其[他它](?:[（(：:，, _].{0,20})?|另行约定|_{2,20}[%年日天月元]?")  # an option that leaves the value open
OPENS_OTHERWISE = regex(r"(?:其[他它][：:，]? ?)?_{2,20} ?(?:%|年|个?工作日|日|天|个?月|元)(?:（[^（）]{0,20}）)?")
_BOUNDS = ("<", "<=", ">", ">=")
_UNITS: dict[str, Unit] = {"ratio": "share", "money": "yuan"}


def limits(text: Normalised, first: Mention, second: Mention) -> bool:
    """Whether the second of two neighbours only says, in a bracket, within which limit the first was to be."""
    if (first.kind, first.unit) != (second.kind, second.unit) or first.values == second.values or not first.values:
        return False
    bound = first.comparator == "=" and second.comparator in _BOUNDS
    between = _BEFORE.fullmatch(text.text, first.end, second.start)
    return bound and between is not None and _BEHIND.match(text.text, second.end) is not None


def bounded(text: Normalised, found: tuple[Mention, ...]) -> tuple[tuple[Mention, ...], frozenset[Mention]]:
    """The mentions, each blank with what the bracket behind it permits, and what stands in such brackets."""
    kept, within = list(found), set[Mention]()
    for place, blank in enumerate(found):
        if blank.kind == "blank" and (told := _permitted(text, blank, found[place + 1 : place + 9])) is not None:
            kept[place] = told[0]
            within |= set(told[1])
    return tuple(kept), frozenset(within)


def _permitted(text: Normalised, blank: Mention, behind: tuple[Mention, ...]) -> tuple[Mention, tuple[Mention, ...]] | None:
    """A blank with the limit or the choices behind it, and the mentions that say so."""
    close = text.text.find("）", blank.end)
    inner = tuple(one for one in behind if one.end <= close)
    if not inner or "月" in blank.text or inner[0].kind not in ("ratio", "duration", "range"):
        return None
    unit = _unit(inner[0])
    if any(_unit(one) != unit or not one.values for one in inner) or blank.unit not in ("", unit):
        return None
    before = _NOTED.fullmatch(text.text, blank.end, inner[0].start)
    if before is not None and "的" not in before[0] and _BEHIND.match(text.text, inner[-1].end) is not None:
        limited = _limited(text, blank, inner, unit)
    else:
        limited = None
    if limited is not None:
        return limited
    separate = all(_OR.fullmatch(text.text, a.end, b.start) is not None for a, b in pairwise(inner))
    chosen = _CHOOSE.fullmatch(text.text, blank.end, inner[0].start) is not None and _CHOSEN.match(text.text, inner[-1].end) is not None
    if len(inner) < 2 or not separate or not chosen or any(one.comparator != "=" or one.kind == "range" for one in inner):
        return None
    options = tuple(one.text for one in inner)
    return _with(blank, unit, tuple(value for one in inner for value in one.values), options=options), inner


def _limited(text: Normalised, blank: Mention, inner: tuple[Mention, ...], unit: Unit) -> tuple[Mention, tuple[Mention, ...]] | None:
    if len(inner) == 1 and inner[0].kind == "range":
        return _with(blank, unit, inner[0].values), inner
    if len(inner) == 1 and inner[0].comparator in _BOUNDS:
        return _with(blank, unit, inner[0].values, comparator=inner[0].comparator), inner
    if len(inner) != 2 or any(one.kind == "range" for one in inner) or _AND.fullmatch(text.text, inner[0].end, inner[1].start) is None:
        return None
    low = [one.values[0] for one in inner if one.comparator in (">=", ">")]
    high = [one.values[0] for one in inner if one.comparator in ("<=", "<")]
    return (_with(blank, unit, (low[0], high[0])), inner) if len(low) == len(high) == 1 else None


def _with(blank: Mention, unit: Unit, values: tuple[object, ...], **more: object) -> Mention:
    return Mention(**(blank.__dict__ | {"unit": blank.unit or unit, "values": values} | more))


def _unit(mention: Mention) -> Unit:
    return unit_of(mention.kind, mention.unit)


def unit_of(kind: str, unit: Unit) -> Unit:
    """The unit of a blank that a value of some kind is written into."""
    return _UNITS.get(kind, unit)
