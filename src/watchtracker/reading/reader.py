"""The way through a text: blocks, sentences, the dates of each, and what each of them says.

`dates.find` reads the dates; what stands around them says whether they are ahead, of what kind, and whose they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, tzinfo

from watchtracker.reading import merging
from watchtracker.reading.days import banners, issue_day, slashes
from watchtracker.reading.gathering import Gathered
from watchtracker.reading.judging import Judge
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.making import Maker
from watchtracker.reading.passages import passages
from watchtracker.reading.promises import same_promise
from watchtracker.reading.records import Find, FindResult, LeftOut, TextReading, Why
from watchtracker.reading.rules import history, leaving, rows, tense
from watchtracker.reading.rules.tense import When
from watchtracker.reading.statements import Dated, Passage

# A text with more dates than that is there to keep its reader busy.
_MOST = 20_000
_RELATIVE = re.compile(r"\b(?:which|that|who|whose)\b")
_LAST = 8  # finds among which those of the sentence before are


def read(text: str, published: date | None, zone: tzinfo, *, most: int = _MOST) -> TextReading:
    """What `text` says that is to come, or has just ended, seen from the day `published` of `zone`.

    It ends after the sentence that has the date number `most`.
    """
    finds: list[Find] = []
    left_out: list[LeftOut] = []
    told: dict[int, BlockKind] = {}
    number = 0
    order = slashes.order(text, published)
    banner = banners.Banner(zone, order)
    row = rows.TableRow()
    issue = issue_day.place(text, published, zone)
    for passage in passages(text):
        if issue and _holds(passage, issue):
            left_out.append(LeftOut(text[slice(*issue)], *issue, Why.DAY_OF_THE_TEXT))
            continue
        if number >= most:
            left_out.append(_too_many(text, passage.said.span(0, len(passage.text))))
            break
        passage.told = history.is_told(passage, published)
        passage.under_day = banner.is_over(passage, published)
        reader = _Sentence(Maker(text, passage, published, zone), order)
        if passage.earlier and same_promise.is_denial(passage.text):
            taken_back, finds = same_promise.taken_back(finds, passage.earlier)
            left_out += taken_back
        said, gone = row.seen(passage, [*reader.statements(banner.month), *reader.under(banner)])
        left_out += [LeftOut(find.quote, find.start, find.end, Why.MOVED) for find in gone]
        finds = [find for find in finds if find not in gone] if gone else finds
        for found in said:
            (finds if isinstance(found, Find) else left_out).append(found)  # type: ignore[arg-type]
            if isinstance(found, Find) and passage.block.kind is not BlockKind.CELL:
                told[found.start] = passage.block.kind
        if passage.dated and passage.earlier and same_promise.is_dated_by(passage):
            again = same_promise.promised_before(finds[-_LAST:], passage.earlier)
            left_out += [LeftOut(find.quote, find.start, find.end, Why.SAID_ELSEWHERE) for find in again]
            finds = [find for find in finds if find not in again]
        number += reader.number
    kept, dropped = merging.merged(finds, zone, told)
    left_out += [LeftOut(find.quote, find.start, find.end, Why.SAID_ELSEWHERE) for find in dropped]
    return TextReading(kept, tuple(sorted(left_out, key=lambda left: left.start)))


def _holds(passage: Passage, place: tuple[int, int]) -> bool:
    """Whether a passage is that in which something stands from one place of the text to another."""
    start, end = passage.said.span(0, len(passage.text))
    return start < place[1] and place[0] < end


class _Sentence:
    """One sentence of a text, and what it says."""

    def __init__(self, maker: Maker, order: str) -> None:
        self._maker = maker
        self._passage = maker.passage
        self._gathered = Gathered(maker, order)
        self._judge = Judge(maker, self._gathered.recurring)
        self._told = False  # whether it was found to say anything
        self._dated = False  # whether it names a day of its own

    @property
    def number(self) -> int:
        """How many dates of it were looked at."""
        return self._gathered.number

    def statements(self, month: date | None = None) -> Iterator[Find | LeftOut]:
        """Its finds and what was left out; `month` is the one that stands over it."""
        yield from self._gathered.told(month)
        dated, moved = self._gathered.dated, self._gathered.moved
        own, self._told = False, self._gathered.cancelled
        for date_ in dated:
            found = self._judge.statement(date_, dated, moved)
            if isinstance(found, Find) and self._is_around(found) and leaving.says_nothing_else(self._passage, dated):
                found = self._maker.left(date_, Why.NOTHING_TO_COME)
            again = self._told and isinstance(found, Find) and found.result is FindResult.CANCELLED
            self._told = self._told or isinstance(found, Find)
            own = own or self._is_of_its_own(found, date_)
            self._dated = self._dated or isinstance(found, Find) or found.why not in {Why.LABEL, Why.FIGURE}
            self._passage.dated = self._passage.dated or isinstance(found, Find)
            if not again:
                yield found
        if self._told:
            yield from self._judge.left_open(max((date_.end for date_ in dated), default=self._gathered.last))
            return
        if not self._judge.is_old_entry(dated):
            without = list(self._judge.without_date(moved, news=not own))
            without = [] if without and leaving.says_nothing_else(self._passage, dated) else without
            self._told = bool(without)
            self._passage.promised = any(not find.window.dated and not find.result for find in without)
            yield from without

    def under(self, banner: banners.Banner) -> Iterator[Find]:
        """What a line without a date says of the day that stands over it."""
        day = self._maker.day
        if banner.see(self._passage, day, told=self._told) or self._dated or self._told:
            return
        over = (
            banner.over(self._passage, day) or banner.of_column(self._passage, day) or banner.of_key(self._passage, day)
        )
        if over:
            yield self._maker.find(*over, None, None)

    def _is_of_its_own(self, found: Find | LeftOut, dated: Dated) -> bool:
        """Whether a date says when the sentence is about: no news without a date stands beside it then."""
        if isinstance(found, Find) or found.why not in {Why.SAYING, Why.DAY_OF_THE_TEXT, Why.NOT_AHEAD, Why.MOVED}:
            return True
        # "The tool shown last November has left beta": the date is only that of the thing.
        passage = self._passage
        if found.why is not Why.NOT_AHEAD or passage.verb_last:
            return found.why is Why.NOT_AHEAD
        before = passage.words.news.search(passage.text, 0, dated.start)
        if before and _RELATIVE.search(passage.text, before.end(), dated.start):
            return False  # "We are withdrawing the proposal, which we published on 19 March 2025"
        return not passage.words.news.search(passage.text, dated.end)

    def _is_around(self, find: Find) -> bool:
        return tense.when(find.window, self._maker.day, self._maker.zone) is not When.AHEAD


def _too_many(text: str, place: tuple[int, int]) -> LeftOut:
    start, end = place
    return LeftOut(text[start:end], start, end, Why.TOO_MANY)
