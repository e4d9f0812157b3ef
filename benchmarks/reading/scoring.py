"""What of a text was found, and how much of what was proposed is wanted.

A proposal agrees with what is wanted if its quote overlaps a quote of that and its window is the same, or both have no
date. Each wanted thing takes one proposal; a second one is wrong, as a person would have to send it away.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from benchmarks.reading.texts import Text, Wanted, Window

_SMALL_WORDS = frozenset(["a", "an", "and", "at", "for", "from", "in", "its", "of", "on", "or", "the", "to", "with"])
_HAN_OR_KANA = re.compile(r"[぀-ヿ㐀-鿿]+")
_WORD = re.compile(r"[a-z0-9]+(?:[.'-][a-z0-9]+)*")
_ENDING = re.compile(r"(?:ing|ed|es|s|e)$")


@dataclass(frozen=True, slots=True)
class Proposal:
    start: int
    end: int
    window: Window
    kind: str | None = None  # a general parser knows no kinds and no titles
    title: str | None = None
    result: str | None = None


Reader = Callable[[str, date | None, str], Sequence[Proposal]]
Pair = tuple[Wanted, Proposal]


@dataclass(frozen=True, slots=True)
class Answer:
    """One reader's proposals for one text, and what they agree with."""

    text: Text
    proposals: tuple[Proposal, ...]
    pairs: tuple[Pair, ...]
    missed: tuple[Wanted, ...]
    wrong: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts as pairs, of how many; the shares follow from them."""

    found: tuple[int, int]
    undated: tuple[int, int]
    right: tuple[int, int]
    placed: tuple[int, int]  # found, whatever window was made of it
    kinds: tuple[int, int]
    titles: tuple[int, int]
    about: tuple[int, int]  # of the titles: those that share one word at least
    quiet: tuple[int, int]  # texts that want nothing, and get nothing


def answered(text: Text, read: Reader) -> Answer:
    proposals = tuple(read(text.text, text.published, text.zone))
    unmatched = list(range(len(proposals)))  # by place: the same proposal twice is two
    unfound = list(text.wanted)
    pairs: list[Pair] = []
    for wanted, index in _agreements(text, proposals):
        if wanted in unfound and index in unmatched:
            unfound.remove(wanted)
            unmatched.remove(index)
            pairs.append((wanted, proposals[index]))
    missed = tuple(wanted for wanted in unfound if not wanted.optional)
    return Answer(text, proposals, tuple(pairs), missed, tuple(proposals[index] for index in unmatched))


def tally(answers: Iterable[Answer]) -> Tally:
    known = list(answers)
    needed = [wanted for answer in known for wanted in answer.text.wanted if not wanted.optional]
    pairs = [pair for answer in known for pair in answer.pairs]
    found = [wanted for wanted, _ in pairs if not wanted.optional]
    likenesses = [likeness(wanted.title, proposal.title or "") for wanted, proposal in pairs]
    silent = [answer for answer in known if not answer.text.wanted]
    return Tally(
        found=(len(found), len(needed)),
        undated=(sum(wanted.undated for wanted in found), sum(wanted.undated for wanted in needed)),
        right=(len(pairs), sum(len(answer.proposals) for answer in known)),
        placed=(sum(_placed(answer) for answer in known), len(needed)),
        kinds=(sum(proposal.kind in wanted.kinds for wanted, proposal in pairs), len(pairs)),
        titles=(sum(alike >= 0.5 for alike in likenesses), len(pairs)),
        about=(sum(alike > 0 for alike in likenesses), len(pairs)),
        quiet=(sum(not answer.proposals for answer in silent), len(silent)),
    )


def likeness(wanted: str, given: str) -> float:
    """F1 of the words of two titles, without small words and endings; Chinese and Japanese by pairs of characters."""
    ours, theirs = Counter(_words(wanted)), Counter(_words(given))
    shared = (ours & theirs).total()
    return 2 * shared / (ours.total() + theirs.total()) if shared else 0.0


def _words(title: str) -> list[str]:
    folded = unicodedata.normalize("NFKC", title).lower()
    words = [_ENDING.sub("", word) if len(word) > 4 else word for word in _WORD.findall(folded)]
    kept = [word for word in words if word not in _SMALL_WORDS]
    for run in _HAN_OR_KANA.findall(folded):
        kept += [run[at : at + 2] for at in range(max(1, len(run) - 1))]
    return kept


def _agreements(text: Text, proposals: Sequence[Proposal]) -> list[tuple[Wanted, int]]:
    """All that could agree, the best first: what is needed before what is optional, then by kind and title."""
    possible = [
        (wanted, index)
        for wanted in text.wanted
        for index, proposal in enumerate(proposals)
        if _overlap(text, wanted, proposal) and (not wanted.windows or proposal.window in wanted.windows)
    ]

    def order(pair: tuple[Wanted, int]) -> tuple[bool, bool, float]:
        wanted, proposal = pair[0], proposals[pair[1]]
        return wanted.optional, proposal.kind not in wanted.kinds, -likeness(wanted.title, proposal.title or "")

    return sorted(possible, key=order)


def _overlap(text: Text, wanted: Wanted, proposal: Proposal) -> bool:
    places = [place for quote in wanted.quotes for place in text.places(quote)]
    return any(start < proposal.end and proposal.start < end for start, end in places)


def _placed(answer: Answer) -> int:
    return sum(
        any(_overlap(answer.text, wanted, proposal) for proposal in answer.proposals)
        for wanted in answer.text.wanted
        if not wanted.optional
    )
