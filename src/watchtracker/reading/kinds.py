"""Of what kind a dated statement is: the verb or noun nearest to its date, else what it stands under."""

from __future__ import annotations

import re

from watchtracker.dates import WindowKind
from watchtracker.reading import moving
from watchtracker.reading.blocks import BlockKind
from watchtracker.reading.records import FindKind
from watchtracker.reading.statements import Dated, Passage, cues_above

_STOP = 14  # what the end of a clause between a cue and its date costs, in characters
_DATE = 60  # and another date
_BEHIND = 18  # and a cue behind its date
_FAR = 200
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)|day\b")
_BY = re.compile(r"(?:by|before|no later|not later)\b", re.IGNORECASE)
_IS_DUE = re.compile(r"\bv?\d+\.\d+(?:\.\d+)* is due (?:on |in |by )?$")
_OF_SUPPORT = re.compile(r"\b(?:support|maintenance|extended|security|EO[LS]L?)\b", re.IGNORECASE)
_VERSION = re.compile(r"\b[A-Z]\w*[ -]?v?(?!(?:19|20)\d\d\b)\d+(?:\.\d+)*\b|\bv?\d+\.\d+\b")
_FOR_A_VERSION = re.compile(r" for v?\d+\.\d+\b")
_WILL_DO = re.compile(
    r"(?<!you )(?<!they )\b(?:will (?:be )?(?!have to)|(?:expects?|hopes?|aims?|plans?|intends?|expected) to )\w+",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:It|They|This|That|These|A|We|The (?:new )?(?:date|release|launch|event))\b|a new"
    r"|[(\uff08]?(?:\u8aa4|\u65e7|\u5909\u66f4\u524d|\u65b0(?:\u3057\u3044)?(?:\u65e5|\u7684|\u65f6|\u6642)|\u5909\u66f4\u5f8c|\u6b63\u3057\u304f\u306f|\u6539\u4e3a|\u6539\u70ba)",
    re.IGNORECASE,
)
_SURE = 30  # a cue of at most this weight says more than the heading


def kind(passage: Passage, dated: Dated, others: list[Dated]) -> FindKind | None:
    """The kind of the statement that `dated` makes; None where nothing says what is to happen."""
    found = _nearest(passage, dated, others)
    until = passage.words.until.search(dated.words)
    if until and any(cue.kind is FindKind.DEADLINE and not cue.weight for cue in passage.cues):
        return FindKind.DEADLINE
    if until and not moving.is_target(passage, dated) and (found is None or found[0] is not FindKind.EVENT):
        return FindKind.DEADLINE
    if found and found[1] <= _SURE:
        return FindKind.RELEASE if _IS_DUE.search(passage.text, 0, dated.start) else found[0]
    around = surroundings(passage)
    if passage.block.kind is BlockKind.CELL and not passage.block.column and _BY.match(dated.words):
        return FindKind.DEADLINE
    if passage.short and around:
        return around
    ends = dated.window.kind is not WindowKind.OPEN_END and _BY.match(dated.words)
    bound = bool(ends) or dated.window.kind is WindowKind.OPEN_START
    weak = found and found[0] is FindKind.EVENT and bound
    if found and not weak:
        return found[0]
    if bound and _WILL_DO.search(passage.text, 0, dated.start):
        return FindKind.EVENT
    if bound:
        return FindKind.RELEASE if passage.short and not _DAY.search(dated.words) else FindKind.DEADLINE
    return around


def surroundings(passage: Passage) -> FindKind | None:
    """The kind that a column, the subject of a row or a heading gives to what stands under it."""
    block = passage.block
    if _OF_SUPPORT.search(block.column):
        return FindKind.DEADLINE
    for place in (block.column, block.subject, block.heading):
        found = cues_above(passage.words.cues, place) if place else []
        found = [cue for cue in found if not place[cue.start : cue.end].lower().startswith("announced")]
        if found:
            return min(found, key=lambda cue: (cue.weight, -cue.start)).kind
    before = passage.earlier.cues if passage.earlier and _GOES_ON.match(passage.text) else []
    return min(before, key=lambda cue: (cue.weight, -cue.start)).kind if before else None


def _nearest(passage: Passage, dated: Dated, others: list[Dated]) -> tuple[FindKind, int] | None:
    best: tuple[FindKind, int] | None = None
    lowest = _FAR
    for cue in passage.cues:
        if cue.end <= dated.start:
            first, last, cost = cue.end, dated.start, 0
        elif cue.start >= dated.end:
            first, last, cost = dated.end, cue.start, 0 if passage.verb_last else _BEHIND
        elif (
            passage.verb_last or cue.start < dated.start < cue.end <= dated.end
        ):  # as "due by", whose "by" belongs to the date
            first, last, cost = dated.start, dated.start, 0
        elif passage.text[cue.start : cue.end].lower().strip() in {"due", "coming"}:  # "3 June: homework due at noon"
            first, last, cost = dated.start, dated.start, 0
        else:
            continue  # "year-end" ends nothing
        cost += last - first + cue.weight
        cost += _STOP * sum(first <= stop < last for stop, _ in passage.stops)
        cost += _DATE * sum(first <= other.start < last for other in others if other is not dated)
        if cost < lowest:
            best, lowest = (cue.kind, cue.weight), cost
    return best


def names_a_version(passage: Passage, dated: Dated) -> bool:
    """Whether something that has versions is named: in the sentence before the date, or beside it in a list."""
    around = passage.text[dated.end :] + passage.block.subject if passage.short else ""
    if _FOR_A_VERSION.match(passage.text, dated.end):
        return True
    return bool(_VERSION.search(passage.text[: dated.start] + " " + around))
