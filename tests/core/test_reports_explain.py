"""Why an item stands as it does: every claim with its verdict, every notification with what became of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.builders import an_item, as_known, at, deepseek, happened
from watchtracker.notifications import Notification, NotificationKind, NotificationState, reasons
from watchtracker.reports import explain

NOW = at("2026-04-20 09:00")
OWED = Notification(
    *("team/deepseek-v4/7d", "deepseek-v4", "team", NotificationKind.UPCOMING, "7d", "2026-04-21"),
    at=at("2026-04-14 09:00"),
    local=at("2026-04-14 09:00").replace(tzinfo=None),
    zone="UTC",
    why="7 days before it may begin",
    id=4,
)


def section(lines: list[str], head: str) -> list[str]:
    """The lines under a head, up to the next empty one."""
    after = lines[lines.index(head) + 1 :]
    return after[: after.index("")] if "" in after else after


def test_the_date_in_force_comes_first_with_the_claim_that_says_it() -> None:
    head, where, *_ = explain.explain(deepseek(), [], now=NOW)
    assert head.startswith("Deepseek-V4 (deepseek-v4): late Apr 2026")
    assert where == '  in force: "late April 2026" (Linos, 15 Apr 2026, reported)'


def test_each_claim_says_what_it_did_and_the_one_in_force_is_marked() -> None:
    claims = section(explain.explain(deepseek(), [], now=NOW), "Claims, in the order in which they were said:")
    assert len(claims) == 2 * len(deepseek().claims)
    assert [line[0] for line in claims[::2]] == [" ", " ", " ", "*"]
    assert all(line.startswith(("    took over: ", "    did not take over: ")) for line in claims[1::2])


def test_an_item_of_which_nothing_was_said_says_so() -> None:
    lines = explain.explain(an_item(), [], now=NOW)
    assert section(lines, "Claims, in the order in which they were said:") == []
    assert section(lines, "Notifications:") == ["  none so far"]


def test_an_outcome_is_told_with_its_day_and_its_source() -> None:
    lines = explain.explain(deepseek(outcome=happened("2026-04-24")), [], now=NOW)
    assert "  outcome: happened on 24 Apr 2026 (Gazette)" in lines


@pytest.mark.parametrize(
    ("notification", "ending"),
    [
        (OWED, "-- planned"),
        (replace(OWED, state=NotificationState.SENT, sent_at=OWED.at), "-- sent 2026-04-14 09:00Z"),
        (
            replace(OWED, state=NotificationState.CANCELLED, reason=reasons.NOT_WANTED),
            "-- cancelled: the channel does not want it any more",
        ),
        (replace(OWED, state=NotificationState.SENDING), "-- sending"),
    ],
)
def test_a_notification_says_what_became_of_it(notification: Notification, ending: str) -> None:
    (line,) = section(explain.explain(deepseek(), [notification], now=NOW), "Notifications:")
    assert line == f"  2026-04-14 09:00Z  team  upcoming: 7 days before it may begin {ending}"


def test_the_json_says_what_the_lines_say() -> None:
    found = explain.as_json(deepseek(), [OWED])
    known = as_known(deepseek())
    assert known.claim is not None
    assert (found["item"], found["in_force"]) == ("deepseek-v4", known.claim.id)
    assert [claim["id"] for claim in found["claims"]] == [step.claim.id for step in known.steps]
    lines = "\n".join(explain.explain(deepseek(), [OWED], now=NOW))
    assert all(row["text"] in lines for row in found["notifications"])
