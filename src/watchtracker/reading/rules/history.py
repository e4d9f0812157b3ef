"""What a text tells of an earlier time, often in the present tense: chronicles, lives, looks back.

"In 2019 the first wheel flies. In June the money runs out." No verb says that the second June is over, but the year
before it does.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from watchtracker.reading.languages.letters import MONTHS
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.statements import Dated, Passage

_YEAR = re.compile(r"(?:18|19|20)\d\d")
_PART_OF_A_YEAR = rf"(?:{MONTHS}|spring|summer|autumn|winter|q[1-4])"
_A_YEAR = re.compile(rf"\W*(?:the year |in )?(?:{_PART_OF_A_YEAR}[ ,]+)?((?:18|19|20)\d\d)\W*", re.IGNORECASE)
_STORY = re.compile(
    r"\b(?:how we got here|looking back|look back|history|chronicle|in review|the story so far|retrospective)\b",
    re.IGNORECASE,
)
_STORY_GOES_ON = re.compile(r"\W*(?:and |but |then )?(?:he|she|they) ", re.IGNORECASE)


def is_told(passage: Passage, day: date | None) -> bool:
    """Whether a sentence tells of a time that is over: what opens it says so, or the one before, or its heading."""
    if day is None:
        return False
    if passage.earlier and passage.earlier.told and _STORY_GOES_ON.match(passage.text):
        return True  # "He will file a patent within days", of a man in 1938
    if not (_opens(passage, day) or _is_under(passage, day) or _goes_on(passage)):
        return False
    return not passage.will


def _opens(passage: Passage, day: date) -> bool:
    """Whether its first words name a time that is over, and no past verb says so anyway."""
    opened = passage.words.then.match(passage.text)
    if opened is None:
        return False
    year = next((int(group) for group in opened.groups() if group), 0)
    return not year or (year < day.year and (bool(opened[1]) or not passage.past))


def _goes_on(passage: Passage) -> bool:
    earlier = passage.earlier
    words = passage.words
    told = earlier is not None and earlier.told
    return told and not words.now.search(passage.text) and not words.undated.search(passage.text)


def _is_under(passage: Passage, day: date) -> bool:
    """Whether it stands under a year that is over, or under a heading that promises a story."""
    above = passage.block.heading.rpartition(" / ")[2]
    return bool(above) and passage.block.kind is not BlockKind.HEADING and _is_over(above, day.year)


@lru_cache(maxsize=64)
def _is_over(heading: str, this_year: int) -> bool:
    year = _A_YEAR.fullmatch(heading)
    return int(year[1]) < this_year if year else bool(_STORY.search(heading))


def is_of_it(passage: Passage, dated: Dated) -> bool:
    """Whether a date belongs to what is told so: it names no year of its own."""
    return passage.told and not _YEAR.search(dated.words)
