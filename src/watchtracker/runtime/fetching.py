"""The one way to the web for texts, made from the settings."""

from __future__ import annotations

from watchtracker.runtime.clock import now
from watchtracker.settings import Settings
from watchtracker.sources.addresses import Allowed
from watchtracker.sources.fetching import Fetcher


def fetcher(settings: Settings) -> Fetcher:
    """What fetches: it goes to public places, and to those that `[fetch] allow` names."""
    return Fetcher(allowed=Allowed.read(settings.fetch.allow), public_url=settings.public_url, clock=now)
