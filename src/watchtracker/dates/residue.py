"""The residue of a clause: what is left of it when its date was read, and must be nothing that belongs to the date.

Names, verbs and other words around a date are passed over. A number is not: it is read, or known to be something else
(a version, a law's number, money, a count), or the text is refused with that piece named. What is known stands in one
table for each language, each row with what it is and an example of it; there are no exceptions anywhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from watchtracker.errors import DateRefusedError

Text = TypeVar("Text")


class KnownNumber(NamedTuple, Generic[Text]):
    """Something with digits that is no date: what it is, a text that has one, and whether a token of a text is one."""

    what: str
    example: str
    is_at: Callable[[Text, int], bool]


def refuse_unread(
    text: Text, left: Iterable[int], known: Sequence[KnownNumber[Text]], words: Callable[[int], str]
) -> None:
    """Refuse the first of the tokens `left` that is nothing `known`; `words` are those of a token."""
    for at in left:
        if not any(row.is_at(text, at) for row in known):
            raise DateRefusedError(
                f'what "{words(at)}" says beside the date is not clear: write the words for the date alone'
            )
