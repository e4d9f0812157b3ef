"""The one window that the date phrases of a claim name together; two different dates are refused with both named.

A claim is about one thing, so what else a text dates (the results of a quarter, a weekday that is said again) must
agree or be told apart by its words. `bounds.py` makes a window of each phrase.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, tzinfo

from watchtracker.dates import refusals
from watchtracker.dates.bounds import Phrase, Role, Sentence, window
from watchtracker.dates.spans import in_the_year
from watchtracker.dates.times import Clock
from watchtracker.dates.window import DateWindow, WindowKind
from watchtracker.errors import DateRefusedError

_BOTH_SIDES = {WindowKind.OPEN_START, WindowKind.OPEN_END}
_YEAR = (1, 12)

Named = dict[DateWindow, Phrase]


def claimed(said: Sentence, *, said_on: date, zone: tzinfo) -> DateWindow:
    """The window of a sentence that has date phrases."""
    holding = said.holding
    if len(holding) == 1:
        return window(holding[0], said.clocks, said_on=said_on, zone=zone)
    named: Named = {}
    for phrase in [phrase for phrase in holding if not phrase.aside] or holding:
        _add(named, phrase, said.clocks, said_on, zone)
    if len(named) > 1:
        named = _without_agreeing_weekdays(named)
    _refuse_other_years(holding, named)
    return _only_window(named)


def _add(named: Named, phrase: Phrase, clocks: tuple[Clock, ...], said_on: date, zone: tzinfo) -> None:
    """Adds a phrase to what is `named` already; said again or more precisely, the earlier one stands or yields."""
    outer = next(reversed(named), None) if phrase.apposed else None
    if outer is None:
        named.setdefault(window(phrase, clocks, said_on=said_on, zone=zone), phrase)
        return
    if phrase.gloss and phrase.span.relative and outer.earliest != outer.latest:
        return  # "January 2027 (two months away)"
    found = window(_in_the_year_of(outer, phrase), clocks, said_on=said_on, zone=zone)
    if named[outer].role is phrase.role is Role.ITSELF:
        if _is_part(outer, found):
            return
        if _is_part(found, outer):
            del named[outer]
    named.setdefault(found, phrase)


def _in_the_year_of(outer: DateWindow, phrase: Phrase) -> Phrase:
    """In "last Thursday (June 26)" the year is that of the date said again."""
    if phrase.span.year is not None or outer.earliest is None:
        return phrase
    year = outer.earliest.year
    inside = _is_part(DateWindow(*phrase.span.days(year)), outer)
    return phrase._replace(span=in_the_year(phrase.span, year)) if inside else phrase


def _is_part(inner: DateWindow, outer: DateWindow) -> bool:
    if not (inner.earliest and inner.latest and outer.earliest and outer.latest):
        return False
    return outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _without_agreeing_weekdays(named: Named) -> Named:
    """What is left when a weekday, said on its own, is that of the day which the text names as well."""
    days = {found.earliest for found, phrase in named.items() if phrase.span.weekday is None}
    day = days.pop() if len(days) == 1 else None
    return {
        found: phrase
        for found, phrase in named.items()
        if phrase.span.weekday is None or day is None or phrase.span.weekday != day.weekday()
    }


def _refuse_other_years(holding: Iterable[Phrase], named: Named) -> None:
    """In "the 2027 budget on November 20" a year that the date does not lie in may be either's."""
    for phrase in holding:
        year = phrase.span.year
        if (
            not phrase.aside
            or phrase.role is not Role.ITSELF
            or phrase.span.months != _YEAR
            or year is None
            or phrase.span.relative
        ):
            continue
        whole = DateWindow(*phrase.span.days(year))
        for found, other in named.items():
            if other.span.year is None and not _is_part(found, whole):
                raise _two_dates(phrase, other)


def _only_window(named: Named) -> DateWindow:
    """The one window that is named; "after A and before B" makes one of two."""
    if len(named) == 1:
        return next(iter(named))
    if {found.kind for found in named} == _BOTH_SIDES and len(named) == len(_BOTH_SIDES):
        earliest = next(found.earliest for found in named if found.earliest)
        latest = next(found.latest for found in named if found.latest)
        if earliest <= latest:
            return DateWindow(earliest, latest)
    first, second, *_ = named.values()
    raise _two_dates(first, second)


def _two_dates(first: Phrase, second: Phrase) -> DateRefusedError:
    return refusals.two_dates(f'"{first.words}" and "{second.words}"')
