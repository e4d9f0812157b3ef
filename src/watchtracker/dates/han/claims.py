"""What a Chinese or Japanese text says of its dates as a whole: it only asks, or its heading says that it is off.

5月6日发布吗? and 5月6日に発売されますか are no claims; 【取消】5月6日讲座 has no date any more.
The date of an act, 3月3日公布, 自5月6日起施行, and that of a report, 北京4月9日电, are not that of the event.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from watchtracker.dates.origins import Place
from watchtracker.dates.spans import Span, has_come
from watchtracker.errors import DateRefusedError, Refusal

_ASKS = re.compile(r"[^。!?]*(?:\?|(?:吗|么|嘛|か)\s*(?:[。!]|$))")
_GUESSES = re.compile("可能|也许|大概|估计|应该|或许|左右|前后|たぶん|おそらく|かも|頃|ごろ|予想|見込")
_MARKS = " ?。!、,"
_OPEN, _CLOSE = r"[\[(【\u3014<《「]\s*", r"\s*[\])】\u3015>》」]"
_IN_FRONT = "(?:已|活动|会议|课程|讲座|開催|発売|公開|公演|上演|放送|セミナー|イベント|開講|発表)?"
_OFF = re.compile(
    f"{_OPEN}{_IN_FRONT}(?:取消|停办|作废|叫停|中止|取りやめ|取り止め|取消し|撤回){{1}}(?:通知|のお知らせ|のご案内)?{_CLOSE}"
)
_MOVED = re.compile(
    f"{_OPEN}{_IN_FRONT}(?:延期|推迟|改期|顺延|延后|順延)(?:举行|举办|通知|のお知らせ|のご案内)?{_CLOSE}"
)
_MOVES = re.compile("延|推|改|顺|新|変更|順|[至到]|振替|代替")
_SIGN = re.compile(r"(?:[\u2264\u2265]|[<>]=)\s*$")
_WIRE = re.compile(r"[电讯](?=[\s:,(/])")
_BEFORE_A_WIRE = re.compile(r"[^,。;0-9]{1,12}讯[\s,:(]*$")
_ENACTED = re.compile(
    r"[^,。;0-9]{0,15}(?:第[0-9]+[次届号][^,。;0-9]{0,20})?(?:通过|公布|颁布|签署|印发|批准|修订)(?:[,;]|的|,?并)"
    r"|に?[^,。;0-9]{0,12}(?:公布|成立|可決|署名|採択|閣議決定|承認|制定|告示)(?:され|し|した|済み|の)"
)


def refuse_what_is_open(tidy: str, places: list[Place]) -> None:
    """Refuse dates that are only asked for, or that a heading calls off; a bare 6月? is a guess."""
    first, last = places[0][0], places[-1][1]
    bare = not (tidy[:first] + tidy[last:]).strip(_MARKS)
    if not bare and _ASKS.match(tidy, last) and not _GUESSES.search(tidy):
        error = DateRefusedError("a question claims nothing: write what was said", Refusal.NO_DATE)
        raise error.at(first, last, tidy)
    if sign := _SIGN.search(tidy[:first]):
        error = DateRefusedError(
            f'what the sign in "{sign[0].strip()}{tidy[first:last]}" means is not clear: write it in words'
        )
        raise error.at(first, last, tidy)
    if off := _OFF.search(tidy):
        error = DateRefusedError(
            f'by "{off[0]}" the date does not stand: record an outcome, such as cancelled, '
            "or write the new date, or TBD",
            Refusal.CANCELLED,
        )
        raise error.at(first, last, tidy)


def is_moved_by_its_heading(tidy: str, places: list[Place]) -> bool:
    """Whether a heading says that the one date was put off, and nothing else says to when."""
    heading = _MOVED.search(tidy) if len(places) == 1 else None
    return heading is not None and not _MOVES.search(tidy[: heading.start()] + tidy[heading.end() :])


def of_acts(tidy: str, places: list[Place], spans: Sequence[Span], said_on: date) -> set[int]:
    """Which of several dates are those of an act or a report, and have come, so that another is the event's."""
    return {
        number
        for number, ((start, end), span) in enumerate(zip(places[:-1], spans, strict=False))
        if (_ENACTED.match(tidy, end) or _WIRE.match(tidy, end) or _BEFORE_A_WIRE.match(tidy[:start]))
        and has_come(span, said_on)
    }
