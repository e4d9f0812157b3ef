"""What a sentence is about, by its clauses: the noun phrase of the subject, or of the object, of the date's clause."""

from __future__ import annotations

import re

from watchtracker.reading.languages.letters import CJK, LETTER
from watchtracker.reading.statements import Passage
from watchtracker.reading.titling import deeds, han_titles, naming
from watchtracker.reading.titling import title_clauses as clauses_of
from watchtracker.reading.titling import title_words as words_of
from watchtracker.reading.titling.trimming import LONGEST, cleaned

_FURTHEST = 5  # clauses back
# What those do who decide, and what that is called.
_DECISIONS = {
    "vote on": "vote on",
    "votes on": "vote on",
    "decide on": "decision on",
    "decides on": "decision on",
    "rule on": "ruling on",
    "rules on": "ruling on",
    "hears": "hearing of",
    "debates": "debate on",
    "discusses": "discussion of",
}
_DECIDES_ON = re.compile(rf"(?<!\bthe )\b({'|'.join(_DECISIONS)}) (?:the |its |their |an? )?(?=\S+)", re.IGNORECASE)
_JOINTS = frozenset(("before", "after"))  # what they begin only says when
_LONGEST_OWNER = 20
_PROMISES = re.compile(
    r"(?:will|shall|would|(?:is|are) (?:to|set to|due to|going to|expected to|scheduled to|about to)) ", re.IGNORECASE
)
_GOES_ON = re.compile(r"\b(?:begins?|starts?|stops?|continues?|keeps?) $", re.IGNORECASE)


def of_prose(passage: Passage, start: int, end: int) -> str:
    """The title of what a sentence says of the date that stands from `start` to `end`."""
    text = passage.text
    first, last = passage.clause(start, end)
    if CJK.search(text):
        while first and not cleaned(text[first:start]):
            first = max((stop for _, stop in passage.stops if stop < first), default=0)
        return han_titles.of(text, first, start, end, last)
    while first and clauses_of.SAYS_WHEN.fullmatch(text[first:start]):
        start, first = _clause_before(passage, first)
    opening = opening_of(text, start)
    first = max(first, opening)
    opening = 0 if words_of.BACKWARD.match(text, opening) else opening
    deed = _of_deed(text, (first, start), (end, last))
    if deed:
        return deed
    if passage.earlier and clauses_of.DOES_IT.search(text, first, start):
        return ""
    found = _around_date(passage, (first, start), (end, last)) or _of_clause(passage, first, start)
    behind = text[end:last].lstrip(" ,")
    if not found and not cleaned(text[first:start]) and not words_of.ADVERBIAL.match(behind):
        found = noun_phrase(behind) if words_of.VERB.search(behind) or not cleaned(text[:first]) else ""
    if not found or _is_place(text, first, start, found):
        found = _of_clauses_before(passage, first, found, opening)
    rest = text[end:].lstrip(" ,:")
    if rest.startswith("for ") and words_of.CHOSEN.search(text[:start]):
        # "has booked 6 May for the fair" is about the fair
        found = cleaned(re.split("[.,;:]", rest[len("for ") :])[0]) or found
    found = found or _of_the_rest(text[first:start], text[end:])
    backward = passage.earlier and words_of.PRONOUN.match(text)
    return found or ("" if backward or words_of.SUBORDINATE.match(text) else cleaned(text[opening:start]))


def _of_deed(text: str, before: tuple[int, int], behind: tuple[int, int]) -> str:
    """What a clause around a date says that somebody does, has done or pays; empty if its noun says enough."""
    first, start = before
    end, last = behind
    apposed = words_of.APPOSED.search(text, 0, start)
    if apposed and words_of.NAMED.search(f"\u2026 {apposed[2]}"):
        return apposed[2] if LETTER.search(apposed[2]) else f"{apposed[1]} {apposed[2]}"
    said = deeds.of_duty(text[first:start], text[end:last]) or deeds.of_us(text[first:start])
    if said:
        return said
    told = cleaned(text[end:last])
    if told and words_of.HAS_ENDED.search(text[first:end]) and not words_of.ADVERBIAL.match(told):
        return told
    return deeds.of_dividend(text[:start])


def _of_the_rest(before: str, rest: str) -> str:
    """What stands behind a date with nothing before it; "26 May, a Tuesday" says no more of "the new date"."""
    said = cleaned(before)
    aside = rest.startswith(",") and said and not words_of.VAGUE.fullmatch(said) and words_of.VERB.search(before)
    rest = rest.lstrip(" ,:")
    return "" if aside or words_of.ADVERBIAL.match(rest) or words_of.WHO_SAID.match(rest) else noun_phrase(rest)


def _around_date(passage: Passage, before: tuple[int, int], behind: tuple[int, int]) -> str:
    """The title of a clause whose verb stands behind its date: "Regulators on Wednesday approved the project"."""
    text = passage.text
    first, start = before
    end, last = behind
    if first and text[first - 1] == "," and not cleaned(text[first:start]):
        start, first = _clause_before(passage, first)
        end, last = end + 1, next((begin for begin, _ in passage.stops if begin > end), len(text))
    said, told = text[first:start], text[end:last]
    if clauses_of.OPEN_HELPER.search(said):
        return noun_phrase(f"{said.strip(' ,')} {told.strip(' ,')}")
    if not cleaned(said) or words_of.VERB.search(said) or not clauses_of.PREDICATE.match(told):
        return ""
    return noun_phrase(f"{cleaned(said)} {told.strip(' ,')}")


def _clause_before(passage: Passage, first: int) -> tuple[int, int]:
    """Where the clause before `first` ends, and where it begins."""
    last = max((begin for begin, stop in passage.stops if stop <= first), default=0)
    return last, max((stop for _, stop in passage.stops if stop <= last), default=0)


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


def opening_of(text: str, start: int) -> int:
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
    if words_of.BUT_NOT.match(text, first):
        return ""
    first, joint = _with_and(passage, first)
    if joint in _JOINTS and words_of.VERB.search(text, first, last) and words_of.VERB.search(text, 0, first):
        return ""
    if joint == "who" and first:
        whole = cleaned(text[max((stop for _, stop in passage.stops if stop < first), default=0) : last])
        if len(whole) <= LONGEST and not words_of.VAGUE.fullmatch(whole):
            return whole
    if first and text[first - 1] in "(（" and text[last - 1 : last] in {")", "）"}:
        return ""
    if first and words_of.ASIDE.match(text, first):  # "Reef Days, held on" is about Reef Days
        name = words_of.NAME_AT_END.search(text[:first])
        return name[1] if name else ""
    said = _around_parentheses(passage, first, last) or text[first:last].lstrip(" ,)")
    still = words_of.STILL.match(said) if first else None
    said = said[still.end() :] if still else said
    if first and words_of.VERB.match(said) and not object_of(said):
        return deeds.made(said) or _first_subject(passage, first)
    return _of_the_name_before(passage, first, noun_phrase(said))


def _of_the_name_before(passage: Passage, first: int, found: str) -> str:
    """A version with what the clause before says that it is of; nothing for what says only when."""
    if clauses_of.ONLY_WHEN.fullmatch(found) or (first and clauses_of.ONLY_ASKS.fullmatch(found)):
        return ""
    if first and found and not LETTER.search(found):
        before = max((stop for _, stop in passage.stops if stop < first), default=0)
        return f"{cleaned(passage.text[before:first])} {found}".strip()
    return found


def _around_parentheses(passage: Passage, first: int, last: int) -> str:
    """A clause that goes on behind parentheses, without them: "Northgate Energy (NGE.X) said that"."""
    text = passage.text
    if not first or text[first - 1] != ")":
        return ""
    opened = text.rfind("(", 0, first)
    before = max((stop for _, stop in passage.stops if stop <= opened), default=0)
    if opened < 0 or not text[before:opened].strip():
        return ""
    aside = text[opened:first] if text[first : first + 2].lstrip()[:1].isupper() else ""
    return " ".join(f"{text[before:opened]}{aside}{text[first:last]}".split()).lstrip(" ,)")


def _with_and(passage: Passage, first: int) -> tuple[int, str]:
    """Where a clause begins and what joins it to what is before; "papers and posters" are one thing."""
    joint, text = _joint(passage, first), passage.text
    before = max((stop for _, stop in passage.stops if stop < first), default=0)
    if joint == "," and words_of.COMPANY.match(text, first):
        return before, ""
    if joint != "and" or _joint(passage, before) in {*_JOINTS, "with"} or words_of.SUBORDINATE.match(text, first):
        return first, joint
    together = cleaned(text[before : first - len(joint)]) and not words_of.VERB.search(text, before, first)
    return (before, _joint(passage, before)) if together else (first, joint)


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


def noun_phrase(words: str) -> str:
    """Subject and object of the last verb that has one, else what stands before an auxiliary, else the clause."""
    clause = words_of.LEADING.sub("", words.strip())
    said = words_of.SAID.match(clause)
    if said and words_of.VERB.search(clause, said.end()):
        words = clause = words_of.LEADING.sub("", clause[said.end() :])
    verb = words_of.VERB.search(clause)
    subject = cleaned(clause[: verb.start()] if verb else clause)
    subject = "" if words_of.VAGUE.fullmatch(subject) else subject
    thing = object_of(words)
    if thing:
        whole = cleaned(clause)
        if subject and verb and _PROMISES.match(clause, verb.start()):
            whole = deeds.promised(subject, clause[verb.start() :])
        if subject and words_of.GERUND.match(thing) and _GOES_ON.search(clause[: clause.find(thing)]):
            return whole if len(whole) <= LONGEST else subject
        if not subject or words_of.NAMED.search(thing) or not naming.is_named(subject, words, sentence=True):
            return thing
        if len(whole) <= LONGEST:
            return whole
        decision = _with_decision(words, thing)
        return f"{subject}: {thing}" if len(subject) <= _LONGEST_OWNER and decision == thing else decision
    duty = words_of.MUST.search(clause)
    if duty and subject:
        whole = cleaned(clause)
        return whole if len(whole) <= LONGEST else subject
    if verb and subject and not words_of.AUXILIARY.match(verb[0]) and not words_of.COMES.match(clause, verb.start()):
        whole = cleaned(clause)
        return whole if len(whole) <= LONGEST and not words_of.AUXILIARY.search(whole) else subject
    return deeds.with_deed(subject, clause[verb.start() :]) if verb and subject else subject


def _with_decision(words: str, thing: str) -> str:
    """A thing that somebody votes on or hears: what is to come is the vote, and not the thing."""
    found = _DECIDES_ON.search(words)
    noun = _DECISIONS[found[1].lower()] if found and words.find(thing, found.end()) >= 0 else ""
    return f"{noun} {thing}" if noun and len(noun) + len(thing) < LONGEST else thing


def _is_noun(words: str, verb: re.Match[str]) -> bool:
    """Whether what may be a verb is a noun here: "the general release stays", and not "we release a beta"."""
    before = words[: verb.start()]
    if verb[0].endswith("ed "):
        return bool(clauses_of.IS_A_PARTICIPLE.search(before))  # "the amended ordinance"
    return bool(clauses_of.MAY_BE_NOUN.fullmatch(verb[0]) and clauses_of.IS_A_NOUN.search(before))


def object_of(words: str) -> str:
    """What the last verb of a clause is done to; empty if it has nothing that names a thing."""
    objects = [found.end() for found in words_of.OBJECT.finditer(words) if not _is_noun(words, found)]
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
