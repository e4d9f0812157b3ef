"""Items as the pages show them: everything that a template prints, computed beforehand.

The words come from `wording`, so that a page says what the terminal says; `items.py` has the pages themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from watchtracker import dates
from watchtracker.feed import Choice, Feed, address, counts, news_address, title, webcal
from watchtracker.items import Claim, Facts, HistoryEntry, Item, ItemAsOf, Outcome, Statement, Verdict
from watchtracker.notifications.holds import Hold, holding
from watchtracker.reports import listing
from watchtracker.reports.stretches import grouped
from watchtracker.wording import holding as holding_words
from watchtracker.wording import items as wording
from watchtracker.wording import moves, subscribing
from watchtracker.wording.events import effect
from watchtracker.wording.lines import ItemInWords, closing_here, lines

_WEAKER = (Verdict.COMPATIBLE, Verdict.CONTRADICTS)


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item at a moment. `drift` is 1 if it is later than first said, -1 if earlier; `near`: within a week.

    `here` is when it closes where the pages are read. Where it was asked what moved of late, `lately` says how it did,
    and `drift` is of that.

    `taken_by` is who is on it, and `holds` says it in full with who snoozed it, for the page of an item.
    """

    facts: Facts
    state: str
    words: ItemInWords
    said: Statement | None
    said_on: str
    drift: int
    near: bool
    outcome: Outcome | None
    taken_by: str
    holds: tuple[str, ...]
    lately: str = ""
    here: str = ""


@dataclass(frozen=True, slots=True)
class ItemGroup:
    """Items below a heading, which is empty in a short list; `near`: they are due within a week."""

    heading: str
    rows: tuple[ItemRow, ...]
    near: bool


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim and its effect on the date.

    `weaker`: it left the date as it was because it weighs less, which somebody may put right, or `raised` already.
    """

    id: str
    said: Statement
    said_on: str
    date: str
    effect: str
    in_force: bool
    retracted: bool
    weaker: bool = False
    raised: bool = False


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed to subscribe to: an address to copy, links for programs, and how much is in it."""

    title: str
    address: str
    webcal: str
    news: str
    count: str


def item_row(row: listing.Row, zone: str, held: Iterable[Hold] = ()) -> ItemRow:
    """The row of an item for the templates, read in `zone`; `held` are its holds."""
    known = row.known
    said = known.claim.said if known.claim else None
    drift = moves.drift(known)
    lately = ""
    if row.shift is not None:
        drift = row.shift.move.days or 0
        lately = moves.in_history(row.shift.move, row.shift.before, known.window)
    return ItemRow(
        facts=known.facts,
        state=row.state.value,
        words=lines(known, row.now, row.intervals),
        said=said,
        said_on=wording.day(said.said_on) if said else "",
        drift=(drift > 0) - (drift < 0),
        near=wording.near(known, row.now),
        outcome=known.outcome,
        taken_by=holding_words.taken_by(row.taken_by),
        holds=tuple(holding_words.held(hold, known.facts.zone) for hold in holding(held, known, row.now)),
        lately=lately,
        here=closing_here(known, zone) if row.state.ahead else "",
    )


def item_groups(rows: Sequence[listing.Row], zone: str) -> list[ItemGroup]:
    """The rows of a list, read in `zone`, broken where a terminal breaks them."""
    return [
        ItemGroup(each.heading, tuple(item_row(row, zone) for row in each.rows), each.near) for each in grouped(rows)
    ]


def when_words(as_of: date | None, now: datetime, zone_name: str) -> str:
    """The day or the moment for which a page was made."""
    if as_of is not None:
        return f"As it stood on {wording.day(as_of)}"
    local = now.astimezone(dates.zone(zone_name))
    zone = "UTC" if local.tzinfo is UTC else zone_name
    return f"{wording.day(local.date())}, {local:%H:%M} {zone}"


def claim_rows(known: ItemAsOf) -> list[ClaimRow]:
    """All claims of an item, the newest first."""
    return [_claim_row(known, step) for step in reversed(known.steps)]


def feed_row(feed: Feed, choice: Choice, items: tuple[Item, ...], *, public_url: str) -> FeedRow:
    """A feed narrowed by `choice`, with its addresses and the number of its items."""
    dated, undated = counts(feed, choice, items)
    full = address(public_url, feed, choice)
    return FeedRow(
        title=title(feed, choice),
        address=full,
        webcal=webcal(full),
        news=news_address(public_url, feed, choice),
        count=subscribing.counted(dated, undated),
    )


def _claim_row(known: ItemAsOf, step: HistoryEntry) -> ClaimRow:
    claim = step.claim
    return ClaimRow(
        id=claim.id,
        said=claim.said,
        said_on=wording.day(claim.said.said_on),
        date=dates.display(claim.window),
        effect="; ".join(filter(None, _effects(step, known.facts.zone))),
        in_force=known.claim is not None and claim.id == known.claim.id,
        retracted=claim.retracted,
        weaker=known.outcome is None and step.verdict in _WEAKER and _is_newer(claim, known),
        raised=known.outcome is None and claim.raised is not None and not claim.retracted,
    )


def _is_newer(claim: Claim, known: ItemAsOf) -> bool:
    """Whether a claim was said after the one in force, so that it would hold if it weighed as much."""
    held = known.claim
    return held is None or (claim.said.said_on, claim.place) > (held.said.said_on, held.place)


def _effects(step: HistoryEntry, zone: str) -> tuple[str, ...]:
    """What a claim did to the date, and what people made of it since."""
    raised = wording.raised(step.claim, zone)
    said = wording.taken_back(step.claim, zone) if step.claim.retracted else effect(step)
    return said, raised, wording.let_in(step.claim)
