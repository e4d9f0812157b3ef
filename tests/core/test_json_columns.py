"""Records kept as one text: earlier versions wrote these very texts, and read what is written today."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from watchtracker.dates import DateWindow, Relation
from watchtracker.items import (
    Declaration,
    Defaults,
    Facts,
    Kind,
    Outcome,
    RecordedOutcome,
    Result,
    ShortForm,
    Standing,
    Statement,
)
from watchtracker.notifications import Change
from watchtracker.store import json_columns

DAY = date(2026, 5, 6)
MOMENT = datetime(2026, 5, 6, 16, tzinfo=UTC)
FACTS = '{"id":"call","title":"Call","kind":"event","zone":"UTC"'
DECLARATIONS = {
    '{"facts":' + FACTS + '},"short":{"when":"May","source":"Gazette","standing":"reported"}}': Declaration(
        Facts("call", "Call", Kind.EVENT, "UTC"), ShortForm("May", None, "Gazette")
    ),
    '{"facts":'
    + FACTS
    + ',"tags":["a","b"],"remind":[]},"claims":[{"when":"May","said_on":"2026-05-06","source":"é","quote":"","standing"'
    ':"rumour"}],"outcome":{"result":"done","on":"2026-05-06","source":"Us"},"defaults":{"source":"é"},'
    '"rechecks":[["2026-05-06","mei"]]}': Declaration(
        Facts("call", "Call", Kind.EVENT, "UTC", ("a", "b"), remind=()),
        claims=(Statement("May", DAY, "é", quote="", standing=Standing.RUMOUR),),
        outcome=Outcome(Result.DONE, DAY, "Us"),
        defaults=Defaults(source="é"),
        rechecks=((DAY, "mei"),),
    ),
}
CHANGES = {
    '{"before":{},"after":{"instant":"2026-05-06T16:00:00+00:00"},'
    '"relation":"confirmed","days":0,"stands_for":["7d"],"last_call":true}': Change(
        DateWindow(None, None), DateWindow(instant=MOMENT), Relation.CONFIRMED, 0, stands_for=("7d",), last_call=True
    ),
}
ENDINGS = (RecordedOutcome(Outcome(Result.HAPPENED, DAY, "Us"), MOMENT),)


@pytest.mark.parametrize(("text", "declaration"), DECLARATIONS.items())
def test_a_declaration_is_written_and_read_as_ever(text: str, declaration: Declaration) -> None:
    assert json_columns.declaration_to_text(declaration) == text
    assert json_columns.declaration_from_text(text) == declaration


@pytest.mark.parametrize(("text", "change"), CHANGES.items())
def test_a_change_is_written_and_read_as_ever(text: str, change: Change) -> None:
    assert json_columns.change_to_text(change) == text
    assert json_columns.change_from_text(text) == change


def test_outcomes_are_written_and_read_as_ever() -> None:
    text = (
        '[{"outcome":{"result":"happened","on":"2026-05-06","source":"Us"},"recorded_at":"2026-05-06T16:00:00+00:00"}]'
    )
    assert json_columns.endings_to_text(ENDINGS) == text
    assert json_columns.endings_from_text(text) == ENDINGS


def test_what_a_later_version_wrote_beside_is_passed_over() -> None:
    stored = '{"before":{},"after":{},"mood":"good"}'
    assert json_columns.change_from_text(stored) == Change(DateWindow(None, None), DateWindow(None, None))


def test_a_sentence_kept_once_says_that_an_outcome_was_withdrawn() -> None:
    assert json_columns.change_from_text('{"before":{},"after":{},"note":"It is open again."}').reopened
