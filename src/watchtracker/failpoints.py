"""Failpoints: named places at which a process dies at once, as if it had been killed, to show that nothing is lost.

Only tests set the variable, before the process starts. Where it is not set, passing such a place does nothing.
"""

from __future__ import annotations

import os
import signal
from enum import StrEnum
from functools import cache

VARIABLE = "WATCHTRACKER_TEST_FAILPOINT"


class Failpoint(StrEnum):
    """The places, in the order in which a notification passes them, then an answer and the edit that shows it.

    The last ones are passed by what came from a source.
    """

    INSIDE_MOVE = "inside_move"
    INSIDE_GROUPING = "inside_grouping"
    AFTER_ATTEMPT_ROW = "after_attempt_row"
    BEFORE_CLAIM_COMMIT = "before_claim_commit"
    AFTER_CLAIM_COMMIT = "after_claim_commit"
    AFTER_POST = "after_post"
    BEFORE_RECEIPT_COMMIT = "before_receipt_commit"
    AFTER_RECEIPT_COMMIT = "after_receipt_commit"
    AFTER_INBOX_ROW = "after_inbox_row"
    INSIDE_ANSWER = "inside_answer"
    AFTER_ANSWER_COMMIT = "after_answer_commit"
    BEFORE_FEEDBACK = "before_feedback"
    BEFORE_EDIT = "before_edit"
    AFTER_EDIT = "after_edit"
    AFTER_FETCH = "after_fetch"
    INSIDE_COLLECTING = "inside_collecting"
    AFTER_COLLECTING = "after_collecting"


def reach(point: Failpoint) -> None:
    """Die here, if this is the place that was asked for."""
    if _armed() is point:
        os.kill(os.getpid(), signal.SIGKILL)


@cache
def _armed() -> Failpoint | None:
    return Failpoint(os.environ[VARIABLE]) if os.environ.get(VARIABLE) else None
