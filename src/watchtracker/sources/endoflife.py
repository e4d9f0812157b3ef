"""endoflife.date: when the releases of a product come, and when their support ends (pure).

Where it knows no day it has a boolean or nothing, and that is no date. Its days may be guesses of its own: who needs
them surely asks the maker.
"""

from __future__ import annotations

from collections.abc import Iterator

from watchtracker.intake.announcements import Announcement
from watchtracker.reading import FindKind
from watchtracker.sources.json_forms import JsonForm
from watchtracker.sources.service_addresses import BASES, under

SERVICE = "endoflife.date"
ACCEPT = "application/json"
_ENDS = ("end", "ends", "eol", "life", "support", "maintenance", "discontinued")
_PARTS = ("active", "eoas", "extended", "lts")
# By its own field: what it is called, its kind, and the words that the title of an item of it has and has not.
_DAYS = (
    ("releaseDate", "release", FindKind.RELEASE, (), (*_ENDS, *_PARTS)),
    ("ltsFrom", "start of long-term support", FindKind.EVENT, ("lts",), ("end", "ends", "eol", "life")),
    ("eoasFrom", "end of active support", FindKind.EVENT, ("active", "eoas"), ()),
    ("eolFrom", "end of life", FindKind.EVENT, _ENDS, ("active", "eoas", "extended")),
    ("eoesFrom", "end of extended support", FindKind.EVENT, ("extended",), ()),
    ("discontinuedFrom", "discontinued", FindKind.EVENT, ("discontinued",), ()),
)


def address(base: str, product: str) -> str:
    """Where a product is described."""
    return under(base, "api", "v1", "products", product)


def announcements(product: str, body: bytes) -> tuple[Announcement, ...]:
    """The days of a product; raises NotUnderstoodError."""
    result = JsonForm.of(SERVICE, body)["result"]
    label, links = result.get("label"), result.get("links")
    page = links.get("html") if links else None
    name = label.text if label else product
    url = page.web_address if page else under(BASES["endoflife"], product)
    return tuple(each for release in result["releases"] for each in _of(release, name, url))


def _of(release: JsonForm, product: str, url: str) -> Iterator[Announcement]:
    number, label = release["name"].text, release.get("label")
    name = f"{product} {label.text if label else number}"
    for field, words, kind, needs, unless in _DAYS:
        day = release.get(field)
        if day is not None and not isinstance(day.value, bool):
            yield Announcement(
                title=name if kind is FindKind.RELEASE else f"{name} {words}",
                quote=f"{name}: {words} {day.day_or_month}",
                when=day.day_or_month,
                kind=kind,
                url=url,
                version=number,
                needs=needs,
                unless=unless,
            )
