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

from watchtracker.intake.proposals import folded
from watchtracker.items import Kind

# The share of a title's weight that must stand in a statement; less will do where its source is bound to the item.
_ENOUGH = 0.66
_ENOUGH_IF_BOUND = 0.3
# Two items whose shares differ by less than this are alike.
_HAIR = 0.05
# What is said of many things weighs little, however rare it is in a short list.
_COMMON_WEIGHT = 0.25
_COMMON_WORDS = (
    "a an and the of for in on to by at from with its new next first final last open public general full call calls "
    "launch launches launched launching release releases released releasing availability version model models weights "
    "deadline deadlines date dates event day days announcement announcements consultation comments comment period "
    "submission submissions paper papers application applications update updates rules rule act law end start begins "
    "abstract registration early bird camera ready notification acceptance workshop conference hearing result proposal "
    "发布 上线 开源 模型 截止 公開 発売 提供 開始 締切"
)
_COMMON = frozenset(_COMMON_WORDS.split())
_ALIKE = {Kind.RELEASE: {Kind.RELEASE, Kind.EVENT}, Kind.EVENT: {Kind.EVENT, Kind.RELEASE}}
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]+")
_PLURAL = re.compile(r"(?<=[a-z]{3})s$")
_IDENTIFIERS = re.compile(
    r"(?<![\w/.])[\w.-]+/[\w.-]*[A-Za-z][\w.-]*(?![\w/])"  # owner/name
    r"|\b[A-Z]{2,}(?:-[A-Z0-9]{1,12})*-\d[\d-]*\d\b"  # EPA-HQ-OAR-2031-0042
    r"|\b(?:19|20)\d\d/\d{2,5}\b|\b\d{2,5}/(?:19|20)\d\d\b"  # laws: 2024/1689, 12/2031
)
# "and/or" is no repository: of what people write about an item, only what looks like the name of one.
_LIKE_A_NAME = re.compile(r"[\d._-]")
_DOT = re.compile(r"(?<=\d)\.(?=\d)")
_DOT_IN_A_WORD = "\ua78f"  # a letter, so that 4.1 stays one word
_LAST_ZEROS = re.compile(rf"(?:{_DOT_IN_A_WORD}0+)+$")
_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)(?:uary|ruary|ch|il|ust|tember|ober|ember)?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DAYS = rf"{_DAY}(?:\s?(?:[-\u2013]|to|and|or)\s?{_DAY})?"
_OF_A_DATE = re.compile(
    rf"\b{_DAYS}\s(?:of\s)?{_MONTH}\b|\b{_MONTH}\.?\s{_DAYS}(?![\w.]\d)"  # the year stays: it is in many a name
    r"|(?<=\b\d{4})-\d{1,2}(?:-\d{1,2})?(?![\d-])|\b\d{1,2}:\d\d\b|\b\d{1,2}\s?[ap]\.?m\b"
    r"|\d{1,2}\s?[\u6708\u65e5\u53f7\u6642\u65f6\u70b9]",
    re.IGNORECASE,
)
_NUMBERED = re.compile(rf"([^\d{_DOT_IN_A_WORD}]*)(\d[\d{_DOT_IN_A_WORD}]*)")
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
    """A statement as it is matched: its quote with its heading and title, its kind (None: an outcome), its address."""

    text: str
    kind: Kind | None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """The item that a statement concerns, and what said so; `full` if every word of its title stands there.

    It is not `full` where another number stands where that of the title should. It is `early` where it speaks of a
    stage before the thing itself, such as a beta, of which the title says nothing.

    `rivals` are items that came out alike: then `item` is None, and a person must say which.
    """

    item: str | None = None
    by: MatchedBy | None = None
    full: bool = False
    rivals: tuple[str, ...] = ()
    early: bool = False


NO_MATCH = Match()


_Numbered: TypeAlias = frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class _Known:
    watched: Candidate
    words: frozenset[str]
    weight: float
    identifiers: frozenset[str]
    numbered: _Numbered


class Catalogue:
    """The items that statements may concern, prepared once for many statements."""

    def __init__(self, watched: Iterable[Candidate]) -> None:
        listed = list(watched)
        titles = [_words(item.title) for item in listed]
        self._count = Counter(word for words in titles for word in words)
        self._most = max(len(listed), 1)
        self._known = [
            _Known(item, words, self._weight(words), _identifiers_of(item), frozenset(_numbered(item.title)))
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
        meant = next((known for known in self._known if known.watched.id == found.item), None)
        return replace(found, early=meant is not None and bool(_stages(heard.text) - _stages(meant.watched.title)))

    def _match(
        self, heard: Matchable, *, bound: Collection[str], alone: bool, may_be: Callable[[str], bool] | None
    ) -> Match:
        fitting = [
            known
            for known in self._known
            if _fits(known.watched.kind, heard.kind) and (may_be is None or may_be(known.watched.title))
        ]
        of_source = [known for known in fitting if known.watched.id in bound]
        if alone and len(bound) == 1 and of_source:
            return Match(of_source[0].watched.id, MatchedBy.BINDING)
        words, text = _words(heard.text), _spelt(heard.text)
        said = None if may_be else frozenset(_numbered(heard.text))
        if of_source and (found := self._by_title(of_source, words, text, said, _ENOUGH_IF_BOUND)):
            return replace(found, by=MatchedBy.BINDING) if found.item else found
        # A page that says several things is not all about the item that links to it.
        named = _identifiers(f"{heard.text} {heard.url or ''}" if alone else heard.text)
        if by_name := [known.watched.id for known in fitting if known.identifiers & named]:
            return Match(by_name[0], MatchedBy.IDENTIFIER) if len(by_name) == 1 else Match(rivals=tuple(by_name))
        return self._by_title(fitting, words, text, said, _ENOUGH) or NO_MATCH

    def _by_title(
        self, among: Sequence[_Known], words: frozenset[str], text: str, said: _Numbered | None, enough: float
    ) -> Match | None:
        """The item whose title stands in a statement; `said` is what is numbered there, None where that is known."""
        shares = {known.watched.id: share for known in among if (share := self._share(known, words, text)) >= enough}
        if not shares:
            return None
        best = max(shares.values())
        first = [known for known in among if shares.get(known.watched.id, 0) > best - _HAIR]
        if len(first) > 1:
            return Match(rivals=tuple(known.watched.id for known in first))
        full = best >= 1 and not (said is not None and _names_another(first[0], said))
        return Match(first[0].watched.id, MatchedBy.TITLE, full)

    def _share(self, known: _Known, words: frozenset[str], text: str) -> float:
        """How much of the title's weight stands in a statement; nothing if a word with a digit is missing."""
        there = {word for word in known.words if word in words or (_HAN.match(word) and word in text)}
        if any(_has_digit(word) and word not in there for word in known.words) or not known.weight:
            return 0
        return self._weight(there) / known.weight if any(word not in _COMMON for word in there) else 0

    def _weight(self, words: Iterable[str]) -> float:
        return sum(self._weight_of(word) for word in words)

    def _weight_of(self, word: str) -> float:
        if word in _COMMON:
            return _COMMON_WEIGHT
        return 1 + math.log(self._most / self._count[word]) / math.log(self._most + 1)


def names_one_thing(title: str) -> bool:
    """Whether a title says which thing is meant; "Paper submission" is said of many."""
    return any(word not in _COMMON for word in _words(title))


def _fits(kind: Kind, heard: Kind | None) -> bool:
    return heard is None or heard in _ALIKE.get(kind, {kind})


def _words(text: str) -> frozenset[str]:
    """The words of a text; Chinese and Japanese, which part none, as pairs of characters."""
    found: set[str] = set()
    for word in _spelt(text).split():
        runs = _HAN.findall(word)
        for run in runs:
            found.update(run[at : at + 2] for at in range(max(len(run) - 1, 1)))
        found.update(_PLURAL.sub("", part) for part in _HAN.sub(" ", word).split())
    return frozenset(found)


def _stages(text: str) -> frozenset[str]:
    """The stages before a thing itself that a text names."""
    return frozenset(stage.casefold() for found in _STAGE.finditer(text) for stage in found.groups() if stage)


def _has_digit(word: str) -> bool:
    return any(character.isdigit() for character in word)


def _spelt(text: str) -> str:
    """`text` as it is compared: folded, a version one word, and without the numbers of days and hours."""
    parted = folded(_DOT.sub(_DOT_IN_A_WORD, _OF_A_DATE.sub(" ", text)))
    return " ".join(_LAST_ZEROS.sub("", word) for word in parted.split())


def _numbered(text: str) -> Iterator[tuple[str, str]]:
    """What is numbered in a text, with its number: ("v", "4"), and ("aurora", "4") where the number stands alone."""
    before = ""
    for word in _spelt(text).split():
        found = _NUMBERED.match(word)
        if found is not None and not _YEAR.fullmatch(word):
            yield found[1] or before, found[2]
        before = word


def _names_another(known: _Known, said: _Numbered) -> bool:
    """Whether a text names another number of what is numbered in a title, or another thing of its number."""
    named = {name for name, _ in known.numbered}
    return not known.numbered <= said or any(name in named for name, _ in said - known.numbered)


def _identifiers_of(item: Candidate) -> frozenset[str]:
    written = _identifiers(" ".join((item.title, *item.texts)))
    named = _identifiers(" ".join(item.signals))
    return frozenset({name for name in written if _LIKE_A_NAME.search(name)}) | named


def _identifiers(text: str) -> frozenset[str]:
    addresses = {address.rstrip("/.,;:").casefold() for address in _ADDRESS.findall(text)}
    return frozenset({found.casefold() for found in _IDENTIFIERS.findall(_ADDRESS.sub(" ", text))} | addresses)
