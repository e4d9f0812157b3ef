"""Watching a date from a channel: the item that it belongs to, or a new one, and what is said of it.

It is a claim like every other, with the message as its link; so whether a message was watched before is known by that
link, and needs no table of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker import items, lengths
from watchtracker.answering.meant import Meant
from watchtracker.answering.situation import Subject
from watchtracker.errors import InputError
from watchtracker.inbox import readings
from watchtracker.inbox.consequences import Audience
from watchtracker.inbox.forms import Anchor, Mistakes
from watchtracker.inbox.tellings import Watching
from watchtracker.items import Claim, Facts, Item, ItemAsOf, Origin, Statement
from watchtracker.notifications import Channel
from watchtracker.store.engine import Transaction
from watchtracker.tracker import Tracker
from watchtracker.wording import feedback
from watchtracker.wording.feedback import Told
from watchtracker.wording.items import window_words

# Where a title has no letter that an id may have.
_NAMELESS = "watched"


@dataclass(frozen=True, slots=True)
class Watched:
    """The item that a date was recorded for, as it is now, and what is said of that."""

    item: Item
    known: ItemAsOf
    told: Told
    shown: Watching


def watch(tx: Transaction, tracker: Tracker, asked: Meant, about: Subject, now: datetime) -> Watched | str:
    """Record the date of a message, of an item or of a new one; a sentence where it was recorded before.

    `tracker` works within `tx`. Raises InputError, and then nothing is changed.
    """
    item = about.item
    by = asked.coming.who.person.name
    if item is None:
        facts, said = _new(tx, asked, about.channel, now)
        if before := alike(tx.items.all(), facts.title, said):
            return recorded_before(before, about.channel.zone if about.channel else facts.zone)
        tracker.add(facts, said, now, by=by, origin=Origin.SLACK)
        item_id = facts.id
    else:
        found = readings.recordable(asked.fields, item.facts.zone, now)
        if isinstance(found, Mistakes):
            raise InputError("; ".join(found.by_field.values()))
        said, item_id = readings.statement(found[0]), item.id
        identity = items.claim_id(item_id, said)
        if before := next((claim for claim in item.claims if claim.id == identity and not claim.retracted), None):
            return recorded_before(before, about.channel.zone if about.channel else item.facts.zone)
        tracker.claim(item_id, said, now, by=by, origin=Origin.SLACK)
    return _watched(tx, asked, item, item_id, items.claim_id(item_id, said))


def recorded_before(claim: Claim, zone: str) -> str:
    """That a message was watched before, by whom and on which day in this zone."""
    return feedback.recorded_before(claim.by, claim.recorded_at, zone)


def of_message(every: Iterable[Item], link: str) -> Claim | None:
    """The last claim that has this message as its link and was not taken back; None where there is none."""
    found = [claim for item in every if item.listed for claim in item.claims if claim.said.url == link]
    return max((claim for claim in found if not claim.retracted), key=lambda claim: claim.recorded_at, default=None)


def tags_of(channel: Channel | None) -> tuple[str, ...]:
    """The tags of something new that is watched from a channel: its own, or it would never hear of it."""
    return channel.tags if channel else ()


def _watched(tx: Transaction, asked: Meant, before: Item | None, item_id: str, claim_id: str) -> Watched:
    item = tx.items.get(item_id)
    known = items.item_as_of(item) if item else None
    if item is None or known is None:
        raise InputError(f"{item_id} could not be recorded")
    claim = items.claim_of(item, claim_id)
    holds = known.window == claim.window
    told = feedback.dated(items.item_as_of(before) if before else None, known, claim, asked.coming.who.person)
    # Where it was watched from, those in the thread read the date already.
    told = replace(told, line=None, said=feedback.watching(known) if holds else told.said)
    window = window_words(known.window, known, known.facts.zone) if holds else None
    return Watched(item, known, told, Watching(item.id, known.facts.title, window, item.revision))


def _new(tx: Transaction, asked: Meant, channel: Channel | None, now: datetime) -> tuple[Facts, Statement]:
    """What was filled in of something new; raises InputError for what is wrong with it."""
    form = readings.submitted_new(Anchor(), asked.fields, now, Audience())
    if isinstance(form, Mistakes):
        raise InputError("; ".join(form.by_field.values()))
    assert form.new is not None
    title, zone = form.new.title, form.new.zone
    facts = Facts(_new_id(tx, title), title, form.new.kind, zone, tags_of(channel), owner=form.new.owner or None)
    return facts, readings.statement(form.claimed)


def alike(every: Iterable[Item], title: str, said: Statement) -> Claim | None:
    """The claim of an item of that title that says the same by the same link: a form that was sent twice."""
    return next(
        (
            claim
            for item in every
            if item.listed and item.facts.title == title
            for claim in item.claims
            if not claim.retracted and (claim.said.when, claim.said.url) == (said.when, said.url)
        ),
        None,
    )


def _new_id(tx: Transaction, title: str) -> str:
    """An id that no item ever had, made of a title."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: lengths.ID - 10].strip("-") or _NAMELESS
    number, found = 1, base
    while tx.items.get(found) is not None:
        number += 1
        found = f"{base}-{number}"
    return found
