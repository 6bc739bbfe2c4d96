"""People who are rewarded, by the table that lists them: one record a row, in the order of the table."""

from __future__ import annotations

from awardrules.agreement.extraction.found import Found
from awardrules.agreement.extraction.patterns import Patterns
from awardrules.agreement.extraction.script import Script
from awardrules.facts.vocabulary import Vocabulary


def found(script: Script, vocabulary: Vocabulary, patterns: Patterns) -> Found | None:
    """The list of recipients, or none where no table or clause names people with their reward."""
    return None
