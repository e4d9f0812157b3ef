"""The [defaults] of a file: values for its items and their claims where those have none of their own.

They are put into the table of an item before it is checked, so an item means the same as if it had been written in
full. A mistake in a default is reported once, at its line in [defaults].
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from watchtracker.items import STATED, Defaults
from watchtracker.settings.mistakes import sentence
from watchtracker.watchlist.checks import Mistake, Place
from watchtracker.watchlist.form import TABLES, DefaultsForm, ItemForm

NAME = "defaults"
_OF_CLAIMS = [key for key in DefaultsForm.model_fields if key in STATED]
_OF_ITEMS = [key for key in DefaultsForm.model_fields if key not in STATED]


@dataclass(frozen=True, slots=True)
class Filled:
    """An item's table with the defaults of its file, and the places of the values that are defaults."""

    table: Mapping[str, Any]
    places: Collection[Place]

    def key(self, place: Place) -> str | None:
        """The name of the default that has the value at `place`; None if the item has that value itself."""
        found = next((place[:end] for end in range(1, len(place) + 1) if place[:end] in self.places), None)
        return str(found[-1]) if found else None


def mistakes(values: Any) -> list[Mistake]:
    """What is wrong with the [defaults] of a file, one value at a time."""
    try:
        DefaultsForm.model_validate(values)
    except ValidationError as error:
        return [(found["loc"], sentence({**found, "loc": (NAME, *found["loc"])}, TABLES)) for found in error.errors()]
    return []


def filled(item: Mapping[str, Any], values: Any) -> Filled:
    """`item` with the `values` of [defaults] where it has none of its own. An outcome takes no defaults."""
    if not isinstance(values, dict):
        return Filled(item, ())
    keys = (*_OF_ITEMS, *(_OF_CLAIMS if "when" in item and "claim" not in item else ()))
    own = {key: values[key] for key in keys if key in values and key not in item}
    table = {**item, **own}
    places: set[Place] = {(key,) for key in own}
    claims = item.get("claim")
    if isinstance(claims, list):
        said = {key: values[key] for key in _OF_CLAIMS if key in values}
        table["claim"] = [{**said, **claim} if isinstance(claim, dict) else claim for claim in claims]
        places |= {
            ("claim", number, key)
            for number, claim in enumerate(claims)
            if isinstance(claim, dict)
            for key in said.keys() - claim.keys()
        }
    return Filled(table, places)


def taken(form: ItemForm, places: Collection[Place]) -> Defaults:
    """What the claims of an item have from the defaults at `places`."""
    claims = form.claim or ()
    said_on = [form.said_on] if ("said_on",) in places else []
    said_on += [claim.said_on for number, claim in enumerate(claims) if ("claim", number, "said_on") in places]
    source = [form.source] if ("source",) in places else []
    source += [claim.source for number, claim in enumerate(claims) if ("claim", number, "source") in places]
    return Defaults(next(iter(said_on), None), next(iter(source), None))
