"""Patterns of hundreds of words, made so that each word of a text is held only against those of its first letter.

A branch of such a pattern begins with a word, after what may not stand before it. All branches would be tried at each
character of a text, which takes most of the time of its reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

_BEFORE = r"(?:\(\?<![^()]*\))*"  # what may not stand before a branch
_AT_A_WORD = re.compile(_BEFORE + r"\\b(?:[a-zA-Z]|\(\?:|\\w|\\d|\(\?-i:|\(\?[!=])")
_FIRST_LETTER = re.compile(_BEFORE + r"\\b(?:\(\?-i:)?(?:([a-zA-Z])(?![?*{])|(\\d)(?![?*{]))")
_PLAIN_FIRST = re.compile(rf"({_BEFORE})\\b([a-zA-Z])(?![?*+{{])")
_NOT_BEHIND = re.compile(r"\(\?<!([^()]*)\)")
_GROUP = re.compile(rf"({_BEFORE})\\b\(\?(-i)?:")
_CAPTURE = re.compile(r"(?<!\\)\((?!\?)")
_BEGIN = re.compile(_BEFORE + r"\\b(?:\(\?-i:)?((?:[a-zA-Z](?![?*{])){1,3})")
_WORD = re.compile(r"\b\w{1,3}")
_DIGITS = "0123456789"
_ALSO = {"i": "\u0130\u0131", "k": "\u212a", "s": "\u017f"}  # what is the same letter to `re` where case does not count
_DEEP = 3  # so many groups at the head of a branch are taken apart


def flat(text: str) -> str:
    """A pattern written over several lines in one: breaks and indents do not count, a space in a line is a space."""
    return re.sub(r"\s*\n\s*", "", text.strip())


def branches(text: str) -> Iterator[str]:
    """The branches of a pattern that stand in no brackets."""
    begin = depth = 0
    for at, sign in _signs(text):
        if sign in "()":
            depth += 1 if sign == "(" else -1
        elif sign == "|" and not depth:
            yield text[begin:at]
            begin = at + 1
    yield text[begin:]


def begins_with_a_word(branch: str) -> bool:
    """Whether a branch can only match where a word begins."""
    return _AT_A_WORD.match(branch) is not None


def spread(branch: str, deep: int = _DEEP) -> list[str]:
    r"""A branch that begins with a group as one for each word in it: `\b(?:is|are) out` as `\bis out`, `\bare out`."""
    group = _GROUP.match(branch) if deep else None
    end = _closing(branch, group.end()) if group else None
    if group is None or end is None or branch[end + 1 : end + 2] in {"?", "*", "+", "{"}:
        return [branch]
    rest = branch[end + 1 :]
    inner = [f"(?-i:{each})" if group[2] else each for each in branches(branch[group.end() : end])]
    made = [f"{group[1]}\\b{each}{rest}" for each in inner]
    return [last for each in made for last in spread(each, deep - 1)]


def at_words(text: str) -> str:
    """A pattern that means what `text` means, with the branches that begin with a word sorted by first letters."""
    if _CAPTURE.search(text) and any(sign == "(" and text[at + 1] != "?" for at, sign in _signs(text)):
        return text  # a bracket within a set of characters is none that is kept
    each = list(branches(text))
    words = [last for branch in each if begins_with_a_word(branch) for last in spread(branch)]
    others = [branch for branch in each if not begins_with_a_word(branch)]
    if not words:
        return text
    letters = sorted({letter for branch in words for letter in _letters(branch) or ""}.difference(_DIGITS))
    rows = [row for letter in letters for row in _rows(_of_letter(words, letter), letter)]
    rest = [branch for branch in words if _letters(branch) in {None, _DIGITS}]
    # What may begin with any letter stands in the rows already.
    rest = [f"(?![{''.join(letters)}])(?:{'|'.join(rest)})"] if rest and letters else rest
    return "|".join([rf"\b(?=\w)(?:{'|'.join([*rows, *rest])})", *others])


def in_any_case(letter: str) -> str:
    """A letter as a set of characters: `re` passes over a branch that begins with one without trying it.

    It does not do so for a letter of a pattern in which case does not count.
    """
    return f"(?-i:[{letter.lower()}{letter.upper()}{_ALSO.get(letter.lower(), '')}])"


def _rows(words: Sequence[str], letter: str) -> Iterator[str]:
    """Branches that may begin with `letter` as few that do, in their order."""
    for plain, run in groupby(words, lambda branch: _PLAIN_FIRST.match(branch) is not None):
        if plain:
            yield f"{in_any_case(letter)}(?:{'|'.join(map(_behind_its_first, run))})"
        else:
            yield f"(?={letter})(?:{'|'.join(run)})"


def _behind_its_first(branch: str) -> str:
    """A branch that begins with a letter without it, and with what may not stand before it."""
    first = _PLAIN_FIRST.match(branch)
    if first is None:
        return branch
    return _NOT_BEHIND.sub(r"(?<!(?:\1).)", first[1]) + branch[first.end() :]


class ByWord:
    """Rows of branches that all begin with a word, and which of them matches at each word of a text."""

    __slots__ = ("_begins", "_by_letter", "_letters", "_rows")

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        """Take the branches of each row apart; those of a letter are compiled when a word begins with it."""
        self._rows = [[last for branch in row for last in spread(branch)] for row in rows]
        self._letters = {letter for row in self._rows for branch in row for letter in _letters(branch) or ""}
        # A word that begins as none of them do needs no look at those of its letter.
        self._begins = {begin for row in self._rows for branch in row for begin in _begins(branch)}
        self._by_letter: dict[str, tuple[re.Pattern[str], list[int]] | None] = {}

    def find(self, text: str) -> Iterator[tuple[int, int, int]]:
        """The number of the row, the start and the end of each match, none of which overlap."""
        end, known, begins = 0, self._by_letter, self._begins
        for word in _WORD.finditer(text):
            at, begin = word.start(), word[0].lower()
            letter = begin[:1]
            if begin not in begins and begin[:2] not in begins and letter not in begins:
                letter = ""
            entry = known[letter] if letter in known else self._of(letter)
            found = entry[0].match(text, at) if entry and at >= end else None
            if entry and found:
                end = found.end()
                yield entry[1][(found.lastindex or 1) - 1], at, end

    def _of(self, letter: str) -> tuple[re.Pattern[str], list[int]] | None:
        letter = letter if letter in self._letters else ""
        if letter not in self._by_letter:
            self._by_letter[letter] = _compiled(self._rows, letter)
        return self._by_letter[letter]


def _compiled(rows: Sequence[Sequence[str]], letter: str) -> tuple[re.Pattern[str], list[int]] | None:
    """One pattern of the branches for a letter, with a group for each row, and the numbers of the rows."""
    told = [(number, _of_letter(row, letter)) for number, row in enumerate(rows)]
    told = [(number, row) for number, row in told if row]
    if not told:
        return None
    return re.compile("|".join(f"({'|'.join(row)})" for _, row in told), re.IGNORECASE), [number for number, _ in told]


def _of_letter(words: Sequence[str], letter: str) -> list[str]:
    """The branches that may begin with a letter, in their order."""
    return [branch for branch in words if (own := _letters(branch)) is None or (letter and letter in own)]


def _letters(branch: str) -> str | None:
    """What a branch may begin with; None where that may be anything."""
    first = _FIRST_LETTER.match(branch)
    if first is None:
        return None
    return first[1].lower() if first[1] else _DIGITS


def _begins(branch: str) -> Sequence[str]:
    """The letters, three at most, that a word of a branch begins with; each digit where it begins with any."""
    begin = _BEGIN.match(branch)
    return [begin[1].lower()] if begin else _letters(branch) or ""


def _closing(text: str, begin: int) -> int | None:
    """Where the bracket is closed whose inner part begins at `begin`."""
    depth = 1
    for at, sign in _signs(text, begin):
        if sign in "()":
            depth += 1 if sign == "(" else -1
        if not depth:
            return at
    return None


def _signs(text: str, at: int = 0) -> Iterator[tuple[int, str]]:
    """The signs of a pattern with their places, without those behind a backslash or in a set of characters."""
    within = False
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif within:
            within = sign != "]"
        elif sign == "[":
            within = True
        else:
            yield at, sign
        at += 1
