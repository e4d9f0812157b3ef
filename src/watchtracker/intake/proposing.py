"""What was read in a document, as proposals: whose they are, what they would be called, who said it. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from functools import lru_cache

from watchtracker import dates, lengths
from watchtracker.dates import DateWindow
from watchtracker.intake import proposals
from watchtracker.intake.beside import names_something_else
from watchtracker.intake.matching import Candidate, Catalogue, Match, Matchable, MatchedBy, names_one_thing
from watchtracker.intake.pronouns import names_nothing, sentence_before
from watchtracker.intake.proposals import Proposal, Surroundings
from watchtracker.intake.text_sources import SourceKind, TextSource
from watchtracker.items import Item, Kind, Origin, Standing
from watchtracker.masking import masked_address
from watchtracker.reading import Find, FindKind

# A quote is shown within its paragraph, as far as that is short enough to be looked at.
_MOST_AROUND = 600
# The last place on earth where a day ends.
_LAST_PLACE = "AoE"
_ANYWHERE = re.compile(r"\bAoE\b|anywhere on earth", re.IGNORECASE)
# The mark of a footnote is no part of a name.
_NOTE = re.compile(r"\[(?:\^\w{1,20}|\d{1,3})\]")
# The head of a letter, which is about none of the things in it: "Osprey Weekly, Issue 12, Friday, March 13".
_OF_AN_ISSUE = re.compile(
    r"\b(?:issue|no\.|vol\.|edition) ?#?\d|\b(?:weekly|newsletter|digest|bulletin|roundup)\b"
    r"|第 ?\d+ ?[号期]|[周週][报報刊]",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?](?=\s)|(?=\n)|$)")
# A day beside it: then it is said of that day alone, as in a newsletter with one call among other news.
_DAY_BESIDE = re.compile(
    r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b|\d{4}-\d\d|\d/\d|\d ?[月日]",
    re.IGNORECASE,
)
_KINDS = {FindKind.RELEASE: Kind.RELEASE, FindKind.DEADLINE: Kind.DEADLINE, FindKind.EVENT: Kind.EVENT}


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A text as it was read: where it stands, and the day on which it was published, if that is known."""

    text: str
    url: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class DocumentFind:
    """A find, and the document that it stands in.

    `may_be` says of the title of an item whether that item can be meant at all; None: any can. `only_known` if it
    matters only to an item that we have.
    """

    find: Find
    document: ReadDocument
    may_be: Callable[[str], bool] | None = None
    only_known: bool = False


@dataclass(frozen=True, slots=True)
class MatchedProposal:
    """A proposal with what made it that of its item."""

    proposal: Proposal
    match: Match


class WatchedItems:
    """What we watch now, as far as it matters to what comes in: for many documents."""

    def __init__(self, items: Iterable[Item]) -> None:
        every = list(items)
        self.taken = frozenset(item.id for item in every)
        self._kinds = {item.id: item.facts.kind for item in every if item.listed}
        self._catalogue = Catalogue(_watched(item) for item in every if item.listed)
        # Where several things may stand: what was found there once is no mark of what is found there next.
        self._places = {item.facts.url for item in every if item.listed and _was_found_there(item)}

    def proposed(self, finds: Sequence[Find], document: ReadDocument, source: TextSource) -> list[MatchedProposal]:
        """What a source says in a document, each statement once, in the order of the text."""
        return self.said([DocumentFind(find, document) for find in finds], source)

    def said(self, said: Sequence[DocumentFind], source: TextSource) -> list[MatchedProposal]:
        """What a source says in all of its documents together, each statement once."""
        found: dict[str, MatchedProposal] = {}
        ids = proposals.NewIds(self.taken)
        kinds = Counter(_KINDS.get(each.find.kind) for each in said)
        matched = [(each, self._match(each, source, alone=kinds[_KINDS.get(each.find.kind)] == 1)) for each in said]
        for each, match in _torn(_most_precise(matched), dates.zone(source.zone)):
            if each.only_known and match.item is None:
                continue
            proposal = self._proposal(each.find, match, each.document, source)
            if proposal.item is None and proposal.result is None:
                proposal = replace(proposal, new_id=ids.of(proposal))
            identity = proposals.key(proposal)
            if identity not in found:
                found[identity] = MatchedProposal(proposal, match)
                if proposal.new_id:
                    ids.take(proposal.new_id)
        return list(found.values())

    def concerned(self, proposal: Proposal, bound: Collection[str] = ()) -> str | None:
        """The item that a stored proposal surely concerns by now; its source is `bound` to some."""
        if not names_one_thing(proposal.title):
            return None
        kind = proposal.kind if proposal.result is None else None
        heard = Matchable(proposal.quote, kind, proposal.url, subject=proposal.title)
        match = self._catalogue.match(heard, bound=bound)
        return match.item if match.sure else None

    def with_rivals(self, proposal: Proposal) -> Proposal:
        """A stored proposal of which it was not clear which item it concerns, with those that it may be of now."""
        if not proposal.asks_whose:
            return proposal
        kind = proposal.kind if proposal.result is None else None
        heard = Matchable(proposal.quote, kind, proposal.url, subject=proposal.title)
        match = self._catalogue.match(heard)
        rivals = match.rivals or ((match.item,) if match.item else ())
        if not rivals and proposal.passage is not None and names_nothing(proposal.title):
            passage = proposal.passage
            rivals = self._match_before(heard, sentence_before(passage.text, passage.start)).rivals
        if proposal.result is not None:
            return replace(proposal, rivals=rivals)
        return replace(proposal, rivals=rivals, new_id=proposals.new_id(proposal, self.taken))

    def _match(self, said: DocumentFind, source: TextSource, *, alone: bool) -> Match:
        find = said.find
        url = None if self._is_a_place(said, source) else said.document.url
        heard = Matchable(find.quote, _KINDS.get(find.kind), url, find.title, find.heading)
        match = self._catalogue.match(heard, bound=source.items, alone=alone, may_be=said.may_be)
        if match.item is None and not match.rivals and names_nothing(find.title):
            return self._match_before(heard, sentence_before(said.document.text, find.start))
        return match

    def _is_a_place(self, said: DocumentFind, source: TextSource) -> bool:
        """Whether a document stands where many things do, so that its address says of none which it is."""
        if said.may_be is not None:
            return False  # a service has an address for each thing
        is_list = source.kind in {SourceKind.FEED, SourceKind.CALENDAR}
        return said.document.url in self._places or (is_list and said.document.url == masked_address(source.address))

    def _match_before(self, heard: Matchable, before: str) -> Match:
        """What the sentence before is about, of which a person must say whether that is meant."""
        match = self._catalogue.match(replace(heard, quote=before, subject=before))
        return Match(rivals=match.rivals or ((match.item,) if match.item else ()))

    def _proposal(self, find: Find, match: Match, document: ReadDocument, source: TextSource) -> Proposal:
        kind = self._kinds.get(match.item or "") or _KINDS.get(find.kind, Kind.RELEASE)
        return Proposal(
            source=source.name,
            quote=find.quote,
            when=find.when,
            window=find.window,
            zone=_zone(find, document, source),
            title=_NOTE.sub("", find.title if match.item is not None else _title(find)).strip(),
            kind=kind,
            said_by=_said_by(find, source),
            standing=_standing(find, match, source),
            result=find.result,
            published=document.published,
            url=document.url,
            passage=_passage(document.text, find.start, find.end, alone=not names_nothing(find.title)),
            item=match.item,
            unread=find.unread,
            rivals=match.rivals,
        )


def _most_precise(matched: Sequence[tuple[DocumentFind, Match]]) -> list[tuple[DocumentFind, Match]]:
    """Without what the same document says more precisely of the same item: its heading often names but the month."""
    sure: dict[tuple[str | None, int], dict[tuple[FindKind, DateWindow], DocumentFind]] = defaultdict(dict)
    for each, match in matched:
        if match.by is MatchedBy.TITLE and not match.early and not each.find.result:
            sure[match.item, id(each.document)].setdefault((each.find.kind, each.find.window), each)
    return [
        (each, match)
        for each, match in matched
        if match.by is not MatchedBy.TITLE
        or not any(_says_more(other, each) for other in sure[match.item, id(each.document)].values())
    ]


def _torn(matched: Sequence[tuple[DocumentFind, Match]], zone: tzinfo) -> list[tuple[DocumentFind, Match]]:
    """What was matched, marked as torn where another statement of its document about its item contradicts it."""
    sure: dict[tuple[str | None, int], dict[DateWindow, DocumentFind]] = defaultdict(dict)
    for each, match in matched:
        if match.item is not None and match.sure and each.find.result is None:
            sure[match.item, id(each.document)].setdefault(each.find.window, each)

    def is_torn(this: DocumentFind, item: str | None) -> bool:
        return any(_contradict(other, this, zone) for other in sure[item, id(this.document)].values())

    return [(each, replace(match, torn=is_torn(each, match.item))) for each, match in matched]


def _contradict(other: DocumentFind, this: DocumentFind, zone: tzinfo) -> bool:
    if other.find.result is not None or this.find.result is not None:
        return False
    return dates.contradicts(other.find.window, this.find.window, zone=zone)


def _says_more(other: DocumentFind, this: DocumentFind) -> bool:
    """Whether `other` has the date of `this` more precisely, about the same and in the same document."""
    if other.document is not this.document or other.find.result or this.find.result:
        return False
    if other.find.kind is not this.find.kind and not this.find.quote.startswith("#"):
        return False
    return _lies_within(other.find.window, this.find.window)


def _lies_within(inner: DateWindow, outer: DateWindow) -> bool:
    if inner.earliest is None or inner.latest is None or outer.earliest is None or outer.latest is None:
        return False
    return outer != inner and outer.earliest <= inner.earliest and inner.latest <= outer.latest


def _watched(item: Item) -> Candidate:
    facts = item.facts
    texts = tuple(text for text in (facts.url, facts.notes) if text)
    return Candidate(facts.id, facts.title, facts.kind, texts, facts.signals)


def _was_found_there(item: Item) -> bool:
    """Whether the address of an item is that of the text from which it was accepted."""
    return any(claim.origin is Origin.INTAKE and claim.said.url == item.facts.url for claim in item.claims)


def _title(find: Find) -> str:
    """What a new item would be called: what is said of many things, with the heading that says of which.

    Otherwise the submission deadlines of two conferences would be one proposal.
    """
    if names_one_thing(find.title):
        return find.title
    over = (part for part in reversed(find.heading.split(" / ")) if not _OF_AN_ISSUE.search(part))
    heading = next((part for part in over if names_something_else(part, frozenset())), None)
    if heading is None:
        return find.title
    left = proposals.LONGEST_TITLE - len(find.title) - len(": ")
    return f"{heading[:left].rstrip()}: {find.title}" if left > 0 else find.title


def _zone(find: Find, document: ReadDocument, source: TextSource) -> str:
    """Where the day of a statement ends: calls say once for all their deadlines, beside no day, that it is anywhere."""
    if find.kind is not FindKind.DEADLINE or find.window.instant is not None:
        return source.zone
    beside = _ANYWHERE.search(find.quote) and len(_DAY_BESIDE.findall(find.quote)) == 1
    return _LAST_PLACE if beside or _ends_anywhere(document.text) else source.zone


@lru_cache(maxsize=4)
def _ends_anywhere(text: str) -> bool:
    if not _ANYWHERE.search(text):
        return False
    said = (found[0] for found in _SENTENCE.finditer(text))
    return any(_ANYWHERE.search(sentence) and not _DAY_BESIDE.search(sentence) for sentence in said)


def _said_by(find: Find, source: TextSource) -> str:
    """Who is named as the source of a claim: as long as a watch list may name one."""
    if not find.said_by:
        return source.name
    by_way = f", by way of {source.name}"
    return f"{find.said_by}{by_way}" if len(find.said_by) + len(by_way) <= lengths.SOURCE else source.name


def _standing(find: Find, match: Match, source: TextSource) -> Standing:
    """How much it weighs: a source decides only on the items that it is bound to, and never by hearsay."""
    if find.rumour:
        return Standing.RUMOUR
    decides = match.item is not None and match.item in source.items and find.said_by is None
    return Standing.REPORTED if source.standing is Standing.OFFICIAL and not decides else source.standing


def _passage(text: str, start: int, end: int, *, alone: bool) -> Surroundings:
    """The paragraph of a find, and the one before it as well where it does not stand `alone`."""
    low, high = max(start - _MOST_AROUND, 0), min(end + _MOST_AROUND, len(text))
    # What stands further away is not looked for: a text may have thousands of finds.
    above, below = text.rfind("\n\n", max(low - 2, 0), start), text.find("\n\n", end, high + 2)
    if not alone and above > low:
        above = text.rfind("\n\n", low, above)
    first, last = max(low, above + 2) if above >= 0 else low, below if below >= 0 else high
    return Surroundings(text[first:last], start - first, end - first)
