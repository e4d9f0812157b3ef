"""Wrong access tokens, counted by the address they come from: after a few, that address has to wait, longer each time.

The counts are in memory only: a restart forgives. A /64 network of IPv6 counts as one address, because a household has
all the addresses of its network.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from math import ceil

from starlette.requests import Request
from starlette.responses import Response

from watchtracker.web.refusals import refusal

log = logging.getLogger(__name__)

_FREE = 5
_FIRST_WAIT = 30.0  # seconds, as are the next two
_LONGEST_WAIT = 3600.0
_FORGIVEN_AFTER = 2 * 3600.0
_MOST_ADDRESSES = 10_000
_LONGEST = 64  # characters of an address that are kept
_NETWORK = 64  # bits that name the network of an IPv6 address


@dataclass(frozen=True, slots=True)
class _Count:
    wrong: int
    until: float
    last: float


class Guesses:
    """The addresses that sent wrong tokens; `elapsed` gives seconds that only ever rise."""

    def __init__(self, elapsed: Callable[[], float]) -> None:
        self._elapsed = elapsed
        self._counts: OrderedDict[str, _Count] = OrderedDict()

    def wait(self, address: str) -> float:
        """How many seconds `address` has still to wait; 0 if it may try."""
        count = self._counts.get(_network(address))
        return max(0.0, count.until - self._elapsed()) if count else 0.0

    def wrong(self, address: str) -> int:
        """Count a wrong token from `address`; returns how many there were in a row."""
        now, key = self._elapsed(), _network(address)
        before = self._counts.pop(key, None)
        wrong = before.wrong + 1 if before and now - before.last < _FORGIVEN_AFTER else 1
        wait = min(_LONGEST_WAIT, _FIRST_WAIT * 2.0 ** min(wrong - _FREE, 10)) if wrong >= _FREE else 0.0
        self._counts[key] = _Count(wrong, now + wait, now)
        if len(self._counts) > _MOST_ADDRESSES:
            self._counts.popitem(last=False)
        return wrong

    def turned_away(self, request: Request) -> Response | None:
        """A 429 if the address of `request` has to wait; else None."""
        wait = ceil(self.wait(address_of(request)))
        if not wait:
            return None
        text = f"There were too many wrong tokens from your address: try again in {wait} seconds."
        return refusal(request.scope, 429, text, {"Retry-After": str(wait)})

    def note_wrong(self, request: Request) -> None:
        """Count a wrong token, and log which address sent it."""
        address = address_of(request)
        log_wrong(address, self.wrong(address))

    def right(self, address: str) -> None:
        """Forgive `address`."""
        self._counts.pop(_network(address), None)


def log_wrong(address: str, in_a_row: int) -> None:
    """Log a wrong token that was counted."""
    log.warning("a wrong access token from %s, %d in a row", address, in_a_row)


def address_of(request: Request) -> str:
    """The address that a request comes from, cut to 64 characters, because a proxy may name anything."""
    return request.client.host[:_LONGEST] if request.client else "an unknown address"


def _network(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is None:
        return str(int(found) >> (128 - _NETWORK))
    return str(getattr(found, "ipv4_mapped", None) or found)
