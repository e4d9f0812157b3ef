"""Why a date is refused, where texts of several languages are refused for the same: one sentence and one code for each.

What only one language has, or one rule, stands with that rule.
"""

from __future__ import annotations

from watchtracker.errors import DateRefusedError, Refusal


def recurring(words: str) -> DateRefusedError:
    """What has many days: "every Monday", 毎週."""
    return DateRefusedError(f'"{words}" comes again and again: write the one day that is waited for', Refusal.RECURRING)


def working_days() -> DateRefusedError:
    """What has other days in each country: "within 5 business days", 10个工作日后."""
    return DateRefusedError(
        "working days need a calendar of holidays: write the day that is meant", Refusal.NEEDS_CALENDAR
    )


def called_off(what: str) -> DateRefusedError:
    """A date of which `what` says that it was cancelled, withdrawn or denied."""
    return DateRefusedError(
        f"by {what} the date does not stand: record an outcome, such as cancelled, or write the new date, or TBD",
        Refusal.CANCELLED,
    )


def only_when_not() -> DateRefusedError:
    """A day that is excluded, without one that is not: "not on May 6", 5月6日以外."""
    return DateRefusedError("this says only when it is not: write when it is, or TBD", Refusal.CANCELLED)


def question() -> DateRefusedError:
    """What asks for a date."""
    return DateRefusedError("a question claims nothing: write what was said", Refusal.NO_DATE)


def two_dates(words: str) -> DateRefusedError:
    """Two dates that are no range; `words` have both."""
    return DateRefusedError(f"{words} are two dates: write the one that holds, or a range of both", Refusal.TWO_DATES)


def two_times(words: str) -> DateRefusedError:
    """Two times of day on one date; `words` have both."""
    return DateRefusedError(f"{words} are two times of day: write one", Refusal.TWO_DATES)


def day_without_month(words: str) -> DateRefusedError:
    """A second day behind a date, which must not be lost: 10月15日、16日."""
    return DateRefusedError(
        f'"{words}" stands without its month: write one day with its month, or a range', Refusal.TWO_DATES
    )


def day_or_year_first(words: str) -> DateRefusedError:
    """Three numbers of two digits: "26-05-06"."""
    return DateRefusedError(f"{words} could begin with its day or its year: write the year in full", Refusal.AMBIGUOUS)


def no_such_month(number: int) -> DateRefusedError:
    """A month such as 13月."""
    return DateRefusedError(f"there is no month {number}: months are 1 to 12", Refusal.IMPOSSIBLE)
