"""Following the watch list: whenever its files change, what they say is brought into the database.

A change counts once the bytes have stayed the same for three seconds, so that a file being written is not taken by
halves. It is tried again until it is in, whatever stands in the way; meanwhile what holds stays, and the log says why.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from watchtracker import watchlist
from watchtracker.errors import ProblemsError, WatchtrackerError
from watchtracker.store.engine import Store
from watchtracker.tracker import Applied, Tracker
from watchtracker.watchlist import WatchList
from watchtracker.watchlist.leaving_out import TakesOutError
from watchtracker.watchlist.standing import FollowState, Phase
from watchtracker.wording.items import count

LOOKS_EVERY = 1.5
_STAYS_FOR = 3.0
_SAYS_EVERY = 3600.0
# What a list says is refused for is read again only so often: midnight can mend it, and so can a claim by hand.
_READS_EVERY = 60.0
# What is wrong with a long list can be one mistake in each item of it.
_MOST_SAID = 20

_log = logging.getLogger("watchtracker.runtime.server")


class Follower:
    """Brings the list at `path` into `store` through `tracker`.

    `read` reads it, `elapsed` counts seconds; while `doubts` says that the clock is doubted nothing is applied, and
    `told` is called after each change.
    """

    def __init__(
        self,
        path: Path,
        store: Store,
        tracker: Tracker,
        *,
        read: Callable[[], WatchList],
        now: Callable[[], datetime],
        elapsed: Callable[[], float],
        doubts: Callable[[], bool],
        told: Callable[[], None],
    ) -> None:
        self._path = path
        self._store = store
        self._tracker = tracker
        self._read = read
        self._now = now
        self._elapsed = elapsed
        self._doubts = doubts
        self._told = told
        self._seen: tuple[str | None, str] | None = None
        self._seen_at = 0.0
        self._settled: str | None = None
        self._generation = store.generation()
        self._said: tuple[Sequence[str], float] | None = None
        self._next_try = 0.0
        self._overtaken: str | None = None
        self.standing = FollowState(Phase.WAITING, now())

    def begin(self) -> None:
        """Apply the list at the start, but only one that was never applied here: an older replica undoes nothing."""
        digest, trouble = self._notice()
        if digest is None:
            self._refuse([trouble])
            return
        try:
            with self._store.reading() as tx:
                last = tx.items.last_applied()
                overtaken = last != digest and tx.items.applied_before(digest)
        except WatchtrackerError as error:
            self._refuse([str(error)])
            return
        self._overtaken = digest if overtaken else None
        if overtaken:
            self._refuse([self._bring_back()])
        elif last is None or last == digest or self._written_long_ago():
            self._apply(digest)

    def look(self) -> None:
        """Apply the list if it is not as it was applied, and has stayed as it is for long enough."""
        if self._is_another_database():
            self._settled = None
            self.begin()
            return
        before = self._seen
        digest, trouble = self._notice()
        if self._seen != before:
            self._next_try, self._said = 0.0, None
        if digest is not None and digest == self._settled:
            self._stand(Phase.APPLIED)  # perhaps changed, and changed back
        elif self._elapsed() - self._seen_at < _STAYS_FOR:
            self._stand(Phase.WAITING)
        elif digest is None:
            self._refuse([trouble])
        else:
            self._apply(digest)

    def _is_another_database(self) -> bool:
        """Whether the file of the database was replaced; what was applied to the old one says nothing of this one."""
        try:
            generation = self._store.generation()
        except WatchtrackerError:
            return False  # not yet
        before, self._generation = self._generation, generation
        return generation != before

    def _notice(self) -> tuple[str | None, str]:
        """The digest of the files as they are now, or what keeps them from being read; a change is remembered."""
        digest, trouble = None, ""
        try:
            if self._path.exists():
                digest = watchlist.digest(self._path)
            else:
                trouble = f"there is no watch list at {self._path}"
        except ProblemsError as error:
            trouble = error.problems[0]
        except (OSError, WatchtrackerError) as error:
            trouble = f"{self._path}: it cannot be read: {error}"
        except Exception as error:  # noqa: BLE001 - reminders go on without a list, whatever it has; and it is said
            trouble = f"{self._path}: it cannot be read: {type(error).__name__}: {error}"
        if (digest, trouble) != self._seen:
            self._seen, self._seen_at = (digest, trouble), self._elapsed()
        return digest, trouble

    def _written_long_ago(self) -> bool:
        """Whether nobody can be writing it at this moment."""
        try:
            paths = [*self._path.glob("*.toml")] if self._path.is_dir() else [self._path]
            newest = max(one.stat().st_mtime for one in paths)
        except (OSError, ValueError):
            return False
        return abs(self._now().timestamp() - newest) > _STAYS_FOR

    def _apply(self, digest: str) -> None:
        try:
            if self._is_in(digest):
                self._settle(digest)
                return
            if digest == self._overtaken:
                self._refuse([self._bring_back()])
                return
            if self._doubts():
                self._refuse(["the clock is doubted: it is applied once the clock is believed again"])
                return
            if self._elapsed() < self._next_try:
                self._say_again()
                return
            watched = self._read()
            if watched.digest != digest:
                self._seen = None  # changed meanwhile: the next look waits for it anew
                return
            applied = self._tracker.apply(watched, self._now())
        except (ProblemsError, TakesOutError) as error:
            self._next_try = self._elapsed() + _READS_EVERY
            self._refuse(error.problems if isinstance(error, ProblemsError) else [str(error)])
        except WatchtrackerError as error:
            self._refuse([str(error)])
        except Exception as error:  # noqa: BLE001 - it must be tried again whatever it was; the log has all of it
            _log.exception("bringing in the watch list failed")
            self._refuse([f"{type(error).__name__}: {error}"])
        else:
            self._settle(digest)
            _log_applied(applied)
            self._told()

    def _bring_back(self) -> str:
        return f"{self._path} was applied before and changed since elsewhere: `watchtracker apply` would bring it back"

    def _is_in(self, digest: str) -> bool:
        with self._store.reading() as tx:
            return tx.items.last_applied() == digest

    def _settle(self, digest: str) -> None:
        self._settled, self._overtaken, self._said = digest, None, None
        self._stand(Phase.APPLIED)

    def _stand(self, phase: Phase, why: Sequence[str] = ()) -> None:
        if (self.standing.phase, self.standing.why) != (phase, tuple(why)):
            since = self.standing.since if phase is self.standing.phase else self._now()
            self.standing = FollowState(phase, since, tuple(why))

    def _refuse(self, why: Sequence[str]) -> None:
        """Stand as refused, and say so: at once if it is news, and again each hour."""
        self._stand(Phase.REFUSED, why)
        if self._said is None or tuple(self._said[0]) != tuple(why):
            self._say(why)
        else:
            self._say_again()

    def _say_again(self) -> None:
        if self.standing.phase is Phase.REFUSED and self._said and self._elapsed() - self._said[1] >= _SAYS_EVERY:
            self._say(self._said[0])

    def _say(self, why: Sequence[str]) -> None:
        self._said = (tuple(why), self._elapsed())
        for one in why[:_MOST_SAID]:
            _log.error("the watch list was not applied: %s", one)
        if len(why) > _MOST_SAID:
            rest = len(why) - _MOST_SAID
            _log.error("the watch list was not applied: %d more problems, which `watchtracker check` names", rest)


def _log_applied(applied: Applied) -> None:
    _log.info("applied the watch list: %s, %d changed", count(applied.items, "item"), len(applied.changes))
    for change in applied.changes:
        for note in change.notes:
            _log.info("%s: %s", change.item_id, note)
