"""Asks whoever has a turn, and has it recorded. It runs in the threads that call it, and nowhere else.

A source that hangs costs the thread that asks it half a minute, so many threads ask, and whoever was never asked or
answered the last time has its turn first. What came is read by two of them at most, since reading takes the processor.
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from watchtracker.collecting import rows, schedule, signs, statements, subjects
from watchtracker.collecting.asking import Asking
from watchtracker.collecting.few_at_a_time import FewAtATime
from watchtracker.collecting.in_hand import HeldLease, InHand
from watchtracker.collecting.recording import CanWrite, LeaseLostError, Progress, write_row, write_signal, write_source
from watchtracker.collecting.results import Came, CameOf, NotFetchedError
from watchtracker.collecting.side_by_side import side_by_side
from watchtracker.collecting.statements import Known, Statements
from watchtracker.collecting.subjects import Askable, AskedSignal, Services
from watchtracker.errors import InputError, StoreError
from watchtracker.failpoints import Failpoint, reach
from watchtracker.intake import looks
from watchtracker.intake.proposing import WatchedItems
from watchtracker.intake.text_sources import TextSource
from watchtracker.masking import masked
from watchtracker.sources import services
from watchtracker.sources.addresses import WebAddress
from watchtracker.sources.fetching import Fetcher
from watchtracker.sources.replies import Failed, Fetched, FetchResult, FetchTrouble, NotModified, Validators
from watchtracker.store.engine import Store
from watchtracker.store.sources import FetchedText, SourceRow
from watchtracker.tracker.intake import Intake

# Longer than the longest fetch with the rules of its site before it, and with the reading of what came.
LEASE = timedelta(minutes=2)
_READ_AT_A_TIME = 2
_AT_THE_RECORD = 4
# Of those that failed the last time so many are asked at a time.
MOST_DOUBTFUL = 8
# So many are asked at a time by somebody who waits for it.
_BY_HAND = 8
# So many answers are kept at most, and their leases, until those before them are recorded.
_AHEAD = 32
# After so long, others may have a turn that answer, and go before those that may hang.
_LOOKS_AGAIN = timedelta(seconds=2)

_log = logging.getLogger("watchtracker.collecting.collector")


@dataclass(frozen=True, slots=True)
class _Held:
    """A subject whose lease is ours, by its token, with how far it had got."""

    subject: Askable
    row: SourceRow
    token: str


@dataclass(frozen=True, slots=True)
class _Fetch:
    """What came of one request (None: it was not made), for those whose lease `token` is; others are `busy`."""

    held: Sequence[_Held]
    busy: Sequence[Came]
    token: str
    result: FetchResult | None


class Collector:
    """Fetches with `fetcher` what the record in `store` names, and decides by `intake`; `clock` says what time it is.

    Between two requests to one host lies a pause, unless it `is_ours`; `observe` hears what came of each.
    """

    def __init__(
        self,
        store: Store,
        intake: Intake,
        fetcher: Fetcher,
        asked_at: Services,
        clock: Callable[[], datetime],
        *,
        is_ours: Callable[[WebAddress], bool] = lambda _: False,
        observe: Callable[[Came], object] = lambda _: None,
    ) -> None:
        self._store = store
        self._few = FewAtATime(store, _AT_THE_RECORD)
        self._intake = intake
        self._services = asked_at
        self._clock = clock
        self._observe = observe
        self._asking = Asking(fetcher, clock, is_ours)
        self._start = clock()
        self._in_hand = InHand(MOST_DOUBTFUL)
        self._reading = threading.BoundedSemaphore(_READ_AT_A_TIME)
        self.stopping = threading.Event()

    def turn(self) -> datetime | None:
        """Ask all that have their turn now, one after the other; returns when somebody has the next, None if nobody.

        Other threads may do so at the same time: who is asked by one of them is passed over. One that took long ends
        the turn, and the next begins at once. Raises StoreError at the end, if something could not be recorded.
        """
        began = self._clock()
        trouble: StoreError | None = None
        known, everybody = self._everybody()
        waiting: list[datetime] = []
        for group in schedule.in_order(schedule.together(everybody), known):
            moment = schedule.moment_of(group, known, self._start, self._clock())
            if moment is None or self.stopping.is_set():
                continue
            if (moment := max(moment, self._asking.host_moment(group[0]))) > self._clock():
                waiting.append(moment)
                continue
            try:
                self._ask_unless_in_hand(group, known)
            except StoreError as error:
                trouble = error
            if self._clock() - began > _LOOKS_AGAIN:
                waiting.append(self._clock())
                break
        if trouble is not None:
            raise trouble
        return min(waiting, default=None)

    def fetch(self, names: Sequence[str] = (), done: Callable[[int, int], object] = lambda _, __: None) -> list[Came]:
        """Ask those of these names now, or all, whether or not they have their turn.

        Several are asked at a time, and what came is recorded in the order of their names, as if they were asked one
        after the other. `done` hears how many have answered, of how many; from any thread.
        """
        _, everybody = self._everybody()
        groups = schedule.together(subject for subject in everybody if not names or subject.name in names)
        answered = count(1)

        def fetched(group: list[Askable]) -> _Fetch:
            self.stopping.wait(max((self._asking.host_moment(group[0]) - self._clock()).total_seconds(), 0))
            fetch = self._fetched(group)
            done(next(answered), len(groups))
            return fetch

        fetches = side_by_side(groups, fetched, threads=_BY_HAND, ahead=_AHEAD, lane=lambda group: self._lane(group[0]))
        try:
            with closing(fetches):
                return [came for fetch in fetches for came in self._recorded(fetch)]
        except BaseException:
            self.give_back()
            raise

    def _lane(self, subject: Askable) -> str | None:
        return self._asking.shared_host(subject) or None

    def preview(self, source: TextSource) -> Statements:
        """What a source would propose if it were read for the first time now; nothing is written.

        Raises NotFetchedError where it cannot be fetched or read.
        """
        (subject,) = subjects.of_sources([source], self._services)
        fetched = self._asking.ask(subject, Validators())
        if not isinstance(fetched, Fetched):
            raise NotFetchedError(fetched.sentence if isinstance(fetched, Failed) else "it says that nothing is new")
        row = SourceRow(source.name, subject.stands_at)
        known = Known(row, self._watched(), lambda _: None)
        try:
            return self._said(subject, source, fetched, known)
        except signs.UNREADABLE as error:
            raise NotFetchedError(masked(str(error))) from None

    def give_back(self) -> None:
        """Give free what is in hand; from any thread, since this process may end while a fetch hangs.

        It does not wait for the threads that are at the record: they may hang there as well.
        """
        self._give_back(self._in_hand.given_back(), self._store)

    def _give_back(self, leases: Sequence[HeldLease], record: CanWrite) -> None:
        if leases:
            with record.writing() as tx:
                for lease in leases:
                    for name in lease.names:
                        tx.sources.give_back(name, lease.token)

    def _everybody(self) -> tuple[dict[str, SourceRow], list[Askable]]:
        now = self._clock()
        with self._few.reading() as tx:
            known, declared, items = tx.sources.all(), tx.sources.declared(), tx.items.with_signals()
        return known, [*subjects.of_sources(declared, self._services), *subjects.of_signals(items, self._services, now)]

    def _ask_unless_in_hand(self, group: Sequence[Askable], known: Mapping[str, SourceRow]) -> None:
        """Ask a group, unless another thread asks it or its host just now: that one looks for who is next."""
        host, doubtful = self._asking.shared_host(group[0]), schedule.is_doubtful(group, known)
        with self._in_hand.taking(group, host, is_doubtful=doubtful) as free:
            if free:
                self._ask(group, known)

    def _ask(self, group: Sequence[Askable], known: Mapping[str, SourceRow]) -> list[Came]:
        """Fetch once for all of a group, and record what came for each."""
        return self._recorded(self._fetched(group, known))

    def _fetched(self, group: Sequence[Askable], known: Mapping[str, SourceRow] | None = None) -> _Fetch:
        """Take the leases of a group, and fetch.

        Whoever was asked by another process since it was `known` so has had its turn.
        """
        token = secrets.token_hex(16)
        held, busy = self._lease(group, token, known)
        self._in_hand.hold(HeldLease(tuple(each.subject.name for each in held), token))
        try:
            result = self._result(held) if held and not self.stopping.is_set() else None
        except BaseException:
            self._give_back(self._in_hand.given_back(token), self._few)
            raise
        return _Fetch(held, busy, token, result)

    def _recorded(self, fetch: _Fetch) -> list[Came]:
        """Record what came for each of a group, and give them free."""
        try:
            came = self._answers(fetch.held, fetch.result) if fetch.result is not None else []
        finally:
            if not self.stopping.is_set():
                self._give_back(self._in_hand.given_back(fetch.token), self._few)
        for each in (*came, *fetch.busy):
            self._observe(each)
        return [*came, *fetch.busy]

    def _lease(
        self, group: Sequence[Askable], token: str, known: Mapping[str, SourceRow] | None
    ) -> tuple[list[_Held], list[Came]]:
        now = self._clock()
        held: list[_Held] = []
        busy: list[Came] = []
        with self._few.writing() as tx:
            for subject in sorted(group, key=lambda subject: subject.name):
                row = tx.sources.lease(subject.name, subject.stands_at, token, now, now + LEASE)
                if row is None:
                    busy.append(Came(subject.shown, CameOf.BUSY))
                elif known is not None and row.tried_at != _tried_at(known.get(subject.name), subject):
                    tx.sources.give_back(subject.name, token)
                else:
                    held.append(_Held(subject, row, token))
        return held, busy

    def _answers(self, held: Sequence[_Held], result: FetchResult) -> list[Came]:
        reach(Failpoint.AFTER_FETCH)
        came: list[Came] = []
        for each in held:
            if self.stopping.is_set():
                break
            try:
                came.append(self._record(each, result))
            except LeaseLostError:
                came.append(Came(each.subject.shown, CameOf.BUSY))
            reach(Failpoint.AFTER_COLLECTING)
        return came

    def _result(self, held: Sequence[_Held]) -> FetchResult:
        subject = held[0].subject
        try:
            return self._asking.ask(subject, _shared_validators(held))
        except Exception as error:  # noqa: BLE001 - as below: the rules of a site may be as silly as its pages
            _log.exception("%s cannot be asked", subject.shown)
            return Failed(FetchTrouble.OURS, subject.wanted.address, detail=type(error).__name__)

    def _record(self, held: _Held, result: FetchResult) -> Came:
        """Read and write what came for one subject."""
        now = self._clock()
        try:
            if isinstance(held.subject.what, TextSource):
                return self._texts(held, held.subject.what, result, now)
            return self._look(held, held.subject.what, result, now)
        except signs.UNREADABLE as error:
            return self._failed(held, result, str(error), now)
        except (StoreError, LeaseLostError):
            raise
        except Exception as error:  # noqa: BLE001 - one source must not keep all others from their turn
            _log.exception("%s cannot be read", held.subject.shown)
            sentence = f"it cannot be read, which is a mistake of watchtracker ({type(error).__name__}): see the log"
            return self._failed(held, result, sentence, now)

    def _texts(self, held: _Held, source: TextSource, result: FetchResult, now: datetime) -> Came:
        if isinstance(result, Failed):
            return self._failed(held, result, result.sentence, now)
        if isinstance(result, NotModified):
            step = Progress(held.row, rows.unchanged(held.row, held.subject, now), held.token, now)
            with self._few.writing() as tx:
                write_row(tx, step)
            return Came(source.name, CameOf.UNCHANGED)
        accepted = partial(self._accepted_since, source.name)
        said = self._said(held.subject, source, result, Known(held.row, self._watched(), self._statements_in, accepted))
        after = rows.understood(held.row, held.subject, result, now)
        if not said.is_whole:
            after = replace(after, etag=None, last_modified=None)
        step = Progress(held.row, rows.counted(after, held.row, said.counted, said.seen), held.token, now)
        written = write_source(self._few, self._intake, source, said, step)
        trouble = said.counted.trouble
        came_of = CameOf.FAILED if trouble else CameOf.READ
        return Came(source.name, came_of, trouble or "", written.proposed, written.let_in, said.passed_over)

    def _said(self, subject: Askable, source: TextSource, fetched: Fetched, known: Known) -> Statements:
        """What a source says; raises what says that it is unreadable.

        Of a service that gives several answers the first has to be there; another may be missing, as in a mirror.
        """
        if subject.question is None:
            with self._reading:
                return statements.read(source, fetched, known, self._clock())
        answers = [(subject.question, fetched)]
        for question in subject.more:
            answer = self._asking.ask(replace(subject, wanted=self._services.wanted(question)), Validators())
            if isinstance(answer, Failed) and answer.code is FetchTrouble.MISSING:
                continue
            if not isinstance(answer, Fetched):
                raise InputError(answer.sentence if isinstance(answer, Failed) else f"{answer.address}: nothing came")
            answers.append((question, answer))
        with self._reading:
            return statements.announced(source, answers, known, self._clock())

    def _look(self, held: _Held, asked: AskedSignal, result: FetchResult, now: datetime) -> Came:
        subject, shown, fetched = held.subject, None, None
        if isinstance(result, Fetched):
            with self._reading:
                shown, fetched = signs.sighted(asked.signal, result), result
        elif isinstance(result, Failed):
            with_token = subject.wanted.token is not None
            shown = services.sighting_of_failure(asked.signal, result, with_token=with_token)
            if shown is None:
                return self._failed(held, result, result.sentence, now)
        after = rows.understood(held.row, subject, fetched, now) if shown else rows.unchanged(held.row, subject, now)
        with self._few.writing() as tx:
            written = write_signal(tx, self._intake, asked, shown, Progress(held.row, after, held.token, now))
        came_of = CameOf.READ if shown else CameOf.UNCHANGED
        return Came(subject.shown, came_of, "", written.proposed, written.let_in)

    def _failed(self, held: _Held, result: FetchResult, sentence: str, now: datetime) -> Came:
        sentence = masked(sentence)
        step = Progress(held.row, rows.failed(held.row, held.subject, result, sentence, now), held.token, now)
        with self._few.writing() as tx:
            write_row(tx, step)
        return Came(held.subject.shown, CameOf.FAILED, sentence)

    def _watched(self) -> WatchedItems:
        with self._few.reading() as tx:
            return WatchedItems(tx.items.all())

    def _statements_in(self, text: FetchedText) -> int | None:
        with self._few.reading() as tx:
            return tx.sources.statements_in(text)

    def _accepted_since(self, source: str, moment: datetime) -> bool:
        with self._few.reading() as tx:
            return tx.proposals.accepted_by_people_since(source, moment)


def _tried_at(row: SourceRow | None, subject: Askable) -> datetime | None:
    return row.tried_at if row is not None and row.address == subject.stands_at else None


def _shared_validators(held: Sequence[_Held]) -> Validators:
    """What all of a group were given the last time; nothing if they differ, or if somebody has to see it in full."""
    given = {Validators(each.row.etag, each.row.last_modified) for each in held}
    return given.pop() if len(given) == 1 and not any(map(_needs_all, held)) else Validators()


def _needs_all(held: _Held) -> bool:
    """Whether an answer that nothing changed would not do.

    So it is where several answers make one picture, where an item waits for a signal that was not looked at for it yet,
    and where the last look was doubted.
    """
    what = held.subject.what
    if held.subject.more:
        return True
    if not isinstance(what, AskedSignal):
        return False
    known = looks.remembered(held.row.seen)
    return any(item.id not in known or known[item.id].doubted for item in what.items)
