"""What is said of an id that no listed item has, or that is to name a new one and is taken.

An id is one item's for life, so one that was taken out is told apart from one that never was.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from watchtracker.errors import StateError, UnknownItemError
from watchtracker.items.records import Item
from watchtracker.nearest import nearest_few

_MOST_SHOWN = 200  # of an id that is none


def unknown_item(item_id: str, kept: Sequence[Item]) -> UnknownItemError:
    """The error for an id that no listed item of those `kept` has: that it was taken out, or else the nearest ones."""
    if any(item.id == item_id for item in kept):
        return taken_out(item_id)
    return nearest_items(item_id, [item.id for item in kept if item.listed])


def taken_out(item_id: str) -> UnknownItemError:
    """The error for the id of an item that is kept and no longer listed."""
    return UnknownItemError(
        f"{item_id!r} was taken out of the watch list: write it into the list again to have it back with its history"
    )


def nearest_items(
    item_id: str, listed: Iterable[str], otherwise: str = "`watchtracker list --all` names them"
) -> UnknownItemError:
    """The error for an id that no item ever had, with the nearest of those there are, or `otherwise` where to look."""
    near = nearest_few(item_id, listed, most=3)
    hint = f"did you mean {' or '.join(near)}?" if near else otherwise
    shown = item_id if len(item_id) <= _MOST_SHOWN else f"{item_id[:_MOST_SHOWN]}…"
    return UnknownItemError(f"there is no item {shown!r}: {hint}")


def refuse_taken(there: Item | None) -> None:
    """Raises StateError if an item has, or had, the id that is to be a new one's."""
    if there is None:
        return
    if there.listed:
        raise StateError(f"there is an item {there.id!r} already: add a claim with `watchtracker claim {there.id}`")
    raise StateError(
        f"there was an item {there.id!r}, which was taken out, and an id is for life: choose another, or write it"
        " into the watch list to have it back with its history"
    )
