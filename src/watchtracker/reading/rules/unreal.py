"""Dates of what comes again each year, of examples, and of what would have been."""

from __future__ import annotations

import re
from functools import lru_cache

from watchtracker.dates import WindowKind
from watchtracker.reading.languages.letters import ISO_DAY, SHORT_WEEKDAYS, YEAR
from watchtracker.reading.languages.words import many, pattern, right_before
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.records import Why
from watchtracker.reading.statements import Dated, Passage

_NEAR = 40
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|spring|summer|autumn|fall"
    r"|winter)"
)
_MONTHS = re.compile(rf"{_MONTH}(?:, {_MONTH})+,? (?:and|or) {_MONTH}\b|\b{_MONTH} and (?:again in )?{_MONTH}\b")
_WEEKDAY = re.compile(rf"(?:on )?(?:{SHORT_WEEKDAYS})[a-z]*\.?", re.IGNORECASE)
_SEVERAL_DAYS = re.compile(rf"(?:{SHORT_WEEKDAYS})[a-z]*\.? ?[-\u2013] ?(?:{SHORT_WEEKDAYS})[a-z]*", re.IGNORECASE)
_AN_HOUR = re.compile(r"\d{1,2}[:.]\d\d")
_HAN_WEEK = re.compile(r"[周週星月](?:期)?[\u4e00-\u9fff](?:至|到|から)|每周")
_HOURS = re.compile(
    r"\b(?:opening times|hours)\b|(?:营业|營業|営業|开放|開放|办公|"
    r"服务|服務|办理|辦理|受理|"
    r"咨询|諮詢|工作|上班|受付|開館|接听|接聽|客服)(?:时间|時間|时段|時段)|热线|熱線|(?:电话|電話)[：:]",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\b(?:opening|visiting|office|trading) (?:times|hours)\b|(?:营业|営業|开放|開館)(?:时间|時間)", re.IGNORECASE
)
_ON_AN_EXCHANGE = many(
    r"\b(?:shares?|stocks?|index|futures|oil|gold|dollar|yields?|bonds?)\b[^.;]{0,40}"
    r"\b(?:closed|opened|ended|started|began)\b"
    r"|\b(?:hit|reach|exceed|surpass|fall to|rise to|climb to) (?:about |around |nearly )?[$\u20ac\u00a3]?\d"
    r"[^.;]{0,30}$"
)
_NONE = re.compile(
    r"\b(?:there (?:is|are)|we have|I have) no \w+(?: \w+)? (?:on |in )?$"
    r"|^\W*no (?:issues?|newsletters?|editions?|posts?|meetings?|classes|lessons|services?|episodes?|letters?|updates?"
    r"|deliver(?:y|ies)) (?:on |in |this |next )?(?:\w+\.? \d{1,2} and )?$",
    re.IGNORECASE,
)
_IS_OVER = re.compile(r" (?:is|are|was|were|has been) (?:over|gone|past|behind us)\b")
_BEYOND = re.compile(r"(?:past|beyond|after) ", re.IGNORECASE)
# "no date yet beyond the first half"
_NO_DATE = re.compile(
    r"\bno (?:fixed |firm |exact |new )?(?:dates?|day|timetable|timeline|schedule|decisions?|plans?|word|details?"
    r"|funding|commitments?|budget)\b[^;.]*$",
    re.IGNORECASE,
)
_IF = re.compile(r"\b(?:if|unless|when)\b[^,;.]*$", re.IGNORECASE)
_GRANTED = re.compile(
    r"\b(?:granted|issued|made|signed|registered|placed|concluded|entered into|bought|purchased|sold|built|acquired) "
    r"(?:on or )?(?:before|after|until|prior to) $"
)
_STAYS = re.compile(
    r",? (?:will |shall )?(?:remains?|continues?|stays?|keeps?"
    r"|(?:is|are) (?:not )?(?:valid|exempt|unaffected|affected|covered))\b"
)
_FOLLOWING = re.compile(r"(?:the |to the )?following ", re.IGNORECASE)
_NOT_THEN = re.compile(
    r", not (?:in |on |until |by |before )?(?:the )?$|(?:而非|而不是|并非)"
    r"(?:原定的?)?$"
)
_IS_WRONG = re.compile(r"(?:は|が)(?:誤り|間違い)|有误|为误|是错")
_NOT_UNTIL = re.compile(r"not until\b", re.IGNORECASE)
_PUT_OFF = re.compile(
    r"\b(?:postpon|delay|reschedul|cancel|scrapp?|calling off|called off|mov)\w*(?: the| our)? $", re.IGNORECASE
)
_OWNS = re.compile(r"['\u2019]s \w")
# What a list is called: "events of this week".
_HAN_LIST = re.compile(
    r"の?(?:重要|重磅|主要|主な|大事|注目){0,2}(?:事件|看点|日程|预告|关注|提醒|予定|行事)"
    r"(?:预告|一览)?[：:]"
)
_OF_A_YEAR = {"年内", "年明け", "年末"}  # "orders of this year"
_OLD_COLUMN = re.compile(r"(?:original(?:ly)?|old|previous(?:ly)?|former(?:ly)?|was|initial)(?: \w+)?", re.IGNORECASE)
_FORBIDDEN = re.compile(
    r"\W*(?:please )?(?:don't|don\u2019t|do not|never)\b(?! (?:expect|count on|look for|hope for|bank on))",
    re.IGNORECASE,
)
_BOUND = re.compile(r"(?:before|until|till|after)\b", re.IGNORECASE)
_DENIED = re.compile(r"\b(?:is|are) (?:wrong|false|untrue|not true|a hoax|made up)\b", re.IGNORECASE)
_LOOKS_BACK = re.compile(r"\W*(?:past|previous|former|earlier) \w+(?: \w+)?:", re.IGNORECASE)
_PERIODICAL = re.compile(r" (?:briefing|newsletter|digest|edition|round-?up|memo|read|notes?|links)\b", re.IGNORECASE)
_SUCH_AS = re.compile(r"(?:\bsuch as|\be\.g\.|\bfor example,?|\bi\.e\.|--?[a-z]+(?:[ =]))[ ]?$")
_OF_EACH_YEAR = re.compile(
    r"(?:financial|fiscal|accounting) year(?:[- ]end| ends?)?|year[- ]end|決算期|決算月|決算日|会計年度|财年截止",
    re.IGNORECASE,
)
_RETURNS = re.compile(r"\breturns? $")
# "Tuesdays to Sundays 9:00-17:00, closed on Mondays".
_HAN_OPEN = re.compile(
    r"(?:[周週]|星期)[一二三四五六日天](?:至|到|[-~～\u2013\u2014])(?:[周週]|星期)?[一二三四五六日天]"
    r" ?\d{1,2}[:：]\d\d"
)
_HAN_DATE = re.compile(r"\d ?[月日号號]|[本下上][周週]")
# What stands under it, or is said of it, only shows how something is written or counted.
_OF_EXAMPLES = many(r"""
    \b(?:worked |some |an? |more )?examples?\b(?![ ](?:projects?|teams?))|
    \bsample (?:invoices?|payslips?|data|files?|entries|entry|input|config\w*|records?|letters?|timelines?)\b|
    \bhow (?:\w+ ){1,3}(?:is|are|works?|get)[ ]?(?:counted|computed|calculated)?$|
    \b(?:file|date|input|output) formats?\b|\bpayment terms\b|\btest data\b|\bsample (?:schedule|output)\b|\bsyntax\b|
    (?:示例|样例|举例|范例|例子|格式说明|記入例|記載例|入力例|サンプル|見本|例)$
""")
_IN_AN_EXAMPLE = pattern(r"""
    \b(?:(?:in|from|of) (?:the|our|your|this|a) (?:demo|sample|test|example|sandbox)[ ]
    (?:accounts?|projects?|data(?:base)?|invoices?|workspaces?|files?|tenants?|environment)|sample invoice|
    net \d+, issued|issued [^;:]{4,28}: due)\b|(?:演示|示例|样例)(?:账户|项目|数据)|
    (?:サンプル|デモ)(?:データ|アカウント)
""")


# A look for these is much quicker than the pattern, which few sentences need.
_WORDS_OVER_EXAMPLES = (
    "ample",
    "how ",
    "format",
    "payment terms",
    "test data",
    "syntax",
    "例",
    "样",
    "サンプル",
    "見本",
    "格式",
)
_WORDS_OF_EXAMPLES = ("demo", "ample", "test", "sandbox", "issued", "例", "演示", "デモ", "サンプル")


def _is_example(passage: Passage) -> bool:
    """Whether a line stands among examples: under a heading that says so, or in the data of a demonstration."""
    return (
        _is_over_examples(passage.block.heading)
        or _is_over_examples(passage.block.column)
        or (
            any(word in passage.text for word in _WORDS_OF_EXAMPLES) and _IN_AN_EXAMPLE.search(passage.text) is not None
        )
    )


@lru_cache(maxsize=64)
def _is_over_examples(trail: str) -> bool:
    low = trail.lower()
    if not any(word in low for word in _WORDS_OVER_EXAMPLES):
        return False
    return any(_OF_EXAMPLES.search(heading) for heading in trail.split(" / "))


def why(passage: Passage, dated: Dated) -> Why | None:
    """Why the date belongs to nothing that will be once; None if nothing says so."""
    words = passage.words
    before = passage.text[: dated.start]
    if words.example.search(before[-_NEAR:]) or (ISO_DAY.fullmatch(dated.words) and _RETURNS.search(before)):
        return Why.IMAGINED
    if _is_example(passage) or (ISO_DAY.fullmatch(dated.words) and _SUCH_AS.search(before)):
        return Why.IMAGINED
    beside = _beside(passage, dated, before)
    if beside:
        return beside
    if _OF_EACH_YEAR.match(passage.text) or _is_of_hours(passage, dated):
        return Why.RECURRING
    open_end = dated.window.kind is WindowKind.OPEN_END and not passage.verb_last
    if not YEAR.search(dated.words) and not open_end and _is_habit(passage, dated):
        return Why.RECURRING
    unreal = passage.imagined
    if unreal is not None and (unreal < dated.start or unreal == 0) and not (passage.will or _is_moved_han(passage)):
        return Why.IMAGINED
    return None


def _is_moved_han(passage: Passage) -> bool:
    """Whether what should have been by now is said to come later, in Chinese or Japanese."""
    return passage.verb_last and bool(passage.words.moves.search(passage.text))


def _beside(passage: Passage, dated: Dated, before: str) -> Why | None:
    """Why words right beside the date make it no day of anything."""
    if _is_not_then(passage, dated, before):
        return Why.MOVED
    if right_before(_NONE, before, len(before)) and passage.words.until.match(dated.words) is None:
        return Why.NOTHING_TO_COME
    if _FORBIDDEN.match(passage.text) and _BOUND.match(dated.words):
        return Why.NOTHING_TO_COME
    if _DENIED.search(passage.text, dated.end) or (
        _BEYOND.match(dated.words) and (_IF.search(before) or _NO_DATE.search(before))
    ):
        return Why.IMAGINED
    if _LOOKS_BACK.match(passage.text) or _IS_OVER.match(passage.text, dated.end):
        return Why.NOT_AHEAD
    if _STAYS.match(passage.text, dated.end) and _GRANTED.search(passage.text, 0, dated.start + len("before ")):
        return Why.IMAGINED  # "a licence granted before 1 July remains valid"
    if _FOLLOWING.match(dated.words):
        return Why.UNREADABLE
    if _is_of_a_name(passage, dated):
        return Why.LABEL
    return Why.FIGURE if _ON_AN_EXCHANGE.search(before) else None


def _is_not_then(passage: Passage, dated: Dated, before: str) -> bool:
    """Whether the text says that it is another day: ", not in May", "tomorrow's move is put off", an older column."""
    if _OWNS.match(passage.text, dated.end) and _PUT_OFF.search(before):
        return True
    if (
        _IS_WRONG.match(passage.text, dated.end)
        or right_before(_NOT_THEN, before, len(before))
        or _OLD_COLUMN.fullmatch(passage.block.column)
    ):
        return True
    return bool(_NOT_UNTIL.match(dated.words) and passage.past and not passage.will)


def _is_of_a_name(passage: Passage, dated: Dated) -> bool:
    """Whether it belongs to what stands behind it: the "Monday briefing", the orders of this year."""
    if _HAN_LIST.match(passage.text, dated.end):
        return True
    if dated.words in _OF_A_YEAR:
        return passage.text.startswith("の", dated.end)
    return bool(_PERIODICAL.match(passage.text, dated.end) and _WEEKDAY.fullmatch(dated.words))


@lru_cache(maxsize=64)
def _is_over_hours(trail: str) -> bool:
    return _OPENING.search(trail.rpartition(" / ")[2]) is not None


def _is_of_hours(passage: Passage, dated: Dated) -> bool:
    if not passage.text.isascii() and _HAN_OPEN.search(passage.text) and not _HAN_DATE.search(dated.words):
        return True
    if _is_over_hours(passage.block.heading) and not (passage.cues or YEAR.search(dated.words)):
        return True
    if not (_WEEKDAY.fullmatch(dated.words) or _HAN_WEEK.match(dated.words) or _SEVERAL_DAYS.match(dated.words)):
        return False
    if passage.block.kind is BlockKind.CELL and _AN_HOUR.match(passage.block.subject):
        return True  # a row of nothing but times
    return any(_HOURS.search(place) for place in (passage.text, passage.block.subject, passage.block.heading))


def _is_habit(passage: Passage, dated: Dated) -> bool:
    """Whether its clause says that it comes again: "usually in June", "on 31 May of each year", "June and December"."""
    words = passage.words
    start, end = passage.clause(dated.start, dated.end)
    if words.habit.search(passage.text, start, end):
        return True
    if passage.will:
        return False
    if " and " not in passage.text and " or " not in passage.text:
        return False  # before the names of months are looked for
    return any(found.start() <= dated.start < found.end() for found in _MONTHS.finditer(passage.text))
