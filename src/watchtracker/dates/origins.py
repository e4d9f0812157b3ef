"""Where the characters of a text came from, once it was made tidy, simplified, or given digits for its numerals.

The readers work on such a text and say places in it; people want the words as they wrote them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias
from unicodedata import normalize

# Where words stand in a text: the number of their first code point, and that of the first behind them.
Place = tuple[int, int]
# Where a piece of a text begins and ends, and how many characters were made of it.
_Piece: TypeAlias = tuple[int, int, int]

# How long two texts may be to be matched as well as can be, and how far the next likeness is looked for in longer ones.
_SHORT, _FURTHEST = 48, 12


class Origins:
    """For each place in `made`, the place in `raw` that it came from."""

    def __init__(self, raw: str, made: str) -> None:
        self._raw = raw
        self._places = range(len(raw) + 1) if raw == made else _shifted(raw, made) or _aligned(raw, made)

    def place(self, start: int, end: int) -> Place:
        """The place in the raw text of what stands from `start` to `end` in the one made of it."""
        first, last = self._places[start], self._places[end - 1] + 1 if end > start else self._places[start]
        # A character may have become several, or several one: "30日" of "三十日".
        last = min(max(last, self._places[end]), len(self._raw))
        while last > first and self._raw[last - 1].isspace():
            last -= 1
        while first < last and self._raw[first].isspace():
            first += 1
        return first, last


def _shifted(raw: str, made: str) -> range | None:
    """The places where only the spaces around `raw` were left away, and marks written otherwise, each as one."""
    begin = raw.lstrip()
    core = begin.rstrip()
    if len(core) != len(made) or any(
        old != new and (old.isalnum() or new.isalnum()) for old, new in zip(core, made, strict=True)
    ):
        return None
    start = len(raw) - len(begin)
    return range(start, start + len(made) + 1)


def _aligned(raw: str, made: str) -> list[int]:
    # Only what is between the first and the last difference is held side by side.
    ahead = _common(raw, made)
    behind = _common(raw[:ahead:-1], made[:ahead:-1])
    between, made = raw[ahead : len(raw) - behind], made[ahead : len(made) - behind]
    places = [*range(ahead)]
    opcodes = _matched(between, made) if len(between) <= _SHORT else _walked(between, made)
    for first, last, length in opcodes:
        # What is as long on both sides lies there one by one.
        places += [ahead + min(first + number, max(first, last - 1)) for number in range(length)]
    return [*places, *range(len(raw) - behind, len(raw) + 1)]


def _matched(raw: str, made: str) -> Iterator[_Piece]:
    """The pieces of two texts by their longest common parts, which takes the square of a length and more."""
    from difflib import SequenceMatcher  # noqa: PLC0415 - most texts are tidy as they are written

    for _, first, last, begin, end in SequenceMatcher(None, raw, made, autojunk=False).get_opcodes():
        yield first, last, end - begin


def _walked(raw: str, made: str) -> Iterator[_Piece]:
    """The pieces of two long texts, walked side by side: behind a difference it goes on where they are alike next.

    Changes are short (a numeral, a space, a sign), so this takes as many steps as there are characters.
    """
    at, place = 0, 0
    while at < len(raw) or place < len(made):
        steps = _common_from(raw, at, made, place)
        if steps:
            yield at, at + steps, steps
        else:
            old, new = _difference(raw, at, made, place)
            yield at, at + old, new
            at, place = at + old, place + new
        at, place = at + steps, place + steps


def _difference(raw: str, at: int, made: str, place: int) -> tuple[int, int]:
    """How many characters differ from these places on, in each of two texts; the rest of both if they stay apart."""
    written = normalize("NFKC", raw[at : at + 1])
    if written and made.startswith(written, place):
        return 1, len(written)
    if raw[at : at + 1].isspace():
        return 1, 0
    for both in range(1, 2 * _FURTHEST + 1):
        # Rather as many on both sides than only on one.
        for old in sorted(range(both + 1), key=lambda old: abs(2 * old - both)):
            # One alike is enough where as many stand on both sides, and else may be so by chance.
            here, there, alike = at + old, place + both - old, 1 if 2 * old == both else 2
            if raw[here : here + alike] == made[there : there + alike] != "":
                return old, both - old
    return len(raw) - at, len(made) - place


def _common_from(raw: str, at: int, made: str, place: int) -> int:
    steps, most = 0, min(len(raw) - at, len(made) - place)
    while steps < most and raw[at + steps] == made[place + steps]:
        steps += 1
    return steps


def _common(text: str, other: str) -> int:
    """How many characters both begin with."""
    return next(
        (at for at, (left, right) in enumerate(zip(text, other, strict=False)) if left != right),
        min(len(text), len(other)),
    )


def merged(text: str, places: list[Place]) -> list[Place]:
    """The places in their order, those made one between which there are only spaces and marks."""
    found: list[Place] = []
    for start, end in sorted(places):
        if found and not any(map(str.isalnum, text[found[-1][1] : start])):
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
