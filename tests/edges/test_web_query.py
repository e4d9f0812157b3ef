"""The query of the pages and of the API: what it can choose by, and that a page can write down what was chosen."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from tests.sites import watched
from watchtracker.errors import InputError
from watchtracker.items import Vocabulary
from watchtracker.web.query import NAMES, read_selection

NAMED = Vocabulary.of(watched())
EVERYTHING = (
    "tag=models&tag=policy&kind=event&kind=release&owner=@mei&without=chips&state=open&state=overdue&q=v4+lite"
    "&within=14d&moved=1mo&from=2026-04-01&to=2026-05-01&all=1&as_of=2026-04-12"
)


@pytest.mark.parametrize("query", ["", "tag=models", "moved=7d&q=weights", EVERYTHING])
def test_what_was_chosen_can_be_written_down_and_read_again(query: str) -> None:
    chosen = read_selection(parse_qsl(query), NAMED)
    assert read_selection(chosen.query, NAMED) == chosen
    assert {name for name, _ in chosen.query} == {name for name, _ in parse_qsl(query)}


def test_each_name_by_which_one_can_choose_can_be_written_down() -> None:
    assert {name for name, _ in read_selection(parse_qsl(EVERYTHING), NAMED).query} == set(NAMES)


def test_a_name_that_is_none_leads_to_the_one_that_was_meant() -> None:
    with pytest.raises(InputError, match="there is nothing to choose by 'move': did you mean 'moved'"):
        read_selection([("move", "7d")], NAMED)
