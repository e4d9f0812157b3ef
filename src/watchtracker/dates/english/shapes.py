"""What single pieces of a text look like: a date in digits, a time, a year, a version, an amount of money.

What only has digits in it (versions, prices, the names of models) becomes a word like any other here, so that the
grammar never sees its numbers. `tokens.py` cuts texts by these shapes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from watchtracker.dates import refusals
from watchtracker.dates.cursor import Token
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.english.words import PHRASES, WORDS
from watchtracker.dates.numeric import YEARS_TO_COME
from watchtracker.dates.zone_names import SHARED_NAMES, SPOKEN_ZONES, SpokenZone
from watchtracker.errors import DateRefusedError

Reader = Callable[[str, int, int], list[Token[Kind]]]

_NOON = 12
_LONGEST_ABBREVIATION = 5
# What a number is by the number of its digits.
BY_DIGITS = {1: Kind.NUMBER, 2: Kind.NUMBER, 3: Kind.NUMBER, 4: Kind.YEAR}
_TWO_DIGITS = 99
_CENTURY = 2000
MARKS = {
    ",": Kind.COMMA,
    ":": Kind.COLON,
    "|": Kind.STOP,
    "/": Kind.SLASH,
    "(": Kind.OPEN,
    "[": Kind.OPEN,
    ")": Kind.CLOSE,
    "]": Kind.CLOSE,
    "-": Kind.DASH,
    "~": Kind.HEDGE,
    "&": Kind.AND,
    "@": Kind.ON,
    ".": Kind.STOP,
    ";": Kind.STOP,
    "!": Kind.STOP,
    "?": Kind.STOP,
}
_DASHES = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212")
_SILENT = '*"\u201c\u201d\u201e\u00ab\u00bb'  # emphasis and quotes say nothing of a date
# Between two of a kind a hyphen means a range: "Oct-Nov", "Q1-Q2".
_RANGES = {Kind.PART, Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.WEEKDAY, Kind.SEASON, Kind.YEAR}
_HAVE_YEARS, _SHORT_YEAR = {Kind.MONTH, Kind.SEASON}, 2
_JOINS = re.compile(r"['.-]")
_STRETCH_OR_YEAR = re.compile(r"[1-4]q|q[1-4]|[12]h|h[12]|fy|cy|[0-9]+")
_ISO_TIME = re.compile(r"([0-9]{2}):?([0-9]{2})(?::?([0-9]{2})(?:[.,]([0-9]+))?)?(z|[+-][0-9]{2}(?::?[0-9]{2})?)?")
_CLOCK = re.compile(r"([0-9]+)(?:[:.h]([0-9]{2}))?(?::([0-9]{2})(?:\.([0-9]+))?)?\s?([ap]?)")
_QUARTERS_OF_AN_HOUR = {".25": ":15", ".5": ":30", ".75": ":45"}


def shaped(match: re.Match[str]) -> list[Token[Kind]]:
    """The tokens that a piece of text is by its shape, when it is no word of `words.py`."""
    shape = match.lastindex or 0
    start, end = match.span(shape)
    return _READERS[shape](match[shape], start, end)


def _other(word: str, start: int, end: int) -> list[Token[Kind]]:
    return [Token(Kind.OTHER, word, start, end)]


def _mark(word: str, start: int, end: int) -> list[Token[Kind]]:
    if word in _SILENT:
        return []
    return [Token(MARKS.get(word, Kind.OTHER), word, start, end)]


def _entity(word: str, start: int, end: int) -> list[Token[Kind]]:
    """A sign as HTML writes it, with the meaning of the sign: "6&ndash;8 May", "May&nbsp;6"."""
    from html import unescape  # noqa: PLC0415 - for texts from the web alone

    sign = unescape(word)
    if sign.isspace():
        return []
    return [token._replace(end=end) for token in _mark("-" if sign in _DASHES else sign, start, end)]


def _number(word: str, start: int, end: int) -> list[Token[Kind]]:
    kind = BY_DIGITS.get(len(word))
    return [Token(kind, int(word), start, end)] if kind else _other(word, start, end)


def _rounded(word: str, start: int, end: int) -> list[Token[Kind]]:
    return _number(word.removesuffix("ish"), start, end)


def _ordinal(word: str, start: int, end: int) -> list[Token[Kind]]:
    return [Token(Kind.ORDINAL, int(word[:-2]), start, end)]


def _decade(word: str, start: int, end: int) -> list[Token[Kind]]:
    return [Token(Kind.DECADE, int(word[:4]), start, end)]


def _week_number(word: str, start: int, end: int) -> list[Token[Kind]]:
    """As in "KW47", and "W47" before a year."""
    middle = end - len(word.lstrip("ckw"))
    return [Token(*WORDS["week"], start, middle), Token(Kind.NUMBER, int(word[middle - start :]), middle, end)]


def _short_year(word: str, start: int, end: int) -> list[Token[Kind]]:
    return [Token(Kind.YEAR, _full_year(word[-2:]), start, end)]


def _full_year(digits: str) -> int:
    number = int(digits)
    return number if number > _TWO_DIGITS else _CENTURY + number


def _glued(word: str, start: int, _end: int) -> list[Token[Kind]]:
    """A span and its year without a space, either first: "Q3'26", "2026Q3", "FY2027"."""
    found = []
    for piece in _STRETCH_OR_YEAR.finditer(word):
        text, place = piece.group(), (start + piece.start(), start + piece.end())
        found.append(Token(Kind.YEAR, _full_year(text), *place) if text.isdigit() else Token(*WORDS[text], *place))
    return found


def _run_together(word: str, _start: int, _end: int) -> list[Token[Kind]]:
    """As in "Q32026", from which a mark may be missing, or a digit."""
    raise DateRefusedError(f'"{word.upper()}" runs together: write {word[:2].upper()} {word[2:]}')


def _day_and_month(word: str, start: int, end: int) -> list[Token[Kind]]:
    """A day and a month: "10-Oct-2026", "10/Oct/2026", "29-Jan" in a longer range; a name such as "70-billion"."""
    number, month, *year = word.replace("/", "-").split("-")
    if WORDS.get(month, (None,))[0] is not Kind.MONTH:
        return _word(word, start, end)
    if year and int(year[0]) <= _TWO_DIGITS and int(year[0]) not in YEARS_TO_COME:
        raise refusals.day_or_year_first(word.title())
    middle = start + len(number)
    found = [*_number(number, start, middle), Token(Kind.DASH, None, middle, middle + 1)]
    found.append(Token(*WORDS[month], middle + 1, middle + 1 + len(month)))
    return [*found, *(Token(Kind.YEAR, _full_year(digits), end - len(digits), end) for digits in year)]


def _month_and_day(word: str, start: int, end: int) -> list[Token[Kind]]:
    """A month and its day without a space: "Dec15"."""
    name = word.rstrip("0123456789")
    middle = start + len(name)
    return [Token(*WORDS[name], start, middle), Token(Kind.NUMBER, int(word[len(name) :]), middle, end)]


def _iso(word: str, start: int, end: int) -> list[Token[Kind]]:
    """A day or a week; of a date with a time, its three parts."""
    day, _, clock = word.partition("t")
    found = [Token(Kind.ISO, day, start, start + len(day))]
    if clock:
        time = _ISO_TIME.fullmatch(clock)
        found.append(Token(Kind.TIME, time and _wall(*time.groups("0")[:4]), start + len(day), end))
        if time and time[5]:
            found.append(Token(Kind.ZONE, SpokenZone("UTC" if time[5] == "z" else f"UTC{time[5]}"), end, end))
    return found


def _bare_clock(word: str, start: int, end: int) -> list[Token[Kind]]:
    """Four digits before a zone; those that could be a year are not taken for a time: "0614 UTC"."""
    return [Token(Kind.TIME, _wall(word[:2], word[2:], "0", "0"), start, end)]


def _four_digits(word: str, start: int, end: int) -> list[Token[Kind]]:
    """As in "1700 hours", "1700Z"."""
    time = Token(Kind.TIME, _wall(word[:2], word[2:4], "0", "0"), start, end)
    return [time, Token(Kind.ZONE, SpokenZone("UTC"), end, end)] if word.endswith("z") else [time]


def _clock(word: str, start: int, end: int) -> list[Token[Kind]]:
    """A time of day; its value is None where no clock shows it ("13:00 pm")."""
    time = _CLOCK.match(word)
    if time is None:
        return [Token(Kind.TIME, None, start, end)]
    hour, minute, second, micro = _wall(*time.groups("0")[:4])
    half = time[5]
    if half and not 1 <= hour <= _NOON:
        return [Token(Kind.TIME, None, start, end)]
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return [Token(Kind.TIME, (hour, minute, second, micro), start, end)]


def _wall(hour: str, minute: str, second: str, fraction: str) -> tuple[int, int, int, int]:
    return int(hour), int(minute), int(second), int(fraction[:6].ljust(6, "0"))


def _no_clock(_word: str, start: int, end: int) -> list[Token[Kind]]:
    """Morning or evening is not said, so it is no time that could be read."""
    return [Token(Kind.TIME, None, start, end)]


def _offset(word: str, start: int, end: int) -> list[Token[Kind]]:
    name = word.replace("plus", "+").replace("minus", "-").upper().replace(" ", "")
    for fraction, minutes in _QUARTERS_OF_AN_HOUR.items():
        name = name.removesuffix(fraction) + minutes if name.endswith(fraction) else name
    return [Token(Kind.ZONE, SpokenZone(name if name[0] in "UG" else f"UTC{name}"), start, end)]


def _no_sign(word: str, start: int, end: int) -> list[Token[Kind]]:
    return [Token(Kind.MANY_ZONES, f"{word[:3].upper()}+{word[3:]} or {word[:3].upper()}-{word[3:]}", start, end)]


def _slashed(word: str, start: int, end: int) -> list[Token[Kind]]:
    """As in "May/June", "and/or", "US/Central"."""
    first, _, rest = word.partition("/")
    middle = start + len(first)
    if first in WORDS or rest in WORDS:
        slash = Token(Kind.SLASH, None, middle, middle + 1)
        return [*_known(first, start, middle), slash, *_known(rest, middle + 1, end)]
    return [Token(Kind.ZONE, SpokenZone(_spelling(word.title())), start, end)]


def _spelling(zone: str) -> str:
    """A zone's name as the zone data spell it, if they have it."""
    from watchtracker.dates.places import spelling  # noqa: PLC0415 - few texts name a zone so

    return spelling(zone)


def _zone_name(word: str, start: int, end: int) -> list[Token[Kind]]:
    """As in "Europe/Berlin"; "Pacific/Eastern" are two zones."""
    name = _spelling(word)
    return _slashed(word, start, end) if name == word else [Token(Kind.ZONE, SpokenZone(name), start, end)]


def _known(word: str, start: int, end: int) -> list[Token[Kind]]:
    return [Token(*WORDS[word], start, end)] if word in WORDS else _word(word, start, end)


def _word(word: str, start: int, end: int) -> list[Token[Kind]]:
    stem = word.removesuffix("'s")
    if stem is not word and stem in WORDS:
        return [Token(*WORDS[stem], start, end)]
    return _split(word, start) or _other(word, start, end)


def _split(word: str, start: int) -> list[Token[Kind]]:
    """The known words that `word` joins ("mid-October", "Oct-Nov"); none if one of them is not known."""
    found: list[Token[Kind]] = []
    begin = start
    for piece in _JOINS.split(word):
        token = _piece(piece, start)
        if token is None:
            return []
        if found and _is_year_of_month(word[start - begin - 1], found[-1].kind, piece):
            token = Token(Kind.YEAR, _full_year(piece), start, start + len(piece))
        elif found and _is_range(found[-1].kind, token.kind):
            found.append(Token(Kind.DASH, None, start - 1, start))
        found.append(token)
        start += len(piece) + 1
    return found if len(found) > 1 else []


def _is_year_of_month(mark: str, left: Kind, piece: str) -> bool:
    """Whether this is the year of "May'27"; "May-27" could be a day."""
    return mark == "'" and left in _HAVE_YEARS and len(piece) == _SHORT_YEAR and piece.isdecimal()


def _is_range(left: Kind, right: Kind) -> bool:
    return (left is right and left in _RANGES) or (left is Kind.MONTH and right is Kind.NUMBER)


def _piece(piece: str, start: int) -> Token[Kind] | None:
    end = start + len(piece)
    if piece in WORDS:
        return Token(*WORDS[piece], start, end)
    if piece.isdecimal():
        return _number(piece, start, end)[0]
    return Token(Kind.OTHER, piece, start, end) if piece in PHRASES else None


def _any_of(words: Iterable[str]) -> str:
    """An expression for any of these words, by their first letters: so most are told apart at one look."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(rests)})" for letter, rests in by_letter.items())


_ZONES = _any_of(
    name for name in (*SPOKEN_ZONES, *SHARED_NAMES) if name.isalpha() and len(name) <= _LONGEST_ABBREVIATION
)
_MONTHS = _any_of(word for word, (kind, _) in WORDS.items() if kind is Kind.MONTH)
# A number with a dot is a time of day behind these, and a version elsewhere.
_AT = "|".join(rf"(?<=\b{word} )" for word in ("at", "by", "until", "till", "before", "after", "from"))
_YEAR = r"(?:20[0-9]{2}|'?[2-4][0-9])\b"
_STRETCH = r"(?:[1-4]q|q[1-4]|[12]h|h[12])"
# Readers are found by the number of the shape, so no expression has a group of its own that captures.
# An example (of what begins at its | if it has one), what it is (a kind as it stands, or its reader), and the
# expression, in the order in which they are tried.
TABLE: tuple[tuple[str, Kind | Reader, str], ...] = (
    ("launch", Kind.OTHER, r"[a-z]+(?![\w'./@+-]|://|\ (?:[+-]|(?:plus|minus)\ [0-9]))"),
    ("1700 hours", _four_digits, r"(?:[01][0-9]|2[0-4])[0-5][0-9](?:\ ?(?:hours|hrs|h)\b|z\b)"),
    ("no. 5", Kind.OTHER, r"nos?\.(?=\ ?[0-9])"),
    ("22", _number, rf"[0-9]{{1,4}}(?![\w.:/'%-]|,[0-9]|\ ?(?:%|[ap]\.?m|o'c|uhr\b|(?:{_ZONES})\b))"),
    (",", _mark, r"[;:()\[\]/-]|,(?![0-9.,])|\.(?![\w.,])"),  # no other shape begins so
    ("https://example.org/2026", Kind.OTHER, r"https?://\S+|[\w.]+@[\w.]+"),
    ("$ 2026.50", Kind.OTHER, r"(?:[$€£¥]\ ?|\#)[0-9][\w.,]*"),
    ("10,000", Kind.OTHER, r"[0-9.,]+\ ?%|[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])"),
    ("2024/1689", Kind.OTHER, r"[0-9]{4}/[0-9]{3,}"),
    (
        "2026-05-06t18:00z",
        _iso,
        r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:t[0-9:.,]+(?:z|[+-][0-9]{2}(?::?[0-9]{2})?)?)?(?![0-9])",
    ),
    ("20260506t180000z", _iso, r"[0-9]{8}t[0-9]{4,6}(?:z|[+-][0-9]{2}(?:[0-9]{2})?)?(?![0-9])"),
    ("20260506", _iso, r"(?:19|20|21)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])(?![\w:/-]|[.,][0-9])"),
    ("2026-w24", _iso, r"[0-9]{4}-w[0-9]{2}(?:-[0-9])?(?![0-9])"),
    ("2026/5/6", _iso, r"[0-9]{4}(?:/[0-9]{1,2}/|-[0-9]{1,2}-|\.[0-9]{1,2}\.(?!0\b))[0-9]{1,2}(?![0-9])"),
    ("2026-05", Kind.YEAR_MONTH, r"[0-9]{4}[-/][0-9]{1,2}(?![0-9:/-])"),
    ("25/12/26", Kind.NUMERIC, r"[0-9]{1,2}(?:/[0-9]{1,2}/|-[0-9]{1,2}-)(?:[0-9]{2}){1,2}(?![0-9])"),
    ("25.12.2026", Kind.NUMERIC, r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{4}(?![0-9])"),
    ("13.05.26", Kind.NUMERIC, r"[0-3][0-9]\.0[1-9]\.[2-4][0-9](?![0-9.])"),
    ("12/2026", Kind.NUMERIC, r"[0-9]{1,2}(?:/[0-9]{1,4}|-[0-9]{4})(?![0-9])"),
    ("18:00:05", _clock, r"[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?(?:\s?[ap]\.?m\b\.?|[ap]\b)?"),
    ("17.30 uhr", _clock, r"[0-9]{1,2}(?:[.:][0-9]{2})?\ ?(?:uhr|hrs)\b"),
    ("at |17.00", _clock, rf"(?:{_AT})(?:[01]?[0-9]|2[0-4])\.[0-5][0-9](?!\w|\.[0-9]|\s?[ap]\.?m)"),
    ("17.00 utc", _clock, rf"(?:[01]?[0-9]|2[0-4])\.[0-5][0-9](?:h\b|(?=\ (?:{_ZONES})\b))"),
    ("17h", _clock, r"(?:[01]?[0-9]|2[0-4])\ ?h\b(?!\.)"),
    ("9 a.m.", _clock, r"[0-9]{1,2}(?:\.[0-9]{2})?\s?[ap]\.?m\b\.?"),
    ("10 o'clock", _no_clock, r"[0-9]{1,2}\s?o'clock\b"),
    ("0614 utc", _bare_clock, rf"(?:0[0-9]|1[0-8]|2[23])[0-5][0-9](?=\ (?:{_ZONES})\b)"),
    ("utc+5.5", _offset, r"(?:utc|gmt)\s?(?:[+-]|plus\ |minus\ )\s?[0-9]{1,2}(?::?[0-9]{2}|\.[0-9]+)?\b"),
    ("gmt5", _no_sign, r"(?:utc|gmt)[0-9]{1,2}(?::?[0-9]{2})?\b"),
    ("18:00|+05:30", _offset, r"(?<=[0-9m\ (])\+[0-9]{1,2}(?::?[0-9]{2})?\b"),
    ("q32026", _run_together, r"(?:q[1-4]|h[12])(?:19|20|21)[0-9]{2}\b"),
    (
        "3q26",
        _glued,
        rf"(?:[1-4]q|[12]h|(?:q[1-4]|h[12])(?:fy|cy|(?=')))(?:fy|cy)?{_YEAR}|(?:fy|cy)'?[0-9]{{2,4}}(?:[/-][0-9]{{2,4}})?\b",
    ),
    ("2026-q3", _glued, rf"20[0-9]{{2}}-?{_STRETCH}\b"),
    ("18h30", _clock, r"[0-9]{1,2}h[0-9]{2}\b"),
    ("2030s", _decade, r"(?:19|20|21)[0-9]0'?s\b"),
    ("'26", _short_year, r"(?<!\w)'[0-9]{2}\b"),
    (
        "10-oct-2026",
        _day_and_month,
        r"[0-9]{1,2}(?:-[a-z]{3,9}(?:-(?:[0-9]{2}){1,2})?|/[a-z]{3,9}/(?:[0-9]{2}){1,2})\b",
    ),
    ("dec15", _month_and_day, rf"(?:{_MONTHS})[0-9]{{1,2}}\b"),
    ("27001:2022", Kind.OTHER, r"[0-9]{4,}-(?!(?:19|20|21)[0-9]{2}\b)[0-9]{3,}|[0-9]{3,}:[0-9]{4}\b"),
    ("kw47", _week_number, r"(?:kw|cw|wk)[0-9]{1,2}\b|w[0-9]{2}(?=\ 20[0-9]{2}\b|/(?:20)?[0-9]{2}\b)"),
    ("4.5-turbo", Kind.OTHER, r"[0-9]+(?:\.[0-9]+)+[\w-]*(?:\.[0-9]+)*|[0-9]+(?!(?:st|nd|rd|th|ish)\b)[^\W0-9][\w-]*"),
    ("3rd", _ordinal, r"[0-9]{1,3}(?:st|nd|rd|th)\b"),
    ("24ish", _rounded, r"[0-9]+(?:ish\b)?"),
    (
        "america/port-au-prince",
        _zone_name,
        r"(?:africa|america|asia|atlantic|australia|europe|indian|pacific)/[a-z_/-]+",
    ),
    ("&ndash;", _entity, r"&(?:[a-z]{2,8}|\#[0-9]{2,6}|\#x[0-9a-f]{2,5});"),
    ("us/central", _slashed, r"[a-z]+/[a-z_]+(?:/[a-z_]+)?"),
    ("mid-october", _word, r"[^\W0-9_][^\W_]*(?:['.-][^\W_]+)*"),
    ("!", _mark, r"[^\w\s]"),
)
# A space belongs to the shape before it.
SHAPES = re.compile(f"(?:{'|'.join(f'({pattern})' for _, _, pattern in TABLE)}) *")
# By a shape's number in the expression, which is 0 for none.
AS_IT_STANDS = [None, *(kind if isinstance(kind, Kind) else None for _, kind, _ in TABLE)]
# The commonest shape, whose tokens are made where texts are cut.
PLAIN_NUMBER = 1 + [reader for _, reader, _ in TABLE].index(_number)
_READERS = [_other, *(_other if isinstance(reader, Kind) else reader for _, reader, _ in TABLE)]
