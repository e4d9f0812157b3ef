"""What lies in the last week: the last day of a name, and what ended or was called off on it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from watchtracker.dates import DateWindow, WindowKind
from watchtracker.reading.days import moving, refused
from watchtracker.reading.layout import shapes
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.making import Maker
from watchtracker.reading.records import Find, FindKind, FindResult, LeftOut, Why
from watchtracker.reading.rules import begun, leaving, outcomes, tense
from watchtracker.reading.rules.tense import When
from watchtracker.reading.statements import Dated

_NO_NEWS = {Why.SAYING, Why.DAY_OF_THE_TEXT, Why.RECURRING, Why.IMAGINED, Why.FIGURE}
_SINCE_THEN = {None, Why.DAY_OF_THE_TEXT, Why.NOT_AHEAD}
_WEEK = 7
_SINCE_HAN = re.compile(r"[^、，。]{0,8}?(?:より|から|以降|以来|以來)")
_A_WEEK = timedelta(days=_WEEK)
_NEXT_WEEK = re.compile(r"\bnext week\b|[下来][周週]", re.IGNORECASE)
_MOST_OF_A_YEAR = 333
_SINCE = re.compile(r"^(?:since|from|effective|with effect)\b|起$|から$|より$", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"(?:late |early )?(?:at )?(?:\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)? ?(?:[A-Z]{1,5} )?(?:on )?)?"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['\u2019]s"
    r"|,? at \d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?)?"
    r"|(?:over |at |this )*(?:the )?weekend"
    r"|(?:本|这|這)?(?:[周週]|星期|礼拜)[一二三四五六日天]"
    r"|[月火水木金土日]曜日?",
    re.IGNORECASE,
)


class Lately:
    """Tells of the dates of one sentence what came about on them."""

    def __init__(self, maker: Maker) -> None:
        self._maker = maker
        self._passage = maker.passage
        self._day = maker.day
        self._zone = maker.zone

    def ended(self, dated: Dated, others: Sequence[Dated], where: When, why: Why | None) -> Find | LeftOut | None:
        """What had ended on a date, or was called off that had been planned for it; None where nothing is said so.

        `why` is what speaks against the date as one of something to come.
        """
        passage = self._passage
        if where is When.AHEAD:
            return self._called_off(dated, others, why)
        said = begun.of_a_saying(passage, dated) if why is Why.SAYING and self._is_lately(dated) else None
        so = why in _SINCE_THEN and self._is_lately(dated) and begun.is_so(passage, dated)
        if said or so:
            return self._maker.find(self._as_day(dated), FindKind.OUTCOME, said or FindResult.HAPPENED, None)
        beside = why is Why.FIGURE and where is When.BEHIND and outcomes.is_beside(passage, dated)
        if why in _NO_NEWS and not beside:
            return None
        of_day = self._as_day(dated)
        result = self._ended(of_day, where, others)
        if result is None or self._is_named_better(of_day, others):
            return None
        return self._maker.find(of_day, FindKind.OUTCOME, result, None)

    def _is_lately(self, dated: Dated) -> bool:
        """Whether it is a day of the last week, or one since when something is so."""
        first = self._as_day(dated).window.first_day(self._zone)
        last = self._as_day(dated).window.last_day(self._zone)
        return bool(self._day and first and first == last and timedelta(0) <= self._day - first <= _A_WEEK)

    def _called_off(self, dated: Dated, others: Sequence[Dated], why: Why | None) -> Find | LeftOut | None:
        """What was planned for a date ahead and will not be."""
        if self._is_off_in_row():
            return self._maker.outcome(dated.start, dated.end, FindResult.CANCELLED)
        if not self._passage.cancelled:
            return None
        planned = not why or outcomes.was_planned(self._passage, dated) or self._was_dropped(dated, others, why)
        stands = not planned or moving.is_target(self._passage, dated)
        dropped = self._was_dropped(dated, others, why)
        if stands or not (dropped or outcomes.is_called_off(self._passage, dated)):
            return None
        if self._is_dated_elsewhere(dated, others):
            return self._maker.left(dated, Why.MOVED)  # "meant for next week, was dropped on Monday"
        return self._maker.outcome(*outcomes.calling_off(self._passage, dated), FindResult.CANCELLED)

    def as_past(self, dated: Dated) -> Dated:
        """A weekday beside a past verb is the last one: "passed the act on Tuesday"."""
        window, first = dated.window, dated.window.first_day(self._zone)
        if window.kind is WindowKind.OPEN_START and window.latest and dated.words.lower().startswith("after "):
            return replace(dated, window=DateWindow(window.latest, window.latest))  # "no longer valid after 30 June"
        if first and self._day and first < self._day and tense.is_to_come_beside(self._passage, dated):
            meant = refused.read_words(dated.words, self._day, self._zone)
            return replace(dated, window=meant) if meant else dated
        if first and self._day and (first - self._day).days > _MOST_OF_A_YEAR and outcomes.told(self._passage):
            last = refused.last_such(dated.words, self._day, self._zone)
            if last and not tense.is_ahead_in_clause(self._passage, dated):
                return replace(dated, window=last)  # "As planned, it was switched off on 9 March"
        if first is None or not _is_a_weekday(dated.words):
            return dated
        if _NEXT_WEEK.search(self._passage.block.heading) and self._is_this_week(first):
            return replace(dated, window=_shifted(window, _A_WEEK))
        told = tense.looks_back(self._passage, dated) or tense.is_told(self._passage, dated)
        told = told or begun.of_a_saying(self._passage, dated) is not None
        if (
            tense.is_announced(self._passage, dated)
            or not self.is_soon(dated)
            or not (told or self._is_told_plainly(dated))
        ):
            return dated
        return dated if self._day is None or first <= self._day else replace(dated, window=_shifted(window, -_A_WEEK))

    def _was_dropped(self, dated: Dated, others: Sequence[Dated], why: Why | None) -> bool:
        """Whether a Chinese or Japanese sentence drops a plan that it names the day of, and does not only move it."""
        if why is not Why.MOVED or not self._passage.verb_last or self._passage.words.moves.search(self._passage.text):
            return False
        until = min((other.start for other in others if other.start >= dated.end), default=len(self._passage.text))
        ended = self._passage.outcomes
        return any(result is FindResult.CANCELLED and dated.end <= at < until for result, at, _ in ended)

    def _is_this_week(self, day: date) -> bool:
        """Whether a day lies before the next Monday."""
        return self._day is not None and day - self._day < timedelta(days=_WEEK - self._day.weekday())

    def _is_told_plainly(self, dated: Dated) -> bool:
        """Whether a sentence of a language whose verbs have no tense says how something ended, and nothing ahead."""
        label = self._passage.text.startswith((":", "：", "|", " "), dated.end)
        prose = self._passage.block.kind is BlockKind.PROSE and not label
        plainly = prose and self._passage.verb_last and not self._passage.ahead
        return plainly and bool(outcomes.told(self._passage))

    def is_soon(self, dated: Dated) -> bool:
        """Whether a date is at most a week ahead."""
        first = dated.window.first_day(self._zone)
        return bool(self._day and first and (first - self._day).days <= _WEEK)

    def _ended(self, dated: Dated, where: When, others: Sequence[Dated]) -> FindResult | None:
        ahead = (other.start for other in others if tense.when(other.window, self._day, self._zone) is When.AHEAD)
        until = min((start for start in ahead if start >= dated.end), default=len(self._passage.text))
        if self._passage.verb_last and _SINCE_HAN.match(self._passage.text, max(dated.start, dated.end - 2)):
            until = min((other.start for other in others if other.start >= dated.end), default=until)
        result = outcomes.of_a_date(self._passage, dated, self._day, self._zone, until) or self._of_a_thing(dated)
        cell = self._passage.block.kind is BlockKind.CELL and not self._passage.block.ended
        cell = cell and not (self._passage.verb_last and self._passage.block.subject)  # "已上线（5月8日）"
        if result is None or cell or outcomes.is_of_a_paper(self._passage):
            return None
        first, last = dated.window.first_day(self._zone), dated.window.last_day(self._zone)
        if first is None or last is None or (last - first).days >= _WEEK or tense.is_put_in(self._passage, dated):
            return None
        news = self._passage.words.news.search(self._passage.text)
        told = news or tense.looks_back(self._passage, dated) or not tense.is_ahead_in_clause(self._passage, dated)
        if where is When.AROUND and not told:
            return None
        return result

    def _of_a_thing(self, dated: Dated) -> FindResult | None:
        """What came about in the last week with a thing that is waited for, or stands in a list of what is done."""
        last = dated.window.last_day(self._zone)
        if last is None or self._day is None or not timedelta(0) <= self._day - last <= _A_WEEK:
            return None
        if dated.window.exact and self._passage.block.ended and not self._is_off_in_row():
            return FindResult.HAPPENED
        if dated.window.exact and leaving.is_of_what_is_done(self._passage):
            return FindResult.HAPPENED
        cell = self._passage.block.kind is BlockKind.CELL and dated.window.exact and self._passage.verb_last
        beside = self._passage.words.outcomes(self._passage.block.subject) if cell else []
        if beside and not self._passage.words.ahead.search(self._passage.block.subject):
            return beside[0][0]  # "2月15日 | 販売を終了しました"
        return outcomes.of_a_thing(self._passage, dated)

    def _is_off_in_row(self) -> bool:
        """Whether another cell of its row says that it was called off."""
        ended = shapes.ENDED.fullmatch(self._passage.block.ended)
        return bool(ended and ended["off"])

    def _as_day(self, dated: Dated) -> Dated:
        """A day of the last week since when something is so, as the day on which it came: "in force since Monday"."""
        first = dated.window.first_day(self._zone)
        begun = (
            dated.window.kind is WindowKind.OPEN_END
            and _SINCE.search(dated.words)
            and self._day
            and first
            and first <= self._day
        )
        return replace(dated, window=DateWindow(first, first)) if begun else dated

    def _is_named_better(self, dated: Dated, others: Sequence[Dated]) -> bool:
        """Whether it is a week, and a day of it stands in the sentence: "This week it arrived on Thursday"."""
        first, last = dated.window.first_day(self._zone), dated.window.last_day(self._zone)
        if first is None or last is None or first == last:
            return False  # before the others are looked at: a sentence may have many
        days = [self.as_past(other).window.earliest for other in others if other is not dated and other.window.exact]
        return any(day is not None and first <= day + _A_WEEK and day <= last for day in days)

    def _is_dated_elsewhere(self, dated: Dated, others: Sequence[Dated]) -> bool:
        """Whether another date of the sentence says when it was called off."""
        past = [self.as_past(other) for other in others if other is not dated]
        lie = [(other, tense.when(other.window, self._day, self._zone)) for other in past]
        return any(
            where is not When.AHEAD and self._ended(other, where, others) is FindResult.CANCELLED
            for other, where in lie
        )


@lru_cache(maxsize=64)
def _is_a_weekday(words: str) -> bool:
    return _WEEKDAY.fullmatch(words) is not None


def _shifted(window: DateWindow, by: timedelta) -> DateWindow:
    """The days or the moment of `window`, `by` later."""
    if window.instant:
        return DateWindow(instant=window.instant + by)
    return DateWindow(window.earliest and window.earliest + by, window.latest and window.latest + by)
