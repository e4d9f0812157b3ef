"""What services give in fields of their own, with exact dates, made into proposals like what was read in a text. Pure.

Nothing has to be read out of sentences here, but two things have to be kept apart that a reader of texts is not asked:
the versions of one thing ("4.1" is not the date of "Aurora 4"), and what begins from what ends ("end of life" is not
the release). So an announcement says which version it is about, and which words an item must have to be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from watchtracker import dates
from watchtracker.errors import DateRefusedError
from watchtracker.intake.proposals import LONGEST_TITLE, folded
from watchtracker.intake.proposing import DocumentFind, MatchedProposal, ReadDocument, WatchedItems
from watchtracker.intake.text_sources import TextSource
from watchtracker.intake.versions import version
from watchtracker.reading import Find, FindKind, FindResult

LONGEST_QUOTE = 300
# What happened longer ago is no news, whenever it is first seen.
_NEWS = timedelta(days=14)
_NUMBERS = re.compile(r"\d+(?:\.\d+)*(?:(?:a|b|rc)\d+)?")


@dataclass(frozen=True, slots=True)
class Announcement:
    """A date that a service gives: `quote` is one line in its words, `when` the date, such as "2031-10".

    `version` is that of what it is about. `needs` are words of which an item's title must have one, and `unless` words
    of which it must have none. `heading` is what else says which item is meant. `published` is the day on which it was
    said, None if that is not known; `news_on` the day on which an outcome became news, if that is another than its own.
    `only_known` if it is no new item.
    """

    title: str
    quote: str
    when: str
    kind: FindKind
    url: str
    result: FindResult | None = None
    published: date | None = None
    version: str | None = None
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    heading: str = ""
    news_on: date | None = None
    only_known: bool = False

    def may_be(self, title: str) -> bool:
        """Whether an item of that title can be meant."""
        words = set(folded(title).split())
        if (self.needs and words.isdisjoint(self.needs)) or not words.isdisjoint(self.unless):
            return False
        if self.version is None:
            return True
        numbers = _NUMBERS.findall(title)
        if self.result is not None:
            return any(_is_of(self.version, number) for number in numbers)
        said = version(self.version)
        return not numbers or said is None or any(version(number) == said for number in numbers)


def announced(
    announcements: Iterable[Announcement], source: TextSource, watched: WatchedItems, now: datetime
) -> list[MatchedProposal]:
    """The proposals of a source: dates that are ahead, and news of items that are ours; each item ends but once."""
    today = now.astimezone(dates.zone(source.zone)).date()
    said = [found for each in announcements if (found := _found(each, source, today)) is not None]
    said.sort(key=lambda each: each.find.window.last_day(dates.zone(source.zone)) or date.max)
    return list(_first_endings(watched.said(said, source)))


def _found(announcement: Announcement, source: TextSource, today: date) -> DocumentFind | None:
    place = dates.zone(source.zone)
    try:
        window = dates.read(announcement.when, said_on=announcement.published or today, zone=place)
    except DateRefusedError:
        return None
    last = window.last_day(place)
    if announcement.result is not None:
        last, today = announcement.news_on or last, today - _NEWS
    if last is not None and last < today:
        return None
    quote = _short(announcement.quote, LONGEST_QUOTE)
    find = Find(
        quote=quote,
        start=0,
        end=len(quote),
        when=announcement.when,
        window=window,
        kind=announcement.kind,
        title=_short(announcement.title, LONGEST_TITLE),
        result=announcement.result,
        heading=f"{announcement.title} {announcement.heading}".strip(),
    )
    document = ReadDocument(quote, announcement.url, announcement.published)
    only_known = announcement.only_known or announcement.result is not None
    return DocumentFind(find, document, announcement.may_be, only_known)


def _first_endings(found: Sequence[MatchedProposal]) -> Iterator[MatchedProposal]:
    ended: set[str] = set()
    for matched in found:
        proposal = matched.proposal
        if proposal.result is None:
            yield replace(matched, proposal=replace(proposal, passage=None))
        elif proposal.item is not None and proposal.item not in ended:  # the first: they are in order
            ended.add(proposal.item)
            yield replace(matched, proposal=replace(proposal, passage=None))


def _is_of(found: str, number: str) -> bool:
    """Whether a version is one of a series: 4.0.1 is one of 4 and of 4.0, and not of 4.1."""
    said, series = version(found), version(number)
    if said is None or series is None:
        return False
    if series.is_prerelease or said.is_prerelease:
        return said == series
    padded = said.release + (0,) * len(series.release)
    return padded[: len(series.release)] == series.release


def _short(text: str, most: int) -> str:
    """`text` cut at a word where it is too long."""
    if len(text) <= most:
        return text
    return f"{text[:most].rpartition(' ')[0] or text[: most - 1]}…"
