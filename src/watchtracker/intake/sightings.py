"""What services show of releases, milestones, models and pages, as records that no service owns. Pure.

`sources` makes them of what came over the network, `evidence` says what they mean for an item. Moments are in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Release:
    """A version that a service published, written as there; `preliminary` if the service itself calls it so.

    `taken_back` if it was published and is no longer to be used.
    """

    version: str
    published_at: datetime
    url: str
    preliminary: bool = False
    taken_back: bool = False


@dataclass(frozen=True, slots=True)
class Releases:
    """The versions of `name` that `service` lists, in no order.

    Older ones than `back_to` may be missing; None if there are no others.
    """

    service: str
    name: str
    listed: tuple[Release, ...] = ()
    back_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone at `service`: the day on which it is due, and when it was closed; None where that is not so.

    `changed_on` is the day of its last change.
    """

    service: str
    number: int
    title: str
    url: str
    due: date | None = None
    closed_at: datetime | None = None
    changed_on: date | None = None


@dataclass(frozen=True, slots=True)
class Milestones:
    """The milestones of the repository `name` at `service`; those that did not change for long may be missing."""

    service: str
    name: str
    listed: tuple[Milestone, ...] = ()


@dataclass(frozen=True, slots=True)
class ModelShown:
    """A model at `service`: whether its weights are there, and whether everybody may have them.

    `created_at` and `changed_at` are of its repository, which mostly begins without weights; None where there is none.
    """

    service: str
    name: str
    url: str
    has_weights: bool = False
    gated: bool = False
    created_at: datetime | None = None
    changed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PageShown:
    """A page: whether it says the words that are waited for, and how many characters it has in all."""

    address: str
    says: bool
    length: int


Sighting: TypeAlias = Releases | Milestones | ModelShown | PageShown
