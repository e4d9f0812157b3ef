"""What a sender hears at once: each sentence says what was not done, and that nothing has changed."""

from __future__ import annotations

import pytest

from watchtracker.inbox.at_once import NOT_RECORDED, OF_OTHERS, OF_PROGRAMS, NotRecorded


@pytest.mark.parametrize("sentence", [NOT_RECORDED, OF_OTHERS, OF_PROGRAMS])
def test_a_refusal_begins_with_what_matters(sentence: str) -> None:
    assert sentence.startswith("Not recorded: ")
    assert sentence.endswith(".")


def test_what_cannot_be_written_down_is_told_so() -> None:
    assert NotRecorded().sentence == NOT_RECORDED
