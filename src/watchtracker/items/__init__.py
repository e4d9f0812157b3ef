"""Items, claims and outcomes: what was said, what it comes to, and where that stands at a moment."""

from watchtracker.items.changes import claim_id, confirmed, recorded, resolved, retracted, rezoned, said_again
from watchtracker.items.history import Known, Step, Verdict, go_through, known
from watchtracker.items.merging import Merged, merge
from watchtracker.items.names import Names, refuse_unless_in
from watchtracker.items.records import (
    Claim,
    Declaration,
    Facts,
    Item,
    Kind,
    Origin,
    Outcome,
    Result,
    Said,
    ShortForm,
    Standing,
)
from watchtracker.items.states import (
    RECHECK_AFTER,
    State,
    days_until,
    first_close,
    recheck_owed,
    sort_date,
    state,
    today,
    unconfirmed_days,
)

__all__ = [
    "RECHECK_AFTER",
    "Claim",
    "Declaration",
    "Facts",
    "Item",
    "Kind",
    "Known",
    "Merged",
    "Names",
    "Origin",
    "Outcome",
    "Result",
    "Said",
    "ShortForm",
    "Standing",
    "State",
    "Step",
    "Verdict",
    "claim_id",
    "confirmed",
    "days_until",
    "first_close",
    "go_through",
    "known",
    "merge",
    "recheck_owed",
    "recorded",
    "refuse_unless_in",
    "resolved",
    "retracted",
    "rezoned",
    "said_again",
    "sort_date",
    "state",
    "today",
    "unconfirmed_days",
]
