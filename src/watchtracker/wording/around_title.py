"""What stands around an item's title in a sentence about it, for channels that set the title apart."""

from __future__ import annotations

_ENDS = {":", ".", ",", ""}


def around_title(text: str, title: str | None) -> tuple[str, str] | None:
    """What stands before and behind `title`: at the head of the sentence, or after a word and a colon; else None."""
    if not title:
        return None
    for begins in (0, text.find(": ") + 2):
        end = begins + len(title)
        if text.startswith(title, begins) and text[end : end + 1] in _ENDS:
            return text[:begins], text[end:]
    return None
