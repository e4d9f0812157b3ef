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
    """Whom the threads of this process ask, and the leases that they have for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._names: set[str] = set()
        self._hosts: set[str] = set()
        self._leases: dict[str, HeldLease] = {}

    @contextmanager
    def taking(self, group: Sequence[Askable], host: str) -> Iterator[bool]:
        """Take a group in hand until the block ends; False if another thread asks one of it, or its host (empty: any).

        Whoever comes too late is not told to wait: there are others to ask.
        """
        names = {subject.name for subject in group}
        hosts = {host} if host else set()
        with self._lock:
            free = self._names.isdisjoint(names) and self._hosts.isdisjoint(hosts)
            if free:
                self._names |= names
                self._hosts |= hosts
        try:
            yield free
        finally:
            if free:
                with self._lock:
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
