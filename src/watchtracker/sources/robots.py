"""Whether a site wants its pages asked for by a program (RFC 9309).

A feed, or an address that a person gave, needs no asking. Rules that are not there allow everything. Rules that cannot
be had now forbid for now, since they may say so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from watchtracker.sources import charsets
from watchtracker.sources.addresses import WebAddress
from watchtracker.sources.fetching import Wanted
from watchtracker.sources.replies import Failed, Fetched, FetchResult, FetchTrouble

NAME = "watchtracker"
LARGEST = 500_000
_LONGEST_DELAY = timedelta(hours=1)
# Answers that say that there are no rules, or none for us to see.
_NO_RULES = {FetchTrouble.MISSING, FetchTrouble.GONE, FetchTrouble.FORBIDDEN, FetchTrouble.STATUS}


@dataclass(frozen=True, slots=True)
class RobotsVerdict:
    """Whether a page may be asked for, why not, and how long to wait between two requests to the site."""

    may: bool
    sentence: str = ""
    delay: timedelta = timedelta(0)


def rules_address(address: WebAddress) -> str:
    """Where the rules of a site stand."""
    return f"{address.origin}/robots.txt"


def asked(address: WebAddress, fetch: Callable[[Wanted], FetchResult]) -> RobotsVerdict:
    """What a site says about one of its pages, asked now."""
    return verdict(address, fetch(Wanted(rules_address(address), accept="text/plain")))


def verdict(address: WebAddress, rules: FetchResult) -> RobotsVerdict:
    """What the rules of a site, as they were fetched, say about one of its pages."""
    match rules:
        case Fetched():
            return _read(address, rules)
        case Failed(code=code) if code in _NO_RULES:
            return RobotsVerdict(may=True)
        case _:
            why = f": {rules.sentence}" if isinstance(rules, Failed) else ""
            sentence = f"{rules_address(address)} cannot be read now, so nothing is asked there{why}"
            return RobotsVerdict(may=False, sentence=sentence)


def _read(address: WebAddress, rules: Fetched) -> RobotsVerdict:
    from protego import Protego

    try:
        text = charsets.decoded(rules.body[:LARGEST], rules.charset)
    except charsets.UndecodableError:
        text = rules.body[:LARGEST].decode("latin-1")
    read = Protego.parse(text.replace("\0", ""))
    seconds = read.crawl_delay(NAME) or 0
    delay = min(timedelta(seconds=min(max(seconds, 0), 86_400)), _LONGEST_DELAY)
    if read.can_fetch(str(address), NAME):
        return RobotsVerdict(may=True, delay=delay)
    return RobotsVerdict(may=False, sentence=f"{address} is not for programs, says {rules.address}", delay=delay)
