"""What is meant where a statement names nothing: "It will not come before March." is of the sentence before. Pure.

What stands there is never sure, because a sentence may tell of two things: a person is asked whether it is that.
"""

from __future__ import annotations

import re

# A sentence further away is about something else.
_FAR = 300
_PRONOUN = re.compile(
    r"(?:(?:it|they|this|that|these|those|both|here|there|which|nothing)\b(?!-)"
    r"|(?:the|its|their) (?:new )?(?:date|launch|release|deadline|event)\W*$|[它其此]|该|这)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^\n.!?。！？]*(?:[.!?](?!\s|$)[^\n.!?。！？]*)*[.!?。！？\n]*")


def names_nothing(title: str) -> bool:
    """Whether a title is but a pronoun, or is empty, so that it says nothing of what is meant."""
    return not title.strip() or _PRONOUN.match(title.strip()) is not None


def sentence_before(text: str, start: int) -> str:
    """The sentence that ends before `start`, without its heading and its list; empty where none stands near."""
    before = text[max(start - _FAR, 0) : start]
    said = [found[0].strip(" \t\n*_>-") for found in _SENTENCE.finditer(before)]
    return next((sentence for sentence in reversed(said) if any(map(str.isalpha, sentence))), "")
