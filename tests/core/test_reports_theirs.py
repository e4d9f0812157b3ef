"""Whose an item is: by the account of its owner and of who is on it, or else by their names."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.builders import an_item, as_known, at, said
from watchtracker.notifications.holds import Hold, HoldKind, Person
from watchtracker.reports.theirs import is_on_it, is_owner

NOW = at("2026-04-29 09:00")
MEI = Person("mei", "U0MEI")
CALL = as_known(an_item(said("May 6, 2026", "2026-04-01"), item_id="call"))


def hold(by: Person, kind: HoldKind = HoldKind.TAKEN) -> Hold:
    return Hold("call", "policy", kind, by, NOW, CALL.window, NOW + timedelta(days=1))


@pytest.mark.parametrize(("owner", "hers"), [("<@U0MEI>", True), ("mei", True), ("U0OLA", False), (None, False)])
def test_an_owner_is_named_by_account_or_by_name(owner: str | None, *, hers: bool) -> None:
    owned = as_known(an_item(said("May 6, 2026", "2026-04-01"), item_id="call", owner=owner))
    assert is_owner(MEI, owned) is hers


def test_who_is_on_it_is_known_by_the_account_and_by_the_name_only_where_there_is_none() -> None:
    assert is_on_it(MEI, [hold(Person("Mei Lin", "U0MEI"))])
    assert not is_on_it(MEI, [hold(Person("mei", "U0OTHER"))])
    assert is_on_it(MEI, [hold(Person("mei"))])
    assert not is_on_it(MEI, [hold(Person("ola")), hold(MEI, HoldKind.SNOOZED)])
