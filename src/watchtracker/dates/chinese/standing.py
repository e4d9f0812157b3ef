"""Whether a date of a Chinese sentence still stands: 原定5月, 现推迟至6月 is June, and 5月6日的发布会取消 has no date.

The day on which something was said, 4月1日宣布将于5月6日, is not the day of what was said. `sentences.py` asks here for
the phrases that it found.
"""

from __future__ import annotations

import re

from watchtracker.dates import refusals
from watchtracker.dates.chinese.clauses import begin_of_clause, end_of_clause, is_comma
from watchtracker.dates.chinese.grammar import ChineseText
from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.han.text import SpanAt
from watchtracker.errors import DateRefusedError

_ASKED = {Kind.MOVED, Kind.FORMERLY, Kind.CALLED_OFF, Kind.SAYS, Kind.NOT, Kind.NONE}
_LEADS = {Kind.HEDGE, Kind.WILL, Kind.PAST}
_TO_A_NEW_DATE = {*_LEADS, Kind.TO, Kind.BY, Kind.NOT_BEFORE, Kind.UNTIL}
_HAS_A_ROLE = {Kind.BEFORE, Kind.OR_BEFORE, Kind.AFTER, Kind.OR_AFTER, Kind.ONWARDS}
_GOES_ON = {Kind.WILL, Kind.MOVED, Kind.VAGUE}
_ENDS_WITH_IT = {Kind.NOTHING, Kind.PAST, Kind.ONSET, Kind.HEDGE}
_ONLY_IF = re.compile("[如若吗]|可能|是否")
_LISTED = {":", "时间", "日期"}
INSTEAD = {"而非", "而不是"}
_NOT_THIS = {"不是", "并非", *INSTEAD}


def standing(text: ChineseText, spans: list[SpanAt]) -> list[SpanAt]:
    """The phrases that still stand; refused where what they date is called off or denied."""
    if text.kinds.isdisjoint(_ASKED):
        return spans
    spans = _without_sayings(text, spans)
    spans = _without_corrected(text, spans)
    _refuse_none(text, spans)
    spans = _without_called_off(text, spans)
    return _without_old(text, spans)


def _without_sayings(text: ChineseText, spans: list[SpanAt]) -> list[SpanAt]:
    return [named for named in spans if not _is_of_the_saying(text, named, spans)]


def _is_of_the_saying(text: ChineseText, named: SpanAt, spans: list[SpanAt]) -> bool:
    """As in 昨日宣布将于5月6日, 公司4月1日表示即将; what is to be announced, 将于5月6日宣布, is the event itself."""
    if _lead(text, named.at) is Kind.WILL or text.kind(text.skip(named.end, Kind.HEDGE)) in _HAS_A_ROLE:
        return False
    said = _saying(text, named, spans)
    if said is None or any(named.end <= other.at < said for other in spans):
        return False
    later = any(other.at > said for other in spans)
    return later or any(token.kind in _GOES_ON for token in text.tokens[said:])


def is_of_a_saying(text: ChineseText, named: SpanAt, spans: list[SpanAt]) -> bool:
    """Whether a verb of saying follows in the clause."""
    return _saying(text, named, spans) is not None


def _saying(text: ChineseText, named: SpanAt, spans: list[SpanAt]) -> int | None:
    """Where the verb of saying is: in the clause of the date, or in the next where the date is all of its own."""
    first, end = named.end, end_of_clause(text, named.end)
    if first == end and begin_of_clause(text, named.at) == text.before(named.at, Kind.HEDGE) + 1:
        end = end_of_clause(text, end + 1) if text.kind(end) is not Kind.NOTHING else end
    return next((at for at in range(first, end) if _says(text, at, spans)), None)


def _says(text: ChineseText, at: int, spans: list[SpanAt]) -> bool:
    """Whether something is said there; 称 and 说 are mostly parts of other words."""
    if text.kind(at) is not Kind.SAYS:
        return False
    apart = text.tokens[at + 1].start > text.tokens[at].end or any(named.at == at + 1 for named in spans)
    follows = text.kind(at + 1) in _GOES_ON or is_comma(text, at + 1) or text.said(at + 1) == ":"
    return bool(text.tokens[at].value) or apart or follows


def _without_corrected(text: ChineseText, spans: list[SpanAt]) -> list[SpanAt]:
    """What is left of 并非6月1日, 而是6月18日 and of 6月18日而非6月1日."""
    wrong = [named for named in spans if text.said(text.before(named.at, Kind.HEDGE, Kind.OTHER)) in _NOT_THIS]
    if wrong and len(wrong) == len(spans):
        raise refusals.only_when_not()
    return [named for named in spans if named not in wrong]


def _refuse_none(text: ChineseText, spans: list[SpanAt]) -> None:
    """Refuse 7月10日没有例会."""
    for named in spans:
        at = text.skip(named.end, Kind.HEDGE, Kind.WILL)
        if text.kind(at) is Kind.NONE and text.kind(at + 1) not in {Kind.MOVED, Kind.CALLED_OFF}:
            raise _no_date(text, at)


def _without_called_off(text: ChineseText, spans: list[SpanAt]) -> list[SpanAt]:
    """What is left of 取消5月6日的会议, 5月13日再开; refused where nothing is left."""
    off: set[SpanAt] = set()
    for at, token in enumerate(text.tokens):
        if token.kind is Kind.CALLED_OFF and not _is_denied(text, at):
            gone = {named for named in spans if _is_called_off(text, named, at, spans)}
            later = [named for named in spans if named.at > at and named not in gone and not _was_before(text, named)]
            if gone and not later:
                raise _no_date(text, at)
            off |= gone
    return [named for named in spans if named not in off]


def _is_called_off(text: ChineseText, named: SpanAt, off: int, spans: list[SpanAt]) -> bool:
    """Whether what takes place on a date is called off, and not something that ends on that day: 将于5月6日终止."""
    if named.at > off and _was_before(text, named):
        return True
    if named.at > off:
        between = range(off + 1, named.at)
        if any(text.said(at) in _LISTED for at in between):
            return False
        leads = {Kind.FORMERLY, *_LEADS}
        return named.at < end_of_clause(text, off) and all(text.kind(at) in leads for at in between)
    if _was_before(text, named):
        return True
    between = range(named.end, off)
    if text.kind(text.skip(named.end, Kind.HEDGE)) in _HAS_A_ROLE:
        return False
    if end_of_clause(text, named.end) < off:
        alone = not any(begin_of_clause(text, off) <= other.at < off for other in spans)
        return alone and _ends_a_clause(text, off) and bool(text.tokens[off].value)
    if any(text.said(at) == "的" for at in between):
        return True
    if all(text.kind(at) in _LEADS for at in between):
        return bool(text.tokens[off].value) and _lead(text, named.at) not in {Kind.WILL, Kind.FROM, Kind.HEDGE}
    return bool(text.tokens[off].value) and _ends_a_clause(text, off)


def _ends_a_clause(text: ChineseText, at: int) -> bool:
    return text.kind(at + 1) in _ENDS_WITH_IT or is_comma(text, at + 1)


def _without_old(text: ChineseText, spans: list[SpanAt]) -> list[SpanAt]:
    """What is left when the dates are gone from which something was moved."""
    old: set[SpanAt] = set()
    for at, token in enumerate(text.tokens):
        if token.kind is Kind.MOVED and not _is_denied(text, at) and not _is_only_possible(text, at):
            old |= _left_by(text, at, spans)
    latest = max((named.at for named in spans if not _was_before(text, named)), default=-1)
    old |= {named for named in spans if _was_before(text, named) and named.at < latest}
    return [named for named in spans if named not in old]


def _left_by(text: ChineseText, moved: int, spans: list[SpanAt]) -> set[SpanAt]:
    """The dates that a move leaves: those in front of it, where it names a new one or none is needed."""
    away = bool(text.tokens[moved].value)
    later = [named for named in spans if named.at > moved and not _was_before(text, named)]
    joined = bool(later) and all(text.kind(at) in _TO_A_NEW_DATE for at in range(moved + 1, later[0].at))
    if not away and not joined:
        return set()
    first = begin_of_clause(text, moved)
    if not later and first > 0 and not any(first <= named.at < moved for named in spans):
        first = begin_of_clause(text, first - 1)  # 5月6日的发布会, 因故延期
    before = {named for named in spans if first <= named.at < moved}
    return before | {named for named in spans if _was_before(text, named)}


def _was_before(text: ChineseText, named: SpanAt) -> bool:
    """Whether it is said to have been the date: 原定于5月6日."""
    at = named.at
    begin = begin_of_clause(text, at)
    while at > begin and text.kind(at - 1) in {Kind.HEDGE, Kind.WILL, Kind.TO, Kind.OTHER, Kind.FROM}:
        at -= 1
    return text.kind(at - 1) is Kind.FORMERLY


def _is_denied(text: ChineseText, at: int) -> bool:
    """As in 不会推迟, 没有取消, 不延期."""
    return text.kind(at - 1) in {Kind.NOT, Kind.NONE} or text.said(at - 1) in {"不", "未"}


def _is_only_possible(text: ChineseText, at: int) -> bool:
    """As in 如有延期另行通知, 会跳票吗."""
    return _ONLY_IF.search(text.words(begin_of_clause(text, at), end_of_clause(text, at))) is not None


def _lead(text: ChineseText, at: int) -> Kind:
    """What stands in front of a date, past words such as 正式; 于 is a lead itself."""
    before = at - 1
    while text.kind(before) is Kind.HEDGE:
        before -= 1
    if text.kind(before) in {Kind.WILL, Kind.FROM}:
        return text.kind(before)
    return text.kind(at - 1)


def _no_date(text: ChineseText, at: int) -> DateRefusedError:
    return refusals.called_off(f'"{text.said(at)}"').at(*text.place(at, at + 1), text.tidy)
