"""Days that stand over what happens on them, as in a calendar whose days are headings.

"Thursday, 13 May" alone on a line says nothing; each line below it says what comes on that day. Under "Q3 2030", or the
name of a month, each item of a list does, where it is not said to be done.
"""

from __future__ import annotations

import re
from datetime import date, tzinfo

from watchtracker.dates import DateWindow, WindowKind
from watchtracker.reading.days import diary, mentions, refused, slashes
from watchtracker.reading.languages.words import many, pattern
from watchtracker.reading.layout import shapes
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.layout.lines import HAN_DAY
from watchtracker.reading.records import FindKind
from watchtracker.reading.rules import tense
from watchtracker.reading.statements import Dated, Passage
from watchtracker.reading.titling.title_words import BESIDE_A_PERIOD

_LONGEST = 40
_LONGEST_LINE = 160
_WEEK, _QUARTER, _YEAR = 7, 92, 366
# A heading that opens a text may be the name of the issue.
_IS_AN_ISSUE = re.compile(r"(?:\d{4}\W*)?(?:[^\W\d]{3,9})?(?:\W*\d{4}|\d{1,2}月)?", re.IGNORECASE)
# The subject of a row that tells how much there is of something.
_OF_FIGURES = pattern(r"""
    \b(?:revenues?|sales|profits?|income|margins?|cash|costs?|prices?|growth|gdp|inflation|rates?|totals?|shares?|users|
    customers|headcount|volumes?|debt|ebitda|earnings|forecasts?)\b|[营營]收|利润|売上|利益
""")
_DIGIT = re.compile(r"\d")
_WORDS = re.compile(r"[^\W\d_]{4}|[\u3040-\u9fff]{2}")
_LETTER = re.compile(r"[^\W\d_]")
_PERIOD = pattern(r"""
    \b(?:q[1-4]|h[12]|[1-4]q|[12]h|quarter|half|weeks?|w/c|spring|summer|autumn|fall|winter|january|february|march|april|
    may|june|july|august|september|october|november|december|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|20\d\d)\b|
    [年月季周週夏秋冬春期]
""")
# A line below what comes on a day, that says where, for how much, or with whom.
_BESIDE_A_THING = re.compile(
    r".*[^\d\s] [\u00b7|] .*|(?:online|free|remote|virtual|in person|hybrid)\b.*|.*, \d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?"
    r"|[A-Z][\w'\u2019-]+|[A-Z][\w'\u2019-]+(?: [A-Z][\w'\u2019-]+)*, [A-Z][\w .'\u2019-]{2,24}"
    r"|(?:from )?[$\u20ac\u00a3]\d.*"
)
_SURE = 80
_WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", re.IGNORECASE)
_EDGES = " \t.,:;-\u2013\u2014*_#()[]【】"
_DIARY = re.compile(
    r"\b(?:calendar|diary|agenda|ahead|to come|coming up|next week|this week|schedule|upcoming|week in|watch)\b"
    r"|日历|日曆|日程|予定|关注|看点|前瞻|一览|预告|下周|来週|今週|カレンダー",
    re.IGNORECASE,
)
_NOTHING = pattern(r"""
    .*\b(?:does|do|will) not (?:sit|meet)\b|.*\bnot sitting\b|.*\bmarkets? (?:are )?closed\b|
    \W*(?:in recess|no |nothing|none|closed|holiday|bank holiday|day off|\d{1,2}[:.]\d\d|\d{1,2}[ ]?[ap]\.?m|\d)
""")
_DAY_ALONE = re.compile(r"(\d{1,2})日")


_ROADMAP = many(r"""
    \b(?:roadmap|planned|plans?|planning|next|later|upcoming|coming|milestones?|deliverables|timeline|targets?|ahead)\b|
    [计計]划|路线图|规划|ロードマップ
""")
# What says more of something, and nothing that comes.
_DETAIL = pattern(r"""
    \W*(?:status|owners?|team|effort|priority|locations?|venue|where|contact|depends on|dependencies|risks?|notes?|
    speakers?|hosts?|who|why|progress|impact)\b[ ]?:|
    \W*(?:all )?(?:times|hours|dates) (?:are |in )?|\W*(?:done|shipped|released|completed)\b
""")


def _is_told(passage: Passage) -> bool:
    """Whether a line tells of what is over; "Untitled", with a capital, is no verb of it."""
    verbs = [start for start, _ in passage.past if not passage.text[start].isupper() or not start]
    return bool(verbs) and not passage.ahead and passage.text[verbs[0]].islower()


def _may_be_a_period(text: str) -> bool:
    """Whether a line is short and has the name of a period, which is looked at before anything else is read in it."""
    return len(text) <= _LONGEST and _PERIOD.search(text) is not None


class Banner:
    """The day that stands over the lines that are read."""

    def __init__(self, zone: tzinfo, slashes: str = "") -> None:
        self._zone = zone
        self._slashes = slashes  # how the text writes its days with them
        self._over: Dated | None = None
        self._diary = False  # whether the last heading was that of a calendar
        self.month: date | None = None  # the month that stands over its days
        self._sure = False  # whether the day stands over what comes, whatever its lines say
        self._period = ""  # the heading that names it, where it is no day but a month, a quarter or a year
        self._planned = False  # whether that heading is one of a roadmap
        self._programme = False  # whether the lines below the day are the hours of its programme
        self._below = 0  # how many lines were read below the day
        self._columns: dict[str, Dated | None] = {}  # the heads of columns, and the period that each names
        self._begun = False  # whether anything was read: what opens a text names its issue

    def see(self, passage: Passage, day: date | None, *, told: bool = False) -> bool:
        """Whether a line names a day or a period and nothing else; what follows then stands under it.

        `told`: the line itself says what comes.
        """
        block = passage.block
        begun, self._begun = self._begun, True
        if block.kind is BlockKind.CELL or block.asked:
            return False
        heading = block.kind is BlockKind.HEADING
        text = passage.text.strip(_EDGES) if len(passage.text) <= _LONGEST else ""
        found, month = self._named(text, day), diary.month(text, day)
        if month or heading:
            self.month = month
        long = found is not None and self._days(found.window) >= _WEEK
        found, named = (None if long else found), found
        period = None if found or told else self._named_period(passage, day)
        if period and not begun and _IS_AN_ISSUE.fullmatch(text):
            period = None
        if found or period:
            self._over = found or period
            self._diary = self._diary or (heading and _DIARY.search(text) is not None)
            self._period = "" if found else passage.text.strip(" #:*")
            self._planned = bool(_ROADMAP.search(f"{block.over.words} {block.heading} {passage.text}"))
            self._sure = period is not None or not _WEEKDAY.fullmatch(text) or self._diary
            self._programme = False
            self._below = 0
        elif heading and self._period and block.heading.endswith(self._period):
            return False
        elif heading or (block.kind is BlockKind.PROSE and not self._is_line(passage)):
            self._diary = bool(_DIARY.search(passage.text)) if heading else self._diary
            self._over = None
        return bool(named or month or period)

    def of_key(self, passage: Passage, day: date | None) -> tuple[Dated, FindKind] | None:
        """The day that is the key of a line, for what stands behind a semicolon: "Tue: the Budget; the minutes"."""
        key, text = passage.block.subject, passage.text
        first = passage.earlier
        if first is None or passage.block.kind is not BlockKind.ITEM or len(text) > _LONGEST_LINE or passage.past:
            return None
        if not passage.block.said.text.startswith(key) or first.text.rstrip()[-1:] not in {";", "；"}:
            return None
        dated = self._named(key, day) if key else None
        if dated is None or not self._is_ahead(dated.window, day) or _NOTHING.match(text) or diary.is_only_hours(text):
            return None
        strong = [cue for cue in passage.cues if cue.weight < _SURE]
        kind = min(strong, key=lambda cue: (cue.weight, cue.start)).kind if strong else FindKind.EVENT
        return Dated(len(text), len(text), dated.words, dated.window), kind

    def of_column(self, passage: Passage, day: date | None) -> tuple[Dated, FindKind] | None:
        """The period or the day that heads the column of a cell, where the cell says what comes then."""
        block = passage.block
        if block.kind is not BlockKind.CELL or block.first or passage.earlier or not _DIGIT.search(block.column):
            return None
        text = passage.text
        nothing = _NOTHING.match(text) or _DETAIL.match(text) or not _WORDS.search(text) or len(text) > _LONGEST_LINE
        if nothing or passage.outcomes or passage.past or _OF_FIGURES.search(block.subject):
            return None
        if block.column not in self._columns:
            self._columns[block.column] = self._named(block.column, day) or self._period_of(block.column, day)
        dated = self._columns[block.column]
        if dated is None or tense.when(dated.window, day, self._zone) is not tense.When.AHEAD:
            return None
        strong = [cue for cue in passage.cues if cue.weight < _SURE]
        other = FindKind.RELEASE if self._days(dated.window) >= _WEEK else FindKind.EVENT
        kind = min(strong, key=lambda cue: (cue.weight, cue.start)).kind if strong else other
        return Dated(len(text), len(text), dated.words, dated.window), kind

    def _named_period(self, passage: Passage, day: date | None) -> Dated | None:
        """The month, quarter or year that a heading names, or a line that says nothing else."""
        text = passage.text.strip(" #:*")
        if not _may_be_a_period(text) or passage.outcomes or passage.past:
            return None
        return self._period_of(text, day)

    def _period_of(self, text: str, day: date | None) -> Dated | None:
        if not _may_be_a_period(text):
            return None
        named = [mention for mention in mentions.find(text, day, self._zone) if mention.window]
        if len(named) != 1 or named[0].window is None or named[0].window.kind is not WindowKind.WINDOW:
            return None
        start, end = named[0].start, named[0].end
        rest = text[:start] + " " + text[end:]
        if _LETTER.search(BESIDE_A_PERIOD.sub("", rest)):
            return None
        return Dated(0, 0, named[0].words, named[0].window)

    def _named_han(self, words: str, day: date) -> Dated | None:
        """The day of a line such as "8日(月)", which is of the month of the day that stood over the lines before."""
        alone = _DAY_ALONE.fullmatch(words)
        if alone is None:
            window = refused.read_words(words, day, self._zone)
            return Dated(0, 0, words, window) if window else None
        before = self._over.window.earliest if self._over else None
        meant = diary.day_of_number(int(alone[1]), before if before and before > day else day)
        return Dated(0, 0, words, meant) if meant else None

    def _named(self, text: str, day: date | None) -> Dated | None:
        if not text:
            return None
        han = HAN_DAY.fullmatch(text) if day else None
        if day and han:
            return self._named_han(han["day"] or han["beside"] or han["weekday"], day)
        if not (_WEEKDAY.fullmatch(text) or shapes.ONLY_A_DATE.match(text) or shapes.IS_A_DATE.fullmatch(text)):
            return None
        slashed = list(slashes.days(text, self._slashes, day, self._zone))
        if slashed:
            return slashed[0] if len(slashed) == 1 and not (slashed[0].start or text[slashed[0].end :]) else None
        named = mentions.find(text, day, self._zone)
        if len(named) != 1 or named[0].window is None or len(named[0].words.strip(_EDGES)) < len(text):
            return None
        return Dated(0, 0, named[0].words, named[0].window)

    def over(self, passage: Passage, day: date | None) -> tuple[Dated, FindKind] | None:
        """The day of a line that names none itself, and the kind of what it says; None if it says nothing to come."""
        dated = self._over
        if dated is None or not self._is_line(passage) or not self._is_ahead(dated.window, day):
            return None
        self._below += 1
        if self._below > 1 and not self._period and _BESIDE_A_THING.fullmatch(passage.text):
            return None
        if self._period and not self._is_planned(passage, dated.window, day):
            return None
        strong = [cue for cue in passage.cues if cue.weight < _SURE]
        clock = None if self._period else diary.hour(passage.text)
        rest = passage.text[clock[1] :] if clock else ""
        if clock and not self._happens_at(passage, rest, strong=bool(strong)):
            return None
        nothing = (not clock and _NOTHING.match(passage.text)) or _DETAIL.match(passage.text)
        figure = diary.is_figure(rest)
        if not (self._sure or strong) or nothing or (_is_told(passage) and not figure):
            return None
        dated = diary.at(dated, clock[0], self._zone) if clock else dated
        other = FindKind.RELEASE if (self._period and self._planned) or figure else FindKind.EVENT
        kind = min(strong, key=lambda cue: (cue.weight, cue.start)).kind if strong else other
        return Dated(len(passage.text), len(passage.text), dated.words, dated.window), kind

    def _happens_at(self, passage: Passage, rest: str, *, strong: bool) -> bool:
        """Whether a line that begins with an hour tells what comes then, and no part of a programme."""
        self._programme = self._programme or diary.is_of_a_programme(rest)
        if self._programme or not diary.says_something(rest or passage.block.subject):
            return False
        return strong or self._diary or diary.is_figure(rest or passage.block.subject)

    def is_over(self, passage: Passage, day: date | None) -> bool:
        """Whether a day that is to come, and no month or quarter, stands over a line."""
        over = self._over if self._is_line(passage) and not self._period else None
        return over is not None and self._is_ahead(over.window, day)

    def _is_planned(self, passage: Passage, window: DateWindow, day: date | None) -> bool:
        """Whether a line under a period says what is planned for it, and not what it was or how it went."""
        prose = passage.block.kind is not BlockKind.ITEM and passage.text.endswith((".", "。"))
        if passage.outcomes or passage.block.kind is BlockKind.CELL or (prose and not (passage.ahead or passage.cues)):
            return False
        long = self._days(window) > _QUARTER
        if long or (day and tense.when(window, day, self._zone) is tense.When.AROUND):
            return self._planned or (self._diary and not long)
        return True

    def _is_line(self, passage: Passage) -> bool:
        """Whether it is the first sentence of an item, of a short line, or the first cell of a row."""
        block = passage.block
        if passage.earlier or len(passage.text) > _LONGEST_LINE or block.kind is BlockKind.HEADING:
            return False
        return block.kind is not BlockKind.CELL or block.first

    def _is_ahead(self, window: DateWindow, day: date | None) -> bool:
        last = window.last_day(self._zone)
        if day is None or last is None:
            return False
        if self._period:
            return last > day and self._days(window) <= _YEAR
        return self._days(window) < _WEEK and tense.when(window, day, self._zone) is tense.When.AHEAD

    def _days(self, window: DateWindow) -> int:
        """How many days a window is long, without its first; very many where an end is not known."""
        first, last = window.first_day(self._zone), window.last_day(self._zone)
        return (last - first).days if first and last else _YEAR + 1
