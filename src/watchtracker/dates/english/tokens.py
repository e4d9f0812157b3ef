"""A text cut into tokens, single words first, then those that several words make together.

`shapes.py` knows what has digits or marks in it, `words.py` the words; `grammar.py` reads on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from watchtracker.dates.cursor import Token
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.english.shapes import AS_IT_STANDS, BY_DIGITS, MARKS, PLAIN_NUMBER, SHAPES, shaped
from watchtracker.dates.english.words import PHRASES, WORDS, Rest
from watchtracker.dates.units import MONTH_NAMES, WEEKDAY_NAMES

# Where the first word of what may be a phrase stands, and how phrases go on behind its second word.
Begun = tuple[int, list[Rest]]

# All that is known as it stands; a full stop may belong to an abbreviation.
_KNOWN = {**WORDS, **{mark: (kind, mark) for mark, kind in MARKS.items() if mark != "."}}
_ABBREVIATED = {Kind.MONTH, Kind.WEEKDAY}
_ABBREVIATIONS = {name[:3].lower() for name in (*MONTH_NAMES, *WEEKDAY_NAMES) if name != "May"}
_ABBREVIATIONS |= {"sept", "tues", "weds", "thur", "thurs"}
_DAY_AND_YEAR = re.compile(r"[0-9]{1,2}(?:st|nd|rd|th)?,? (?:19|20|21)[0-9]{2}\b")


def tokens(text: str) -> list[Token[Kind]]:
    """The tokens of `text`, which must be tidy (see `parse.py`)."""
    lower = text.lower()
    pieces: list[Token[Kind]] = []
    begun: list[Begun] = []
    goes_on: Mapping[str, list[Rest]] | None = None  # the words that make a phrase with the last one
    for match in SHAPES.finditer(lower):
        shape = match.lastindex or 0
        word = match[shape]
        kind, value = _KNOWN.get(word) or (AS_IT_STANDS[shape], word)
        if shape == PLAIN_NUMBER and kind is None:
            kind, value = BY_DIGITS[len(word)], int(word)
        if kind is not None:
            if goes_on and word in goes_on:
                begun.append((len(pieces) - 1, goes_on[word]))
            goes_on = PHRASES.get(word)
            start = match.start()
            pieces.append(_token((kind, value, start, start + len(word))))
        elif word != "." or not _is_abbreviated(pieces, lower, match.end()):
            for piece in shaped(match):
                word = lower[piece.start : piece.end]
                if goes_on and word in goes_on:
                    begun.append((len(pieces) - 1, goes_on[word]))
                goes_on = PHRASES.get(word)
                pieces.append(piece)
    return _phrases(pieces, begun, lower) if begun else pieces


# What `Token(...)` does, without a call of Python's own in between: there is one for every word.
_token: Callable[[tuple[Kind, Any, int, int]], Token[Kind]] = partial(tuple.__new__, Token)


def _is_abbreviated(pieces: list[Token[Kind]], lower: str, at: int) -> bool:
    """Whether a full stop before `at` belongs to "Oct." or "Thu.", or to the "May." of "May. 9, 2027"."""
    if not pieces or pieces[-1].kind not in _ABBREVIATED:
        return False
    word = lower[pieces[-1].start : pieces[-1].end]
    return word in _ABBREVIATIONS or (word == "may" and _DAY_AND_YEAR.match(lower, at) is not None)


def _phrases(pieces: list[Token[Kind]], begun: list[Begun], lower: str) -> list[Token[Kind]]:
    """`pieces` with the words of each known phrase made one token; the longest phrase wins."""
    found: list[Token[Kind]] = []
    done = 0
    for at, rests in begun:
        if at < done:
            continue
        for rest, kind, value in rests:
            end = at + 2 + len(rest)
            if not rest or [lower[piece.start : piece.end] for piece in pieces[at + 2 : end]] == rest:
                found += pieces[done:at]
                found.append(Token(kind, value, pieces[at].start, pieces[end - 1].end))
                done = end
                break
    return found + pieces[done:] if found else pieces
