"""Proposals in lines: numbered, with what each would change and the words that it stands on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watchtracker.cli.screen import Style, fields, indented, padded, paint, width, wrapped
from watchtracker.intake.proposals import ProposalState, StoredProposal
from watchtracker.reports.proposals import ProposalRow
from watchtracker.tracker.intake import LetIn
from watchtracker.wording import proposals as wording
from watchtracker.wording.safe_text import clean

_WIDEST_TITLE = 30
_BEHIND_NUMBER = 4
# How an item is named: for the command `accept`, or by a key where each is asked for.
BY_OPTION, BY_KEY = "--item", "e"
_STYLES = {ProposalState.OPEN: Style.PLAIN}


def lines(rows: Sequence[ProposalRow], columns: int, *, zone: str, colour: bool) -> Iterator[str]:
    """The rows for a terminal, as `blocks` has them."""
    return (line for block in blocks(rows, columns, zone=zone, colour=colour) for line in block)


def blocks(
    rows: Sequence[ProposalRow], columns: int, *, zone: str, colour: bool, how: str = BY_OPTION
) -> Iterator[list[str]]:
    """The lines of each row for a terminal, under its number: the one in the record, or else its place among these.

    `how` says in which way somebody names the item of what is not sure.
    `zone` is that of the settings: of a day in another it is said, and of a moment always, in which zone it is.
    """
    titles = [clean(row.proposal.title) for row in rows]
    widest = min(max(map(width, titles), default=0), _WIDEST_TITLE)
    dates = [wording.date(row.proposal) for row in rows]
    widest_date = max(map(width, dates), default=0)
    for place, (row, title, date) in enumerate(zip(rows, titles, dates, strict=True), start=1):
        number = f"{row.id or place:>2}  "
        style = _STYLES.get(row.state, Style.QUIET)
        head = _head(padded(title, widest), padded(date, widest_date), _about(row, zone, how), columns - len(number))
        quote = indented(f'"{clean(wording.quoted(row.proposal))}"', by=_BEHIND_NUMBER, columns=columns)
        yield [
            paint(number + head[0], style, colour=colour),
            *(f"{' ' * _BEHIND_NUMBER}{line}" for line in head[1:]),
            *(paint(line, Style.QUIET, colour=colour) for line in quote),
        ]


def _head(title: str, date: str, about: str, columns: int) -> list[str]:
    """Title, date and what they concern: on one line if they fit, else what they concern below, else each by itself."""
    if width(f"{title}  {date}  {about}") <= columns:
        return [f"{title}  {date}  {about}"]
    dated = f"{title}  {date}".rstrip()
    first = [dated] if width(dated) <= columns else [*wrapped(title, columns), date.rstrip()]
    return [*first, *wrapped(about, columns)]


def for_a_pipe(rows: Sequence[ProposalRow], zone: str) -> Iterator[str]:
    """The rows with tabs between the fields: number, title, date, what it concerns, source, quote."""
    for row in rows:
        proposal = row.proposal
        number = str(row.id) if row.id else "-"
        yield fields(
            (number, proposal.title, wording.date(proposal), _about(row, zone), proposal.source, proposal.quote)
        )


def let_in(done: LetIn) -> str:
    """How a proposal that was let in is taken back."""
    proposal, change = done.stored.proposal, done.change
    return f"undo: {wording.undo(proposal, change.item_id, done.claim, added=change.what == 'added')}"


def dismissed(stored: StoredProposal, *, subject: bool) -> str:
    """That a proposal was dismissed, and how it is brought back."""
    proposal = stored.proposal
    silent = f'"{clean(proposal.title)}" is not heard of {clean(proposal.source)} any more'
    more = silent if subject else wording.not_asked_again(stored)
    return f"{stored.id} dismissed: {more}; undo: watchtracker inbox --restore {stored.id}"


def _about(row: ProposalRow, zone: str, how: str = BY_OPTION) -> str:
    parts = [wording.concerns(row.proposal, row.known), wording.in_zone(row.proposal, row.known, zone)]
    if row.proposal.rivals:
        parts[0] += f" say it with {how}"
    elif row.proposal.asks_whose and row.state is ProposalState.OPEN:
        parts[0] += f": name one with {how}"
    parts.append(wording.also(row.also))
    if row.proposal.unread:
        parts.append(f"look at its words: {row.proposal.unread}")
    if row.over and row.known is None:
        parts.append("its date is over")
    if row.state is not ProposalState.OPEN:
        parts.append(wording.state(row.state))
    return "; ".join(clean(part) for part in parts if part)
