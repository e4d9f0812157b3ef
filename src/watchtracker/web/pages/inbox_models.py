"""Proposals as the page of the inbox shows them: everything that its template prints, computed beforehand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from urllib.parse import urlsplit

from watchtracker.intake.proposals import Proposal, ProposalState, StoredProposal
from watchtracker.items import Item, Standing
from watchtracker.masking import masked_address
from watchtracker.reports.proposals import ProposalRow
from watchtracker.wording import proposals as wording
from watchtracker.wording.items import day
from watchtracker.wording.markdown import as_read

_AROUND = 240  # characters that are shown of a paragraph before and behind its quote
# Where a long line of prose was broken to be as wide as a letter, and not where a list or a table goes on.
_WRAP = re.compile(r"(?<=[^\n|]{40}[\x21-\x7b\x7d-\u2fff])\n(?=[^\W\d]|[\"'(\u2018\u201c]|\d[^.)\n]{3})")
_STANDINGS = {Standing.OFFICIAL: "official", Standing.REPORTED: "", Standing.RUMOUR: "a rumour"}


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the fields of a proposal, and what came of it.

    `read` says what would be recorded, `checked` of which fields that was said, `problem` why it was refused.
    """

    item: str
    when: str
    title: str
    kind: str
    read: str = ""
    checked: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """A proposal that waits. The quote is `marked`, with what stands `before` and `behind` it in its paragraph.

    `title` is that of `item`, which is the id of ours that it concerns; or, where that is empty, of what would be new.
    `source` is what was read; `change` says what it would do there, or what would be new.
    `in_zone` says in which zone its date is, where nobody could guess that.
    `beware` is what to look at first. `needs_item`: it cannot be accepted before somebody says of which item it is.
    """

    id: int
    title: str
    date: str
    in_zone: str
    item: str
    change: str
    beware: str
    before: str
    marked: str
    behind: str
    said: str
    source: str
    by_way_of: str
    url: str
    host: str
    tells_outcome: bool
    needs_item: bool
    typed: Typed
    opened: bool


@dataclass(frozen=True, slots=True)
class Done:
    """What became of a proposal, in a sentence, and of which `item`, if that can be looked at.

    `number` is its own where whoever looks can `do` something against it.
    """

    said: str
    item: str = ""
    do: str = ""
    number: int | None = None


def card(row: ProposalRow, zone: str, typed: Typed | None = None) -> Card:
    """The card of a stored row; `typed` is what somebody typed into its fields, `zone` that of the settings."""
    proposal, known = row.proposal, row.known
    assert row.id is not None
    before, marked, behind = _quoted(proposal)
    shown_url = masked_address(proposal.url or "", is_public=True)
    return Card(
        id=row.id,
        title=known.facts.title if known else proposal.title,
        date=wording.date(proposal),
        item=known.id if known else "",
        in_zone=wording.in_zone(proposal, known, zone),
        change=wording.change(proposal, known) if known else wording.concerns(proposal, None),
        beware=_beware(row),
        before=before,
        marked=marked,
        behind=behind,
        said=_said(proposal),
        source=proposal.source,
        by_way_of=_by_way_of(row),
        url=shown_url if shown_url.startswith(("https://", "http://")) else "",
        host=_host(shown_url),
        tells_outcome=proposal.result is not None,
        needs_item=known is None and (proposal.item is not None or proposal.asks_whose),
        typed=typed or as_proposed(proposal),
        opened=typed is not None,
    )


def as_proposed(proposal: Proposal) -> Typed:
    """The fields as they are before anybody typed."""
    return Typed(proposal.nearest or proposal.new_id or "", proposal.when, proposal.title, proposal.kind.value)


def done(stored: StoredProposal, items: Mapping[str, Item], *, silenced: bool, by: str) -> Done:
    """What became of a proposal, read from the record, so that no address can make the page say anything else.

    What `by` accepted, they can undo there; what others did is undone on the page of its item.
    """
    proposal = stored.proposal
    who = f" by {stored.decided_by}" if stored.decided_by else ""
    match stored.state:
        case ProposalState.OPEN:
            return Done(f"“{proposal.title}” waits to be decided.")
        case ProposalState.OVERTAKEN:
            return Done(f"“{proposal.title}” is on record already, so that nothing is left to decide.")
        case ProposalState.DISMISSED:
            silent = f"“{proposal.title}” is not heard of from {proposal.source} any more"
            more = silent if silenced else wording.not_asked_again(stored)
            return Done(f"“{proposal.title}” was dismissed{who}. {more}.", do="restore", number=stored.id)
        case ProposalState.ACCEPTED:
            item = items.get(proposal.item or "")
            added = item is not None and [claim.id for claim in item.claims] == [stored.claim]
            what = "added as a new item" if added else "recorded"
            said = f"“{proposal.title}” was accepted{who}: {what}."
            if item is None or not item.listed:
                return Done(f"“{proposal.title}” was accepted{who}; its item is not watched any more.")
            return Done(said, item.id, *(("undo", stored.id) if stored.decided_by == by else ()))


def dismissed(found: Sequence[StoredProposal], place: tzinfo) -> list[tuple[int, str, str]]:
    """Number, title and the rest of what was dismissed lately, by the days of `place`."""
    return [(stored.id, stored.proposal.title, _fate(stored, place)) for stored in found]


def _fate(stored: StoredProposal, place: tzinfo) -> str:
    parts = [wording.date(stored.proposal), stored.proposal.source]
    if stored.decided_at:
        by = f" by {stored.decided_by}" if stored.decided_by else ""
        parts.append(f"dismissed {day(stored.decided_at.astimezone(place).date())}{by}")
    return ", ".join(parts)


def _quoted(proposal: Proposal) -> tuple[str, str, str]:
    passage = proposal.passage
    if passage is None:
        return "", as_read(proposal.quote), ""
    text = _WRAP.sub(" ", passage.text)
    before, behind = text[: passage.start], text[passage.end :]
    if len(before) > _AROUND:
        before = f"… {before[-_AROUND:].partition(' ')[2] or before[-_AROUND:]}"
    if len(behind) > _AROUND:
        behind = f"{behind[:_AROUND].rpartition(' ')[0] or behind[:_AROUND]} …"
    return as_read(before), as_read(text[passage.start : passage.end]), as_read(behind)


def _beware(row: ProposalRow) -> str:
    unread = f"look at its words: {row.proposal.unread}" if row.proposal.unread else ""
    return "; ".join(filter(None, (unread, "its date is over" if row.over and row.known is None else "")))


def _said(proposal: Proposal) -> str:
    parts = [proposal.said_by, _STANDINGS[proposal.standing], day(proposal.published) if proposal.published else ""]
    return ", ".join(filter(None, parts))


def _by_way_of(row: ProposalRow) -> str:
    source = row.proposal.source
    named = source in row.proposal.said_by
    return "; ".join(filter(None, ("" if named else f"by way of {source}", wording.also(row.also))))


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
