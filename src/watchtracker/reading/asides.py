"""What stands beside a date and would be read as a part of it, or as a date of its own.

Versions in brackets, midnight at the end of a day, numbers of lots, addresses, people whose first name is a month's,
and a condition whose "not" would be taken for that of the date.
"""

from __future__ import annotations

import re

_ASIDE = re.compile(
    r"[(\uff08]v?\d+(?:\.\w+)+[^()\uff08\uff09\d]{0,12}[)\uff09]"
    r"|,? (?:at )?midnight(?: \(?[A-Z]\w+ (?:local )?time\)?)?(?= *[.,;)]|$)|\bmidnight (?:on|of) (?=\w)"
    r"|\bat midnight (?:[A-Z]{2,4} )?(?=tonight)"
    r"|(?<=\d)[\u81f3\u5230](?:\u6b21\u65e5|\u7fcc\u65e5)\d{1,2}[:\uff1a]\d\d"
    r"|\b(?:[\w-]+\.)+[a-z]{2,}/[^\s,;)\u3000-\u9fff]+"
    r"|\b(?:[Ll]ots?|[Bb]atch(?:es)?|[Ss]erial numbers?|[Ff]ile|[Tt]ickets?|[Ii]nvoices?) \d[\d/-]+"
    r"(?:(?:, | and | to )\d[\d/-]+)*(?![\w.])"
    r"|(?<![Ii]n )(?<![Bb]y )(?<!of )(?<!to )(?<!until )(?<!from )(?<!since )(?<!early )(?<!late )(?<!mid-)"
    r"\b(?:Jan|April|May|June|August) (?=[A-Z][a-z]+(?:,? (?:who|said|says|told|joined|leads|led)\b|, \d\d))"
    r"|\b[Ii]f (?:you|we|they|it|he|she) (?:can't|cannot|can not|do not|don't|does not|doesn't|have not|haven't) "
    r"[^,.;\d]{1,60},"
    r"|\bnow (?=to \w|due\b|no (?:earlier|sooner|later)\b)",
)

_MAY_HAVE = re.compile(
    r"midnight|[(\uff08]v?\d|[\u6b21\u7fcc]\u65e5|\.[a-z]+/"
    r"|(?:[Ll]ot|[Bb]atch|[Ss]erial number|[Ff]ile|[Tt]icket|[Ii]nvoice)(?:e?s)? \d"
    r"|\b(?:Jan|April|May|June|August) [A-Z]|\b[Ii]f \w+ (?:can|do|have)|\bnow (?:to|due|no)\b"
)
_CENTRAL = re.compile(r"(?<=[\dmn.] )Central(?: (?:Standard |Daylight )?Time)?\b(?! [A-Z])")


def masked(text: str, zone: str = "") -> str:
    """`text` with spaces for such words, so that each date keeps its place; in `zone`, if several have its name."""
    if "Central" in text and zone.startswith("America/"):
        text = _CENTRAL.sub(lambda found: "CT".ljust(len(found[0])), text)
    if not _MAY_HAVE.search(text):
        return text
    return _ASIDE.sub(lambda found: " " * len(found[0]), text)
