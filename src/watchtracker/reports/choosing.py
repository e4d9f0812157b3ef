"""The days between which the dates of a list lie. Pure.

The command line, the page, the API and the pictures all choose by this.
"""

from __future__ import annotations

from datetime import date

from watchtracker.errors import InputError


def is_between(day: date | None, first: date | None, last: date | None) -> bool:
    """Whether `day` is neither before `first` nor after `last`; what has no day is between no two."""
    if first is None and last is None:
        return True
    return day is not None and (first is None or first <= day) and (last is None or day <= last)


def refuse_reversed(first: date | None, last: date | None) -> None:
    """Raise InputError for days that nothing can lie between."""
    if first is not None and last is not None and last < first:
        raise InputError(f"'from' is {first} and 'to' is {last}, which is before it: nothing lies between them")
