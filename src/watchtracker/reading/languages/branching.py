"""A pattern of many words made quick: words of one first letter are tried together.

`re` tries each alternative of `will|would|was|opens` in its turn at each place. Written as `w(?:ill|ould|as)|opens`
most places are done after one look at a letter. It matches the same.
"""

from __future__ import annotations

import re
from itertools import groupby

from watchtracker.reading.languages.patterns import flat

_FEWEST = 4
# The signs of a pattern: an escape, a class of characters, the opening of a group, its end, "|", or any other.
_SIGN = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?(?:P<\w+>|<[=!]|[a-zA-Z-]*:|[=!]))?|\)|\||[^\\\[()|]", re.DOTALL
)
_CAPTURES = re.compile(r"(?<!\\)\((?:\?P<|(?!\?))")  # their numbers go by their order
_REPEATS = ("?", "*", "+", "{")


def quick(text: str, flags: re.RegexFlag = re.IGNORECASE) -> re.Pattern[str]:
    """A pattern that is written as `words.pattern` takes it, made quick."""
    return re.compile(by_letter(flat(text)), flags)


def by_letter(pattern: str) -> str:
    """The pattern with the alternatives of each group put together by their first letters."""
    return _alternatives(_SIGN.findall(pattern), 0)[0]


def _alternatives(signs: list[str], at: int) -> tuple[str, int]:
    """What stands from sign `at` to the end of its group, put together; and where that end is."""
    found: list[list[str]] = [[]]
    while at < len(signs) and signs[at] != ")":
        sign = signs[at]
        at += 1
        if sign == "|":
            found.append([])
        elif sign[0] == "(":
            inner, at = _alternatives(signs, at)
            found[-1].append(f"{sign}{inner})")
            at += 1
        else:
            found[-1].append(sign)
    return _together(found), at


def _together(alternatives: list[list[str]]) -> str:
    if len(alternatives) < _FEWEST or any(_CAPTURES.search(part) for parts in alternatives for part in parts):
        return "|".join(map("".join, alternatives))
    # Only neighbours that begin with a letter change their places: of two others, the first must be tried first.
    return "|".join(
        _by_first_letter(["".join(each) for each in run]) if plain else "|".join("".join(each) for each in run)
        for plain, run in groupby(alternatives, _begins_with_letter)
    )


def _begins_with_letter(alternative: list[str]) -> bool:
    first, second = (*alternative, "", "")[:2]
    return len(first) == 1 and first.isascii() and first.isalpha() and not second.startswith(_REPEATS)


def _by_first_letter(words: list[str]) -> str:
    letters: dict[str, list[str]] = {}
    for word in words:
        letters.setdefault(word[0], []).append(word[1:])
    return "|".join(
        f"{letter}(?:{'|'.join(rest)})" if len(rest) > 1 else letter + rest[0] for letter, rest in letters.items()
    )
