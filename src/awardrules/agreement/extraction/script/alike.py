"""Words that mean the same wherever they stand, written as the one that patterns use."""

from __future__ import annotations

import re
from collections.abc import Mapping

from awardrules.agreement.extraction.patterns import wording
from awardrules.agreement.extraction.script.script import Script, replaced
from awardrules.agreement.programs import regex

_DAYS = wording.DATE + wording.DATES
# 5月6日递交申请/5月20日院务会同意 → 5月26日公示: a stroke or an arrow before a day begins the next step; between two days it is a stretch of time
_QUOTED = regex('"[^"“”\n]{1,60}"')  # typed without marks of their own
_STEP = regex(f"(?<![{_DAYS}\\s])\\s?(?:/|→|⇒|➜|＞|>)\\s?(?=[{_DAYS}])")


def respelled(script: Script, alike: Mapping[str, str]) -> Script:
    """The script with each word that has a fellow in the patterns written as that one (签立 as 签订), straight quotation marks as “ and ”; what
    is quoted stays the raw text."""
    found = [(match.start(), match.end(), "；") for match in _STEP.finditer(script.text)]
    for match in _QUOTED.finditer(script.text):
        found += [(match.start(), match.start() + 1, "“"), (match.end() - 1, match.end(), "”")]
    used = sorted((word for word in alike if word in script.text), key=len, reverse=True)
    if used:
        words = re.finditer("|".join(map(re.escape, used)), script.text)
        found += [(match.start(), match.end(), alike[match[0]]) for match in words]
    return replaced(script, found) if found else script
