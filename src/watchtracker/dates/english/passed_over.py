"""What has digits in an English sentence and is no date: each kind with an example and how it is told.

`dates/residue.py` asks here for whatever was not read as a part of the date.
"""

from __future__ import annotations

import re

from watchtracker.dates.cursor import Run
from watchtracker.dates.english.grammar import EnglishText
from watchtracker.dates.english.kinds import NUMBERS, UNITS
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.english.numbered import NUMBERED, in_front
from watchtracker.dates.residue import KnownNumber

_WORDS = {Kind.OTHER, Kind.NOUN, Kind.STREET, Kind.PAST_VERB, Kind.VERB, Kind.HOPED}
_COUNTED = {*_WORDS, Kind.FEW, Kind.OF, Kind.READY, Kind.CALENDAR}

_DIGIT = re.compile("[0-9]")
_HAVE_DIGITS = {
    *(Kind.NUMBER, Kind.ORDINAL, Kind.YEAR, Kind.NUMERIC, Kind.YEAR_MONTH, Kind.DECADE, Kind.ISO, Kind.OTHER)
}
_FROM_A_DAY = {Kind.AFTER, Kind.BEFORE, Kind.FROM, Kind.FROM_NOW}
_LATER = {"later", "afterwards", "thereafter", "earlier"}
# Behind a number these make it a time of day.
_HOURS = {"sharp", "uhr", "hrs", "hours", "hour", "h", "am", "pm", "local", "oclock", "prompt"}
_VERSION = re.compile(r"\d+(?:\.\d+)+[\w.+-]*")
_LAW = re.compile(r"(?:19|20)\d{2}/\d+|\d{1,3}(?:,\d{3})+/\d{4}")
_AMOUNT = re.compile(r"(?:[$€£¥]\s?|#)\d[\w.,]*|\d{1,3}(?:,\d{3})+|[\d.,]+\s?%")
_FORM_OF_A_NAME = re.compile(r"\d+(?:\.\d+)*-?[^\W\d][\w.+/-]*")
_MONTH_OR_DAY = re.compile(r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*\d")
_FULL_HOUR = re.compile(r"\d{1,4}(?:h|z|l|hrs?|uhr)|\d{1,2}[ap]")
_DIGITS_OF_A_PHONE = 9
_LIMITS = {"over", "under", "above", "below", "exceeding", "aged"}
_BEFORE_AN_HOUR, _AT = {"kickoff", "kick-off", "doors", "curtain", "gates", "whistle", "sharp"}, {"at", "@"}
_BEGINS = {Kind.NOTHING, Kind.STOP, Kind.COMMA}
_BEHIND_A_DAY = {Kind.OPEN, Kind.DASH, Kind.COLON, Kind.COMMA, Kind.STOP}
_HEADING_ENDS = {Kind.STOP, Kind.CLOSE}
_RATIO = re.compile(r"(?<![\d:])\d{1,2}:\d{1,2}(?![\d:])|\d+-(?:for|to|in)-\d+")
_PHONE = re.compile(r"(?<!\d)0\d{3,5} \d{5,8}(?!\d)|(?<!\d)(?:\+\d{1,3}|\(?0?\d{2,4}\)?)(?:[ -]\d{2,5}){2,4}(?!\d)")


def _is_name(text: EnglishText, at: int) -> bool:
    word = text.said(at)
    return text.kind(at) is Kind.OTHER and word[0].isalpha() and not _MONTH_OR_DAY.match(word)


def _is_form_of_a_name(text: EnglishText, at: int) -> bool:
    word = text.said(at)
    return text.kind(at) is Kind.OTHER and bool(_FORM_OF_A_NAME.fullmatch(word)) and not _FULL_HOUR.fullmatch(word)


def _is_version(text: EnglishText, at: int) -> bool:
    if text.kind(text.before(at, Kind.COMMA)) is Kind.WEEKDAY:
        return False  # "Wed, 6.5." is a day
    if text.kind(at - 1) is Kind.DASH and text.kind(at - 2) is Kind.ISO and text.glued(at - 1):
        return False  # "2026.5.6-5.8"
    return text.kind(at) is Kind.OTHER and bool(_VERSION.fullmatch(text.said(at)))


def _is_law(text: EnglishText, at: int) -> bool:
    return bool(_LAW.fullmatch(text.said(at)))


def _is_amount(text: EnglishText, at: int) -> bool:
    return text.kind(at) is Kind.OTHER and bool(_AMOUNT.fullmatch(text.said(at).rstrip(",.")))


def _is_named(text: EnglishText, at: int) -> bool:
    """The word in front is a name, or what is numbered; so are the numbers of a list behind it."""
    before = in_front(text, at)
    if before == at - 1 and text.kind(before) is Kind.CLOSE:
        return text.kind(before - 1) is Kind.OTHER  # "Regulation (EU) 12"
    word = text.words(before, before + 1) if before >= 0 else ""
    if not word[:1].isalpha() or word.lower() in _BEFORE_AN_HOUR:
        return False
    if word == "Day" and before == at - 1 and text.kind(before - 1) in _BEGINS and text.kind(at + 1) in _BEHIND_A_DAY:
        return True  # "Day 1 (May 6)"
    if text.kind(before) in UNITS and word[0].isupper():
        return text.kind(before - 1) is Kind.OTHER  # "Games Week 2026"
    return text.kind(before) is Kind.OTHER or word.lower() in NUMBERED or _is_capitalised(text, before)


def _is_capitalised(text: EnglishText, at: int) -> bool:
    return text.kind(at) in _WORDS and not text.words(at, at + 1).islower()


def _counts(text: EnglishText, at: int) -> bool:
    """What follows is counted or measured: "12 seats", "the first release", "10 of 12 tasks", "80 km/h"."""
    after = text.skip(at + 1, Kind.DASH)
    word = text.words(after, after + 1)
    if text.kind(after) is Kind.ORDINAL:
        return word.isalpha()  # "007 First Light"
    if word.lower() in _HOURS:
        return False
    if text.said(at - 1) in _LIMITS or (text.kind(at - 1) is Kind.OF and text.kind(at - 2) in _WORDS):
        return text.kind(after) not in UNITS  # "residents over 75", "a staff of 12"
    if text.kind(after) is Kind.ZONE:
        return "/" in word and word.islower()
    if text.kind(after) not in _COUNTED:
        return False
    return text.said(at - 1) not in _AT or word.islower() or word.endswith("s") if at else True


def _lasts(text: EnglishText, at: int) -> bool:
    """A length, and no distance from a day: "the 45-day period", "6 May, 3 weeks ahead of plan"."""
    unit = text.skip(at + 1, Kind.DASH, Kind.NUMBER, Kind.TO)
    if text.kind(unit) not in UNITS:
        return False
    if text.said(unit + 1) in _LATER:
        return False  # "signed on 3 March and takes effect 90 days later"
    return text.kind(unit + 1) not in _FROM_A_DAY or not text.dates_follow(unit + 2)


def _is_ratio(text: EnglishText, at: int) -> bool:
    """As in "16:9 mode", "a 2:1 split"."""
    return text.lies_in(at, _RATIO)


def _is_phone_number(text: EnglishText, at: int) -> bool:
    """As in "202-555-0312", "0800 169 3142", "+44 20 2026 0506"."""
    return text.lies_in(at, _PHONE, digits=_DIGITS_OF_A_PHONE)


def _is_address(text: EnglishText, at: int) -> bool:
    """As in "350 West 42nd Street", "12 May Street"."""
    after = text.skip(at + 1, Kind.AND, Kind.DASH, Kind.TO, Kind.NUMBER)
    return text.kind(at) is Kind.NUMBER and text.words(after, after + 1).istitle() and Kind.STREET in text.kinds


def _is_heading(text: EnglishText, at: int) -> bool:
    first = at == 0 or (at == 1 and text.kind(0) is Kind.OPEN)
    return first and text.kind(at + 1) in _HEADING_ENDS


def unread(text: EnglishText, dates: list[Run], passed: list[Run]) -> list[int]:
    """The tokens with digits in the clauses of `dates` that are in none of them, and were not `passed` as no date.

    A number in words counts what follows, so that it is only asked about where that is time: "six weeks".
    """
    taken = {at for first, end in (*dates, *passed) for at in range(first, end)}
    left = [at for at, token in enumerate(text.tokens) if token.kind in _HAVE_DIGITS and at not in taken]
    return [at for at in left if _is_left(text, at) and _is_beside_a_date(text, at, dates)]


def _is_left(text: EnglishText, at: int) -> bool:
    token = text.tokens[at]
    if _DIGIT.search(text.tidy, token.start, token.end):
        return True
    return token.kind in NUMBERS and text.kind(at + 1) in UNITS and text.said(at).isalpha()


def _is_beside_a_date(text: EnglishText, at: int, dates: list[Run]) -> bool:
    """Whether no full stop stands between a token and one of the dates."""
    return Kind.STOP not in text.kinds or any(
        all(text.kind(between) is not Kind.STOP for between in range(min(at, end), max(at, first)))
        for first, end in dates
    )


TABLE: tuple[KnownNumber[EnglishText], ...] = (
    KnownNumber("a name", "GPT-5: out May 6", _is_name),
    KnownNumber("a form of a name", "26H2: out May 6", _is_form_of_a_name),
    KnownNumber("a version", "3.15.1: out May 6", _is_version),
    KnownNumber("a law's number", "2024/1689: in force May 6", _is_law),
    KnownNumber("money, a share, a large number, the number of an issue", "priced at $4.50, out on May 6", _is_amount),
    KnownNumber("the number of something", "Article 50: May 6", _is_named),
    KnownNumber("a count", "12 seats, open until May 6", _counts),
    KnownNumber("a length", "the 45-day period ends on May 6", _lasts),
    KnownNumber("an address", "doors open on May 6 at 350 West 42nd Street", _is_address),
    KnownNumber("a ratio", "16:9 mode ships on May 6", _is_ratio),
    KnownNumber("a phone number", "0800 169 3142 until May 6", _is_phone_number),
    KnownNumber("a heading's number", "1) Beta: May 6", _is_heading),
)
