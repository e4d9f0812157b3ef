"""Chinese sentences: the date phrases in one, each with its role and tense, and whether it promises something.

The role stands mostly after its date ("11月底前", "7月15日起施行"). "前" after a day or the end of something
includes it, as notices mean it; after a month it is the time before. `grammar.py` reads the phrase itself.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date

from watchtracker.dates import english, refusals, spans
from watchtracker.dates.bounds import DateStatus, Phrase, Role, Sentence, negated
from watchtracker.dates.chinese import passed_over
from watchtracker.dates.chinese.clauses import begin_of_clause, end_of_clause
from watchtracker.dates.chinese.grammar import ChineseText, is_date_in_chinese, phrase
from watchtracker.dates.chinese.numerals import plain
from watchtracker.dates.chinese.standing import INSTEAD, is_of_a_saying, standing
from watchtracker.dates.chinese.tokens import tokens
from watchtracker.dates.cursor import Token
from watchtracker.dates.han import claims
from watchtracker.dates.han.inserted import read_in_english
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.han.text import SpanAt
from watchtracker.dates.residue import refuse_unread
from watchtracker.dates.spans import Span
from watchtracker.dates.times import Clock
from watchtracker.dates.years import Tense
from watchtracker.errors import DateRefusedError

_HAN = re.compile(r"[\u3400-\u9fff]")
_DAYS = {Kind.DAY, Kind.ISO, Kind.NUMERIC, Kind.HEDGE, Kind.WEEKDAY, Kind.WEEK, Kind.DAYS_AWAY, Kind.NTH}
_ENGLISH_SENTENCE = re.compile(r"(?i)\b(?:after|at|before|by|from|in|is|not|on|since|the|until|will)\b")
_REPORTS = ("年度", "年报", "年中报", "年终", "年终总结", "半年报", "报告", "财报")
_LATIN = re.compile("[A-Za-z]{3}")
_NO_DATES = {Kind.OTHER, Kind.HEDGE, Kind.WILL, Kind.PAST, Kind.ONSET}
# What is of a month and comes out in another: 4月CPI数据
_OF_A_MONTH = re.compile(
    r"[^,。;0-9]{0,12}?(?:数据|报告|指数|财报|议息|会议|cpi|ppi|pmi|lpr|销量|总额|进出口|就业|纪要|非农|月报|业绩)",
    re.IGNORECASE,
)
_BEGINS = {Kind.OTHER, Kind.CALLED_OFF}
_PROMISES = {Kind.VAGUE, Kind.EVENT, Kind.COUNT, Kind.BUSINESS}
_BEFORE_A_NAME = {Kind.NOTHING, Kind.OTHER, Kind.HEDGE}
_ROLES_BEFORE = {Kind.BY: Role.BY, Kind.NOT_BEFORE: Role.NOT_BEFORE, Kind.UNTIL: Role.LAST_DAY, Kind.TO: Role.LAST_DAY}
_ROLES_AFTER = {
    Kind.BEFORE: Role.BEFORE,
    Kind.AFTER: Role.AFTER,
    Kind.UNTIL: Role.LAST_DAY,
    Kind.END: Role.LAST_DAY,
    Kind.OR_BEFORE: Role.BY,
    Kind.OR_AFTER: Role.NOT_BEFORE,
}


def sentence(tidy: str, said_on: date) -> Sentence:
    """What a Chinese text says; a date in it that is written in English is found too."""
    made_plain = plain(tidy)
    text = ChineseText(made_plain, tokens(made_plain), said_on)
    in_digits = not text.kinds.isdisjoint({Kind.ISO, Kind.YEAR}) and _ENGLISH_SENTENCE.search(tidy) is None
    spans = _spans(text) if in_digits or any(is_date_in_chinese(text, token) for token in text.tokens) else []
    if spans:
        if left := passed_over.unread(text, [(named.at, named.end) for named in spans]):
            refuse_unread(text, left, passed_over.TABLE, text.said)
        places = [text.place(named.at, named.end) for named in spans]
        claims.refuse_what_is_open(text.tidy, places)
        acts = claims.of_acts(text.tidy, places, [named.span for named in spans], said_on)
        events = [named for number, named in enumerate(spans) if number not in acts]
        stand = [] if claims.is_moved_by_its_heading(text.tidy, places) else standing(text, events)
        phrases = _phrases(text, stand)
        if phrases:
            phrases += _said_in_english(text)
        gone = [_gone(text, named, spans, act=named not in events) for named in spans if named not in stand]
        found = sorted([*phrases, *gone], key=lambda phrase: phrase.start)
        return Sentence(tuple(found), _clocks(text, spans, stand), promises=not stand, text=text.tidy)
    promises = not text.kinds.isdisjoint(_PROMISES) or any(map(_moves_away, text.tokens))
    own = Sentence((), text.clocks, promises=promises, text=text.tidy)
    return read_in_english(_in_english(text), own, said_on)


def _moves_away(token: Token[Kind]) -> bool:
    """Whether something is put off, 推迟, so that it has no date where none is said."""
    return token.kind is Kind.MOVED and token.value


def _said_in_english(text: ChineseText) -> list[Phrase]:
    """The dates that stand in English beside those in Chinese, and must agree with them."""
    if _LATIN.search(text.tidy) is None:
        return []
    return [
        phrase._replace(start=match.start(), end=match.end())
        for match in passed_over.ENGLISH_DATE.finditer(text.tidy)
        for phrase in english.sentence(match[0], text.said_on).phrases
    ]


def _gone(text: ChineseText, named: SpanAt, spans: list[SpanAt], *, act: bool) -> Phrase:
    """A date that holds no more, or that of a saying or an act."""
    saying = act or is_of_a_saying(text, named, spans)
    stand = DateStatus.OF_THE_SAYING if saying else DateStatus.MOVED_AWAY
    start, end = text.place(named.at, named.end)
    words = text.words(named.at, named.end)
    return Phrase(named.span, Role.ITSELF, Tense.NONE, words, start=start, end=end, standing=stand)


def _in_english(text: ChineseText) -> str:
    """The text with its Chinese roles in English, for the date in it that is written so: 不晚于 June 30."""
    words: list[str] = []
    before = 0
    for at, token in enumerate(text.tokens):
        said = text.tidy[token.start : token.end]
        role = _ENGLISH.get(token.kind)
        if token.kind is Kind.BEFORE:
            words.insert(0, "by " if _follows_a_day(text, at) else "before ")
        words += [text.tidy[before : token.start], f" {role} " if role else _HAN.sub(" ", said)]
        before = token.end or before
    return " ".join("".join([*words, text.tidy[before:]]).split())


def _follows_a_day(text: ChineseText, at: int) -> bool:
    """Whether 前 follows a day, which it includes, and no month or quarter: June 30前, 2026-06-30前."""
    return text.kind(at - 1) is Kind.ISO or _DAY_IN_ENGLISH.search(text.tidy[: text.tokens[at].start]) is not None


_DAY_IN_ENGLISH = re.compile(r"(?<![0-9])[0-9]{1,2}(?:st|nd|rd|th)?\s*$")
_ENGLISH = {
    Kind.BY: "by",
    Kind.NOT_BEFORE: "not before",
    Kind.UNTIL: "until",
    Kind.OR_BEFORE: "or earlier",
    Kind.OR_AFTER: "or later",
    Kind.ONWARDS: "onwards",
}


def _phrases(text: ChineseText, spans: list[SpanAt]) -> list[Phrase]:
    found: list[Phrase] = []
    before = 0
    for span, at, end in spans:
        if len(spans) > 1 and _is_year_of_a_report(text, at, end):
            continue
        numbered_week = span.week and span.year is None
        aside = numbered_week or (span.months is not None and _names_something(text, at, end))
        role = _role(text, span, at, end)
        start, last = _place(text, at, end)
        found.append(
            Phrase(
                span,
                role,
                _tense(text, at, end),
                text.words(at, end),
                aside,
                apposed=_is_apposed(text, before, at),
                start=start,
                end=last,
            )
        )
        before = end
    found = [_in_the_year_of_a_name(phrase, found[:number]) for number, phrase in enumerate(found)]
    if found:
        found += [_year_of_a_name(text, at, year) for at, year in passed_over.years_of_names(text)]
    return found


def _place(text: ChineseText, at: int, end: int) -> tuple[int, int]:
    """Where a phrase stands in the text, with the words of its role."""
    before, after = text.before(at, Kind.HEDGE, Kind.WILL), text.skip(end, Kind.HEDGE)
    first = before if text.kind(before) in {*_ROLES_BEFORE, Kind.FROM} else at
    ends = text.kind(after) in _ROLES_AFTER or (text.kind(after) is Kind.ONWARDS and text.tokens[after].value)
    last = after if ends else end - 1
    return text.tokens[first].start, text.tokens[last].end


def _is_year_of_a_report(text: ChineseText, at: int, end: int) -> bool:
    """As in 2025年年度报告, 2027年度预算: what is reported or planned for a year comes out in another."""
    if text.kind(at) is not Kind.YEAR or end != at + 1:
        return False
    behind = text.tidy[text.tokens[end].start :]
    return (text.said(at).endswith("度") and text.kind(end) is Kind.OTHER) or behind.startswith(_REPORTS)


def _in_the_year_of_a_name(phrase: Phrase, before: list[Phrase]) -> Phrase:
    """In 明年春季的大会将于3月5日举行 the day is in the spring that is named, if that holds such a day."""
    if phrase.span.year is not None:
        return phrase
    for name in before:
        year, span = name.span.year, name.span
        if name.aside and year is not None and (span.relative or span.months != (1, 12)):
            first, last = span.days(year)
            for in_year in {first.year, last.year}:
                with suppress(ValueError):
                    days = phrase.span.days(in_year)
                    if first <= days[0] and days[1] <= last:
                        return phrase._replace(span=spans.in_the_year(phrase.span, in_year))
    return phrase


def _year_of_a_name(text: ChineseText, at: int, year: int) -> Phrase:
    start, end = text.tokens[at].start, text.tokens[at].end
    whole = spans.months(1, 12, year)
    return Phrase(whole, Role.ITSELF, Tense.NONE, str(year), aside=True, start=start, end=end)


def _spans(text: ChineseText) -> list[SpanAt]:
    """All spans that are named, in their order."""
    found: list[SpanAt] = []
    at = before = 0
    while text.tokens[at].kind is not Kind.NOTHING:
        if text.kind(at) in _NO_DATES:
            at += 1
            continue
        try:
            read = phrase(text, at)
        except DateRefusedError as error:
            raise error.at(*text.place(at, at + 1), text.tidy) from None
        if read is None:
            _refuse_unread_day(text, at, before)
            at += 1
            continue
        found.append(SpanAt(read[0], at, read[1]))
        at = before = read[1]
    _refuse_recurring(text, found)
    return found


def _refuse_recurring(text: ChineseText, spans: list[SpanAt]) -> None:
    """Refuse 每周三更新; what is said in another clause, 5月6日开播, 每周更新3集, is a rate and no date."""
    for at, token in enumerate(text.tokens):
        if token.kind is Kind.EVERY:
            first, end = begin_of_clause(text, at), end_of_clause(text, at)
            if not spans or any(first <= named.at < end for named in spans):
                raise refusals.recurring(text.said(at)).at(token.start, token.end, text.tidy)


def _clocks(text: ChineseText, spans: list[SpanAt], stand: list[SpanAt]) -> tuple[Clock, ...]:
    """The times of day but for those of a date that stands no more: 原定5月6日20:00, 改到5月7日19:30."""
    if len(stand) == len(spans):
        return text.clocks
    starts = [text.tokens[named.at].start for named in spans]
    held = {text.tokens[named.at].start for named in stand}
    return tuple(
        clock
        for clock in text.clocks
        if max((start for start in starts if start <= clock.start), default=starts[0]) in held
    )


def _refuse_unread_day(text: ChineseText, at: int, before: int) -> None:
    """A second day behind a date, 10月15日、16日, is no part of it, and must not be lost."""
    if before < at - 1 or text.kind(at - 1) is Kind.EVERY:
        return
    token = text.tokens[at]
    said = text.tidy[token.start : token.end]
    if token.kind is Kind.DAY and said.endswith("日"):
        raise refusals.day_without_month(said)


def _is_apposed(text: ChineseText, before: int, at: int) -> bool:
    """Whether nothing but marks stands between two phrases: 上周四(6月26日)."""
    return 0 < before < at and all(token.kind is Kind.HEDGE for token in text.tokens[before:at])


def _names_something(text: ChineseText, at: int, end: int) -> bool:
    """Whether 2026年施政报告 or 今年秋季的发布会 is what takes place, and not when: a date comes later."""
    in_time = text.kind(at - 1) is Kind.HEDGE and text.tokens[at - 1].value
    of_it = text.said(end) == "的"
    if text.kind(end + of_it) is not Kind.OTHER or in_time or text.kind(at - 1) not in _BEFORE_A_NAME:
        return False
    if (
        not of_it
        and not _OF_A_MONTH.match(text.tidy, text.tokens[end].start)
        and Kind.MONTH in {token.kind for token in text.tokens[at:end]}
    ):
        return False  # 九月通车 is when it opens
    while text.kind(end) is not Kind.NOTHING:
        if phrase(text, end):
            return True
        end += 1
    return False


def _role(text: ChineseText, span: Span, at: int, end: int) -> Role:
    role = _role_after(text, span, end) or _role_before(text, at, end)
    if Kind.NOT not in text.kinds or role is Role.NOT_BEFORE:
        return role
    nots = _nots(text, at, end)
    if not nots or (role is Role.ITSELF and not any(nots)):
        return role
    return Role.NOT_BEFORE if role is Role.BY else negated(role)


def _nots(text: ChineseText, at: int, end: int) -> list[bool]:
    """The 不 in the clause of the phrase, on either side of it, 10月前不会发布, and whether each denies a day."""
    at, end = begin_of_clause(text, at), end_of_clause(text, end)
    return [
        text.tokens[place].value
        for place in range(at, end)
        if text.kind(place) is Kind.NOT
        and text.kind(place + 1) not in {Kind.MOVED, Kind.CALLED_OFF}
        and text.said(place) not in INSTEAD
    ]


def _role_after(text: ChineseText, span: Span, end: int) -> Role | None:
    after = text.skip(end, Kind.HEDGE)
    if text.kind(after) is Kind.ONWARDS and (text.tokens[after].value or Kind.FROM in text.kinds):
        return None if _begins(text, end) else Role.NOT_BEFORE
    role = _ROLES_AFTER.get(text.kind(after))
    return Role.BY if role is Role.BEFORE and _includes_its_day(text, span, end) else role


def _begins(text: ChineseText, end: int) -> bool:
    """Whether what follows begins then: 12月1日起实施, 12月1日起停止服务."""
    after = text.skip(end, Kind.HEDGE)
    onwards = text.kind(after) is Kind.ONWARDS
    if Kind.GRADUAL in text.kinds:
        return False
    follows = text.skip(after + 1, Kind.HEDGE, Kind.WILL)
    followed = text.kind(follows) in _BEGINS or (text.kind(follows) is Kind.NOT and not text.tokens[follows].value)
    return Kind.ONSET in text.kinds or (onwards and followed)


def _includes_its_day(text: ChineseText, span: Span, end: int) -> bool:
    day = span.months is None and not span.week and text.kind(end - 1) in _DAYS
    return span.final or day


def _role_before(text: ChineseText, at: int, end: int) -> Role:
    before = at - 1
    passed = {Kind.HEDGE, Kind.WILL}
    while text.kind(before) in passed:
        before -= 1
    if text.kind(before) is Kind.FROM:
        return _role_from(text, before, at, end)
    role = _ROLES_BEFORE.get(text.kind(before), Role.ITSELF)
    if (
        role is Role.LAST_DAY
        and Kind.MOVED not in text.kinds
        and Kind.THEN in {token.kind for token in text.tokens[end:]}
    ):
        return Role.NOT_BEFORE  # 直到6月才发布
    return Role.ITSELF if role is Role.LAST_DAY and Kind.MOVED in text.kinds else role


def _role_from(text: ChineseText, before: int, at: int, end: int) -> Role:
    """After 自 or 从 a range is a range, what begins then begins then, and 最快将从 is no earlier than."""
    if not {Kind.TO, Kind.RANGE}.isdisjoint({token.kind for token in text.tokens[at:end]}):
        return Role.ITSELF
    outer = _role_before(text, before, before)
    return Role.NOT_BEFORE if outer is Role.ITSELF and not _begins(text, end) else outer


def _tense(text: ChineseText, at: int, end: int) -> Tense:
    """The tense of the last word before a phrase that has one, or of the first behind it."""
    if text.kind(at - 1) is Kind.PAST and text.kind(end) is Kind.PAST:
        return Tense.NONE  # 已经四月中旬了
    behind = text.skip(end, Kind.HEDGE)
    if text.said(behind) == "以来":
        return Tense.PAST
    if text.kind(behind) is Kind.WILL:
        return Tense.FUTURE  # 样品送了,9月会有一次审厂
    begin = max(text.tidy.rfind(mark, 0, text.tokens[at].start) for mark in "?!;")  # of its own sentence
    said = [
        (place, _TENSES[token.kind])
        for place, token in enumerate(text.tokens)
        if token.kind in _TENSES and token.start > begin
    ]
    tenses = [(place, tense) for place, tense in said if tense is not Tense.PAST or not _is_of_a_move(text, place)]
    before = [tense for place, tense in tenses if place < at]
    after = [tense for place, tense in tenses if place >= at]
    return before[-1] if before else (after or [Tense.NONE])[0]


def _is_of_a_move(text: ChineseText, at: int) -> bool:
    """Whether 了 belongs to a move or a saying, and not to what takes place: 推迟到了6月, 已经推迟."""
    return text.kind(text.before(at, Kind.TO)) in {Kind.MOVED, Kind.SAYS}


_TENSES = {Kind.SAYS: Tense.NONE, Kind.WILL: Tense.FUTURE, Kind.MOVED: Tense.FUTURE, Kind.PAST: Tense.PAST}
