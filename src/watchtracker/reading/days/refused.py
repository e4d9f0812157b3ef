"""Dates that the grammar refuses for what stands beside them, read once more where that belongs to something else.

A claim is one date, and a word such as "no longer" or "moved" in it is about that date. A sentence of a text may say
more than one thing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta, tzinfo

from watchtracker import dates
from watchtracker.dates import DateWindow
from watchtracker.dates.finding import Mention
from watchtracker.errors import DateRefusedError, Refusal
from watchtracker.reading.days import claims
from watchtracker.reading.languages.english import WORDS as ENGLISH
from watchtracker.reading.languages.letters import SHORT_MONTHS
from watchtracker.reading.records import FindResult
from watchtracker.reading.rules import outcomes
from watchtracker.reading.statements import Dated, Passage

_HALF = r"(?:[上下]午|午[前後])?"
_HOUR = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}(?=[時时点]))"
_TIME = rf"{_HALF}{_HOUR}(?:[:：.]\d\d|[時时点](?:\d\d?分)?| ?[ap]\.?m\.?)"
_TIMES = re.compile(rf"(?:from )?({_TIME}) ?(?:[-\u2013~〜～至]|to|から) ?{_TIME}", re.IGNORECASE)
_TIMES_IN_BRACKETS = re.compile(rf"(?:の[^(（]{{0,10}})?[(（]\s*{_TIME} ?[-\u2013~〜～至] ?{_TIME}\s*[)）]?")
_END_OF_DAY = re.compile(r"24[:：]00|24[時时点]")
_NOT_OF_THIS = re.compile(
    r"(?:\bnot|n't|\bnever|\bno longer)\b[^.;]*(?:\band\b|\bbut\b|[,)])[^,;]{0,60}$", re.IGNORECASE
)
_NO_LONGER = re.compile(r"\b(?:no longer|not be|won't be|stop being) [^.;]{0,60}$", re.IGNORECASE)
_FRONTED = re.compile(r"\W*(?:from|as of|starting|after|on|since) ", re.IGNORECASE)
_NOT_ANY_MORE = re.compile(r",? (?:\w+ ){1,5}?(?:no longer|cannot|can't|can not|will not|won't)\b", re.IGNORECASE)
_MOMENTS = re.compile(r"from (.{4,40}\d.{0,12}) (?:until|till|to|through) (.{4,40})", re.IGNORECASE)
_MOMENTS_HAN = re.compile(
    r"(?:自|从|從|由)?(.{3,24}?\d.{0,6}?)(?:起|から|より)?\s*(?:至|到|[-\u2013\u2014~〜～]{1,2})\s*((?:\d{4}[年/-])?\d{1,2}[月/日号號].{1,22}?)(?:止|まで)?"
)
_TWO_DAYS = re.compile(r"(\d{1,2}月\d{1,2}日)[、和及](\d{1,2})日")
_NEGATION = re.compile(
    r"(?:が|は)?(?:でき|いたし|し)?ません|无法|無法|"
    r"不能|不再"
)
_ONCE = re.compile(r"(?:此前|先前|之前曾|曾)[^，。；]*")  # "had twice been moved before"
_MONTH_DAY = re.compile(rf"\b((?:{SHORT_MONTHS})[a-z]*\.?) \d{{1,2}}(?:st|nd|rd|th)?$", re.IGNORECASE)
_AND_DAY = re.compile(r",? (?:and|&) (\d{1,2})(?:st|nd|rd|th)?(?![\w:.%]\d|\d|\w| ?[ap]\.?m\b)", re.IGNORECASE)
_ANOTHER = re.compile(r"\b(?:one|two|another|others?|some|a second)\b", re.IGNORECASE)
_FROM_ON = re.compile(r"^[自从從]|(?:起|から|より)$")
_JUST_OVER = timedelta(days=31)
_OPEN_STILL = re.compile(r"\s*[(（][^()（）\d]{0,6}(?:調整中|予定|見込み?|待定|暂定|暫定|拟)[)）]")
_SLASHES = re.compile(r"(?<![\d/.])(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)\d\d)(?![\d/])")
# The second time of "open at 07:00 on Sunday and close at 20:00".
_AND_A_TIME = re.compile(
    r",? (?:and|until|till) (?:[a-z]+ )?(?:at )?\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?$", re.IGNORECASE
)
_TOO_LATE = re.compile(r"\b(?:after|later than) $", re.IGNORECASE)
_NOT_TAKEN = re.compile(r",? (?:\w+ )?(?:won't|will not|cannot|can't|can not|are not|is not) be \w+")
_CLOCK = re.compile(r",? *(?:at )?\d{1,2}[:.]\d\d *(?:[ap]\.?m\.?)? *(?:[A-Z]{2,5}\b)?,? *(?:on )?", re.IGNORECASE)


def read_again(
    passage: Passage, mention: Mention, day: date | None, zone: tzinfo, *, text: str, from_to: bool
) -> DateWindow | None:
    """The date of a mention that was refused for what stands beside it, if that belongs to something else.

    `text` is the passage as it was read; `from_to`: a "from X to" was taken out of it, so that Y is where it moved to.
    """
    before = text[: mention.start]
    called_off = mention.code is not Refusal.CANCELLED or is_called_off(passage)
    elsewhere = not called_off and (_NOT_OF_THIS.search(before) or _NO_LONGER.search(before))
    fronted = not called_off and _FRONTED.fullmatch(before) and _NOT_ANY_MORE.match(text[mention.end :])
    too_late = not called_off and _TOO_LATE.search(before) and _NOT_TAKEN.match(text, mention.end)
    if too_late:
        return read_words(mention.words, day, zone)
    moved_to = mention.code is Refusal.MOVED and (from_to or not is_moved(passage, text))
    if elsewhere or fronted or moved_to:
        return read_words(mention.words, day, zone)
    if mention.code is Refusal.TWO_DATES and _AND_A_TIME.search(mention.words):
        return read_words(_AND_A_TIME.sub("", mention.words), day, zone)
    if mention.code is Refusal.UNCLEAR and before.lower().endswith("by "):
        return read_words(f"by {mention.words}", day, zone)
    return _second_try(mention, day, zone)


def by_the_others(mention: Mention, order: str, day: date | None, zone: tzinfo) -> DateWindow | None:
    """The date of "09/01/2030" in a text whose other days, such as 06/14/2030, show which of the numbers is the day."""
    found = _SLASHES.search(mention.words) if order and mention.code is Refusal.AMBIGUOUS else None
    if found is None:
        return None
    month, number = found.group(1, 2) if order == "month first" else found.group(2, 1)
    iso = f"{found[3]}-{int(month):02}-{int(number):02}"
    return read_words(mention.words.replace(found[0], iso), day, zone)


def just_over(passage: Passage, mention: Mention, day: date | None, zone: tzinfo) -> DateWindow | None:
    """The day of "cleared on 8 March" some days later: a claim would have to name its year, a text tells of the last.

    Only what names how something ended is read so.
    """
    denied = mention.code is Refusal.CANCELLED and not is_called_off(passage)  # "The petition was denied on 4 March"
    if not (mention.code is Refusal.AMBIGUOUS or denied) or not passage.outcomes:
        return None
    return last_such(_FROM_ON.sub("", mention.words), day, zone)


def last_such(words: str, day: date | None, zone: tzinfo) -> DateWindow | None:
    """The last day of that name, if it was at most a month before `day`."""
    if day is None:
        return None
    window = read_words(words, day - _JUST_OVER, zone)
    last = window.last_day(zone) if window else None
    return window if last and last < day else None


def next_again(passage: Passage, mention: Mention, day: date | None, zone: tzinfo, *, text: str) -> DateWindow | None:
    """The month of "11月(日程調整中)" soon after the last of its name: what is still being fixed is the next."""
    if mention.code is not Refusal.AMBIGUOUS or day is None or not _OPEN_STILL.match(passage.text, mention.end):
        return None
    return read_words(text[mention.start : mention.end].strip(), day + 2 * _JUST_OVER, zone)


def two_days(text: str, mention: Mention, day: date | None, zone: tzinfo) -> list[Dated]:
    """The dates of "June 3 and 17", which as a claim would be two."""
    first = _MONTH_DAY.search(mention.words) if mention.code is Refusal.TWO_DATES else None
    second = _AND_DAY.match(text, mention.end) if first else None
    if first is None or second is None:
        return []
    windows = read_words(first[0], day, zone), read_words(f"{first[1]} {second[1]}", day, zone)
    places = (mention.start, mention.end), (second.start(1), second.end())
    return [Dated(*place, text[slice(*place)], window) for place, window in zip(places, windows, strict=True) if window]


def without_negation(
    passage: Passage, text: str, found: Sequence[Mention], day: date | None, zone: tzinfo
) -> Sequence[Mention]:
    """The dates of a sentence in Chinese or Japanese that only says that something cannot be done then."""
    bare = _NEGATION.sub(lambda hit: " " * len(hit[0]), text)
    return found if is_called_off(passage) or bare == text else dates.find(bare, day, zone)


def is_moved(passage: Passage, text: str) -> bool:
    """Whether a text in Chinese or Japanese has a word that moves a date; English was read for more than words."""
    return passage.words is ENGLISH or bool(passage.words.moves.search(_ONCE.sub("", text)))


def is_called_off(passage: Passage, behind: int = 0) -> bool:
    """Whether something is said to be called off, and not something else than what has its date before `behind`."""
    return any(
        result is FindResult.CANCELLED and not (0 < behind <= start and _ANOTHER.search(passage.text, behind, start))
        for result, start, _ in outcomes.told(passage)
    )


def read_words(words: str, day: date | None, zone: tzinfo) -> DateWindow | None:
    """What the words mean by themselves; None where they are refused or name no date."""
    try:
        window = dates.read(words, said_on=day or claims.ANY_DAY, zone=zone)
    except DateRefusedError:
        return None
    return window if window.dated else None


def words_of_promise(words: str) -> str:
    """The words of a promise without a date as a claim has them; TBD where `dates` reads none in them."""
    try:
        window = dates.read(words, said_on=claims.ANY_DAY, zone=dates.zone("UTC"))
    except DateRefusedError:
        return "TBD"
    return " ".join(words.split()) if window == dates.UNDATED else "TBD"


def _from_to(begin: str, end: str, day: date | None, zone: tzinfo) -> DateWindow | None:
    """The days of a span between two moments: "from 9pm on Friday 20 May until 5am on Monday 23 May"."""
    until = read_words(end, day, zone)
    since = read_words(begin, day, zone)
    first, last = since and since.first_day(zone), until and until.last_day(zone)
    if last and _END_OF_DAY.search(end):
        last -= timedelta(days=1)
    return DateWindow(first, last) if first and last and first <= last else None


def _second_try(mention: Mention, day: date | None, zone: tzinfo) -> DateWindow | None:
    """The date of a mention that was refused for what stands beside it: a number, a time in a zone that is not."""
    if mention.code not in {Refusal.UNCLEAR, Refusal.IMPOSSIBLE, Refusal.TWO_DATES} or day is None:
        return None
    pair = _TWO_DAYS.search(mention.words)
    begin = read_words(pair[1], day, zone) if pair else None
    first = begin.earliest if begin and begin.exact else None
    if pair and first and first.day + 1 == int(pair[2]):
        return DateWindow(first, first + timedelta(days=1))
    span = _MOMENTS.fullmatch(mention.words) or _MOMENTS_HAN.fullmatch(mention.words)
    meant = _from_to(span[1], span[2], day, zone) if span else None
    if meant:
        return meant
    one_time = _TIMES.sub(r"\1", mention.words)
    for words in (
        one_time,
        _TIMES_IN_BRACKETS.sub("", mention.words),
        _CLOCK.sub(" ", mention.words),
        mention.words.rpartition(",")[0] or mention.words,
    ):
        if mention.code is not Refusal.UNCLEAR and words == mention.words:
            continue
        window = read_words(words, day, zone)
        if window:
            return window
    return None
