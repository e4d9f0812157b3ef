"""Short ways to make items and channels for tests, through the same functions as the program."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from watchtracker import items
from watchtracker.items import Facts, Item, ItemAsOf, Kind, Origin, Outcome, Result, Standing, Statement
from watchtracker.notifications import UNLESS_NAMED, Channel, Reason, Want
from watchtracker.wording.reasons import sentence

RECORDED = datetime(2026, 1, 1, tzinfo=UTC)
REPORTED, OFFICIAL, RUMOUR = Standing.REPORTED, Standing.OFFICIAL, Standing.RUMOUR


def said(when: str, on: str, source: str = "Gazette", standing: Standing = REPORTED, **more: Any) -> Statement:
    return Statement(when=when, said_on=date.fromisoformat(on), source=source, standing=standing, **more)


def an_item(
    *claims: Statement,
    item_id: str = "launch",
    kind: Kind = Kind.RELEASE,
    zone: str = "Asia/Shanghai",
    outcome: Outcome | None = None,
    **facts: Any,
) -> Item:
    item = Item(facts=Facts(id=item_id, title=item_id.title(), kind=kind, zone=zone, **facts), revised_at=RECORDED)
    for claim in claims:
        item = items.recorded(item, claim, origin=Origin.WATCHLIST, now=RECORDED)
    return items.resolved(item, outcome, now=datetime(2030, 1, 1, tzinfo=UTC)) if outcome else item


def as_known(item: Item, as_of: str | None = None) -> ItemAsOf:
    known = items.item_as_of(item, date.fromisoformat(as_of) if as_of else None)
    assert known is not None
    return known


def deepseek(**facts: Any) -> Item:
    return an_item(
        said("mid-February 2026", "2026-01-25", "Vertu", RUMOUR),
        said("April 2026", "2026-03-23", "Whale Lab", RUMOUR),
        said("late April", "2026-04-10", "China AI Weekly"),
        said("late April 2026", "2026-04-15", "Linos"),
        item_id="deepseek-v4",
        **facts,
    )


def happened(on: str, result: Result = Result.HAPPENED) -> Outcome:
    return Outcome(result, date.fromisoformat(on), "Gazette")


def in_words(reason: Reason | None) -> str | None:
    return sentence(reason) if reason else None


def a_channel(name: str = "team", zone: str = "UTC", hour: time = time(9), **more: Any) -> Channel:
    more.setdefault("wants", UNLESS_NAMED - {Want.DIGEST})
    return Channel(name=name, zone=zone, hour=hour, **more)


def at(text: str) -> datetime:
    """An instant in UTC, such as "2026-05-06 16:00"."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
