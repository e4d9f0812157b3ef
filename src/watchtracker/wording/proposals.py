"""What is said of a proposal: whom it concerns, what it would change, and how it can be undone. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

from watchtracker import dates
from watchtracker.dates import Relation, WindowKind
from watchtracker.intake.matching import Match, MatchedBy
from watchtracker.intake.proposals import Proposal, ProposalState, StoredProposal, left_as_it_is, relation
from watchtracker.intake.trust import AskedBecause
from watchtracker.items import ItemAsOf
from watchtracker.reading import FindResult
from watchtracker.wording import moves
from watchtracker.wording.items import count, day
from watchtracker.wording.markdown import as_read
from watchtracker.wording.safe_text import clean, cut

# In a message, of which ten stand below each other.
_MOST_QUOTED = 240
_SIGNS_BESIDE = 3  # such as brackets or a full stop beside a date that says no more than itself
_UTC = "UTC"
_BY_DAY = {WindowKind.EXACT, WindowKind.OPEN_START, WindowKind.OPEN_END}
_RESULTS = {
    FindResult.HAPPENED: "happened",
    FindResult.DONE: "done",
    FindResult.CANCELLED: "cancelled",
    FindResult.SUPERSEDED: "superseded",
}


def date(proposal: Proposal) -> str:
    """What stands where dates stand: the window, or how it ended."""
    if proposal.result is None:
        return dates.display(proposal.window)
    if proposal.result is FindResult.REOPEN:
        return "open again"
    on = proposal.window.last_day(dates.zone(proposal.zone)) or proposal.published
    return _RESULTS[proposal.result] + (f" {day(on)}" if on else "")


def concerns(proposal: Proposal, known: ItemAsOf | None) -> str:
    """Which item it concerns, and what it would change: "for deepseek-v4: slipped by 2 days, was 6 May 2026"."""
    if known is None:
        if proposal.item is not None:
            return f"for {proposal.item}, which is not watched any more"
        if proposal.result is not None and not proposal.rivals:
            return "no item of ours is known for it"
        if proposal.asks_whose:
            return _which(proposal.rivals)
        return f"new item: {proposal.new_id}, {proposal.kind}"
    return f"for {known.id}: {change(proposal, known)}"


def _which(rivals: Sequence[str]) -> str:
    if len(rivals) > 1:
        return f"which of {', '.join(rivals[:-1])} and {rivals[-1]}?"
    return f"perhaps of {rivals[0]}?" if rivals else "it is not sure which item is meant"


def change(proposal: Proposal, known: ItemAsOf) -> str:
    """What it would change of its item: "known more precisely, was Apr 2026"; or why it would change nothing."""
    if proposal.result is FindResult.REOPEN:
        return "it did not happen after all"
    if proposal.result is not None:
        return "its outcome" if known.outcome is None else f"it ended already: {known.outcome.result}"
    if known.outcome is not None:
        return f"it ended already: {known.outcome.result}"
    move = relation(proposal, known)
    if move is None:
        return "its first date"
    if move.relation is Relation.CONFIRMED:
        return f"{dates.display(known.window)}, as it is on record"
    before, after = dates.display(known.window), dates.display(proposal.window)
    if why := left_as_it_is(proposal, known):
        return f"{after} does not replace {before}: {why}"
    return moves.notice(move.relation, move.days, before, after)


def in_zone(proposal: Proposal, known: ItemAsOf | None, ours: str) -> str:
    """In which zone its moment or its day is, where nobody could guess that; `ours` is that of the settings.

    "17:00 in America/New_York" for a moment, which is shown in UTC; "a day of AoE"; empty where nothing needs saying.
    """
    window = proposal.window
    if window.instant is not None:
        zones = dict.fromkeys((proposal.zone, known.facts.zone if known else proposal.zone))
        # Where several have the same hour, that of the item is enough.
        said = {_clock(window.instant, zone): zone for zone in zones if zone != _UTC}
        return ", ".join(f"{clock} in {zone}" for clock, zone in said.items())
    if proposal.result is not None or window.kind not in _BY_DAY:
        return ""
    if known is not None and known.facts.zone != proposal.zone:
        return f"a day of {known.facts.zone}, said in {proposal.zone}"
    return f"a day of {proposal.zone}" if known is None and proposal.zone != ours else ""


def _clock(moment: datetime, zone: str) -> str:
    local = moment.astimezone(dates.zone(zone))
    on = f" on {day(local.date())}" if local.date() != moment.date() else ""
    return f"{local:%H:%M}{on}"


def asked(number: int) -> str:
    """The title of a message with so many proposals."""
    return f"{count(number, 'proposal')} to decide on"


def called(stored: StoredProposal, known: ItemAsOf | None) -> str:
    """What a proposal is called where it is told: its item, or what would be a new one."""
    return known.facts.title if known is not None else stored.proposal.title


def quoted(proposal: Proposal) -> str:
    """The words that a proposal rests on, as they are shown: of a date alone in its cell, the whole row."""
    passage = proposal.passage
    if passage is None or len(proposal.quote) > len(proposal.when) + _SIGNS_BESIDE:
        return as_read(proposal.quote)
    first, last = passage.text.rfind("\n", 0, passage.start) + 1, passage.text.find("\n", passage.end)
    row = passage.text[first : last if last >= 0 else len(passage.text)]
    return " ".join(as_read(row).split()) if len(row) <= _MOST_QUOTED else as_read(proposal.quote)


def line(stored: StoredProposal, known: ItemAsOf | None) -> str:
    """A proposal as a message tells it, with its number, its source and the words that it rests on."""
    proposal = stored.proposal
    sources = ", ".join(part for part in (proposal.source, also(stored.also)) if part)
    moves_it = known is not None and relation(proposal, known) is not None
    what = change(proposal, known) if known and moves_it else f"{date(proposal)}, {concerns(proposal, known)}"
    quote = cut(quoted(proposal), _MOST_QUOTED)
    return f'{called(stored, known)}: proposal {stored.id}: {what} ({sources}). "{quote}"'


def undo(proposal: Proposal, item: str, claim: str | None, *, added: bool) -> str:
    """The command that takes back what a proposal became: `claim` of `item`, which it `added`, or an outcome."""
    if claim is None:
        return f"watchtracker {'resolve' if proposal.result is FindResult.REOPEN else 'reopen'} {item}"
    return f"watchtracker remove {item}" if added else f"watchtracker retract {item} {claim}"


def became(stored: StoredProposal) -> str:
    """What became of a proposal, for whoever was asked: "accepted by mei, 12 Apr 2026"."""
    if stored.state in {ProposalState.OPEN, ProposalState.OVERTAKEN}:
        return state(ProposalState.OVERTAKEN)
    by = f" by {clean(stored.decided_by)}" if stored.decided_by else ""
    on = f", {day(stored.decided_at.date())}" if stored.decided_at else ""
    return f"{stored.state}{by}{on}"


def also(names: Sequence[str]) -> str:
    """The other sources that say the same: "also Reuters, SCMP"; empty without any."""
    return f"also {', '.join(names)}" if names else ""


def not_asked_again(stored: StoredProposal) -> str:
    """For whom a dismissal holds: "Model Weekly is not asked about it again; a source that says it later is"."""
    *others, last = (clean(name) for name in (stored.proposal.source, *stored.also))
    who = f"{', '.join(others)} and {last} are" if others else f"{last} is"
    return f"{who} not asked about it again; another source that says it later is"


def state(found: ProposalState) -> str:
    """What became of a proposal, where it stands beside those that are open."""
    match found:
        case ProposalState.OPEN:
            return "open"
        case ProposalState.ACCEPTED:
            return "accepted before"
        case ProposalState.DISMISSED:
            return "dismissed before"
        case ProposalState.OVERTAKEN:
            return "nothing left to decide"
        case _:
            assert_never(found)


def why_matched(match: Match) -> str:
    """What made a statement that of an item: "basalt-3: its whole title stands there"."""
    if len(match.rivals) == 1:
        return f"perhaps of {match.rivals[0]}: too little of it is named to be sure, so a person must say"
    if match.rivals:
        return f"{' or '.join(match.rivals)}: as much of their titles stands there, so a person must say which"
    match match.by:
        case None:
            return "something new: no item has a title of which enough stands there"
        case MatchedBy.BINDING:
            why = "it was said to be about that"
        case MatchedBy.IDENTIFIER:
            why = "both name the same repository, number or address"
        case MatchedBy.TITLE:
            why = (
                f"{'its whole title stands' if match.full else 'most of its title, and each number in it, stand'} there"
            )
        case MatchedBy.SUBJECT:
            why = "its title has all that is named as ended, and more"
        case _:
            assert_never(match.by)
    return f"{match.item}: {why}{_doubt(match)}"


def _doubt(match: Match) -> str:
    """What keeps a match from being sure."""
    if match.early:
        return "; but a stage before it, such as a beta, is named too"
    if match.aside:
        return "; but it may be about something else that goes by that name, such as a sister or a launch party"
    return "; but another date of it stands there as well" if match.torn else ""


_ASKED = {
    AskedBecause.NOT_TRUSTED: "its source is asked about",
    AskedBecause.UNSURE_ITEM: "it is not sure which item is meant",
    AskedBecause.NEW_ITEM: "it would be a new item",
    AskedBecause.AN_OUTCOME: "a text that tells an outcome is asked about",
    AskedBecause.TOO_MANY: "its source let in five today already",
    AskedBecause.TOO_FAR: "it would move the date by more than 90 days",
    AskedBecause.INTO_THE_PAST: "it would move the date into the past",
    AskedBecause.NO_DATE: "it would leave no date",
    AskedBecause.DEADLINE_LATER: "it would move a deadline later",
    AskedBecause.FIRST_FETCH: "its source is read for less than an hour",
    AskedBecause.STATEMENTS_HALVED: "more than half of what its source said vanished, and nobody accepted the rest yet",
    AskedBecause.ITEM_ENDED: "its item has ended",
    AskedBecause.PART_UNREAD: "a part of its date was not read",
    AskedBecause.SETTLE_ASKS: "its item has what its signals prove asked about",
    AskedBecause.SIGNALS_A_DATE: "a date that a signal shows is asked about",
    AskedBecause.ONLY_A_SIGN: "it is a sign, and no proof",
    AskedBecause.SO_ALREADY: "it was so before it was first looked at",
    AskedBecause.UNSURE_DAY: "its day is not known for sure",
    AskedBecause.OLDER_THAN_ITEM: "it is older than all that was said of its item",
    AskedBecause.FAR_TOO_EARLY: "it came more than 90 days before the date in force",
    AskedBecause.ENDED_BEFORE: "its item ended before, and was opened again",
    AskedBecause.TAKEN_BACK: "an outcome that was taken back is asked about",
    AskedBecause.DRIFTED: "it would take the date more than 90 days from where a person last left it",
    AskedBecause.ONLY_PERHAPS: "its sentence says it only perhaps",
    AskedBecause.MUCH_EARLIER: "it brings the date forward by more than a month",
    AskedBecause.TWO_DATES: "its text says two dates of it that cannot both be true",
    AskedBecause.PART_OF_EVENT: "it may be only one of the days that the event takes",
    AskedBecause.OPEN_ENDED: "it leaves open when at the earliest, or when at the latest",
    AskedBecause.OTHER_YEAR: "it names another year than that of its item",
}


def why_asked(asked: AskedBecause) -> str:
    """Why a proposal waits for a person, behind "it waits, because"."""
    return _ASKED[asked]
