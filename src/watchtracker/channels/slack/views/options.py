"""What a field offers while somebody types into it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from watchtracker import dates
from watchtracker.channels.slack.views import parts
from watchtracker.reports.listing import Row
from watchtracker.wording.safe_text import cut

_MOST = 100
# An option takes 75 characters; beside the title there must be room for a date.
_MOST_OF_A_TITLE = 50


def options(rows: Iterable[Row]) -> dict[str, Any]:
    """The items, each with its title and its date; the value of an option is the item's id."""
    return {"options": [parts.option(row.known.id, _words(row)) for row in rows][:_MOST]}


def _words(row: Row) -> str:
    return f"{cut(row.known.facts.title, _MOST_OF_A_TITLE)}: {dates.display(row.known.window)}"
