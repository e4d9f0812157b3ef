"""Which item of ours a statement concerns, or none; the rules are few, so that each match can be explained. Pure.

A source that is bound to an item speaks of it. Otherwise an identifier that both name decides (a repository, the number
of a docket, an address), or the words of the item's title: those with a digit must all be there, because "V3" is not
"V4", and the rest must reach a weight, in which a word that few items have counts for more. The numbers of days and
hours are none of those: "GPT-5 comes on 4 May" says nothing of GPT-4. Where two items come out alike, or two versions
of one thing are named, nobody guesses: a person is asked.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from watchtracker.intake import beside
from watchtracker.intake.title_words import COMMON, DOT_IN_A_WORD, HAN, folded_word, spelt
from watchtracker.intake.title_words import words as words_of
from watchtracker.items import Kind

# The share of a title's weight that must stand in a statement; less will do where its source is bound to the item.
_ENOUGH = 0.66
_ENOUGH_IF_BOUND = 0.3
# A word that is said of many things.
_COMMON_WEIGHT = 0.25
# Two items whose shares differ by less than this are alike.
_HAIR = 0.05
# So many words may stand between those of a name.
_BETWEEN = 2
_ALIKE = {Kind.RELEASE: {Kind.RELEASE, Kind.EVENT}, Kind.EVENT: {Kind.EVENT, Kind.RELEASE}}
_IDENTIFIERS = re.compile(
    r"(?<![\w/.])[\w.-]+/[\w.-]*[A-Za-z][\w.-]*(?![\w/])"  # owner/name
    r"|\b[A-Z]{2,}(?:-[A-Z0-9]{1,12})*-\d[\d-]*\d\b"  # EPA-HQ-OAR-2031-0042
    r"|\b(?:19|20)\d\d/\d{2,5}\b|\b\d{2,5}/(?:19|20)\d\d\b"  # laws: 2024/1689, 12/2031
)
# "and/or" is no repository: of what people write about an item, only what looks like the name of one.
_LIKE_A_NAME = re.compile(r"[\d._-]")
_NUMBERED = re.compile(rf"([^\d{DOT_IN_A_WORD}]*)(\d[\d{DOT_IN_A_WORD}]*)")
# A word with a number that is no year: a version, which says which thing is meant.
_NO_YEAR = re.compile(r"^(?!(?:19|20)\d\d$).*\d")
_OF_A_NAME = re.compile(r"[^\W_a-z]")
_MOST_RIVALS = 3  # of more items than that nobody is asked which is meant
_YEAR = re.compile(r"(?:19|20)\d\d")
# A beta has a day of its own, and is not the release.
_STAGE = re.compile(
    r"(?<![A-Za-z])(alpha|beta|preview|candidate|rc|nightly|early[ -]access|prototype)(?:s|[ .-]?\d+)?(?![A-Za-z])"
    r"|(测试版|内测|公测|预览|ベータ|プレビュー|アルファ)",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]\"']+")


class MatchedBy(StrEnum):
    """What made a statement that of an item."""

    BINDING = "binding"
    IDENTIFIER = "identifier"
    TITLE = "title"
    SUBJECT = "subject"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item as it is matched: `texts` are those in which identifiers of it may stand, such as its links.

    `signals` name the repository or model that it waits for.
    """

    id: str
    title: str
    kind: Kind
    texts: tuple[str, ...] = ()
    signals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Matchable:
    """A statement as it is matched: its quote, its kind (None: an outcome), its address.

    `subject` is what it is about, by the words of its source, and `heading` what it stands under.
    """

    quote: str
    kind: Kind | None
    url: str | None = None
    subject: str = ""
    heading: str = ""

    @property
    def text(self) -> str:
        """All that is said of it."""
        return "\n".join(part for part in (self.heading, self.subject, self.quote) if part)


@dataclass(frozen=True, slots=True)
class Match:
    """The item that a statement concerns, and what said so; `full` if every word of its title stands there.

    It is not `full` where another number stands where that of the title should. It is `early` where it speaks of a
    stage before the thing itself, such as a beta, of which the title says nothing, and `aside` where it may be about
    something else of that name: its sister, its launch party, its price. It is `torn` where its text says elsewhere
    another date of that item, and both cannot be true.

    `rivals` are items that came out alike: then `item` is None, and a person must say which.
    """

    item: str | None = None
    by: MatchedBy | None = None
    full: bool = False
    rivals: tuple[str, ...] = ()
    early: bool = False
    aside: bool = False
    torn: bool = False

    @property
    def sure(self) -> bool:
        """Whether nothing says that something else could be meant."""
        if self.early or self.aside:
            return False
        return self.by in {MatchedBy.BINDING, MatchedBy.IDENTIFIER} or self.full


NO_MATCH = Match()


_Numbered: TypeAlias = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Known:
    watched: Candidate
    words: frozenset[str]
    weight: float
    identifiers: frozenset[str]
    numbered: _Numbered
    in_han: bool

    @property
    def names(self) -> frozenset[str]:
        """The words of its title that are not said of many things."""
        return self.words - COMMON


@dataclass(frozen=True, slots=True)
class _Heard:
    """A statement taken apart: `text` as it is compared, and what is numbered in it, None where that is known."""

    text: str
    words: frozenset[str]
    subject: frozenset[str]
    numbered: _Numbered | None


class Catalogue:
    """The items that statements may concern, prepared once for many statements."""

    def __init__(self, watched: Iterable[Candidate]) -> None:
        listed = list(watched)
        titles = [words_of(item.title) for item in listed]
        self._count = Counter(word for words in titles for word in words)
        self._most = max(len(listed), 1)
        self._known = [
            _Known(
                item,
                words,
                self._weight(words),
                _identifiers_of(item),
                frozenset(_numbered(item.title)),
                any(map(HAN.match, words)),
            )
            for item, words in zip(listed, titles, strict=True)
        ]

    def match(
        self,
        heard: Matchable,
        *,
        bound: Collection[str] = (),
        alone: bool = False,
        may_be: Callable[[str], bool] | None = None,
    ) -> Match:
        """The item that a statement concerns.

        `bound` are the items that its source speaks of; if there is one, and the statement is `alone` in its document,
        it is that one whatever the words are. Items of whose titles `may_be` says no are not meant.
        """
        found = self._match(heard, bound=bound, alone=alone, may_be=may_be)
        if found.item is None:
            return found
        meant = next((known for known in self._known if known.watched.id == found.item), None)
        if meant is None:
            return found
        early = bool(_stages(heard.text) - _stages(meant.watched.title))
        # Of services it is known by itself what they speak of.
        aside = may_be is None and found.by is not MatchedBy.SUBJECT and _is_aside(meant, heard, found)
        return replace(found, early=early, aside=aside)

    def _match(
        self, heard: Matchable, *, bound: Collection[str], alone: bool, may_be: Callable[[str], bool] | None
    ) -> Match:
        fitting = [
            known
            for known in self._known
            if _fits(known.watched.kind, heard.kind) and (may_be is None or may_be(known.watched.title))
        ]
        of_source = [known for known in fitting if known.watched.id in bound]
        taken = _taken_apart(heard, numbers_known=may_be is not None)
        if alone and len(bound) == 1 and of_source:
            (only,) = of_source
            return Match(only.watched.id, MatchedBy.BINDING, _is_full(only, taken))
        if of_source and (found := self._by_title(of_source, taken, _ENOUGH_IF_BOUND)):
            return replace(found, by=MatchedBy.BINDING) if found.item else found
        # A page that says several things is not all about the item that links to it.
        named = _identifiers(f"{heard.text} {heard.url or ''}" if alone else heard.text)
        if by_name := [known.watched.id for known in fitting if known.identifiers & named]:
            return Match(by_name[0], MatchedBy.IDENTIFIER) if len(by_name) == 1 else Match(rivals=tuple(by_name))
        if found := self._by_title(fitting, taken, _ENOUGH):
            return found
        return _by_subject(fitting, heard) if may_be is None else NO_MATCH

    def _by_title(self, among: Sequence[_Known], heard: _Heard, enough: float) -> Match | None:
        """The item whose title stands in a statement."""
        shares = {known.watched.id: share for known in among if (share := self._share(known, heard)) >= enough}
        if not shares:
            return None
        best = max(shares.values())
        first = [known for known in among if shares.get(known.watched.id, 0) > best - _HAIR]
        if len(first) > 1:
            return _among_kin(first, heard)
        return Match(first[0].watched.id, MatchedBy.TITLE, _is_full(first[0], heard))

    def _share(self, known: _Known, heard: _Heard) -> float:
        """How much of the title's weight stands in a statement; nothing if a word with a digit is missing."""
        if not known.in_han and known.words.isdisjoint(heard.words):
            return 0  # as it is of nearly all items
        there = _there(known, heard)
        if any(_has_digit(word) and word not in there for word in known.words) or not known.weight:
            return 0
        return self._weight(there) / known.weight if any(word not in COMMON for word in there) else 0

    def _weight(self, words: Iterable[str]) -> float:
        return math.fsum(self._weight_of(word) for word in words)  # whatever their order is

    def _weight_of(self, word: str) -> float:
        if word in COMMON:
            return _COMMON_WEIGHT
        return 1 + math.log(self._most / self._count[word]) / math.log(self._most + 1)


def _there(known: _Known, heard: _Heard) -> frozenset[str]:
    """The words of a title that stand in a statement."""
    return frozenset(word for word in known.words if word in heard.words or (HAN.match(word) and word in heard.text))


def _is_full(known: _Known, heard: _Heard) -> bool:
    return _there(known, heard) == known.words and not _names_another(known, heard.numbered)


def _taken_apart(heard: Matchable, *, numbers_known: bool) -> _Heard:
    text = heard.text
    numbered = None if numbers_known else frozenset(_numbered(text))
    return _Heard(spelt(text), words_of(text), words_of(heard.subject), numbered)


def _among_kin(first: Sequence[_Known], heard: _Heard) -> Match:
    """Which of several whose titles all stand in a statement it is about: "Aurora V4 Lite" is not "Aurora V4".

    It is sure only where every other title lies within that one, and is not named beside it as well.
    """
    named = [known for known in first if known.names <= heard.subject]
    widest = [known for known in named if not any(known.names < other.names for other in named)]
    if len(widest) != 1:
        return Match(rivals=tuple(known.watched.id for known in first))
    (meant,) = widest
    others = [known for known in first if known is not meant]
    full = (
        _is_full(meant, heard)
        and all(other.names < meant.names for other in others)
        and not any(_is_named_apart(other.names, meant.names, heard.text) for other in others)
    )
    return Match(meant.watched.id, MatchedBy.TITLE, full)


def _by_subject(among: Sequence[_Known], heard: Matchable) -> Match:
    """Of which item something may be that names it shorter than its title: "the Tansy Summit is cancelled".

    All that the subject names must stand in the title. It is never sure, and a person must say whose a date is, or an
    outcome that shares one word with the title, or as many with several.
    """
    names = {folded_word(word) for word in heard.subject.split() if _OF_A_NAME.match(word) or HAN.match(word)}
    shared = {
        known.watched.id: known.names & names
        for known in among
        if known.names & names
        and not beside.names_something_else(heard.subject, known.words)
        and not _is_of_another_number(known, heard.text)
    }
    most = max(map(len, shared.values()), default=0)
    first = [known for known in among if len(shared.get(known.watched.id, ())) == most > 0]
    close = most > 1 and not any(map(_NO_YEAR.search, first[0].words - words_of(heard.text)))
    if heard.kind is None and close and len(first) == 1:
        return Match(first[0].watched.id, MatchedBy.SUBJECT)
    asked = len(first) <= _MOST_RIVALS and (close or heard.kind is None)
    return Match(rivals=tuple(known.watched.id for known in first)) if asked else NO_MATCH


def _is_of_another_number(known: _Known, text: str) -> bool:
    """Whether a text names another number of what is numbered in a title, or another year than it."""
    said = frozenset(_numbered(text))
    named = {name for name, _ in known.numbered}
    of_title, years = set(_YEAR.findall(known.watched.title)), set(_YEAR.findall(text))
    return any(name in named for name, _ in said - known.numbered) or bool(of_title and years and not of_title & years)


def _is_named_apart(names: frozenset[str], within: frozenset[str], text: str) -> bool:
    """Whether a name stands in a text outside of the longer name that holds it."""
    said = [folded_word(word) for word in text.split()]
    left = set(range(len(said)))
    for at in range(len(said)):
        for end in range(at + len(within), at + len(within) + _BETWEEN + 1):
            places = [place for place in range(at, min(end, len(said))) if said[place] in within]
            if len(places) == len(within) and within == {said[place] for place in places}:
                left -= set(places)
                break
    return names <= {said[place] for place in left}


def _is_aside(known: _Known, heard: Matchable, found: Match) -> bool:
    """Whether a statement may be about something else that goes by the name of an item.

    Whoever is bound to an item needs not name it, but must not name something else instead.
    """
    if known.watched.kind is not Kind.EVENT and beside.is_elsewhere(heard.quote, known.watched.title):
        return True
    if known.identifiers & _identifiers(heard.text):
        return beside.names_something_else(heard.subject, known.words)
    bound_only = found.by is MatchedBy.BINDING and not found.full
    named_in = [heard.quote] if known.names & words_of(heard.quote) else []
    named_in += [heard.subject] if not named_in or known.names <= words_of(heard.subject) else []
    if any(beside.is_aside(text, known.words, known.names, short=bound_only) for text in named_in):
        return True
    if not bound_only:
        return False
    if beside.tells_of_it(heard.quote, known.words):
        return True
    others = frozenset(_numbered(heard.text)) - known.numbered
    named = {name for name, _ in known.numbered}
    return any(name in named for name, _ in others) or beside.names_something_else(heard.subject, known.words)


def names_one_thing(title: str) -> bool:
    """Whether a title says which thing is meant; "Paper submission" is said of many."""
    return any(word not in COMMON for word in words_of(title))


def _fits(kind: Kind, heard: Kind | None) -> bool:
    return heard is None or heard in _ALIKE.get(kind, {kind})


def _stages(text: str) -> frozenset[str]:
    """The stages before a thing itself that a text names."""
    return frozenset(stage.casefold() for found in _STAGE.finditer(text) for stage in found.groups() if stage)


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _numbered(text: str) -> Iterator[tuple[str, str]]:
    """What is numbered in a text, with its number: ("v", "4"), and ("aurora", "4") where the number stands alone."""
    before = ""
    for word in spelt(text).split():
        found = _NUMBERED.match(word)
        if found is not None and not _YEAR.fullmatch(word):
            yield found[1] or before, found[2]
        before = word


def _names_another(known: _Known, said: _Numbered | None) -> bool:
    """Whether a text names another number of what is numbered in a title, or another thing of its number."""
    if said is None:
        return False
    named = {name for name, _ in known.numbered}
    return not known.numbered <= said or any(name in named for name, _ in said - known.numbered)


def _identifiers_of(item: Candidate) -> frozenset[str]:
    written = _identifiers(" ".join((item.title, *item.texts)))
    named = _identifiers(" ".join(item.signals))
    return frozenset({name for name in written if _LIKE_A_NAME.search(name)}) | named


def _identifiers(text: str) -> frozenset[str]:
    addresses = {address.rstrip("/.,;:").casefold() for address in _ADDRESS.findall(text)}
    return frozenset({found.casefold() for found in _IDENTIFIERS.findall(_ADDRESS.sub(" ", text))} | addresses)
