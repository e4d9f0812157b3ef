"""The tokens of a text and the ways to walk along them, which are the same in every language.

A grammar says where it is by the number of a token, always called `at`. What a token is differs: English has its kinds,
Chinese and Japanese have theirs, each with a kind for where there is no token.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import Enum
from functools import lru_cache
from typing import Any, Generic, NamedTuple, TypeVar, cast

from watchtracker.dates.origins import Place

K = TypeVar("K")
E = TypeVar("E", bound=Enum)

# The tokens of a phrase: the number of the first, and that of the first behind them.
Run = tuple[int, int]

_BEYOND = 8  # the grammars look no further than so many tokens past the last one


class _Plain(type):
    """The class of a plain class that has the members of an Enum."""

    of: type[Enum]

    def __iter__(cls) -> Iterator[Enum]:
        return iter(cls.of)

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.of)


def quick(kinds: type[E]) -> type[E]:
    """The members of an Enum as attributes of a plain class: the grammars name kinds at every step.

    In Python 3.11 the class of an Enum is asked for each attribute, which takes four times as long.
    """
    return cast("type[E]", _Plain(kinds.__name__, (), {**kinds.__members__, "of": kinds}))


class Token(NamedTuple, Generic[K]):
    """A word, a number or a mark with its value; `start` and `end` are its place in the text."""

    kind: K
    value: Any
    start: int
    end: int


def beyond(nothing: K) -> list[Token[K]]:
    """What stands beyond the ends of every text in a language, by its kind of `nothing`."""
    return [Token(nothing, None, 0, 0)] * _BEYOND


class Cursor(Generic[K]):
    """The tokens of a `tidy` text, and what is `beyond` its ends."""

    __slots__ = ("_beyond", "kinds", "tidy", "tokens")

    def __init__(self, tidy: str, tokens: Sequence[Token[K]], beyond: list[Token[K]]) -> None:
        self.tidy = tidy
        self._beyond = beyond
        self.keep(tokens)

    def keep(self, tokens: Sequence[Token[K]]) -> None:
        """These are its tokens now; their `kinds` are at hand, for what is rarely there."""
        self.kinds = {token.kind for token in tokens}
        self.tokens = [*tokens, *self._beyond]

    @property
    def end(self) -> int:
        """The number behind that of the last token."""
        return len(self.tokens) - _BEYOND

    def kind(self, at: int) -> K:
        """The kind of the token there; in front of the first one there is nothing, as behind the last."""
        return self.tokens[at].kind

    def words(self, at: int, end: int) -> str:
        """The words from one token up to another as they stand in the text."""
        return self.tidy[self.tokens[at].start : self.tokens[end - 1].end]

    def said(self, at: int) -> str:
        """The word itself."""
        token = self.tokens[at]
        return self.tidy[token.start : token.end]

    def place(self, at: int, end: int) -> Place:
        """Where the words from one token up to another stand in the text."""
        return self.tokens[at].start, self.tokens[end - 1].end

    def lies_in(self, at: int, pattern: re.Pattern[str], *, digits: int = 0) -> bool:
        """Whether the word there begins in what `pattern` finds in the text, which has at least so many digits."""
        start = self.tokens[at].start
        begins, found = _found(pattern, self.tidy)
        place = bisect_right(begins, start) - 1
        return place >= 0 and start < found[place][0] and found[place][1] >= digits

    def skip(self, at: int, *kinds: K) -> int:
        """The first token from `at` on that is of none of these kinds."""
        while self.tokens[at].kind in kinds:
            at += 1
        return at

    def before(self, at: int, *kinds: K) -> int:
        """The last token in front of `at` that is of none of these kinds."""
        at -= 1
        while self.kind(at) in kinds:
            at -= 1
        return at


@lru_cache(maxsize=64)
def _found(pattern: re.Pattern[str], text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Where what a pattern finds begins, in order; and where each ends, with the number of its digits.

    It is asked for each word of a text, and nearly always about the same text.
    """
    found = list(pattern.finditer(text))
    return [match.start() for match in found], [(match.end(), sum(map(str.isdigit, match[0]))) for match in found]
