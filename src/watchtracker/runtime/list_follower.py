"""Following the watch list: whenever its files change, the list is applied to the database.

A change counts once the bytes have stayed the same for three seconds, so that a file is not read while it is being
written. A list that cannot be applied is tried again until it can; meanwhile the database stays as it is, and the log
says why.
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

LOOKS_EVERY = 1.5  # seconds, as are the next three
_STAYS_FOR = 3.0
_SAYS_EVERY = 3600.0
# A refused list is read again so often even if no file changes: midnight can make it right, or a claim by hand.
_READS_EVERY = 60.0
# A long list may have a mistake in each of its items.
_MOST_SAID = 20

_log = logging.getLogger(__name__)


class Follower:
    """Applies the list at `path` to `store` through `tracker`.

    `read` reads the list, `elapsed` counts seconds. While `doubts` says that the clock is in doubt nothing is applied.
    `applied` is called after each time that the list was applied.
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
        applied: Callable[[], None],
    ) -> None:
        self._path = path
        self._store = store
        self._tracker = tracker
        self._read = read
        self._now = now
        self._elapsed = elapsed
        self._doubts = doubts
        self._applied = applied
        self._seen: tuple[str | None, str] | None = None
        self._seen_at = 0.0
        self._settled: str | None = None
        self._generation = store.generation()
        self._said: tuple[Sequence[str], float] | None = None
        self._next_try = 0.0
        self._overtaken: str | None = None
        self.standing = FollowState(Phase.WAITING, now())

    def begin(self) -> None:
        """Apply the list at the start, unless another list was applied after it: an old replica must undo nothing."""
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
        """Apply the list if it differs from what was applied, and has not changed for three seconds."""
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
        """Whether the file of the database was replaced: then nothing is known of what was applied to it."""
        try:
            generation = self._store.generation()
        except WatchtrackerError:
            return False  # it cannot be opened now: the next look asks again
        before, self._generation = self._generation, generation
        return generation != before

    def _notice(self) -> tuple[str | None, str]:
        """The digest of the files, or None and why they cannot be read; remembers when either last changed."""
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
        except Exception as error:  # noqa: BLE001 - reminders must go on, whatever is wrong with the list
            trouble = f"{self._path}: it cannot be read: {type(error).__name__}: {error}"
        if (digest, trouble) != self._seen:
            self._seen, self._seen_at = (digest, trouble), self._elapsed()
        return digest, trouble

    def _written_long_ago(self) -> bool:
        """Whether the files are older than three seconds, so that nobody can be writing them now."""
        try:
            paths = [*self._path.glob("*.toml")] if self._path.is_dir() else [self._path]
            newest = max(path.stat().st_mtime for path in paths)
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
                self._seen = None  # it changed meanwhile: the next look waits three seconds again
                return
            applied = self._tracker.apply(watched, self._now())
        except (ProblemsError, TakesOutError) as error:
            self._next_try = self._elapsed() + _READS_EVERY
            self._refuse(error.problems if isinstance(error, ProblemsError) else [str(error)])
        except WatchtrackerError as error:
            self._refuse([str(error)])
        except Exception as error:  # noqa: BLE001 - it must be tried again whatever it was; the log has the traceback
            _log.exception("bringing in the watch list failed")
            self._refuse([f"{type(error).__name__}: {error}"])
        else:
            self._settle(digest)
            _log_applied(applied)
            self._applied()

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
        """Set the state to refused and log why: at once if the reason is new, else once an hour."""
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
        for problem in why[:_MOST_SAID]:
            _log.error("the watch list was not applied: %s", problem)
        if len(why) > _MOST_SAID:
            rest = len(why) - _MOST_SAID
            _log.error("the watch list was not applied: %d more problems, which `watchtracker check` names", rest)


def _log_applied(applied: Applied) -> None:
    _log.info("applied the watch list: %s, %d changed", count(applied.items, "item"), len(applied.changes))
    for change in applied.changes:
        for note in change.notes:
            _log.info("%s: %s", change.item_id, note)
