"""A text taken apart into what is read for itself: paragraphs, items of lists, headings, cells of tables.

Lines that only a fixed width broke belong together; front matter, code, signatures and footers are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from watchtracker.reading.languages.letters import CJK
from watchtracker.reading.layout import arranged, shapes, tables, text_titles
from watchtracker.reading.layout.headings import LONGEST_HEADING, NESTED, QUESTION, Headings, bare
from watchtracker.reading.layout.headings import heading as heading_at
from watchtracker.reading.layout.lines import A_MONTH, FRONT, HAN_DAY, HAN_MONTH, TextLine, groups
from watchtracker.reading.layout.markup import Plain, plain
from watchtracker.reading.layout.text_titles import NO_TITLE, TextTitle

_SHORTEST_WRAPPED = 40
_MOST_LINES_OF_A_FOOTER, _LONGEST_FOOTER = 4, 160
_A_PAIR, _LINES_OF_A_CARD = 2, 5
_SHORTEST_WRAPPED_CJK = 16


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
    line of the form "key: value"; `column` is the head of a cell's column, `beside` what stands between the subject
    and this cell, `first` says that it begins its row, and `beside_date` that another cell of it is a day. `nested`:
    its heading is the item that it stands further in under; `asked` is what it answers.
    `over` is the title of the whole text. `ended` is the cell of a row that says how it ended: "Shipped".
    """

    kind: BlockKind
    said: Plain
    heading: str = ""
    subject: str = ""
    column: str = ""
    beside: str = ""
    first: bool = False
    beside_date: bool = False
    nested: bool = False
    asked: str = ""
    over: TextTitle = NO_TITLE
    ended: str = ""


def blocks(text: str) -> Iterator[Block]:
    """The pieces of `text` that are read, in their order."""
    headings = Headings(chapters=bool(shapes.FIRST_CHAPTER.search(text)))
    front = FRONT.match(text)
    for number, group in enumerate(groups(text)):
        if not number:
            title = bare(_title_of(front[0] if front else "", group))
            headings.over = text_titles.of(title, text)
        yield from _of_group(text, group, headings, first=not number)


def _title_of(front: str, group: list[TextLine]) -> str:
    """The title of a text by its first lines: one that stands alone and is no sentence, if none is written."""
    title = text_titles.written(front, [line.words for line in group])
    words = group[0].words.strip()
    if title or len(group) > 1 or len(words) > LONGEST_HEADING or words.rstrip("!").endswith(shapes.ENDS_A_SENTENCE):
        return title
    none = (
        shapes.ITEM.match(words)
        or shapes.ONLY_A_DATE.match(words)
        or (shapes.pair(words) and shapes.DATED.search(words))
    )
    return "" if none else text_titles.without_reply(words)


def _of_group(text: str, group: list[TextLine], headings: Headings, *, first: bool) -> Iterator[Block]:
    if _is_footer(group) or _is_program(group) or (not first and _is_a_file_of_values(group)):
        return
    written = [line.words for line in group]
    yield from _of_whole(text, group, written, headings, first=first) or _line_by_line(
        text, group, written, headings, first=first
    )


def _of_whole(text: str, group: list[TextLine], written: list[str], headings: Headings, *, first: bool) -> list[Block]:
    """The blocks of lines that only together say something: a record, a table in one column, a card."""
    record = arranged.record(written)
    if record:
        return [_of_record(text, group[number], named, headings) for number, named in record.items()]
    columns = arranged.columns(written)
    if columns:
        return list(_cells(text, _flattened(group, columns), headings))
    card = 0 if first else arranged.card(written)
    if card:
        return [_definition(text, group[0], group[card], headings, arranged.card_name(written[:card]))]
    return []


def _is_program(group: list[TextLine]) -> bool:
    indented = all(line.words.startswith(("    ", "\t")) for line in group)
    return indented and shapes.PROGRAM.match(group[0].words) is not None


def _line_by_line(
    text: str, group: list[TextLine], written: list[str], headings: Headings, *, first: bool
) -> Iterator[Block]:
    at, width = 0, max(map(len, written))
    terms = arranged.terms(written)
    while at < len(group):
        headings.leave(NESTED + arranged.indent(written[at]))
        rows = tables.rows(group, at)
        if rows:
            yield from _cells(text, rows, headings)
            at += rows.lines
            continue
        if at + 1 < len(group) and (at in terms or _is_term(group, at, first=first)):
            yield _definition(text, group[at], group[at + 1], headings)
            at += 2
            continue
        heading = heading_at(group, at, over=bool(terms) and at < min(terms))
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
            headings.asked = arranged.asked(line.words.lstrip("# "))
            at += taken
            continue
        last = _last_of(group, at, width)
        yield from _piece(text, group[at : last + 1], headings)
        at = last + 1


def _is_a_file_of_values(group: list[TextLine]) -> bool:
    """Whether lines within a text show a file whose values only commas part; a text that is one itself is read."""
    head = group[0].words
    if len(group) <= 1 or not ("," in head or ";" in head) or not shapes.VALUES.fullmatch(head.rstrip()):
        return False
    return all(shapes.A_VALUE.match(line.words) for line in group[1:])


def _is_footer(group: list[TextLine]) -> bool:
    """Whether some lines are the small print of a mail or a page; a long paragraph that names a day is none."""
    if len(group) > _MOST_LINES_OF_A_FOOTER:
        return False
    words = " ".join(line.words for line in group)
    return bool(shapes.FOOTER.search(words)) and (len(words) <= _LONGEST_FOOTER or not shapes.DATED.search(words))


def _is_term(group: list[TextLine], at: int, *, first: bool) -> bool:
    """Whether the line at `at` says what, and the next says when: under a colon, further in, or each in its turn."""
    words, below = group[at].words, group[at + 1].words
    if (
        len(words) > LONGEST_HEADING
        or words.rstrip().endswith(shapes.ENDS_A_SENTENCE)
        or shapes.IS_A_DATE.fullmatch(words)
    ):
        return False
    if (
        shapes.ITEM.match(words)
        or shapes.HEADING.match(words)
        or shapes.BOLD.match(words)
        or shapes.pair(words)
        or "|" in words
    ):
        return False
    if shapes.DEFINITION.match(below):
        return True
    if not arranged.is_a_day(below):
        return False
    further_in = len(below) - len(below.lstrip()) > len(words) - len(words.lstrip())
    # Several lines of one thing: what, when, where. The first lines of a text may be its title and its day.
    card = at == 0 and not first and len(group) <= _LINES_OF_A_CARD
    card = card and not any(arranged.is_a_day(line.words) for line in group[2:])
    pair = len(group) == _A_PAIR and not at and not first
    return further_in or card or pair


def _flattened(group: list[TextLine], columns: int) -> tables.Rows:
    """A table of which each cell stands on a line of its own, the heads of its columns first."""
    cells = [(line.start, line.start + len(line.words)) for line in group]
    heads = tuple(line.words.strip() for line in group[:columns])
    rows = tuple(tuple(cells[at : at + columns]) for at in range(columns, len(cells), columns))
    return tables.Rows(heads, rows, len(group))


def _definition(text: str, term: TextLine, below: TextLine, headings: Headings, name: str = "") -> Block:
    said = plain(text, term.start, below.start + len(below.words))
    return Block(BlockKind.ITEM, said, headings.trail(), bare(name or term.words), over=headings.over)


def _of_record(text: str, line: TextLine, named: tuple[str, str], headings: Headings) -> Block:
    """A line of YAML or TOML whose value is a day, as a cell of the row that its record is."""
    begin = line.start + max(line.words.find(":"), line.words.find("=") if "=" in line.words else -1) + 1
    if "=" not in line.words:
        begin = line.start + line.words.find(":") + 1
    said = plain(text, begin, line.start + len(line.words))
    return Block(BlockKind.CELL, said, headings.trail(), *named, over=headings.over)


def _cells(text: str, rows: tables.Rows, headings: Headings) -> Iterator[Block]:
    if len(rows.rows) == 1 and not rows.heads and len(rows.rows[0]) > 1:
        # "In cinemas 12 March | On disc 14 June": each says its own, and none what another is of.
        cells = [plain(text, start, end) for start, end in rows.rows[0]]
        if all(shapes.SAYS_AND_WHEN.search(cell.text) for cell in cells):
            yield from (Block(BlockKind.ITEM, cell, headings.trail(), over=headings.over) for cell in cells)
            return
    for row in rows.rows:
        cells = [plain(text, start, end) for start, end in row]
        if len(cells) > _A_PAIR and all(shapes.MONTH_AND_NUMBER.fullmatch(cell.text) for cell in cells):
            continue
        told = [number for number, cell in enumerate(cells) if cell.text]
        silent = {number for number in told if _says_when(cells[number].text, number, rows.heads)}
        named = [number for number in told if number not in silent][:2] or told[:2]
        dated = any(shapes.IS_A_DATE.fullmatch(cell.text) for cell in cells)
        timed = {number for number in told if shapes.SOME_TIME.fullmatch(cells[number].text)}
        places = {cells[number].text: number for number in reversed(range(len(cells)))}
        ended = next((cell.text for cell in cells[1:] if shapes.ENDED.fullmatch(cell.text)), "")
        for number, cell in enumerate(cells):
            if not cell.text or (dated and shapes.WEEKDAY.fullmatch(cell.text)):
                continue
            # The first cell is the subject; where it says when, the next that says anything.
            about = next((other for other in named if other != number), None)
            own = number and told[0] in (0, *named) and 0 not in silent
            subject = cells[0].text if own else "" if about is None else cells[about].text
            column = rows.heads[number] if number < len(rows.heads) else ""
            yield Block(
                BlockKind.CELL,
                cell,
                headings.trail(),
                subject,
                column,
                _beside(cells, min(places.get(subject, number) + 1, number), number, rows.heads),
                first=number == told[0],
                beside_date=len(timed) > (number in timed),
                over=headings.over,
                ended=ended,
            )


def _says_when(cell: str, number: int, heads: tuple[str, ...]) -> bool:
    """Whether a cell says when, or under which number, and not what."""
    if number == 0 and shapes.A_VERSION.fullmatch(cell) and not (heads and shapes.WHEN_COLUMN.fullmatch(heads[0])):
        return False
    return bool(shapes.NO_SUBJECT.fullmatch(cell))


def _beside(cells: list[Plain], at: int, number: int, heads: tuple[str, ...]) -> str:
    """The cell at `at`, behind the subject of a row and before the cell `number`: "Otter | Q3 results | 6 May".

    Empty if it says when, where or who.
    """
    words = cells[at].text if at < number else ""
    if at < len(heads) and shapes.WHERE_OR_WHO.search(heads[at]):
        return ""
    dated = shapes.IS_A_DATE.fullmatch(words) or shapes.DATED.search(words) or shapes.pair(words)
    return "" if dated or len(words) > LONGEST_HEADING // 2 else words


def _last_of(group: list[TextLine], at: int, width: int) -> int:
    """The last line of the paragraph, item or pair that begins at `at`."""
    last = at
    while last + 1 < len(group) and not _begins(group, last + 1) and _goes_on(group, last, width):
        last += 1
    return last


def _begins(group: list[TextLine], at: int) -> bool:
    words = group[at].words
    if words[:1].isascii() and words[:1].isalpha():  # as most lines do that go on
        return bool(shapes.ITEM.match(words) or shapes.begins_with_when(words) or tables.rows(group, at))
    return bool(
        shapes.ITEM.match(words)
        or shapes.HTML_ITEM.match(words)
        or shapes.HEADING.match(words)
        or shapes.BOLD.match(words)
        or shapes.RULE.match(words)
        or shapes.begins_with_when(words)
        or shapes.NOTE.match(words)
        or shapes.SPOKEN.match(words)
        or (shapes.NUMBER_FIRST.match(words) and A_MONTH.fullmatch(group[0].words.strip(" #*_:")))
        or shapes.NAME_FIRST.match(words)
        or shapes.SUBSECTION.match(words)
        or HAN_DAY.fullmatch(words.strip())
        or HAN_MONTH.fullmatch(words.strip())
        or tables.rows(group, at)
    )


def _goes_on(group: list[TextLine], at: int, width: int) -> bool:
    """Whether the line at `at` was broken only for its width, and goes on in the next."""
    words, following = group[at].words.rstrip(), group[at + 1].words
    if at == 0 and shapes.ONLY_A_DATE.match(words) and len(words) <= _SHORTEST_WRAPPED:
        return False  # the day that stands over the lines below it
    first = following.split(maxsplit=1)[0]
    if arranged.is_a_day(group[0].words) and width <= (_SHORTEST_WRAPPED if first[:1].islower() else LONGEST_HEADING):
        return False  # each line below a day says something of it
    if shapes.pair(following) and (not first[:1].islower() or shapes.pair(words)):
        return False
    cjk = bool(CJK.search(words))
    if cjk and width >= _SHORTEST_WRAPPED_CJK:
        return len(words) >= 0.8 * width and not words.endswith(("。", "！", "？"))
    if shapes.ITEM.match(words) and following.startswith((" ", "\t")):
        return True
    if first[:1].islower() and not words.endswith((".", "!", "?", ":")):
        return True
    return width >= _SHORTEST_WRAPPED and len(words) + 1 + len(first) > 0.8 * width


def _term_and_told(text: str, term: re.Match[str], end: int) -> Plain:
    """What is told of a term in a line of HTML, as "term: what is told"."""
    name, told = plain(text, term.start(1), term.end(1)), plain(text, term.end(), end)
    between = (term.end(1), term.end(1) + 1)
    return Plain(f"{name.text}: {told.text}", (*name.places, *between, *told.places))


def _piece(text: str, lines: list[TextLine], headings: Headings) -> Iterator[Block]:
    start, end = lines[0].start, lines[-1].start + len(lines[-1].words)
    words = lines[0].words
    if shapes.RULE.match(words) or words.lstrip().startswith("$ "):
        return
    item = shapes.ITEM.match(words)
    answer = arranged.answer(words) if headings.open and headings.open[-1][0] == QUESTION else 0
    inner = start + (answer or (item.end() if item else 0))
    chapter = shapes.CHAPTER.match(text, inner, end) if headings.chapters else shapes.SPOKEN.match(text, inner, end)
    inner = chapter.end() if chapter else inner
    term = shapes.HTML_TERM.match(text, start)
    pair = None if term else shapes.pair(text[inner:end]) or (item and shapes.HAN_PAIR.match(text[inner:end]))
    said = _term_and_told(text, term, end) if term else plain(text, inner, end)
    key = bare(pair[1]) if pair else bare(term[1]) if term else ""
    if key and shapes.HEADER_KEYS.match(key):
        return
    if pair and shapes.NAMES_THE_TEXT.fullmatch(key) and not shapes.DATED.search(said.text):
        headings.enter(6, bare(text[inner + pair.end() : end]))
    listed = bool(item or shapes.HTML_ITEM.match(words)) or shapes.begins_with_when(words)
    kind = BlockKind.ITEM if listed or (pair and len(said.text) <= 2 * LONGEST_HEADING) else BlockKind.PROSE
    asked, headings.asked = headings.asked, ""
    nested = bool(listed and headings.open) and headings.open[-1][0] >= NESTED
    subject = key if kind is BlockKind.ITEM else ""
    yield Block(kind, said, headings.trail(), subject, nested=nested, asked=asked, over=headings.over)
