"""The dates of a Japanese text that hold no more: 当初5月6日としていたが, 5月6日から5月13日に延期, 5月6日の開催は中止.

A new date is the one meant, and where there is none the text has no date; what is called off is refused.
"""

from __future__ import annotations

from watchtracker.dates import refusals
from watchtracker.dates.japanese.kinds import JapaneseKind as Kind
from watchtracker.dates.japanese.parts import JapaneseText
from watchtracker.dates.japanese.roles import after, verb_after

Spans = list[tuple[int, int]]

_MOVES = {Kind.MOVED, Kind.CHANGED}
GONE = {
    *_MOVES,
    Kind.WAS_PLANNED,
    Kind.ORIGINALLY,
    Kind.OLD,
    Kind.NEW,
    Kind.CANCELLED,
    Kind.EVENT,
    Kind.AS_OF,
    Kind.DELAYED,
    Kind.INSTEAD,
    Kind.EXCEPT,
}
_IN_FRONT = (Kind.HEDGE, Kind.OPEN, Kind.PARTICLE, Kind.NO, Kind.COMMA)
_TO = {Kind.TO, Kind.UNTIL}
_ARROWS = {"→", "⇒", "=>"}
_DATED = {"付", "付け"}
_BOUNDS = (Kind.HEDGE, Kind.BY, Kind.ONWARDS, Kind.WITHIN, Kind.CLOSE)
_NOT_BETWEEN = {Kind.WAS_PLANNED, Kind.WILL, Kind.NO, Kind.PAST, Kind.SAYS}


def left_behind(text: JapaneseText, spans: Spans) -> set[int]:
    """Which of the phrases hold no more; refused where nothing takes place."""
    told = {number for number, span in enumerate(spans) if _is_told_by_the_way(text, spans, number, span)}
    if text.kinds.isdisjoint(GONE):
        return told
    old = told | {number for number, span in enumerate(spans) if _was_said_before(text, spans, number, span)}
    new = {number for number, (at, _) in enumerate(spans) if text.kind(text.before(at, *_IN_FRONT)) is Kind.NEW}
    if new:
        return set(range(len(spans))) - new
    for at, token in enumerate(text.tokens):
        if token.kind in _MOVES:
            left, to = _moved(text, spans, at, always=token.kind is Kind.MOVED)
            old = (old | left) - to
        elif token.kind is Kind.DELAYED:
            left, to = _moved(text, spans, at, always=False)
            begin = _begin_of_sentence(text, at)
            old |= {n for n, (a, e) in enumerate(spans) if begin <= a < at and text.kind(after(text, e)) is Kind.FROM}
            old = (old | left) - to
        elif token.kind is Kind.CANCELLED:
            old |= _called_off(text, spans, at)
    return old


def _is_told_by_the_way(text: JapaneseText, spans: Spans, number: int, span: tuple[int, int]) -> bool:
    """Whether this only tells which one is meant, and its date comes later: 4月9日に発表した新型, 4月9日付の通知."""
    place = after(text, span[1])
    if number + 1 == len(spans):
        return False
    later = spans[number + 1][0]
    if text.words(span[1], span[1] + 1) in _DATED and text.kind(span[1] + 1) is Kind.NO:
        return True
    verb = verb_after(text, place)
    told = text.kind(place) in {Kind.TO, Kind.ONSET} and text.kind(verb) in {Kind.PAST, Kind.SAYS}
    return told and verb + 1 < later and text.kind(verb + 1) in {Kind.OTHER, Kind.NAME}


def _was_said_before(text: JapaneseText, spans: Spans, number: int, span: tuple[int, int]) -> bool:
    at, end = span
    if text.kind(text.before(at, *_IN_FRONT)) is Kind.OLD or text.kind(text.skip(end, Kind.CLOSE)) is Kind.EVENT:
        return True
    later = spans[number + 1][0] if number + 1 < len(spans) else len(text.tokens)
    behind_it = text.kind(after(text, end))
    if behind_it is Kind.EXCEPT:
        raise refusals.only_when_not()
    if behind_it in {Kind.AS_OF, Kind.INSTEAD} or text.said(after(text, end)) in _ARROWS:
        return True
    behind = {token.kind for token in text.tokens[end : min(later, _end_of_sentence(text, end))]}
    if Kind.WAS_PLANNED in behind:
        return True
    earlier = max(spans[number - 1][1] if number else 0, _begin_of_sentence(text, at))
    originally = Kind.ORIGINALLY in {token.kind for token in text.tokens[earlier:at]}
    goes_on = number + 1 < len(spans) or Kind.MOVED in behind
    return originally and goes_on and text.kind(after(text, end)) is not Kind.ORIGINALLY


def _moved(text: JapaneseText, spans: Spans, moved: int, *, always: bool) -> tuple[set[int], set[int]]:
    """The phrases in front of 延期 that it leaves behind, and the one that に or まで joins to it."""
    begin = _begin_of_sentence(text, moved)
    before = [number for number, (at, end) in enumerate(spans) if begin <= at and end <= moved]
    if before and text.said(moved) == "延長":  # 5月6日までの募集期間を延長
        until = spans[before[-1]][1]
        always = always or (text.kind(until) is Kind.UNTIL and text.kind(until + 1) is Kind.NO)
    if not before:
        return set(), set()
    if _is_joined(text, spans[before[-1]][1], moved, directly=not always):
        return set(before[:-1]), set(before[-1:])
    return set(before) if always else set(), set()


def _is_joined(text: JapaneseText, end: int, moved: int, *, directly: bool) -> bool:
    to = text.skip(after(text, end), *_BOUNDS)
    if text.kind(to) not in _TO or to >= moved:
        return False
    between = {token.kind for token in text.tokens[to + 1 : moved]}
    return between <= {*_TO, Kind.COMMA} if directly else between.isdisjoint(_NOT_BETWEEN)


def _called_off(text: JapaneseText, spans: Spans, at: int) -> set[int]:
    begin, end = _begin_of_sentence(text, at), _end_of_sentence(text, at)
    before = {number for number, span in enumerate(spans) if begin <= span[0] < at}
    behind = any(at < span[0] < end for span in spans)
    if (before and not behind) or not spans:
        raise refusals.called_off(f'"{text.said(at)}"')
    return before


def _begin_of_sentence(text: JapaneseText, at: int) -> int:
    while at > 0 and text.kind(at - 1) is not Kind.STOP:
        at -= 1
    return at


def _end_of_sentence(text: JapaneseText, at: int) -> int:
    while text.kind(at) not in {Kind.STOP, Kind.NOTHING}:
        at += 1
    return at
