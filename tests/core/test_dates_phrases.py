"""The collections in `dates/`: what a careful person reads, phrase by phrase.

`announced_*.tsv` follow dates found in public announcements: the form of the date and the grammar around it are as
found, what is said is our own ("after ..." tells the kind of site). `made_*.tsv` were written for the rules by people
who had not seen the reader. The column `document` names the kind of document a phrase stands for.
"""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from tests.core.dates_collections import COLLECTIONS, rows
from watchtracker.dates import read, zone
from watchtracker.dates.formats import iso_ends
from watchtracker.errors import DateRefusedError

ADDRESS = re.compile(r"\w/\w|\w\.(com|dev|eu|gov|io|net|org|uk)\b")


def as_read(row: dict[str, str]) -> tuple[str, str, str]:
    try:
        window = read(row["text"], said_on=date.fromisoformat(row["said_on"]), zone=zone(row["zone"]))
    except DateRefusedError:
        return "refuse", "", ""
    earliest, latest = iso_ends(window)
    return window.kind.value, earliest or "", latest or ""


@pytest.mark.parametrize("path", COLLECTIONS, ids=lambda path: path.stem)
def test_every_phrase_of_the_collection_is_read_as_a_careful_person_reads_it(path: Path) -> None:
    found = {(row["text"], row["said_on"], row["zone"]): row for row in rows(path)}
    expected = {said: (row["kind"], row["earliest"], row["latest"]) for said, row in found.items()}
    assert expected == {said: as_read(row) for said, row in found.items()}


def is_chinese_or_japanese(text: str) -> bool:
    return any("一" <= c <= "鿿" or "぀" <= c <= "ヿ" for c in text)


def test_the_announced_phrases_are_many_and_of_every_kind() -> None:
    announced = [row for path in COLLECTIONS if path.stem.startswith("announced") for row in rows(path)]
    assert len(announced) >= 1000
    assert all(row["source"].startswith("after ") for row in announced)
    assert {"exact", "window", "open-start", "open-end", "undated", "instant", "refuse"} == {
        row["kind"] for row in announced
    }


def test_a_fifth_of_the_phrases_is_chinese_or_japanese() -> None:
    texts = [row["text"] for path in COLLECTIONS for row in rows(path)]
    assert len(texts) >= 4000
    assert sum(map(is_chinese_or_japanese, texts)) * 5 >= len(texts)


@pytest.mark.parametrize("path", COLLECTIONS, ids=lambda path: path.stem)
def test_every_phrase_names_its_document_and_no_address(path: Path) -> None:
    assert [row for row in rows(path) if not row["document"] or not row["source"]] == []
    assert [row["source"] for row in rows(path) if ADDRESS.search(row["source"])] == []


def test_the_phrases_stand_for_many_kinds_of_documents() -> None:
    documents = Counter(row["document"] for path in COLLECTIONS for row in rows(path))
    assert len(documents) >= 20
    assert documents.most_common()[-1][1] >= 10  # each of them a kind, not a single page
    assert documents.most_common(1)[0][1] * 4 <= documents.total()


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


@pytest.mark.parametrize("named", ["Q1", "H2", "March", "spring", "late March", "6 May", "KW 12", "first half"])
def test_a_slash_before_a_year_joins_it_to_what_it_is_of(named: str) -> None:
    joined, apart = (
        read(f"launch in {named}{mark}2028", said_on=date(2026, 11, 20), zone=zone("UTC")) for mark in "/ "
    )
    assert joined == apart
