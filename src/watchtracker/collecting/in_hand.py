"""Whom this process asks just now, since several threads ask at a time: nobody twice, and no host twice at once."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from watchtracker.collecting.subjects import Askable


@dataclass(frozen=True, slots=True)
class HeldLease:
    """The leases that one request has: of the sources and signals of these names, by their token."""

    names: tuple[str, ...]
    token: str


class InHand:
    """Whom the threads of this process ask, and the leases that they have for it.

    Of those that may hang, `most_doubtful` are asked at a time: the other threads are for those that answer.
    """

    def __init__(self, most_doubtful: int) -> None:
        self._lock = threading.Lock()
        self._most_doubtful = most_doubtful
        self._doubtful = 0
        self._names: set[str] = set()
        self._hosts: set[str] = set()
        self._leases: dict[str, HeldLease] = {}

    @contextmanager
    def taking(self, group: Sequence[Askable], host: str, *, is_doubtful: bool = False) -> Iterator[bool]:
        """Take a group in hand until the block ends; False if another thread asks one of it, or its host (empty: any).

        Whoever comes too late is not told to wait: there are others to ask. False too if the group `is_doubtful`, and
        enough of those are in hand.
        """
        names = {subject.name for subject in group}
        hosts = {host} if host else set()
        with self._lock:
            free = self._names.isdisjoint(names) and self._hosts.isdisjoint(hosts)
            free = free and not (is_doubtful and self._doubtful >= self._most_doubtful)
            if free:
                self._doubtful += is_doubtful
                self._names |= names
                self._hosts |= hosts
        try:
            yield free
        finally:
            if free:
                with self._lock:
                    self._doubtful -= is_doubtful
                    self._names -= names
                    self._hosts -= hosts

    def hold(self, lease: HeldLease) -> None:
        """Remember leases until they are `given_back`."""
        with self._lock:
            self._leases[lease.token] = lease

    def given_back(self, token: str | None = None) -> list[HeldLease]:
        """The leases of a token, or all, to be given back; they are remembered no more."""
        with self._lock:
            tokens = list(self._leases) if token is None else [token]
            return [self._leases.pop(each) for each in tokens if each in self._leases]
