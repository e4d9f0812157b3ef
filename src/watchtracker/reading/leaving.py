"""Dates that stand in a text and are no statement: whose date they are, or what they count."""

from __future__ import annotations

import re

from watchtracker.dates import Precision, WindowKind
from watchtracker.reading.records import Why
from watchtracker.reading.statements import Dated, Passage
from watchtracker.reading.tense import When, looks_ahead
from watchtracker.reading.words import pattern

# As in "LISBON, 3 May (Agency) -", and with the agency between strokes.
_DATELINE_BEFORE = re.compile(r"^[\"'(]?(?:[A-Z][\w.'\u2019-]*(?:[ ,/]+|$)){0,6}[\u2014\u2013-]?\s*$")
_DATELINE_BEHIND = pattern(
    r"""
        ^,?\s*(?:\d{4})?\s*(?:[(\uff08/][A-Z][^)\uff09/]{1,40}[)\uff09/]\s*)?(?:[-\u2013\u2014]{1,2}|/)\s*\S|
        ^,?\s*[(/][A-Z][\w ]{1,30}[)/]
    """,
    re.NOFLAG,
)
_COARSE = {Precision.YEAR, Precision.HALF, Precision.QUARTER, None}
_RECURRING = re.compile(
    r"\b(?:every|each|weekly|monthly|quarterly|annually|yearly|daily|biweekly|fortnightly) (?:\w+ )?$|\u6bcf|\u6bce",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)")
_BORN = re.compile(r"\b(?:born|aged|\d+-year-old|anniversary of the|since) $", re.IGNORECASE)


def left_out(passage: Passage, dated: Dated, where: When, *, soon: bool) -> Why | None:
    """Why a date is no statement, whatever lies ahead; None if nothing speaks against it.

    `soon`: it is at most a week ahead, as "Tuesday" is where the Tuesday before may be meant.
    """
    before, behind = passage.text[: dated.start], passage.text[dated.end :]
    words = passage.words
    if words.day_of_the_text.search(before) and where is not When.AHEAD:
        return Why.DAY_OF_THE_TEXT
    if where is When.AROUND and _is_dateline(before, behind):
        return Why.DAY_OF_THE_TEXT
    if _RECURRING.search(before) or _RECURRING.search(dated.words):
        return Why.RECURRING
    if _BORN.search(before):
        return Why.NOT_AHEAD
    if dated.words.lower().startswith("since "):
        return Why.NOT_AHEAD
    if _is_saying(passage, dated, where, soon=soon):
        return Why.SAYING
    return _label_or_figure(passage, dated, before, behind)


def _is_dateline(before: str, behind: str) -> bool:
    return bool(_DATELINE_BEFORE.match(before) and _DATELINE_BEHIND.match(behind))


def _is_saying(passage: Passage, dated: Dated, where: When, *, soon: bool) -> bool:
    """Whether it is the day on which something was said: what lies further ahead cannot be."""
    if (where is When.AHEAD and not soon) or dated.window.kind in {WindowKind.OPEN_END, WindowKind.OPEN_START}:
        return False
    if passage.words.saying_before.search(passage.text[: dated.start]):
        return True
    first, _ = passage.clause(dated.start, dated.end)
    said = passage.words.saying_behind.match(passage.text[dated.end :])
    return said is not None and not passage.words.ahead.search(passage.text, first, dated.start)


def _label_or_figure(passage: Passage, dated: Dated, before: str, behind: str) -> Why | None:
    coarse = dated.window.precision in _COARSE or dated.window.kind is WindowKind.OPEN_START
    if not coarse or passage.short:
        return None
    words = passage.words
    if words.labels_behind.match(behind) or words.labels_before.search(before):
        return Why.LABEL
    if not _DAY.search(dated.words) and _is_of_a_figure(passage, dated):
        return Why.FIGURE
    if dated.window.precision is Precision.YEAR and not looks_ahead(passage, dated):
        return Why.LABEL
    return None


def _is_of_a_figure(passage: Passage, dated: Dated) -> bool:
    """Whether the date says when an amount will be reached, and not when something happens."""
    words, text = passage.words, passage.text
    start, end = passage.clause(dated.start, dated.end)
    if any(cue.weight == 0 and start <= cue.start < end for cue in passage.cues):
        return False
    return bool(words.figures.search(text, start, end) or words.growth.search(text))
