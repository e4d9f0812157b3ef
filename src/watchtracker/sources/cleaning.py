"""Text from outside without what nobody sees: control characters, changes of direction, marks of no width."""

from __future__ import annotations

import re

_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]"
    "|[\U000e0000-\U000e007f]|[\ud800-\udfff]"
)
_SPACES_AT_ENDS = re.compile(r"[^\S\n]+$", re.MULTILINE)
_MANY_BLANKS = re.compile(r"\n{3,}")


def cleaned(text: str) -> str:
    """`text` with plain line ends and nothing unseen; spaces inside of it stay as they are."""
    text = _UNSEEN.sub("", _LINE_ENDS.sub("\n", text))
    return _MANY_BLANKS.sub("\n\n", _SPACES_AT_ENDS.sub("", text)).strip("\n")
