"""Of what kind a dated statement is: the verb or noun nearest to its date, else what it stands under."""

from __future__ import annotations

import re

from watchtracker.dates import WindowKind
from watchtracker.reading.days import moving
from watchtracker.reading.languages.letters import CJK
from watchtracker.reading.languages.words import Cue
from watchtracker.reading.layout.blocks import BlockKind
from watchtracker.reading.records import FindKind
from watchtracker.reading.rules import asked
from watchtracker.reading.statements import Dated, Passage, cues_above

_STOP = 14  # what the end of a clause between a cue and its date costs, in characters
_DATE = 60  # and another date
_BEHIND = 18  # and a cue behind its date
_FAR = 200
_DAY = re.compile(r"(?<!\d)\d{1,2}(?!\d)|day\b")
_BY = re.compile(r"(?:by|before|no later|not later)\b", re.IGNORECASE)
_IS_DUE = re.compile(r"\bv?\d+\.\d+(?:\.\d+)* is due (?:on |in |by )?$")
_OF_SUPPORT = re.compile(r"\b(?:support|maintenance|extended|security|EO[LS]L?)\b", re.IGNORECASE)
_HOUR = re.compile(r"^,? (?:at )?\d{1,2}\.\d\d(?= ?[ap]\.?m|[.,;) ]|$)")
# A name and a number, as what comes out has; the number of a month, a room or a chapter is none.
_VERSION = re.compile(
    r"\b(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b"
    r"|(?:Room|Hall|Stand|Booth|Gate|Terminal|Platform|Court|Session|Day|Week|Round|Stage|Part|Chapter|Section"
    r"|Article"
    r"|Annex|Item|Lot|Bus|Line|Route|Flight|Train|Tram|Lane|Exit|Bill|Rule|Form|Group|Year|Grade|Class|Level|Zone"
    r"|Ward"
    r"|District|Block|Building|Floor|Appendix|Schedule|Title|Clause|Resolution|Proposition|Measure|Question|Ordinance"
    r"|Step|No|Nr|At|On|In|By|From|The|Q|H|CW|KW)\b)"
    r"[A-Z]\w*[ -]?v?(?!(?:19|20)\d\d\b)\d+(?:\.\d+)*\b|\bv?\d+\.\d+\b(?! ?[ap]\.?m\b)"
)
_FOR_A_VERSION = re.compile(r" for v?\d+\.\d+\b")
_WILL_DO = re.compile(
    r"(?<!you )(?<!they )\b(?:will (?:be )?(?!have to)|(?:expects?|hopes?|aims?|plans?|intends?|expected) to |"
    r"(?:is|are) (?:(?:due|set|scheduled) to "
    r"|to (?=(?:re-?)?(?:open|start|begin|resume|meet|arrive|return)))(?:be )?)\w+",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:It|They|This|That|These|A (?:(?:new|final|firm|revised) )?(?:date|launch|release|version)|We"
    r"|The (?:new )?(?:date|release|launch|event))\b|a new"
    r"|[(（]?(?:誤|旧|変更前|新(?:しい)?(?:日|的|时|時)|変更後|正しくは|改为|改為)",
    re.IGNORECASE,
)
_AFTER = re.compile(r"after ", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:until|till|through|thru) (?:the )?(?:(?:end|middle|beginning) of )?"
    r"(?:(?:midnight|noon|close of business|\d{1,2}(?:[:.]\d\d)?(?: ?[ap]\.?m\.?)?)(?: [A-Z]{2,4})?,? (?:on |of )?)?"
    r"(?:the )?$",
    re.IGNORECASE,
)
# What is shut, gone or quiet until a day begins again on it.
_AWAY_UNTIL = re.compile(
    r"\b(?:dark|closed|shut|away|down|offline|unavailable|paused|suspended|on (?:a )?(?:break|hiatus|hold|pause"
    r"|leave)"
    r"|asleep|quiet|silent|resting|mothballed)(?: (?:again|now|for repairs|for maintenance))? $",
    re.IGNORECASE,
)
# What lasts until a day, and is no offer that can be missed.
_LASTS = re.compile(
    r"conference|summit|workshop|session|exhibition|festival|trial|maintenance|outage|downtime|strike|parade|concert"
    r"|tour"
    r"|expo|congress|forum|course|meetup|hackathon",
    re.IGNORECASE,
)
# What somebody is told to do, as the items of an order and the lines of a list of duties begin.
_ASKED = re.compile(
    r"\W*(?:to |and )?(?:pay|give|send|write|complete|file|provide|submit|return|notify|inform|tell|refund|repay"
    r"|make|put"
    r"|set up|appoint|remove|stop|report|publish|review|reply|respond|answer|update|finish|hand|bring|book|buy|check"
    r"|collect|confirm|contact|deliver|email|e-mail|ensure|fill|fix|get|install|keep|move|nominate|order|post|prepare"
    r"|register|replace|request|reserve|settle|sign|switch|take|transfer|upgrade|upload|vacate|vote|withdraw)\b(?!:)",
    re.IGNORECASE,
)
_PLEASE = re.compile(r"\W*please ", re.IGNORECASE)
_DUTY = re.compile(r"\b(?:must|shall|orders?|ordered|required?|undertakes?|have to|has to|need to)\b", re.IGNORECASE)
_BACK = 2  # sentences that may say what "it" is
_SAYS_WHEN = re.compile(r"计划|計劃|时间|時間|日期|日程|予定|日時|スケジュール")  # "固件计划" is no event
_SURE = 30  # a cue of at most this weight says more than the heading


def kind(passage: Passage, dated: Dated, others: list[Dated]) -> FindKind | None:
    """The kind of the statement that `dated` makes; None where nothing says what is to happen."""
    found = _nearest(passage, dated, others)
    not_until = dated.window.kind is WindowKind.OPEN_END and "at least" not in dated.words
    ends_then = passage.words.until.search(dated.words) or _UNTIL.search(passage.text, 0, dated.start)
    last = dated.window.exact and _AFTER.match(dated.words)  # "no longer valid after 30 June"
    if last or (ends_then and not not_until):
        ending = _of_an_end(passage, dated, found)
        if ending:
            return ending
    ends = dated.window.kind is not WindowKind.OPEN_END and _BY.match(dated.words)
    bound = bool(ends) or dated.window.kind is WindowKind.OPEN_START
    weak = found is None or (found[0] is FindKind.EVENT and found[1] > 0)
    duty = passage.short and found and found[1] > 0 and _DUTY.search(passage.block.heading)
    told = bound and (weak or duty) and _ASKED.match(passage.text)
    if told or (found != (FindKind.RELEASE, 0) and asked.is_asked(passage, dated)):
        return FindKind.DEADLINE
    if found and found[1] <= _SURE:
        return FindKind.RELEASE if _IS_DUE.search(passage.text, 0, dated.start) else found[0]
    around = surroundings(passage)
    if passage.block.kind is BlockKind.CELL and not passage.block.column and _BY.match(dated.words):
        return FindKind.DEADLINE
    if passage.short and around:
        return around
    if found and not (bound and found[0] is FindKind.EVENT):
        return found[0]
    if bound and _WILL_DO.search(passage.text, 0, dated.start):
        return FindKind.EVENT
    if bound:
        return FindKind.RELEASE if passage.short and not _DAY.search(dated.words) else FindKind.DEADLINE
    return around


def _of_an_end(passage: Passage, dated: Dated, found: tuple[FindKind, int] | None) -> FindKind | None:
    """The kind of what goes on until a date: an offer ends then, and what was away comes back."""
    if _AWAY_UNTIL.search(passage.text, 0, _head(passage, dated)):
        return FindKind.EVENT
    if _AFTER.match(dated.words) or any(cue.kind is FindKind.DEADLINE and not cue.weight for cue in passage.cues):
        return FindKind.DEADLINE
    lasts = found is not None and found[0] is FindKind.EVENT and (not found[1] or _LASTS.search(passage.text))
    return None if lasts or moving.is_target(passage, dated) else FindKind.DEADLINE


def _head(passage: Passage, dated: Dated) -> int:
    """Where the words of time begin to which the date belongs: its own, or the "until" before it."""
    before = _UNTIL.search(passage.text, 0, dated.start)
    return before.start() if before else dated.start


def is_order(passage: Passage) -> bool:
    """Whether it begins with what somebody is told to do, so that a participle in it tells of nothing past."""
    please = _PLEASE.match(passage.text)
    return bool(_ASKED.match(passage.text, please.end() if please else 0))


def surroundings(passage: Passage) -> FindKind | None:
    """The kind that a column, the subject of a row or a heading gives to what stands under it."""
    block = passage.block
    if _OF_SUPPORT.search(block.column):
        return FindKind.DEADLINE
    for place in (block.column, block.subject, block.heading):
        other = passage.verb_last != bool(CJK.search(place))  # a cell of digits alone, under a Chinese head
        found = cues_above((passage.around if other else passage.words).cues, place) if place else []
        found = [cue for cue in found if not place[cue.start : cue.end].lower().startswith("announced")]
        found = [cue for cue in found if not _SAYS_WHEN.fullmatch(place, cue.start, cue.end)]
        if found:
            return min(found, key=lambda cue: (cue.weight, -cue.start)).kind
    said: Passage | None = passage
    before: list[Cue] = []
    for _ in range(_BACK):
        said = said.earlier if said and _GOES_ON.match(said.text.lstrip()) else None
        before = before or (said.cues if said else [])
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
    around = _HOUR.sub("", passage.text[dated.end :]) + passage.block.subject if passage.short else ""
    if _FOR_A_VERSION.match(passage.text, dated.end):
        return True
    return bool(_VERSION.search(passage.text[: dated.start] + " " + around))
