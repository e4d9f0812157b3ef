"""What was pressed, how each delivery of it was answered, and what the database may then hold."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from http.client import HTTPException
from statistics import quantiles
from time import perf_counter
from typing import Any

from sqlalchemy import func, select
from tests.serving import Answer, Site
from tests.slack_hands import Hands

from benchmarks.press_loop.replicas import Office
from watchtracker.inbox.at_once import NOT_RECORDED
from watchtracker.schema import answers, inbox, items, notifications, rechecks

ACKED, REFUSED, UNHEARD = "acked", "refused", "unheard"

_NO_ANSWER = ("it was recorded before", "asked whether to take it over")


@dataclass
class Pressed:
    """One press or one form that was sent, and how its deliveries were answered."""

    payload: dict[str, Any]
    heard: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    odd: list[str] = field(default_factory=list)

    @property
    def key(self) -> str:
        key: str = self.payload["trigger_id"]
        return key

    def deliver(self, hands: Hands, site: Site | None) -> None:
        """Once, to a replica; None: to one that is not there."""
        if site is None:
            self.heard.append(UNHEARD)
            return
        begun = perf_counter()
        try:
            answer = hands.send(self.payload, to=site)
        except (HTTPException, OSError):
            self.heard.append(UNHEARD)
            return
        self.seconds.append(perf_counter() - begun)
        self.heard.append(self._meaning(answer))

    def _meaning(self, answer: Answer) -> str:
        if answer.status == 200 and not answer.body:
            return ACKED
        form = self.payload["type"] == "view_submission"
        if not form and answer.status == 503 and answer.text.strip() == NOT_RECORDED:
            return REFUSED
        said = json.loads(answer.body) if form and answer.status == 200 else {}
        # Under a field, so that the form stays with what was typed.
        if said.get("response_action") == "errors" and set(said["errors"].values()) == {NOT_RECORDED}:
            return REFUSED
        self.odd.append(f"{answer.status} {answer.text[:200]}")
        return UNHEARD


def wrong(office: Office, pressed: Sequence[Pressed]) -> Iterator[str]:
    """What breaks a law."""
    rows = {row.dedupe_key: row for row in office.rows(select(inbox))}
    of_inbox = Counter(row.inbox_id for row in office.rows(select(answers.c.inbox_id)))
    for each in pressed:
        yield from (f"{each.key} was answered with {odd}" for odd in each.odd)
        row = rows.pop(each.key, None)
        effects = of_inbox[row.id] if row else 0
        if ACKED in each.heard and effects != 1 and not _is_no_answer(row):
            state = f"{row.state}, {row.reason}" if row else "no row"
            yield f"{each.key} was acked and has {effects} effects ({state}; deliveries: {each.heard})"
        if set(each.heard) <= {REFUSED} and row is not None:
            yield f"{each.key} was refused each time, and is {row.state}"
        if effects > 1 or (row and row.state not in {"done", "refused"}):
            yield f"{each.key} has {effects} effects and is {row.state if row else 'nowhere'}"
    yield from (f"{key} was never pressed" for key in rows)
    yield from _of_items(office)


def _is_no_answer(row: Any) -> bool:
    """Whether it was worked off, and changes nothing by what it is: a double click, or what another has already."""
    return row is not None and row.state == "done" and bool(row.reason) and row.reason.startswith(_NO_ANSWER)


def _of_items(office: Office) -> Iterator[str]:
    """As often as it was applied, so often it was done: re-checks, outcomes and what is told of them."""
    applied = Counter(
        (row.item_id, row.what)
        for row in office.rows(select(answers.c.item_id, answers.c.what).where(answers.c.result == "applied"))
    )
    checked = Counter(row.item_id for row in office.rows(select(rechecks.c.item_id)))
    ended = {row.id for row in office.rows(select(items.c.id).where(items.c.result.is_not(None)))}
    told = Counter(
        (row.item_id, row.channel)
        for row in office.rows(
            select(notifications.c.item_id, notifications.c.channel).where(notifications.c.kind == "resolved")
        )
    )
    for (row,) in office.rows(select(items.c.id)):
        done = sum(applied[row, what] for what in ("done", "happened", "cancelled"))
        if checked[row] != applied[row, "same"] + applied[row, "keep"]:
            yield f"{row} was looked at {checked[row]} times, and {applied[row, 'same']} answers say so"
        if done != (row in ended):
            yield f"{row} was ended {done} times"
        if (many := max(told[row, "policy"], told[row, "legal"])) != done:
            yield f"{row} was ended {done} times and told of {many} times"


def figures(office: Office, pressed: Sequence[Pressed]) -> Iterator[str]:
    """What there was, in numbers."""
    heard = Counter(how for each in pressed for how in each.heard)
    effects = office.rows(select(func.count()).select_from(answers))[0][0]
    applied = office.rows(select(func.count()).select_from(answers).where(answers.c.result == "applied"))[0][0]
    acked = sum(ACKED in each.heard for each in pressed)
    unsure = sum(ACKED not in each.heard and UNHEARD in each.heard for each in pressed)
    yield f"{len(pressed)} presses, {heard.total()} deliveries: {dict(heard)}"
    none = sum(_is_no_answer(row) for row in office.rows(select(inbox)))
    yield f"{effects} effects ({applied} applied) and {none} double clicks or take-overs to confirm"
    yield f"{acked} presses were acked, {unsure} not: whoever heard them died"
    seconds = [each for one in pressed for each in one.seconds]
    if len(seconds) > 1:
        parts = quantiles(seconds, n=100)
        yield f"answered after {parts[49]:.3f} s, 99 of 100 within {parts[98]:.2f} s, the last {max(seconds):.2f} s"
