"""Long work waits for its turn, and is sent away where too much waits already."""

from __future__ import annotations

from threading import Event, Lock

import anyio
import pytest

from watchtracker.web.pages.turns import TooManyWaitError, Turns


def test_work_is_done_one_after_the_other_and_what_is_too_much_is_sent_away() -> None:
    turns, go_on, busy, done = Turns(2), Event(), Lock(), []

    def work(name: str) -> str:
        assert go_on.wait(10)
        assert busy.acquire(blocking=False), "two at once"
        done.append(name)
        busy.release()
        return name

    async def all_of_it() -> None:
        async with anyio.create_task_group() as tasks:
            for name in ("a", "b", "c"):
                tasks.start_soon(turns.take, work, name)
            await anyio.wait_all_tasks_blocked()
            with pytest.raises(TooManyWaitError):
                await turns.take(work, "d")
            go_on.set()
        assert await turns.take(work, "e") == "e"

    anyio.run(all_of_it)
    assert done == ["a", "b", "c", "e"]
