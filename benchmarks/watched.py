"""Items as records, for what is measured without a database: simple ones, and ones that a newsletter's list grows.

The simple ones have one claim with one day each. Of the lifelike ones most were said several times and moved, and
among them are windows, instants, notes, links, outcomes and a few without a date. `watchlists.py` has lists as text.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from benchmarks.watchlists import days_ahead
from watchtracker import items
from watchtracker.items import Facts, Item, Kind, Origin, Outcome, Result, Standing, Statement

STORED = datetime(2026, 1, 5, tzinfo=UTC)

_ZONES = ("Asia/Shanghai", "Europe/Berlin", "America/New_York", "UTC", "AoE")
_TITLES = (
    "{name} V{n} launch",
    "Comments close on the draft measures for labelling, part {n}",
    "Grants call {n}: “Trustworthy {name}”, second stage",
    "{name} model card and weights, as announced in the keynote",
    "人工智能标识办法 {n}",
)
_NAMES = ("DeepSeek", "Qwen", "Mistral", "Granite", "Ernie")
_SOURCES = ("Gazette", "China AI Weekly", "Ministry of Industry", "Whale Lab", "a post by the team")
_VAGUE = ("late April 2027", "Q3 2027", "May 2027", "by June 30, 2027", "not before March 2, 2027", "H2 2027")
_EXACT = ("May 6, 2027", "2027-06-01", "March 12, 2027, 17:00 UTC", "2027-04-21", "September 30, 2027")
_NOTES = (
    "Ask the legal team before the text is final; the annex was not translated.\nThe form is in Chinese only.",
    "Weights and licence are expected on the same day, the paper a week after.",
)
_QUOTE = "We expect to open this to everyone, and will say more as soon as the review is over"


def simple(count: int) -> list[Item]:
    """Items with one claim and one day each."""
    return [_simple(number, day) for number, day in enumerate(days_ahead(count))]


def lifelike(count: int) -> list[Item]:
    """Items with all that a list has after a year, the same at each run."""
    random = Random(20260105)
    return [_lifelike(number, random) for number in range(count)]


def _simple(number: int, day: date) -> Item:
    facts = Facts(
        id=f"item-{number}",
        title=f"Item {number}: an announced thing, with a title of usual length",
        kind=list(Kind)[number % 3],
        zone="Asia/Shanghai",
        tags=(f"tag-{number % 20}", "bench"),
    )
    said = Statement(when=day.isoformat(), said_on=STORED.date(), source="Gazette", url=f"https://example.org/{number}")
    item = items.recorded(Item(facts=facts), said, origin=Origin.WATCHLIST, now=STORED)
    return replace(item, revision=1, revised_at=STORED)


def _lifelike(number: int, random: Random) -> Item:
    facts = Facts(
        id=f"item-{number}",
        title=random.choice(_TITLES).format(name=random.choice(_NAMES), n=number),
        kind=random.choice(list(Kind)),
        zone=random.choice(_ZONES),
        tags=tuple(random.sample(("models", "chips", "policy", "eu", "china", "licence"), k=random.randint(1, 3))),
        url=f"https://example.org/items/{number}" if random.random() < 0.5 else None,
        notes=random.choice(_NOTES) if random.random() < 0.3 else None,
    )
    stored = STORED + timedelta(seconds=random.randrange(365 * 24 * 60 * 60))
    item = Item(facts=facts, revision=random.randint(1, 9), revised_at=stored)
    said_on = STORED.date()
    for _ in range(random.choice((1, 2, 2, 3, 3, 4, 6))):
        item = items.recorded(item, _said(number, said_on, random), origin=Origin.WATCHLIST, now=STORED)
        said_on += timedelta(days=random.randint(3, 40))
    if random.random() < 0.15:
        outcome = Outcome(random.choice(list(Result)), said_on, "Gazette", f"https://example.org/outcomes/{number}")
        item = replace(item, outcome=outcome)
    return item


def _said(number: int, said_on: date, random: Random) -> Statement:
    when = "TBA" if random.random() < 0.05 else random.choice(random.choice((_VAGUE, _EXACT)))
    return Statement(
        when=when,
        said_on=said_on,
        source=random.choice(_SOURCES),
        url=f"https://example.org/{number}/{said_on:%Y/%m/%d}/what-was-said" if random.random() < 0.7 else None,
        quote=_QUOTE if random.random() < 0.3 else None,
        standing=random.choice(list(Standing)),
    )
