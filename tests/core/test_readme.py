"""What the README says of dates is what the program does."""

from __future__ import annotations

from datetime import UTC, date
from pathlib import Path

import pytest

from watchtracker import dates
from watchtracker.errors import DateRefusedError

README = Path(__file__).parents[2] / "README.md"
SAID_ON = date(2026, 4, 10)


def table(head: str) -> list[list[str]]:
    lines = README.read_text().split(f"{head}\n")[1].split("\n\n")[0].splitlines()
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[1:]]


def test_the_day_of_the_table_is_the_one_that_the_readme_names() -> None:
    assert f"Said on {SAID_ON:%A, %d %B %Y}, in UTC" in README.read_text()


def test_the_tables_show_what_there_is() -> None:
    assert len(table("| | words | read as |")) >= 60
    assert len(table("| words | the reason |")) >= 12


@pytest.mark.parametrize(("_", "words", "read_as"), table("| | words | read as |"))
def test_words_are_read_as_the_readme_says(_: str, words: str, read_as: str) -> None:
    assert read_as == dates.display(dates.read(words, said_on=SAID_ON, zone=UTC))


@pytest.mark.parametrize(("words", "reason"), table("| words | the reason |"))
def test_words_are_refused_for_the_reason_that_the_readme_gives(words: str, reason: str) -> None:
    with pytest.raises(DateRefusedError) as refusal:
        dates.read(words, said_on=SAID_ON, zone=UTC)
    assert reason == str(refusal.value)
