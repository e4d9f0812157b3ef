"""What a reader wants: a feed by name, and a choice of its items by tag, kind, owner and words.

A link with a mistyped tag would stay empty for ever, and its reader would never know. So a tag that does not exist is
refused with the nearest one that does. `composing.py` puts the feed together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from watchtracker.errors import InputError
from watchtracker.items import Item, Kind, Vocabulary, item_as_of, refuse_unless_in
from watchtracker.items.searching import has_words, search_words
from watchtracker.nearest import nearest
from watchtracker.subscriptions import ALL, Feed
from watchtracker.wording import events as wording


class UnknownFeedError(InputError):
    """There is no such feed."""


_NAMES = ("tag", "kind", "owner", "without", "q")
_LONGEST_SEARCH = 500
_MOST_WORDS = 100
_ONLY = "it is by tag, kind, owner, without and q"
# Words that people know from other lists and commands: silently ignored, they would mislead.
_ELSEWHERE = {
    "alarms": "they are for private feeds (`watchtracker token add NAME --alarms 1d,4h`)",
    "as_of": "it shows what holds now (`watchtracker feed --as-of DAY` writes an earlier one)",
    "within": _ONLY,
    "state": _ONLY,
    "all": _ONLY,
}


@dataclass(frozen=True, slots=True)
class Choice:
    """Which items of a feed are wanted: any one value of each field (none: all), no tag of `without`, all `words`."""

    tags: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    owners: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def takes(self, item: Item) -> bool:
        """Whether `item` is wanted, as it is known now."""
        if not self.suits(item):
            return False
        known = item_as_of(item) if self.words else None
        return not self.words or (known is not None and has_words(known, self.words))

    def suits(self, item: Item) -> bool:
        """Whether `item` is wanted whatever is searched for."""
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
        search = [" ".join(self.words)] if self.words else []
        fields = zip(_NAMES, (self.tags, kinds, self.owners, self.without, search), strict=True)
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


def read_choice(wanted: Iterable[tuple[str, str]], names: Vocabulary) -> Choice:
    """The choice that the pairs of a query make; raises InputError for tags and owners that are not among `names`.

    Unknown words are ignored, because people add them to get around a cache, unless they look like a typing mistake.
    """
    values: dict[str, list[str]] = {name: [] for name in _NAMES}
    for number, (name, value) in enumerate(wanted):
        if number >= _MOST_WORDS:
            raise InputError(f"a feed is chosen by at most {_MOST_WORDS} words: leave some out")
        if name in values:
            # An empty value is what a form sends for "any".
            values[name].extend([value] if value else [])
        elif name in _ELSEWHERE:
            raise InputError(f"a feed cannot be chosen by {name!r}: {_ELSEWHERE[name]}")
        elif near := nearest(name, _NAMES):
            raise InputError(f"a feed has no {name!r}: did you mean {near!r}?")
    names.refuse_unknown_tags((*values["tag"], *values["without"]))
    names.refuse_unknown_owners(values["owner"])
    for kind in values["kind"]:
        refuse_unless_in("kind", kind, [kind.value for kind in Kind])
    # Sorted and each once, so that choices of equal meaning are equal.
    tags, kinds, owners, without = (tuple(sorted(set(values[name]))) for name in _NAMES[:-1])
    return Choice(tags, tuple(map(Kind, kinds)), owners, without, _searched(" ".join(values["q"])))


def _searched(typed: str) -> tuple[str, ...]:
    if len(typed) > _LONGEST_SEARCH:
        raise InputError(f"'q' has {len(typed)} characters: search for at most {_LONGEST_SEARCH}")
    return tuple(sorted(search_words(typed)))


def chosen(feed: Feed, choice: Choice, items: Iterable[Item]) -> Iterator[Item]:
    """Those of `items` that are in `feed` and that `choice` takes."""
    wide = Choice(tags=feed.tags)
    return (item for item in items if wide.takes(item) and choice.takes(item))


def title(feed: Feed, choice: Choice) -> str:
    """The title of a feed narrowed by `choice`: "AI policy dates (eu, deadlines)"."""
    return wording.calendar_title(
        feed.title,
        tags=choice.tags,
        kinds=choice.kinds,
        owners=choice.owners,
        without=choice.without,
        words=choice.words,
    )
