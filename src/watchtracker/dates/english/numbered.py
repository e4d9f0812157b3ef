"""What has a number in English texts: laws, articles, versions, rooms, and the lists of them.

Behind such a word a number says which of many, also where it looks like a date: "Law No. 31/2025".
"""

from __future__ import annotations

import re

from watchtracker.dates.english.grammar import EnglishText
from watchtracker.dates.english.kinds import ALL_NUMBERS, NUMBERS, UNITS
from watchtracker.dates.english.kinds import EnglishKind as Kind

# Words whose number says which of many, though they are not capitalised.
_NUMBERED_WORDS = """
    age aged alpha annex appendix article batch beta bill booth build candidate case chapter class clause cohort
    decision decree directive docket edition episode event exhibit figure file flight form gate grade group hall
    issue item law level line lot milestone mission module no node nos number order page paragraph part pep phase
    platform point preview priority proposal question rc regulation release resolution rfc room round route rule
    schedule season section series session sprint stage step table task ticket tier title track train trial
    version vol volume wave zone
"""
NUMBERED = frozenset(_NUMBERED_WORDS.split())

_DIGIT = re.compile("[0-9]")
# Between a name and its number, or two numbers of a list.
_JOINED = {Kind.OPEN, Kind.DASH, Kind.SLASH, Kind.COMMA, Kind.AND, Kind.OR, Kind.TO, *ALL_NUMBERS}


def is_numbered(text: EnglishText, at: int) -> bool:
    """Whether what stands in front of a number is one of these words: "Directive 2009/65"."""
    before = at - 1
    while _is_abbreviation(text, before) or text.kind(before) is Kind.NO:
        before -= 1
    word = text.words(before, before + 1).lower() if before >= 0 else ""
    return before < at - 1 or word in NUMBERED


def in_front(text: EnglishText, at: int) -> int:
    """Where the word in front of a number is, or in front of the list that the number is in."""
    before = at - 1
    while text.kind(before) in _JOINED or _is_abbreviation(text, before) or _is_in_digits(text, before):
        before -= 1
    return before


def _is_abbreviation(text: EnglishText, at: int) -> bool:
    """Whether this is the dot of "Vol. 18", "No. 5"."""
    return text.kind(at) is Kind.STOP and at > 0 and text.tokens[at - 1].end == text.tokens[at].start


def _is_in_digits(text: EnglishText, at: int) -> bool:
    return text.kind(at) is Kind.OTHER and not any(map(str.isalpha, text.said(at)))


def has_numbers_left(text: EnglishText, dates: list[tuple[int, int]]) -> bool:
    """Whether there is any digit, or a number in words that counts time, outside the dates: in most texts not."""
    if not text.kinds.isdisjoint(UNITS) and not text.kinds.isdisjoint(NUMBERS):
        return True
    at = 0
    for first, end in dates:
        if _DIGIT.search(text.tidy, at, text.tokens[first].start):
            return True
        at = text.tokens[end - 1].end
    return _DIGIT.search(text.tidy, at) is not None
