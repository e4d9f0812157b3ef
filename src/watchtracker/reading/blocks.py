"""A text taken apart into what is read for itself: paragraphs, items of lists, headings, cells of tables.

Lines that only a fixed width broke belong together; front matter, code, signatures and footers are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto
from itertools import islice

from watchtracker.reading import tables, text_titles
from watchtracker.reading.lines import FRONT, TextLine, groups
from watchtracker.reading.markup import Plain, plain
from watchtracker.reading.text_titles import NO_TITLE, TextTitle
from watchtracker.reading.words import pattern

_LONGEST_HEADING = 90
_SHORTEST_WRAPPED = 40
_MOST_LINES_OF_A_FOOTER, _LONGEST_FOOTER = 4, 160
_A_PAIR, _LINES_OF_A_CARD = 2, 5
_SHORTEST_WRAPPED_CJK = 16
_HEADING = re.compile(r"[ \t]{0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"[ \t]*(={3,}|-{3,}|~{3,}|\^{3,})[ \t]*$")
_RULE = re.compile(r"[ \t]*(?:[-*_=~\u2500\u2014] ?){3,}[ \t]*$")
_ROUND = r"\u2022\u00b7\u25aa\u25cf\u25e6\u30fb\u25a0\u25a1\u25c6"  # bullets that need no space behind them
_HAN_NUMBER = r"\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d\u5341"
_ITEM = re.compile(
    r"[ \t]*(?:>[ \t]*)*(?:[-*+\u2013\u2014\u2192](?=\s)(?:\s*\[[ xX]\])?"
    r"|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)\uff09](?=\s)"
    rf"|[{_ROUND}]|[(\uff08](?:\d{{1,2}}|[{_HAN_NUMBER}])[)\uff09]|(?:[{_HAN_NUMBER}]{{1,2}}|\d{{1,2}})\u3001"
    r"|[\u2460-\u2473])[ \t]*"
)
_HAN_NUMBERED = re.compile(
    rf"(?:[{_HAN_NUMBER}]{{1,2}}\u3001|[(\uff08][{_HAN_NUMBER}]{{1,2}}[)\uff09])\s*"
    r"([^\u3002\uff0c\uff1b\uff1a:,]{1,20})"
)
_PAIR = re.compile(
    r"[ \t]*(?:>[ \t]*)*[*_]*([^\s:\uff1a|*_][^:\uff1a|\n]{0,47}?)[*_]*[ \t]*(?::[*_]*(?=\s)|\uff1a)[*_]*[ \t]*(?=\S)"
)
_BOLD = re.compile(r"[ \t]*(\*\*|__)(.+?)\1[ \t]*:?[ \t]*$")
_BRACKETS = pattern(
    r"""
        [ \t]*[\u3010\u300a\[]([^\u3011\]]{1,40})[\u3011\u300b\]][ \t]*$|
        [ \t]*[\u25a0\u25a1\u25c6\u25bc\u25cf]\s*(\S.{0,39}[^\u3002\s])$
    """,
    re.NOFLAG,
)
_FOOTER = pattern(r"""
        \b(?:unsubscribe|all rights reserved|privacy policy|manage (?:your )?preferences|
        you(?:'re| are) (?:receiving|getting) this|you (?:received|get) this|
        view (?:this email |it )?in (?:your )?browser|terms of (?:use|service))\b|\u00a9|\(c\) ?\d{4}|
        copyright (?:\u00a9|\d{4})|\u7248\u6743\u6240\u6709|\u9000\u8ba2|\u914d\u4fe1\u505c\u6b62|
        \u7121\u65ad\u8ee2\u8f09
    """)
ONLY_A_DATE = pattern(r"""
    [\W_]*(?:(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun)[a-z]*|
    \d+(?:st|nd|rd|th)?)[\ ,./-]*){2,5}[\W_]*$|[\d\u5e74\u6708\u65e5 ./-]+$
""")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAYS = r"\d{1,2}(?:st|nd|rd|th)?(?: ?[-\u2013] ?\d{1,2}(?:st|nd|rd|th)?)?"
# A line that is a day and nothing else.
_IS_A_DATE = re.compile(
    rf"[\s>*_]*(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*[ ,]+)?"
    rf"(?:{_MONTH} {_DAYS}|{_DAYS} {_MONTH}|\d{{4}}-\d\d-\d\d|(?:\d{{4}}\u5e74)?\d{{1,2}}\u6708\d{{1,2}}\u65e5)"
    rf"(?:,? \d{{4}})?(?:,? (?:at )?\d{{1,2}}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{{2,4}})?)?[\s*_.]*",
    re.IGNORECASE,
)
_DEFINITION = re.compile(r"[ \t]*:[ \t]+\S")
# A cell that says when, or under which number, and not what.
_NO_SUBJECT = pattern(r"""
    (?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[ ,.]*(?:\d.*)?|
    (?:[a-z]{3,9}\.? )?\d{1,4}(?:[-/. ,]{1,2}(?:\d{1,4}|[a-z]{3,9})){1,3}|
    \d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?|\d+[-:]\w{1,4}[-:]\d+|
    (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d.*|\d+\u6708\d+\u65e5.*|TB[AD]
""")
# A line of a list that begins with its date: "Dec 9 - the ferry".
_DATE_FIRST = pattern(r"""
    [ \t]*(?:NET |early |mid-?|late )?(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}[ ,]{1,2})?
    (?:(?:jan|feb|mar|apr|may|jun|jul|
    aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?: \d{1,2})?|\d{1,2}\.? (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|
    dec)[a-z]{0,6}|\d{4}-\d\d-\d\d|TB[AD])(?:,? \d{4})?(?:,? \d\d:\d\d(?: [A-Z]{2,4})?)? ?(?: - | \u2013 | \u2014 |: )\S
""")
_WEEKDAY = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|(?:\u5468|\u9031|\u661f\u671f)[\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u65e5\u5929]"
    r"|[\u6708\u706b\u6c34\u6728\u91d1\u571f\u65e5]\u66dc\u65e5?",
    re.IGNORECASE,
)
_WEEKDAY_FIRST = re.compile(
    r"(?:\d{1,2}\u6708)?\d{1,2}\u65e5(?:[(\uff08][^()\uff08\uff09]{1,4}[)\uff09])?[ \t\u3000:\uff1a]\s*\S|"
    r"[ \t]*(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}(?:,? \d{1,2}[:.]\d\d)?(?: [-\u2013\u2014] |: )\S",
    re.IGNORECASE,
)
_NAMES_THE_TEXT = pattern(r"(?:name|product|project|title|event|software|\u540d\u79f0|\u4ea7\u54c1|\u6d3b\u52a8)")
_NUMBERED = re.compile(r"[ \t]*\d{1,2}[.)] +(\S.{0,50})$")
_PROGRAM = re.compile(r"(?: {4}|\t)\s*(?:\$ |@\w+\{|>>> |[\w.]+\(.*\)$|(?:import|from|def|sudo|pip|git) )")
_DATED = pattern(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\d{4}-\d\d|\d ?\u6708")
_HEADER_KEYS = pattern(r"""
    (?:from|to|cc|sent|reply-to|message-id|published(?: on)?|posted(?: on)?|last[- ](?:updated|modified|
    reviewed)|
    updated|modified|created|author|by|reviewed|retrieved|accessed|version|revision|issue|path|slug|url|link|
    docket(?: no\.?)?|file no\.?|
    \u53d1\u5e03\u65f6\u95f4|\u53d1\u5e03\u65e5\u671f|\u53d1\u5e03\u4e8e|\u66f4\u65b0\u65f6\u95f4|
    \u66f4\u65b0\u65e5\u671f|\u66f4\u65b0\u4e8e|\u6765\u6e90|\u4f5c\u8005|\u7f16\u8f91|\u53d1\u6587\u65e5\u671f|
    \u516c\u5e03\u65e5\u671f|\u6210\u6587\u65e5\u671f|
    \u66f4\u65b0\u65e5|\u6700\u7d42\u66f4\u65b0(?:\u65e5)?|\u63b2\u8f09\u65e5|\u6295\u7a3f\u65e5|
    \u4f5c\u6210\u65e5|\u767a\u8868\u65e5|\u767a\u884c\u65e5|\u66f4\u65b0\u65e5\u6642)$
""")
_CAPITAL_LESS = re.compile(r"[\u3040-\u9fff]")  # a sentence of Chinese or Japanese is no heading for one name in Latin
_ENDS_A_SENTENCE = (".", "!", "?", ";", ",", "\u3002", "\uff01", "\uff1f", "\uff1b", "\uff0c", "\u3001")
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


class BlockKind(Enum):
    """What a piece of a text is."""

    PROSE = auto()
    ITEM = auto()
    CELL = auto()
    HEADING = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a text that is read for itself.

    `heading` is what it stands under; `subject` is what a cell is about (the first cell of its row), or the key of a
    line of the form "key: value"; `column` is the head of a cell's column, and `first` says that it begins its row.
    `over` is the title of the whole text.
    """

    kind: BlockKind
    said: Plain
    heading: str = ""
    subject: str = ""
    column: str = ""
    first: bool = False
    over: TextTitle = NO_TITLE


@dataclass(slots=True)
class _Headings:
    """The headings that are open, by their level, and the title of the whole text."""

    over: TextTitle = NO_TITLE
    open: list[tuple[int, str]] = field(default_factory=list)

    def enter(self, level: int, words: str) -> None:
        """Open a heading, which ends those of its level and below."""
        while self.open and self.open[-1][0] >= level:
            self.open.pop()
        self.open.append((level, words))

    def above(self, level: int) -> str:
        """The innermost heading under which one of `level` stands; the one before it of its own level is none of it."""
        return next((words for other, words in reversed(self.open) if other < level), "")

    def trail(self) -> str:
        """The two innermost headings."""
        return " / ".join(words for _, words in self.open[-2:])


def blocks(text: str) -> Iterator[Block]:
    """The pieces of `text` that are read, in their order."""
    headings = _Headings()
    front = FRONT.match(text)
    for number, group in enumerate(groups(text)):
        if not number:
            title = _bare(_title_of(front[0] if front else "", group))
            headings.over = text_titles.of(title, text)
        yield from _of_group(text, group, headings, first=not number)


def _title_of(front: str, group: list[TextLine]) -> str:
    """The title of a text by its first lines: one that stands alone and is no sentence, if none is written."""
    title = text_titles.written(front, [line.words for line in group])
    words = group[0].words.strip()
    if title or len(group) > 1 or len(words) > _LONGEST_HEADING or words.rstrip("!").endswith(_ENDS_A_SENTENCE):
        return title
    none = _ITEM.match(words) or ONLY_A_DATE.match(words) or (_PAIR.match(words) and _DATED.search(words))
    return "" if none else text_titles.without_reply(words)


def _of_group(text: str, group: list[TextLine], headings: _Headings, *, first: bool) -> Iterator[Block]:
    if _is_footer(group):
        return
    if _PROGRAM.match(group[0].words) and all(line.words.startswith(("    ", "\t")) for line in group):
        return
    at, width = 0, max(len(line.words) for line in group)
    while at < len(group):
        rows = tables.rows(group, at)
        if rows:
            yield from _cells(text, rows, headings)
            at += rows.lines
            continue
        if at + 1 < len(group) and _is_term(group, at, first=first):
            yield _definition(text, group[at], group[at + 1], headings)
            at += 2
            continue
        heading = _heading(group, at)
        if heading:
            level, words, taken = heading
            line = group[at]
            yield Block(
                BlockKind.HEADING,
                plain(text, line.start, line.start + len(line.words)),
                headings.above(level),
                over=headings.over,
            )
            headings.enter(level, words)
            at += taken
            continue
        last = _last_of(group, at, width)
        yield from _piece(text, group[at : last + 1], headings)
        at = last + 1


def _is_footer(group: list[TextLine]) -> bool:
    """Whether some lines are the small print of a mail or a page; a long paragraph that names a day is none."""
    if len(group) > _MOST_LINES_OF_A_FOOTER:
        return False
    words = " ".join(line.words for line in group)
    return bool(_FOOTER.search(words)) and (len(words) <= _LONGEST_FOOTER or not _DATED.search(words))


def _is_term(group: list[TextLine], at: int, *, first: bool) -> bool:
    """Whether the line at `at` says what, and the next says when: under a colon, further in, or each in its turn."""
    words, below = group[at].words, group[at + 1].words
    if len(words) > _LONGEST_HEADING or words.rstrip().endswith(_ENDS_A_SENTENCE) or _IS_A_DATE.fullmatch(words):
        return False
    if _ITEM.match(words) or _HEADING.match(words) or _BOLD.match(words) or _PAIR.match(words) or "|" in words:
        return False
    if _DEFINITION.match(below):
        return True
    if not _IS_A_DATE.fullmatch(below):
        return False
    further_in = len(below) - len(below.lstrip()) > len(words) - len(words.lstrip())
    by_turns = not at % 2 and not len(group) % 2
    if by_turns and len(group) > _A_PAIR:
        by_turns = all(bool(_IS_A_DATE.fullmatch(line.words)) == number % 2 for number, line in enumerate(group))
    # Several lines of one thing: what, when, where. The first lines of a text may be its title and its day.
    card = at == 0 and not first and len(group) <= _LINES_OF_A_CARD
    card = card and not any(_IS_A_DATE.fullmatch(line.words) for line in group[2:])
    return further_in or card or (by_turns and not (first and len(group) == _A_PAIR))


def _definition(text: str, term: TextLine, below: TextLine, headings: _Headings) -> Block:
    said = plain(text, term.start, below.start + len(below.words))
    return Block(BlockKind.ITEM, said, headings.trail(), _bare(term.words), over=headings.over)


def _cells(text: str, rows: tables.Rows, headings: _Headings) -> Iterator[Block]:
    for row in rows.rows:
        cells = [plain(text, start, end) for start, end in row]
        told = [number for number, cell in enumerate(cells) if cell.text]
        named = list(islice((number for number in told if not _NO_SUBJECT.fullmatch(cells[number].text)), 2))
        named = named or told[:2]
        dated = any(_IS_A_DATE.fullmatch(cell.text) for cell in cells)
        for number, cell in enumerate(cells):
            if not cell.text or (dated and _WEEKDAY.fullmatch(cell.text)):
                continue
            # The first cell is the subject; where it says when, the next that says anything.
            about = next((other for other in named if other != number), None)
            own = number and told[0] in (0, *named) and not _NO_SUBJECT.fullmatch(cells[0].text)
            subject = cells[0].text if own else "" if about is None else cells[about].text
            column = rows.heads[number] if number < len(rows.heads) else ""
            yield Block(
                BlockKind.CELL,
                cell,
                headings.trail(),
                subject,
                column,
                first=number == told[0],
                over=headings.over,
            )


def _heading(group: list[TextLine], at: int) -> tuple[int, str, int] | None:
    """Level, words and number of lines of the heading at `at`."""
    words = group[at].words
    marked = _HEADING.match(words)
    if marked:
        return len(marked[1]), _bare(marked[2]), 1
    below = group[at + 1].words if at + 1 < len(group) else ""
    if below and _UNDERLINE.match(below) and len(words) <= _LONGEST_HEADING and not _ITEM.match(words):
        return (1 if below.strip()[0] == "=" else 2), _bare(words), 2
    if _RULE.match(words):
        return None
    named = _BOLD.match(words) or _BRACKETS.match(words)
    if named:
        return 7, _bare(next(filter(None, reversed(named.groups())))), 1
    numbered = _numbered(group, at)
    return (8, numbered, 1) if numbered else _plain_heading(group, at, below)


def _plain_heading(group: list[TextLine], at: int, below: str) -> tuple[int, str, int] | None:
    """The heading at `at` that no sign marks: a line by itself, or over a list."""
    words = group[at].words
    stripped = words.strip()
    over = _HAN_NUMBERED.fullmatch(stripped)
    if over and _ITEM.match(below) and not _HAN_NUMBERED.match(below.strip()):
        return 7, _bare(over[1]), 1
    if len(stripped) > _LONGEST_HEADING or _ITEM.match(words):
        return None
    if stripped.endswith((":", "\uff1a")) and (at == 0 or len(stripped) <= _LONGEST_HEADING // 2):
        return 8, _bare(stripped), 1
    if ONLY_A_DATE.match(stripped):
        return None
    alone = len(group) == 1 or (at == 0 and (_ITEM.match(below) or (_PAIR.match(below) and not _DATED.search(words))))
    if (
        alone
        and not stripped.endswith(_ENDS_A_SENTENCE)
        and len(stripped) <= _LONGEST_HEADING
        and not _PAIR.match(words)
    ):
        return 7, _bare(stripped), 1
    capitals = stripped.isupper() and not _CAPITAL_LESS.search(stripped)
    if at == 0 and capitals and len(stripped) > 3:  # noqa: PLR2004 - longer than an abbreviation
        return 7, _bare(stripped), 1
    return None


def _numbered(group: list[TextLine], at: int) -> str:
    """The name that a numbered line gives to what is told of it below: "2. Otter Maps"."""
    number = _NUMBERED.match(group[at].words) if at == 0 and len(group) > 1 else None
    if number is None or not group[1].words[:1].isupper() or _DATED.search(number[1]) or _PAIR.match(number[1]):
        return ""
    return "" if number[1].rstrip().endswith(_ENDS_A_SENTENCE) else _bare(number[1])


def _bare(words: str) -> str:
    return plain(words, 0, len(words)).text.strip(" #:\uff1a*")


def _last_of(group: list[TextLine], at: int, width: int) -> int:
    """The last line of the paragraph, item or pair that begins at `at`."""
    last = at
    while last + 1 < len(group) and not _begins(group, last + 1) and _goes_on(group, last, width):
        last += 1
    return last


def _begins(group: list[TextLine], at: int) -> bool:
    words = group[at].words
    return bool(
        _ITEM.match(words)
        or _HEADING.match(words)
        or _BOLD.match(words)
        or _RULE.match(words)
        or _DATE_FIRST.match(words)
        or _WEEKDAY_FIRST.match(words)
        or tables.rows(group, at)
    )


def _goes_on(group: list[TextLine], at: int, width: int) -> bool:
    """Whether the line at `at` was broken only for its width, and goes on in the next."""
    words, following = group[at].words.rstrip(), group[at + 1].words
    if at == 0 and ONLY_A_DATE.match(words) and len(words) <= _SHORTEST_WRAPPED:
        return False  # the day that stands over the lines below it
    first = following.split(maxsplit=1)[0]
    if _IS_A_DATE.fullmatch(group[0].words) and width <= _LONGEST_HEADING and not first[:1].islower():
        return False  # each line below a day says something of it
    if _PAIR.match(following) and (not first[:1].islower() or _PAIR.match(words)):
        return False
    cjk = bool(_CJK.search(words))
    if cjk and width >= _SHORTEST_WRAPPED_CJK:
        return len(words) >= 0.8 * width and not words.endswith(("\u3002", "\uff01", "\uff1f"))
    if _ITEM.match(words) and following.startswith((" ", "\t")):
        return True
    if first[:1].islower() and not words.endswith((".", "!", "?", ":")):
        return True
    return width >= _SHORTEST_WRAPPED and len(words) + 1 + len(first) > 0.8 * width


def _piece(text: str, lines: list[TextLine], headings: _Headings) -> Iterator[Block]:
    start, end = lines[0].start, lines[-1].start + len(lines[-1].words)
    words = lines[0].words
    if _RULE.match(words) or words.lstrip().startswith("$ "):
        return
    item = _ITEM.match(words)
    inner = start + (item.end() if item else 0)
    pair = _PAIR.match(text[inner:end])
    said = plain(text, inner, end)
    key = _bare(pair[1]) if pair else ""
    if key and _HEADER_KEYS.match(key):
        return
    if pair and _NAMES_THE_TEXT.fullmatch(key) and not _DATED.search(said.text):
        headings.enter(6, _bare(text[inner + pair.end() : end]))
    item = item or _DATE_FIRST.match(words) or _WEEKDAY_FIRST.match(words)
    kind = BlockKind.ITEM if item or (pair and len(said.text) <= 2 * _LONGEST_HEADING) else BlockKind.PROSE
    yield Block(kind, said, headings.trail(), key if kind is BlockKind.ITEM else "", over=headings.over)
