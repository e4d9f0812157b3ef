"""The lines of a text, in groups between blank ones; front matter, code, older mails and signatures are passed over.

A row of a table in HTML is a line, however many lines it is written over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from watchtracker.reading.languages.letters import MONTHS
from watchtracker.reading.languages.words import pattern

FRONT = re.compile(r"\A\ufeff?\s*(---|\+\+\+)[ \t]*\n.*?\n\1[ \t]*(?:\n|\Z)", re.DOTALL)
_FENCE = re.compile(r"[ \t]*(?:>[ \t]*)*(```+|~~~+)")
_SIGNATURE = re.compile(r"--[ ]?$")
_WROTE = pattern(r"\b(?:wrote|writes|schrieb)\s*:\s*$|(?:写道|書きました)\s*[:：]\s*$")
_OLDER_MAIL = pattern(r"-{2,} ?(?:original message|forwarded message|原始邮件)")
_LONGEST_SIGNATURE = 5  # lines
_ROW = re.compile(r"<tr(?=[\s>])", re.IGNORECASE)
_END_OF_ROW = re.compile(r"</tr\s*>", re.IGNORECASE)
_AROUND_ROWS = re.compile(r"(?:\s*</?(?:table|thead|tbody|tfoot)\b[^<>\n]{0,300}>)+\s*", re.IGNORECASE)

_HAN_WEEKDAY = r"(?:[周週]|星期|礼拜)?[月火水木金土日一二三四五六天](?:曜日?)?"
# A line that is a day and nothing else: "8日(月)", "周一", "周一(8日)", "3月8日 星期一".
HAN_DAY = re.compile(
    rf"(?P<day>(?:\d{{4}}年)?(?:\d{{1,2}}月)?\d{{1,2}}日)"
    rf"(?:[ \u3000]?[(（]?{_HAN_WEEKDAY}(?:[・\u00b7][祝休])?[)）]?)?"
    r"|(?P<weekday>[本下今来]?(?:[周週]|星期)[一二三四五六日天]|[月火水木金土日]曜日?)"
    r"(?:[(（](?P<beside>(?:\d{1,2}月)?\d{1,2}日)[)）]?)?"
)
# The name of a month in English, with its year or without.
A_MONTH = re.compile(
    rf"({MONTHS}|"
    r"jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)\.?,?(?: (20\d\d))?",
    re.IGNORECASE,
)
# A line that names the month of the lines below it.
HAN_MONTH = re.compile(
    r"([\d\uff10-\uff19]{1,2}|[一二三四五六七八九十]{1,2})月(?:份)?()"
    r"(?:の|活动|行事|予定|日程|安排|スケジュール|カレンダー|预告|一览|表|イベント|案内|お知らせ|主な|重要){0,4}"
)


class TextLine(NamedTuple):
    """A line of a text: its place, without the break, and its words."""

    start: int
    end: int
    words: str

    @property
    def blank(self) -> bool:
        """Whether nothing stands in it."""
        return not self.words.replace(">", " ").strip()


def groups(text: str) -> Iterator[list[TextLine]]:
    """The lines between blank ones; without front matter, code, and what follows a signature's dashes."""
    front = FRONT.match(text)
    fence: str | None = None
    quoted = False
    group: list[TextLine] = []
    for line in _lines(text, front.end() if front else 0):
        words = line.words
        mark = _FENCE.match(words) if "```" in words or "~~~" in words else None
        if fence:
            fence = None if mark and mark[1].startswith(fence) else fence
            continue
        if mark:
            fence = mark[1][:3]
        if words.startswith("--"):
            signs = _SIGNATURE.match(words) and (words != "--" or _is_short(text[line.end :]))
            if signs or _OLDER_MAIL.match(words):
                break
        if quoted and words.startswith(">"):
            continue
        blank = line.blank
        wrote = words.rstrip().endswith((":", "：")) and _WROTE.search(words) is not None
        quoted = wrote or (quoted and blank)
        if mark or blank:
            if group:
                yield group
            group = []
        else:
            group.append(line)
    if group:
        yield group


def _is_short(rest: str) -> bool:
    """Whether so little stands behind two dashes that it is the name of who wrote, and what belongs to it."""
    lines = rest.strip("\n").split("\n")
    return len(lines) <= _LONGEST_SIGNATURE and all(map(str.strip, lines)) and bool(rest.strip())


def _lines(text: str, start: int) -> Iterator[TextLine]:
    rows = _html_rows(text, start)
    row = next(rows, None)
    while start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if row is None or row[0] > end:
            yield TextLine(start, end, text[start:end].rstrip("\r"))
            start = end + 1
            continue
        first, last = row
        if text[start:first].strip():
            yield TextLine(start, first, _around(text[start:first]))
        yield TextLine(first, last, text[first:last])
        row = next(rows, None)
        behind = text[last : (row or (len(text),))[0]]
        skipped = _AROUND_ROWS.match(behind)
        start = last + (skipped.end() if skipped and row and skipped.end() == len(behind) else 0)
        start += len(text[start : start + 1].rstrip("\n")) == 0 and start < len(text)


def _around(words: str) -> str:
    return "" if _AROUND_ROWS.fullmatch(words) else words


def _html_rows(text: str, start: int) -> Iterator[tuple[int, int]]:
    """Where the rows of tables in HTML stand; none once one is never closed."""
    while row := _ROW.search(text, start):
        end = _END_OF_ROW.search(text, row.end())
        if end is None:
            return
        yield row.start(), end.end()
        start = end.end()
