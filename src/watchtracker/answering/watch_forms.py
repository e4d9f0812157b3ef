"""The forms in which a date is watched: as they open, while somebody writes, and before anything is recorded.

Nothing is recorded here. The second form of an item on the list is as that of any new date: where the item moved
meanwhile it is shown again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker import items
from watchtracker.answering import watching
from watchtracker.answering.situation import Subject, audience_of, subject, watched_from
from watchtracker.inbox import readings
from watchtracker.inbox.consequences import Audience
from watchtracker.inbox.forms import Anchor, FieldName, Mistakes, RecordForm, WatchForm
from watchtracker.inbox.intents import READ, Command, OfItem, OpenView, Shortcut, Value, Where
from watchtracker.inbox.keeping import where
from watchtracker.inbox.watching import of_nothing, watched
from watchtracker.items import Item
from watchtracker.notifications import Channel
from watchtracker.reports.listing import Row
from watchtracker.reports.matching import matching
from watchtracker.store.engine import Store, Transaction

_GONE = "it is not on the list any more: choose another, or leave it empty for a new one"


@dataclass(frozen=True, slots=True)
class WatchForms:
    """Makes them of what stands in `store`; `zone` is that of the settings, for where no channel has its own."""

    store: Store
    audience: Audience
    channels: Sequence[Channel]
    zone: str

    def of_message(self, asked: Shortcut, source: str) -> WatchForm:
        """The form of a message, which `source` wrote."""
        at = asked.coming.where
        said_at = asked.said_at or asked.coming.moment
        form = watched(Anchor(None, at), asked.text, said_at, source=source, zone=self._zone(at), link=asked.link)
        with self.store.reading() as tx:
            return replace(form, is_private=asked.is_private, recorded=_recorded(tx, asked.link, self._zone(at)))

    def of_command(self, asked: Command, words: str) -> WatchForm:
        """The form of something that stands in no message; `words` that were typed are read as one that does."""
        coming = asked.coming
        anchor, source, zone = Anchor(None, coming.where), coming.who.person.name, self._zone(coming.where)
        if not words:
            return of_nothing(anchor, coming.moment, source=source, zone=zone)
        return watched(anchor, words, coming.moment, source=source, zone=zone)

    def echoed(self, form: OpenView, now: datetime) -> WatchForm:
        """The form with how the words in it are read: in the zone of the item that was chosen, where one was."""
        fields = form.fields
        with self.store.reading() as tx:
            item = chosen(tx, fields)
            recorded = _recorded(tx, fields.get(FieldName.LINK), self._zone(where(form.kept)))
        zoned = {**fields, FieldName.ZONE: item.facts.zone} if item else fields
        found = readings.echoed_watch(Anchor(None, where(form.kept)), form.kept, zoned, now)
        typed = fields.get(FieldName.ZONE)
        new = replace(found.new, zone=typed) if item and isinstance(typed, str) else found.new
        named = (item.id, item.facts.title) if item else None
        return replace(found, new=new, item=named, recorded=recorded)

    def submitted(self, form: OpenView, now: datetime) -> RecordForm | Mistakes | None:
        """What comes after a form that was sent; None: it was looked at, and is to be recorded."""
        with self.store.reading() as tx:
            if form.kept.get(READ):
                return self._looked_at(tx, form, now)
            if form.fields.get(FieldName.ITEM):
                item = chosen(tx, form.fields)
                if item is None:
                    return Mistakes({FieldName.ITEM: _GONE})
                return self._of_item(tx, item, form, form.fields, now)
            return self._of_new(tx, form, now)

    def offered(self, typed: str, now: datetime) -> list[Row]:
        """The items that somebody may mean who types this."""
        with self.store.reading() as tx:
            return matching(tx.items.all(), typed, now)

    def _looked_at(self, tx: Transaction, form: OpenView, now: datetime) -> RecordForm | None:
        about = form.about
        item = tx.items.get(about.id) if isinstance(about, OfItem) else None
        if item is None or not isinstance(about, OfItem) or about.revision == item.revision:
            return None
        before = form.kept[READ]
        fields = {**before, **form.fields} if isinstance(before, dict) else form.fields
        again = self._of_item(tx, item, form, fields, now)
        # What was right once and is not now has no field in the last look: it is for the worker to refuse.
        return replace(again, moved_meanwhile=True) if isinstance(again, RecordForm) else None

    def _of_item(
        self, tx: Transaction, item: Item, form: OpenView, fields: Mapping[str, Value], now: datetime
    ) -> RecordForm | Mistakes:
        anchor = Anchor(OfItem(item.id, item.revision), where(form.kept))
        found = readings.submitted(anchor, item, fields, now, audience_of(tx, self.audience, item))
        return replace(found, is_watched=True) if isinstance(found, RecordForm) else found

    def _of_new(self, tx: Transaction, form: OpenView, now: datetime) -> RecordForm | Mistakes:
        at = where(form.kept)
        tags = watching.tags_of(self._channel(at))
        found = readings.submitted_new(Anchor(None, at), form.fields, now, self.audience, tags)
        if isinstance(found, RecordForm):
            said = readings.statement(found.claimed)
            if before := watching.alike(tx.items.all(), found.item.title, said):
                return Mistakes({FieldName.WHEN: watching.recorded_before(before, self._zone(at))})
        return found

    def _channel(self, at: Where) -> Channel | None:
        return watched_from(Subject(None, None, None, None), self.channels, at).channel

    def _zone(self, at: Where) -> str:
        channel = self._channel(at)
        return channel.zone if channel else self.zone


def chosen(tx: Transaction, fields: Mapping[str, Value]) -> Item | None:
    """The item that was chosen in a form, as long as it is on the list and has a date."""
    named = fields.get(FieldName.ITEM)
    item = subject(tx, OfItem(named), (), locked=False).item if isinstance(named, str) else None
    return item if item is not None and item.listed and items.item_as_of(item) is not None else None


def _recorded(tx: Transaction, link: Value | None, zone: str) -> str | None:
    """That this message was watched before, where it was."""
    before = watching.of_message(tx.items.all(), link) if isinstance(link, str) and link else None
    return watching.recorded_before(before, zone) if before else None
