"""What is somebody's: they own it, or they are on it. Pure.

An account says who somebody is; a name does only where no account is known, as on a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable

from watchtracker.items import ItemAsOf
from watchtracker.notifications.holds import Hold, HoldKind, Person


def is_owner(person: Person, known: ItemAsOf) -> bool:
    """Whether an item names somebody as its owner, by their account or their name."""
    owner = (known.facts.owner or "").strip("<@> ")
    return bool(owner) and owner in {person.account, person.name}


def is_on_it(person: Person, holding: Iterable[Hold]) -> bool:
    """Whether somebody is on an item, by the holds of it that hold now."""
    return any(hold.kind is HoldKind.TAKEN and _is_by(hold, person) for hold in holding)


def _is_by(hold: Hold, person: Person) -> bool:
    if hold.by.account is None or person.account is None:
        return hold.by.name == person.name
    return hold.by.account == person.account
