"""What announcements call zones: abbreviations, cities and regions, and the names that could mean two.

Separate from `zones.py`, which knows the names that people write into settings: what a sentence says in
passing ("9 a.m. PT", "Beijing time") is looser, and some of it must be refused.
"""

from __future__ import annotations

from typing import NamedTuple


class SpokenZone(NamedTuple):
    """A zone as a sentence names it: where it is, and the UTC offset in hours if the name insists on one.

    `also` are the other zones that `place` could mean; all must have the same time on the day.
    """

    name: str
    hours: float | None = None
    also: tuple[str, ...] = ()
    place: str = ""


# An abbreviation with an offset holds only while its place keeps that offset: there is no PST in July.
SPOKEN_ZONES: dict[str, SpokenZone] = {
    "utc": SpokenZone("UTC"),
    "gmt": SpokenZone("UTC"),
    "z": SpokenZone("UTC"),
    "coordinated universal time": SpokenZone("UTC"),
    "aoe": SpokenZone("AoE"),
    **dict.fromkeys(("anywhere on earth", "anytime on earth", "any time on earth"), SpokenZone("AoE")),
    **dict.fromkeys(("universal time", "greenwich mean time", "greenwich time", "zulu time"), SpokenZone("UTC")),
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
    "eastern european time": SpokenZone("Europe/Helsinki"),
    "eastern european summer time": SpokenZone("Europe/Helsinki", 3),
    "western european time": SpokenZone("Europe/Lisbon"),
    "western european summer time": SpokenZone("Europe/Lisbon", 1),
    "irish standard time": SpokenZone("Europe/Dublin", 1),
    "mountain daylight time": SpokenZone("America/Denver", -6),
    "mountain standard time": SpokenZone("America/Phoenix", -7),
    "central daylight time": SpokenZone("America/Chicago", -5),
    "us central standard time": SpokenZone("America/Chicago", -6),
    "australian eastern time": SpokenZone("Australia/Sydney"),
    "australian eastern standard time": SpokenZone("Australia/Brisbane"),
    "australian eastern daylight time": SpokenZone("Australia/Sydney", 11),
    "australian central standard time": SpokenZone("Australia/Darwin", 9.5),
    "australian central daylight time": SpokenZone("Australia/Adelaide", 10.5),
    "australian western time": SpokenZone("Australia/Perth"),
    "australian western standard time": SpokenZone("Australia/Perth"),
    "east africa time": SpokenZone("Africa/Nairobi"),
    "central africa time": SpokenZone("Africa/Maputo"),
    "west africa time": SpokenZone("Africa/Lagos"),
    "gulf standard time": SpokenZone("Asia/Dubai"),
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
    "acst": SpokenZone("Australia/Darwin", 9.5),
    "acdt": SpokenZone("Australia/Adelaide", 10.5),
    "awst": SpokenZone("Australia/Perth", 8),
    "sast": SpokenZone("Africa/Johannesburg", 2),
    "pkt": SpokenZone("Asia/Karachi", 5),
    "npt": SpokenZone("Asia/Kathmandu", 5.75),
    "wib": SpokenZone("Asia/Jakarta", 7),
    "wita": SpokenZone("Asia/Makassar", 8),
    "trt": SpokenZone("Europe/Istanbul", 3),
    "brt": SpokenZone("America/Sao_Paulo", -3),
    "hst": SpokenZone("Pacific/Honolulu", -10),
    "akst": SpokenZone("America/Anchorage", -9),
    "akdt": SpokenZone("America/Anchorage", -8),
    "nzst": SpokenZone("Pacific/Auckland", 12),
    "nzdt": SpokenZone("Pacific/Auckland", 13),
}

# Places for which no zone is named, and regions: "Beijing time", "Eastern Time". All others come from the zone data.
PLACES: dict[str, str] = {
    "beijing": "Asia/Shanghai",
    "shenzhen": "Asia/Shanghai",
    "guangzhou": "Asia/Shanghai",
    "hangzhou": "Asia/Shanghai",
    "osaka": "Asia/Tokyo",
    "kyoto": "Asia/Tokyo",
    "busan": "Asia/Seoul",
    "delhi": "Asia/Kolkata",
    "new delhi": "Asia/Kolkata",
    "mumbai": "Asia/Kolkata",
    "bangalore": "Asia/Kolkata",
    "bengaluru": "Asia/Kolkata",
    "hanoi": "Asia/Ho_Chi_Minh",
    "ho chi minh city": "Asia/Ho_Chi_Minh",
    "abu dhabi": "Asia/Dubai",
    "doha": "Asia/Qatar",
    "ankara": "Europe/Istanbul",
    "geneva": "Europe/Zurich",
    "bern": "Europe/Zurich",
    "basel": "Europe/Zurich",
    "frankfurt": "Europe/Berlin",
    "munich": "Europe/Berlin",
    "hamburg": "Europe/Berlin",
    "cologne": "Europe/Berlin",
    "milan": "Europe/Rome",
    "barcelona": "Europe/Madrid",
    "the hague": "Europe/Amsterdam",
    "rotterdam": "Europe/Amsterdam",
    "strasbourg": "Europe/Paris",
    "edinburgh": "Europe/London",
    "reykjavik": "Atlantic/Reykjavik",
    "washington": "America/New_York",
    "washington dc": "America/New_York",
    "dc": "America/New_York",
    "washington d c": "America/New_York",
    "nyc": "America/New_York",
    "new york city": "America/New_York",
    "la": "America/Los_Angeles",
    "sf": "America/Los_Angeles",
    "boston": "America/New_York",
    "miami": "America/New_York",
    "ottawa": "America/Toronto",
    "houston": "America/Chicago",
    "dallas": "America/Chicago",
    "austin": "America/Chicago",
    "san francisco": "America/Los_Angeles",
    "california": "America/Los_Angeles",
    "seattle": "America/Los_Angeles",
    "las vegas": "America/Los_Angeles",
    "rio de janeiro": "America/Sao_Paulo",
    "brasilia": "America/Sao_Paulo",
    "cape town": "Africa/Johannesburg",
    "wellington": "Pacific/Auckland",
    "pacific": "America/Los_Angeles",
    "eastern": "America/New_York",
    "mountain": "America/Denver",
    "east coast": "America/New_York",
    "us east coast": "America/New_York",
    "west coast": "America/Los_Angeles",
    "us west coast": "America/Los_Angeles",
    "bay area": "America/Los_Angeles",
    "greenwich": "UTC",
    "universal": "UTC",
    "zulu": "UTC",
}

# Names of several places that do not share a zone, of which the zone data has one or none.
SEVERAL_PLACES: dict[str, tuple[str, ...]] = {
    "georgia": ("America/New_York", "Asia/Tbilisi"),
    "san juan": ("America/Puerto_Rico", "America/Argentina/San_Juan"),
    "samoa": ("Pacific/Pago_Pago", "Pacific/Apia"),
    "congo": ("Africa/Brazzaville", "Africa/Lubumbashi"),
    "victoria": ("America/Vancouver", "Australia/Melbourne"),
}

# Countries whose law has one time, with islands or exclaves far off that nobody means by the country's name.
MAIN_ZONES: dict[str, str] = {
    "CL": "America/Santiago",
    "CN": "Asia/Shanghai",
    "EC": "America/Guayaquil",
    "ES": "Europe/Madrid",
    "NZ": "Pacific/Auckland",
    "PT": "Europe/Lisbon",
    "UA": "Europe/Kyiv",
}

# What the countries' own names in the zone data leave out: by ISO 3166 code, other names, then adjectives.
_OTHER_NAMES = """
    AE uae, emirates | CI ivory coast | CZ czechia | GB uk, united kingdom, great britain, england, scotland, wales,
    northern ireland | KP north korea | KR south korea, korea, republic of korea | MK macedonia | MM myanmar, burma
    | NL holland, the netherlands | NZ nz
    | PH the philippines | SZ eswatini, swaziland | TR turkiye | US us, usa, america,
    u s, u s a, the us | CD dr congo | CV cabo verde | TL timor leste | VA vatican | SC the seychelles
    | BS the bahamas | MV the maldives | GM the gambia | AE the uae | GB the uk | HK hongkong | SJ svalbard
"""
_ADJECTIVES = """
    AE emirati | AF afghan | AL albanian | AM armenian | AR argentine, argentinian | AT austrian | AU australian, aussie
    | AZ azerbaijani | BA bosnian | BD bangladeshi | BE belgian | BG bulgarian | BH bahraini | BO bolivian
    | BR brazilian | BY belarusian | CA canadian | CH swiss | CL chilean | CN chinese | CO colombian | CR costa rican
    | CU cuban | CY cypriot | CZ czech | DE german | DK danish | DZ algerian | EC ecuadorian | EE estonian | EG egyptian
    | ES spanish | ET ethiopian | FI finnish | FJ fijian | FR french | GB british, english, scottish, welsh
    | GE georgian | GH ghanaian | GR greek | HR croatian | HT haitian | HU hungarian | ID indonesian | IE irish
    | IL israeli | IN indian | IQ iraqi | IR iranian | IS icelandic | IT italian | JM jamaican | JO jordanian
    | JP japanese
    | KE kenyan | KG kyrgyz | KH cambodian | KR korean, south korean | KW kuwaiti | KZ kazakh | LA lao, laotian
    | LB lebanese | LK sri lankan | LT lithuanian | LU luxembourgish | LV latvian | LY libyan | MA moroccan
    | MD moldovan | ME montenegrin | MK macedonian | MM burmese | MN mongolian | MT maltese | MV maldivian | MX mexican
    | MY malaysian | MZ mozambican | NA namibian | NG nigerian | NL dutch | NO norwegian | NP nepali, nepalese
    | NZ kiwi | OM omani | PA panamanian | PE peruvian | PH philippine, filipino | PK pakistani | PL polish
    | PT portuguese | PY paraguayan | QA qatari | RO romanian | RS serbian | RU russian | RW rwandan | SA saudi
    | SE swedish | SG singaporean | SI slovenian, slovene | SK slovak | SN senegalese | SY syrian | TH thai
    | TN tunisian | TR turkish | TW taiwanese | TZ tanzanian | UA ukrainian | UG ugandan | US american | UY uruguayan
    | UZ uzbek | VE venezuelan | VN vietnamese | YE yemeni | ZA south african | ZM zambian | ZW zimbabwean
"""


def _by_name(table: str) -> dict[str, str]:
    rows = (" ".join(row.split()) for row in table.split("|"))
    return {name: row[:2] for row in rows for name in row[3:].split(", ")}


OTHER_NAMES_OF_COUNTRIES = _by_name(_OTHER_NAMES)
ADJECTIVES = _by_name(_ADJECTIVES)

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
