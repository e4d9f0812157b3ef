"""What announcements call zones: abbreviations, cities and regions, and the names that could mean two.

Separate from `zones.py`, which knows the names that people write into settings: what a sentence says in
passing ("9 a.m. PT", "Beijing time") is looser, and some of it must be refused.
"""

from __future__ import annotations

from typing import NamedTuple


class SpokenZone(NamedTuple):
    """A zone as a sentence names it: where it is, and the UTC offset in hours if the name insists on one."""

    name: str
    hours: float | None = None


# An abbreviation with an offset holds only while its place keeps that offset: there is no PST in July.
SPOKEN_ZONES: dict[str, SpokenZone] = {
    "utc": SpokenZone("UTC"),
    "gmt": SpokenZone("UTC"),
    "z": SpokenZone("UTC"),
    "coordinated universal time": SpokenZone("UTC"),
    "aoe": SpokenZone("AoE"),
    "anywhere on earth": SpokenZone("AoE"),
    "pt": SpokenZone("America/Los_Angeles"),
    "pst": SpokenZone("America/Los_Angeles", -8),
    "pdt": SpokenZone("America/Los_Angeles", -7),
    "pacific": SpokenZone("America/Los_Angeles"),
    "mt": SpokenZone("America/Denver"),
    "mst": SpokenZone("America/Phoenix", -7),
    "mdt": SpokenZone("America/Denver", -6),
    "ct": SpokenZone("America/Chicago"),
    "cdt": SpokenZone("America/Chicago", -5),
    "et": SpokenZone("America/New_York"),
    "est": SpokenZone("America/New_York", -5),
    "edt": SpokenZone("America/New_York", -4),
    "eastern": SpokenZone("America/New_York"),
    "eastern daylight time": SpokenZone("America/New_York", -4),
    "eastern standard time": SpokenZone("America/New_York", -5),
    "pacific daylight time": SpokenZone("America/Los_Angeles", -7),
    "pacific standard time": SpokenZone("America/Los_Angeles", -8),
    "us eastern": SpokenZone("America/New_York"),
    "us pacific": SpokenZone("America/Los_Angeles"),
    "us central time": SpokenZone("America/Chicago"),
    "us/central": SpokenZone("America/Chicago"),
    "us/central time": SpokenZone("America/Chicago"),
    "central european time": SpokenZone("Europe/Brussels"),
    "central european summer time": SpokenZone("Europe/Brussels", 2),
    "cet": SpokenZone("Europe/Brussels", 1),
    "cest": SpokenZone("Europe/Brussels", 2),
    "cet/cest": SpokenZone("Europe/Brussels"),
    "wet": SpokenZone("Europe/Lisbon", 0),
    "west": SpokenZone("Europe/Lisbon", 1),
    "eet": SpokenZone("Europe/Helsinki", 2),
    "eest": SpokenZone("Europe/Helsinki", 3),
    "msk": SpokenZone("Europe/Moscow"),
    "jst": SpokenZone("Asia/Tokyo"),
    "kst": SpokenZone("Asia/Seoul"),
    "hkt": SpokenZone("Asia/Hong_Kong"),
    "sgt": SpokenZone("Asia/Singapore"),
    "china standard time": SpokenZone("Asia/Shanghai"),
    "china time": SpokenZone("Asia/Shanghai"),
    "india standard time": SpokenZone("Asia/Kolkata"),
    "aest": SpokenZone("Australia/Brisbane"),
    "aedt": SpokenZone("Australia/Sydney", 11),
    "nzst": SpokenZone("Pacific/Auckland", 12),
    "nzdt": SpokenZone("Pacific/Auckland", 13),
}

# Words before "time": "Beijing time", "Eastern Time".
PLACES: dict[str, str] = {
    "beijing": "Asia/Shanghai",
    "shanghai": "Asia/Shanghai",
    "shenzhen": "Asia/Shanghai",
    "hangzhou": "Asia/Shanghai",
    "hong kong": "Asia/Hong_Kong",
    "taipei": "Asia/Taipei",
    "tokyo": "Asia/Tokyo",
    "japan": "Asia/Tokyo",
    "seoul": "Asia/Seoul",
    "korea": "Asia/Seoul",
    "singapore": "Asia/Singapore",
    "india": "Asia/Kolkata",
    "delhi": "Asia/Kolkata",
    "dubai": "Asia/Dubai",
    "moscow": "Europe/Moscow",
    "istanbul": "Europe/Istanbul",
    "brussels": "Europe/Brussels",
    "berlin": "Europe/Berlin",
    "paris": "Europe/Paris",
    "rome": "Europe/Rome",
    "madrid": "Europe/Madrid",
    "amsterdam": "Europe/Amsterdam",
    "vienna": "Europe/Vienna",
    "zurich": "Europe/Zurich",
    "geneva": "Europe/Zurich",
    "stockholm": "Europe/Stockholm",
    "london": "Europe/London",
    "uk": "Europe/London",
    "dublin": "Europe/Dublin",
    "new york": "America/New_York",
    "washington": "America/New_York",
    "toronto": "America/Toronto",
    "san francisco": "America/Los_Angeles",
    "los angeles": "America/Los_Angeles",
    "california": "America/Los_Angeles",
    "seattle": "America/Los_Angeles",
    "chicago": "America/Chicago",
    "pacific": "America/Los_Angeles",
    "eastern": "America/New_York",
    "mountain": "America/Denver",
    "sydney": "Australia/Sydney",
}

# Names that several zones share, and what each could mean.
SHARED_NAMES: dict[str, str] = {
    "cst": "China or US Central",
    "ist": "India, Israel or Ireland",
    "bst": "British summer or Bangladesh",
    "ast": "Atlantic or Arabia",
    "sst": "Samoa or Singapore",
    "gst": "the Gulf or South Georgia",
    "amt": "Amazon or Armenia",
    "ect": "Ecuador or the eastern Caribbean",
    "central": "US Central or Central European",
    "central time": "US Central or Central European",
    "standard time": "any zone's",
}
