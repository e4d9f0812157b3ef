"""Every date that a longer text names: where it stands, in which words, and what they mean, or why they are refused.

The text is taken apart into sentences, and each is read by the grammar of its language, as a claim is. A claim is one
date; here each phrase stands for itself. The cost grows with the length of the text: no sentence is longer than a claim
may be.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, tzinfo
from functools import partial
from typing import NamedTuple

from watchtracker.dates import parse
from watchtracker.dates.bounds import DateStatus, Phrase, window
from watchtracker.dates.origins import Origins, Place
from watchtracker.dates.times import Clock
from watchtracker.dates.window import DateWindow
from watchtracker.errors import DateRefusedError, Refusal

_LONGEST = 480
# Each refusal has its rest read again; a sentence with more of them is there to keep its reader busy.
_MOST_REFUSED = 8
_ANY_DAY = date(2000, 1, 1)
# A line that begins something of its own: an item of a list, a row of a table, a heading.
_LINE = r"\n[ \t]*(?=\n|[-*\u2022\u00b7|#>+]|\(?[0-9]{1,2}[.)][ \t])"
# A full stop ends a sentence before a capital letter or a bracket, unless it belongs to an abbreviation.
_SHORT = "".join(
    rf"(?<!\b{word}\.)"
    for word in (
        *("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"),
        *("Mon", "Tue", "Tues", "Wed", "Thu", "Thur", "Thurs", "Fri", "Sat", "Sun"),
        *("No", "Nos", "Mr", "Mrs", "Ms", "Dr", "Prof", "St", "vs", "Art", "Sec", "Vol", "approx", "ca", "p.m", "a.m"),
        *("[A-Za-z]", "U.S", "U.K", "e.g", "i.e", "Inc", "Ltd", "Co"),
    )
)
_BEFORE_A_SENTENCE = r"\s+[\"'\u201c(\[]?[A-Z\u3040-\u9fff]"
_ENDS = re.compile(rf"{_LINE}|[。！？；]|[!?;](?=\s)|\.{_SHORT}(?={_BEFORE_A_SENTENCE})")
_SPACES = (" ", "\n", "、", "，")


class Mention(NamedTuple):
    """A date that a text names: `words` are `text[start:end]`, in code points.

    `window` is what they mean; None where they are refused, with a sentence in `refusal` and its `code`.
    `aside`: they name something ("the Q3 results") beside another date of the sentence, which says when.
    `standing`: whether they still hold, or are the day on which something was said.
    """

    start: int
    end: int
    words: str
    window: DateWindow | None
    refusal: str | None = None
    code: Refusal | None = None
    aside: bool = False
    standing: DateStatus = DateStatus.HOLDS


def find(text: str, day: date | None, zone: tzinfo) -> tuple[Mention, ...]:
    """The dates that `text` names, in their order, said on `day` of `zone`.

    Without a day only what carries its year is read, and all else is refused as `needs_day`. What has no date in it is
    no mention, and neither is a promise without one.
    """
    text = parse.CONTROL.sub(" ", text)
    found = [mention for start, end in _sentences(text) for mention in _in_sentence(text, start, end, day, zone)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where the sentences begin and end; a very long one is cut at a space."""
    start = 0
    for match in _ENDS.finditer(text):
        yield from _cut(text, start, match.end())
        start = match.end()
    yield from _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        space = max(text.rfind(mark, start + _LONGEST // 2, start + _LONGEST) for mark in _SPACES)
        middle = space + 1 if space > start else start + _LONGEST
        yield start, middle
        start = middle
    if start < end:
        yield start, end


def _in_sentence(text: str, start: int, end: int, day: date | None, zone: tzinfo) -> Iterator[Mention]:
    """The dates of one sentence; beside what is refused, the rest is read on its own, unless too much is refused."""
    waiting = [(start, end)]
    refused = 0
    while waiting and refused < _MOST_REFUSED:
        start, end = waiting.pop()
        raw = text[start:end]
        if not raw.strip():
            continue
        try:
            said = parse.sentence(parse.tidied(raw), day or _ANY_DAY)
        except DateRefusedError as error:
            if error.code is Refusal.NO_DATE and error.place is None:
                continue  # a question without a date
            refused += 1
            first, last = _place_of(raw, error)
            yield _refused(text, (start + first, start + last), error)
            waiting += [(start, start + first), (start + last, end)]
            continue
        if not said.phrases:
            continue
        origins = Origins(raw, said.text)
        for phrase in said.phrases:
            clocks = tuple(clock for clock in said.clocks if _nearest(said.phrases, clock) is phrase)
            first = min([phrase.start, *(clock.start for clock in clocks)])
            last = max([phrase.end, *(clock.end for clock in clocks)])
            first, last = origins.place(first, last)
            mention = _mention(text, (start + first, start + last), partial(_window, phrase, clocks, day, zone))
            aside = phrase.aside and len(said.phrases) > 1
            yield mention._replace(aside=aside, standing=phrase.standing)


def _place_of(raw: str, error: DateRefusedError) -> Place:
    """Where the refused words are; all that is left of the sentence if they are not known."""
    if error.place is None or error.text is None:
        return len(raw) - len(raw.lstrip()), len(raw.rstrip())
    first, last = Origins(raw, error.text).place(*error.place)
    # At least one character of `raw`, for what is left is read anew: it must grow less each time.
    first = min(first, len(raw) - 1)
    return first, max(last, first + 1)


def _nearest(phrases: tuple[Phrase, ...], clock: Clock) -> Phrase:
    """The phrase that a time of day belongs to: the nearest that may be one day, or the nearest of all."""
    days = [phrase for phrase in phrases if phrase.span.months is None and not phrase.span.week]
    return min(days or phrases, key=lambda phrase: max(phrase.start - clock.end, clock.start - phrase.end))


def _mention(text: str, place: Place, window_of: Callable[[str], DateWindow]) -> Mention:
    words = text[slice(*place)]
    try:
        return Mention(*place, words, window_of(words))
    except DateRefusedError as error:
        return _refused(text, place, error)


def _window(phrase: Phrase, clocks: tuple[Clock, ...], day: date | None, zone: tzinfo, words: str) -> DateWindow:
    if phrase.standing is DateStatus.MOVED_AWAY:
        raise DateRefusedError(f'"{words}" holds no more: it was moved', Refusal.MOVED)
    if day is None and (phrase.span.year is None or phrase.span.relative):
        raise DateRefusedError(f'"{words}" needs the day on which it was said', Refusal.NEEDS_DAY)
    return parse.inside(words, lambda: window(phrase, clocks, said_on=day or _ANY_DAY, zone=zone))


def _refused(text: str, place: Place, error: DateRefusedError) -> Mention:
    start, end = place
    return Mention(start, end, text[start:end], None, str(error), error.code)
