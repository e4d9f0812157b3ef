"""Tokens of English announcements, and what each can be in the grammar; `words.py` has which word is which."""

from __future__ import annotations

from enum import IntEnum, auto

from watchtracker.dates.cursor import quick


# An IntEnum, because tokens are looked up by their kind all the time and its hash is the quick one.
@quick
class EnglishKind(IntEnum):
    """What a token is in the grammar."""

    # names of days and longer spans
    MONTH = auto()
    WEEKDAY = auto()
    QUARTER = auto()
    NO_SUCH = auto()
    HALF = auto()
    SEASON = auto()
    YEAR = auto()
    DECADE = auto()
    NUMBER = auto()
    ORDINAL = auto()
    UNIT = auto()
    UNITS = auto()
    WEEK_OF = auto()
    DAYS_AWAY = auto()
    NAMED_DAY = auto()
    HOLIDAY = auto()
    ISO = auto()
    YEAR_MONTH = auto()
    NUMERIC = auto()
    TURN = auto()
    # what is done with them
    PART = auto()
    WHICH = auto()
    AFTER_NEXT = auto()
    THIS_TIME = auto()
    PERIOD_END = auto()
    LATER = auto()
    EARLIER = auto()
    FROM_NOW = auto()  # "from now" and, backwards, "ago"; behind a length of time
    FISCAL = auto()
    CALENDAR = auto()
    BUSINESS = auto()
    FEW = auto()
    EVERY = auto()
    AMOUNT = auto()
    A = auto()
    THE = auto()
    OF = auto()
    OR = auto()
    AND = auto()
    BUT = auto()
    TO = auto()
    DASH = auto()
    BETWEEN = auto()
    # which end is known
    IN = auto()
    ON = auto()
    BY = auto()
    BEFORE = auto()
    AFTER = auto()
    FROM = auto()
    UNTIL = auto()
    NOT_BEFORE = auto()
    WITHIN = auto()
    LATEST = auto()
    EARLIEST = auto()
    NOT = auto()
    INSTEAD = auto()
    EXCEPT = auto()
    NO = auto()
    WITH = auto()
    # the clause around them
    HEDGE = auto()
    NOW = auto()
    HOPED = auto()
    WILL = auto()
    WAS = auto()
    VERB = auto()
    PAST_VERB = auto()
    MOVED = auto()
    CALLED_OFF = auto()
    DENIES = auto()
    NOUN = auto()
    STREET = auto()
    VAGUE = auto()
    ONCE = auto()
    WHEN = auto()
    ASK = auto()
    READY = auto()
    # times of day
    TIME = auto()
    MIDNIGHT = auto()
    HALF_DAY = auto()
    MERIDIEM = auto()
    ZONE = auto()
    MANY_ZONES = auto()
    # everything else
    COMMA = auto()
    COLON = auto()
    SLASH = auto()
    OPEN = auto()
    CLOSE = auto()
    STOP = auto()
    OTHER = auto()
    NOTHING = auto()


UNITS = frozenset({EnglishKind.UNIT, EnglishKind.UNITS})
# What may be a day of a month, and all that is written as a number.
NUMBERS = frozenset({EnglishKind.NUMBER, EnglishKind.ORDINAL})
ALL_NUMBERS = frozenset({*NUMBERS, EnglishKind.YEAR, EnglishKind.NUMERIC})
# What a length of time counts from: "two weeks after May 6".
ANCHORS = frozenset({EnglishKind.AFTER, EnglishKind.BEFORE, EnglishKind.FROM})
VERBAL = frozenset(
    {EnglishKind.VERB, EnglishKind.PAST_VERB, EnglishKind.WILL, EnglishKind.WAS, EnglishKind.MOVED, EnglishKind.HOPED}
)
CLOCKS = frozenset({EnglishKind.TIME, EnglishKind.MIDNIGHT, EnglishKind.HALF_DAY})
