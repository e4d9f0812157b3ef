"""What a message is made of: the sentences of its notifications, a title where there are several, links and owners.

Pure: the sentences come from `wording`, the looks from the channel. Made in the transaction that leases it, so that a
message speaks of the date that holds at that moment.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from watchtracker import dates
from watchtracker.items import Item, ItemAsOf, Kind
from watchtracker.notifications import Channel, LeadTime, Notification, Reason, escalation
from watchtracker.notifications.holds import Hold, holding
from watchtracker.notifications.kinds import LinkOf
from watchtracker.notifications.lateness import late
from watchtracker.notifications.proposals import Waiting, number
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.outbox.batching import Batch
from watchtracker.outbox.messages import Entry, Message, MessageForm
from watchtracker.outbox.offers import SEVERAL, Offers
from watchtracker.outbox.proposing import answerable, proposals_message
from watchtracker.outbox.seeing import AsSeen, WhatWasTold, context, of_several, offered
from watchtracker.wording import digest, reminders, undelivered
from watchtracker.wording.links import page
from watchtracker.wording.reasons import sentence

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Circumstances:
    """All that a message can depend on: the channel, the moment, the items, and this week's move notices.

    `intervals` is how often a re-check is asked for, and `leads` when reminders come, by kind. `held` has the holds by
    item. `answerable` says whether we hear what people answer there: a button that nobody hears is worse than none.
    Then `items` has the items too, for what stands below the text. `waiting` has the proposals by number, and `put_off`
    is how many more wait.
    """

    channel: Channel
    now: datetime
    knowns: Mapping[str, ItemAsOf]
    public_url: str
    moved: Sequence[Notification] = ()
    intervals: Mapping[Kind, str] = field(default_factory=dict)
    held: Mapping[str, Sequence[Hold]] = field(default_factory=dict)
    answerable: bool = False
    items: Mapping[str, Item] = field(default_factory=dict)
    leads: Mapping[Kind, tuple[LeadTime, ...]] = field(default_factory=lambda: DEFAULT_LEADS)
    waiting: Mapping[int, Waiting] = field(default_factory=dict)
    put_off: int = 0


def compose(batch: Batch, around: Circumstances) -> Message:
    """The message for what is in `batch`."""
    kind = batch.members[0].kind.value if batch.form is MessageForm.SINGLE else batch.form.value
    message = replace(_message(batch, around), kind=kind, made_at=dates.instant(around.now))
    return _answerable(message, batch, around) if around.answerable else message


def _answerable(message: Message, batch: Batch, around: Circumstances) -> Message:
    """The message with what can be answered to it; one about several items offers a form with its members."""
    first = batch.members[0]
    item = around.items.get(first.item or "")
    match batch.form:
        case MessageForm.SINGLE if item is not None:
            seen = _as_seen(item, around)
            told = WhatWasTold(first, message.entries[0].window, around.now)
            return replace(message, offers=offered(told, seen), context=context(told, seen))
        case MessageForm.GROUP | MessageForm.MISSED | MessageForm.DIGEST:
            members = [
                (_told_of(entry, batch, around), _as_seen(about, around))
                for entry in message.entries
                if (about := around.items.get(entry.item or "")) is not None
            ]
            return replace(message, offers=_several(first, item), context=of_several(members))
        case MessageForm.PROPOSALS:
            return answerable(message, first.id)
        case MessageForm.SINGLE | MessageForm.DEAD_LETTERS:
            return message


def _as_seen(item: Item, around: Circumstances) -> AsSeen:
    return AsSeen(item, around.channel.name, around.now, around.held.get(item.id, ()))


def _told_of(entry: Entry, batch: Batch, around: Circumstances) -> WhatWasTold:
    """What an entry of a message about several tells: a digest is one notification that tells of many."""
    own = (member for member in reversed(batch.members) if member.item == entry.item)
    return WhatWasTold(next(own, batch.members[0]), entry.window, around.now)


def _several(first: Notification, item: Item | None) -> Offers:
    return replace(SEVERAL, notification=first.id, item=first.item, revision=item.revision if item else 0)


def _message(batch: Batch, around: Circumstances) -> Message:
    match batch.form:
        case MessageForm.DIGEST:
            return _digest(batch.members[0], around)
        case MessageForm.SINGLE:
            return Message(entries=_entries(batch.members, around))
        case MessageForm.GROUP | MessageForm.MISSED:
            title = reminders.title(len(batch.members), missed=batch.form is MessageForm.MISSED)
            return _shortened(title, _entries(batch.members, around), around.public_url)
        case MessageForm.PROPOSALS:
            found = [around.waiting[number(member)] for member in batch.members]
            return proposals_message(found, put_off=around.put_off, public_url=around.public_url)
        case MessageForm.DEAD_LETTERS:
            entries = tuple(_dead_letter(notification, around) for notification in batch.members)
            return _shortened(undelivered.title(len(entries)), entries, around.public_url)


def perhaps_repeated(message: Message) -> Message:
    """The message, marked once as one that may have arrived before."""
    if message.title is not None:
        return replace(message, title=_marked(message.title))
    first, *rest = message.entries
    return replace(message, entries=(replace(first, text=_marked(first.text)), *rest))


def _marked(text: str) -> str:
    mark = undelivered.PERHAPS_REPEATED
    return text if text.endswith(mark) else f"{text} {mark}"


def correction(
    overtaken: Sequence[tuple[Notification, Reason]], knowns: Mapping[str, ItemAsOf], listed: set[str], public_url: str
) -> Message:
    """What holds now, for notifications that were sent while their date moved, each with what overtook it."""
    entries = []
    for notification, why in overtaken:
        known = knowns[notification.item or ""]
        if known.id in listed:
            entries.append(correction_entry(known, notification.zone, public_url))
        else:
            # Nothing that is not listed has a page.
            gone = undelivered.taken_out(known.facts.title, sentence(why))
            entries.append(_linked(Entry(gone, url=_url(known), title=known.facts.title), known))
    return Message(entries=tuple(entries))


def correction_entry(known: ItemAsOf, reader: str, public_url: str) -> Entry:
    """What holds now of an item on the list of which something else was told."""
    return _titled(_linked(Entry(reminders.correction(known, reader), url=_url(known)), known), known, public_url)


def _entries(members: Sequence[Notification], around: Circumstances) -> tuple[Entry, ...]:
    return tuple(_entry(notification, around.knowns[notification.item or ""], around) for notification in members)


def _entry(notification: Notification, known: ItemAsOf, around: Circumstances) -> Entry:
    # Where messages can be answered, the line below says who is on it, and is drawn anew when that changes.
    held = holding(around.held.get(known.id, ()), known, around.now)
    text = reminders.line(
        notification,
        known,
        now=around.now,
        late=late(notification, around.now),
        held=held,
        names_takers=not around.answerable,
    )
    entry = Entry(
        text,
        url=reminders.named_url(notification, known),
        owner=None if escalation.is_to_owner(notification) else known.facts.owner,
        kind=_kind(notification, known),
        mentions=escalation.mentioned(notification, known, held, around.channel, around.leads),
    )
    entry = _identified(entry, notification, known)
    # News has the link of who is named in it or none; a reminder may lead to where the item itself can be read about.
    return _titled(entry if notification.kind.is_change else _linked(entry, known), known, around.public_url)


def _dead_letter(notification: Notification, around: Circumstances) -> Entry:
    entry = Entry(undelivered.line(notification, _title(notification, around)))
    return replace(
        entry, item=notification.item, notification=notification.kind.value, due_at=dates.instant(notification.at)
    )


def _identified(entry: Entry, notification: Notification, known: ItemAsOf) -> Entry:
    """The entry with what programs want to know of it."""
    return replace(
        entry,
        item=known.id,
        notification=notification.kind.value,
        window=dates.as_json(known.window),
        due_at=dates.instant(notification.at),
    )


def _kind(notification: Notification, known: ItemAsOf) -> str:
    """A notification's kind, and of an outcome which one: what was cancelled must not look as if it had happened."""
    if notification.kind.traits.link_of is LinkOf.OUTCOME and known.outcome is not None:
        return known.outcome.result.value
    return notification.kind.value


def _linked(entry: Entry, known: ItemAsOf) -> Entry:
    """The entry, with the item's own address where nobody who is named in it has one."""
    if entry.url is not None or known.facts.url is None:
        return entry
    return replace(entry, url=known.facts.url, names_source=False)


def _titled(entry: Entry, known: ItemAsOf, public_url: str) -> Entry:
    """The entry with its item's title, which leads to the item's page, or else to the item's own address."""
    where = page(public_url, known.id) if public_url else known.facts.url
    return replace(entry, title=known.facts.title, page=where)


def _url(known: ItemAsOf) -> str | None:
    return known.outcome.url if known.outcome is not None else reminders.in_force_url(known)


def _title(notification: Notification, around: Circumstances) -> str | None:
    if notification.item is None:
        return None
    known = around.knowns.get(notification.item)
    return known.facts.title if known else notification.item


def _shortened(title: str, entries: tuple[Entry, ...], public_url: str) -> Message:
    more = max(0, len(entries) - MOST_SHOWN)
    return Message(title=title, entries=entries[:MOST_SHOWN], more=more, more_url=public_url)


def _digest(notification: Notification, around: Circumstances) -> Message:
    knowns = list(around.knowns.values())
    first, *rest = digest.digest(
        knowns,
        channel=around.channel,
        now=around.now,
        moved=around.moved,
        intervals=around.intervals,
        held=around.held,
    )
    title = first.text
    if late(notification, around.now):
        title = f"{title} ({undelivered.due(notification)})"
    entries = tuple(_digest_entry(line, notification, around.public_url) for line in rest)
    return Message(title=title, entries=entries, more_url=around.public_url)


def _digest_entry(line: digest.Line, notification: Notification, public_url: str) -> Entry:
    if line.known is None:
        return Entry(line.text, heading=True)
    entry = _linked(Entry(line.text, url=reminders.in_force_url(line.known)), line.known)
    entry = _identified(entry, notification, line.known)
    return _titled(entry, line.known, public_url)
