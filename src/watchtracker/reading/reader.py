"""The way through a text: blocks, sentences, the dates of each, and what each of them says.

`dates.find` reads the dates; what stands around them says whether they are ahead, of what kind, and whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta, tzinfo

from watchtracker import dates
from watchtracker.dates import DateWindow, WindowKind
from watchtracker.dates.bounds import DateStatus
from watchtracker.dates.finding import Mention
from watchtracker.errors import Refusal
from watchtracker.reading import (
    asides,
    banners,
    bare_days,
    claims,
    figures,
    history,
    kinds,
    leaving,
    merging,
    moving,
    outcomes,
    refused,
    speakers,
    tense,
    titles,
    undated,
    unreal,
)
from watchtracker.reading.blocks import BlockKind
from watchtracker.reading.passages import passages
from watchtracker.reading.records import Find, FindKind, FindResult, LeftOut, TextReading, Why
from watchtracker.reading.statements import Dated, Passage, quoted
from watchtracker.reading.tense import When

_NO_NEWS = {Why.SAYING, Why.DAY_OF_THE_TEXT, Why.RECURRING, Why.IMAGINED, Why.FIGURE}
# What has more dates than that, a sentence or a whole text, is there to keep its reader busy.
_MOST_IN_SENTENCE, _MOST = 24, 20_000
_WEEK = 7
_NUMBER = re.compile(r"(?:the )?\d{1,2}(?:st|nd|rd|th)?")
_WEEK_OF = re.compile(r"(?:the )?week (?:of|commencing|beginning|ending|starting) ", re.IGNORECASE)
_AGAIN_IN = re.compile(r" (?:(?:in|during|throughout|over) )?(?:the )?")
_BARE_DAY = re.compile(r"[^\u6708]{0,40}\d\u65e5")
_KEY = re.compile(r"[^:]{3,48}:\W*(?:in |on |by )?")
_LONG = 31
_FAR = 200
_WEEKDAY = re.compile(
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:['\u2019]s)?|(?:over |at |this )*(?:the )?weekend", re.IGNORECASE
)
_ONLY_MONTH = re.compile(r"(?:in )?(?:(?:early|mid|late)[ -])?[A-Z][a-z]{2,8}")
_FROM = re.compile(r"^(?:from|as of|as from|starting|effective|beginning)\b|\u8d77$|\u304b\u3089$", re.IGNORECASE)
_EARLIEST = re.compile(r"\b(?:earliest|earlier|sooner|not before|NET)\b")
_PRONOUN = re.compile(r"(?:It|They|This|That|These|Both|He|She)\b")


def read(text: str, published: date | None, zone: tzinfo, *, most: int = _MOST) -> TextReading:
    """What `text` says that is to come, or has just ended, seen from the day `published` of `zone`.

    It ends after the sentence that has the date number `most`.
    """
    finds: list[Find] = []
    left_out: list[LeftOut] = []
    told: dict[int, BlockKind] = {}
    number = 0
    banner = banners.Banner(zone)
    slashes = refused.order_of_slashes(text)
    for passage in passages(text):
        if number >= most:
            left_out.append(_too_many(text, passage.said.span(0, len(passage.text))))
            break
        passage.told = history.is_told(passage, published)
        reader = _Reader(text, passage, published, zone, slashes)
        if passage.earlier and leaving.is_denial(passage.text):
            taken_back, finds = leaving.taken_back(finds, passage.earlier)
            left_out += taken_back
        for found in [*reader.statements(banner.month), *reader.under(banner)]:
            (finds if isinstance(found, Find) else left_out).append(found)  # type: ignore[arg-type]
            if isinstance(found, Find) and passage.block.kind is not BlockKind.CELL:
                told[found.start] = passage.block.kind
        number += reader.number
    kept, dropped = merging.merged(finds, zone, told)
    left_out += [LeftOut(find.quote, find.start, find.end, Why.SAID_ELSEWHERE) for find in dropped]
    return TextReading(kept, tuple(sorted(left_out, key=lambda left: left.start)))


class _Reader:
    """One sentence of a text, and what it says."""

    def __init__(self, text: str, passage: Passage, day: date | None, zone: tzinfo, slashes: str) -> None:
        self._text = text
        self._passage = passage
        self._day = day
        self._zone = zone
        self._slashes = slashes
        self._dated: list[Dated] = []
        self._numbers: list[tuple[int, int]] = []  # such as the first of "7 and 8 May"
        self._recurring: list[int] = []  # where what comes again and again ends: "every Monday" in summer
        self._moved: str | None = None
        self._cancelled = False
        self._taken: list[tuple[int, int]] = []  # where refused words stand
        self.number = 0  # of dates that were looked at
        self.told = False  # whether it was found to say anything
        self.dated = False  # whether it names a day of its own

    def statements(self, month: date | None = None) -> Iterator[Find | LeftOut]:
        """Its finds and what was left out; `month` is the one that stands over it."""
        own_day = bare_days.of_month(self._passage, month)
        refused_ = list(self._refused())
        if own_day and not any(date_.start < own_day.end for date_ in self._dated):
            self._dated.append(own_day)
            refused_ = [found for found in refused_ if isinstance(found, Find)]
        yield from refused_
        known = [*self._dated, *(Dated(start, end, "", dates.UNDATED) for start, end in self._taken)]
        self._dated += bare_days.bare_days(self._passage, known, self._day)
        self._dated.sort(key=lambda dated: dated.start)
        exact = [date_.window.earliest for date_ in self._dated if date_.window.exact]
        earlier = self._passage.earlier
        self._passage.named = exact[-1] if exact else earlier.named if earlier else None
        dated, former = moving.without_former(self._passage, self._spans(self._numbers, self._dated))
        if former:
            self._moved = former.words
            yield self._left(former, Why.MOVED)
        own, self.told = False, self._cancelled
        for date_ in dated:
            found = self._statement(self._as_past(date_), dated, self._moved)
            around = isinstance(found, Find) and tense.when(found.window, self._day, self._zone) is not When.AHEAD
            if around and leaving.says_nothing_else(self._passage, dated):
                found = self._left(date_, Why.NOTHING_TO_COME)
            again = self.told and isinstance(found, Find) and found.result is FindResult.CANCELLED
            self.told = self.told or isinstance(found, Find)
            own = own or not (isinstance(found, LeftOut) and found.why in {Why.SAYING, Why.DAY_OF_THE_TEXT})
            self.dated = self.dated or isinstance(found, Find) or found.why not in {Why.LABEL, Why.FIGURE}
            self._passage.dated = self._passage.dated or isinstance(found, Find)
            if not again:
                yield found
        if not self.told and not self._is_old_entry(dated):
            undated_ = list(self._without_date(self._moved, news=not own))
            undated_ = [] if undated_ and leaving.says_nothing_else(self._passage, dated) else undated_
            self.told = bool(undated_)
            yield from undated_

    def under(self, banner: banners.Banner) -> Iterator[Find]:
        """What a line without a date says of the day that stands over it."""
        if banner.see(self._passage, self._day, told=self.told) or self.dated or self.told:
            return
        over = banner.over(self._passage, self._day) or banner.of_column(self._passage, self._day)
        if over:
            yield self._find(*over, None, None)

    def _refused(self) -> Iterator[Find | LeftOut]:
        """Keep the dates that are read for what follows; tell of those that are not."""
        text, self._moved = moving.masked(asides.masked(self._passage.text, str(self._zone)))
        from_to = self._moved is not None
        found: Sequence[Mention] = (
            dates.find(text, self._day, self._zone) if self._passage.words.dated.search(text) else ()
        )
        if self._passage.verb_last and any(mention.code is Refusal.CANCELLED for mention in found):
            found = refused.without_negation(self._passage, text, found, self._day, self._zone)
        holds = any(other.window and not other.aside and other.standing is DateStatus.HOLDS for other in found)
        self.number = len(found)
        for mention in found[_MOST_IN_SENTENCE:]:
            yield self._left(mention, Why.TOO_MANY)
        for mention in filter(lambda mention: not self._reads_two_days(text, mention), found[:_MOST_IN_SENTENCE]):
            window = mention.window or refused.by_the_others(mention, self._slashes, self._day, self._zone)
            window = window or refused.read_again(
                self._passage, mention, self._day, self._zone, text=text, from_to=from_to
            )
            self._taken.append((mention.start, mention.end))
            if window and mention.aside and holds and not _WEEK_OF.match(mention.words):
                yield self._left(mention, Why.LABEL)
            elif window:
                unread = mention.refusal if mention.code is Refusal.IMPOSSIBLE else None
                self._dated.append(Dated(mention.start, mention.end, mention.words, window, unread=unread))
            elif _NUMBER.fullmatch(mention.words):
                self._numbers.append((mention.start, mention.end))
            elif mention.code is Refusal.CANCELLED and refused.is_called_off(self._passage):
                self._cancelled = True
                yield self._outcome(mention.start, mention.end, FindResult.CANCELLED, self._day_of_calling_off(mention))
            elif mention.code is Refusal.MOVED and refused.is_moved(self._passage, text):
                self._moved = mention.words
                yield self._left(mention, Why.MOVED)
            else:
                yield self._unread(mention)

    def _unread(self, mention: Mention) -> LeftOut:
        if mention.code is Refusal.RECURRING:
            self._recurring.append(mention.end)
        return self._left(mention, Why.RECURRING if mention.code is Refusal.RECURRING else Why.UNREADABLE)

    def _reads_two_days(self, text: str, mention: Mention) -> bool:
        """Whether a mention is refused only because it is two days, or one without its month, which is read later."""
        if mention.code is not Refusal.TWO_DATES:
            return False
        pair = refused.two_days(text, mention, self._day, self._zone)
        self._dated += pair
        return bool(pair or _BARE_DAY.match(mention.words))

    def _spans(self, numbers: list[tuple[int, int]], dated: list[Dated]) -> list[Dated]:
        return moving.joined(self._passage, moving.with_day_before(self._passage, numbers, dated), self._zone)

    def _as_past(self, dated: Dated) -> Dated:
        """A weekday beside a past verb is the last one: "passed the act on Tuesday"."""
        window = dated.window
        if not _WEEKDAY.fullmatch(dated.words) or window.earliest is None or window.latest is None:
            return dated
        if not self._is_soon(dated) or not tense.looks_back(self._passage, dated):
            return dated
        if self._day is None or window.earliest <= self._day:
            return dated
        back = timedelta(days=_WEEK)
        return replace(dated, window=DateWindow(window.earliest - back, window.latest - back))

    def _statement(self, dated: Dated, others: list[Dated], moved: str | None) -> Find | LeftOut:
        passage = self._passage
        where = tense.when(dated.window, self._day, self._zone)
        why = leaving.left_out(passage, dated, where, soon=self._is_soon(dated)) or unreal.why(passage, dated)
        if where is not When.AHEAD and why not in _NO_NEWS:
            ended = self._ended(dated, where)
            if ended:
                return self._find(dated, FindKind.OUTCOME, ended, None)
        planned = not why or outcomes.was_planned(passage, dated)
        if where is When.AHEAD and planned and outcomes.is_called_off(passage, dated):
            return self._outcome(*outcomes.calling_off(passage, dated), FindResult.CANCELLED)
        if where is When.BEHIND:
            return self._left(dated, why or Why.NOT_AHEAD)
        if why:
            return self._left(dated, why)
        why = self._why_not(dated, others, where)
        if why:
            return self._left(dated, why)
        kind = kinds.kind(passage, dated, others) or self._some_kind(dated, where)
        if kind is None or (where is When.AROUND and not self._is_said_of_today(dated)):
            return self._left(dated, Why.NOTHING_TO_COME)
        heading = passage.block.kind is BlockKind.HEADING
        if heading and (not passage.cues or (where is When.AROUND and not dated.window.exact)):
            return self._left(dated, Why.NOTHING_TO_COME)
        return self._find(dated, kind, None, moved)

    def _why_not(self, dated: Dated, others: list[Dated], where: When) -> Why | None:
        """Why a date that may lie ahead is no statement after all."""
        passage = self._passage
        if self._is_past(dated, where):
            return Why.PAST_VERB
        if any(_AGAIN_IN.fullmatch(passage.text, end, dated.start) for end in self._recurring):
            return Why.RECURRING
        if self._day is None and leaving.is_day_of_the_text(passage):
            return Why.DAY_OF_THE_TEXT
        if history.is_of_it(passage, dated) or tense.is_last_time(passage, dated, others, self._day, self._zone):
            return Why.NOT_AHEAD
        first = dated.window.first_day(self._zone)
        begun = first is not None and self._day is not None and first.year < self._day.year
        if begun and where is When.AROUND and first and self._day and (self._day - first).days > _FAR:
            return Why.NOT_AHEAD  # "the fellows of 2023 to 2026"
        bound = any(other.window.kind is WindowKind.OPEN_START for other in others)
        if bound and dated.window.exact and passage.text[: dated.start].endswith(" of "):
            return Why.LABEL  # "who speaks at the fair of 6 May must write by 1 May"
        if not passage.short and not passage.cues and tense.is_only_near(passage, dated):
            return Why.NOTHING_TO_COME  # "it keeps until Thursday" tells of a day, and of nothing that happens on it
        return None

    def _ended(self, dated: Dated, where: When) -> FindResult | None:
        result = outcomes.of_a_date(self._passage, dated, self._day, self._zone)
        if result is None or self._passage.block.kind is BlockKind.CELL or outcomes.is_of_a_paper(self._passage):
            return None
        first, last = dated.window.first_day(self._zone), dated.window.last_day(self._zone)
        if first is None or last is None or (last - first).days >= _WEEK or tense.is_put_in(self._passage, dated):
            return None
        news = self._passage.words.news.search(self._passage.text)
        told = news or tense.looks_back(self._passage, dated) or not tense.is_ahead_in_clause(self._passage, dated)
        if where is When.AROUND and not told:
            return None
        return result

    def _is_old_entry(self, dated: list[Dated]) -> bool:
        """Whether it is a line of a log, of a day that is over: what it promised then is kept or broken by now."""
        if not dated or not self._passage.short or dated[0].start > _LONG or not dated[0].window.exact:
            return False
        last = dated[0].window.last_day(self._zone)
        return last is not None and self._day is not None and (self._day - last).days > _LONG

    def _is_said_of_today(self, dated: Dated) -> bool:
        """Whether something says that what holds the day of the text is still to come."""
        if self._passage.short and kinds.surroundings(self._passage) and dated.window.kind is WindowKind.WINDOW:
            return True
        return bool(self._passage.cues) or tense.looks_ahead(self._passage, dated)

    def _some_kind(self, dated: Dated, where: When) -> FindKind | None:
        """The kind of what no word says: something that takes place, if it has a day or is said to come."""
        if self._passage.words.moves.search(self._passage.text) or kinds.names_a_version(self._passage, dated):
            return FindKind.RELEASE
        of_year = figures.kind_of_year(self._passage.text[: dated.start]) if figures.is_coarse(dated) else None
        if of_year:
            return of_year
        if where is When.AROUND:
            return FindKind.EVENT if tense.looks_ahead(self._passage, dated) else None
        first, last = dated.window.first_day(self._zone), dated.window.last_day(self._zone)
        exact = first is not None and last is not None and (last - first).days < _LONG
        begins = where is When.AHEAD and first is not None and _FROM.search(dated.words)
        if figures.is_of_a_plan(self._passage, dated):
            return FindKind.RELEASE
        exact = exact or bool(begins or _EARLIEST.search(dated.words))
        exact = exact and not _ONLY_MONTH.fullmatch(dated.words)
        return FindKind.EVENT if exact or self._passage.short or tense.looks_ahead(self._passage, dated) else None

    def _is_past(self, dated: Dated, where: When) -> bool:
        """Whether a past verb governs the date: of what holds the day of the text, or of what may be a year ago."""
        if not tense.looks_back(self._passage, dated) or moving.is_target(self._passage, dated):
            return False
        if where is When.AHEAD and _KEY.fullmatch(self._passage.text[: dated.start]) and self._passage.block.subject:
            return False  # "Decisions sent: mid-July"
        first = dated.window.first_day(self._zone)
        far = self._day is not None and first is not None and (first - self._day).days > _FAR
        return where is When.AROUND or tense.is_history(self._passage, dated, far=far)

    def _is_soon(self, dated: Dated) -> bool:
        first = dated.window.first_day(self._zone)
        return bool(self._day and first and (first - self._day).days <= _WEEK)

    def _without_date(self, moved: str | None, *, news: bool) -> Iterator[Find]:
        """What a sentence says without a date: that something has ended, or that it is to come."""
        passage = self._passage
        ended = outcomes.without_date(passage) if news and not _PRONOUN.match(passage.text) else None
        if ended and passage.block.kind is not BlockKind.CELL:
            yield self._outcome(ended[1], ended[2], ended[0])
            return
        place = undated.promise(passage)
        if passage.earlier and passage.earlier.dated and undated.is_of_the_same(passage):
            return
        if place is None or (passage.block.kind is BlockKind.HEADING and len(passage.text) < place[1] - place[0] + 4):
            return
        kind = undated.kind(passage, place) or kinds.surroundings(passage) or FindKind.RELEASE
        yield self._made(
            place, refused.words_of_promise(passage.text[slice(*place)]), dates.UNDATED, kind=kind, moved=moved
        )

    def _day_of_calling_off(self, mention: Mention) -> date | None:
        """The last such day, where a weekday says when something was called off: "withdrawn on Monday"."""
        before = self._passage.text[: mention.start]
        ends = [end for _, _, end in self._passage.words.outcomes(before)]
        if not ends or len(before) - ends[-1] > len(" on ") or not _WEEKDAY.fullmatch(mention.words):
            return None
        window = refused.read_words(mention.words, self._day, self._zone)
        meant = window.earliest if window else None
        return meant - timedelta(days=_WEEK) if meant and self._day and meant > self._day else meant

    def _outcome(self, start: int, end: int, result: FindResult, on: date | None = None) -> Find:
        late = "last night" in self._passage.text[start:end]
        day = on or (self._day - timedelta(days=1) if self._day and late else self._day)
        window = DateWindow(day, day) if day else dates.UNDATED
        words = day.isoformat() if day else "TBD"
        return self._made((start, end), words, window, kind=FindKind.OUTCOME, result=result)

    def _find(self, dated: Dated, kind: FindKind, result: FindResult | None, moved: str | None) -> Find:
        when = claims.when(dated.words, dated.window, self._day, self._zone)
        found = self._made((dated.start, dated.end), when, dated.window, kind=kind, result=result, moved=moved)
        return replace(found, unread=dated.unread) if dated.unread else found

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
        passage = self._passage
        start, end = quoted(passage, place)
        return Find(
            quote=self._text[start:end],
            start=start,
            end=end,
            when=when,
            window=window,
            kind=kind,
            title=titles.title(passage, *place, promised=not window.dated),
            result=result,
            heading=passage.block.heading,
            said_by=speakers.said_by(passage),
            rumour=speakers.is_rumour(passage),
            moved_from=moved,
        )

    def _left(self, mention: Mention | Dated, why: Why) -> LeftOut:
        start, end = self._passage.said.span(mention.start, mention.end)
        return LeftOut(self._text[start:end], start, end, why)


def _too_many(text: str, place: tuple[int, int]) -> LeftOut:
    start, end = place
    return LeftOut(text[start:end], start, end, Why.TOO_MANY)
