from __future__ import annotations

from watchtracker.reading import Why
from watchtracker.wording.left_out import why


def test_every_reason_to_leave_a_date_out_has_its_own_words() -> None:
    assert len({why(code) for code in Why}) == len(Why)
