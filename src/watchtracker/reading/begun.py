"""What holds from the day of a text on, a version with its day as a heading, and what somebody said to have ended."""

from __future__ import annotations

import re

from watchtracker.reading.blocks import BlockKind
from watchtracker.reading.english_outcomes import HOLDS, HOLDS_NOTHING, SAID_DONE, SAID_OFF
from watchtracker.reading.records import FindResult
from watchtracker.reading.statements import Dated, Passage
from watchtracker.reading.words import pattern, tail

_FROM_THEN = pattern(r"""
    \b(?:as of|as from|effective(?: from| as of| since)?|with effect from|starting|beginning|from|since)(?: now,?)? $
""")
_SINCE = re.compile(r"(?:as of|as from|effective|with effect from|starting|beginning|from|since) ", re.IGNORECASE)
_HOLDS = pattern(HOLDS)
_HOLDS_NOTHING = pattern(HOLDS_NOTHING)
_SAID_OFF = pattern(SAID_OFF)
_SAID_DONE = pattern(SAID_DONE)
# A heading that is nothing but a name with its version, and the day: "## Heron 7.0.0 (2027-04-28)".
_VERSION = re.compile(
    r"\W*(?:[A-Za-z][\w.@/+-]{0,30} ){0,4}\[?v?\d{1,4}(?:\.\d{1,4})+[\w.-]{0,16}\]?(?: (?:LTS|stable|final|is out))?"
    r"\W*(?:(?:was |is )?released?(?: on)?\W*)?",
    re.IGNORECASE,
)
_LONGEST = 80


def is_so(passage: Passage, dated: Dated) -> bool:
    """Whether something is so from a day of the last week on, or a version came out on it."""
    return _is_a_version(passage, dated) or _holds(passage, dated)


def _holds(passage: Passage, dated: Dated) -> bool:
    """Whether something is so from a day on: "As of today the old page is gone", "Sign-ups are closed since Monday"."""
    if passage.verb_last or not (_SINCE.match(dated.words) or _FROM_THEN.search(tail(passage.text, dated.start))):
        return False
    begin, end = passage.clause(dated.start, dated.end)
    opens = not passage.text[begin : dated.start].strip() or _FROM_THEN.fullmatch(passage.text[begin : dated.start])
    clause = passage.text[dated.end :] if opens else passage.text[begin : dated.start]
    last = len(passage.text) if opens else max(end, dated.end)
    return _HOLDS.match(clause) is not None and _HOLDS_NOTHING.search(passage.text, begin, last) is None


def of_a_saying(passage: Passage, dated: Dated) -> FindResult | None:
    """What somebody said on a day to have ended: "said Thursday it was cancelling half of its order"."""
    if passage.verb_last:
        return None
    if _SAID_OFF.match(passage.text, dated.end):
        return FindResult.CANCELLED
    return FindResult.HAPPENED if _SAID_DONE.match(passage.text, dated.end) else None


def _is_a_version(passage: Passage, dated: Dated) -> bool:
    """Whether a heading is only the name of a version, and the day on which it came out."""
    elsewhere = passage.verb_last or "\uff08" in passage.text
    if elsewhere or passage.block.kind is not BlockKind.HEADING or not dated.window.exact:
        return False
    rest = passage.text[: dated.start][:_LONGEST] + passage.text[dated.end :][:_LONGEST]
    return _VERSION.fullmatch(rest) is not None
