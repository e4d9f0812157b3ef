"""What becomes of a date of a sentence: a find of some kind, or something left out, with the reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from watchtracker.dates import WindowKind
from watchtracker.reading.days import diary, moving, refused
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.making import Maker
from watchtracker.reading.promises import same_promise, undated
from watchtracker.reading.records import Find, FindKind, LeftOut, Why
from watchtracker.reading.rules import (
    asked,
    background,
    figures,
    han,
    history,
    kinds,
    leaving,
    outcomes,
    retold,
    tense,
    unreal,
)
from watchtracker.reading.rules.lately import Lately
from watchtracker.reading.rules.tense import When
from watchtracker.reading.statements import Dated

_AGAIN_IN = re.compile(r" (?:(?:in|during|throughout|over) )?(?:the )?")
_KEY = re.compile(r"[^:]{3,48}:\W*(?:in |on |by )?")
_LONG = 31
_FAR = 200
_ONLY_MONTH = re.compile(r"(?:in )?(?:(?:early|mid|late)[ -])?[A-Z][a-z]{2,8}")
_FROM = re.compile(r"^(?:from|as of|as from|starting|effective|beginning)\b|起$|から$", re.IGNORECASE)
_PLACED = re.compile(r"moved|shifted|reschedul|held", re.IGNORECASE)  # of what has a day in a calendar
_NOW_SAID = re.compile(
    r"\bnow (?:say|says|saying|target(?:s|ing)?|look(?:s|ing)? at|aim(?:s|ing)? (?:for|at)|expect(?:s|ing)?"
    r"|think(?:s|ing)?|plan(?:s|ning)? (?:for|on)) (?:for |in |on )?(?:the )?$",
    re.IGNORECASE,
)
_UP_TO = re.compile(r"(?:by|before|no later|not later|until)\b", re.IGNORECASE)
_NOT_SOONER = re.compile(r"(?:before|until)\b|より前$", re.IGNORECASE)
_EARLIEST = re.compile(r"\b(?:earliest|earlier|sooner|not before|NET)\b")
_ASKED_FOR = re.compile(
    r"[A-Z][\w' -]{2,40} by (?:next |this )?\w+day(?: please)?[.!]?$"
)  # "Objections by Wednesday please"
_YEAR_BEHIND = re.compile(r"[ \u3000,(（]{1,2}((?:1[89]|20)\d\d)(?:年|\b(?![-/.]))")
_PRONOUN = re.compile(r"(?:It|They|This|That|These|Both|He|She)\b")


class Judge:
    """Judges the dates of one sentence; `recurring` are the places where words such as "every Monday" end."""

    def __init__(self, maker: Maker, recurring: Sequence[int]) -> None:
        self._maker = maker
        self._passage = maker.passage
        self._day = maker.day
        self._zone = maker.zone
        self._recurring = recurring
        self._lately = Lately(maker)

    def statement(self, dated: Dated, others: list[Dated], moved: str | None) -> Find | LeftOut:
        """What the sentence says of one of its dates; `moved` are the words of that from which it was moved."""
        passage, dated = self._passage, dated if moved else self._lately.as_past(dated)
        where = tense.when(dated.window, self._day, self._zone)
        why = leaving.left_out(passage, dated, where, soon=self._lately.is_soon(dated)) or unreal.why(passage, dated)
        why = why or background.why(passage, dated, where) or retold.why(passage, dated, where)
        ended = self._lately.ended(dated, others, where, why)
        if ended:
            return ended
        if where is When.BEHIND:
            return self._maker.left(dated, why or Why.NOT_AHEAD)
        if why:
            return self._maker.left(dated, why)
        why = self._why_not(dated, others, where)
        if why:
            return self._maker.left(dated, why)
        kind = kinds.kind(passage, dated, others) or self._some_kind(dated, where, moved)
        if kind is None or (where is When.AROUND and not self._is_said_of_today(dated)):
            return self._maker.left(dated, Why.NOTHING_TO_COME)
        heading = passage.block.kind is BlockKind.HEADING
        if heading and (not passage.cues or (where is When.AROUND and not dated.window.exact)):
            return self._maker.left(dated, Why.NOTHING_TO_COME)
        return self._maker.find(dated, kind, None, moved)

    def without_date(self, moved: str | None, *, news: bool) -> Iterator[Find]:
        """What a sentence says without a date: that something has ended, or that it is to come."""
        passage = self._passage
        ended = outcomes.without_date(passage) if news and not _PRONOUN.match(passage.text) else None
        if ended and passage.block.kind is not BlockKind.CELL:
            yield self._maker.outcome(ended[1], ended[2], ended[0])
            return
        place = undated.promise(passage)
        if same_promise.is_of_the_same(passage):
            return
        if place is None or (passage.block.kind is BlockKind.HEADING and len(passage.text) < place[1] - place[0] + 4):
            return
        kind = undated.kind(passage, place) or kinds.surroundings(passage) or FindKind.RELEASE
        when = refused.words_of_promise(passage.text[slice(*place)])
        yield self._maker.promise(place, when, kind, moved)

    def left_open(self, end: int) -> Iterator[Find]:
        """What the clauses behind its last date, which ends at `end`, promise without a date of their own."""
        place = undated.beside_a_date(self._passage, end)
        if place:
            kind = undated.kind(self._passage, place) or FindKind.RELEASE
            when = refused.words_of_promise(self._passage.text[slice(*place)])
            yield self._maker.promise(place, when, kind, None)

    def is_old_entry(self, dated: list[Dated]) -> bool:
        """Whether it is a line of a log, of a day that is over: what it promised then is kept or broken by now."""
        if not dated or not self._passage.short or dated[0].start > _LONG or not dated[0].window.exact:
            return False
        last = dated[0].window.last_day(self._zone)
        return last is not None and self._day is not None and (self._day - last).days > _LONG

    def _why_not(self, dated: Dated, others: list[Dated], where: When) -> Why | None:
        """Why a date that may lie ahead is no statement after all."""
        passage = self._passage
        if self._is_past(dated, where) or (self._day is None and tense.is_over(passage, dated)):
            return Why.PAST_VERB
        if any(_AGAIN_IN.fullmatch(passage.text, end, dated.start) for end in self._recurring):
            return Why.RECURRING
        if self._day is None and leaving.is_day_of_the_text(passage):
            return Why.DAY_OF_THE_TEXT
        if passage.verb_last and where is When.AHEAD and han.is_of_last_year(passage, dated, self._day):
            return Why.NOT_AHEAD
        beside = self._why_beside(dated, others)
        if beside:
            return beside
        if history.is_of_it(passage, dated) or tense.is_last_time(passage, dated, others, self._day, self._zone):
            return Why.NOT_AHEAD
        first = dated.window.first_day(self._zone)
        begun = first is not None and self._day is not None and first.year < self._day.year
        if begun and where is When.AROUND and first and self._day and (self._day - first).days > _FAR:
            return Why.NOT_AHEAD  # "the fellows of 2023 to 2026"
        bound = any(other.window.kind is WindowKind.OPEN_START for other in others)
        if bound and dated.window.exact and passage.text[: dated.start].endswith(" of "):
            return Why.LABEL  # "who speaks at the fair of 6 May must write by 1 May"
        if (
            not passage.short
            and not passage.cues
            and not _ASKED_FOR.match(passage.text)
            and not asked.is_asked(passage, dated)
            and tense.is_only_near(passage, dated)
        ):
            return Why.NOTHING_TO_COME  # "it keeps until Thursday" tells of a day, and of nothing that happens on it
        return None

    def _why_beside(self, dated: Dated, others: list[Dated]) -> Why | None:
        """Why what stands around a date, in a line of a list, makes it none of its own."""
        passage = self._passage
        year = _YEAR_BEHIND.match(passage.text, dated.end) if self._day and dated.window.exact else None
        if year and self._day and int(year[1]) < self._day.year:
            return Why.NOT_AHEAD  # "15 January 1988"
        figure = diary.is_beside_its_day(passage, dated, others) or diary.is_only_hours(passage.text)
        return Why.FIGURE if figure else None

    def _is_said_of_today(self, dated: Dated) -> bool:
        """Whether something says that what holds the day of the text is still to come."""
        if self._passage.short and kinds.surroundings(self._passage) and dated.window.kind is WindowKind.WINDOW:
            return True
        return bool(self._passage.cues) or tense.looks_ahead(self._passage, dated)

    def _some_kind(self, dated: Dated, where: When, former: str | None) -> FindKind | None:
        """The kind of what no word says: something that takes place, if it has a day or is said to come.

        `former` are the words of the date that it took over from.
        """
        moved = self._passage.words.moves.search(self._passage.text)
        if former and figures.is_coarse(dated):
            return FindKind.RELEASE
        if (moved and not (dated.window.exact and _PLACED.match(moved[0]))) or kinds.names_a_version(
            self._passage, dated
        ):
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
        if _NOW_SAID.search(self._passage.text, 0, dated.start):
            return FindKind.RELEASE
        if exact and self._passage.verb_last and not self._passage.short and figures.is_a_month(dated):
            return FindKind.EVENT if tense.looks_ahead(self._passage, dated) else None  # "3月的江边风很大"
        not_sooner = dated.window.kind is WindowKind.OPEN_END and _NOT_SOONER.search(dated.words)
        if not_sooner and self._passage.words.things.search(self._passage.text, 0, dated.start):
            return FindKind.RELEASE
        exact = exact or bool(begins or not_sooner or _EARLIEST.search(dated.words))
        exact = exact and not _ONLY_MONTH.fullmatch(dated.words)
        return FindKind.EVENT if exact or self._passage.short or tense.looks_ahead(self._passage, dated) else None

    def _is_past(self, dated: Dated, where: When) -> bool:
        """Whether a past verb governs the date: of what holds the day of the text, or of what may be a year ago."""
        if _UP_TO.match(dated.words) and kinds.is_order(self._passage):
            return False  # "return the signed form by noon"
        if tense.is_told_in_passing(self._passage, dated):
            return True
        if not tense.looks_back(self._passage, dated) or moving.is_target(self._passage, dated):
            return False
        if (
            (where is When.AHEAD or dated.window.instant)
            and _KEY.fullmatch(self._passage.text[: dated.start])
            and (self._passage.block.subject or dated.window.instant)
        ):
            return False  # "Decisions sent: mid-July", "Press conference: today at 16:30, streamed"
        first = dated.window.first_day(self._zone)
        far = self._day is not None and first is not None and (first - self._day).days > _FAR
        return where is When.AROUND or tense.is_history(self._passage, dated, far=far)
