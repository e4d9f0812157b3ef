"""The one way to the web for texts, made from the settings."""

from __future__ import annotations

from watchtracker.runtime.clock import now
from watchtracker.settings import Settings
from watchtracker.sources.addresses import Allowed
from watchtracker.sources.fetching import LONGEST_FETCH, Fetcher


def fetcher(settings: Settings, longest: float = LONGEST_FETCH) -> Fetcher:
    """What fetches: it goes to public places, and to those that `[fetch] allow` names; `longest` is in seconds."""
    allowed = Allowed.read(settings.fetch.allow)
    return Fetcher(allowed=allowed, public_url=settings.public_url, clock=now, longest=longest)
