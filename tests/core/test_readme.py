"""What the README says of dates is what the program does."""

from __future__ import annotations

from datetime import UTC, date
from pathlib import Path

import pytest

from watchtracker import dates

README = Path(__file__).parents[2] / "README.md"


def rows() -> list[tuple[str, ...]]:
    table = README.read_text().split("| words | said on | read as |\n|---|---|---|\n")[1].split("\n\n")[0]
    return [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in table.splitlines()]


def test_the_table_of_dates_is_there() -> None:
    assert len(rows()) > 10


@pytest.mark.parametrize(("words", "said_on", "read_as"), rows())
def test_words_are_read_as_the_readme_says(words: str, said_on: str, read_as: str) -> None:
    window = dates.read(words, said_on=date.fromisoformat(said_on), zone=UTC)
    assert dates.display(window) == read_as
