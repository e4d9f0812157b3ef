"""English dates that no longer stand because what they date was called off, stopped or denied.

"The May 6 meeting is cancelled", "[CANCELLED] Town hall May 6", "there is no release on May 6": such a date is refused,
with what to do instead. Whether a date was moved is for `standing.py`.
"""

from __future__ import annotations

from watchtracker.dates import refusals
from watchtracker.dates.cursor import Run
from watchtracker.dates.english.grammar import EnglishText
from watchtracker.dates.english.kinds import VERBAL
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.english.stopped import STOPPED, may_be_stopped

_LABELS = {"suspended", "halted", "aborted", "scrubbed", "paused"}
_BEGINS_A_LABEL = {Kind.NOTHING, Kind.STOP, Kind.OPEN, Kind.DASH, Kind.COLON, Kind.COMMA}
_ENDS_A_LABEL = {Kind.NOTHING, Kind.STOP, Kind.CLOSE, Kind.DASH, Kind.COLON, Kind.COMMA}
_PASSIVE = {Kind.WAS, Kind.WILL}
_CALLS_OFF, _NOT = {Kind.CALLED_OFF, Kind.DENIES}, {Kind.NO, Kind.NOT}
_PLANS = {"plan", "plans", "launch", "release"}
_TAKES_PLACE = {"happening", "taking", "going", "happen", "take", "go", "be"}
_STANDS = {"hold", "holds", "holding", "stand", "stands", "standing", "applies", "applicable", "valid", "on", "planned"}
_STANDS |= {"scheduled", "expected", "happening", "going", "certain", "realistic", "feasible", "possible", "achievable"}
_BEGINS_A_CLAUSE = {Kind.NOTHING, Kind.STOP, Kind.COLON, Kind.COMMA, Kind.BUT, Kind.AND}
_ENDS_A_CLAUSE = {Kind.NOTHING, Kind.STOP, Kind.COMMA, Kind.CLOSE, Kind.VAGUE}
_BEFORE_A_REASON = {"due", "owing", "because", "amid", "again"}
_NOT_DONE = {Kind.WILL, Kind.NOT, Kind.NO, Kind.WHEN, Kind.TO}
_OWNERS = {"its", "their", "his", "her", "our"}
_NOUNS = {Kind.OTHER, Kind.NOUN}
_NEAR, _TWO = 5, 2
_DENIED_VERBS = VERBAL - {Kind.HOPED}  # "no release planned for May"


def refuse(text: EnglishText, runs: list[Run]) -> None:
    """Refuse a date that was cancelled, withdrawn or denied."""
    stopped = may_be_stopped(text.lower)
    if stopped or not text.kinds.isdisjoint(_CALLS_OFF):
        for at in range(text.end):
            if _is_called_off(text, at, runs) or (stopped and _is_stopped(text, at, runs)):
                raise refusals.called_off(f'"{text.said(at)}"')
    if not text.kinds.isdisjoint(_NOT):
        for first, end in runs:
            if _is_denied(text, first) or _does_not_happen(text, first, end):
                raise refusals.called_off(f'the "no" or "not" beside "{text.words(first, end)}"')


def names_a_thing(text: EnglishText, run: Run) -> bool:
    """Whether the date belongs to a thing ("the May 6 launch", "the launch on May 6"), and not to what is done to it.

    As in "on May 6 the service was suspended", "May 6: the limit is lifted".
    """
    first, end = run
    if text.kind(end) in {Kind.COMMA, Kind.COLON}:
        return False
    begin = first
    while text.kind(begin - 1) not in _BEGINS_A_CLAUSE:
        begin -= 1
    words = [text.kind(at) for at in range(begin, first)]
    return not words or words in ([Kind.THE], [Kind.A]) or not _NOUNS.isdisjoint(words) or words[-1] is Kind.HOPED


def is_label(text: EnglishText, at: int) -> bool:
    """Whether a word stands for itself: "CANCELLED: Town hall", "Town hall (cancelled)", "| cancelled |"."""
    return text.kind(at - 1) in _BEGINS_A_LABEL and text.kind(at + 1) in _ENDS_A_LABEL


def is_said_of(text: EnglishText, at: int, run: Run) -> bool:
    """Whether a word is said of a date: "May 6 call cancelled", "put off the May 6 vote".

    "Will be cancelled on May 6" and "if cancelled" say something else.
    """
    begun = text.said(at).endswith("ing")  # "is delaying the May 6 launch"
    if (text.kind(at - 1) in _NOT_DONE and not begun) or text.said(at - 1) == "unless":
        return False
    first, end = run
    if end <= at:
        return text.kind(at + 1) in _ENDS_A_CLAUSE or text.said(at + 1) in _BEFORE_A_REASON
    return begin_of_object(text, first) == at + 1


def begin_of_object(text: EnglishText, first: int) -> int:
    """Where "the May 6 launch" or "its May 6 launch" begins, by where its date begins."""
    before = text.before(text.skip(first, Kind.THE), Kind.THE, Kind.A)
    return before + (text.said(before) not in _OWNERS)


def _is_called_off(text: EnglishText, at: int, runs: list[Run]) -> bool:
    kind = text.kind(at)
    if text.kind(at - 1 - (text.said(at - 1) == "been")) is Kind.NOT:
        return False  # "has not been cancelled"
    if kind is Kind.DENIES:
        return any(at < first for first, _ in runs)
    if kind is Kind.CALLED_OFF and text.tokens[at].value:
        return text.kind(at + 1) in {Kind.NOTHING, Kind.STOP, Kind.COMMA}  # "the call is off"
    if kind is Kind.CALLED_OFF and (_was_done(text, at) or is_label(text, at) or is_said_of(text, at, runs[-1])):
        return True
    if kind is Kind.CALLED_OFF and text.kind(at - 1) is Kind.WILL:
        return any(names_a_thing(text, run) for run in runs if run[1] < at)  # "the show on May 6 will be ..."
    dropped = kind is Kind.CALLED_OFF or text.said(at) == "dropped"
    if dropped and text.said(at + 1) in {"the", "its"} and any(first - 1 <= at + 2 <= end for first, end in runs):
        return text.said(at) == "dropped"  # "dropped the May 6 launch"
    return dropped and text.said(text.skip(at + 1, Kind.THE, Kind.OTHER)) in _PLANS


def _is_stopped(text: EnglishText, at: int, runs: list[Run]) -> bool:
    """As in "the May 6 release has been pulled", and not "sales were halted on May 6"."""
    if text.said(at) not in STOPPED:
        return False
    if text.said(at) in _LABELS and is_label(text, at):
        return True
    if not any(text.kind(before) in _PASSIVE for before in range(max(0, at - _TWO), at)):
        return False
    end = next(there for there in range(at, text.end + 1) if text.kind(there) in {Kind.STOP, Kind.NOTHING})
    if any(at < first < end for first, _ in runs):
        return False
    before = [run for run in runs if run[1] <= at and not _is_cut(text, run[1], at)]
    return bool(before) and names_a_thing(text, before[-1])


def _is_cut(text: EnglishText, end: int, at: int) -> bool:
    """Whether a full stop stands between two places."""
    return any(text.kind(between) is Kind.STOP for between in range(end, at))


def _was_done(text: EnglishText, at: int) -> bool:
    """Whether it "is cancelled" or "has been withdrawn", and not what "will be withdrawn" on a day."""
    auxiliary = at - 1
    while text.kind(auxiliary) is Kind.OTHER and text.said(auxiliary) in {"now", "since", "also", "just"}:
        auxiliary -= 1
    if text.kind(auxiliary) is Kind.WAS:
        return True
    return text.said(auxiliary) in {"is", "are", "being", "got"} or text.kind(auxiliary) is Kind.NOW


def _is_denied(text: EnglishText, at: int) -> bool:
    """As in "no release in December", "there will be no market on 25 December"."""
    before = text.before(at, Kind.THE)
    if text.kind(before) in _NOUNS and text.kind(before - 1) is Kind.NO and text.said(before) not in {"date", "fee"}:
        return True  # "no service 6-8 May"
    if text.kind(before) not in {Kind.ON, Kind.IN}:
        return False
    nouns = [there for there in range(max(0, before - _NEAR), before) if text.kind(there) is Kind.NO]
    return bool(nouns) and not any(text.kind(there) in _DENIED_VERBS for there in range(nouns[-1] + 1, before))


def _does_not_happen(text: EnglishText, first: int, end: int) -> bool:
    """As in "the 11 November ceremony is not happening", "the May 6 date no longer holds"."""
    for at in range(end, len(text.tokens)):
        if text.kind(at) in {Kind.NOTHING, Kind.STOP, Kind.COMMA, Kind.BUT}:
            return False
        if text.kind(at) is Kind.NOT:
            behind = text.said(at + 1).split()[:1]
            if behind and behind[0] in _TAKES_PLACE:
                return text.kind(at + 2) is not Kind.MOVED  # "the deadline will not be extended"
            if text.said(at) == "no longer" and behind and behind[0] in _STANDS:
                return names_a_thing(text, (first, end))
    return False
