"""Text from outside without what nobody sees: control characters, changes of direction, marks of no width."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|[\U000e0000-\U000e007f]|[\ud800-\udfff]"
)
_MANY_BLANKS = re.compile(r"\n{3,}")


def cleaned(text: str) -> str:
    """`text` with plain line ends and nothing unseen; spaces inside of it stay as they are."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    # No pattern: one for spaces at the end of a line takes the square of the time where many stand inside of it.
    lines = (each.rstrip() for each in text.split("\n"))
    return _MANY_BLANKS.sub("\n\n", "\n".join(lines)).strip("\n")
