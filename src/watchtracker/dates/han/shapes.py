"""How a text without spaces is cut into tokens: by one expression, the longest word that fits first.

A language has a table of shapes, in the order in which they are tried: an example, what reads the words that fit, and
the expression. The shape of the words from the tables of `words.py` stands among them with no expression of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from watchtracker.dates.cursor import Token
from watchtracker.dates.han.kinds import HanKind as Kind

Read = tuple[Kind, Any]
Reader = Callable[[re.Match[str]], Read]
Table = tuple[tuple[str, Reader, str], ...]


class Shapes:
    """The shapes of a language.

    `words`: the words of the tables, and `not_followed_by` what a short one must not be the beginning of.
    """

    def __init__(self, table: Table, words: Mapping[str, Read], not_followed_by: Mapping[str, str]) -> None:
        self._table = table
        self._words = words
        self._not_followed_by = not_followed_by
        self._readers = {f"shape_{number}": reader for number, (_, reader, _) in enumerate(table)}

    @cached_property
    def expression(self) -> re.Pattern[str]:
        """The expression, made when the first text is read: it takes longer than all else here together.

        Each shape is a group that closes last, so `lastgroup` names it, whatever named groups there are in it.
        """
        patterns = [pattern or self._pattern_of_words() for _, _, pattern in self._table]
        named = zip(self._readers, patterns, strict=True)
        return re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in named))

    def tokens(self, text: str) -> list[Token[Kind]]:
        """The tokens of a plain text."""
        return [
            Token(*self._readers[match.lastgroup or ""](match), match.start(), match.end())
            for match in self.expression.finditer(text.lower())
        ]

    def _pattern_of_words(self) -> str:
        longest_first = sorted(self._words, key=len, reverse=True)
        return "|".join(
            re.escape(word)
            + ("(?![a-z0-9])" if word.isascii() and word.isalpha() else "")
            + (f"(?![{self._not_followed_by[word]}])" if word in self._not_followed_by else "")
            for word in longest_first
        )


def always(kind: Kind, value: Any = None) -> Reader:
    """One kind and one value, whatever the words are."""
    return lambda _: (kind, value)


def written(kind: Kind) -> Reader:
    """A kind whose value is the words themselves."""
    return lambda match: (kind, match[0])


def numbered(kind: Kind) -> Reader:
    """A kind whose value is the number in its words."""
    return lambda match: (kind, digits(match[0]))


def digits(words: str) -> int:
    """The number that the digits of `words` make."""
    return int("".join(filter(str.isdigit, words)))
