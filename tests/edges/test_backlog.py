"""What is to be said to people is bounded, and what is dropped is counted."""

from __future__ import annotations

import logging
import threading

import pytest

from watchtracker.answering.backlog import Backlog


def test_of_too_much_the_oldest_is_dropped_and_counted(caplog: pytest.LogCaptureFixture) -> None:
    dropped: list[None] = []
    backlog = Backlog[int](3, lambda: dropped.append(None))
    with caplog.at_level(logging.WARNING):
        for number in range(150):
            backlog.put(number)
    backlog.close()
    assert [backlog.take() for _ in range(4)] == [147, 148, 149, None]
    assert len(dropped) == 147
    assert [record.getMessage() for record in caplog.records] == [
        "more than 3 sentences to people wait: the oldest is dropped (1 now)",
        "more than 3 sentences to people wait: the oldest is dropped (101 now)",
    ]


def test_who_waits_gets_what_comes_and_ends_when_it_is_closed() -> None:
    backlog, found = Backlog[str](), list[str | None]()
    thread = threading.Thread(target=lambda: found.extend(backlog.take() for _ in range(2)))
    thread.start()
    backlog.put("said")
    backlog.close()
    thread.join(10)
    assert found == ["said", None]


def test_what_is_closed_takes_nothing_and_may_leave_the_rest_unsaid() -> None:
    backlog = Backlog[str]()
    backlog.put("waits")
    backlog.close(unsaid=True)
    backlog.put("late")
    assert backlog.take() is None
