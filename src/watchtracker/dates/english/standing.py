"""Whether a date of an English sentence still stands: whose date it is, whether it was moved, called off or denied.

"Originally May, now June" means June, "the May 6 meeting is cancelled" no date at all, and the day on which something
was said is not the day of what was said. `sentences.py` asks here for each phrase it found.
"""

from __future__ import annotations

from watchtracker.dates import refusals
from watchtracker.dates.english.grammar import Text
from watchtracker.dates.english.kinds import VERBAL, Kind
from watchtracker.dates.roles import Standing

# Who says something on a day says most often that something else takes place on another.
_SAYING = frozenset(
    """said says told tells announced announces stated agreed decided voted reported confirmed wrote tweeted posted
    disclosed revealed explained added""".split()  # noqa: SIM905 - as the tables of `words.py`
)
_STATEMENTS = {
    "decision",
    "ruling",
    "judgment",
    "order",
    "statement",
    "notice",
    "letter",
    "memo",
    "interview",
    "announcement",
    "filing",
    "circular",
    "tweet",
}
_OF_A_STATEMENT = {"of", "dated", "from", "on"}
_FORMERLY = {"originally", "previously", "formerly", "initially"}
_BOUNDS = {Kind.BY, Kind.BEFORE, Kind.AFTER, Kind.UNTIL, Kind.FROM, Kind.NOT_BEFORE}
_MOVES = {Kind.NOW, Kind.MOVED}
_TO = {Kind.TO, Kind.UNTIL, Kind.BY}
_AWAY = {"postponed", "delayed", "deferred", "rescheduled", "slipped", "pushed back", "put off", "put back", "set back"}
_IS = {Kind.WAS, Kind.WILL}
_CALLS_OFF, _NOT = {Kind.CALLED_OFF, Kind.DENIES}, {Kind.NO, Kind.NOT}
_DELAYS = {"delay", "delays", "postponement"}
_PLANS = {"plan", "plans", "launch", "release"}
_TAKES_PLACE = {"happening", "taking", "going", "happen", "take", "go", "be"}
_NEAR = 5

Place = tuple[int, int]


def of_several(text: Text, places: list[Place]) -> list[Standing]:
    """What became of each of several dates, by the places of their phrases; at least one holds."""
    moves = not text.kinds.isdisjoint(_MOVES)
    ends = [0, *(end for _, end in places)]
    became = [
        Standing.MOVED_AWAY
        if moves and any(_takes_over(text, place, later) for later in places[number + 1 :])
        else Standing.OF_THE_SAYING
        if (_is_of_the_saying(text, place[0], ends[number]) and text.kind(place[1]) is not Kind.AND)
        or _is_said_behind(text, place, places[number + 1 :])
        or _is_today(text, place)
        else Standing.SINCE
        if text.kind(place[0] - 1) is Kind.FROM and text.tokens[place[0] - 1].value
        else Standing.HOLDS
        for number, place in enumerate(places)
    ]
    return became if Standing.HOLDS in became else [Standing.HOLDS] * len(places)


def _is_today(text: Text, place: Place) -> bool:
    """Whether this is the "today" of "as it looks today, on 23 June"."""
    first = text.tokens[place[0]]
    return first.kind is Kind.DAYS_AWAY and first.value <= 0 and text.kind(place[0] - 1) not in _BOUNDS


def is_only_of_the_saying(text: Text, place: Place) -> bool:
    """Whether the one date of a text is that of the saying, of something without a date.

    As in "is coming soon, the CTO said on 3 March", "agreed on Tuesday to delay it by three weeks".
    """
    if not _is_of_the_saying(text, place[0], 0):
        said = next((at for at in range(place[1], len(text.tokens)) if text.said(at) in _SAYING), None)
        delays = said is not None and any(text.said(at) in _DELAYS for at in range(said, len(text.tokens)))
        return delays and text.kind(place[0] - 1) not in _BOUNDS and text.kind((said or 0) - 1) is not Kind.WILL
    delays = text.kind(place[1]) is Kind.TO and text.kind(place[1] + 1) is Kind.MOVED
    return delays or any(token.kind is Kind.VAGUE for token in text.tokens[: place[0]])


def _is_said_behind(text: Text, place: Place, later: list[Place]) -> bool:
    """As in "at its meeting on Monday the board agreed that", "LISBON, 9 February 2026 - X announced that"."""
    if not later or text.kind(place[0] - 1) in _BOUNDS:
        return False
    between = range(place[1], later[-1][0])
    says = any(text.said(at) in _SAYING and text.kind(at - 1) is not Kind.WILL for at in between)
    return says and not any(text.kind(at) in {Kind.STOP, Kind.AND} for at in between)


def _is_of_the_saying(text: Text, at: int, after: int) -> bool:
    """Whether the phrase at `at` is the day on which something was said: "said on Tuesday that ...".

    No more than what stands from `after` on says so, where the phrase in front of it ends.
    """
    before = text.before(at, Kind.THE, Kind.ON, Kind.IN, Kind.OF, Kind.FROM)
    statement = before - (before > 0 and text.said(before) == "dated")
    if statement >= 0 and text.said(statement) in _STATEMENTS and text.said(statement + 1) in _OF_A_STATEMENT:
        return True
    while before >= after and text.kind(before) is not Kind.STOP:
        if text.said(before) in _SAYING:
            return text.kind(before - 1) is not Kind.WILL  # "will be announced by November 1"
        if text.kind(before) in VERBAL or text.kind(before) in {Kind.COMMA, Kind.COLON}:
            return False
        before -= 1
    return False


def _takes_over(text: Text, old: Place, new: Place) -> bool:
    """As in "originally May, now June", "was due in May, will now arrive in June", "set for May, moved to June"."""
    between = range(old[1], new[0])
    now = any(text.kind(at) is Kind.NOW for at in between)
    moved = any(text.kind(at) is Kind.MOVED for at in between) and text.kind(text.before(new[0], Kind.THE)) in _TO
    return moved or (now and _was(text, old[0]))


def _was(text: Text, at: int) -> bool:
    """Whether the phrase at `at` is said to have been the date: "originally", "previously", "was due in"."""
    first = at
    while first > 0 and text.kind(first - 1) is not Kind.STOP:
        first -= 1
    words = {text.said(place) for place in range(first, at)}
    if not words.isdisjoint(_FORMERLY):
        return True
    kinds = {text.kind(place) for place in range(first, at)}
    return Kind.WAS in kinds or Kind.HOPED in kinds


def is_gone(text: Text, places: list[Place]) -> bool:
    """Whether the last date was moved away and no new one is said: "the vote on 9 March has been postponed"."""
    end = places[-1][1]
    for at in range(end, len(text.tokens)):
        if text.kind(at) is Kind.MOVED and text.said(at) in _AWAY and _is_passive(text, at):
            return True
    return _is_left(text, places[-1][0])


def _is_passive(text: Text, at: int) -> bool:
    return text.said(at) == "slipped" or any(text.kind(before) in _IS for before in range(max(0, at - 2), at))


def _is_left(text: Text, at: int) -> bool:
    """Whether something is only postponed from a day: "has been postponed from 7 March"."""
    return text.kind(at - 1) is Kind.FROM and text.kind(at - 2) is Kind.MOVED and text.said(at - 2) in _AWAY


def refuse_called_off(text: Text, places: list[Place]) -> None:
    """Refuse a date that was cancelled, withdrawn or denied."""
    if not text.kinds.isdisjoint(_CALLS_OFF) or "dropped" in text.tidy:
        for at, token in enumerate(text.tokens):
            if token.kind in {*_CALLS_OFF, Kind.PAST_VERB} and _is_called_off(text, at, places):
                raise refusals.called_off(f'"{text.said(at)}"')
    if not text.kinds.isdisjoint(_NOT):
        for first, end in places:
            if _is_denied(text, first) or _does_not_happen(text, end):
                raise refusals.called_off(f'the "no" or "not" beside "{text.words(first, end)}"')


def _is_called_off(text: Text, at: int, places: list[Place]) -> bool:
    if text.kind(at) is Kind.DENIES:
        return any(at < first for first, _ in places)
    if text.kind(at) is Kind.CALLED_OFF and text.tokens[at].value:
        return text.kind(at + 1) in {Kind.NOTHING, Kind.STOP, Kind.COMMA}  # "the call is off"
    if text.kind(at) is Kind.CALLED_OFF and _was_done(text, at):
        return True
    dropped = text.kind(at) is Kind.CALLED_OFF or text.said(at) == "dropped"
    return dropped and text.said(text.skip(at + 1, Kind.THE, Kind.OTHER)) in _PLANS


def _was_done(text: Text, at: int) -> bool:
    """Whether it "is cancelled" or "has been withdrawn", and not what "will be withdrawn" on a day."""
    auxiliary = at - 1
    while text.kind(auxiliary) is Kind.OTHER and text.said(auxiliary) in {"now", "since", "also", "just"}:
        auxiliary -= 1
    if text.kind(auxiliary) is Kind.WAS:
        return True
    return text.said(auxiliary) in {"is", "are", "being"} or text.kind(auxiliary) is Kind.NOW


def _is_denied(text: Text, at: int) -> bool:
    """As in "no release in December", "there will be no market on 25 December"."""
    before = text.before(at, Kind.THE)
    if text.kind(before) not in {Kind.ON, Kind.IN}:
        return False
    nouns = [place for place in range(max(0, before - _NEAR), before) if text.kind(place) is Kind.NO]
    verbs = VERBAL - {Kind.HOPED}  # "no release planned for May"
    return bool(nouns) and not any(text.kind(place) in verbs for place in range(nouns[-1] + 1, before))


def _does_not_happen(text: Text, end: int) -> bool:
    """As in "the 11 November ceremony is not happening"."""
    for at in range(end, len(text.tokens)):
        if text.kind(at) in {Kind.NOTHING, Kind.STOP, Kind.COMMA, Kind.BUT}:
            return False
        if (
            text.kind(at) is Kind.NOT
            and text.said(at + 1).split()[:1]
            and (text.said(at + 1).split()[0] in _TAKES_PLACE)
        ):
            return True
    return False
