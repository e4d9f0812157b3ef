"""The dates of a sentence: what the grammar reads, what it refuses and is read again, and days without their month."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from watchtracker import dates
from watchtracker.dates.bounds import DateStatus
from watchtracker.dates.finding import Mention
from watchtracker.errors import Refusal
from watchtracker.reading.days import asides, bare_days, day_lists, diary, mentions, moving, refused, slashes
from watchtracker.reading.making import Maker
from watchtracker.reading.records import Find, FindResult, LeftOut, Why
from watchtracker.reading.rules import outcomes
from watchtracker.reading.statements import Dated

# A sentence with more dates than that is there to keep its reader busy.
_MOST = 24
_NUMBER = re.compile(r"(?:the )?\d{1,2}(?:st|nd|rd|th)?")
_WEEK_OF = re.compile(r"(?:the )?week (?:of|commencing|beginning|ending|starting) ", re.IGNORECASE)
_BARE_DAY = re.compile(r"[^月]{0,40}\d日")
_WEEK = timedelta(days=7)


def _without(text: str, dated: Sequence[Dated]) -> str:
    for date_ in dated:
        text = text[: date_.start] + " " * (date_.end - date_.start) + text[date_.end :]
    return text


class Gathered:
    """The dates of one sentence, once `told` has been gone through."""

    def __init__(self, maker: Maker, slashes: str) -> None:
        self._maker = maker
        self._passage = maker.passage
        self._day = maker.day
        self._zone = maker.zone
        self._slashes = slashes
        self._numbers: list[tuple[int, int]] = []  # such as the first of "7 and 8 May"
        self._taken: list[tuple[int, int]] = []  # where refused words stand
        self.dated: list[Dated] = []
        self.recurring: list[int] = []  # where what comes again and again ends: "every Monday" in summer
        self.moved: str | None = None  # the words of the date from which something was moved
        self.cancelled = False
        self.number = 0  # of dates that were looked at

    @property
    def last(self) -> int:
        """Where the last of the words ends that were refused."""
        return max((end for _, end in self._taken), default=0)

    def told(self, month: date | None) -> Iterator[Find | LeftOut]:
        """Gather them, and tell of those that say all by themselves; `month` is the one that stands over them."""
        self.dated += bare_days.of_month(self._passage, month, self._day)
        key = self._passage.block.subject if self.dated else ""
        yield from self._refused(len(key) if key and self._passage.text.startswith(key) else 0)
        known = [*self.dated, *(Dated(start, end, "", dates.UNDATED) for start, end in self._taken)]
        self.dated += bare_days.bare_days(self._passage, known, self._day)
        if self._day:
            self.dated = [bare_days.in_next_week(self._passage, date_, self._day) for date_ in self.dated]
        self.dated.sort(key=lambda dated: dated.start)
        exact = [date_.window.earliest for date_ in self.dated if date_.window.exact]
        earlier = self._passage.earlier
        self._passage.named = exact[-1] if exact else earlier.named if earlier else None
        spans = moving.with_day_before(self._passage, self._numbers, self.dated)
        self.dated, former = moving.without_former(self._passage, moving.joined(self._passage, spans, self._zone))
        if former:
            self.moved = former.words
            yield self._maker.left(former, Why.MOVED)

    def _refused(self, begin: int) -> Iterator[Find | LeftOut]:
        """Keep the dates behind `begin` that are read for what follows; tell of those that are not."""
        plain = asides.masked(self._passage.text, str(self._zone))
        text, self.moved = moving.masked(plain)
        text = diary.without_hour(text) if self._passage.under_day else text
        text = " " * begin + _without(text, self.dated)[begin:]
        written = [*slashes.days(text, self._slashes, self._day, self._zone)]
        written += day_lists.days(_without(text, written), self._day, self._zone)
        self.dated += written
        text = _without(text, written)
        from_to = self.moved is not None
        self._taken += _blanked(plain, text) if from_to else []
        found: Sequence[Mention] = (
            mentions.find(text, self._day, self._zone) if self._passage.words.may_name_a_date(text) else ()
        )
        if self._passage.verb_last and any(mention.code is Refusal.CANCELLED for mention in found):
            found = refused.without_negation(self._passage, text, found, self._day, self._zone)
        holds = any(other.window and not other.aside and other.standing is DateStatus.HOLDS for other in found)
        self.number = len(found)
        for mention in found[_MOST:]:
            yield self._maker.left(mention, Why.TOO_MANY)
        for mention in filter(lambda mention: not self._reads_two_days(text, mention), found[:_MOST]):
            if self.dated and diary.is_of_a_name(mention.words, text[mention.end :]):
                yield self._maker.left(mention, Why.LABEL)
                continue
            window = mention.window or refused.by_the_others(mention, self._slashes, self._day, self._zone)
            window = window or refused.read_again(
                self._passage, mention, self._day, self._zone, text=text, from_to=from_to
            )
            window = window or refused.just_over(self._passage, mention, self._day, self._zone)
            window = window or refused.next_again(self._passage, mention, self._day, self._zone, text=text)
            self._taken.append((mention.start, mention.end))
            if window and mention.aside and holds and not self._is_day_of_news(mention):
                yield self._maker.left(mention, Why.LABEL)
            elif window:
                unread = mention.refusal if mention.code is Refusal.IMPOSSIBLE else None
                self.dated.append(Dated(mention.start, mention.end, mention.words, window, unread=unread))
            elif _NUMBER.fullmatch(mention.words):
                self._numbers.append((mention.start, mention.end))
            elif mention.code is Refusal.CANCELLED and refused.is_called_off(self._passage, mention.end):
                yield self._called_off(mention)
            elif mention.code is Refusal.MOVED and refused.is_moved(self._passage, text):
                self.moved = mention.words
                yield self._maker.left(mention, Why.MOVED)
            else:
                yield self._unread(mention)

    def _unread(self, mention: Mention) -> LeftOut:
        if mention.code is Refusal.RECURRING:
            self.recurring.append(mention.end)
        return self._maker.left(mention, Why.RECURRING if mention.code is Refusal.RECURRING else Why.UNREADABLE)

    def _is_day_of_news(self, mention: Mention) -> bool:
        """Whether a date that only names something may say when that came about, or which week it is."""
        if _WEEK_OF.match(mention.words):
            return True
        if not (self._passage.verb_last and self._passage.outcomes and mention.window and mention.window.exact):
            return False
        return bool(self._day and mention.window.latest and mention.window.latest <= self._day)

    def _reads_two_days(self, text: str, mention: Mention) -> bool:
        """Whether a mention is refused only because it is two days, or one without its month, which is read later."""
        if mention.code is not Refusal.TWO_DATES:
            return False
        pair = refused.two_days(text, mention, self._day, self._zone)
        self.dated += pair
        return bool(pair or _BARE_DAY.match(mention.words))

    def _called_off(self, mention: Mention) -> Find | LeftOut:
        """What was called off: one thing, however many of its dates the sentence names."""
        if self.cancelled:
            return self._maker.left(mention, Why.MOVED)
        self.cancelled = True
        return self._maker.outcome(mention.start, mention.end, FindResult.CANCELLED, self._day_of_calling_off())

    def _day_of_calling_off(self) -> date | None:
        """The last such day, where words beside the verb say when it was called off: "withdrawn on Monday"."""
        if self._passage.verb_last and self._day:
            days = [dated.window.earliest for dated in self.dated if dated.window.exact]
            lately = [day for day in days if day and self._day - _WEEK <= day <= self._day]
            return lately[-1] if lately else None
        for result, start, end in self._passage.outcomes:
            words = outcomes.day_beside(self._passage, start, end) if result is FindResult.CANCELLED else ""
            words = words or outcomes.day_of_stopping(self._passage, start, end)
            if not words:
                continue
            window = refused.read_words(words, self._day, self._zone)
            window = window or refused.last_such(words, self._day, self._zone)
            meant = window.earliest if window else None
            return meant - _WEEK if meant and self._day and meant > self._day else meant
        return None


def _blanked(plain: str, text: str) -> list[tuple[int, int]]:
    """Where spaces were put for words, whose numbers are no days by themselves: "from the 14th to the 21st of June"."""
    changed = [at for at, sign in enumerate(plain) if sign != text[at]]
    return [(changed[0], changed[-1] + 1)] if changed else []
