import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from watchtracker.dates import read, zone
from watchtracker.dates.forms import iso_ends
from watchtracker.errors import DateRefusedError

COLLECTIONS = Path(__file__).parent / "dates"


def collected() -> Iterator[dict[str, str]]:
    for path in sorted(COLLECTIONS.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines, delimiter="\t", restval="", quoting=csv.QUOTE_NONE)


def as_read(row: dict[str, str]) -> tuple[str, str, str]:
    try:
        window = read(row["text"], said_on=date.fromisoformat(row["said_on"]), zone=zone(row["zone"]))
    except DateRefusedError:
        return "refuse", "", ""
    earliest, latest = iso_ends(window)
    return window.kind.value, earliest or "", latest or ""


@pytest.mark.parametrize("collection", [path.name for path in sorted(COLLECTIONS.glob("*.tsv"))])
def test_every_phrase_of_the_collection_is_read_as_a_careful_person_reads_it(collection: str) -> None:
    with (COLLECTIONS / collection).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", restval="", quoting=csv.QUOTE_NONE))
    expected = {row["text"]: (row["kind"], row["earliest"], row["latest"]) for row in rows}
    assert expected == {row["text"]: as_read(row) for row in rows}


def test_the_collections_are_broad() -> None:
    rows = list(collected())
    assert len(rows) >= 400
    assert {"exact", "window", "open-start", "open-end", "undated", "instant", "refuse"} == {
        row["kind"] for row in rows
    }


@pytest.mark.parametrize(
    ("words", "said_on", "expected"),
    [
        ("late September", "2026-09-25", "2026-09-21"),
        ("winter", "2027-01-15", "2026-12-01"),
        ("October 22", "2026-10-22", "2026-10-22"),
        ("shipped October 22", "2026-10-22", "2026-10-22"),
        ("shipped October 22", "2026-10-21", "2025-10-22"),
        ("October 22", "2026-11-23", "2027-10-22"),
    ],
)
def test_a_yearless_date_takes_its_year_from_the_day_it_was_said(words: str, said_on: str, expected: str) -> None:
    window = read(words, said_on=date.fromisoformat(said_on), zone=zone("UTC"))
    assert expected == str(window.earliest)


@pytest.mark.parametrize(("said_on", "refused"), [("2026-10-23", True), ("2026-11-22", True), ("2026-11-23", False)])
def test_a_day_that_was_over_for_at_most_31_days_asks_for_its_year(said_on: str, *, refused: bool) -> None:
    row = {"text": "October 22", "said_on": said_on, "zone": "UTC"}
    assert refused == (as_read(row)[0] == "refuse")
