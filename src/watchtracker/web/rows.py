"""Items as the pages show them: everything that a template prints, worked out beforehand.

The words come from `wording`, so that a page says what the terminal says; `pages.py` has the pages themselves.
"""

from __future__ import annotations

from dataclasses import dataclass

from watchtracker import dates, views
from watchtracker.dates import WindowKind
from watchtracker.feed import Choice, Feed, address, counts, news_address, title, webcal
from watchtracker.items import Facts, Item, Known, Outcome, Said, Step
from watchtracker.wording import items as wording
from watchtracker.wording import subscribing
from watchtracker.wording.events import effect


@dataclass(frozen=True, slots=True)
class ItemRow:
    """One item at a moment, in words; `drift` is the sign of what became of the first date."""

    facts: Facts
    state: str
    date: str
    distance: str
    closing: str
    said: Said | None
    said_on: str
    rechecked: str
    moved: str
    drift: int
    outcome: Outcome | None
    ended: str  # "Happened on 24 Apr 2026"


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim with what became of it."""

    said: Said
    said_on: str
    date: str
    effect: str
    in_force: bool
    retracted: bool


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed as somebody subscribes to it: an address to copy, links for programs, and what is in it."""

    title: str
    address: str
    webcal: str
    news: str
    count: str


def item_row(one: views.Row) -> ItemRow:
    """What is shown of an item."""
    known, outcome = one.known, one.known.outcome
    said = known.claim.said if known.claim else None
    slipped = known.slipped_days or 0
    return ItemRow(
        facts=known.facts,
        state=one.state.value,
        date=_date(known),
        distance=wording.distance(known, one.now),
        closing=wording.closing(known) if one.state.ahead else "",
        said=said,
        said_on=wording.day(said.said_on) if said else "",
        rechecked=wording.rechecked(known),
        moved=wording.moved(known),
        drift=(slipped > 0) - (slipped < 0),
        outcome=outcome,
        ended=f"{outcome.result.value.capitalize()} on {wording.day(outcome.on)}" if outcome else "",
    )


def claim_rows(known: Known) -> list[ClaimRow]:
    """The claims, the newest first."""
    return [_claim_row(known, step) for step in reversed(known.steps)]


def feed_row(feed: Feed, choice: Choice, items: tuple[Item, ...], *, public_url: str) -> FeedRow:
    """What `choice` takes of a feed, with its addresses."""
    dated, undated = counts(feed, choice, items)
    full = address(public_url, feed, choice)
    return FeedRow(
        title=title(feed, choice),
        address=full,
        webcal=webcal(full),
        news=news_address(public_url, feed, choice),
        count=subscribing.counted(dated, undated),
    )


def _date(known: Known) -> str:
    """The words of the window, or the day it ended. An instant is shown as clocks show it where the item is."""
    if known.outcome is not None:
        return wording.day(known.outcome.on)
    if known.window.kind is WindowKind.INSTANT and known.window.instant:
        local = known.window.instant.astimezone(dates.zone(known.facts.zone))
        return f"{wording.day(local.date())}, {wording.clock(local)} {known.facts.zone}"
    return dates.display(known.window)


def _claim_row(known: Known, step: Step) -> ClaimRow:
    claim = step.claim
    return ClaimRow(
        said=claim.said,
        said_on=wording.day(claim.said.said_on),
        date=dates.display(claim.window),
        effect=effect(step),
        in_force=known.claim is not None and claim.id == known.claim.id,
        retracted=claim.retracted,
    )
