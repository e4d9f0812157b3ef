"""Proposals: what a source says about something that we watch or might watch, before anybody let it in. Pure.

A proposal holds nothing that is derived from an item: how it relates to the date in force is worked out when it is
shown, because that date may have moved since the proposal was stored.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from watchtracker import dates, lengths
from watchtracker.dates import DateWindow, Move
from watchtracker.errors import DateRefusedError, InputError
from watchtracker.items import Claim, ItemAsOf, Kind, Origin, Outcome, Result, Standing, Statement, go_through
from watchtracker.reading import FindResult

LONGEST_TITLE = 60
LONGEST_ID = 60
_SAID_SINCE = "it was said before that one"
_NO_WORD = re.compile(r"[\W_]+")
_IN_WORDS = frozenset(("Lu", "Ll", "Mn", "Lm"))
_NO_SLUG = re.compile(r"[^a-z0-9]+")


class ProposalState(StrEnum):
    """What became of a proposal; the values stand in databases.

    `overtaken`: nothing is left to decide, because what it says is on record, or its item has ended.
    """

    OPEN = "open"
    ACCEPTED = "accepted"
    DISMISSED = "dismissed"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The paragraph in which a quote stands, from `start` to `end` (code points), so that it can be shown marked."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """What `source`, a source of texts or signals, says of one thing; `published` is the day of its document, if known.

    `when` are the words of the date and `window` what they mean in `zone`. `result` is there if it tells an outcome,
    which was on the window's last day. `said_by` is who would be named as the claim's source. `item` is the item that
    it concerns; a new one would be called `title`, be of `kind`, and get the id `new_id`. `unread` says why a part of
    the date's words, such as a time of day, is not in `window`: then a person must look. `anew` if its source said it
    before, and did not in between; that is not stored. `rivals` are items of ours that came out alike, of which a
    person must choose: only that there are some is stored.
    """

    source: str
    quote: str
    when: str
    window: DateWindow
    zone: str
    title: str
    kind: Kind
    said_by: str
    standing: Standing = Standing.REPORTED
    result: FindResult | None = None
    published: date | None = None
    url: str | None = None
    passage: Surroundings | None = None
    item: str | None = None
    new_id: str | None = None
    unread: str | None = None
    anew: bool = False
    rivals: tuple[str, ...] = ()

    @property
    def subject(self) -> str:
        """The title as it is compared: without case, punctuation and widths of characters."""
        return folded(self.title)

    @property
    def unsure(self) -> bool:
        """Whether it is a date of which it was not clear which item of ours it concerns."""
        return self.item is None and self.result is None and (bool(self.rivals) or self.new_id is None)

    @property
    def nearest(self) -> str | None:
        """The item that it concerns, or else the only one that it may be of, which a person has to confirm."""
        return self.item or (self.rivals[0] if len(self.rivals) == 1 else None)

    @property
    def asks_whose(self) -> bool:
        """Whether a person must say which item it concerns: nobody could choose, or it is an outcome of none."""
        return self.unsure or (self.item is None and self.result is not None)


@dataclass(frozen=True, slots=True)
class StoredProposal:
    """A proposal in the record: its number, what became of it, who decided that and when (UTC).

    `claim` is the id of the claim that it became. `also` are the other sources that say the same.
    """

    id: int
    proposal: Proposal
    state: ProposalState
    found_at: datetime
    decided_at: datetime | None = None
    decided_by: str | None = None
    claim: str | None = None
    also: tuple[str, ...] = ()


def folded(text: str) -> str:
    """`text` as titles are compared: letters and digits alone, in one case and one width, parted by single spaces."""
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", text).casefold()).strip()


def key(proposal: Proposal) -> str:
    """What makes a proposal this one: its source, its item or else its title, its date and its result.

    The words of a quote and the identity of an entry in a feed are no part of it, because both change.
    """
    return _digest(folded(proposal.source), proposal.item or f" {proposal.subject}", *_said(proposal))


def title_key(proposal: Proposal) -> str:
    """The key that it has while no item is known: what was decided then holds for it also when there is one."""
    return key(replace(proposal, item=None))


def matter(proposal: Proposal) -> str:
    """What it has in common with the proposals of other sources that say the same."""
    return _digest("", proposal.item or f" {proposal.subject}", *_said(proposal))


def _said(proposal: Proposal) -> tuple[str, str]:
    return dates.edtf(proposal.window) or folded(proposal.when), proposal.result.value if proposal.result else ""


def _digest(*parts: str) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def relation(proposal: Proposal, known: ItemAsOf | None) -> Move | None:
    """How the date of a proposal stands to the date in force; None for an outcome, and where nothing is in force."""
    if known is None or known.claim is None or proposal.result is not None:
        return None
    return dates.move(known.window, proposal.window, zone=dates.zone(known.facts.zone))


def left_as_it_is(proposal: Proposal, known: ItemAsOf) -> str | None:
    """Why the date of a proposal, once accepted, would not take over the date in force; None if it would."""
    claims = [step.claim for step in known.steps]
    if proposal.result is not None or known.claim is None:
        return None
    newest = max(claim.said.said_on for claim in claims)
    said = Statement(proposal.when, proposal.published or newest, proposal.said_by, standing=proposal.standing)
    place = 1 + max(claim.place for claim in claims)
    accepted = Claim("", said, proposal.window, Origin.INTAKE, datetime.max.replace(tzinfo=UTC), place)
    steps = go_through((*claims, accepted), known.facts.zone)
    verdict = next(step.verdict for step in steps if step.claim is accepted)
    if not verdict.took_over:
        return verdict.value
    in_force = next(step.claim for step in reversed(steps) if step.verdict.took_over)
    return None if in_force is accepted else _SAID_SINCE


def is_overtaken(proposal: Proposal, known: ItemAsOf | None) -> bool:
    """Whether nothing is left to decide; `known` is its item as it is now.

    So it is where the date in force is just that, and where the item has ended (or is open again, for a reopening).
    """
    if known is None:
        return False
    if proposal.result is FindResult.REOPEN:
        return known.outcome is None
    if known.outcome is not None:
        return True
    return proposal.result is None and known.claim is not None and known.window == proposal.window


def is_over(proposal: Proposal, now: datetime) -> bool:
    """Whether the date of a proposal lies behind us; an outcome is no date."""
    place = dates.zone(proposal.zone)
    last = proposal.window.last_day(place)
    return proposal.result is None and last is not None and last < now.astimezone(place).date()


def is_said_anew(stored: StoredProposal, proposal: Proposal, known: ItemAsOf | None, now: datetime) -> bool:
    """Whether what needed no decision any more is to be asked again.

    A date is, if it was accepted or on record, the date in force moved away from it, and a later document says it, or
    its source came back to it. An outcome is, if it is told in other words after its item was opened again: a release
    made anew on the same day is another.
    """
    if proposal.result is not None:
        return _is_true_again(stored, proposal, known)
    if stored.state not in {ProposalState.ACCEPTED, ProposalState.OVERTAKEN} or known is None or known.outcome:
        return False
    if not proposal.anew and not _is_later(stored, proposal, now):
        return False
    return dates.contradicts(known.window, proposal.window, zone=dates.zone(known.facts.zone))


def _is_later(stored: StoredProposal, proposal: Proposal, now: datetime) -> bool:
    """Whether the document of a proposal is of a day after that of the one before, and after its decision.

    One without a day is of the day on which it was found, if it is another or says it in other words: a page that goes
    on saying what it always said does not say it anew.
    """
    before, later, decided = stored.proposal.published, proposal.published, stored.decided_at
    if decided is None:
        return False
    if later is None:
        is_other = (proposal.quote, proposal.url) != (stored.proposal.quote, stored.proposal.url)
        return is_other and now.date() > decided.date()
    return later > max(before or decided.date(), decided.date())


def _is_true_again(stored: StoredProposal, proposal: Proposal, known: ItemAsOf | None) -> bool:
    """Whether an outcome, or a reopening, that was accepted or overtaken could be so once more."""
    if known is None or is_overtaken(proposal, known):
        return False
    if stored.state is ProposalState.ACCEPTED:
        return proposal.quote != stored.proposal.quote
    return stored.state is ProposalState.OVERTAKEN


def statement(proposal: Proposal, zone: str, now: datetime) -> Statement:
    """The claim that an accepted proposal becomes, for an item of `zone`; raises InputError for an outcome.

    Its words mean in that zone what they meant where they were read: a time of day gets the zone of its source, and
    words that would be read otherwise become the date in EDTF.
    """
    if proposal.result is not None:
        raise InputError(f'"{proposal.quote}" tells how something ended, which is no date to claim')
    today = now.astimezone(dates.zone(zone)).date()
    said_on = min(proposal.published or today, today)
    return Statement(
        when=_words(proposal, zone, said_on),
        said_on=said_on,
        source=proposal.said_by,
        url=proposal.url,
        quote=proposal.quote,
        standing=proposal.standing,
    )


def outcome(proposal: Proposal, zone: str, now: datetime, *, by: str | None) -> Outcome:
    """The outcome that an accepted proposal becomes; raises InputError if it tells none."""
    if proposal.result is None or proposal.result is FindResult.REOPEN:
        raise InputError(f'"{proposal.quote}" tells no outcome')
    place = dates.zone(zone)
    today = now.astimezone(place).date()
    on = proposal.window.last_day(place) or proposal.published or today
    # A signal can be longer than a name in a watch list may be.
    name = by[: lengths.SOURCE] if by is not None else None
    return Outcome(Result(proposal.result.value), min(on, today), proposal.said_by, url=proposal.url, by=name)


def _words(proposal: Proposal, zone: str, said_on: date) -> str:
    place = dates.zone(zone)
    tries = [proposal.when]
    if proposal.window.instant is not None:
        tries.append(f"{proposal.when}, {proposal.zone}")
    if in_edtf := dates.edtf(proposal.window):
        tries.append(in_edtf)
    for words in tries:
        try:
            if dates.read(words, said_on=said_on, zone=place) == proposal.window:
                return words
        except DateRefusedError:
            continue
    raise InputError(f'"{proposal.when}" is read as another date in {zone}: say with --when what is meant')


def new_id(proposal: Proposal, taken: Collection[str]) -> str:
    """The id that a new item would get: its title as a slug, or its kind and month where nothing is left of that.

    With -2, -3 and so on behind it, where that is `taken`.
    """
    return NewIds(taken).of(proposal)


class NewIds:
    """The ids that many new items would get, one after the other, beside those that are `taken`."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def take(self, name: str) -> None:
        """Give this id to nobody else."""
        self._taken.add(name)

    def of(self, proposal: Proposal) -> str:
        """What `new_id` says of it; it is taken by nobody yet."""
        slug = _slug(proposal.title) or _of_kind(proposal)
        # What was taken stays so: a text may have thousands of one name.
        name, self._next[slug] = _free(slug, self._taken, self._next.get(slug, 1))
        return name


def id_like(title: str, taken: Collection[str]) -> str:
    """A title as an id that is not `taken`; empty where no letter of it can stand in one."""
    slug = _slug(title)
    return free_id(slug, taken) if slug else ""


def free_id(slug: str, taken: Collection[str]) -> str:
    """The slug itself, or where it is `taken` with -2, -3 and so on behind it."""
    return _free(slug, taken, 1)[0]


def _slug(title: str) -> str:
    """A title as an id; empty where no letter of it can stand in one."""
    folded = unicodedata.normalize("NFKD", title)
    # What is no letter of an alphabet stands between words: "旧API「v1」" is api-v1, not apiv1.
    parted = "".join(
        " " if not character.isascii() and unicodedata.category(character) not in _IN_WORDS else character
        for character in folded
    )
    plain = parted.encode("ascii", "ignore").decode().lower()
    slug = _cut(_NO_SLUG.sub("-", plain).strip("-"))
    return slug if any(character.isalpha() for character in slug) else ""


def _of_kind(proposal: Proposal) -> str:
    place = dates.zone(proposal.zone)
    day = proposal.window.first_day(place) or proposal.window.last_day(place) or proposal.published
    return f"{proposal.kind}-{day:%Y-%m}" if day else str(proposal.kind)


def _cut(slug: str) -> str:
    if len(slug) <= LONGEST_ID:
        return slug
    shorter = slug[: LONGEST_ID + 1].rpartition("-")[0]
    return shorter or slug[:LONGEST_ID]


def _free(slug: str, taken: Collection[str], number: int) -> tuple[str, int]:
    """The first name of a slug from a number on that is not taken, and its number."""
    while (name := _numbered(slug, number)) in taken:
        number += 1
    return name, number


def _numbered(slug: str, number: int) -> str:
    return slug if number == 1 else f"{slug[: LONGEST_ID - len(str(number)) - 1].rstrip('-')}-{number}"
