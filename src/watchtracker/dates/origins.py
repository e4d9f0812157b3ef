"""Where the characters of a text came from, once it was made tidy, simplified, or given digits for its numerals.

The readers work on such a text and say places in it; people want the words as they wrote them.
"""

from __future__ import annotations

# Where words stand in a text: the number of their first code point, and that of the first behind them.
Place = tuple[int, int]


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
    from difflib import SequenceMatcher  # noqa: PLC0415 - most texts are tidy as they are written

    # The matcher takes the square of a length and more, so it gets only what is between the first and last difference.
    ahead = _common(raw, made)
    behind = _common(raw[:ahead:-1], made[:ahead:-1])
    between, made = raw[ahead : len(raw) - behind], made[ahead : len(made) - behind]
    places = [*range(ahead)]
    for tag, first, last, begin, end in SequenceMatcher(None, between, made, autojunk=False).get_opcodes():
        if tag == "equal":
            places += range(ahead + first, ahead + last)
        elif tag in {"replace", "insert"}:
            places += [ahead + min(first + number, max(first, last - 1)) for number in range(end - begin)]
    return [*places, *range(len(raw) - behind, len(raw) + 1)]


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
