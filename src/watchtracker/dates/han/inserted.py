"""A date that a text of another language has in English: 不晚于 June 30, June 30まで.

Each language puts its own roles into English and reads the text so; what it knew of the whole text stays.
"""

from __future__ import annotations

from datetime import date

from watchtracker.dates import english
from watchtracker.dates.bounds import Sentence
from watchtracker.dates.origins import Origins


def read_in_english(words: str, own: Sentence, said_on: date) -> Sentence:
    """What `words` say, which were made of the text of `own`; its times of day stand for those that they have lost."""
    said = english.sentence(words, said_on)
    clocks = said.clocks
    if own.clocks and not clocks:
        origins = Origins(said.text, own.text)
        places = [origins.place(clock.start, clock.end) for clock in own.clocks]
        clocks = tuple(
            clock._replace(start=start, end=end) for clock, (start, end) in zip(own.clocks, places, strict=True)
        )
    return said._replace(clocks=clocks, promises=own.promises or said.promises)
