"""What an English text asks somebody to do by a day, or lets them do until then: such a day is a deadline."""

from __future__ import annotations

import re

from watchtracker.dates import WindowKind
from watchtracker.reading.languages.words import pattern
from watchtracker.reading.statements import Dated, Passage

_ACT = r"""
    (?:write|phone|ping|ring|text|call|mail|e-?mail|message|dm|contact|drop|leave|let [\w'\u2019-]+(?: \w+)? know|
    cast|hand|
    give|swap|exchange|lodge|serve|file|send|submit|return|bring|tell|inform|notify|object|choose|pick|claim|collect|
    redeem|cash|trade|tick|enter|join|apply|opt|top up|speak|talk|reply|respond|answer|comment|vote|sign|register|rsvp|
    enrol+|book|buy|order|reserve|renew|pay|settle|transfer|withdraw|vacate|move|migrate|upgrade|switch|update|change|
    upload|download|export|save|back up|copy|nominate|propose|put forward|suggest|volunteer|complete|fill|
    confirm|
    cancel|appeal|provide|supply|produce|prove|show|declare|report|deposit|post|share|raise|note|request|ask|get|make|
    take)
"""
_DONE = r"""
    (?:written|lodged|exchanged|served|filed|sent|submitted|returned|handed in|brought|claimed|collected|redeemed|
    swapped|
    paid|received|made|completed|registered|booked|ordered|renewed|transferred|vacated|moved|migrated|upgraded|uploaded|
    nominated|proposed|put forward|filled in|confirmed|cancel+ed|provided|supplied|produced|declared|reported|deposited|
    posted|raised|requested|signed|cast|withdrawn|in our hands|with us|at the office)
"""
_ASKED = pattern(rf"""
    (?:^\W*(?:(?:to|and|please|then|so|kindly|just|also|do|either|or) )*|
    [,;:\u2014\u2013] (?:(?:please|so|then|do|just|kindly) )*|\b(?:please|kindly) )
    {_ACT.strip()}\b(?!:|,|\.| (?:on|of|is|was|will|for (?:papers|proposals|tender)))
""")
_BOUND_TO = pattern(rf"""
    \b(?:must|shall|should|ought to|may|can|(?:has|have|needs?|wants?|wish|wishes) to|(?:is|are) (?:to|(?:asked|
    required|
    obliged|requested|invited|expected|advised|entitled|able|free|urged|welcome) to)) (?:(?:also|still|either|not|first|
    \w+ly) )*(?:be {_DONE.strip()}|(?!(?:vote|raise|take|change|move|call|report|make|get|show)\b){_ACT.strip()}|
    to be {_DONE.strip()})\b|\bto be {_DONE.strip()}\b
""")
_BY = re.compile(r"(?:by|before|no later|not later|until|till|up to|at the latest|latest)\b", re.IGNORECASE)
# Somebody who is not asked, but says what they will do themselves.
_SELF = re.compile(r"\b(?:we|I) (?:must|shall|should|can|may|have to|need to|want to|are to)\b", re.IGNORECASE)


def is_asked(passage: Passage, dated: Dated) -> bool:
    """Whether somebody must or may do something by a day: "write to Radka by Friday", "to be lodged by 31 August"."""
    if passage.verb_last or dated.window.kind is WindowKind.OPEN_END:
        return False
    if dated.window.kind is not WindowKind.OPEN_START and not _BY.match(dated.words):
        return False
    if dated.start == 0 or not passage.text[: dated.start].strip():
        return _ASKED.match(passage.text.lstrip(), dated.end) is not None
    if _ASKED.search(passage.text, 0, dated.start):
        return True
    asked = _BOUND_TO.search(passage.text, 0, dated.start)
    return asked is not None and not _SELF.match(passage.text, max(0, asked.start() - 3))
