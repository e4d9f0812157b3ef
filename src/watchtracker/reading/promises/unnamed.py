"""Words of time of which no rule makes a date: "18 months after publication", "before the summer recess".

Nothing is proposed on them, and they are no dates that were left out. Whoever asks why is told that they were seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from watchtracker.reading.languages.words import pattern

_MOST = 200
_WORDS = pattern(r"""
    \b(?:\d{1,3}|an?|one|two|three|four|five|six|nine|ten|twelve|eighteen|twenty-four|several|some|a[ ]few)[ ]
    (?:business[ ]|working[ ]|calendar[ ]|full[ ])?(?:days?|weeks?|months?|quarters?|years?)[ ]
    (?:after|before|from|following|ahead[ ]of|prior[ ]to)[ ](?:the[ ]|its[ ]|their[ ]|this[ ]|that[ ])?
    (?!now\b|today\b)[^\W\d_]+(?:[ ](?:of|into)[ ](?:the[ ])?[^\W\d_]+)?|
    \b(?:before|after|by|until|during|over|ahead[ ]of|in)[ ](?:the[ ]|its[ ]|next[ ]|this[ ])?
    (?:(?:summer|winter|spring|autumn|christmas|easter|parliamentary|school|holiday|lunar|chinese|general|presidential|
    midterm|local|federal)[ ])?(?:recess|break|holidays?|vacations?|elections?|session|new[ ]year|ramadan|term)\b|
    \b(?:pushed|put|set|moved|held)[ ](?:back|off)(?:[ ](?:again|once[ ]more|indefinitely|repeatedly))?|
    \b(?:delayed|postponed|slip(?:s|ped)|late|deferred|extended)[ ](?:again|once[ ]more|indefinitely|repeatedly)\b|
    \b(?:as[ ]soon[ ]as|once)[ ][^\W\d_]+(?:[ ][^\W\d_]+){0,4}|
    \b(?:at[ ]a[ ]later[ ](?:date|stage|point)|until[ ]further[ ]notice|in[ ]due[ ](?:course|time)|
    when[ ](?:it[ ]is[ ])?ready|sooner[ ]or[ ]later|before[ ]long|one[ ]day|some[ ]day|someday|eventually|
    down[ ]the[ ]road)\b|
    [后後]\d{1,3}(?:个)?[天周月年]|\d{1,3}个月[内后後]|
    (?:再次|再度|无限期)(?:推迟|延期)|另行通知|择期|
    (?:再度|再び)延期|追って
""")


def words_of_time(text: str, taken: Iterable[tuple[int, int]], *, most: int = _MOST) -> Iterator[tuple[int, int]]:
    """Where such words stand in `text`, outside of the places that are `taken`; `most` of them at most."""
    held = sorted(taken)
    at = number = 0
    for found in _WORDS.finditer(text):
        while at < len(held) and held[at][1] <= found.start():
            at += 1
        if any(start < found.end() and found.start() < end for start, end in held[at : at + 2]):
            continue
        if number == most:
            return
        number += 1
        yield found.span()
