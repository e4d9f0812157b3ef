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
from watchtracker.wording.safe_text import clean, cut

MOST_READINGS = 5
# Longer words fit on no button of any vendor; who means them can write them.
_LONGEST_WORDS = 140
_MOST_READ = 12_000
_LONGEST_TITLE = 80
_NO_DATE = "No date was found in the message. Write the words of the date, as they were said."

_DEADLINE = re.compile(
    r"\b(?:deadlines?|due|submit(?:ted)?|submissions?|appl(?:y|ications?)|closes?|closing|expires?|expiry|register"
    r"|registrations?|call for|cut-?off|last day|no later than|sign up|rsvp|renew(?:al)?)\b"
    r"|截止|締切|締め切り|〆切|期限|到期|报名|申请|応募",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:conferences?|meet(?:ing|up)s?|webinars?|workshops?|summits?|keynotes?|talks?|hearings?|takes place|held"
    r"|symposium|hackathon|demo day|all-hands|offsite|dinner|town hall|begins|kick-?off)\b"
    r"|会议|大会|会議|開幕|开幕|発表会|发布会|説明会|举行|開催",
    re.IGNORECASE,
)
# The last place on earth where a day ends, which calls for papers name.
_AOE = "AoE"
_ANYWHERE = re.compile(r"\bAoE\b|anywhere on earth", re.IGNORECASE)
# What a title neither begins nor ends with.
_GLUE_WORDS = (
    "a about an and are around at back be been before before: begins by close closes closing comes coming "
    "currently due during ends expected expires for from happens has have held in is it'll later latest "
    "launch launches launching likely moved no not now of on open opens out place planned planning "
    "probably pushed release released releases releasing rolls said says scheduled ship shipped shipping "
    "ships should slipped sometime starts takes targeting than that the till to until was we we'll we're "
    "will with within would "
)
_GLUE = frozenset(_GLUE_WORDS.split())
_ARTICLES = frozenset({"the", "that", "and", "a", "an"})
_NO_TITLE = _GLUE - {"launch", "launches", "release", "releases", "closing"} | {"it's", "they", "i'd", "you", "there"}
# What became of an earlier date is no part of a title.
_MOVED = re.compile(
    r"\s+(?:(?:has|was|is|got|been) )*(?:moved|slips|slipped|pushed|delayed|postponed|brought)\b.*$", re.IGNORECASE
)
_OPENING = re.compile(
    r"^(?:(?:fyi|heads[- ]up|reminder|update|news|psa|note|btw|hey|hi|hello|ok|so|all|team|folks|everyone|also|and|but"
    r"|good news|breaking|please note(?: that)?|rumou?r has it(?: that)?|apparently|looks like|it looks like"
    r"|according to \w+)\b[\s,:;!\u2013\u2014-]*)+",
    re.IGNORECASE,
)
_EDGES = " \t\n,.;:!?-\u2013\u2014()[]\"'\u201c\u201d\u2018\u2019*|/>•\u3001\u3002\uff0c\uff1a"
_SENTENCE_END = re.compile(r"[.!?](?=\s)|[\u3002\uff01\uff1f\n]")


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
        NewItem(
            _title(text, found[0][1], mentions) if found else _title_of(text),
            _kind(sentence or text, found[0][0] if found else None),
            zone,
        ),
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


def _kind(text: str, reading: DateReading | None) -> Kind:
    if _DEADLINE.search(text) or (reading is not None and reading.window.kind is WindowKind.OPEN_START):
        return Kind.DEADLINE
    return Kind.EVENT if _EVENT.search(text) else Kind.RELEASE


def _title(text: str, chosen: Mention, mentions: tuple[Mention, ...]) -> str:
    """What the sentence of a date speaks of: what stands before its first date, or else what stands behind it."""
    sentence = _sentence_of(text, chosen)
    places = [sentence.find(mention.words) for mention in mentions]
    before = sentence[: min((place for place in places if place >= 0), default=0)]
    return _title_of(before) or _title_of(sentence.partition(chosen.words)[2])


def _title_of(text: str) -> str:
    line = next((line for line in text.splitlines() if line.strip(_EDGES)), "")
    words = _MOVED.sub("", _OPENING.sub("", clean(line).strip(_EDGES))).split()
    while len(words) > 1 and _bare(words[-1]) in _GLUE:
        words.pop()
    while len(words) > 1 and _bare(words[0]) in _ARTICLES:
        words.pop(0)
    if len(words) == 1 and _bare(words[0]) in _NO_TITLE:
        return ""
    return cut(" ".join(words).strip(_EDGES), _LONGEST_TITLE)


def _bare(word: str) -> str:
    return word.casefold().strip(_EDGES)
