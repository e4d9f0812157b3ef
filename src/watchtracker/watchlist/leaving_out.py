"""Which items a watch list no longer names, and when those are so many that it may be an accident.

A list that was cut or emptied by accident looks like one from which everything was taken out on purpose, so a person
must confirm it. `tracker` takes the items out.
"""

from __future__ import annotations

from collections.abc import Iterable

from watchtracker.errors import WatchtrackerError
from watchtracker.items import Item
from watchtracker.watchlist.records import WatchList

_FEW = 3


class TakesOutError(WatchtrackerError):
    """Applying the watch list would take out so many items that a person must confirm it; `what` says how many."""

    def __init__(self, what: str) -> None:
        super().__init__(f"{what}: if that is meant, `watchtracker apply --take-out` does it")
        self.what = what


def left_out(watchlist: WatchList, current: Iterable[Item]) -> list[Item]:
    """The items that the list named when it was last applied, and names no more."""
    declared = {declaration.id for declaration in watchlist.declarations}
    return [item for item in current if _is_named(item) and item.id not in declared]


def too_many_out(watchlist: WatchList, current: Iterable[Item]) -> TakesOutError | None:
    """The error to refuse the list with if it leaves out so many items that it may have been cut; else None."""
    named = [item for item in current if _is_named(item)]
    gone = len(left_out(watchlist, named))
    if gone <= _FEW or 2 * gone <= len(named):
        return None
    return TakesOutError(
        f"{watchlist.path} would take out {gone} of the {len(named)} items that it named when it was last applied"
    )


def _is_named(item: Item) -> bool:
    return item.listed and item.declared is not None
