"""Dates that count: what comes again and again, how long something takes or lasts, since when, and how old somebody is.

"Within two weeks" is how long something takes, unless somebody says of one act that it will come about by then.
"""

from __future__ import annotations

import re
from functools import lru_cache

from watchtracker.dates import WindowKind
from watchtracker.reading.languages.words import many, pattern, right_before
from watchtracker.reading.records import FindKind, Why
from watchtracker.reading.rules.tense import When
from watchtracker.reading.statements import Dated, Passage

_RECURRING = many(
    r"\b(?:every|each|weekly|monthly|quarterly|annually|yearly|daily|biweekly|fortnightly) (?:\w+ )?$|每|毎"
)
_DURATION = re.compile(
    r"within (?:the (?:next )?)?"
    r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fourteen|fifteen|twenty|thirty|sixty"
    r"|ninety)\b",
    re.IGNORECASE,
)
_FOR_EACH = many(r"""
    \b(?:you|your|each|every|any|all|orders?|parcels?|refunds?|applicants?|applications?|customers?|requests?|users?|
    permits?|claims?|letters?|e-?mails?|tickets?|invoices?|answers?|repl(?:y|ies)|winners?)\b
""")
_OF_ANOTHER = re.compile(r" (?:of|after|from|following|before) ")
_WILL_ONCE = pattern(r"""
    \b(?:will|would|shall|is to|are to|(?:expects?|plans?|aims?|hopes?|intends?|promise[sd]|is due|is expected) to)[ ]
    (?:be )?(?:publish|announce|decide|vote|issue|release|launch|deploy|open|enter|begin|start|rule|sign|present|unveil|
    name|adopt|finali[sz]e|complete|close|return|reopen|resume|report|come|take|submit|introduce|table|file|elect|ship|
    follow)\w*\b
""")
_PROMISED = re.compile(r"\b(?:promised|expected|planned) $", re.IGNORECASE)
_AFTER = re.compile(r"^(?:after|since)\b|以后|以後|之后|以降", re.IGNORECASE)
_WEEKDAYS = re.compile(r"\w+day,? ?(?:to|through|till|-|\u2013|and) ?\w+day", re.IGNORECASE)
# "Quarterly refunding May 2": the next of its kind, whose day is named with its month.
_OF_ITS_KIND = re.compile(
    r"\b(?:quarterly|monthly|weekly|annual|yearly|biweekly|fortnightly) (?!on |in )[a-z]+ $", re.IGNORECASE
)
_ONE_DAY = re.compile(r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:,? \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?")
_PUT = re.compile(r"(?:by|before|until|till|from|after|no later|as of|starting) ", re.IGNORECASE)
_A_WEEKDAY = re.compile(r"(?:on |until )?(?:mon|tues|wednes|thurs|fri|satur|sun)days?(?: until \d+)?", re.IGNORECASE)
_HOURS = re.compile(r"\w+day \d{1,2}(?:[:.]\d\d)? ?(?:[ap]\.?m\.?)? ?(?:-|\u2013|to|until|till) ?\d", re.IGNORECASE)
_AS_EVERY_YEAR = re.compile(r",? (?:as|like) (?:in )?(?:every|each) year\b", re.IGNORECASE)
_TURNS = many(
    r"\b(?:must|should|to) be (?:at least |over )?\d{1,2}(?: years old| or older| or over)? (?:by |on |before )?$|"
    r"\b(?:will be|'ll be) \d{2} (?:years old )?(?:in |on )?$|"
    r"\bturn(?:s|ed|ing)? (?:one|two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|\d{1,3})\b"
    r"[^.;,]{0,12}$"
)
_TURNS_BEHIND = re.compile(r"年?满\d+岁")
_CAN_TAKE = re.compile(r"\b(?:can|could|may|might) (?:take|last) $", re.IGNORECASE)
_SPELL = re.compile(r"\bthe (?:days|weeks|months|years|period) (?:after|before) \w{0,8}$", re.IGNORECASE)
_BORN = many(r"\b(?:born(?: on| in)?|aged|\d+-year-old|anniversary of the|since) $")


def why(passage: Passage, dated: Dated, where: When, before: str) -> Why | None:
    """Whether it comes again and again, says how long, or since when."""
    if _comes_again(passage, dated, before):
        return Why.RECURRING
    if is_a_term(dated.words) and not _is_a_promise(passage, dated, before):
        return Why.DURATION
    if where is When.AROUND and dated.window.kind is WindowKind.OPEN_END and _AFTER.search(dated.words):
        return Why.NOT_AHEAD  # "made after 1 May" of a day that is over is a condition
    if dated.words.lower().startswith("from last "):
        return Why.NOT_AHEAD
    spell = _of_a_spell(passage, dated, before)
    if spell:
        return spell
    if dated.words.lower().startswith("after ") and passage.past and not passage.ahead:
        return Why.NOT_AHEAD
    return (
        Why.NOT_AHEAD if right_before(_BORN, before, len(before)) or dated.words.lower().startswith("since ") else None
    )


def is_a_term(words: str) -> bool:
    """Whether words say how long something may take: "within two weeks"."""
    return bool(_DURATION.match(words))


def _is_a_promise(passage: Passage, dated: Dated, before: str) -> bool:
    """Whether somebody says of one act, and not of what is done for each who asks, that it comes about by then."""
    if _PROMISED.search(before):
        return True
    first, _ = passage.clause(dated.start, dated.end)
    if _FOR_EACH.search(passage.text, first, dated.start) or _OF_ANOTHER.match(passage.text, dated.end):
        return False
    return _is_released(passage, dated) or bool(_WILL_ONCE.search(passage.text, first, dated.start))


def _comes_again(passage: Passage, dated: Dated, before: str) -> bool:
    """Whether it is a day or a month of each week or year: "Monday to Friday", "in May, as every year"."""
    again = _says_again(before) and not _PUT.match(dated.words)  # "write to every member by 30 November"
    again = again and not (_ONE_DAY.fullmatch(dated.words) and _OF_ITS_KIND.search(before))
    if again or _is_of_each(dated.words):
        return True
    hours = _A_WEEKDAY.fullmatch(dated.words) and _WEEKDAYS.search(passage.text) and _HOURS.search(passage.text)
    return bool(hours or _AS_EVERY_YEAR.match(passage.text, dated.end))


@lru_cache(maxsize=64)
def _is_of_each(words: str) -> bool:
    return bool(_WEEKDAYS.search(words) or _RECURRING.search(words))


def _says_again(before: str) -> bool:
    if not before.isascii() and ("每" in before or "毎" in before):
        return True
    return right_before(_RECURRING, before, len(before)) is not None


def _of_a_spell(passage: Passage, dated: Dated, before: str) -> Why | None:
    """Whether it says how old somebody becomes, how long something may take, or the months after a date."""
    if right_before(_TURNS, before, len(before)) or _TURNS_BEHIND.match(passage.text, dated.end):
        return Why.NOT_AHEAD
    if (
        before[-5:].lower() in {"take ", "last "}
        and _CAN_TAKE.search(before)
        and passage.words.until.search(dated.words)
    ):
        return Why.DURATION
    return Why.DURATION if right_before(_SPELL, passage.text, dated.start + len("before ")) else None


def _is_released(passage: Passage, dated: Dated) -> bool:
    start, end = passage.clause(dated.start, dated.end)
    kinds = {cue.kind for cue in passage.cues if start <= cue.start < end and cue.weight == 0}
    return kinds == {FindKind.RELEASE}
