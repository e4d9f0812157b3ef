"""Tokens of Chinese announcements, and what each can be in the grammar; `words.py` has which word is which."""

from __future__ import annotations

from enum import IntEnum, auto
from typing import Any, NamedTuple


class Kind(IntEnum):
    """What a Chinese token is in the grammar."""

    YEAR = auto()
    THIS_YEAR = auto()
    MONTH = auto()
    THIS_MONTH = auto()
    DAY = auto()
    DAYS_AWAY = auto()
    WEEK = auto()
    WEEKDAY = auto()
    NTH = auto()
    NUMBERED_WEEK = auto()
    WEEK_OF = auto()
    PERIOD_END = auto()
    QUARTER = auto()
    THIS_QUARTER = auto()
    HALF = auto()
    SEASON = auto()
    PART = auto()
    PART_OF_YEAR = auto()
    PART_OF_MONTH = auto()
    NAMED_DAY = auto()
    HOLIDAY_WEEK = auto()
    COUNT = auto()
    ISO = auto()
    LATER = auto()
    WITHIN = auto()
    WITHIN_YEAR = auto()
    TO = auto()
    DASH = auto()
    OR = auto()
    BEFORE = auto()
    OR_BEFORE = auto()
    OR_AFTER = auto()
    AFTER = auto()
    FROM = auto()
    ONWARDS = auto()
    UNTIL = auto()
    END = auto()
    BY = auto()
    NOT_BEFORE = auto()
    NOT = auto()
    ONSET = auto()
    MOVED = auto()
    WILL = auto()
    PAST = auto()
    HEDGE = auto()
    VAGUE = auto()
    EVENT = auto()
    EVERY = auto()
    TIME = auto()
    MIDNIGHT = auto()
    ZONE = auto()
    MANY_ZONES = auto()
    BUSINESS = auto()
    FISCAL = auto()
    NUMERIC = auto()
    OTHER = auto()
    NOTHING = auto()


class Token(NamedTuple):
    """A word with its value, and its place in the text."""

    kind: Kind
    value: Any
    start: int
    end: int
