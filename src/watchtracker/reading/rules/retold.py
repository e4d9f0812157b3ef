"""Dates that an English text only repeats: what was said or meant before, jokes, samples of dates, forms and hours.

"I first wrote 1 August", "not, as the letter said, on 1 April", "by 2030 lol", "shown as 1 June in the PDF", "OMB
number 1625-0188, expires 31 August", "open Mon-Fri 8:30-4:30": none of these days is one that somebody waits for.
"""

from __future__ import annotations

import re

from watchtracker.reading.languages.letters import DIGIT, SHORT_WEEKDAYS
from watchtracker.reading.languages.words import many, pattern, tail
from watchtracker.reading.records import Why
from watchtracker.reading.rules.tense import When
from watchtracker.reading.statements import Dated, Passage

_PAPER = r"""
    (?:notice|letter|mail|e-?mail|bulletin|post|update|page|newsletter|announcement|version|leaflet|poster|flyer|
    flier|
    website|site|message|msg|calendar|invitation|tweet|brochure|banner|sign|press release|release|roadmap|issue|
    README|
    programme|program|card|blurb|store page|listing)
"""
# What stands before a day that was said, meant or set before.
_EARLIER = many(rf"""
    \b(?:we|I) (?:told|promised|assured) (?:you|everyone|everybody|people)\b[^.;]{{0,60}}(?:'d|\u2019d|\bwould|
    \bshould)\b
    [^.;]{{0,40}}$|
    \bnot,? as [^.;]{{3,50}}? (?:said|had it|announced|stated|wrote|written|printed|promised),? (?:on |in |
    by )?(?:the )?$|
    \b(?:was|were) (?:going|supposed|meant|to have)(?: to)?(?: \w+)?(?: (?:for|on|in|by|at|from))?(?: the)? $|
    \bhad (?:once |first |originally |earlier )?been (?:set|scheduled|due|planned|slated|fixed|listed|booked|
    pencilled in|
    penciled in|put down|announced|promised)(?: (?:for|on|in|by|to \w+ (?:on|in)))?(?: the)? $|
    \b(?:first|originally|earlier|initially|wrongly|mistakenly|previously|erroneously) (?:wrote|said|gave|announced|
    put|
    told \w+|typed|posted|printed|published|quoted|had|promised|wrote down|claimed)(?: (?:that|it|was|as|on|in))* ?
    ["\u201c'\u2018]?$|
    \b(?:{_PAPER.strip()}|ticket)(?: of [^.;]{{3,20}}| from [^.;]{{3,20}}| in your \w+)? (?:still |also |had |
    wrongly )*(?:said|gave|
    had|read|showed|named|stated|says|listed|lists)(?: still| wrongly)?(?: it (?:was|is))?(?: on)? ["\u201c'\u2018]?$|
    \b(?:saying|promising|hearing|been told|telling \w+) ["\u201c'\u2018]$|
    \bwho (?:first |also )?(?:told|wrote|reported|noticed|found|spotted|asked|sent)\b[^.;]{{0,24}} (?:on |in )?$|
    \b(?:may|might|will) have (?:seen|read|heard|noticed|missed|received|got)\b(?! that\b)[^.;]{{0,40}} (?:on|in|
    last) $
""")
_PAPER_IN_BRACKETS = pattern(rf"""
    \b{_PAPER.strip()}(?: (?:no\.? ?)?\#?\d+)? ?[(（](?:of |from |dated )?$
""")
# "until 13 February, er, make that 20 February"
_CORRECTED = pattern(r"""
    ,? ?(?:\W )?(?:er|erm|uh|oops|no|sorry|scratch that|correction|I mean|rather|wait|argh|whoops),? ?(?:sorry,? |
    no,? )?
    (?:make (?:that|it)|I meant?|it is|it's|that's|that is|until|till|by|on)\b|,? ?make (?:that|it) (?:until |till |
    by |
    on )?(?=\d|[A-Z])
""")
_JOKE = many(
    r"\b(?:lol|lmao|rofl|haha(?:ha)*|hehe|jk|just kidding|at this rate|when hell freezes|pigs (?:will )?fly|"
    r"heat death)\b"
    r"|[\U0001f602\U0001f923\U0001f921]|(?<!\S)/s\b|\bI(?:'ll|\u2019ll| will) (?:either|be (?:dead|old|retired|"
    r"a skeleton)|have died)\b"
)
_IS_A_LIE = re.compile(
    r"[^.;\"\u201d]{0,20}[\"\u201d],? (?:is|was|are) (?:such )?(?:an? )?(?:\w+ )?(?:lie|lies|joke|myth|meme|"
    r"running gag|threat|"
    r"what (?:they|you|we|everyone|everybody) (?:all )?sa(?:y|id))\b",
    re.IGNORECASE,
)
# What stands before a date that is only a sample of how dates are written, shown or read.
_SAMPLE = many(r"""
    \b(?:receipts?|invoices?|letters?|messages?|entries|entry|files?|records?|rows?|photos?|documents?|bookings?|
    e-?mails?|
    events?|tickets?|orders?|stamps?|logs?) (?:\w+ )?(?:dated|stamped|from|marked) $|
    \b(?:displayed|shown|parsed|read|rendered|treated|interpreted|printed|stored|formatted|exported|counted|sorted|
    logged|
    recorded|imported|saved) (?:as|under|like) (?:the )?["\u201c'\u2018]?$|
    \b(?:displays?|shows?|prints?|outputs?|returns?|understands|accepts|parses|rejects) (?:the (?:words?|date|text) )?
    ["\u201c'\u2018](?:\w+ )?$|
    \b(?:parsing|parse|handling|formatting|rendering|input|timestamps?|regex|pattern|syntax|notation|format|
    placeholder|
    string|expression)(?: (?:of|for|with|like|as|in))? ?["\u201c'\u2018]?$|
    \b(?:dates|values|strings|timestamps|times|phrases|words|inputs?|expressions) (?:such as|like|
    as in) ["\u201c'\u2018]?$|
    \b(?:defaults? to|default value(?: is)?:?|set to|clock (?:\w+ )*to|dates? (?:before|after|beyond|past)) $
""")
_OF_SOFTWARE = re.compile(
    r"\b(?:fix(?:es|ed)?|bugs?|pars\w+|builds?|crash\w*|display\w*|shown?|PDF|value|default\w*|screen|syntax|"
    r"regex|format\w*"
    r"|string|field|empty|null|errors?|clock|device|32-bit|export\w*)\b",
    re.IGNORECASE,
)
_FORM = pattern(r"""
    \b(?:OMB|form (?:approved|number|no)|control (?:number|no)|approval (?:number|no))\b[^;]{0,60}
    \b(?:expir\w+|exp)\.?(?: date)?:? (?:on )?$
""")
_HOURS = re.compile(
    r",?:? ?(?:from |between )?\d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)? ?(?:-|\u2013|to|and) ?\d{1,2}(?:[:.]\d\d)?",
    re.IGNORECASE,
)
_WEEKDAYS = re.compile(
    rf"(?:on |from )?(?:{SHORT_WEEKDAYS})[a-z]*\.? ?(?:-|\u2013|\u2014|to|through|till|until) ?"
    rf"(?:{SHORT_WEEKDAYS})[a-z]*",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:open|staffed|closed|available|reach(?:able)?|hours|attended|answered|desk|office)\b", re.IGNORECASE
)
_HEAD = pattern(r"""
    (?:\b(?:press|news|media) (?:release|room|desk|office|centre|center|statement)\b[^.;]{0,50}|
    \bfor immediate release|^\W*(?-i:[A-Z]{3,}[A-Z .]{0,20})(?:, (?-i:[A-Z])[\w.]{1,14})?|
    \b(?:update|issue|post|letter|report|bulletin|digest|dispatch|log|notes?|memo|instalment|chapter|no\.?)[ ]
    [(\[]?\#?\d+[)\]]?)[ ]?[\u00b7\u2022|\u2013\u2014,-]{1,2} ?$
""")
_BY_A_YEAR = re.compile(r"(?:by|before|in) (?:the end of |end of |late |early )?(?:20)\d\d", re.IGNORECASE)
_AMOUNT = many(r"""
    \b(?:one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|fifty|half an?|an?|several|hundreds? of|
    thousands? of)
    [ ](?:million|billion|trillion|hundred|thousand|dozen)\b(?! people|-)|
    \b(?:inflation|unemployment|employment|output|headcount|productivity|emissions|the economy|GDP) (?:\w+ ){0,2}
    (?:reach|return|fall|rise|eas|slow|grow|settl|stabili[sz]|averag)\w*|\bdoubl(?:e|es|ing)\b|\bevery (?:second|
    third|
    fourth|fifth|tenth) \w+ will\b
""")
_LONGER_NUMBER = re.compile(r"[-/]\d")
_NAMES_A_DAY = many(
    r"[(\[](?:rev|ver|ed|eff)\.? $|"
    r"^\W*(?:that|this|it|which) (?:is|was|falls on|would be) an? $|\b(?:calendar|week)s? (?:begins?|"
    r"starts?) (?:with|on) (?:an? )?$"
    r"|\b(?:table|annex|schedule|appendix|scale|edition) [\w.]{1,6} of $"
    r"|\b(?:cases|claims|orders|papers|items|petitions|appeals) (?:argued|heard|filed|made|received|placed|"
    r"submitted|brought)"
    r" (?:in|on|during) $"
)


def why(passage: Passage, dated: Dated, where: When) -> Why | None:
    """Why a date of an English sentence is only repeated, a sample or a joke; None if nothing says so."""
    if passage.verb_last:
        return None
    near = tail(passage.text, dated.start)
    if where is When.AROUND and DIGIT.search(dated.words) and dated.window.exact and _HEAD.search(near):
        return Why.DAY_OF_THE_TEXT
    if where is When.BEHIND:
        return None
    if _EARLIER.search(near) or _CORRECTED.match(passage.text, dated.end):
        return Why.MOVED
    if ("(" in near or "（" in near) and _PAPER_IN_BRACKETS.search(near):
        return Why.SAYING
    if _is_in_a_joke(passage.text, dated) or _IS_A_LIE.match(passage.text, dated.end):
        return Why.IMAGINED
    if _SAMPLE.search(near) and _OF_SOFTWARE.search(passage.text):
        return Why.IMAGINED
    form = "exp" in near.lower() and _FORM.search(near)
    if form or _NAMES_A_DAY.search(near) or _LONGER_NUMBER.match(passage.text, dated.end):
        return Why.LABEL
    if _BY_A_YEAR.fullmatch(dated.words) and _AMOUNT.search(passage.text):
        return Why.FIGURE
    return _of_weekdays(passage, dated)


def _is_in_a_joke(text: str, dated: Dated) -> bool:
    """Whether a joke stands in the words around the date, without the end of a sentence between them."""
    if not _JOKE.search(text):
        return False
    begin = max(text.rfind(sign, 0, dated.start) for sign in (". ", "! ", "? ", "\n"))
    ends = [at for at in (text.find(sign, dated.end) for sign in (". ", "! ", "? ", "\n")) if at >= 0]
    return _JOKE.search(text, begin + 1, min(ends, default=len(text))) is not None


def _of_weekdays(passage: Passage, dated: Dated) -> Why | None:
    """Whether weekdays are those of opening hours, or stand beside the days that they are."""
    days = _WEEKDAYS.match(dated.words)
    if days is None:
        return None
    if _HOURS.match(passage.text, dated.start + days.end()) and _OPEN.search(passage.text, 0, dated.start):
        return Why.RECURRING
    alone = passage.text[dated.start - 1 : dated.start] == "(" or passage.text[dated.end : dated.end + 1] in {",", ")"}
    return Why.LABEL if alone and DIGIT.search(passage.text) else None
