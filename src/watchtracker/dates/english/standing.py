"""Whether a date of an English sentence still stands: whose date it is, and whether it was moved.

"Originally May, now June" means June, and the day on which something was said is not the day of what was said.
`sentences.py` asks here for each phrase it found; `called_off.py` refuses what was called off or denied.
"""

from __future__ import annotations

from watchtracker.dates.bounds import DateStatus
from watchtracker.dates.cursor import Run
from watchtracker.dates.english import beside, called_off
from watchtracker.dates.english.grammar import EnglishText
from watchtracker.dates.english.kinds import VERBAL
from watchtracker.dates.english.kinds import EnglishKind as Kind
from watchtracker.dates.spans import Span

# Who says something on a day says most often that something else takes place on another.
_SAYING_WORDS = """
    said says told tells announced announces stated agreed decided voted reported confirmed wrote tweeted posted
    disclosed revealed explained added adding resolved ruled
"""
_SAYING = frozenset(_SAYING_WORDS.split())
_FORETELLS = {"promised", "pledged", "vowed", "predicted", "forecast", "hinted", "teased"}
_FORMERLY = {"originally", "previously", "formerly", "initially"}
_FORMER = {*_FORMERLY, "old", "missed"}
_BEFORE_A_FORMER = (Kind.ON, Kind.IN, Kind.THE, Kind.COLON, Kind.FROM, Kind.HOPED, Kind.HEDGE, Kind.NOUN)
_BOUNDS = {Kind.BY, Kind.BEFORE, Kind.AFTER, Kind.UNTIL, Kind.FROM, Kind.NOT_BEFORE}
_MOVES = {Kind.NOW, Kind.MOVED}
_TO = {Kind.TO, Kind.UNTIL, Kind.BY}
_AWAY = {"postponed", "delayed", "deferred", "rescheduled", "slipped", "pushed back", "put off", "put back", "set back"}
_AWAY |= {"adjourned", "postpones", "delays", "delaying", "postponing"}
_LABELS = {"postponed", "delayed", "deferred", "adjourned"}
# These may also say what is done on a day: "on May 6 the limit is changed".
_AWAY_OF_A_THING = {"extended", "moved", "shifted", "changed", "revised", "bumped", "pushed", "pushed out"}
_AWAY_OF_A_THING |= {"brought forward", "moved up", "pulled forward", "advanced"}
_IS = {Kind.WAS, Kind.WILL}
_DELAYS = {"delay", "delays", "postponement"}


def of_several(text: EnglishText, runs: list[Run], spans: list[Span]) -> list[DateStatus]:
    """What became of each of several dates, by the runs of their phrases; at least one holds."""
    moves = not text.kinds.isdisjoint(_MOVES) or text.kinds >= _IS or "nstead" in text.tidy
    ends = [0, *(end for _, end in runs)]
    became = [
        DateStatus.MOVED_AWAY
        if _is_former(text, run) or (moves and any(_takes_over(text, run, later) for later in runs[number + 1 :]))
        else DateStatus.OF_THE_SAYING
        if (_is_of_the_saying(text, run[0], ends[number]) and text.kind(run[1]) is not Kind.AND)
        or _is_said_behind(text, run, runs[number + 1 :])
        or _is_today(text, run)
        or beside.is_beside(text, run, span)
        else DateStatus.SINCE
        if text.kind(run[0] - 1) is Kind.FROM and text.tokens[run[0] - 1].value
        else DateStatus.HOLDS
        for number, (run, span) in enumerate(zip(runs, spans, strict=True))
    ]
    return became if DateStatus.HOLDS in became else [DateStatus.HOLDS] * len(runs)


def _is_today(text: EnglishText, run: Run) -> bool:
    """Whether this is the "today" of "as it looks today, on 23 June"."""
    first = text.tokens[run[0]]
    return first.kind is Kind.DAYS_AWAY and first.value <= 0 and text.kind(run[0] - 1) not in _BOUNDS


def is_only_of_the_saying(text: EnglishText, run: Run) -> bool:
    """Whether the one date of a text is that of the saying, of something without a date.

    As in "is coming soon, the CTO said on 3 March", "agreed on Tuesday to delay it by three weeks".
    """
    if _is_former(text, run) and Kind.VAGUE in text.kinds:
        return True  # "TBD (was May 6)"
    if not _is_of_the_saying(text, run[0], 0):
        said = next((at for at in range(run[1], len(text.tokens)) if text.said(at) in _SAYING), None)
        delays = said is not None and any(text.said(at) in _DELAYS for at in range(said, len(text.tokens)))
        return delays and text.kind(run[0] - 1) not in _BOUNDS and text.kind((said or 0) - 1) is not Kind.WILL
    delays = text.kind(run[1]) is Kind.TO and text.kind(run[1] + 1) is Kind.MOVED
    return delays or any(token.kind is Kind.VAGUE for token in text.tokens[: run[0]])


def _is_said_behind(text: EnglishText, run: Run, later: list[Run]) -> bool:
    """As in "at its meeting on Monday the board agreed that", "LISBON, 9 February 2026 - X announced that"."""
    if not later or text.kind(run[0] - 1) in _BOUNDS or _is_of_the_saying(text, later[0][0], run[1]):
        return False
    between = range(run[1], later[-1][0])
    says = any(
        (text.said(at) in _SAYING or text.said(at) in _FORETELLS) and text.kind(at - 1) is not Kind.WILL
        for at in between
    )
    return says and not any(text.kind(at) in {Kind.STOP, Kind.AND} for at in between)


def _is_of_the_saying(text: EnglishText, at: int, after: int) -> bool:
    """Whether the phrase at `at` is the day on which something was said: "said on Tuesday that ...".

    No more than what stands from `after` on says so, where the phrase in front of it ends.
    """
    if text.kind(at - 1) is Kind.A:
        return False  # "confirmed a May 6 release"
    before = text.before(at, Kind.THE, Kind.ON, Kind.IN, Kind.OF, Kind.FROM)
    if beside.is_of_a_dated_statement(text, before):
        return True
    while before >= after and text.kind(before) is not Kind.STOP:
        if text.said(before) in _SAYING:
            # "Will be announced by November 1"; "resolved to open it on 1 May"
            agreed = text.kind(before + 1) is Kind.TO and before + 1 < at - 1
            return text.kind(before - 1) is not Kind.WILL and not agreed
        if text.kind(before) in VERBAL or text.kind(before) in {Kind.COMMA, Kind.COLON}:
            return False
        before -= 1
    return False


def _is_former(text: EnglishText, run: Run) -> bool:
    """Whether the words in front say that this was the date: "May 13 (previously May 6)", "(was May 6)"."""
    before = text.before(run[0], *_BEFORE_A_FORMER)
    if text.said(before) in _FORMER:
        return True
    opens = text.kind(before) is Kind.OPEN and text.kind(before + 1) is Kind.FROM
    was = text.said(before) == "was" and text.kind(before - 1) in {Kind.OPEN, Kind.COMMA}
    return was or (opens and text.kind(run[1]) is Kind.CLOSE and Kind.TO in text.kinds)


def _takes_over(text: EnglishText, old: Run, new: Run) -> bool:
    """As in "originally May, now June", "was due in May, will now arrive in June", "set for May, moved to June"."""
    between = range(old[1], new[0])
    kinds = {text.kind(at) for at in between}
    # "Set for May, moved to June", "moved the May 6 launch to June 3"
    moved = Kind.MOVED in kinds or text.kind(called_off.begin_of_object(text, old[0]) - 1) is Kind.MOVED
    if moved and text.kind(text.before(new[0], Kind.THE)) in _TO:
        return True
    if Kind.NOW in kinds or any(text.said(at) == "instead" for at in between):
        return _was(text, old[0])
    return Kind.WILL in kinds and Kind.AND not in kinds and _was_meant(text, old[0])


def _was_meant(text: EnglishText, at: int) -> bool:
    """Whether something "was to" take place, or "was due", on the date there."""
    while at > 0 and text.kind(at) not in {Kind.STOP, Kind.COMMA}:
        at -= 1
        if (
            text.kind(at) is Kind.WAS
            and text.kind(at + 1) in {Kind.TO, Kind.HOPED}
            and text.said(at + 1) not in _SAYING
        ):
            return True
    return False


def _was(text: EnglishText, at: int) -> bool:
    """Whether the phrase at `at` is said to have been the date: "originally", "previously", "was due in"."""
    first = at
    while first > 0 and text.kind(first - 1) is not Kind.STOP:
        first -= 1
    words = {text.said(there) for there in range(first, at)}
    if not words.isdisjoint(_FORMERLY):
        return True
    kinds = {text.kind(there) for there in range(first, at)}
    return Kind.WAS in kinds or Kind.HOPED in kinds


def is_gone(text: EnglishText, runs: list[Run]) -> bool:
    """Whether the last date was moved away and no new one is said: "the vote on 9 March has been postponed"."""
    first, end = runs[-1]
    if Kind.VAGUE in text.kinds and text.said(text.before(first, *_BEFORE_A_FORMER)) in _FORMERLY:
        return True  # "TBD (previously 2 March)"
    if Kind.MOVED not in text.kinds:
        return False
    for at in range(end, len(text.tokens)):
        if text.kind(at) is Kind.MOVED and _is_passive(text, at):
            if text.said(at) in _AWAY:
                return True
            if text.said(at) in _AWAY_OF_A_THING and text.kind(at + 1) is not Kind.TO:
                return called_off.names_a_thing(text, runs[-1])
    return _is_left(text, runs[-1][0]) or (
        Kind.NOW not in text.kinds and (_is_labelled(text) or _is_put_off(text, runs[-1]))
    )


def _is_put_off(text: EnglishText, run: Run) -> bool:
    """As in "the board postponed the May 6 hearing", "May 6 hearing postponed"."""
    return any(
        token.kind is Kind.MOVED and text.said(at) in _AWAY and called_off.is_said_of(text, at, run)
        for at, token in enumerate(text.tokens)
    )


def _is_labelled(text: EnglishText) -> bool:
    """As in "[POSTPONED] Town hall May 6", where nothing says to when."""
    moves = [at for at, token in enumerate(text.tokens) if token.kind is Kind.MOVED]
    label = moves[0]
    alone = len(moves) == 1 and "new" not in text.tidy.lower().split()
    return (
        alone
        and text.said(label) in _LABELS
        and Kind.COMMA not in {text.kind(label - 1), text.kind(label + 1)}
        and called_off.is_label(text, label)
    )


def _is_passive(text: EnglishText, at: int) -> bool:
    kinds = {text.kind(before) for before in range(max(0, at - 2), at)}
    return text.said(at) == "slipped" or (not kinds.isdisjoint(_IS) and Kind.NOT not in kinds)


def _is_left(text: EnglishText, at: int) -> bool:
    """Whether something is only postponed from a day: "has been postponed from 7 March"."""
    return text.kind(at - 1) is Kind.FROM and text.kind(at - 2) is Kind.MOVED and text.said(at - 2) in _AWAY
