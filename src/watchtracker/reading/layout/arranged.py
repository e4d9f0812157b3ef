"""How lines stand to each other: terms and days by turns, questions with their answers, records of keys and values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from watchtracker.reading.languages.letters import DIGIT, SHORT_MONTHS
from watchtracker.reading.languages.words import pattern
from watchtracker.reading.layout import shapes
from watchtracker.reading.layout.lines import HAN_DAY

_LONGEST_DAY = 60
_LONGEST_NAME = 60
_DIGIT_OF_DAY = re.compile(
    rf"\d{{4}}-\d\d|\d月|\b(?:{SHORT_MONTHS})[a-z]* \d"
    r"|Q[1-4]",
    re.IGNORECASE,
)
_LONGEST_CARD = 6  # lines
_NO_CARD = re.compile(rf"[.!?;,:。，]$|^[ \t]*#|\||{shapes.PAIR.pattern}|{shapes.ITEM.pattern}")
_FEWEST_CELLS, _MOST_COLUMNS, _LONGEST_HEAD = 6, 6, 40
_ENDS = (".", "!", "?", ",", ";", "。")
_WEEKDAY_OF_HAN = re.compile(r"[周週曜]|星期")
_NOTHING_YET = re.compile(r"\W*(?:TB[ADC]|n/?a|none|to be \w+|未定|待定|-)?\W*", re.IGNORECASE)
_FEWEST_DAYS = 2
_SIGN = r"[*_]*\s*[.:\uff0e：、]"
_MARKED = re.compile(rf"[ \t]*[*_]*(?:Q\d{{0,2}}|Question|问|問|質問|\uff31){_SIGN}")
_ASKS = re.compile(rf"(?:{_MARKED.pattern})?[ \t]*(?:[-*]\s+)?[*_]*(?P<asked>.{{4,90}}?[?？])[*_\s]*")
_ANSWERS = re.compile(rf"[ \t]*[*_]*(?:A\d{{0,2}}|Answer|答|回答|解答|\uff21){_SIGN}[*_]*\s*")
_OF_IT = re.compile(r"(?:it|this|that|they|there)\b", re.IGNORECASE)
_WHEN = pattern(r"""
    ^(?:(?:by |until |from |since )?when|at what time|what time|(?:by |on |from |until )?(?:what|which) (?:date|day)|
    how (?:soon|long|late)|is there a date for|
    what(?: is|'s| are) the (?:(?:dates?|timeline|schedule) (?:for|of)|(?=deadlines? (?:for|of))))
    (?:[ ](?:exactly|else|and where))?(?:[ ](?:do|does|did|will|is|are|can|could|should|must|would|we|i|you|to)\b){0,3}
    (?:[ ](?:get|expect|apply for|register for|have|be able to))?[ ]?(?:(?:the|an?|my|our|your) )?
""")
_READY = pattern(r"""
    [ ](?:be|being)?[ ]?(?:ready|available|released|published|announced|out|live|held|in|due|expected|
    start(?:ing)?|begin|come out|happen|take place|over|back|arrive|ship|land|launch)(?: again| back)?\W*$
""")
_WHEN_HAN = re.compile(
    r"(?:是|在|将|会|は|が)?(?:什么时候|什麼時候|何时|何時|几时|哪天|多久|いつ)(?:から|まで|ごろ|頃|になり|になる|に|を|が|の)?"
    r"|(?:ます|です|でしょう)?か[?？]?$|[吗嗎呢]?[?？]$|(?:まで|から)?ですか"
)
_ASKS_WHEN_HAN = re.compile(r"什么时候|什麼時候|何时|何時|几时|哪天|いつ")
_KEY = re.compile(r"[ \t]*(?:- )?[\"']?(?P<key>[A-Za-z][\w-]{0,24}?)[\"']?[ \t]*[=:][ \t]*(?P<value>\S.*?)?,?[ \t]*$")
_NAMES = frozenset(
    ("name", "title", "version", "id", "release", "event", "milestone", "item", "label", "what", "summary", "tag")
)
_HAS_A_DAY = re.compile(r"[=:][ \t]*[\"']?\d{4}-\d\d-\d\d")
_OVER = re.compile(r"[ \t]*(?:\[{1,2}[\w.\"-]+\]{1,2}|[\w-]+:|[-{}]|#.*)[ \t]*")
_ISO = re.compile(r"[\"']?\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?[\"']?")


def indent(words: str) -> int:
    """How far in a line begins."""
    return len(words.expandtabs(4)) - len(words.expandtabs(4).lstrip())


def name_over_nested(words: str, below: str) -> str:
    """The name in an item that only says what the items further in below it are of; empty for any other line."""
    item = shapes.ITEM.match(words) if len(words) <= _LONGEST_NAME and indent(below) > indent(words) else None
    if item is None or not shapes.ITEM.match(below) or _DIGIT_OF_DAY.search(words):
        return ""
    return "" if words.rstrip().endswith((".", "!", "?", "。")) else words[item.end() :]


@lru_cache(maxsize=256)
def is_a_day(words: str) -> bool:
    """Whether a line is a day, or the first and the last of some, and nothing else."""
    if len(words) > _LONGEST_DAY or not (DIGIT.search(words) or _WEEKDAY_OF_HAN.search(words)):
        return False
    return bool(shapes.IS_A_DATE.fullmatch(words) or HAN_DAY.fullmatch(words.strip()))


def terms(lines: Sequence[str]) -> frozenset[int]:
    """Which of some lines say what comes on the day of the line below them.

    What, when, what, when; or with a line for the place behind each day; a heading may stand over them. Lines that
    begin with a day stand over what happens on it instead.
    """
    days = [at for at, line in enumerate(lines) if is_a_day(line)] if len(lines) > _FEWEST_DAYS else []
    if len(days) < _FEWEST_DAYS or days[0] not in (1, 2):
        return frozenset()
    gaps = {after - before for before, after in pairwise(days)}
    gap = gaps.pop()
    behind = len(lines) - 1 - days[-1]
    if gaps or gap < _FEWEST_DAYS or behind > gap - 2 or days[0] >= gap + 1:
        return frozenset()
    return frozenset(day - 1 for day in days)


def columns(lines: Sequence[str]) -> int:
    """How many columns a table has whose cells each stand on a line of their own, its heads first; 0 if it is none."""
    if len(lines) < _FEWEST_CELLS or not any(map(is_a_day, lines)):
        return 0
    for number in range(2, _MOST_COLUMNS + 1):
        rows = [lines[at : at + number] for at in range(0, len(lines), number)]
        if len(rows) > _FEWEST_DAYS and len(rows[-1]) == number and _is_table(rows):
            return number
    return 0


def _is_table(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row has heads, and each other a day, or nothing yet, in the columns of days."""
    heads, *body = rows
    if any(len(head) > _LONGEST_HEAD or DIGIT.search(head) or head.rstrip().endswith(_ENDS) for head in heads):
        return False
    days = [sum(map(is_a_day, column)) for column in zip(*body, strict=True)]
    empty = [sum(bool(_NOTHING_YET.fullmatch(cell)) for cell in column) for column in zip(*body, strict=True)]
    dated = [number for number, count in enumerate(days) if count]
    return bool(dated) and 0 not in dated and all(days[number] + empty[number] == len(body) for number in dated)


def card(lines: Sequence[str]) -> int:
    """The place of the day on a card of a few lines: of what kind, what, where, when; 0 if it is no card."""
    if not _FEWEST_DAYS < len(lines) <= _LONGEST_CARD:
        return 0
    days = [at for at, line in enumerate(lines) if is_a_day(line)]
    if len(days) != 1 or days[0] not in (2, 3):
        return 0
    others = [line for at, line in enumerate(lines) if at != days[0]]
    plain = all(len(line) <= _LONGEST_NAME and not _NO_CARD.search(line) for line in others)
    return days[0] if plain else 0


def card_name(lines: Sequence[str]) -> str:
    """What the lines before the day of a card call it: the first two, where a third says the place."""
    return " ".join(line.strip() for line in lines[:2])


def asked(line: str) -> str:
    """What a line asks for the day of, as "the old portal close" of "Q: When does the old portal close?"."""
    found = _ASKS.fullmatch(line) if line.rstrip(" *_").endswith(("?", "？")) else None
    if found is None:
        return ""
    words = found["asked"]
    about = _WHEN.sub("", words)
    if about != words:
        if _OF_IT.match(about):
            return ""
        return _READY.sub("", about).strip(" ?") or about.strip(" ?")
    return _WHEN_HAN.sub("", words).strip(" ?？") if _ASKS_WHEN_HAN.search(words) else ""


def is_marked_as_question(line: str) -> bool:
    """Whether a line begins with "Q:"."""
    return bool(_MARKED.match(line))


def answer(line: str) -> int:
    """Where an answer begins behind its "A:"; 0 if it has none."""
    found = _ANSWERS.match(line)
    return found.end() if found else 0


def record(lines: Sequence[str]) -> dict[int, tuple[str, str]]:
    """The lines of records, as in YAML and TOML, whose value is a day: each with the name of its record and its key."""
    if len(lines) < _FEWEST_DAYS or not any(_HAS_A_DAY.search(line) for line in lines):
        return {}
    found = {at: pair for at, line in enumerate(lines) if (pair := _KEY.fullmatch(line))}
    others = [line for at, line in enumerate(lines) if at not in found]
    if len(found) < _FEWEST_DAYS or not all(map(_OVER.fullmatch, others)):
        return {}
    made: dict[int, tuple[str, str]] = {}
    name = ""
    for at, pair in found.items():
        key, value = pair["key"].lower(), (pair["value"] or "").strip("\"' ")
        if key in _NAMES and value and not _ISO.fullmatch(value):
            name = name if key == "id" and name else value
        elif name and _ISO.fullmatch(value):
            made[at] = (name, pair["key"])
    # The title and the day of a text itself stand like that at its head.
    return {} if len(made) == 1 and any(pair["key"].lower() == "title" for pair in found.values()) else made
