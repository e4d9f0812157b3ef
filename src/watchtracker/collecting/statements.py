"""What came from a source as statements: which texts are new, what was read in them, how many there are in all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from watchtracker import reading
from watchtracker.collecting import remembering, texts
from watchtracker.collecting.remembering import Memory
from watchtracker.collecting.texts import Texts
from watchtracker.intake import announcements, plausibility, proposals, turnover
from watchtracker.intake.plausibility import Counted
from watchtracker.intake.proposing import MatchedProposal, ReadDocument, WatchedItems
from watchtracker.intake.text_sources import SourceKind, TextSource
from watchtracker.intake.turnover import EntryCount
from watchtracker.sources import services
from watchtracker.sources.feeds import MOST_ENTRIES
from watchtracker.sources.replies import Fetched
from watchtracker.sources.services import ServiceQuestion
from watchtracker.store.sources import FetchedText, SourceRow

# So many characters are read of one fetch, and what a statement costs beside them. A source is ours for two minutes:
# whoever needed longer would begin again and again. What is left is read the next time.
MOST_READ, _FOR_A_STATEMENT = 500_000, 250


@dataclass(frozen=True, slots=True)
class Statements:
    """What a fetch brought: what it proposes, the texts that were read with how much they say, and the count of all.

    `seen` is what is to be remembered until the next fetch, None: nothing. If it `is_whole`, nothing was left unread.
    `passed_over` says what was no date to wait for, empty: nothing.
    """

    proposed: tuple[MatchedProposal, ...]
    read: tuple[tuple[FetchedText, int], ...]
    counted: Counted
    seen: str | None = None
    is_whole: bool = True
    passed_over: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """What was known before a fetch: how far its source is, what we watch, how much a text said that was read then.

    `accepted_since` says whether a person accepted something of the source since a moment; `most` is how many
    characters are read at a time.
    """

    row: SourceRow
    watched: WatchedItems
    statements_in: Callable[[FetchedText], int | None]
    accepted_since: Callable[[datetime], bool] = lambda _: False
    most: int = MOST_READ

    def memory(self) -> Memory:
        """What is remembered of the source, without a doubt that a person has ended."""
        before = remembering.remembered(self.row.seen)
        if before.doubt is not None and self.accepted_since(before.doubt.since):
            return replace(before, doubt=None)
        return before


def read(source: TextSource, fetched: Fetched, known: Known, now: datetime) -> Statements:
    """What a source says now that it did not say before; raises InputError with one sentence where it is unreadable."""
    match source.kind:
        case SourceKind.CALENDAR:
            return _calendar(source, fetched, known, now)
        case SourceKind.PAGE:
            return _page(source, fetched, known, now)
        case _:
            return _feed(source, fetched, known, now)


def _feed(source: TextSource, fetched: Fetched, known: Known, now: datetime) -> Statements:
    """What stands in the entries that are new; those of its archive are none."""
    first_at = known.row.first_at or now
    proposed: list[MatchedProposal] = []
    done: list[tuple[FetchedText, int]] = []
    entries: list[EntryCount] = []
    left = known.most
    found_there = texts.of(source, fetched)
    for text in found_there.read:
        said = known.statements_in(text)
        if said is None and not plausibility.is_too_old(text.published, first_at):
            if left <= 0 or (done and len(text.text) > left):
                left = 0  # it is read the next time, and whole
                continue
            found = _proposed(text, source, known, left)
            left -= len(text.text) + _FOR_A_STATEMENT * len(found)
            proposed += found
            said = len(found)
            done.append((text, said))
        entries.append(EntryCount(turnover.entry_name(text.address, text.title), said or 0))
    ahead = _ahead(proposed, now)
    if left <= 0:
        # How much it says in all is known once it was read whole.
        number = Counted(turnover.said_in(entries), None)
        beyond = _beyond(found_there, known.most)
        return Statements(ahead, tuple(done), number, known.row.seen, is_whole=False, passed_over=beyond)
    counted, after = _count_of_feed(entries, known.memory(), now)
    after = replace(after, beyond=_beyond(found_there, known.most))
    return Statements(ahead, tuple(done), counted, remembering.of_feed(after), passed_over=after.beyond)


def _beyond(found_there: Texts, most: int) -> str:
    """What of a page or a feed is too much to read, in a sentence; empty if nothing is."""
    parts = (
        f"{found_there.beyond} more after its first {MOST_ENTRIES} entries" if found_there.beyond else "",
        f"what stands after the first {most} characters of a text"
        if any(len(text.text) > most for text in found_there.read)
        else "",
    )
    said = " and ".join(part for part in parts if part)
    return f"not read: {said}" if said else ""


def _count_of_feed(entries: Sequence[EntryCount], before: Memory, now: datetime) -> tuple[Counted, Memory]:
    """What the entries of a feed count for, beside those that it had before, and what to remember of them."""
    lost = turnover.lost_in_turn(before.entries, [entry.name for entry in entries])
    doubt = before.doubt
    if doubt is not None:
        doubt = replace(doubt, statements=max(doubt.statements - lost, 0))
    held = turnover.said_in(before.entries) - lost if before.entries else None
    counted = plausibility.counted(turnover.said_in(entries), held, before.gone, doubt)
    if counted.gone:
        return counted, replace(before, gone=counted.gone)
    return counted, Memory(doubt=plausibility.doubted(counted, doubt, now), entries=tuple(entries))


def _page(source: TextSource, fetched: Fetched, known: Known, now: datetime) -> Statements:
    """What stands on a page, unless it is word for word as it was the last time."""
    before = known.memory()
    found_there = texts.of(source, fetched)
    (text,) = found_there.read
    number = known.statements_in(text) if text.digest == before.text else None
    if number is not None:
        counted = plausibility.counted(number, known.row.statements, before.gone, before.doubt)
        doubt = plausibility.doubted(counted, before.doubt, now)
        after = replace(before, gone=counted.gone, doubt=doubt)
        return Statements((), (), counted, remembering.of_statements(after), passed_over=after.beyond)
    proposed = _proposed(text, source, known, known.most)
    counted = plausibility.counted(len(proposed), known.row.statements, before.gone, before.doubt)
    said = before.said if counted.gone else remembering.keys(proposed)
    doubt = plausibility.doubted(counted, before.doubt, now)
    after = Memory(counted.gone, text=text.digest, said=said, doubt=doubt, beyond=_beyond(found_there, known.most))
    ahead, seen = _ahead(remembering.marked(proposed, before), now), remembering.of_statements(after)
    return Statements(ahead, ((text, len(proposed)),), counted, seen, passed_over=after.beyond)


def _proposed(text: FetchedText, source: TextSource, known: Known, most: int) -> list[MatchedProposal]:
    """What stands in the first `most` characters of a text."""
    finds = reading.read(text.text[:most], text.published, source.zone).finds
    return known.watched.proposed(finds, ReadDocument(text.text, text.address, text.published), source)


def announced(
    source: TextSource, answers: Iterable[tuple[ServiceQuestion, Fetched]], known: Known, now: datetime
) -> Statements:
    """What services say by their fields; raises NotUnderstoodError."""
    found = [
        each for question, answer in answers for each in services.announcements(question, source.zone, answer.body)
    ]
    before = known.memory()
    proposed = announcements.announced(found, source, known.watched, now)
    counted = Counted(len(found), before.doubt.statements if before.doubt else known.row.statements)
    doubt = plausibility.doubted(counted, before.doubt, now)
    seen = remembering.of_statements(Memory(doubt=doubt, said=remembering.keys(proposed)))
    return Statements(tuple(remembering.marked(proposed, before)), (), counted, seen)


def _calendar(source: TextSource, fetched: Fetched, known: Known, now: datetime) -> Statements:
    """The events that are new, or stand at another time, or were cancelled; one with a new title alone is the same."""
    found_there = texts.events(source, fetched)
    events = found_there.read
    before = known.memory()
    proposed: list[MatchedProposal] = []
    for event in events:
        if event.find is not None and before.events.get(event.uid) != event.state:
            document = ReadDocument(event.text.text, event.text.address, event.text.published)
            found = known.watched.proposed([event.find], document, source)
            anew = event.uid in before.events
            proposed += [replace(each, proposal=replace(each.proposal, anew=anew)) for each in found]
    proposed = [each for each in proposed if each.proposal.result is None or each.proposal.item is not None]
    counted = plausibility.counted(len(events), known.row.statements, before.gone, before.doubt)
    states = {event.uid: event.state for event in events} if events else before.events
    doubt = plausibility.doubted(counted, before.doubt, now)
    memory = Memory(counted.gone, states, found_there.recurring, found_there.unread, found_there.earlier, doubt=doubt)
    seen, passed_over = remembering.of_calendar(memory), remembering.passed_over(memory)
    return Statements(_ahead(proposed, now), (), counted, seen, passed_over=passed_over)


def _ahead(proposed: Sequence[MatchedProposal], now: datetime) -> tuple[MatchedProposal, ...]:
    return tuple(each for each in proposed if not proposals.is_over(each.proposal, now))
