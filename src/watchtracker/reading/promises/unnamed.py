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
    [\u540e\u5f8c]\d{1,3}(?:\u4e2a)?[\u5929\u5468\u6708\u5e74]|\d{1,3}\u4e2a\u6708[\u5185\u540e\u5f8c]|
    (?:\u518d\u6b21|\u518d\u5ea6|\u65e0\u9650\u671f)(?:\u63a8\u8fdf|\u5ef6\u671f)|\u53e6\u884c\u901a\u77e5|\u62e9\u671f|
    (?:\u518d\u5ea6|\u518d\u3073)\u5ef6\u671f|\u8ffd\u3063\u3066
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
