"""Texts read as windows, or refused with a reason: never guessed.

This is the only way in, and leads a text through the steps that the head of the package lists: tidy, ISO, its language,
one window. A language is loaded when a text in it comes. `formats.py` is the way back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from datetime import date, tzinfo
from typing import assert_never

from watchtracker.dates import english, iso
from watchtracker.dates.bounds import Sentence
from watchtracker.dates.languages import Language, language
from watchtracker.dates.origins import Origins, merged
from watchtracker.dates.resolution import claimed
from watchtracker.dates.window import UNDATED, DateWindow
from watchtracker.errors import DateRefusedError, Refusal

LONGEST_TEXT = 500
# The calendar of ISO 8601 begins in 1583; at the last year of `date` a day would have no end in UTC.
_FIRST_YEAR, _LAST_YEAR = 1583, 9998
CONTROL = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_PLAIN = str.maketrans(
    {
        **dict.fromkeys(_DASHES, "-"),
        **dict.fromkeys("\u2018\u2019\u02bc`", "'"),
        "〜": "~",
        "\u0130": "I",  # the one letter that grows when it is made small
    }
)
# "①6月" is the first of a list: as plain digits it would be the sixteenth month.
_CIRCLED = re.compile("[\u2460-\u2473\u24ea\u24f5-\u24fe\u2776-\u2793]")
_FRACTION = "\u2044"  # what "½" and its like become
_EXAMPLES = 'write a day, a month or a quarter, such as "6 May 2026" or "late April 2026", or TBD'


def read(text: str, *, said_on: date, zone: tzinfo) -> DateWindow:
    """The window that `text` names, said on a day of `zone`, the item's zone.

    Raises DateRefusedError, and nothing else, for whatever has no single careful reading.
    """
    tidy = tidied(text)
    return inside(tidy, lambda: _as_iso(text, tidy) or _claim(tidy, said_on, zone))


def inside(words: str, reading: Callable[[], DateWindow]) -> DateWindow:
    """What `reading` gives for `words`; refused where that lies outside the calendar."""
    try:
        found = reading()
    except (ValueError, OverflowError) as error:
        raise _outside(words) from error
    first = found.earliest or found.latest or found.instant
    last = found.latest or found.earliest or found.instant
    if first and last and not _FIRST_YEAR <= first.year <= last.year <= _LAST_YEAR:
        raise _outside(words)
    return found


def words(text: str, *, said_on: date) -> tuple[str, ...]:
    """The words of `text` that its reading stands on, piece by piece; what lies between them was passed over.

    For a text that `read` reads; one that promises something without a date has none.
    """
    tidy = tidied(text)
    if _as_iso(text, tidy):
        return (tidy,)
    said = sentence(tidy, said_on)
    phrases = [phrase for phrase in said.holding if not phrase.aside] or said.holding
    origins = Origins(text, said.text)
    places = [origins.place(found.start, found.end) for found in (*phrases, *said.clocks)]
    return tuple(text[start:end] for start, end in merged(text, places))


def carries_year(text: str) -> bool:
    """Whether the words alone fix the year, whenever they were said; what cannot be read has no year to miss."""
    try:
        tidy = tidied(text)
        if _as_iso(text, tidy):
            return True
        found = sentence(tidy, date(2000, 1, 1)).holding
    except DateRefusedError:
        return True
    return all(phrase.span.year is not None and not phrase.span.relative for phrase in found)


def _as_iso(text: str, tidy: str) -> DateWindow | None:
    """The window of an ISO text; with a dash that is no hyphen it was written by people, and is no season."""
    if tidy[0].isalpha():
        return None
    return iso.whole(tidy) if text.isascii() or _DASHES.isdisjoint(text) else None


def _outside(tidy: str) -> DateRefusedError:
    return DateRefusedError(f'"{tidy}" is outside the calendar: {_EXAMPLES}', Refusal.IMPOSSIBLE)


def tidied(text: str) -> str:
    """`text` in one form for each sign and with single spaces; refused where it is no phrase: empty, too long."""
    if len(text) > LONGEST_TEXT:
        raise DateRefusedError(
            f"this is {len(text)} characters long: give the one phrase that names the date", Refusal.TEXT
        )
    if not text.isprintable() and CONTROL.search(text):
        raise DateRefusedError("there are control characters in this: write the date as plain text", Refusal.TEXT)
    if not text.isascii():
        text = unicodedata.normalize("NFKC", _CIRCLED.sub(_in_brackets, text)).translate(_PLAIN)
        if _FRACTION in text:
            raise DateRefusedError(f'"{text.replace(_FRACTION, "/")}" has a fraction: write days, such as "in 10 days"')
    text = " ".join(text.split())
    if not text:
        raise DateRefusedError(f"there is nothing here: {_EXAMPLES}", Refusal.IMPOSSIBLE)
    return text


def _in_brackets(circled: re.Match[str]) -> str:
    return f"({unicodedata.numeric(circled[0]):.0f})"


def sentence(tidy: str, said_on: date) -> Sentence:
    """What a tidy text says, in the language that it is in; refused where it counts beyond the calendar."""
    try:
        return _sentence(tidy, said_on)
    except (ValueError, OverflowError) as error:
        raise _outside(tidy) from error


def _sentence(tidy: str, said_on: date) -> Sentence:
    match language(tidy):
        case Language.ENGLISH:
            return english.sentence(tidy, said_on)
        case Language.CHINESE:
            from watchtracker.dates import chinese

            return chinese.sentence(tidy, said_on)
        case Language.JAPANESE:
            from watchtracker.dates import japanese

            return japanese.sentence(tidy, said_on)
        case _ as never:
            assert_never(never)


def _claim(tidy: str, said_on: date, zone: tzinfo) -> DateWindow:
    said = _sentence(tidy, said_on)
    return claimed(said, said_on=said_on, zone=zone) if said.holding else _without_date(said, tidy)


def _without_date(said: Sentence, tidy: str) -> DateWindow:
    if said.clocks and not said.phrases:
        raise DateRefusedError(f'"{said.clocks[0].words}" is a time without a day: name the day as well')
    if said.promises:
        return UNDATED
    raise DateRefusedError(f'there is no date in "{tidy}": {_EXAMPLES}', Refusal.NO_DATE)
