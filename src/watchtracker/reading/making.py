"""What was found in a sentence, made into a find with its exact quote, or into what was left out with its reason."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta, tzinfo

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.dates.finding import Mention
from watchtracker.reading.days import claims
from watchtracker.reading.records import Find, FindKind, FindResult, LeftOut, Why
from watchtracker.reading.statements import Dated, Passage, quoted
from watchtracker.reading.titling import deeds, speakers, titles


class Maker:
    """The finds of one sentence of `text`, which was published on `day` of `zone`."""

    def __init__(self, text: str, passage: Passage, day: date | None, zone: tzinfo) -> None:
        self._text = text
        self.passage = passage
        self.day = day
        self.zone = zone

    def find(self, dated: Dated, kind: FindKind, result: FindResult | None, moved: str | None) -> Find:
        """A find on a date of the sentence; `moved` are the words of the date that it took over from."""
        when = claims.when(dated.words, dated.window, self.day, self.zone)
        found = self._made((dated.start, dated.end), when, dated.window, kind=kind, result=result, moved=moved)
        return replace(found, unread=dated.unread) if dated.unread else found

    def outcome(self, start: int, end: int, result: FindResult, on: date | None = None) -> Find:
        """What ended on the day `on`, or on that of the text, as the words from `start` to `end` say."""
        late = "last night" in self.passage.text[start:end]
        day = on or (self.day - timedelta(days=1) if self.day and late else self.day)
        window = DateWindow(day, day) if day else dates.UNDATED
        words = day.isoformat() if day else "TBD"
        return self._made((start, end), words, window, kind=FindKind.OUTCOME, result=result)

    def promise(self, place: tuple[int, int], when: str, kind: FindKind, moved: str | None) -> Find:
        """What is to come without a date, as the words at `place` say."""
        return self._made(place, when, dates.UNDATED, kind=kind, moved=moved)

    def left(self, mention: Mention | Dated, why: Why) -> LeftOut:
        """A date of the sentence that is no statement."""
        start, end = self.passage.said.span(mention.start, mention.end)
        return LeftOut(self._text[start:end], start, end, why)

    def _made(
        self,
        place: tuple[int, int],
        when: str,
        window: DateWindow,
        *,
        kind: FindKind,
        result: FindResult | None = None,
        moved: str | None = None,
    ) -> Find:
        passage = self.passage
        start, end = quoted(passage, place)
        return Find(
            quote=self._text[start:end],
            start=start,
            end=end,
            when=when,
            window=window,
            kind=kind,
            title=(deeds.of_outcome(passage, *place) if result else "")
            or titles.title(passage, *place, promised=not window.dated),
            result=result,
            heading=passage.block.heading,
            said_by=speakers.said_by(passage),
            rumour=speakers.is_rumour(passage),
            moved_from=moved,
        )
