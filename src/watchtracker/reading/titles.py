"""What a statement is about, in the words of its source: the noun phrase of its subject or of its object.

In a table or a list it is the first cell or the key, with the heading of the column.
"""

from __future__ import annotations

import re

from watchtracker.reading import deeds, han_titles, naming
from watchtracker.reading import title_words as words_of
from watchtracker.reading.blocks import BlockKind
from watchtracker.reading.statements import Passage
from watchtracker.reading.trimming import LONGEST, cleaned, fitting

_LONGEST_SUBJECT = 40
_FEW = 6
_LONG_NAME = 5  # words
_FURTHEST = 5  # clauses back
_JOINTS = frozenset(("before", "after"))  # what they begin only says when
_LONGEST_OWNER = 20
_BARE = 3  # so few words may need the heading to say of what they are
_CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")


def title(passage: Passage, start: int, end: int, *, promised: bool = False) -> str:
    """The title of what a passage says of the date that stands from `start` to `end`; `promised`: without a date."""
    block = passage.block
    keyed = bool(block.subject) and passage.text.startswith(block.subject) and end > len(block.subject)
    keyed = keyed and (start > 0 or not block.subject)
    start = max(start, len(block.subject)) if keyed else start
    words = _said(passage, start, end, promised=promised, keyed=keyed)
    if " from " in words:
        words = cleaned(words_of.MOVED_FROM.sub("", words))
    if words_of.WE.match(words):
        words = deeds.of_us(words) or deeds.answer(words) or ("" if words_of.IT_BEHIND.search(words) else words)
    words = words_of.TELLER.sub("", words)
    head = naming.head_of(passage)
    if head and passage.text.startswith(head) and start > len(head) and not naming.is_named(words, "", sentence=False):
        words = head
    if not words or words_of.VAGUE.fullmatch(words) or words_of.COMING.fullmatch(words):
        words = _of_nothing(passage, words)
    elif not words_of.LETTERS.search(words) and not _CJK.search(words):
        words = f"{_of_version(passage, start) or _heading(block.heading.rpartition(' / ')[2])} {words}".strip()
    elif not naming.is_named(words, passage.text, sentence=not passage.short):
        words = _under(naming.name_over(passage, words, _topic), words)
    if " (" in words or " which " in words or " that " in words:
        words = words_of.BESIDE.sub("", words)
    return fitting(words or block.subject or block.heading or cleaned(passage.text))


def _of_version(passage: Passage, start: int) -> str:
    """What a version alone is of: "Otter 4.1 is due in May, and 4.2 in June" is about Otter."""
    named = words_of.NAME_OF_VERSION.findall(passage.text, 0, start)
    return named[-1] if named else ""


def _said(passage: Passage, start: int, end: int, *, promised: bool, keyed: bool) -> str:
    """What the passage itself says that the date is of."""
    block = passage.block
    if block.kind is BlockKind.ITEM and keyed:
        return _of_value(passage, start, end)
    if not promised and block.kind is not BlockKind.CELL and end - start > len(passage.text) * 3 // 4:
        said = han_titles.topic(passage.text) if _CJK.search(passage.text) else ""
        return said or cleaned(
            words_of.CLOCK.sub("", words_of.LEADING_DAY.sub("", words_of.WEEKDAY.sub("", passage.text)))
        )
    if block.kind is BlockKind.CELL and end - start > len(passage.text) // 3:
        return _of_cell(block.subject, block.column, block.heading)
    if block.kind is BlockKind.ITEM or block.kind is BlockKind.CELL:
        return _of_item(passage, start, end)
    dated = words_of.DATE_OF.search(passage.text) if promised else None
    return cleaned(dated[1]) if dated else _of_prose(passage, start, end)


def _of_nothing(passage: Passage, words: str) -> str:
    """The title of what names nothing: what the sentence before is about, or what stands over it."""
    block = passage.block
    if block.kind is BlockKind.CELL and block.subject:
        return _of_cell(block.subject, block.column, block.heading)
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
        first = _CJK.search(earlier.text)
        words = han_titles.topic(earlier.text) if first else _subject_of(earlier.text)
        if words and not words_of.VAGUE.fullmatch(words):
            return words
        earlier = earlier.earlier
    return ""


def _subject_of(sentence: str) -> str:
    """What a whole sentence is about: its subject, or its object where that names nothing."""
    sentence = words_of.PLACED_FIRST.sub("", sentence[_opening(sentence, len(sentence)) :])
    found = words_of.DATE_BEHIND.sub("", _noun_phrase(sentence))
    verb = words_of.TELLS.search(sentence)
    made = words_of.TELLS_OF.match(sentence, verb.start()) if verb else None
    if made:
        return cleaned(made[1])
    subject = cleaned(sentence[: verb.start()]) if verb and verb.start() else ""
    thing = _object(sentence[verb.start() :] if verb else sentence)
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
    subject = cleaned(subject)
    if not words_of.LETTERS.search(subject):
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
    rest = cleaned(text[end:])
    before = cleaned(text[:start])
    if not before:
        return rest or cleaned(words_of.LEADING_DAY.sub("", text))
    if words_of.VERB.search(before) or _CJK.search(before) or words_of.HAS_ENDED.search(text[:end]):
        return _of_prose(passage, start, end)
    return before


def _of_value(passage: Passage, start: int, end: int) -> str:
    """The title of a line of the form "key: value": its key, unless the value has a subject and a verb of its own."""
    key = passage.block.subject
    if words_of.PLAIN_COLUMN.match(key):
        return _heading(passage.block.heading) or cleaned(key)
    if _CJK.search(passage.text):
        return _of_han_value(passage, start, end)
    if not words_of.VERB.search(passage.text, len(key), start):
        if words_of.AUXILIARY.search(key):  # "The fair is back: 6 May"
            return _noun_phrase(key)
        name = cleaned(re.split(r"[(\uff08]", passage.text[max(len(key), passage.clause(start, end)[0]) : start])[0])
        return name if name and _is_better(name, key) else cleaned(key)
    told = _of_prose(passage, start, end)
    if told and (words_of.NEWS_KEY.fullmatch(key) or words_of.SPEAKS.search(key)):
        return told
    if told and words_of.AMOUNT.match(told) and not words_of.DATE_BEHIND.search(told):
        return f"{cleaned(key)}: {told}"
    aside = words_of.ASIDE_KEY.fullmatch(key)
    better = (aside or words_of.NAMED.search(told)) and (not words_of.NAMED.search(key) or words_of.UPDATE.match(key))
    return told if told and better else cleaned(key)


def _of_han_value(passage: Passage, start: int, end: int) -> str:
    """The key of a Chinese or Japanese line, with what its value tells where that is a clause."""
    key = passage.block.subject
    if not words_of.HAN_CLAUSE.search(passage.text, len(key), start):
        return cleaned(key)
    told = _of_prose(passage, start, end)
    if not told or words_of.HAN_NEWS.search(key):
        return told or cleaned(key)
    return _under(cleaned(key), told)


def _is_better(name: str, key: str) -> bool:
    """Whether a name names the thing, and the key before it only where it stands: "Step 2", "Update"."""
    if words_of.STEP.fullmatch(key) or (words_of.NEWS_KEY.fullmatch(key) and not words_of.AMOUNT.match(name)):
        return True
    aside = words_of.ASIDE_KEY.fullmatch(key) and not words_of.NAMED.search(key)
    return bool(aside and words_of.NAMED.search(f" {name}") and not words_of.AMOUNT.match(name))


def _of_prose(passage: Passage, start: int, end: int) -> str:
    text = passage.text
    first, last = passage.clause(start, end)
    if _CJK.search(text):
        while first and not cleaned(text[first:start]):
            first = max((stop for _, stop in passage.stops if stop < first), default=0)
        return han_titles.of(text, first, start, end, last)
    opening = _opening(text, start)
    first = max(first, opening)
    opening = 0 if words_of.BACKWARD.match(text, opening) else opening
    apposed = words_of.APPOSED.search(text, 0, start)
    if apposed and words_of.NAMED.search(f"\u2026 {apposed[2]}"):
        return apposed[2] if words_of.LETTERS.search(apposed[2]) else f"{apposed[1]} {apposed[2]}"
    duty = deeds.of_duty(text[first:start], text[end:last])
    if duty:
        return duty
    said = deeds.of_us(text[first:start])
    if said:
        return said
    behind = cleaned(text[end:last])
    if behind and words_of.HAS_ENDED.search(text[first:end]) and not words_of.ADVERBIAL.match(behind):
        return behind
    found = _of_clause(passage, first, start)
    behind = text[end:last].lstrip(" ,")
    if not found and not cleaned(text[first:start]) and not words_of.ADVERBIAL.match(behind):
        found = _noun_phrase(behind) if words_of.VERB.search(behind) or not cleaned(text[:first]) else ""
    found = (
        found
        if found and not _is_place(text, first, start, found)
        else _of_clauses_before(passage, first, found, opening)
    )
    rest = text[end:].lstrip(" ,:")
    if rest.startswith("for ") and words_of.CHOSEN.search(text[:start]):
        found = (
            cleaned(re.split("[.,;:]", rest[len("for ") :])[0]) or found
        )  # "has booked 6 May for the fair" is about the fair
    found = found or ("" if words_of.ADVERBIAL.match(rest) or words_of.WHO_SAID.match(rest) else _noun_phrase(rest))
    backward = passage.earlier and words_of.PRONOUN.match(text)
    return found or ("" if backward or words_of.SUBORDINATE.match(text) else cleaned(text[opening:start]))


def _of_clauses_before(passage: Passage, first: int, place: str, opening: int) -> str:
    """The noun phrase of the nearest clause before `first` that has one; only a `place` stood in the clause itself.

    What stands before the `opening` only says who tells it.
    """
    for _ in range(_FURTHEST):
        if first <= opening:
            break
        before, first = first, max((stop for _, stop in passage.stops if stop < first), default=opening)
        first = max(first, opening)
        aside = first and passage.text[first - 1] == "," and words_of.APPOSITION.match(passage.text[first:before])
        found = _of_clause(passage, first, before) if before and not aside else ""
        if found and not _is_place(passage.text, first, before, found):
            return found if not place or passage.short or words_of.NAMED.search(found) else place
        place = place or found
    return place


def _is_place(text: str, first: int, last: int, found: str) -> bool:
    """Whether a clause is only where it takes place: "Porto" in "Reef Days, Porto, 6 May"."""
    alone = text[first - 1 : first] == "," and words_of.PLACE.fullmatch(text[first:last].strip(" ,"))
    return bool(alone and words_of.PLACE.fullmatch(found))


def _opening(text: str, start: int) -> int:
    """Where a sentence begins behind its dateline and behind who says it."""
    line = words_of.DATELINE.match(text)
    begin = line.end() if line else 0
    said = words_of.REPORTS.match(text, begin)
    begin = said.end() if said else begin
    return begin if begin < start else 0


def _of_clause(passage: Passage, first: int, last: int) -> str:
    """The noun phrase of a clause, or where a clause has no subject of its own that of its sentence."""
    text = passage.text
    if words_of.SUBORDINATE.match(text, first) and words_of.VERB.search(text, first, last):
        return ""
    first, joint = _with_and(passage, first)
    if joint in _JOINTS and words_of.VERB.search(text, first, last) and words_of.VERB.search(text, 0, first):
        return ""
    if joint == "who" and first:
        whole = cleaned(text[max((stop for _, stop in passage.stops if stop < first), default=0) : last])
        if len(whole) <= LONGEST and not words_of.VAGUE.fullmatch(whole):
            return whole
    if first and text[first - 1] in "(\uff08" and text[last - 1 : last] in {")", "\uff09"}:
        return ""
    if first and words_of.ASIDE.match(text, first):  # "Reef Days, held on" is about Reef Days
        name = words_of.NAME_AT_END.search(text[:first])
        return name[1] if name else ""
    said = text[first:last].lstrip(" ,)")
    still = words_of.STILL.match(said) if first else None
    said = said[still.end() :] if still else said
    if first and words_of.VERB.match(said) and not _object(said):
        return _first_subject(passage, first)
    found = _noun_phrase(said)
    if first and found and not words_of.LETTERS.search(found):
        before = max((stop for _, stop in passage.stops if stop < first), default=0)
        return f"{cleaned(text[before:first])} {found}".strip()
    return found


def _with_and(passage: Passage, first: int) -> tuple[int, str]:
    """Where a clause begins and what joins it to what is before; "papers and posters" are one thing."""
    joint, text = _joint(passage, first), passage.text
    before = max((stop for _, stop in passage.stops if stop < first), default=0)
    if joint == "," and words_of.COMPANY.match(text, first):
        return before, ""
    if joint != "and" or _joint(passage, before) in _JOINTS or words_of.SUBORDINATE.match(text, first):
        return first, joint
    one = cleaned(text[before : first - len(joint)]) and not words_of.VERB.search(text, before, first)
    return (before, _joint(passage, before)) if one else (first, joint)


def _joint(passage: Passage, first: int) -> str:
    """The word that joins a clause to the one before it."""
    return next((passage.text[begin:end].lower() for begin, end in passage.stops if end == first), "")


def _first_subject(passage: Passage, last: int) -> str:
    """The first subject of a sentence: "Otter 4, the engine that hums, ships" is about Otter 4."""
    first = passage.text.rfind(";", 0, last) + 1
    for begin, end in [*((start, stop) for start, stop in passage.stops if first < stop <= last)]:
        said = passage.text[first:begin].strip()
        if words_of.PLACED.fullmatch(said):  # "Meanwhile in Porto, the act was adopted" is not about Porto
            first = end
            continue
        clause = words_of.LEADING.sub("", said)
        verb = words_of.VERB.search(clause)
        subject = cleaned(clause[: verb.start()] if verb else clause)
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
    subject = cleaned(clause[: verb.start()] if verb else clause)
    subject = "" if words_of.VAGUE.fullmatch(subject) else subject
    thing = _object(words)
    if thing:
        whole = cleaned(clause)
        if not subject or words_of.NAMED.search(thing) or not naming.is_named(subject, words, sentence=True):
            return thing
        return whole if len(whole) <= LONGEST else f"{subject}: {thing}" if len(subject) <= _LONGEST_OWNER else thing
    duty = words_of.MUST.search(clause)
    if duty and subject:
        whole = cleaned(clause)
        return whole if len(whole) <= LONGEST else subject
    if verb and subject and not words_of.AUXILIARY.match(verb[0]) and not words_of.COMES.match(clause, verb.start()):
        whole = cleaned(clause)
        return whole if len(whole) <= LONGEST and not words_of.AUXILIARY.search(whole) else subject
    return deeds.with_deed(subject, clause[verb.start() :]) if verb and subject else subject


def _object(words: str) -> str:
    objects = [found.end() for found in words_of.OBJECT.finditer(words)]
    if not objects:
        return ""
    thing = cleaned(words[objects[-1] :])
    verb = words_of.AUXILIARY.search(thing)
    thing = cleaned(thing[: verb.start()]) if verb and verb.start() else thing
    thing = words_of.DATE_BEHIND.sub("", thing)
    if words_of.GERUND.fullmatch(thing) or words_of.OF_IT.match(thing):  # "tokens stop working", "ship it"
        return ""
    thing = words_of.BY_SO_MUCH.sub("", words_of.US.sub("", thing))
    return "" if words_of.VAGUE.fullmatch(thing) else thing
