"""What a claim does to the date in force, in sentences, before or after it is recorded."""

from __future__ import annotations

from watchtracker.dates import Relation
from watchtracker.items import HistoryEntry, ItemAsOf, Verdict


def verdict(step: HistoryEntry) -> str:
    """Whether a claim takes over, and why: '"May" takes over: its standing is no weaker than ...'."""
    words = f'"{step.claim.said.when}"'
    if step.move is not None and step.move.relation is Relation.CONFIRMED:
        return f"{words} confirms the date in force"
    verb = "takes over" if step.verdict.took_over else "does not take over"
    return f"{words} {verb}: {step.verdict.value}"


def other_standing(step: HistoryEntry, before: ItemAsOf) -> str | None:
    """A hint for a source whose new claim has another standing: "official" is easily left out by mistake."""
    held = before.claim
    if held is None or step.verdict not in {Verdict.COMPATIBLE, Verdict.CONTRADICTS}:
        return None
    if step.claim.said.source != held.said.source:
        return None
    old, new = held.said.standing.value, step.claim.said.standing.value
    return f'{held.said.source} was {old} before and is {new} here: add the standing "{old}" if that was forgotten'
