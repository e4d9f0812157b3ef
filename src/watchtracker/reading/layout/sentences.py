"""A piece of a text cut into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watchtracker.reading.layout.markup import Plain

LONGEST = 480
_SHORT_WORDS = """
    Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun
    No Nos Mr Mrs Ms Dr Prof St vs Art Sec Vol approx ca p.m a.m U.S U.K e.g i.e Inc Ltd Co Corp est al
    Sen Rep Gov Gen Ord Res Reg Fig Ref Dept Ch Sched Ex [A-Za-z]
"""
_SHORT = "".join(rf"(?<!\b{word}\.)" for word in _SHORT_WORDS.split())
_NEXT = r"[\"'\u201d\u2019)\]]*\s+[\"'\u201c\u2018(\[]?(?:[A-Z0-9\u3040-\u9fff]|[a-z][A-Z])"
# "5 p.m. Comments close" ends a sentence; "5 p.m. Eastern", "5 p.m. ET" and "5 p.m. Tuesday" do not.
_ZONE = r"(?:[A-Z]{2,5}|Eastern|Pacific|Central|Mountain|Beijing|London)\b"
_DAY = r"(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_HOUR = rf"(?<=[ap]\.m\.)(?=\s+(?!{_ZONE}|{_DAY})[A-Z])"
_HAN = r"(?<=[。！？；])[。！？；]*[\u201d」』）]?"
# All begin with one set of signs: `re` passes over every other letter.
_ENDS = re.compile(
    rf"[。！？；!?;.](?:{_HAN}|(?<=[!?])(?=[\"'\u201d)]*\s)|(?<=;)(?=\s)|{_HOUR}|(?<=\.)(?={_NEXT}){_SHORT})"
)
_ONLY_AN_HOUR = re.compile(r"\W*\d{1,2}(?:[:.]\d\d)? ?[ap]\.m\.", re.IGNORECASE)


def sentences(piece: Plain) -> Iterator[Plain]:
    """The sentences of a piece; a very long one is cut at a space."""
    text, start = piece.text, 0
    for end in [*(found.end() for found in _ENDS.finditer(text)), len(text)]:
        if _ONLY_AN_HOUR.fullmatch(text, start, end):
            continue  # the hour of what the line goes on to tell
        while end - start > LONGEST:
            space = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in (" ", "、", "，"))
            middle = space + 1 if space > start else start + LONGEST
            yield piece.part(start, middle)
            start = middle
        if text[start:end].strip():
            yield piece.part(start, end)
        start = end
