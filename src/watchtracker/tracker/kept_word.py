"""How the source of a slip kept its word before is put beside the notice, in the transaction that decides on it.

It is counted once: whenever the message is made, and however often it is sent, it says the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from watchtracker.dates import Relation
from watchtracker.items import Item
from watchtracker.notifications import NoticeCode, Notification
from watchtracker.notifications.records import KeptWord
from watchtracker.reports import record


class KeptWords:
    """Counts for each source at most once, and reads items only where there is a slip to tell.

    `read` gives the items of a source as they were before; `after` has those that change, by id, as they are then.
    """

    def __init__(self, read: Callable[[str], Iterable[Item]], after: Mapping[str, Item], now: datetime) -> None:
        self._read = read
        self._after = after
        self._now = now
        self._by_source: dict[str, list[Item]] = {}
        self._counted: dict[str, KeptWord | None] = {}

    def beside(self, notice: Notification) -> Notification:
        """The notice with how its source kept its word, if it tells of a slip."""
        change = notice.change
        if change is None or change.source is None or change.relation is not Relation.SLIPPED:
            return notice
        if notice.code is not NoticeCode.MOVED or change.reopened:
            return notice
        return replace(notice, change=replace(change, kept=self._of(change.source)))

    def _of(self, source: str) -> KeptWord | None:
        if source not in self._counted:
            stay = (item for item in self._read(source) if item.id not in self._after)
            found = record.of_source((*stay, *self._changed(source)), source, self._now)
            self._counted[source] = found.kept if found else None
        return self._counted[source]

    def _changed(self, source: str) -> list[Item]:
        """The items that change and of which a source named a date; a list may change thousands, of many sources."""
        if not self._by_source:
            for item in self._after.values():
                for name in {claim.said.source for claim in item.claims}:
                    self._by_source.setdefault(name, []).append(item)
        return self._by_source.get(source, [])
