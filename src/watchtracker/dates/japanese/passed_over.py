"""What has digits in a Japanese sentence and is no date: each kind with an example and how it is told.

`dates/residue.py` asks here for whatever was not read as a part of the date.
"""

from __future__ import annotations

import re

from watchtracker.dates.han.kinds import HanKind as Kind
from watchtracker.dates.japanese.parts import JapaneseText
from watchtracker.dates.residue import KnownNumber

_WORDS = {Kind.OTHER, Kind.NAME, Kind.ONSET, Kind.VAGUE}
_COUNTED = re.compile("[^\\W\\d_\u3041-\u3096]|[%‰°つ\u00d7]")
_NAMED = re.compile("[^\\W\\d_\u3041-\u3096]")
_RATIO = re.compile("[0-9]+:[0-9]+")


def _is_number(text: JapaneseText, at: int) -> bool:
    return text.kind(at) is Kind.NUMBER


def _is_counted(text: JapaneseText, at: int) -> bool:
    """A unit or what is counted stands right behind: 5名, 15万人, 3つ, 20%."""
    unit = text.tokens[at + 1]
    if unit.kind is Kind.RANGE and text.kind(at + 2) is Kind.NUMBER:
        return _is_counted(text, at + 2)
    if unit.start != text.tokens[at].end and not text.said(at + 1).isascii():
        return False
    return _is_number(text, at) and unit.kind in {*_WORDS, Kind.HOLIDAY} and bool(_COUNTED.match(text.said(at + 1)))


def _is_numbered(text: JapaneseText, at: int) -> bool:
    """What is numbered stands right in front: 資料2, バージョン3.2, 別紙(1)."""
    before = at - 1
    if text.kind(before) in {Kind.OR, Kind.RANGE} and _is_number(text, before - 1):
        before -= 2  # 別紙1,2及び3
    while text.kind(before) in {Kind.OPEN, Kind.RANGE} or text.said(before) in {".", "-", "第"}:
        before -= 1
    return _is_number(text, at) and text.kind(before) in _WORDS and bool(_NAMED.match(text.said(before)[-1:]))


def _is_heading(text: JapaneseText, at: int) -> bool:
    """As in "1. 募集期間", "(1)募集期間"."""
    if at == 0 and text.kind(1) in {*_WORDS, Kind.ONSET} and text.tokens[0].end < text.tokens[1].start:
        return _is_number(text, at)  # "5 施行期日"
    first = at == 0 or (text.kind(at - 1) is Kind.OPEN and text.kind(at + 1) is Kind.CLOSE)
    return _is_number(text, at) and first and (text.kind(at + 1) is Kind.CLOSE or text.said(at + 1) == ".")


def _is_day_of_the_saying(text: JapaneseText, at: int) -> bool:
    """As in 同社は9日,7月に発売すると発表した."""
    return text.kind(at) is Kind.DAY and text.kind(at + 1) is Kind.COMMA and Kind.SAYS in text.kinds


TABLE: tuple[KnownNumber[JapaneseText], ...] = (
    KnownNumber("a count", "100名を5月6日に採用", _is_counted),
    KnownNumber("the number of something", "資料2は5月6日に公表", _is_numbered),
    KnownNumber("a heading's number", "(1)公開日 5月6日", _is_heading),
    KnownNumber("the day of the saying", "同社は9日,新型を5月6日に発売すると発表した", _is_day_of_the_saying),
    KnownNumber("a ratio", "16:9の新型を5月6日に発売", lambda text, at: bool(_RATIO.fullmatch(text.said(at)))),
)
