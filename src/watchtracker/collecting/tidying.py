"""What nobody needs any more of what was collected: old texts, overtaken proposals, how far signals had got."""

from __future__ import annotations

from datetime import datetime, timedelta

from watchtracker.collecting.subjects import signals_of
from watchtracker.intake.plausibility import TEXTS_ARE_KEPT
from watchtracker.store.engine import Store
from watchtracker.tracker.intake import Intake

_NOT_ASKED_FOR = timedelta(days=30)


def tidy(store: Store, intake: Intake, now: datetime) -> None:
    """Forget texts after their time, and what was not asked for as long; close what is overtaken."""
    with store.writing() as tx:
        tx.sources.forget_texts(now - TEXTS_ARE_KEPT)
        tx.proposals.forget_passages(now - TEXTS_ARE_KEPT)
        named = {source.name for source in tx.sources.declared()}
        named |= {str(signal) for item in tx.items.with_signals() if item.listed for signal in signals_of(item)}
        known = tx.sources.all().values()
        tx.sources.forget_sources(
            row.name
            for row in known
            if row.name not in named and (row.tried_at is None or row.tried_at < now - _NOT_ASKED_FOR)
        )
    intake.close_overtaken(now)
