"""A text cut into tokens: each a kind of the grammar with its value, and where it stands.

The cutting knows what looks like a date and what only has digits in it: a version, a model's name, an
amount of money, so that the grammar never sees them. `words.py` has the words, `grammar.py` reads on.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from watchtracker.dates.english.kinds import Kind
from watchtracker.dates.english.words import PHRASES, WORDS
from watchtracker.dates.units import MONTH_NAMES, WEEKDAY_NAMES
from watchtracker.dates.zone_names import SpokenZone


class Token(NamedTuple):
    """A word, a number or a mark; `start` and `end` are its place in the text."""

    kind: Kind
    value: Any
    start: int
    end: int


_GLUED = (
    r"(?:[1-4]q|q[1-4]|[12]h|h[12])(?:fy|cy)?'?(?:20[0-9]{2}|[2-4][0-9])\b|(?:fy|cy)'?[0-9]{2,4}(?:[/-][0-9]{2,4})?\b"
)
_SHAPES = re.compile(
    rf"""
    (?:
    (?P<plain>[a-z]+(?![\w'./@+-]|\ [+-]))
  | (?P<few>[0-9]{{1,4}}(?![\w.:/'%-]|,[0-9]|\ ?(?:%|[ap]\.?m|o'c)))
  | (?P<passed>https?://\S+ | [\w.]+@[\w.]+ | [$€£¥\#]\ ?[0-9][\w.,]* | [0-9.,]+\ ?%
        | [0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9]))
  | (?P<iso>[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:t[0-9:.,]+(?:z|[+-][0-9]{{2}}:?[0-9]{{2}})?)?(?![0-9])
        | [0-9]{{4}}-w[0-9]{{2}}(?:-[0-9])?(?![0-9]) | [0-9]{{4}}(?P<cut>[/.])[0-9]{{1,2}}(?P=cut)[0-9]{{1,2}}(?![0-9]))
  | (?P<year_month>[0-9]{{4}}[-/][0-9]{{2}}(?![0-9:]))
  | (?P<numeric>[0-9]{{1,2}}(?P<sign>[/.-])[0-9]{{1,2}}(?P=sign)[0-9]{{2,4}}(?![0-9])
        | [0-9]{{1,2}}/[0-9]{{1,4}}(?![0-9]))
  | (?P<clock>[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}}(?:\.[0-9]+)?)?(?:\s?[ap]\.?m\b\.?)?
        | [0-9]{{1,2}}(?:\.[0-9]{{2}})?\s?[ap]\.?m\b\.?)
  | (?P<oclock>[0-9]{{1,2}}\s?o'clock\b)
  | (?P<offset>(?:utc|gmt)\s?[+-]\s?[0-9]{{1,2}}(?::?[0-9]{{2}})?\b | (?<=[0-9])\+[0-9]{{2}}:?[0-9]{{2}}\b)
  | (?P<glued>{_GLUED})
  | (?P<short_year>(?<!\w)'[0-9]{{2}}\b)
  | (?P<joined>[0-9]{{1,2}}-[a-z]{{3,9}}(?:-[0-9]{{2,4}})?\b)
  | (?P<version>[0-9]+(?:\.[0-9]+)+[\w-]* | [0-9]+(?!(?:st|nd|rd|th|ish)\b)[^\W0-9][\w-]*)
  | (?P<ordinal>[0-9]{{1,3}}(?:st|nd|rd|th)\b)
  | (?P<number>[0-9]+)(?:ish\b)?
  | (?P<place>[a-z]+/[a-z_]+(?:/[a-z_]+)?)
  | (?P<word>[^\W0-9_][^\W_]*(?:['.-][^\W_]+)*)
  | (?P<mark>[^\w\s])
    )\ *
    """,
    re.VERBOSE,
)
_MARKS = {
    ",": Kind.COMMA,
    "/": Kind.SLASH,
    "(": Kind.OPEN,
    "[": Kind.OPEN,
    ")": Kind.CLOSE,
    "]": Kind.CLOSE,
    "-": Kind.DASH,
    "~": Kind.HEDGE,
    "&": Kind.AND,
    ";": Kind.STOP,
    "!": Kind.STOP,
    "?": Kind.STOP,
}
_NOON = 12
_TWO_DIGITS = 99
_CENTURY = 2000
_JOINS = re.compile(r"['.-]")
_DIGITS = re.compile(r"[0-9]+")
_PIECES = re.compile(r"[0-9]q|q[0-9]|[12]h|h[12]|fy|cy|[0-9]+|[a-z]+")
_RANGES = {Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.WEEKDAY, Kind.SEASON, Kind.YEAR}


def tokens(text: str) -> list[Token]:
    """The tokens of `text`, which must be tidy (see `reading.py`)."""
    lower = text.lower()
    pieces: list[Token] = []
    for match in _SHAPES.finditer(lower):
        shape = match.lastgroup or "mark"
        word = match[shape]
        start, end = match.span(shape)
        known = WORDS.get(word)
        if known:
            pieces.append(Token(known[0], known[1], start, end))
        elif word != "." or not _is_abbreviated(pieces, lower):
            pieces.extend(_SHAPED[shape](word, start, end))
    return _phrases(pieces, lower)


def _is_abbreviated(pieces: list[Token], lower: str) -> bool:
    """Whether a full stop belongs to "Oct." or "Thu." and ends no sentence."""
    if not pieces or pieces[-1].kind not in {Kind.MONTH, Kind.WEEKDAY}:
        return False
    return lower[pieces[-1].start : pieces[-1].end] in _ABBREVIATIONS


_ABBREVIATIONS = {name[:3].lower() for name in (*MONTH_NAMES, *WEEKDAY_NAMES) if name != "May"}
_ABBREVIATIONS |= {"sept", "tues", "weds", "thur", "thurs"}


def _word(word: str, start: int, end: int) -> list[Token]:
    stem = word.removesuffix("'s")
    if stem is not word and stem in WORDS and word not in PHRASES:
        return [Token(*WORDS[stem], start, end)]
    return _split(word, start) or [Token(Kind.OTHER, word, start, end)]


def _split(word: str, start: int) -> list[Token]:
    """The known words that `word` joins ("mid-October", "Oct-Nov"); none if one of them is not known."""
    found: list[Token] = []
    for piece in _JOINS.split(word):
        token = _piece(piece, start)
        if token is None:
            return []
        if found and found[-1].kind is token.kind and token.kind in _RANGES:
            found.append(Token(Kind.DASH, None, start - 1, start))
        found.append(token)
        start += len(piece) + 1
    return found if len(found) > 1 else []


def _piece(piece: str, start: int) -> Token | None:
    end = start + len(piece)
    if piece in WORDS:
        return Token(*WORDS[piece], start, end)
    if _DIGITS.fullmatch(piece):
        return _number(piece, start, end)[0]
    return Token(Kind.OTHER, piece, start, end) if piece in PHRASES else None


def _number(word: str, start: int, end: int) -> list[Token]:
    word = word.removesuffix("ish")
    kind = {1: Kind.NUMBER, 2: Kind.NUMBER, 3: Kind.NUMBER, 4: Kind.YEAR}.get(len(word), Kind.OTHER)
    return [Token(kind, int(word) if kind is not Kind.OTHER else word, start, end)]


def _ordinal(word: str, start: int, end: int) -> list[Token]:
    return [Token(Kind.ORDINAL, int(word[:-2]), start, end)]


def _short_year(word: str, start: int, end: int) -> list[Token]:
    return [Token(Kind.YEAR, _full_year(int(word[-2:])), start, end)]


def _glued(word: str, start: int, _: int) -> list[Token]:
    """As in "Q3'26", "1H27", "FY2027": a stretch and its year, without a space."""
    found = []
    for piece in _PIECES.finditer(word):
        text, place = piece.group(), (start + piece.start(), start + piece.end())
        if not text.isdigit():
            found.append(Token(*WORDS[text], *place))
        else:
            found.append(Token(Kind.YEAR, _full_year(int(text)), *place))
    return found


def _full_year(number: int) -> int:
    return number if number > _TWO_DIGITS else _CENTURY + number


def _joined(word: str, start: int, end: int) -> list[Token]:
    """As in "10-Oct-2026", or a name such as "70-billion"."""
    found = _split(word, start)
    if [token.kind for token in found[:2]] != [Kind.NUMBER, Kind.MONTH]:
        return found or [Token(Kind.OTHER, word, start, end)]
    return [*found[:2], *(token._replace(kind=Kind.YEAR, value=_full_year(token.value)) for token in found[2:])]


def _clock(word: str, start: int, end: int) -> list[Token]:
    half = word.rstrip("m. ")[-1] if "m" in word else ""
    hours, minutes, seconds = ([*re.split(r"[:.]", word.rstrip("apm. "), maxsplit=2), "0", "0"])[:3]
    hour = int(hours)
    if half and not 1 <= hour <= _NOON:
        return [Token(Kind.TIME, None, start, end)]
    if half:
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    whole, _, fraction = seconds.partition(".")
    micro = int(fraction[:6].ljust(6, "0")) if fraction else 0
    return [Token(Kind.TIME, (hour, int(minutes), int(whole), micro), start, end)]


def _offset(word: str, start: int, end: int) -> list[Token]:
    name = word.upper().replace(" ", "")
    return [Token(Kind.ZONE, SpokenZone(name if name[0] in "UG" else f"UTC{name}"), start, end)]


def _place(word: str, start: int, end: int) -> list[Token]:
    """As in "Europe/Berlin", "May/June", "and/or"."""
    if word in WORDS:
        return [Token(*WORDS[word], start, end)]
    first, _, rest = word.partition("/")
    middle = start + len(first)
    if first in WORDS or rest in WORDS:
        return [
            *_known(first, start, middle),
            Token(Kind.SLASH, None, middle, middle + 1),
            *_known(rest, middle + 1, end),
        ]
    return [Token(Kind.ZONE, SpokenZone(word.title()), start, end)]


def _known(word: str, start: int, end: int) -> list[Token]:
    return [Token(*WORDS[word], start, end)] if word in WORDS else _word(word, start, end)


def _mark(word: str, start: int, end: int) -> list[Token]:
    return [Token(_MARKS.get(word, Kind.STOP if word == "." else Kind.OTHER), word, start, end)]


def _iso(word: str, start: int, end: int) -> list[Token]:
    """A day or a week; of a date with a time, its three parts."""
    day, _, clock = word.partition("t")
    found = [Token(Kind.ISO, day, start, start + len(day))]
    if clock:
        parts = _ISO_CLOCK.fullmatch(clock)
        wall, offset = parts.groups() if parts else (None, None)
        found.append(Token(Kind.TIME, _wall(wall) if wall else None, start + len(day), end))
        if offset:
            name = "UTC" if offset == "z" else f"UTC{offset}"
            found.append(Token(Kind.ZONE, SpokenZone(name), end, end))
    return found


_ISO_CLOCK = re.compile(r"([0-9]{2}:?[0-9]{2}(?::?[0-9]{2}(?:[.,][0-9]+)?)?)(z|[+-][0-9]{2}:?[0-9]{2})?")


def _wall(clock: str) -> tuple[int, int, int, int]:
    digits, _, fraction = clock.replace(":", "").replace(",", ".").partition(".")
    digits = digits.ljust(6, "0")
    micro = int(fraction[:6].ljust(6, "0")) if fraction else 0
    return int(digits[:2]), int(digits[2:4]), int(digits[4:6]), micro


def _oclock(_word: str, start: int, end: int) -> list[Token]:
    """Morning or evening is not said, so it is no time that could be read."""
    return [Token(Kind.TIME, None, start, end)]


def _as(kind: Kind) -> Any:
    return lambda word, start, end: [Token(kind, word, start, end)]


_SHAPED = {
    "passed": _as(Kind.OTHER),
    "version": _as(Kind.OTHER),
    "iso": _iso,
    "year_month": _as(Kind.YEAR_MONTH),
    "numeric": _as(Kind.NUMERIC),
    "clock": _clock,
    "oclock": _oclock,
    "offset": _offset,
    "glued": _glued,
    "short_year": _short_year,
    "joined": _joined,
    "ordinal": _ordinal,
    "few": _number,
    "number": _number,
    "place": _place,
    "plain": _as(Kind.OTHER),
    "word": _word,
    "mark": _mark,
}


def _phrases(pieces: list[Token], text: str) -> list[Token]:
    """`pieces` with the words of each known phrase made one token; the longest phrase wins."""
    words = [text[piece.start : piece.end] for piece in pieces]
    found: list[Token] = []
    at = 0
    while at < len(pieces):
        for rest, kind, value in PHRASES.get(words[at], ()):
            end = at + 1 + len(rest)
            if words[at + 1 : end] == rest:
                found.append(Token(kind, value, pieces[at].start, pieces[end - 1].end))
                at = end
                break
        else:
            found.append(pieces[at])
            at += 1
    return found
