"""What `doctor` finds out about sources and signals: when each was last understood, what is wrong, what would help."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchtracker.checks import Check, Finding
from watchtracker.collecting import remembering, subjects
from watchtracker.collecting.subjects import Askable, Services
from watchtracker.intake.text_sources import TextSource, Trust
from watchtracker.items import Item
from watchtracker.masking import masked, masked_address
from watchtracker.store.sources import SourceRow
from watchtracker.wording.safe_text import clean, cut
from watchtracker.wording.utc import utc

# Whoever was not understood for longer than three turns, and than this, is not just late.
_LATE_AFTER = timedelta(days=1)
_TURNS = 3
_LONGEST_NAME = 24
_TRUSTED_AGAIN = "look at it; once you accepted something that it says since, it is trusted again"
_NOT_ASKED = "`watchtracker serve` asks it within a minute; `watchtracker sources fetch` asks now"


@dataclass(frozen=True, slots=True)
class Collected:
    """What is on record of collecting: the sources of the watch list, items that wait for signals, how far all are."""

    declared: tuple[TextSource, ...]
    items: tuple[Item, ...]
    rows: Mapping[str, SourceRow]


def checks(collected: Collected, services: Services, now: datetime) -> Iterator[Check]:
    """One check for each source and signal, and one for each token that is missed."""
    asked = [
        *subjects.of_sources(collected.declared, services),
        *subjects.of_signals(collected.items, services, now),
    ]
    how = _NOT_ASKED
    for subject in asked:
        called = cut(clean(subject.shown), _LONGEST_NAME)
        topic = f"source {called}" if isinstance(subject.what, TextSource) else f"signal {called}"
        row = collected.rows.get(subject.name)
        if row is None or row.tried_at is None or row.address != subject.stands_at:
            # What to do about it is said once, however many there are.
            yield Check(topic, Finding.OK, "not asked yet", how)
            how = ""
        else:
            yield _check(topic, subject, row, now)
    yield from _tokens(asked, services)


def _check(topic: str, subject: Askable, row: SourceRow, now: datetime) -> Check:
    last = f"last understood {utc(row.understood_at)}" if row.understood_at else "never understood"
    if row.error is not None:
        said = f"{masked(row.error)} ({last})"
        if row.next_at is None:
            return Check(topic, Finding.BAD, said, "write another address, or take it out")
        again = f"asked again from {utc(row.next_at)} on; `watchtracker sources fetch` asks now"
        return Check(topic, Finding.WARN, said, again)
    if row.moved_to is not None:
        new = f"write its new address: {masked_address(row.moved_to)}"
        return Check(topic, Finding.WARN, f"it moved for good ({last})", new)
    if now - (row.understood_at or row.tried_at or now) > max(_LATE_AFTER, _TURNS * subject.every):
        return Check(topic, Finding.WARN, f"{last}, and not asked since", "see that `watchtracker serve` runs")
    memory = remembering.remembered(row.seen)
    remarks = filter(None, (last, remembering.passed_over(memory), remembering.doubt_said(memory)))
    if memory.doubt is not None and isinstance(subject.what, TextSource) and subject.what.trust is not Trust.ASK:
        return Check(topic, Finding.WARN, "; ".join(remarks), _TRUSTED_AGAIN)
    return Check(topic, Finding.OK, "; ".join(remarks))


def _tokens(asked: Iterable[Askable], services: Services) -> Iterator[Check]:
    """GitHub answers 60 questions an hour without a token, which a few signals use up."""
    named = {subject.question.answer.service for subject in asked if subject.question is not None}
    if "github" in named and not services.tokens.get("github"):
        fix = "with WATCHTRACKER_GITHUB__TOKEN it answers 5,000, and is asked every 15 minutes"
        yield Check("github", Finding.OK, "asked without a token: it answers 60 questions an hour", fix)
