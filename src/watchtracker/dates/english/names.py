"""Rules for dates by their names: months, quarters, halves, seasons, years, decades, and the parts of them.

A unit without a number ("the end of the quarter") is the one that runs on the day it was said.
`counting.py` has the rules that do, `days.py` those for days of a month.
"""

from __future__ import annotations

from datetime import date, timedelta

from watchtracker.dates import spans
from watchtracker.dates.english.days import SPELLED_LIKE_VERBS, days_after_month, is_day, is_verb, slashed_days
from watchtracker.dates.english.grammar import CONNECTORS, EnglishText, Found
from watchtracker.dates.english.kinds import NUMBERS, UNITS
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.parts import part_of
from watchtracker.dates.units import MONTH_NAMES, MONTHS_IN, Part, Unit
from watchtracker.errors import DateRefusedError, Refusal

_INTRODUCES = {
    *(Kind.IN, Kind.ON, Kind.THE, Kind.BY, Kind.BEFORE, Kind.AFTER, Kind.FROM, Kind.UNTIL, Kind.NOT_BEFORE),
    *(Kind.PART, Kind.WHICH, Kind.OF, Kind.OR, Kind.TO, Kind.DASH, Kind.SLASH, Kind.BETWEEN, Kind.WITHIN),
    *(Kind.LATER, Kind.EARLIER, Kind.NUMBER, Kind.ORDINAL, Kind.HEDGE, Kind.LATEST, Kind.EARLIEST),
}
_FOLLOWS_A_NAME = {
    *(Kind.NOTHING, Kind.STOP, Kind.COMMA, Kind.CLOSE, Kind.OR, Kind.TO, Kind.DASH, Kind.SLASH),
    *(Kind.LATEST, Kind.EARLIEST, Kind.AND, Kind.UNTIL),
}
_AFTER_A_MONTH_S_NAME = {Kind.NOUN, Kind.OTHER, Kind.NOTHING, Kind.COMMA, Kind.STOP, Kind.CLOSE, Kind.DASH, Kind.TO}
_TITLES = {"ms", "mr", "mrs", "dr", "prof", "judge", "justice", "minister", "president", "senator"}
_AFTER_A_SUBJECT = {Kind.WILL, Kind.WAS, Kind.VERB, Kind.PAST_VERB}
_BEFORE_A_VERB = {Kind.OTHER, Kind.NOUN, Kind.WILL}
_FIRST_YEAR_ALONE, _LAST_YEAR_ALONE = 1900, 2199
_MONTHS_IN_A_YEAR = 12


def month(text: EnglishText, at: int) -> Found:
    """As in "October", "October 2026", "October 22", "October 22 to 24, 2026", "October end"."""
    named = text.tokens[at].value
    if text.kind(at + 1) is Kind.STREET or (named in SPELLED_LIKE_VERBS and not _is_month(text, at)):
        return None
    if _is_first_name(text, at):
        return None
    if text.tokens[at + 1].value is Unit.QUARTER:
        return _quarter_ending(text, named, at + 1)
    if is_day(text, after := text.skip(at + 1, Kind.THE, Kind.DASH, Kind.COMMA)):
        return days_after_month(text, named, after)
    if text.kind(at + 1) is Kind.NUMERIC and "/" in text.tokens[at + 1].value:
        return slashed_days(text, named, at + 1)
    if text.tokens[at + 1].value is Part.END and text.said(at + 1) == "end":
        return part_of(spans.months(named, 1), Part.END), at + 2
    year, relative, end = text.year(at + 1)
    return spans.months(named, 1, year, relative=relative), end


def _is_month(text: EnglishText, at: int) -> bool:
    """Whether "may" and "march" are months here, and not verbs ("may open on November 3") or nouns ("the march")."""
    before, after = text.kind(at - 1), text.kind(at + 1)
    if before in NUMBERS and is_verb(text, at):
        return False
    if after in NUMBERS and text.kind(at + 2) is Kind.OTHER and before in _BEFORE_A_VERB:
        return not text.words(at, at + 1).islower()  # "the recruits march 10 miles"
    if after in {*NUMBERS, Kind.YEAR} or (after is Kind.OF and text.year(at + 1)[0] is not None):
        return True
    if before is Kind.A and after in {Kind.OTHER, Kind.NOUN} and text.said(at) in {"may", "march"}:
        return text.words(at, at + 1)[0].isupper()  # "a May release", "a march against"
    if before in _INTRODUCES:
        return before is not Kind.THE or after in _AFTER_A_MONTH_S_NAME
    return after is Kind.NOTHING or (after in _FOLLOWS_A_NAME and before is not Kind.OTHER)


def _is_first_name(text: EnglishText, at: int) -> bool:
    """Whether "April Nguyen is the new release manager" names a person, at the beginning of a sentence."""
    if text.kind(at - 1) is Kind.OTHER and text.said(at - 1) in _TITLES:
        return True
    if text.kind(at + 1) is not Kind.OTHER or text.kind(at + 2) not in _AFTER_A_SUBJECT:
        return False
    return text.kind(at - 1) in {Kind.NOTHING, Kind.STOP} and text.words(at + 1, at + 2).istitle()


def _quarter_ending(text: EnglishText, month: int, at: int) -> Found:
    """As in "the December quarter", which ends with that month."""
    if month % MONTHS_IN[Unit.QUARTER]:
        name = MONTH_NAMES[month - 1]
        raise DateRefusedError(
            f"no quarter of the calendar ends with {name}: write its first and its last month", Refusal.NEEDS_CALENDAR
        )
    return _long_stretch(text, month - 2, 3, at + 1)


def quarter(text: EnglishText, at: int) -> Found:
    """As in "Q3", "Q3 2026", "3Q26"."""
    number = text.tokens[at].value
    return _long_stretch(text, number * 3 - 2, 3, at + 1)


def no_such(text: EnglishText, at: int) -> Found:
    """A Q6 with a year is refused; without one it may be a name."""
    year, _, _ = text.year(at + 1)
    if year is None and text.kind(at + 1) is not Kind.NOTHING:
        return None
    raise DateRefusedError(
        f"there is no {text.tokens[at].value.upper()}: quarters are Q1 to Q4, halves H1 and H2", Refusal.IMPOSSIBLE
    )


def half(text: EnglishText, at: int) -> Found:
    """As in "H1 2027", "2H26"."""
    return _long_stretch(text, text.tokens[at].value * 6 - 5, 6, at + 1)


def ordinal_stretch(text: EnglishText, at: int) -> Found:
    """As in "the third quarter of 2026", "first half of next year", "second calendar quarter"."""
    named = text.skip(at + 1, Kind.CALENDAR)
    unit = text.tokens[named].value
    if unit not in {Unit.QUARTER, Unit.HALF}:
        return None
    return numbered_stretch(text, text.tokens[at].value, unit, named + 1)


def numbered_stretch(text: EnglishText, number: int, unit: Unit, at: int) -> Found:
    """The quarter or half of that number, with the year after it."""
    count = MONTHS_IN[unit]
    if not 1 <= number <= _MONTHS_IN_A_YEAR // count:
        raise DateRefusedError(
            f"no year has a {unit.value} {number}: there are {_MONTHS_IN_A_YEAR // count} of them", Refusal.IMPOSSIBLE
        )
    return _long_stretch(text, (number - 1) * count + 1, count, at)


def _long_stretch(text: EnglishText, first: int, count: int, at: int) -> Found:
    fiscal = text.skip(at, Kind.COMMA, Kind.OF, Kind.IN, Kind.THE, Kind.OPEN)
    if text.kind(fiscal) is Kind.FISCAL:
        begins, _, end = _fiscal_year(text, fiscal)
        if begins.day > 1:
            raise DateRefusedError(
                "the quarters of a year that begins within a month are not known: write the days",
                Refusal.NEEDS_CALENDAR,
            )
        return spans.months(begins.month + first - 1, count, begins.year), end
    year, relative, end = text.year_of_number(at)
    found = spans.months(first, count, year, relative=relative)
    if text.kind(end) is Kind.DASH and text.said(end + 1) == "end":
        end += 1
    if text.said(end) == "end" and text.kind(end + 1) not in _AFTER_AN_END:
        return part_of(found, Part.END), end + 1
    return found, end


_AFTER_AN_END = {Kind.OF, Kind.THE}


def fiscal(text: EnglishText, at: int) -> Found:
    """A fiscal year, or a part of one, is read only when it is said when that year ends or begins."""
    after = text.skip(at + 1, Kind.YEAR, Kind.NUMBER, Kind.FISCAL, Kind.UNIT)
    if text.kind(after) in {Kind.QUARTER, Kind.HALF}:
        return _long_stretch(text, 1, 3, at)
    if after == at + 1 and text.kind(after) not in {Kind.VERB, Kind.ORDINAL, Kind.OPEN, Kind.NOTHING}:
        return None
    begins, last, end = _fiscal_year(text, at)
    if begins.day > 1:
        return spans.fixed(begins, last), end
    return spans.months(begins.month, _MONTHS_IN_A_YEAR, begins.year), end


def _fiscal_year(text: EnglishText, at: int) -> tuple[date, date, int]:
    """The first and the last day of a fiscal year that is said when it ends or begins, and the token behind it."""
    after = text.skip(at + 1, Kind.YEAR, Kind.NUMBER, Kind.OPEN, Kind.FISCAL, Kind.UNIT, Kind.COMMA)
    verb = text.said(after)
    found = text.item(text.skip(after + 1, Kind.IN, Kind.ON)) if verb in FISCAL_VERBS else None
    if found is None or found[0].year is None:
        raise DateRefusedError(
            'a fiscal year begins where its company says: write the months, or "fiscal year ending March 2027"',
            Refusal.NEEDS_CALENDAR,
        )
    first, last = found[0].days(found[0].year)
    end = text.skip(found[1], Kind.CLOSE)
    day = timedelta(days=1)
    if verb.startswith("end"):
        return _a_year_on(last + day, -1), last, end
    return first, _a_year_on(first, 1) - day, end


def _a_year_on(day: date, years: int) -> date:
    return spans.counted(day, years, Unit.YEAR)


FISCAL_VERBS = {"ending", "ends", "ended", "starting", "starts", "beginning", "begins"}


def season(text: EnglishText, at: int) -> Found:
    """As in "spring 2028", "this autumn", "winter 2026/27"; "Spring Boot" and "will fall on" are none."""
    first = text.tokens[at].value
    pair = text.tokens[at + 1]
    if pair.kind is Kind.YEAR_MONTH:
        begins = int(pair.value[:4])
        return (spans.months(first, 3, begins), at + 2) if int(pair.value[5:]) == (begins + 1) % 100 else None
    year, relative, end = text.year(at + 1)
    if year is None and not _is_season(text, at):
        return None
    return spans.months(first, 3, year, relative=relative), end


def _is_season(text: EnglishText, at: int) -> bool:
    before, after = text.kind(at - 1), text.kind(at + 1)
    if before is Kind.A and after in {Kind.OTHER, Kind.NOUN} and text.said(at) in {"may", "march"}:
        return text.words(at, at + 1)[0].isupper()  # "a May release", "a march against"
    if before in _INTRODUCES:
        return before is not Kind.THE or after is not Kind.OTHER
    return after in _FOLLOWS_A_NAME and before not in {Kind.OTHER, Kind.NOUN, Kind.WILL}


def year(text: EnglishText, at: int) -> Found:
    """A year, alone or before what it is the year of ("2026 Q4"); where it counts or names something, it is none."""
    number = text.tokens[at].value
    if not _FIRST_YEAR_ALONE <= number <= _LAST_YEAR_ALONE and not _is_far_year(text, at):
        return None
    after = text.skip(at + 1, Kind.COMMA, Kind.DASH, Kind.SLASH)
    full = text.said(at)[0] != "'"  # "'22 October'" may be a day in quotes
    found = text.item(after) if full and text.kind(after) in _AFTER_THEIR_YEAR else None
    if found and found[0].year is None:
        return spans.in_the_year(found[0], number), found[1]
    return (spans.months(1, 12, number), at + 1) if _is_year(text, at) else None


def _is_far_year(text: EnglishText, at: int) -> bool:
    """Whether four digits of another millennium are a year: "late 2250", or "2250 to 2260" with nothing else."""
    if text.kind(at - 1) is Kind.PART:
        return True
    kinds = [token.kind for token in text.tokens[:4]]
    return kinds == [Kind.YEAR, Kind.TO, Kind.YEAR, Kind.NOTHING]


def _is_year(text: EnglishText, at: int) -> bool:
    """Whether four digits are a year, and not "NeurIPS 2026", "2026 people", "+44 20 2026 0506"."""
    before, after = text.kind(at - 1), text.kind(at + 1)
    if text.said(at)[0] == "'" and before is not Kind.PART:
        return False
    if before is Kind.SLASH and text.kind(at - 2) is Kind.OTHER and text.glued(at - 1):
        return False  # "comet C/2025 R3"
    if before in UNITS and text.words(at - 1, at)[0].isupper() and text.kind(at - 2) is Kind.OTHER:
        return False  # "Games Week 2026"
    if before in _NO_YEAR_AFTER or after in _NO_YEAR_BEFORE or _counts(text, at + 1):
        return False
    return after is not Kind.OTHER or before not in {Kind.NOTHING, Kind.THE, Kind.STOP, Kind.COMMA}


def _counts(text: EnglishText, at: int) -> bool:
    """Whether a number in front of this word counts it: "by 2028 users", and not "by 2028 prices will fall"."""
    word = text.words(at, at + 1)
    return word.islower() and word.endswith("s") and text.kind(at) is Kind.OTHER and text.kind(at + 1) in _ENDS


_ENDS = {Kind.NOTHING, Kind.STOP, Kind.COMMA, Kind.OF}
_AFTER_THEIR_YEAR = {Kind.QUARTER, Kind.HALF, Kind.MONTH}
_NO_YEAR_AFTER = {Kind.OTHER, Kind.NUMBER, Kind.ORDINAL, Kind.YEAR, Kind.NUMERIC}
_NO_YEAR_BEFORE = {Kind.NUMBER, Kind.YEAR, Kind.UNIT, Kind.UNITS}


def decade(text: EnglishText, at: int) -> Found:
    """As in "the 2030s"."""
    return spans.months(1, MONTHS_IN[Unit.DECADE], text.tokens[at].value), at + 1


def holiday(text: EnglishText, at: int) -> Found:
    """What lies on another day each year, or elsewhere, is refused: "Black Friday", "Easter 2027"."""
    raise DateRefusedError(
        f'the day of "{text.words(at, at + 1)}" is another each year: write the day that is meant',
        Refusal.NEEDS_CALENDAR,
    )


def calendar(text: EnglishText, at: int) -> Found:
    """As in "calendar Q3", "CY2027": what quarters and years are anyway."""
    return text.item(at + 1)


def turn(text: EnglishText, at: int) -> Found:
    """As in "the turn of the year": late December to early January."""
    after = text.skip(at + 1, Kind.THE)
    if text.tokens[after].value is not Unit.YEAR:
        return None
    late = part_of(spans.months(12, 1), Part.LATE)
    early = part_of(spans.months(1, 1), Part.EARLY)
    pair = text.tokens[after + 1]
    if pair.kind is Kind.YEAR_MONTH:
        late = spans.in_the_year(late, int(pair.value[:4]))
        return spans.join(late, early), after + 2
    return spans.join(late, early), after + 1


def between(text: EnglishText, at: int) -> Found:
    """As in "between late April and May 6", "between 22 and 24 October"."""
    left = text.item(at + 1)
    if left and text.kind(left[1]) in {Kind.AND, Kind.DASH, Kind.TO} and (right := text.after_connector(left[1])):
        return spans.join(left[0], right[0]), right[1]
    if left and any(text.kind(inner) is Kind.AND for inner in range(at, left[1])):
        return left
    return None


def part(text: EnglishText, at: int) -> Found:
    """As in "late April", "mid to late October", "the first half of November", "by the end of the year"."""
    named = text.tokens[at].value
    if text.said(at) == "end" and text.kind(at - 1) in _MAKES_END_A_VERB:
        return None
    other, after = _second_part(text, at + 1)
    whole = _whole(text, after)
    if whole is None:
        return None
    left = part_of(whole[0], named)
    return (left if other is None else spans.join(left, part_of(whole[0], other))), whole[1]


_MAKES_END_A_VERB = {Kind.OTHER, Kind.NOUN, Kind.WILL, Kind.VERB}


def _second_part(text: EnglishText, at: int) -> tuple[Part | None, int]:
    connected = text.kind(at) in CONNECTORS and text.kind(at + 1) is Kind.PART
    return (text.tokens[at + 1].value, at + 2) if connected else (None, text.skip(at, Kind.OF, Kind.DASH, Kind.IN))


def _whole(text: EnglishText, at: int) -> Found:
    """What a part is of: any span, and the plain "year" or "quarter" that runs now."""
    plain = text.skip(at, Kind.THE)
    if text.kind(plain) is Kind.UNIT and text.kind(plain + 1) not in {Kind.OF, Kind.NUMBER}:
        year = text.tokens[plain + 1]
        if text.tokens[plain].value is Unit.YEAR and year.kind is Kind.YEAR:
            return spans.months(1, 12, year.value), plain + 2
        if counts_from_an_event(text, plain + 1):
            return None  # "the start of the quarter following accession"
        return spans.running(text.said_on, text.tokens[plain].value, 0), plain + 1
    return text.item(at)


_COUNTS_FROM = {"following", "after", "following the", "of"}


def counts_from_an_event(text: EnglishText, at: int) -> bool:
    """Whether a month or quarter is that behind an event whose day is not said: "the quarter following accession"."""
    return text.said(at) in _COUNTS_FROM and text.kind(at + 1) in {Kind.OTHER, Kind.NOUN, Kind.THE}


def period_end(text: EnglishText, at: int) -> Found:
    """As in "year-end", "year-end 2026", "EOQ"."""
    unit = text.tokens[at].value
    year, relative, end = text.year(at + 1)
    if unit is Unit.YEAR and year is not None:
        return part_of(spans.months(1, 12, year, relative=relative), Part.END), end
    return part_of(spans.running(text.said_on, unit, 0), Part.END), at + 1
