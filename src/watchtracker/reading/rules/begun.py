"""What holds from the day of a text on, a version with its day as a heading, and what somebody said to have ended."""

from __future__ import annotations

import re

from watchtracker.reading.languages.words import pattern, tail
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.records import FindResult
from watchtracker.reading.statements import Dated, Passage

# What is so from a day on: what can be done or not, and what has another state.
_HOLDS_WORDS = r"""
    [^.;:?]{0,70}?\b(?:can(?:not|'t|\u2019t| no longer| now)?|may(?! be\b)|must|no longer|need(?:s|ed)? to|refus(?:es|
    e|ing)|
    accepts?|requires?|rejects?|returns?|(?:do|does)(?: not|n't|n\u2019t) (?:need|accept|work|take|sell|support|ship|
    offer)|
    works?|costs?(?! of)|appl(?:y|ies)|(?:is|are)(?: not| now| all| also| officially| fully| \w+ly){0,2} (?:required|
    allowed|
    banned|forbidden|closed|open|free|gone|off|up|down|out|live|available|back|shut|over|retired|deprecated|dead|
    disabled|enabled|supported|included|in force|in effect|mandatory|optional|read-only|part of|called|named|licensed|
    handled|run by|owned by|on sale|possible|able to|subject to|paused|frozen|lifted|suspended|accepted))\b
"""
_HOLDS_NOTHING_WORDS = r"""
    \b(?:no (?:date|decision|word|news)|known|reported|have signed|had|total|number of|prices?|balance|there (?:is|are|
    were)|if|when|whether|until|was|were|will|would|\d[\d,.]* (?:people|members|cases|users|of|shares|employees))\b|%
"""
# What somebody said to be off, or to be done, in the words behind the day of the saying.
_SAID_IT = r"""(?:,? (?:(?:the|its|an?) )?(?:[\w-]+ ){1,3}?(?:said|announced|confirmed|told \w+|
    disclosed))?,?(?: that)? (?:it|they|we|he|she|the (?:[\w-]+ ){1,3}?|its (?:[\w-]+ ){1,3}?|(?-i:[A-Z])\w+ ?) ?"""
_SAID_OFF_WORDS = rf"""
    {_SAID_IT}(?:(?:was|were|is|are|had|has|have) (?:now |also |been )*(?:cancel+(?:ed|ing)|scrapp(?:ed|ing)|
    call(?:ed|ing) off|abandon(?:ed|ing)|withdraw(?:n|ing)|dropp(?:ed|ing)|shelv(?:ed|ing)|ax(?:ed|ing)|halt(?:ed|ing)|
    pull(?:ed|ing) (?:out|the plug)|terminat(?:ed|ing)|end(?:ed|ing) (?:its|talks|the)|walk(?:ed|ing) away|back(?:ed|
    ing) out|
    not going ahead)|(?:would|will) (?:now |also )?(?:not (?:go ahead|proceed|take place|build|renew|pursue)|no longer
    (?:pursue|build|go ahead|proceed|offer)|cancel|scrap|withdraw(?! from)|abandon|shelve|call off|drop (?:its|the|
    plans)|
    pull out|walk away|terminate|end talks))\b(?![^.;]{{0,40}}\b(?:if|unless|in 20\d\d)\b)
"""
_SAID_DONE_WORDS = rf"""
    {_SAID_IT}(?:had|has|have) (?:now |also |just )?(?:approved|completed|signed|closed|cleared|agreed to|launched|
    released|
    settled|acquired|finished|reached (?:an? )?(?:\w+ )?(?:deal|agreement|settlement)|granted|rejected|adopted|bought|
    sold|
    started|begun|secured|received|won approval|filed for|fined|recalled|banned|lifted|resumed|restored|reopened)\b
    (?![^.;]{{0,40}}\b(?:percent|since|over the)\b)
"""
_FROM_THEN = pattern(r"""
    \b(?:as of|as from|effective(?: from| as of| since)?|with effect from|starting|beginning|from|since)(?: now,?)? $
""")
_SINCE = re.compile(r"(?:as of|as from|effective|with effect from|starting|beginning|from|since) ", re.IGNORECASE)
_HOLDS = pattern(_HOLDS_WORDS)
_HOLDS_NOTHING = pattern(_HOLDS_NOTHING_WORDS)
_SAID_OFF = pattern(_SAID_OFF_WORDS)
_SAID_DONE = pattern(_SAID_DONE_WORDS)
# A heading that is nothing but a name with its version, and the day: "## Heron 7.0.0 (2027-04-28)".
_VERSION = re.compile(
    r"\W*(?:[A-Za-z][\w.@/+-]{0,30} ){0,4}\[?v?\d{1,4}(?:\.\d{1,4})+[\w.-]{0,16}\]?(?: (?:LTS|stable|final|is out))?"
    r"\W*(?:(?:was |is )?released?(?: on)?\W*)?",
    re.IGNORECASE,
)
_LONGEST = 80


def is_so(passage: Passage, dated: Dated) -> bool:
    """Whether something is so from a day of the last week on, or a version came out on it."""
    return _is_a_version(passage, dated) or _holds(passage, dated)


def _holds(passage: Passage, dated: Dated) -> bool:
    """Whether something is so from a day on: "As of today the old page is gone", "Sign-ups are closed since Monday"."""
    if passage.verb_last or not (_SINCE.match(dated.words) or _FROM_THEN.search(tail(passage.text, dated.start))):
        return False
    begin, end = passage.clause(dated.start, dated.end)
    opens = not passage.text[begin : dated.start].strip() or _FROM_THEN.fullmatch(passage.text[begin : dated.start])
    clause = passage.text[dated.end :] if opens else passage.text[begin : dated.start]
    if opens and begin and passage.text[begin - 1] in "(（":
        return _HOLDS.match(passage.text, 0, begin - 1) is not None  # "is read-only (since Monday)"
    last = len(passage.text) if opens else max(end, dated.end)
    return _HOLDS.match(clause) is not None and _HOLDS_NOTHING.search(passage.text, begin, last) is None


def of_a_saying(passage: Passage, dated: Dated) -> FindResult | None:
    """What somebody said on a day to have ended: "said Thursday it was cancelling half of its order"."""
    if passage.verb_last:
        return None
    if _SAID_OFF.match(passage.text, dated.end):
        return FindResult.CANCELLED
    return FindResult.HAPPENED if _SAID_DONE.match(passage.text, dated.end) else None


def _is_a_version(passage: Passage, dated: Dated) -> bool:
    """Whether a heading is only the name of a version, and the day on which it came out."""
    elsewhere = passage.verb_last or "（" in passage.text
    if elsewhere or passage.block.kind is not BlockKind.HEADING or not dated.window.exact:
        return False
    rest = passage.text[: dated.start][:_LONGEST] + passage.text[dated.end :][:_LONGEST]
    return _VERSION.fullmatch(rest) is not None
