"""Which of the groups that the settings let answer somebody belongs to.

A vendor is asked for the members of each once an hour, and never while anything is locked. Where it does not say, those
are believed that it named last.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from watchtracker.notifications import Channel

_KNOWN_FOR = timedelta(hours=1)
_ASKED_AGAIN_AFTER = timedelta(minutes=1)


class Groups:
    """The groups that `channels` name; `members` has the accounts in one, None where that cannot be learnt now."""

    def __init__(
        self, channels: Iterable[Channel], members: Callable[[str], frozenset[str] | None] = lambda _: frozenset()
    ) -> None:
        named = (channel.answers for channel in channels if isinstance(channel.answers, frozenset))
        self._ids = sorted({each for answers in named for each in answers})
        self._members = members
        self._known: dict[str, tuple[frozenset[str], datetime]] = {}

    def look(self, now: datetime) -> None:
        """Ask for the members of those groups whose members are not known, or have not been asked for lately."""
        for group in self._ids:
            before, until = self._known.get(group, (frozenset(), now))
            # What is known for longer than that was learnt before the clock was set back.
            if now < until <= now + _KNOWN_FOR:
                continue
            found = self._members(group)
            if found is None:
                self._known[group] = (before, now + _ASKED_AGAIN_AFTER)
            else:
                self._known[group] = (found, now + _KNOWN_FOR)

    def of(self, account: str | None) -> frozenset[str]:
        """The ids of the groups that an account belongs to."""
        # A copy, as whoever works off answers may learn of another group meanwhile.
        return frozenset(group for group, (members, _) in list(self._known.items()) if account in members)
