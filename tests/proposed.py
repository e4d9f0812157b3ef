"""What an invented weekly says of the items of `tests.sites`, for the tests of the page of the inbox."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.sites import NOW, save, watched
from watchtracker import dates
from watchtracker.intake.proposals import Proposal, Surroundings
from watchtracker.items import Kind, Standing
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.reading import FindResult
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.tracker.intake import Intake

PUBLISHED = date(2026, 4, 11)
WEEKLY, DAILY = "Model Weekly", "The Daily <Chip>"
_LAUNCH = "Our sources are sure by now. Deepseek-V4 will come on April 28, running on chips of its own country."


def said_in(passage: str, quote: str, when: str, title: str, kind: Kind, **more: object) -> Proposal:
    """A proposal of the weekly's, whose `quote` stands in `passage`."""
    start = passage.index(quote)
    basis = Proposal(
        source=WEEKLY,
        quote=quote,
        when=when,
        window=dates.read(when, said_on=PUBLISHED, zone=dates.zone("UTC")),
        zone="UTC",
        title=title,
        kind=kind,
        said_by=WEEKLY,
        published=PUBLISHED,
        url="https://weekly.example/12",
        passage=Surroundings(passage, start, start + len(quote)),
    )
    return replace(basis, **more)  # type: ignore[arg-type]


LAUNCH = said_in(_LAUNCH, _LAUNCH.partition(". ")[2], "on April 28", "Deepseek-V4", Kind.RELEASE, item="deepseek-v4")
TOY = said_in(
    'Alibaba & friends: <script>alert("horse")</script> is <b>to come</b> in June 2026, in the open.',
    '<script>alert("horse")</script> is <b>to come</b> in June 2026',
    "June 2026",
    "Hobby <horse> & weights",
    Kind.RELEASE,
    source=DAILY,
    said_by="the Financial Courier, by way of The Daily <Chip>",
    standing=Standing.RUMOUR,
    url="javascript:alert(1)",
    new_id="hobby-horse-weights",
)
CLOSED = said_in(
    "The weights were published on April 10.",
    "The weights were published on April 10.",
    "April 10, 2026",
    "Weights",
    Kind.RELEASE,
    result=FindResult.HAPPENED,
    item="weights",
)
LONG = said_in(
    f"{'a' * 3000} It is due on May 20. {'b ' * 900}",
    "It is due on May 20.",
    "May 20",
    "x" * 60,
    Kind.DEADLINE,
    new_id="long",
)


def proposed(store: Store, *found: Proposal) -> list[int]:
    """Fill `store` with the items of `tests.sites` and these proposals; returns their numbers."""
    save(store, watched())
    return [stored.id for stored in an_intake(store).hear(found, NOW)]


def an_intake(store: Store) -> Intake:
    return Intake(store, Tracker(store, (), DEFAULT_LEADS))
