"""English texts that promise something without a date: "soon", "once testing is complete", "in the coming weeks".

They are undated claims; what promises nothing at all is refused. `sentences.py` asks only where no date was found.
"""

from __future__ import annotations

from watchtracker.dates.english.grammar import EnglishText
from watchtracker.dates.english.kinds import UNITS
from watchtracker.dates.english.kinds import EnglishKind as Kind

_PROMISES = {Kind.VAGUE, Kind.ONCE, Kind.HOPED, Kind.LATER}
_LAUNCHES = {Kind.NOUN, Kind.VERB, Kind.UNITS, Kind.WILL}
_RESOLVED = {Kind.READY, Kind.PAST_VERB}
_MAY = 5


def promises(text: EnglishText) -> bool:
    """Whether a text without a date promises something all the same."""
    if not text.kinds.isdisjoint(_PROMISES):
        return True
    return _says_it_will(text) or _is_conditional(text) or any(_is_vague_count(text, at) for at in _units(text))


def _says_it_will(text: EnglishText) -> bool:
    return any(
        (token.kind is Kind.WILL and token.value) or (token.value == _MAY and text.words(at, at + 1) == "may")
        for at, token in enumerate(text.tokens)
    )


def _is_conditional(text: EnglishText) -> bool:
    """As in "when it is ready", "as soon as the regulator signs off", "after the audit"; not "a crash when saving"."""
    if Kind.WHEN in text.kinds and (text.kind(0) is Kind.WHEN or Kind.READY in text.kinds):
        return True
    if any(token.kind is Kind.NOT_BEFORE and token.value for token in text.tokens):
        return True
    if any(text.tokens[at + 1].kind is Kind.WHICH and text.said(at + 1) == "following" for at in _units(text)):
        return True  # "the first day of the month following ratification"
    if any(text.kind(at + 1) in {Kind.AFTER, Kind.FROM} for at in _units(text)):
        return True  # "45 days from the date of signature"
    after = Kind.AFTER in text.kinds and (text.kind(0) is Kind.AFTER or not text.kinds.isdisjoint(_LAUNCHES))
    return after or (Kind.WHEN in text.kinds and Kind.WILL in text.kinds and not text.kinds.isdisjoint(_RESOLVED))


def _units(text: EnglishText) -> list[int]:
    return [at for at, token in enumerate(text.tokens) if token.kind in UNITS]


def _is_vague_count(text: EnglishText, at: int) -> bool:
    """As in "in the coming weeks", "a few weeks", "within months", "weeks away"."""
    before = text.kind(text.before(at, Kind.THE, Kind.WHICH, Kind.CALENDAR, Kind.NUMBER, Kind.BUSINESS))
    if before is Kind.FEW or text.kind(at + 1) is Kind.FROM_NOW:
        return True
    return text.kind(at) is Kind.UNITS and before in {Kind.IN, Kind.WITHIN}
