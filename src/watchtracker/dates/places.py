"""Cities and countries by the names that sentences give them: "Lisbon", "São Paulo", "Switzerland", "Swiss".

The names come from the zone data itself, read when the first such name is met; `zone_names.py` has only what the data
cannot tell. A name may stand for several zones: they are kept, and `times.py` asks that they agree on the day.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import chain

from watchtracker.dates.zone_names import (
    ADJECTIVES,
    MAIN_ZONES,
    OTHER_NAMES_OF_COUNTRIES,
    PLACES,
    SEVERAL_PLACES,
    SpokenZone,
)

# What has no place as its last name: "Brazil/West", "Etc/GMT+5".
_NO_PLACES = ("Etc", "Brazil", "Chile", "Mexico")
_NO_CITIES = {"north", "south", "west", "act", "lhi", "central"}
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_COLUMNS = "\t"
_LOOKED_AT = 8
_ALIKE = {"zones": 0.6, "places": 0.72}

Zones = tuple[str, ...]


def spoken(words: str, *, adjectives: bool = True) -> SpokenZone | None:
    """The zone of the city or the country that `words` name; without `adjectives`, "Swiss" names none."""
    name = _folded(words.removesuffix("'s"))
    zones = _zones(name)
    if not zones and adjectives and (code := ADJECTIVES.get(name)):
        zones = _of_country(code)
    return SpokenZone(zones[-1], None, zones[:-1], words) if zones else None


def of_country(code: str, words: str) -> SpokenZone:
    """The zone of a country by its ISO 3166 code, which a text calls `words`."""
    zones = _of_country(code)
    return SpokenZone(zones[-1], None, zones[:-1], words)


def only_zone(words: str) -> str | None:
    """The zone of a city, or of a country of one zone."""
    name = _folded(words)
    zones = _zones(name)
    return zones[-1] if len(zones) == 1 or name in _cities() else None


def nearest_zone(name: str) -> str | None:
    """The zone whose name is spelt most like `name`; nothing where none is."""
    return _nearest(name, "zones")


def nearest_place(words: str) -> str | None:
    """The city or the country whose name is spelt most like `words`."""
    return _nearest(words, "places")


def spelling(name: str) -> str:
    """The name of a zone with its capitals, as "Africa/Dar_es_Salaam"; any other `name` as it is."""
    return _spellings().get(name.casefold(), name)


@cache
def regions() -> frozenset[str]:
    """What stands in front of the slash of zones' names, in small letters."""
    return frozenset(name.partition("/")[0].casefold() for name in _spellings().values() if "/" in name)


def _zones(name: str) -> Zones:
    """The zones of a city or a country, by its folded name."""
    if found := SEVERAL_PLACES.get(name):
        return found
    if place := PLACES.get(name):
        return (place,)
    if found := _cities().get(name):
        return found
    code = _names_of_countries().get(name)
    return _of_country(code) if code else ()


@lru_cache(maxsize=512)
def _folded(words: str) -> str:
    """`words` in plain small letters, with one space between them."""
    small = words.casefold().replace("'", "").replace("\u2019", "").replace("&", " and ")
    if not small.isascii():
        small = "".join(c for c in unicodedata.normalize("NFKD", small) if not unicodedata.combining(c))
    return re.sub(r"\bsaint\b", "st", _NO_LETTERS.sub(" ", small).strip())


def _zone_data(*path: str) -> str:
    from importlib.resources import files  # noqa: PLC0415  # it takes long, and is seldom needed

    return files("tzdata").joinpath(*path).read_text(encoding="utf-8")


def _rows(table: str) -> Iterator[list[str]]:
    for line in _zone_data("zoneinfo", table).splitlines():
        if not line.startswith("#"):
            yield line.split(_COLUMNS)


@cache
def _spellings() -> dict[str, str]:
    return {name.casefold(): name for name in _zone_data("zones").split()}


@cache
def _cities() -> dict[str, Zones]:
    found: dict[str, Zones] = {}
    for name in sorted(_spellings().values()):
        if "/" in name and not name.startswith(_NO_PLACES):
            city = _folded(name.rpartition("/")[2])
            if city not in _NO_CITIES:
                found[city] = (*found.get(city, ()), name)
    return found


@cache
def _names_of_countries() -> dict[str, str]:
    """The code of each country by its name; what stands in brackets, as in "Britain (UK)", is left out."""
    names = ((row[0], row[1]) for row in _rows("iso3166.tab") if "(" not in row[1] or row[1].startswith("Britain"))
    return {_folded(name.partition("(")[0]): code for code, name in names} | OTHER_NAMES_OF_COUNTRIES


@cache
def _of_country(code: str) -> Zones:
    """The zones of a country; the last is its main one."""
    if main := MAIN_ZONES.get(code):
        return (main,)
    return tuple(row[2] for row in _rows("zone.tab") if row[0] == code)


def _nearest(name: str, among: str) -> str | None:
    """By the pairs of letters that are shared, and for the best of those by their order too."""
    wanted = name.casefold()
    pairs = _pairs(wanted)
    known, having = _known_pairs(among)
    shared = Counter(chain.from_iterable(having.get(pair, ()) for pair in pairs))
    ranked = sorted(shared, key=lambda at: (-2 * shared[at] / (len(pairs) + len(known[at][1])), at))
    likest = _likest(wanted, [known[at][0] for at in ranked[:_LOOKED_AT]], _ALIKE[among])
    if likest is None:
        return None
    return spelling(likest) if among == "zones" else likest.title()


def _likest(wanted: str, names: list[str], least: float) -> str | None:
    """The first of the names most like what is wanted, and at least so like it."""
    from difflib import SequenceMatcher  # noqa: PLC0415  # for what is refused alone

    likest, most = None, 0.0
    for name in names:
        matcher = SequenceMatcher(None, wanted, name)
        bound = matcher.quick_ratio()  # is never less than the ratio, which takes longer
        if bound >= least and bound > most and (ratio := matcher.ratio()) > most:
            likest, most = name, ratio
    return likest if most >= least else None


def _pairs(name: str) -> frozenset[str]:
    return frozenset(map("".join, zip(f" {name}", f"{name} ", strict=True)))


@cache
def _known_pairs(among: str) -> tuple[list[tuple[str, frozenset[str]]], dict[str, list[int]]]:
    """The names with their pairs of letters, and for each pair the places of the names that have it."""
    names = _spellings() if among == "zones" else {**_cities(), **_names_of_countries(), **PLACES}
    known = [(name, _pairs(name)) for name in names]
    having: dict[str, list[int]] = {}
    for at, (_, pairs) in enumerate(known):
        for pair in pairs:
            having.setdefault(pair, []).append(at)
    return known, having
