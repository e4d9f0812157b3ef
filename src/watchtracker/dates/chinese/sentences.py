"""Chinese sentences: the date phrases in one, each with its role, as `english/sentences.py` reads English ones.

The role stands mostly after its date ("11月底前", "7月15日起施行"). "前" after a day or the end of something
includes it, as notices mean it; after a month it is the time before. `grammar.py` reads the phrase itself.
"""

from __future__ import annotations

import re
from datetime import date

from watchtracker.dates import english
from watchtracker.dates.chinese.grammar import Text, phrase
from watchtracker.dates.chinese.words import Word, in_digits
from watchtracker.dates.roles import Phrase, Role, Sentence
from watchtracker.dates.stretches import Stretch
from watchtracker.dates.years import Tense
from watchtracker.errors import DateRefusedError

_HAN = re.compile(r"[\u3400-\u9fff]")
_ROLES_BEFORE = {
    Word.BY: Role.BY,
    Word.NOT_BEFORE: Role.NOT_BEFORE,
    Word.UNTIL: Role.LAST_DAY,
    Word.TO: Role.LAST_DAY,
    Word.AFTER: Role.AFTER,
}
_ROLES_AFTER = {Word.BEFORE: Role.BEFORE, Word.AFTER: Role.AFTER, Word.UNTIL: Role.LAST_DAY, Word.END: Role.LAST_DAY}


def is_chinese(text: str) -> bool:
    """Whether there is any Chinese in a text."""
    return not text.isascii() and _HAN.search(text) is not None


def sentence(tidy: str, said_on: date) -> Sentence:
    """What a Chinese text says; a date in it that is written in English is found too."""
    tidy = in_digits(tidy)
    text = Text(tidy, said_on)
    phrases = _phrases(text)
    if phrases:
        return Sentence(tuple(phrases), tuple(text.clocks), promises=False)
    foreign = english.sentence(_HAN.sub(" ", tidy), said_on)
    promises = any(token.word is Word.VAGUE for token in text.tokens)
    return Sentence(foreign.phrases, (*text.clocks, *foreign.clocks)[:1], promises=promises or foreign.promises)


def _phrases(text: Text) -> list[Phrase]:
    found: list[Phrase] = []
    at = 0
    while text.tokens[at].word is not Word.NOTHING:
        read = phrase(text, at)
        if read is None:
            at += 1
            continue
        stretch, end = read
        if _left_behind(text, at, end):
            at = end
            continue
        words = text.tidy[text.tokens[at].start : text.tokens[end - 1].end]
        found.append(Phrase(stretch, _role(text, stretch, at, end), _tense(text), words))
        at = end
    return found


def _left_behind(text: Text, at: int, end: int) -> bool:
    """Whether this is the old date of 从10月推迟到11月."""
    return text.word(at - 1) is Word.FROM and text.word(end) is Word.MOVED


def _role(text: Text, stretch: Stretch, at: int, end: int) -> Role:
    after = text.skip(end, Word.HEDGE)
    role = _ROLES_AFTER.get(text.word(after), Role.ITSELF)
    if role is Role.BEFORE and _includes_its_day(text, stretch, end):
        role = Role.BY
    if role is Role.ITSELF:
        role = _role_before(text, at)
    if text.word(after) is Word.ONWARDS:
        role = Role.ITSELF if Word.ONSET in text.words else Role.NOT_BEFORE
    if Word.NOT in text.words:
        return _negated(role)
    return role


def _includes_its_day(text: Text, stretch: Stretch, end: int) -> bool:
    day = stretch.months is None and not stretch.week and text.word(end - 1) in {Word.DAY, Word.ISO, Word.HEDGE}
    return stretch.final or day


def _role_before(text: Text, at: int) -> Role:
    before = at - 1
    while text.word(before) is Word.HEDGE or text.word(before) is Word.WILL:
        before -= 1
    role = _ROLES_BEFORE.get(text.word(before), Role.ITSELF)
    if role is Role.LAST_DAY and text.words & {Word.MOVED}:
        return Role.ITSELF
    if text.word(before) is Word.FROM and Word.ONSET not in text.words:
        return Role.NOT_BEFORE
    return role


def _negated(role: Role) -> Role:
    if role in {Role.BEFORE, Role.BY}:
        return Role.NOT_BEFORE
    if role is Role.NOT_BEFORE:
        return role
    raise DateRefusedError("this says only when it is not: write when it is, or TBD")


def _tense(text: Text) -> Tense:
    if Word.WILL in text.words or Word.MOVED in text.words:
        return Tense.FUTURE
    if Word.PAST in text.words:
        return Tense.PAST
    return Tense.FUTURE if Word.ONSET in text.words else Tense.NONE
