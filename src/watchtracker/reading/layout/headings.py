"""Which lines of a text are headings, and which of them are open over what is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from watchtracker.reading.languages.letters import CAPITAL_LESS
from watchtracker.reading.layout import arranged, shapes
from watchtracker.reading.layout.lines import TextLine
from watchtracker.reading.layout.markup import plain
from watchtracker.reading.layout.text_titles import NO_TITLE, TextTitle

LONGEST_HEADING = 90
NESTED = 20  # the level of an item over items that stand further in; the further, the lower
QUESTION = 9  # the level of what is asked, below every other heading


@dataclass(slots=True)
class Headings:
    """The headings that are open, by their level, and the title of the whole text."""

    over: TextTitle = NO_TITLE
    open: list[tuple[int, str]] = field(default_factory=list)
    asked: str = ""  # what the line before asks for
    chapters: bool = False  # whether times at the heads of lines say where in a recording something is told

    def enter(self, level: int, words: str) -> None:
        """Open a heading, which ends those of its level and below."""
        self.leave(level)
        self.open.append((level, words))

    def leave(self, level: int) -> None:
        """Close the headings of `level` and below it."""
        while self.open and self.open[-1][0] >= level:
            self.open.pop()

    def above(self, level: int) -> str:
        """The innermost heading under which one of `level` stands; the one before it of its own level is none of it."""
        return next((words for other, words in reversed(self.open) if other < level), "")

    def trail(self) -> str:
        """The two innermost headings."""
        return " / ".join(words for _, words in self.open[-2:])


def heading(group: list[TextLine], at: int, *, over: bool) -> tuple[int, str, int] | None:
    """Level, words and number of lines of the heading at `at`; `over`: terms and their days stand below it."""
    words = group[at].words
    asked = arranged.asked(words)
    marked = shapes.HEADING.match(words)
    if marked:
        return len(marked[1]), arranged.asked(marked[2]) or bare(marked[2]), 1
    if asked and (at == 0 or arranged.is_marked_as_question(words) or shapes.BOLD.match(words)):
        return QUESTION, asked, 1
    below = group[at + 1].words if at + 1 < len(group) else ""
    if below and shapes.UNDERLINE.match(below) and len(words) <= LONGEST_HEADING and not shapes.ITEM.match(words):
        return (1 if below.strip()[0] == "=" else 2), bare(words), 2
    if shapes.RULE.match(words):
        return None
    named = shapes.BOLD.match(words) or shapes.BRACKETS.match(words)
    if named:
        return 7, bare(next(filter(None, reversed(named.groups())))), 1
    numbered = _numbered(group, at)
    nested = arranged.name_over_nested(words, below)
    if nested:
        return NESTED + arranged.indent(words), bare(nested), 1
    plain_one = (8, numbered, 1) if numbered else _plain_heading(group, at, below)
    return plain_one or ((7, bare(words), 1) if over else None)


def _plain_heading(group: list[TextLine], at: int, below: str) -> tuple[int, str, int] | None:
    """The heading at `at` that no sign marks: a line by itself, or over a list."""
    words = group[at].words
    stripped = words.strip()
    over = shapes.HAN_NUMBERED.fullmatch(stripped)
    listed = at and shapes.HAN_NUMBERED.match(group[at - 1].words.strip())
    if over and not listed and (below or len(group) == 1) and not shapes.HAN_NUMBERED.match(below.strip()):
        return 7, bare(over[1]), 1
    if len(stripped) > LONGEST_HEADING or shapes.ITEM.match(words):
        return None
    told = "。" in stripped  # several sentences, and no name
    if stripped.endswith((":", "：")) and not told and (at == 0 or len(stripped) <= LONGEST_HEADING // 2):
        return 8, bare(stripped), 1
    if shapes.ONLY_A_DATE.match(stripped) or shapes.begins_with_when(words) or shapes.is_stamp(stripped):
        return None
    alone = len(group) == 1 or (
        at == 0 and (shapes.ITEM.match(below) or (shapes.pair(below) and not shapes.DATED.search(words)))
    )
    if (
        alone
        and not stripped.endswith(shapes.ENDS_A_SENTENCE)
        and not told
        and len(stripped) <= LONGEST_HEADING
        and not shapes.pair(words)
    ):
        return 7, bare(stripped), 1
    capitals = stripped.isupper() and not CAPITAL_LESS.search(stripped)
    if at == 0 and capitals and len(stripped) > 3:  # noqa: PLR2004 - longer than an abbreviation
        return 7, bare(stripped), 1
    return None


def _numbered(group: list[TextLine], at: int) -> str:
    """The name that a numbered line gives to what is told of it below: "2. Otter Maps"."""
    number = shapes.NUMBERED.match(group[at].words) if at == 0 and len(group) > 1 else None
    if number is None or not group[1].words[:1].isupper() or shapes.DATED.search(number[1]) or shapes.pair(number[1]):
        return ""
    return "" if number[1].rstrip().endswith(shapes.ENDS_A_SENTENCE) else bare(number[1])


def bare(words: str) -> str:
    """The words of a heading without the signs around them."""
    return plain(words, 0, len(words)).text.strip(" #:：*")
