"""What a reader wants of the items: a feed by name, and a choice by tag, kind and owner within it.

A link with a tag that nobody ever used would stay empty for ever without a word, so what does not exist is refused
with the nearest name. The server and the command line read choices here, and so write the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from urllib.parse import quote, urlencode

from watchtracker.errors import InputError
from watchtracker.feed.alarms import Alarms
from watchtracker.feed.calendars import Rendered, calendar
from watchtracker.items import Item, Kind
from watchtracker.wording import events as wording


class UnknownFeedError(InputError):
    """There is no such feed."""


_NAMES = ("tag", "kind", "owner", "without")


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed that is offered: its name in the address, its title, and the tags it is for (any of them; none = all)."""

    name: str
    title: str
    tags: tuple[str, ...] = ()


ALL = Feed("all", "Watched dates")


@dataclass(frozen=True, slots=True)
class Choice:
    """What of a feed somebody wants: within each field any of the values, nothing meaning all; `without` takes away."""

    tags: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    owners: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def takes(self, item: Item) -> bool:
        """Whether `item` is wanted."""
        facts = item.facts
        return (
            (not self.tags or not set(self.tags).isdisjoint(facts.tags))
            and (not self.kinds or facts.kind in self.kinds)
            and (not self.owners or facts.owner in self.owners)
            and set(self.without).isdisjoint(facts.tags)
        )

    @property
    def query(self) -> str:
        """The choice as the query of an address; equal choices have equal queries."""
        kinds = [kind.value for kind in self.kinds]
        fields = zip(_NAMES, (self.tags, kinds, self.owners, self.without), strict=True)
        return urlencode([(name, value) for name, values in fields for value in values])


@dataclass(frozen=True, slots=True)
class Offer:
    """The feeds that there are; `all` is always among them."""

    feeds: tuple[Feed, ...]

    @classmethod
    def of(cls, configured: Iterable[Feed]) -> Offer:
        """The feeds of the settings, with `all` before them unless they have their own."""
        feeds = tuple(configured)
        return cls(feeds if any(feed.name == ALL.name for feed in feeds) else (ALL, *feeds))

    def find(self, name: str) -> Feed:
        """The feed called `name`; raises UnknownFeedError with the names that there are."""
        found = next((feed for feed in self.feeds if feed.name == name), None)
        if found is None:
            names = ", ".join(feed.name for feed in self.feeds)
            raise UnknownFeedError(f"there is no feed {name!r}: the feeds are {names}")
        return found


def read_choice(wanted: Iterable[tuple[str, str]], items: Sequence[Item], *, tags: Iterable[str] = ()) -> Choice:
    """The choice that names and values (those of a query) make; raises InputError for what does not exist.

    A tag or owner exists if an item has it, taken out of the list or not; `tags` exist as well. Other names than those
    of a choice are passed over (people add them to get around a cache) unless they look like a slip of the pen.
    """
    values: dict[str, list[str]] = {name: [] for name in _NAMES}
    for name, value in wanted:
        if name in values:
            values[name].append(value)
        elif near := get_close_matches(name, _NAMES, n=1):
            raise InputError(f"a feed has no {name!r}: did you mean {near[0]!r}?")
    if not any(values.values()):
        return Choice()
    used = {tag for item in items for tag in item.facts.tags} | set(tags)
    owners = {item.facts.owner for item in items if item.facts.owner}
    kinds = _existing("kind", values["kind"], {kind.value for kind in Kind})
    return Choice(
        tags=_existing("tag", values["tag"], used),
        kinds=tuple(Kind(kind) for kind in kinds),
        owners=_existing("owner", values["owner"], owners),
        without=_existing("tag", values["without"], used),
    )


def compose(feed: Feed, choice: Choice, items: Iterable[Item], *, events: Rendered, as_of: date | None = None) -> bytes:
    """The calendar that `choice` takes of `feed`, as the server and the command line give it."""
    return calendar(
        _chosen(feed, choice, items),
        title=_title(feed, choice),
        address=address(events.public_url, feed, choice),
        rendered=events,
        as_of=as_of,
    )


def compose_private(feed: Feed, choice: Choice, items: Iterable[Item], *, events: Rendered, alarms: Alarms) -> bytes:
    """The same for one reader, with alarms. Its address holds a secret, which a saved calendar must not give away."""
    return calendar(
        _chosen(feed, choice, items), title=_title(feed, choice), address=None, rendered=events, alarms=alarms
    )


def address(public_url: str, feed: Feed, choice: Choice | None = None) -> str:
    """The https address of a feed, with the choice as its query."""
    path = f"{public_url.rstrip('/')}/feeds/{quote(feed.name, safe='')}.ics"
    return f"{path}?{choice.query}" if choice and choice.query else path


def private_address(public_url: str, feed: Feed, secret: str) -> str:
    """The https address of one reader's own feed."""
    return f"{public_url.rstrip('/')}/f/{quote(secret, safe='')}/{quote(feed.name, safe='')}.ics"


def _chosen(feed: Feed, choice: Choice, items: Iterable[Item]) -> Iterator[Item]:
    wide = Choice(tags=feed.tags)
    return (item for item in items if wide.takes(item) and choice.takes(item))


def _title(feed: Feed, choice: Choice) -> str:
    return wording.calendar_title(
        feed.title, tags=choice.tags, kinds=choice.kinds, owners=choice.owners, without=choice.without
    )


def _existing(what: str, values: Iterable[str], existing: set[str]) -> tuple[str, ...]:
    """`values` without repetition and in order, so that equal choices are equal."""
    for value in values:
        if value not in existing:
            raise InputError(f"there is no {what} {value!r}: {_hint(value, existing)}")
    return tuple(sorted(set(values)))


def _hint(value: str, existing: set[str]) -> str:
    if not existing:
        return "no item has one"
    near = get_close_matches(value.casefold(), sorted(existing), n=1, cutoff=0.5)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"there are {', '.join(sorted(existing)[:20])}"
