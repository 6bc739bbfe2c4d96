"""Words that mean the same wherever they stand, written as the one that patterns use."""

from __future__ import annotations

import re
from collections.abc import Mapping

from awardrules.agreement.extraction.script import Script, replaced


def respelled(script: Script, alike: Mapping[str, str]) -> Script:
    """The script with each word that has a fellow in the patterns written as that one (签立 as 签订); what is quoted stays the raw text."""
    used = sorted((word for word in alike if word in script.text), key=len, reverse=True)
    if not used:
        return script
    found = re.finditer("|".join(map(re.escape, used)), script.text)
    return replaced(script, [(match.start(), match.end(), alike[match[0]]) for match in found])
