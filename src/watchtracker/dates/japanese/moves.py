"""The dates of a Japanese text that hold no more: 当初5月6日としていたが, 5月6日から5月13日に延期, 5月6日の開催は中止.

A new date is the one meant, and where there is none the text has no date; what is called off is refused.
"""

from __future__ import annotations

from watchtracker.dates import refusals
from watchtracker.dates.cursor import Run
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.japanese.parts import JapaneseText
from watchtracker.dates.japanese.roles import after, verb_after

Runs = list[Run]

_MOVES = {Kind.MOVED, Kind.CHANGED}
GONE = {
    *_MOVES,
    Kind.WAS_PLANNED,
    Kind.FORMERLY,
    Kind.OLD,
    Kind.NEW,
    Kind.CALLED_OFF,
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


def left_behind(text: JapaneseText, runs: Runs) -> set[int]:
    """Which of the phrases hold no more; refused where nothing takes place."""
    told = {number for number, run in enumerate(runs) if _is_told_by_the_way(text, runs, number, run)}
    if text.kinds.isdisjoint(GONE):
        return told
    old = told | {number for number, run in enumerate(runs) if _was_said_before(text, runs, number, run)}
    new = {number for number, (at, _) in enumerate(runs) if text.kind(text.before(at, *_IN_FRONT)) is Kind.NEW}
    if new:
        return set(range(len(runs))) - new
    for at, token in enumerate(text.tokens):
        if token.kind in _MOVES:
            left, to = _moved(text, runs, at, always=token.kind is Kind.MOVED)
            old = (old | left) - to
        elif token.kind is Kind.DELAYED:
            left, to = _moved(text, runs, at, always=False)
            begin = _begin_of_sentence(text, at)
            old |= {n for n, (a, e) in enumerate(runs) if begin <= a < at and text.kind(after(text, e)) is Kind.FROM}
            old = (old | left) - to
        elif token.kind is Kind.CALLED_OFF:
            old |= _called_off(text, runs, at)
    return old


def _is_told_by_the_way(text: JapaneseText, runs: Runs, number: int, run: Run) -> bool:
    """Whether this only tells which one is meant, and its date comes later: 4月9日に発表した新型, 4月9日付の通知."""
    place = after(text, run[1])
    if number + 1 == len(runs):
        return False
    later = runs[number + 1][0]
    if text.words(run[1], run[1] + 1) in _DATED and text.kind(run[1] + 1) is Kind.NO:
        return True
    verb = verb_after(text, place)
    told = text.kind(place) in {Kind.TO, Kind.ONSET} and text.kind(verb) in {Kind.PAST, Kind.SAYS}
    return told and verb + 1 < later and text.kind(verb + 1) in {Kind.OTHER, Kind.NAME}


def _was_said_before(text: JapaneseText, runs: Runs, number: int, run: Run) -> bool:
    at, end = run
    if text.kind(text.before(at, *_IN_FRONT)) is Kind.OLD or text.kind(text.skip(end, Kind.CLOSE)) is Kind.EVENT:
        return True
    later = runs[number + 1][0] if number + 1 < len(runs) else len(text.tokens)
    behind_it = text.kind(after(text, end))
    if behind_it is Kind.EXCEPT:
        raise refusals.only_when_not()
    if behind_it in {Kind.AS_OF, Kind.INSTEAD} or text.said(after(text, end)) in _ARROWS:
        return True
    behind = {token.kind for token in text.tokens[end : min(later, _end_of_sentence(text, end))]}
    if Kind.WAS_PLANNED in behind:
        return True
    earlier = max(runs[number - 1][1] if number else 0, _begin_of_sentence(text, at))
    originally = Kind.FORMERLY in {token.kind for token in text.tokens[earlier:at]}
    goes_on = number + 1 < len(runs) or Kind.MOVED in behind
    return originally and goes_on and text.kind(after(text, end)) is not Kind.FORMERLY


def _moved(text: JapaneseText, runs: Runs, moved: int, *, always: bool) -> tuple[set[int], set[int]]:
    """The phrases in front of 延期 that it leaves behind, and the one that に or まで joins to it."""
    begin = _begin_of_sentence(text, moved)
    before = [number for number, (at, end) in enumerate(runs) if begin <= at and end <= moved]
    if before and text.said(moved) == "延長":  # 5月6日までの募集期間を延長
        until = runs[before[-1]][1]
        always = always or (text.kind(until) is Kind.UNTIL and text.kind(until + 1) is Kind.NO)
    if not before:
        return set(), set()
    if _is_joined(text, runs[before[-1]][1], moved, directly=not always):
        return set(before[:-1]), set(before[-1:])
    return set(before) if always else set(), set()


def _is_joined(text: JapaneseText, end: int, moved: int, *, directly: bool) -> bool:
    to = text.skip(after(text, end), *_BOUNDS)
    if text.kind(to) not in _TO or to >= moved:
        return False
    between = {token.kind for token in text.tokens[to + 1 : moved]}
    return between <= {*_TO, Kind.COMMA} if directly else between.isdisjoint(_NOT_BETWEEN)


def _called_off(text: JapaneseText, runs: Runs, at: int) -> set[int]:
    begin, end = _begin_of_sentence(text, at), _end_of_sentence(text, at)
    before = {number for number, run in enumerate(runs) if begin <= run[0] < at}
    behind = any(at < run[0] < end for run in runs)
    if (before and not behind) or not runs:
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
