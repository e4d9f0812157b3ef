"""What stands beside a date and would be read as a part of it: versions in brackets, midnight at the end of a day."""

from __future__ import annotations

import re

_ASIDE = re.compile(
    r"[(\uff08]v?\d+(?:\.\w+)+[^()\uff08\uff09\d]{0,12}[)\uff09]"
    r"|,? (?:at )?midnight(?: \(?[A-Z]\w+ (?:local )?time\)?)?(?= *[.,;)]|$)|\bmidnight (?:on|of) (?=\w)"
    r"|(?<=\d)[\u81f3\u5230](?:\u6b21\u65e5|\u7fcc\u65e5)\d{1,2}[:\uff1a]\d\d",
)

_MAY_HAVE = re.compile(r"midnight|[(\uff08]v?\d|[\u6b21\u7fcc]\u65e5")


def masked(text: str) -> str:
    """`text` with spaces for such words, so that each date keeps its place."""
    if not _MAY_HAVE.search(text):
        return text
    return _ASIDE.sub(lambda found: " " * len(found[0]), text)
