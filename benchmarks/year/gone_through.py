"""The year gone through by the real reader, matcher, door and database, one text after the other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from itertools import groupby

from benchmarks.year.records import Year, YearText
from watchtracker import reading
from watchtracker.collecting.recording import Progress, write_source
from watchtracker.collecting.statements import Statements
from watchtracker.intake import proposals
from watchtracker.intake.plausibility import Counted
from watchtracker.intake.proposing import MatchedProposal, ReadDocument, WatchedItems
from watchtracker.items import ItemAsOf, Outcome, Result, Standing, Statement, item_as_of
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.store.sources import SourceRow
from watchtracker.tracker import Tracker
from watchtracker.tracker.intake import Instead, Intake, LetIn

_BEFORE = datetime(2030, 12, 31, 12, tzinfo=UTC)
_LEASE = timedelta(minutes=2)


class CameTo(StrEnum):
    """What a claim that came in by itself did."""

    RIGHT = "right"
    WRONG = "WRONG"
    CONFIRMED = "confirmed"
    NOTED = "noted"


@dataclass(frozen=True, slots=True)
class CameIn:
    """A claim that came in by itself: on which day, of which item, what the source said, and what that did."""

    day: date
    item: str
    said: str
    quote: str
    truth: str
    came_to: CameTo


@dataclass(slots=True)
class Score:
    """What became of the statements of the year."""

    texts: int = 0
    statements: int = 0
    came_in: list[CameIn] = field(default_factory=list)
    asked: int = 0
    asked_of_ours: int = 0
    accepted: int = 0
    by_hand: int = 0
    log: list[str] = field(default_factory=list)

    def number(self, came_to: CameTo) -> int:
        """How many of those that came in by themselves did that."""
        return sum(each.came_to is came_to for each in self.came_in)


def go_through(year: Year, *, with_person: bool) -> Score:
    """Read all texts of a year; `with_person`, somebody decides each evening what is true."""
    store, score = Store.open("sqlite:///:memory:"), Score()
    try:
        tracker = Tracker(store, (), DEFAULT_LEADS)
        tracker.begin(year.items, _BEFORE)
        going = _Going(year, store, tracker, Intake(store, tracker), score)
        for day, texts in groupby(year.texts, key=lambda text: text.day):
            for text in texts:
                going.read(text)
            if with_person:
                going.decide(day)
    finally:
        store.close()
    return score


@dataclass(frozen=True, slots=True)
class _Going:
    year: Year
    store: Store
    tracker: Tracker
    intake: Intake
    score: Score

    def read(self, text: YearText) -> None:
        """Read a text at noon of its day, and write what it says."""
        now = datetime.combine(text.day, time(12), UTC)
        with self.store.reading() as tx:
            known = tx.items.all()
        before = {item.id: item_as_of(item) for item in known}
        finds = reading.read(text.text, text.day, text.source.zone).finds
        said = WatchedItems(known).proposed(finds, ReadDocument(text.text, None, text.day), text.source)
        proposed = tuple(each for each in said if not proposals.is_over(each.proposal, now))
        step = self._step(text, now)
        written = write_source(self.store, self.intake, text.source, Statements(proposed, (), Counted(9, 9)), step)
        score = self.score
        score.texts += 1
        score.statements += len(proposed)
        came = {proposals.key(each.stored.proposal): self._came_in(each, text.day, before) for each in written.let_in}
        score.came_in += came.values()
        score.asked += written.proposed
        for each in proposed:
            found = came.get(proposals.key(each.proposal))
            what = found.came_to.value if found else "asked, or known"
            score.log.append(f"{text.day} {text.source.name}: {what}: {_said(each)}")

    def _step(self, text: YearText, now: datetime) -> Progress:
        source = text.source
        with self.store.writing() as tx:
            tx.sources.lease(source.name, source.address, "ours", now, now + _LEASE)
        row = SourceRow(source.name, source.address, first_at=_BEFORE)
        return Progress(row, row, "ours", now)

    def _came_in(self, let_in: LetIn, day: date, before: dict[str, ItemAsOf | None]) -> CameIn:
        proposal = let_in.stored.proposal
        item = proposal.item or ""
        truth = self.year.truth(item, day)
        after = self._known(item)
        held = before[item]
        moved = held is None or after.window != held.window
        if moved and after.window == proposal.window:
            came_to = CameTo.RIGHT if proposal.window == truth.window else CameTo.WRONG
        else:
            came_to = CameTo.CONFIRMED if proposal.window == after.window else CameTo.NOTED
        return CameIn(day, item, proposal.when, proposal.quote, truth.words, came_to)

    def _known(self, item: str) -> ItemAsOf:
        with self.store.reading() as tx:
            held = tx.items.get(item)
        known = item_as_of(held) if held is not None else None
        if known is None:
            raise KeyError(item)
        return known

    def decide(self, day: date) -> None:
        """Have a careful person make of the day what is true: by what waits if that says it, else by hand."""
        now = datetime.combine(day, time(18), UTC)
        with self.store.reading() as tx:
            held = {item.id: item_as_of(item) for item in tx.items.all()}
        for item, known in held.items():
            truth = self.year.truth(item, day)
            if known is None:
                continue
            if truth.window is None and known.outcome is None:
                ended = Outcome(Result.HAPPENED, min(truth.since, day), "the person")
                self.tracker.resolve(item, ended, now)
            elif truth.window is not None and known.window != truth.window:
                self._have_in_force(item, truth.words, day, now)
        with self.store.reading() as tx:
            left = [stored.id for stored in tx.proposals.open()]
        if left:
            self.intake.dismiss(left, now, by="mei")

    def _have_in_force(self, item: str, words: str, day: date, now: datetime) -> None:
        truth = self.year.truth(item, day)
        with self.store.reading() as tx:
            watched = WatchedItems(tx.items.all())
            waiting = [
                replace(stored, proposal=watched.with_rivals(stored.proposal))
                for stored in tx.proposals.open()
                if stored.proposal.window == truth.window
            ]
        for stored in waiting:
            concerned = {stored.proposal.item, *stored.proposal.rivals}
            if item in concerned and stored.proposal.result is None:
                self.intake.accept([stored.id], now, by="mei", instead=Instead(item=item))
                self.score.accepted += 1
                if self._known(item).window == truth.window:
                    return
        self.tracker.claim(item, Statement(words, day, "the person", standing=Standing.REPORTED), now, by="mei")
        self.score.by_hand += 1


def _said(each: MatchedProposal) -> str:
    proposal = each.proposal
    whose = proposal.item or " or ".join(proposal.rivals) or "new"
    what = f"{proposal.kind} {proposal.result or ''}".strip()
    return f"{whose}, {what}, {proposal.when!r} of {proposal.title!r}: {proposal.quote!r}"


def lines(score: Score) -> Iterator[str]:
    """The figures of a year, as lines."""
    yield f"{score.texts} texts, {score.statements} statements; by itself: " + ", ".join(
        f"{score.number(each)} {each.value}" for each in CameTo
    )
    yield f"asked: {score.asked}; a person accepted {score.accepted} of those, and typed {score.by_hand}"
