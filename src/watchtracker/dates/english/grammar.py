"""The grammar of one date phrase: from a token on, the span that is named and where it ends.

    phrase    = item [ ("to" | "-" | "or" | "until" | "/") item ]
    item      = name | part | between | day | numbers | weekday | counted
    name      = (month | quarter | half | season | fiscal) [year] | year | decade                    names.py
    part      = ("early" | "mid" | "late" | "end of" | ...) [ "to" part ] item                       names.py
    between   = "between" item "and" item                                                            names.py
    day       = month number [year] | number month [year]                                            days.py
    numbers   = "2026-05-06" | "2026-05" | "2026-W24" | "13/05/2026" | "10/22"                        digits.py
    weekday   = weekday [day] | weekday ("after" | "before") item | "week of" day                    weeks.py
    counted   = "tomorrow" | "next" unit | "in" number unit | "within" number unit | nth "of" item   counting.py

Each rule is a function under the kind of token it begins with, in the table of `rules.py`. What stands around a
phrase ("by", "at the latest") is the business of `roles.py`; a year left open is found by `dates/years.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from watchtracker.dates import spans
from watchtracker.dates.cursor import Cursor, Token, beyond
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.numeric import YEARS_TO_COME
from watchtracker.dates.spans import Span
from watchtracker.dates.units import Unit

Found = tuple[Span, int] | None
Rule = Callable[["EnglishText", int], Found]

CONNECTORS = {Kind.TO, Kind.DASH, Kind.OR, Kind.UNTIL, Kind.SLASH}
_SHORT_YEAR, _CENTURY = 2, 2000
_BEFORE_A_YEAR = (Kind.COMMA, Kind.OF, Kind.IN, Kind.THE, Kind.CALENDAR)
_ARE_YEARS = {Kind.YEAR, Kind.WHICH, Kind.UNIT}
_LEAD_TO_A_YEAR = {*_BEFORE_A_YEAR, *_ARE_YEARS}
_LEADING = {Kind.THE, Kind.IN, Kind.ON, Kind.HEDGE, Kind.COMMA}

_BEYOND = beyond(Kind.NOTHING)


class EnglishText(Cursor[Kind]):
    """The tokens of a text, the day it was said, and the rules, which come back here for what they are made of."""

    __slots__ = ("lower", "rules", "said_on")

    def __init__(self, tidy: str, tokens: list[Token[Kind]], said_on: date, rules: Mapping[Kind, Rule]) -> None:
        super().__init__(tidy, tokens, _BEYOND)
        self.lower = tidy.lower()
        self.said_on = said_on
        self.rules = rules

    def said(self, at: int) -> str:
        """The word itself, in lower case."""
        token = self.tokens[at]
        return self.lower[token.start : token.end]

    def glued(self, at: int) -> bool:
        """Whether the mark there has no space on either side: "10-Oct-2026"."""
        left, mark, right = self.tokens[at - 1 : at + 2]
        return left.end == mark.start and mark.end == right.start

    def dates_follow(self, at: int) -> bool:
        """Whether there is a date from `at` to the end of its sentence."""
        while self.tokens[at].kind not in {Kind.NOTHING, Kind.STOP}:
            if self.phrase(at):
                return True
            at += 1
        return False

    def any_before(self, at: int, kinds: set[Kind]) -> bool:
        """Whether a token of these kinds stands anywhere in front of `at`."""
        return not self.kinds.isdisjoint(kinds) and any(token.kind in kinds for token in self.tokens[: max(at, 0)])

    def phrase(self, at: int) -> Found:
        """A date or a range of two."""
        found = self.item(at)
        if found is None:
            return None
        connector = found[1] if self.tokens[found[1]].kind is not Kind.COMMA else self._last_of_list(found[1])
        if self.tokens[connector].kind not in CONNECTORS:
            return found
        right = self._one_later(connector + 1, found[0]) or self.after_connector(connector)
        return (spans.join(found[0], right[0]), right[1]) if right else found

    def _last_of_list(self, at: int) -> int:
        """Where the "or" of "January, February or March" is, or the comma if it is no such list."""
        comma = at
        while self.tokens[at].kind is Kind.COMMA and self.tokens[at + 1].kind is not Kind.OR:
            found = self.item(at + 1)
            if found is None:
                return comma
            at = found[1]
        at = self.skip(at, Kind.COMMA)
        return at if self.tokens[at].kind is Kind.OR else comma

    def _one_later(self, at: int, left: Span) -> Found:
        """The right side of "next week or the week after"."""
        at = self.skip(at, Kind.THE)
        if self.tokens[at].kind is not Kind.UNIT or self.tokens[at + 1].kind is not Kind.AFTER:
            return None
        return spans.counted_from(left, 1, self.tokens[at].value), at + 2

    def item(self, at: int) -> Found:
        """One date, without a range."""
        kind = self.tokens[at].kind
        while kind is Kind.THE:
            at += 1
            kind = self.tokens[at].kind
        read = self.rules.get(kind)
        return read(self, at) if read else None

    def after_connector(self, at: int) -> Found:
        """The right side of a range, from its connector on."""
        at += 1
        while self.tokens[at].kind in _LEADING:
            found = self.item(at)
            if found:
                return found
            at += 1
        return self.item(at)

    def year_of_number(self, at: int) -> tuple[int | None, bool, int]:
        """The year of a quarter, a half or a week, which may have two digits behind a slash: "Q1/27"."""
        short = self.tokens[at + 1]
        slashed = self.tokens[at].kind is Kind.SLASH and short.kind is Kind.NUMBER
        if slashed and short.end - short.start == _SHORT_YEAR and short.value in YEARS_TO_COME:
            return _CENTURY + short.value, False, at + 2
        return self.year(at)

    def year(self, at: int) -> tuple[int | None, bool, int]:
        """The year said after a date, if any, whether it is counted ("of next year"), and the token behind it."""
        if self.tokens[at].kind is Kind.SLASH and self.tokens[at + 1].kind is Kind.YEAR:
            return self.tokens[at + 1].value, False, at + 2  # "Q1/2027", "March/2027": no range of the two
        if self.kind(at) not in _LEAD_TO_A_YEAR:
            return None, False, at
        after = self.skip(at, *_BEFORE_A_YEAR)
        token = self.tokens[after]
        if token.kind not in _ARE_YEARS:
            return None, False, at
        match token.kind:
            case Kind.YEAR:
                return token.value, False, after + 1
            case Kind.WHICH if self.tokens[after + 1].value is Unit.YEAR and token.value is not None:
                return self.said_on.year + token.value, True, after + 2
            case Kind.UNIT if token.value is Unit.YEAR and after > at:
                return self.said_on.year, True, after + 1
        return None, False, at
