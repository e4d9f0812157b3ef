"""One request for a subject: with the rules of its site before it, and never twice to one host in a moment."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from watchtracker.collecting.subjects import Askable
from watchtracker.sources import patience, robots
from watchtracker.sources.addresses import RefusedAddressError, WebAddress, web_address
from watchtracker.sources.fetching import Fetcher, Wanted
from watchtracker.sources.replies import Failed, Fetched, FetchResult, FetchTrouble, Validators

# The rules of so many sites are remembered, and for so long.
_MOST_RULES, _RULES_HOLD = 100, timedelta(hours=1)


class Asking:
    """Asks with `fetcher`; between two requests to a host lies a pause, unless it `is_ours`, by the settings.

    Several threads may ask at a time. The pauses are those of this process: where several run, each source is still
    asked by one of them alone, so a host hears no more requests, only now and then two within a pause.
    """

    def __init__(self, fetcher: Fetcher, clock: Callable[[], datetime], is_ours: Callable[[WebAddress], bool]) -> None:
        self._fetcher = fetcher
        self._clock = clock
        self._is_ours = is_ours
        self._next: dict[str, datetime] = {}
        self._rules: dict[str, tuple[datetime, FetchResult]] = {}
        self._remembering = threading.Lock()
        self._hosts: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def host_moment(self, subject: Askable) -> datetime:
        """When the host of a subject may be asked; the past, where it may be now."""
        try:
            host = web_address(subject.wanted.address).host
        except RefusedAddressError:
            return datetime.min.replace(tzinfo=UTC)
        return self._next.get(host, datetime.min.replace(tzinfo=UTC))

    def shared_host(self, subject: Askable) -> str:
        """The host that is asked by one request at a time, empty where several may be."""
        try:
            address = web_address(subject.wanted.address)
        except RefusedAddressError:
            return ""
        return "" if self._is_ours(address) else address.host

    def ask(self, subject: Askable, validators: Validators) -> FetchResult:
        """What came; where another thread asks the same host, after that."""
        host = self.shared_host(subject)
        with self._hosts[host] if host else nullcontext():
            return self._asked(subject, replace(subject.wanted, validators=validators))

    def _asked(self, subject: Askable, wanted: Wanted) -> FetchResult:
        try:
            address = web_address(wanted.address)
        except RefusedAddressError:
            return self._fetcher.fetch(wanted)  # it says what is wrong with the address
        pauses = {address: patience.HOST_PAUSE}
        if not subject.is_polled_page:
            result = self._fetcher.fetch(wanted)
        elif why := self._forbids(pauses, address):
            return Failed(FetchTrouble.REFUSED_ADDRESS, wanted.address, detail=why)
        else:
            result = self._fetcher.fetch(wanted, partial(self._forbids, pauses))
        for asked, pause in pauses.items():
            if not self._is_ours(asked):
                self._next[asked.host] = self._clock() + pause
        return result

    def _forbids(self, pauses: dict[WebAddress, timedelta], address: WebAddress) -> str:
        """Why the rules of its site keep a page from being asked for; empty if they do not.

        `pauses` gets how long the site wants to be left alone afterwards.
        """
        verdict = robots.verdict(address, self._rules_of(address))
        pauses[address] = max(patience.HOST_PAUSE, verdict.delay)
        return "" if verdict.may else verdict.sentence

    def _rules_of(self, address: WebAddress) -> FetchResult:
        """The rules of a site, which are asked for once an hour at most; failures are not remembered.

        Whoever leads us from site to site makes us remember no more than the last of them.
        """
        now = self._clock()
        asked_at, rules = self._rules.get(address.origin, (None, None))
        if rules is not None and asked_at is not None and now - asked_at < _RULES_HOLD:
            return rules
        rules = self._fetcher.fetch(Wanted(robots.rules_address(address), accept="text/plain"))
        if isinstance(rules, Fetched):
            rules = replace(rules, body=rules.body[: robots.LARGEST])
        if not isinstance(rules, Failed) or rules.code is FetchTrouble.MISSING:
            with self._remembering:
                self._rules.pop(address.origin, None)
                self._rules[address.origin] = (now, rules)
                if len(self._rules) > _MOST_RULES:
                    del self._rules[next(iter(self._rules))]
        return rules
