"""What a statement is about, in the words of its source: the noun phrase of its subject or of its object.

In a table or a list it is the first cell or the key, with the heading of the column.
"""

from __future__ import annotations

import re

from watchtracker.reading import han_titles
from watchtracker.reading import title_words as words_of
from watchtracker.reading.blocks import BlockKind
from watchtracker.reading.statements import Passage

LONGEST = 60
_BARE = 3  # so few words may need the heading to say of what they are
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
_EDGES = " \t,;:.!?-\u2013\u2014|/\u3001\uff0c\uff1b\uff1a\u3002*_#\"'\u201c\u201d()\uff08\uff09\u300c\u300d=\u2192>"


def title(passage: Passage, start: int, end: int, *, promised: bool = False) -> str:
    """The title of what a passage says of the date that stands from `start` to `end`; `promised`: without a date."""
    block = passage.block
    keyed = bool(block.subject) and passage.text.startswith(block.subject) and start >= len(block.subject)
    if block.kind is BlockKind.ITEM and keyed:
        words = _of_value(passage, start, end)
    elif not promised and block.kind is not BlockKind.CELL and end - start > len(passage.text) * 3 // 4:
        words = _cleaned(words_of.CLOCK.sub("", words_of.LEADING_DAY.sub("", passage.text)))
    elif block.kind is BlockKind.CELL and end - start > len(passage.text) // 3:
        words = _of_cell(block.subject, block.column, block.heading)
    elif block.kind is BlockKind.ITEM or block.kind is BlockKind.CELL:
        words = _of_item(passage, start, end)
    else:
        dated = words_of.DATE_OF.search(passage.text) if promised else None
        words = _cleaned(dated[1]) if dated else _of_prose(passage, start, end)
    if not words or words_of.VAGUE.fullmatch(words) or words_of.COMING.fullmatch(words):
        topic = _topic(passage.earlier)
        inner = _cleaned(words_of.OF_DATES.sub("", block.heading.rpartition(" / ")[2]))
        of_it = topic and words_of.PRONOUN.match(passage.text)
        inner = inner if words and not of_it and not words_of.NAMED.search(topic) else ""
        words = inner or topic or block.subject or _heading(block.heading) or words
    elif not words_of.LETTERS.search(words) and not _CJK.search(words):
        words = f"{_heading(block.heading.rpartition(' / ')[2])} {words}".strip()
    elif _is_general(passage, words):
        words = _under(_heading(block.heading), words)
    return _fitting(words or block.subject or block.heading or _cleaned(passage.text))


def _is_general(passage: Passage, words: str) -> bool:
    """Whether a title says too little without the heading over it."""
    if passage.block.kind is BlockKind.ITEM:
        return passage.short and not words_of.NAMED.search(words)
    return passage.block.kind is BlockKind.PROSE and bool(words_of.GENERAL.fullmatch(words))


def _topic(earlier: Passage | None) -> str:
    """What the sentence before is about, for one that only says "it"."""
    for _ in range(_BARE):
        if earlier is None:
            break
        first = _CJK.search(earlier.text)
        named = words_of.NAMED_TEXT.search(earlier.text)
        if named:
            return named[1]
        words = han_titles.topic(earlier.text) if first else _noun_phrase(earlier.text)
        if words and not words_of.VAGUE.fullmatch(words):
            return words
        earlier = earlier.earlier
    return ""


def _heading(trail: str) -> str:
    """The innermost heading that names something, without the words that only say that dates follow."""
    for heading in reversed(trail.split(" / ")):
        if words_of.PERIODICAL.search(heading):
            continue
        words = _cleaned(words_of.OF_DATES.sub("", words_of.PARENTHESES.sub("", heading)))
        if words_of.NAMED.search(words):
            return words
    return ""


def _under(heading: str, words: str) -> str:
    """Heading and title together, if both fit."""
    if not heading or words.lower() in heading.lower():
        return heading if heading and not words else words
    fits = len(words.split()) <= _BARE and len(heading) + len(words) + 2 <= LONGEST
    return f"{heading}: {words}" if fits else words


def _of_cell(subject: str, column: str, heading: str) -> str:
    if not subject or words_of.PLAIN_COLUMN.match(subject):
        return _cleaned(column if column and not words_of.PLAIN_COLUMN.match(column) else heading)
    subject = _cleaned(subject)
    if not words_of.LETTERS.search(subject):
        inner = heading.rpartition(" / ")[2]
        whole = _heading(heading) or (inner if words_of.OF_STATUS.search(inner) else "")
        subject = f"{words_of.OF_STATUS.sub('', whole)} {subject}".strip()
    if column and not words_of.PLAIN_COLUMN.match(column) and column.lower() not in subject.lower():
        return f"{subject} {_cleaned(column)}"
    return subject


def _of_item(passage: Passage, start: int, end: int) -> str:
    text, key = passage.text, passage.block.subject
    if key and text.startswith(key) and start >= len(key):
        return _of_value(passage, start, end)
    rest = _cleaned(text[end:])
    before = _cleaned(text[:start])
    if not before:
        return rest or _cleaned(words_of.LEADING_DAY.sub("", text))
    if words_of.VERB.search(before) or _CJK.search(before):
        return _of_prose(passage, start, end)
    return before


def _of_value(passage: Passage, start: int, end: int) -> str:
    """The title of a line of the form "key: value": its key, unless the value has a subject and a verb of its own."""
    key = passage.block.subject
    if words_of.PLAIN_COLUMN.match(key):
        return _heading(passage.block.heading) or _cleaned(key)
    if _CJK.search(passage.text):
        return _cleaned(key)
    if not words_of.VERB.search(passage.text, len(key), start):
        name = _cleaned(re.split(r"[(\uff08]", passage.text[len(key) : start])[0])
        return name if name and _is_better(name, key) else _cleaned(key)
    told = _of_prose(passage, start, end)
    if told and words_of.NEWS_KEY.fullmatch(key):
        return told
    aside = words_of.ASIDE_KEY.fullmatch(key)
    better = (aside or words_of.NAMED.search(told)) and (not words_of.NAMED.search(key) or words_of.UPDATE.match(key))
    return told if told and better else _cleaned(key)


def _is_better(name: str, key: str) -> bool:
    """Whether a name names the thing, and the key before it only where it stands: "Step 2", "Update"."""
    if words_of.STEP.fullmatch(key):
        return True
    aside = words_of.ASIDE_KEY.fullmatch(key) and not words_of.NAMED.search(key)
    return bool(aside and words_of.NAMED.search(f" {name}") and not words_of.AMOUNT.match(name))


def _of_prose(passage: Passage, start: int, end: int) -> str:
    text = passage.text
    first, last = passage.clause(start, end)
    if _CJK.search(text):
        while first and not _cleaned(text[first:start]):
            first = max((stop for _, stop in passage.stops if stop < first), default=0)
        return han_titles.of(text, first, start, end, last)
    behind = _cleaned(text[end:last])
    if behind and words_of.CALLS_OFF.fullmatch(text[start:end]) and not words_of.ADVERBIAL.match(behind):
        return behind
    found = _of_clause(passage, first, start)
    if (
        words_of.PLACE.fullmatch(found)
        and text[first - 1 : first] == ","
        and words_of.PLACE.fullmatch(text[first:start].strip(" ,"))
    ):
        before = max((stop for _, stop in passage.stops if stop < first), default=0)
        named = _of_clause(passage, before, first)
        found = named if words_of.NAMED.search(named) or passage.short else found
    behind = text[end:last].lstrip(" ,")
    if not found and not _cleaned(text[first:start]) and not words_of.ADVERBIAL.match(behind):
        found = _noun_phrase(behind) if words_of.VERB.search(behind) or not _cleaned(text[:first]) else ""
    for _ in range(_BARE):
        if found or not first:
            break
        before = first
        first = max((stop for _, stop in passage.stops if stop < first), default=0)
        found = _of_clause(passage, first, before)
    rest = text[end:].lstrip(" ,:")
    if rest.startswith("for ") and words_of.CHOSEN.search(text[:start]):
        found = (
            _cleaned(re.split("[.,;:]", rest[len("for ") :])[0]) or found
        )  # "has booked 6 May for the fair" is about the fair
    found = found or ("" if words_of.ADVERBIAL.match(rest) or words_of.WHO_SAID.match(rest) else _noun_phrase(rest))
    return found or ("" if passage.earlier and words_of.PRONOUN.match(text) else _cleaned(text[:start]))


def _of_clause(passage: Passage, first: int, last: int) -> str:
    """The noun phrase of a clause, or where a clause has no subject of its own that of its sentence."""
    text = passage.text
    if first and text[first - 1] in "(\uff08" and text[last - 1 : last] in {")", "\uff09"}:
        return ""
    if first and words_of.ASIDE.match(text, first):  # "Reef Days, held on" is about Reef Days
        name = words_of.NAME_AT_END.search(text[:first])
        return name[1] if name else ""
    said = text[first:last].lstrip(" ,)")
    if first and words_of.VERB.match(said) and not _object(said):
        return _first_subject(passage, first)
    found = _noun_phrase(said)
    if first and found and not words_of.LETTERS.search(found):
        before = max((stop for _, stop in passage.stops if stop < first), default=0)
        return f"{_cleaned(text[before:first])} {found}".strip()
    return found


def _first_subject(passage: Passage, last: int) -> str:
    """The first subject of a sentence: "Otter 4, the engine that hums, ships" is about Otter 4."""
    first = passage.text.rfind(";", 0, last) + 1
    for begin, end in [*((start, stop) for start, stop in passage.stops if first < stop <= last)]:
        clause = words_of.LEADING.sub("", passage.text[first:begin].strip())
        verb = words_of.VERB.search(clause)
        subject = _cleaned(clause[: verb.start()] if verb else clause)
        if subject and not words_of.VAGUE.fullmatch(subject) and not words_of.SAID.match(clause):
            return subject
        first = end
    return ""


def _noun_phrase(words: str) -> str:
    """Subject and object of the last verb that has one, else what stands before an auxiliary, else the clause."""
    clause = words_of.LEADING.sub("", words.strip())
    said = words_of.SAID.match(clause)
    if said and words_of.VERB.search(clause, said.end()):
        words = clause = words_of.LEADING.sub("", clause[said.end() :])
    verb = words_of.VERB.search(clause)
    subject = _cleaned(clause[: verb.start()] if verb else clause)
    subject = "" if words_of.VAGUE.fullmatch(subject) else subject
    thing = _object(words)
    if thing:
        whole = _cleaned(clause)
        bare = subject and not words_of.NAMED.search(thing) and words_of.NAMED.search(subject)
        return whole if bare and len(whole) <= LONGEST else thing
    duty = words_of.MUST.search(clause)
    if duty and subject:
        whole = _cleaned(clause)
        return whole if len(whole) <= LONGEST else subject
    if verb and subject and not words_of.AUXILIARY.match(verb[0]) and not words_of.COMES.match(clause, verb.start()):
        whole = _cleaned(clause)
        return whole if len(whole) <= LONGEST and not words_of.AUXILIARY.search(whole) else subject
    return subject


def _object(words: str) -> str:
    objects = [found.end() for found in words_of.OBJECT.finditer(words)]
    if not objects:
        return ""
    thing = _cleaned(words[objects[-1] :])
    verb = words_of.AUXILIARY.search(thing)
    thing = _cleaned(thing[: verb.start()]) if verb and verb.start() else thing
    thing = words_of.BY_SO_MUCH.sub("", words_of.US.sub("", thing))
    return "" if words_of.VAGUE.fullmatch(thing) else thing


def _cleaned(words: str) -> str:
    words = " ".join(words.split()).strip(_EDGES)
    words = words_of.TRAILING.sub("", words_of.LEADING.sub("", words))
    words = words.strip(_EDGES)
    return "" if words_of.ONLY_SMALL.fullmatch(words) else words


def _fitting(words: str) -> str:
    words = "".join(letter for letter in words if letter.isprintable())
    if len(words) <= LONGEST:
        return words
    cut = words[:LONGEST]
    space = cut.rfind(" ")
    return (cut[:space] if space > LONGEST // 2 else cut).strip(_EDGES)
