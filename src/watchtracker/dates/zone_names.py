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


# A zone, with the offset in hours if its abbreviations insist on one, and what it is called. Such an abbreviation holds
# only while its place keeps the offset: there is no PST in July.
_SPOKEN = """
    UTC utc, gmt, z, coordinated universal time, universal time, greenwich mean time, greenwich time, zulu time
    | AoE aoe, anywhere on earth, anytime on earth, any time on earth | America/Los_Angeles pt, pacific, us pacific
    | America/Los_Angeles@-8 pst, pacific standard time | America/Los_Angeles@-7 pdt, pacific daylight time
    | America/Denver mt | America/Phoenix@-7 mst, mountain standard time
    | America/Denver@-6 mdt, mountain daylight time
    | America/Chicago ct, us central time, us/central, us/central time
    | America/Chicago@-5 cdt, central daylight time | America/New_York et, eastern, us eastern
    | America/New_York@-5 est, eastern standard time | America/New_York@-4 edt, eastern daylight time
    | Europe/Brussels central european time, cet/cest | Europe/Brussels@2 central european summer time, cest
    | Europe/Helsinki eastern european time | Europe/Helsinki@3 eastern european summer time, eest
    | Europe/Lisbon western european time | Europe/Lisbon@1 western european summer time, west
    | Europe/Dublin@1 irish standard time | America/Chicago@-6 us central standard time
    | Australia/Sydney australian eastern time | Australia/Brisbane australian eastern standard time, aest
    | Australia/Sydney@11 australian eastern daylight time, aedt
    | Australia/Darwin@9.5 australian central standard time, acst
    | Australia/Adelaide@10.5 australian central daylight time, acdt
    | Australia/Perth australian western time, australian western standard time | Africa/Nairobi east africa time
    | Africa/Maputo central africa time | Africa/Lagos west africa time | Asia/Dubai gulf standard time
    | Europe/Brussels@1 cet | Europe/Lisbon@0 wet | Europe/Helsinki@2 eet | Europe/Moscow msk | Asia/Tokyo jst
    | Asia/Seoul kst | Asia/Hong_Kong hkt | Asia/Singapore sgt | Asia/Shanghai china standard time, china time
    | Asia/Kolkata india standard time | Australia/Perth@8 awst | Africa/Johannesburg@2 sast | Asia/Karachi@5 pkt
    | Asia/Kathmandu@5.75 npt | Asia/Jakarta@7 wib | Asia/Makassar@8 wita | Europe/Istanbul@3 trt
    | America/Sao_Paulo@-3 brt | Pacific/Honolulu@-10 hst | America/Anchorage@-9 akst | America/Anchorage@-8 akdt
    | Pacific/Auckland@12 nzst | Pacific/Auckland@13 nzdt
"""
# Places for which no zone is named, and regions: "Beijing time", "Eastern Time". All others come from the zone data.
_PLACES = """
    Asia/Shanghai beijing, shenzhen, guangzhou, hangzhou | Asia/Tokyo osaka, kyoto | Asia/Seoul busan
    | Asia/Kolkata delhi, new delhi, mumbai, bangalore, bengaluru | Asia/Ho_Chi_Minh hanoi, ho chi minh city
    | Asia/Dubai abu dhabi | Asia/Qatar doha | Europe/Istanbul ankara | Europe/Zurich geneva, bern, basel
    | Europe/Berlin frankfurt, munich, hamburg, cologne | Europe/Rome milan | Europe/Madrid barcelona
    | Europe/Amsterdam the hague, rotterdam | Europe/Paris strasbourg | Europe/London edinburgh
    | Atlantic/Reykjavik reykjavik
    | America/New_York washington, washington dc, dc, washington d c, nyc, new york city, boston, miami, eastern,
      east coast, us east coast
    | America/Los_Angeles la, sf, san francisco, california, seattle, las vegas, pacific, west coast, us west coast,
      bay area
    | America/Toronto ottawa | America/Chicago houston, dallas, austin | America/Sao_Paulo rio de janeiro, brasilia
    | Africa/Johannesburg cape town | Pacific/Auckland wellington | America/Denver mountain
    | UTC greenwich, universal, zulu
"""

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
    """What stands first in each row of a table, by each of the names behind it."""
    rows = (" ".join(row.split()).partition(" ") for row in table.split("|"))
    return {name: first for first, _, names in rows for name in names.split(", ")}


def _with_offset(zone: str) -> SpokenZone:
    name, _, hours = zone.partition("@")
    return SpokenZone(name, float(hours) if hours else None)


SPOKEN_ZONES = {name: _with_offset(zone) for name, zone in _by_name(_SPOKEN).items()}
PLACES = _by_name(_PLACES)
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
