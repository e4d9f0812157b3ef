"""Whatever can be stated of a claim has its place in a file, on the command line, in the database and in JSON."""

from __future__ import annotations

from datetime import date

import click
import pytest

from tests.builders import RECORDED, an_item, said
from watchtracker.cli.claim import add_command, claim_command
from watchtracker.items import STATED, ShortForm, Statement
from watchtracker.reports.listing import item_json
from watchtracker.schema import claims
from watchtracker.store.mapping import column_of
from watchtracker.watchlist.form import ClaimForm, ItemForm


def test_a_file_has_a_key_for_it_in_both_forms() -> None:
    assert tuple(ClaimForm.model_fields) == (*STATED, "by")
    assert set(STATED) <= set(ItemForm.model_fields)


@pytest.mark.parametrize("command", [add_command, claim_command])
def test_the_command_line_has_an_option_for_it(command: click.Command) -> None:
    assert set(STATED) <= {param.name for param in command.params}


def test_the_database_has_a_column_for_it() -> None:
    assert {column_of(name) for name in STATED} <= set(claims.columns.keys())


def test_json_has_it_under_its_name() -> None:
    (claim,) = item_json(an_item(said("May 2026", "2026-04-01")), (), now=RECORDED)["claims"]
    assert set(STATED) <= claim.keys()


def test_a_short_form_becomes_a_statement_of_a_day() -> None:
    short = ShortForm("May", None, "Gazette", quote="in May")
    assert short.on(date(2026, 4, 1)) == Statement("May", date(2026, 4, 1), "Gazette", quote="in May")
