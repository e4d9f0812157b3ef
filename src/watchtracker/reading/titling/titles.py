"""What a statement is about, in the words of its source: the noun phrase of its subject or of its object.

In a table or a list it is the first cell or the key, with the heading of the column.
"""

from __future__ import annotations

import re
from functools import lru_cache

from watchtracker.reading.days import diary
from watchtracker.reading.languages.letters import CJK, LETTER
from watchtracker.reading.layout import shapes
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.statements import Passage
from watchtracker.reading.titling import deeds, han_titles, naming, prose_titles
from watchtracker.reading.titling import title_clauses as clauses_of
from watchtracker.reading.titling import title_words as words_of
from watchtracker.reading.titling.trimming import LONGEST, cleaned, fitting

_LONGEST_SUBJECT = 40
_FEW = 6
_LONG_NAME = 5  # words
_SHORTEST_KEY = 4
_BARE = 3  # so few words may need the heading to say of what they are


def title(passage: Passage, start: int, end: int, *, promised: bool = False) -> str:
    """The title of what a passage says of the date that stands from `start` to `end`; `promised`: without a date."""
    block = passage.block
    keyed = bool(block.subject) and passage.text.startswith(block.subject) and end > len(block.subject)
    keyed = keyed and (start > 0 or not block.subject)
    start = max(start, len(block.subject)) if keyed else start
    told = _told_beside(passage, start, end)
    if told:
        return fitting(told)
    words = _said(passage, start, end, promised=promised, keyed=keyed)
    if " from " in words:
        words = cleaned(words_of.MOVED_FROM.sub("", words))
    if words_of.WE.match(words):
        words = deeds.of_us(words) or deeds.answer(words) or ("" if words_of.IT_BEHIND.search(words) else words)
    words = words_of.TELLS_NO_MORE.sub("", words_of.TELLER.sub("", words))
    words = clauses_of.TAKES_QUESTIONS.sub("", words)
    head = naming.head_of(passage)
    if head and passage.text.startswith(head) and start > len(head) and not naming.is_named(words, "", sentence=False):
        words = head
    words = _of_a_thing(passage, words, start, end)
    if " (" in words or " which " in words or " that " in words:
        words = words_of.BESIDE.sub("", words)
    words = clauses_of.AT_THE_HOUR.sub("", words)
    return fitting(words or block.subject or block.heading or cleaned(passage.text))


def _of_a_thing(passage: Passage, words: str, start: int, end: int) -> str:
    """Words that may say nothing, or nothing of which thing, with what stands before or over them."""
    if not words or words_of.VAGUE.fullmatch(words) or words_of.COMING.fullmatch(words) or _is_time(passage, words):
        return _of_nothing(passage, words)
    paid = deeds.of_dividend_before(passage, words) if clauses_of.OF_A_PAYMENT.fullmatch(words) else ""
    if paid:
        return paid
    if clauses_of.BODY.fullmatch(words):
        return _topic(passage.earlier) or _under(naming.name_over(passage, words, _topic), words)
    if not LETTER.search(words) and not CJK.search(words):
        return f"{_of_version(passage, start) or _heading(passage.block.heading.rpartition(' / ')[2])} {words}".strip()
    if not naming.is_named(words, passage.text, sentence=not passage.short):
        return _with_about(words, passage, end) or _under(naming.name_over(passage, words, _topic), words)
    return words


def _told_beside(passage: Passage, start: int, end: int) -> str:
    """What is asked, of its answer; the value, where the day stands in the key: "Next (Q3 2027): shared folders"."""
    key = passage.block.subject
    if passage.block.asked and passage.earlier is None and not clauses_of.ASKS_ANYTHING.match(passage.block.asked):
        return passage.block.asked
    if passage.block.kind is not BlockKind.ITEM or not 0 < end <= len(key) or not passage.text.startswith(key):
        return ""
    rest = words_of.BESIDE_A_PERIOD.sub("", f"{key[:start]} {key[end:]}")
    return "" if LETTER.search(rest) else cleaned(passage.text[len(key) :])


def _is_time(passage: Passage, words: str) -> bool:
    """Whether a cell, or a Chinese or Japanese line, says only when: "11 January 2029, 00:01"."""
    if CJK.search(words) and clauses_of.HAN_ONLY_WHEN.fullmatch(words):
        return True
    return passage.block.kind is BlockKind.CELL and clauses_of.ONLY_WHEN.fullmatch(words) is not None


def _with_about(words: str, passage: Passage, end: int) -> str:
    """A few words with what stands behind the date: "the panel meets on 2 May on the two vaccines"."""
    about = words_of.ABOUT.match(passage.text, end) if len(words.split()) <= _BARE else None
    return f"{words} {about[1]}" if about and len(words) + len(about[1]) < LONGEST else ""


def _of_version(passage: Passage, start: int) -> str:
    """What a version alone is of: "Otter 4.1 is due in May, and 4.2 in June" is about Otter."""
    named = words_of.NAME_OF_VERSION.findall(passage.text, 0, start)
    return named[-1] if named else ""


def _said(passage: Passage, start: int, end: int, *, promised: bool, keyed: bool) -> str:
    """What the passage itself says that the date is of."""
    block = passage.block
    if passage.under_day and start == end and not diary.IS_A_SENTENCE.search(passage.text):
        return diary.title(passage.text)
    if block.kind is BlockKind.ITEM and keyed:
        return _of_value(passage, start, end)
    if not promised and block.kind is not BlockKind.CELL and end - start > len(passage.text) * 3 // 4:
        if shapes.ONLY_DAYS.fullmatch(passage.text):
            return ""  # what stands over it says of what it is the day
        said = han_titles.topic(passage.text) if CJK.search(passage.text) else ""
        return said or cleaned(
            words_of.CLOCK.sub("", words_of.LEADING_DAY.sub("", words_of.WEEKDAY.sub("", passage.text)))
        )
    if block.kind is BlockKind.CELL and (
        shapes.ONLY_DAYS.fullmatch(passage.text) or end - start > len(passage.text) // 3
    ):
        plain = not block.column or words_of.PLAIN_COLUMN.match(block.column)
        own = _beside(passage, start, end) if plain else ""
        subject = _of_row(block.subject, block.beside) if plain else block.subject
        return _of_cell(clauses_of.AT_A_TIME.sub("", subject), own or block.column, block.heading)
    if block.heading and not passage.text[:start].strip() and words_of.PLACE_BEHIND.fullmatch(passage.text, end):
        return ""  # under "PLANNING COMMITTEE", "29 April, Town Hall" says only when and where
    if block.kind is BlockKind.ITEM or block.kind is BlockKind.CELL:
        return _of_item(passage, start, end)
    dated = words_of.DATE_OF.search(passage.text) if promised else None
    return cleaned(dated[1]) if dated else prose_titles.of_prose(passage, start, end)


def _beside(passage: Passage, start: int, end: int) -> str:
    """What a cell itself says of its date: "end of support: 6 May", in Chinese and Japanese also behind it."""
    before = cleaned(passage.text[:start])
    if clauses_of.HAN_STATUS.search(passage.text):
        return ""
    if not before and CJK.search(passage.text):
        before = cleaned(passage.text[end:])
    return before if not re.search(r"\d", before) and (LETTER.search(before) or CJK.search(before)) else ""


def _of_row(subject: str, beside: str) -> str:
    """The subject of a row with the cell behind it, which may say more: "Daimon Tool" with "Q3 results"."""
    if not beside or not subject or beside.lower() in subject.lower() or words_of.CODE.fullmatch(beside):
        return subject
    subject = "" if words_of.CODE.fullmatch(subject) else subject
    return f"{subject} {beside}".strip() if len(subject) + len(beside) < LONGEST else subject or beside


def _of_nothing(passage: Passage, words: str) -> str:
    """The title of what names nothing: what the sentence before is about, or what stands over it."""
    block = passage.block
    if block.kind is BlockKind.CELL and block.subject:
        return _of_cell(block.subject, block.column, block.heading)
    key = naming.key_before(passage)
    if key:
        return key
    topic = _topic(passage.earlier)
    inner = cleaned(words_of.OF_DATES.sub("", block.heading.rpartition(" / ")[2]))
    of_it = topic and words_of.PRONOUN.match(passage.text)
    inner = inner if words and not of_it and not words_of.NAMED.search(topic) and naming.may_name(inner) else ""
    sure = topic and (of_it or not words or words_of.NAMED.search(topic))
    name = "" if sure else naming.name_over(passage, words, _topic)
    topic = topic if sure or not name else ""
    inner = "" if len(inner) > _LONGEST_SUBJECT else inner
    return inner or topic or name or block.subject or _heading(block.heading) or words


def _topic(earlier: Passage | None) -> str:
    """What the sentence before is about, for one that only says "it"."""
    for _ in range(_BARE):
        if earlier is None:
            break
        first = CJK.search(earlier.text)
        words = han_titles.topic(earlier.text) if first else _subject_of(earlier.text)
        if words and not words_of.VAGUE.fullmatch(words):
            return words
        earlier = earlier.earlier
    return ""


@lru_cache(maxsize=64)
def _subject_of(sentence: str) -> str:
    """What a whole sentence is about: its subject, or its object where that names nothing."""
    sentence = clauses_of.NEXT_FOR.sub("", sentence)
    sentence = words_of.PLACED_FIRST.sub("", sentence[prose_titles.opening_of(sentence, len(sentence)) :])
    found = words_of.DATE_BEHIND.sub("", prose_titles.noun_phrase(sentence))
    verb = words_of.TELLS.search(sentence)
    made = words_of.TELLS_OF.match(sentence, verb.start()) if verb else None
    if made:
        return cleaned(made[1])
    subject = cleaned(sentence[: verb.start()]) if verb and verb.start() else ""
    thing = prose_titles.object_of(sentence[verb.start() :] if verb else sentence)
    if subject and thing and found.startswith(subject) and not words_of.GERUND.match(thing):
        owned = f"{subject}: {thing}"
        return next((each for each in (found, owned) if len(each) <= _LONGEST_SUBJECT), thing)
    whole = found.startswith(subject) or words_of.GERUND.match(found)
    return subject if subject and whole and len(subject) <= _LONGEST_SUBJECT else found


def _heading(trail: str) -> str:
    """The innermost heading that names something, without the words that only say that dates follow."""
    for heading in reversed(trail.split(" / ")):
        if words_of.PERIODICAL.search(heading):
            continue
        words = cleaned(words_of.OF_DATES.sub("", words_of.PARENTHESES.sub("", heading)))
        if words_of.NAMED.search(words):
            return words
    return ""


def _under(heading: str, words: str) -> str:
    """Heading and title together, if both fit."""
    if not heading:
        return words
    if words.lower() in heading.lower():
        return heading if heading.lower().endswith(words.lower()) else words  # "Code" is the "Model Incident Code"
    heading = _shorter(heading)
    if len(heading.split()) >= _LONG_NAME and len(words.split()) >= _BARE:
        return words
    fits = len(words.split()) <= _FEW and len(heading) + len(words) + 2 <= LONGEST
    return f"{heading}: {words}" if fits else words


def _shorter(heading: str) -> str:
    """A long name without what it is for: "Harbour Fund for Open Boats" is the "Harbour Fund"."""
    if len(heading.split()) < _LONG_NAME:
        return heading
    short = words_of.WHAT_FOR.split(heading, maxsplit=1)[0].strip(" ,")
    return short if " " in short else heading


def _of_cell(subject: str, column: str, heading: str) -> str:
    if not subject or words_of.PLAIN_COLUMN.match(subject):
        return cleaned(column if column and not words_of.PLAIN_COLUMN.match(column) else heading)
    subject = _named(subject)
    if not LETTER.search(subject) or shapes.A_VERSION.fullmatch(subject):
        inner = heading.rpartition(" / ")[2]
        whole = _heading(heading) or (inner if words_of.OF_STATUS.search(inner) else "")
        subject = f"{words_of.OF_STATUS.sub('', whole)} {subject}".strip()
    if column and not words_of.PLAIN_COLUMN.match(column) and column.lower() not in subject.lower():
        return f"{subject} {cleaned(column)}"
    return subject


def _of_item(passage: Passage, start: int, end: int) -> str:
    text, key = passage.text, passage.block.subject
    if key and text.startswith(key) and start >= len(key):
        return _of_value(passage, start, end)
    rest = cleaned(han_titles.first_clause(text[end:])) if CJK.search(text) else cleaned(text[end:])
    before = cleaned(text[:start])
    if not before:
        return rest or cleaned(words_of.LEADING_DAY.sub("", text))
    if words_of.VERB.search(before) or CJK.search(before) or words_of.HAS_ENDED.search(text[:end]):
        return prose_titles.of_prose(passage, start, end)
    return before


def _of_value(passage: Passage, start: int, end: int) -> str:
    """The title of a line of the form "key: value": its key, unless the value has a subject and a verb of its own."""
    key = passage.block.subject
    if diary.is_month(key) or shapes.SOME_TIME.fullmatch(key):
        return cleaned(passage.text[end:])
    if words_of.PLAIN_COLUMN.match(key):
        inner = cleaned(words_of.OF_DATES.sub("", passage.block.heading.rpartition(" / ")[2]))
        may = len(inner) <= _LONGEST_SUBJECT and naming.may_name(inner)
        return _heading(passage.block.heading) or (inner if may else "") or cleaned(key)
    if CJK.search(passage.text):
        return _of_han_value(passage, start, end)
    if not words_of.VERB.search(passage.text, len(key), start):
        if words_of.AUXILIARY.search(key) and not key.endswith(" due"):  # "The fair is back: 6 May"
            return prose_titles.noun_phrase(key)
        name = cleaned(re.split(r"[(（]", passage.text[max(len(key), passage.clause(start, end)[0]) : start])[0])
        if not name and words_of.KEY_OF_LIST.fullmatch(key):  # "Calendar: 30 January opening of the hall"
            return cleaned(passage.text[end:]) or _named(key)
        listed = words_of.KEY_OF.fullmatch(key) if name else None
        if listed:  # "Milestones for 27.04: feature freeze on 25 February, beta on 25 March"
            return _under(listed[1], name)
        return name if name and _is_better(name, key) else _named(key)
    return _with_key(key, prose_titles.of_prose(passage, start, end))


def _with_key(key: str, told: str) -> str:
    """The key of a line, or what its value tells, or both: "Hotel: special price kept"."""
    if told and (words_of.NEWS_KEY.fullmatch(key) or words_of.SPEAKS.search(key)):
        return told
    if told and words_of.AMOUNT.match(told) and not words_of.DATE_BEHIND.search(told):
        return f"{_named(key)}: {told}"
    aside = words_of.ASIDE_KEY.fullmatch(key)
    little = 1 < len(told.split()) <= _BARE and not words_of.NAMED.search(told)
    if aside and little and " " not in key and len(key) > _SHORTEST_KEY:
        return f"{cleaned(key)}: {told}"
    better = (aside or words_of.NAMED.search(told)) and (not words_of.NAMED.search(key) or words_of.UPDATE.match(key))
    return told if told and better else _named(key)


def _named(words: str) -> str:
    """The words of a key or a first cell, which says of a deadline that it is one: "Abstracts due"."""
    return cleaned(words) + (" due" if words.endswith(" due") else "")


def _of_han_value(passage: Passage, start: int, end: int) -> str:
    """The key of a Chinese or Japanese line, with what its value tells where that is a clause."""
    key = passage.block.subject
    if words_of.HAN_STEP.fullmatch(key):
        told = cleaned(passage.text[len(key) : start])
        told = (
            cleaned(han_titles.first_clause(passage.text[end:]))
            if not told
            else prose_titles.of_prose(passage, start, end)
        )
        return told or cleaned(key)
    if not words_of.HAN_CLAUSE.search(passage.text, len(key), start):
        return cleaned(key)
    told = prose_titles.of_prose(passage, start, end)
    if not told or words_of.HAN_NEWS.search(key):
        return told or cleaned(key)
    return _under(cleaned(key), told)


def _is_better(name: str, key: str) -> bool:
    """Whether a name names the thing, and the key before it only where it stands: "Step 2", "Update"."""
    if words_of.STEP.fullmatch(key) or (words_of.NEWS_KEY.fullmatch(key) and not words_of.AMOUNT.match(name)):
        return True
    aside = words_of.ASIDE_KEY.fullmatch(key) and not words_of.NAMED.search(key)
    return bool(aside and words_of.NAMED.search(f" {name}") and not words_of.AMOUNT.match(name))
