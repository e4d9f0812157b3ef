"""Watching a date that a message names: which dates it has, and what of an item can be guessed from it. Pure.

All of it stands in fields that can be changed before anything is recorded, so that a guess may be wrong, but a date
may not: each reading is the reader's own, with the day of the message as the day on which it was said.
"""

from __future__ import annotations

import re
from datetime import datetime

from watchtracker import dates
from watchtracker.dates import WindowKind
from watchtracker.dates.finding import Mention
from watchtracker.errors import DateRefusedError
from watchtracker.inbox.forms import AS_SAID, LONGEST, Anchor, Claimed, DateReading, FieldName, NewItem, WatchForm
from watchtracker.inbox.readings import OTHERWISE
from watchtracker.items import Kind
from watchtracker.reading import FindKind, about
from watchtracker.wording.safe_text import clean, cut

MOST_READINGS = 5
# Longer words fit on no button of any vendor; who means them can write them.
_LONGEST_WORDS = 140
_MOST_READ = 12_000
_LONGEST_TITLE = 80
_NO_DATE = "No date was found in the message. Write the words of the date, as they were said."

_KINDS = {FindKind.RELEASE: Kind.RELEASE, FindKind.DEADLINE: Kind.DEADLINE, FindKind.EVENT: Kind.EVENT}
# The last place on earth where a day ends, which calls for papers name.
_AOE = "AoE"
_ANYWHERE = re.compile(r"\bAoE\b|anywhere on earth", re.IGNORECASE)
_EDGES = " \t\n,.;:!?-\u2013\u2014()[]\"'\u201c\u201d\u2018\u2019*|/>•、。，："
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[。！？\n]")


def watched(anchor: Anchor, text: str, said_at: datetime, *, source: str, zone: str, link: str = "") -> WatchForm:
    """The form for a message whose `text` has no markup any more, written at `said_at` by `source`."""
    text = text[:_MOST_READ]
    zone = _AOE if _ANYWHERE.search(text) else zone
    place = dates.zone(zone)
    said_on = said_at.astimezone(place).date()
    mentions = dates.find(text, said_on, place)
    chosen: dict[str, tuple[DateReading, Mention]] = {}
    for mention in mentions:
        words = clean(mention.words)
        if mention.window is not None and len(words) <= _LONGEST_WORDS and _reads_alike(words, mention, said_at, zone):
            chosen.setdefault(words, (DateReading(words, mention.window, zone), mention))
    found = list(chosen.values())[:MOST_READINGS]
    sentence = _sentence_of(text, found[0][1]) if found else ""
    return WatchForm(
        anchor,
        tuple(reading for reading, _ in found),
        Claimed(said_on=said_on, source=clean(source), link=link, quote=clean(sentence)[: LONGEST[FieldName.QUOTE]]),
        _new(text, *found[0]) if found else NewItem(_first_words(text), Kind.RELEASE, zone),
        OTHERWISE if found else _why_none(mentions),
    )


def of_nothing(anchor: Anchor, now: datetime, *, source: str, zone: str) -> WatchForm:
    """The form for something new that stands in no message."""
    said_on = now.astimezone(dates.zone(zone)).date()
    return WatchForm(anchor, (), Claimed(said_on=said_on, source=clean(source)), NewItem(zone=zone), AS_SAID)


def _reads_alike(words: str, mention: Mention, said_at: datetime, zone: str) -> bool:
    """Whether the words alone are read as they were in their sentence: they are what is recorded."""
    place = dates.zone(zone)
    try:
        return dates.read(words, said_on=said_at.astimezone(place).date(), zone=place) == mention.window
    except DateRefusedError:
        return False


def _why_none(mentions: tuple[Mention, ...]) -> str:
    """Why there is no reading: the reader's own sentence about what is refused, or that there is no date."""
    refusal = next((mention.refusal for mention in mentions if mention.refusal), None)
    return refusal or _NO_DATE


def _sentence_of(text: str, mention: Mention) -> str:
    """The sentence in which a date stands."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    start = max((end for end in ends if end <= mention.start), default=0)
    stop = next((end for end in ends if end >= mention.end), len(text))
    return text[start:stop].strip()


def _new(text: str, reading: DateReading, mention: Mention) -> NewItem:
    """The item that can be guessed: what the reader of texts says that the date is of."""
    found = about(text, mention.start, mention.end, reading.window)
    bound = reading.window.kind is WindowKind.OPEN_START  # "by 6 May"
    kind = Kind.DEADLINE if bound else _KINDS.get(found.kind) if found and found.kind else None
    return NewItem(cut(found.title, _LONGEST_TITLE) if found else "", kind or Kind.RELEASE, reading.zone)


def _first_words(text: str) -> str:
    """The first line of a message without a date, as far as a title goes."""
    line = next((line for line in text.splitlines() if line.strip(_EDGES)), "")
    return cut(clean(line).strip(_EDGES), _LONGEST_TITLE)
