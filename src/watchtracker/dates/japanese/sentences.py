"""Japanese sentences: the date phrases in one, each with its role and tense, and whether it promises something.

`grammar.py` reads the phrase itself, `roles.py` what stands around it, `moves.py` which phrases hold no more.
"""

from __future__ import annotations

import re
from datetime import date

from watchtracker.dates import refusals
from watchtracker.dates.bounds import DateStatus, Phrase, Role, Sentence
from watchtracker.dates.han import claims
from watchtracker.dates.han.inserted import read_in_english
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.han.text import SpanAt
from watchtracker.dates.japanese import passed_over
from watchtracker.dates.japanese.grammar import phrase
from watchtracker.dates.japanese.moves import GONE, left_behind
from watchtracker.dates.japanese.numerals import plain
from watchtracker.dates.japanese.parts import JapaneseText
from watchtracker.dates.japanese.roles import after, place_of, role_of, tense_of, verb_after
from watchtracker.dates.japanese.tokens import tokens
from watchtracker.dates.residue import refuse_unread
from watchtracker.dates.spans import Span
from watchtracker.dates.years import Tense
from watchtracker.errors import DateRefusedError, Refusal

_PROMISES = {Kind.VAGUE, Kind.EVENT, Kind.COUNT, Kind.MOVED, Kind.WAS_PLANNED, Kind.DELAYED}
_AFTER_SOMETHING = {Kind.AFTER, Kind.ONSET}  # 承認後に発売
_BELONGS_TO_A_DATE = {
    *(Kind.NUMBER, Kind.DAY, Kind.WEEKDAY_MARK, Kind.NTH, Kind.NTH_WEEK, Kind.COUNT, Kind.LAST_DAY, Kind.SAME_YEAR),
    *(Kind.SAME_MONTH, Kind.UNCLEAR, Kind.WEEK_OF),
}
_NO_DATES = {
    Kind.HOLIDAY: "is on other days each year: write the day that is meant",
    Kind.FISCAL: "begins where its company says: write the months that are meant, or the 年度",
    Kind.UNCLEAR: "has no days that all agree on: write the month that is meant",
}
_YEAR = (1, 12)
_NAMES = {Kind.OTHER, Kind.NAME, Kind.ONSET}
_APPOSITION = {Kind.OPEN, Kind.HEDGE, Kind.CLOSE, Kind.COMMA, Kind.RANGE}
_ENGLISH_DATE = re.compile(
    r"(?<![a-z])(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|[qh][1-4]|spring|summer"
    r"|fall|autumn|winter|soon|tbd|tba|tomorrow|next|coming)",
    re.IGNORECASE,
)
_ENGLISH_ROLES = {Kind.UNTIL: ("until ", ""), Kind.BY: ("by ", ""), Kind.ONWARDS: ("", " or later")}
_NO_ASCII = re.compile(r"[^\x00-\x7f]+")


def sentence(tidy: str, said_on: date) -> Sentence:
    """What a Japanese text says; a date in it that is written in English is found too."""
    made_plain = plain(tidy)
    text = JapaneseText(made_plain, tokens(made_plain), said_on)
    _refuse_repeated(text)
    spans = _spans(text)
    if not spans and _ENGLISH_DATE.search(tidy):
        own = Sentence((), text.clocks, promises=_promises(text), text=made_plain)
        return read_in_english(_in_english(text), own, said_on)
    places = [text.place(at, end) for _, at, end in spans]
    if places:
        claims.refuse_what_is_open(made_plain, places)
    moved = claims.is_moved_by_its_heading(made_plain, places)
    old = set(range(len(spans))) if moved else left_behind(text, [(at, end) for _, at, end in spans])
    old |= claims.of_acts(made_plain, places, [span for span, _, _ in spans], said_on)
    held = [named for number, named in enumerate(spans) if number not in old]
    held = [named for named in held if not _is_year_of_something(text, named.span)] or held
    if held:
        _refuse_residue(text, spans, held)
    if held or moved or (spans and _promises(text)):
        return Sentence(tuple(_phrases(text, spans, held)), text.clocks, promises=not held, text=made_plain)
    for kind, reason in _NO_DATES.items():
        if kind in text.kinds:
            named = next(at for at, token in enumerate(text.tokens) if token.kind is kind)
            raise DateRefusedError(f'"{text.said(named)}" {reason}', Refusal.NEEDS_CALENDAR)
    if Kind.ASK in text.kinds and Kind.VAGUE not in text.kinds:
        raise refusals.question()
    return Sentence((), text.clocks, promises=_promises(text), text=made_plain)


def _refuse_repeated(text: JapaneseText) -> None:
    """Refuse what has many days, or other days in each country, wherever it stands: 毎週, 3営業日後."""
    for at, token in enumerate(text.tokens):
        if token.kind is Kind.EVERY:
            raise refusals.recurring(text.said(at)).at(token.start, token.end, text.tidy)
        if token.kind is Kind.BUSINESS:
            raise refusals.working_days().at(token.start, token.end, text.tidy)


def _promises(text: JapaneseText) -> bool:
    """Whether a text without a date promises something: 近日公開, 公開予定, 公開します, 承認後に発売."""
    if not text.kinds.isdisjoint(_PROMISES) or text.kinds >= _AFTER_SOMETHING:
        return True
    return any(
        token.kind is Kind.WILL and (not token.value or text.kind(at + 1) in {Kind.STOP, Kind.NOTHING})
        for at, token in enumerate(text.tokens)
    )


def _spans(text: JapaneseText) -> list[SpanAt]:
    found: list[SpanAt] = []
    at = 0
    while text.kind(at) is not Kind.NOTHING:
        try:
            read = phrase(text, at)
        except DateRefusedError as error:
            raise error.at(*text.place(at, at + 1), text.tidy) from None
        if read is None:
            at += 1
        else:
            found.append(SpanAt(read[0], at, read[1]))
            at = read[1]
    return found


def _phrases(text: JapaneseText, spans: list[SpanAt], held: list[SpanAt]) -> list[Phrase]:
    """The phrases, those that hold and those that hold no more, in their order."""
    found: list[Phrase] = []
    before = 0
    for named in spans:
        span, at, end = named
        start, last = place_of(text, at, end)
        if named not in held:
            stand = DateStatus.OF_THE_SAYING if _is_of_the_saying(text, span, end) else DateStatus.MOVED_AWAY
            role, tense, words = Role.ITSELF, Tense.NONE, text.words(at, end)
            found.append(Phrase(span, role, tense, words, start=start, end=last, standing=stand))
            continue
        role = role_of(text, span, at, end)
        later = named != held[-1]
        names = later and _names_something(text, span, end)
        found.append(
            Phrase(
                span,
                role,
                Tense.NONE if span.year is not None and not span.past else tense_of(text, at, end),
                text.words(at, end),
                aside=names or _is_day_of_saying(text, named, role, later=later),
                apposed=0 < before < at and all(token.kind in _APPOSITION for token in text.tokens[before:at]),
                gloss=text.kind(at - 1) is Kind.OPEN,
                start=start,
                end=last,
            )
        )
        before = end
    return found


def _is_of_the_saying(text: JapaneseText, span: Span, end: int) -> bool:
    told = text.kinds.isdisjoint(GONE) or text.kind(after(text, end)) is Kind.AS_OF
    return told or _is_year_of_something(text, span)


def _names_something(text: JapaneseText, span: Span, end: int) -> bool:
    """Whether 2026年度予算案 or 10月の会合 is what takes place, and not when: a date comes later."""
    return span.months is not None and text.kind(text.skip(end, Kind.NO, Kind.HEDGE)) in _NAMES


def _is_year_of_something(text: JapaneseText, span: Span) -> bool:
    """Whether this is a year long over, as in 創業1950年の: beside another date it is not what is claimed."""
    return span.months == _YEAR and span.year is not None and span.year < text.said_on.year


def _is_day_of_saying(text: JapaneseText, named: SpanAt, role: Role, *, later: bool) -> bool:
    """Whether this is the day of the words themselves: 昨日の取締役会で, 5月6日,7月1日の開始を発表した."""
    span, _, end = named
    place = after(text, end)
    if not later or role is not Role.ITSELF:
        return False
    if span.relative and span.year and span.days(span.year)[1] < text.said_on:
        return True
    if text.kind(place) is Kind.NO:  # 4月9日の会見で,10月に始めると明らかにした
        place = next((at for at in range(place, verb_after(text, place)) if text.said(at) == "で"), place) + 1
    return text.kind(place) is Kind.COMMA and Kind.SAYS in text.kinds


def _refuse_residue(text: JapaneseText, spans: list[SpanAt], held: list[SpanAt]) -> None:
    """Refuses what stands in the sentence of a date and was not read, though it may belong to it."""
    read = {at for _, first, end in spans for at in range(first, end)}
    ends, begins = {end for _, _, end in held}, {at for _, at, _ in held}
    for numbers in _sentences(text):
        if begins.isdisjoint(numbers):
            continue
        for at in numbers:
            beside = text.kind(at) in _NO_DATES and (
                text.before(at, Kind.NO) + 1 in ends
                or (text.kind(at) is not Kind.HOLIDAY and text.skip(at + 1, Kind.NO) in begins)
            )
            if beside:
                raise DateRefusedError(f'"{text.said(at)}" {_NO_DATES[text.kind(at)]}', Refusal.NEEDS_CALENDAR)
            if at not in read and text.kind(at) in _BELONGS_TO_A_DATE:
                _refuse_unless_known(text, at)


def _sentences(text: JapaneseText) -> list[list[int]]:
    """The numbers of the tokens, sentence by sentence."""
    found: list[list[int]] = [[]]
    for at in range(text.end):
        if text.kind(at) is Kind.STOP:
            found.append([])
        found[-1].append(at)
    return found


def _refuse_unless_known(text: JapaneseText, at: int) -> None:
    token = text.tokens[at]
    try:
        refuse_unread(text, [at], passed_over.TABLE, text.said)
    except DateRefusedError as error:
        refused = refusals.day_without_month(text.said(at)) if token.kind is Kind.DAY else error
        raise refused.at(token.start, token.end, text.tidy) from None


def _in_english(text: JapaneseText) -> str:
    """The text with its Japanese roles in English, for the date in it that is written so: June 30まで."""
    front, behind = "", ""
    for kind, (before, later) in _ENGLISH_ROLES.items():
        if kind in text.kinds:
            front, behind = before, later
    return f"{front}{' '.join(_NO_ASCII.sub(' ', text.tidy).split())}{behind}"
