"""Which rule reads what begins with a token of which kind: the whole grammar of English dates at a glance.

The rules stand in `names.py`, `days.py`, `digits.py`, `weeks.py` and `counting.py`, and come back to each other through
the text that they are given.
"""

from __future__ import annotations

from watchtracker.dates.english import counting, days, digits, names, weeks
from watchtracker.dates.english.grammar import Rule
from watchtracker.dates.english.kinds import EnglishKind as Kind

RULES: dict[Kind, Rule] = {
    # names of days and longer spans
    Kind.MONTH: names.month,
    Kind.QUARTER: names.quarter,
    Kind.NO_SUCH: names.no_such,
    Kind.HALF: names.half,
    Kind.SEASON: names.season,
    Kind.YEAR: names.year,
    Kind.DECADE: names.decade,
    Kind.FISCAL: names.fiscal,
    Kind.CALENDAR: names.calendar,
    Kind.TURN: names.turn,
    Kind.PERIOD_END: names.period_end,
    Kind.NAMED_DAY: days.named_day,
    Kind.HOLIDAY: names.holiday,
    # parts and ranges of them
    Kind.PART: names.part,
    Kind.BETWEEN: names.between,
    # digits
    Kind.NUMBER: counting.number,
    Kind.ORDINAL: counting.ordinal,
    Kind.ISO: digits.iso_day,
    Kind.YEAR_MONTH: digits.year_month,
    Kind.NUMERIC: digits.numeric,
    # weeks and weekdays
    Kind.WEEKDAY: weeks.weekday,
    Kind.WEEK_OF: weeks.week_of,
    Kind.EVERY: weeks.every,
    # what counts from the day it was said
    Kind.DAYS_AWAY: counting.days_away,
    Kind.NOW: counting.now,
    Kind.FROM_NOW: counting.from_now,
    Kind.WHICH: counting.which,
    Kind.THIS_TIME: counting.this_time,
    Kind.UNIT: counting.unit,
    Kind.A: counting.counted,
    Kind.AMOUNT: counting.counted,
    Kind.IN: counting.in_so_long,
    Kind.WITHIN: counting.within,
    Kind.LATER: counting.later,
    Kind.EARLIER: counting.later,
}
