"""Sources and signals in a watch list: read, refused at their lines, applied, and written back."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.edges.test_watchlist_reading import CLAIM, ITEM, problems, read
from watchtracker import watchlist
from watchtracker.intake.text_sources import SourceKind, TextSource, Trust
from watchtracker.items import Settle, Standing
from watchtracker.notifications.rules import DEFAULT_LEADS
from watchtracker.store.engine import Store
from watchtracker.tracker import Tracker
from watchtracker.watchlist.writing import as_toml

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
WEEKLY = """
[[source]]
name = "Model Weekly"
kind = "feed"
address = "https://weekly.example/feed.xml"
zone = "Asia/Shanghai"
tags = ["models"]
standing = "official"
trust = "known"
items = ["a"]
every = "90m"
"""
AS_READ = TextSource(
    "Model Weekly",
    SourceKind.FEED,
    "https://weekly.example/feed.xml",
    "Asia/Shanghai",
    ("models",),
    Standing.OFFICIAL,
    Trust.KNOWN,
    ("a",),
    5400,
)
NO_REPOSITORY = "is no address of a source of kind github: write owner/repository"
PYTHON = TextSource("Python", SourceKind.PYTHON, "", "UTC")


def test_a_source_has_its_name_its_address_and_what_it_is_trusted_for(tmp_path: Path) -> None:
    found = read(tmp_path, WEEKLY + '[[source]]\nname = "Python"\nkind = "python"\n' + ITEM + CLAIM)
    assert found.sources == (AS_READ, PYTHON)
    assert found.notes == ()


def test_a_source_that_speaks_of_no_item_of_the_list_is_noted(tmp_path: Path) -> None:
    found = read(tmp_path, WEEKLY.replace('["a"]', '["a", "b"]') + ITEM + CLAIM)
    assert found.notes == ("Model Weekly speaks of b, which this list does not name",)


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (('"feed"', '"fed"'), '4: Model Weekly: kind: "fed" is not known here: did you mean "feed"?'),
        (('"known"', '"knwn"'), '9: Model Weekly: trust: "knwn" is not known here: did you mean "known"?'),
        (
            ('"90m"', '"5m"'),
            '11: Model Weekly: every: "5m" is no time between two fetches: write one from 20m to 30d, such as 1h',
        ),
        (
            ("https://weekly.example/feed.xml", "weekly.example"),
            '5: Model Weekly: address: "weekly.example" is no web address: write it whole, such as "https://example.org/news"',
        ),
        (
            ('"feed"', '"github"'),
            f'5: Model Weekly: address: "{AS_READ.address}" {NO_REPOSITORY}',
        ),
        (("tags", "tag"), "7: Model Weekly: tag: there is no such key: did you mean tags?"),
    ],
)
def test_a_mistake_in_a_source_is_told_at_its_line(tmp_path: Path, wrong: tuple[str, str], expected: str) -> None:
    assert problems(tmp_path, WEEKLY.replace(*wrong, 1) + ITEM + CLAIM) == [expected]


def test_two_sources_may_not_share_a_name(tmp_path: Path) -> None:
    assert problems(tmp_path, WEEKLY + WEEKLY + ITEM + CLAIM) == [
        "14: Model Weekly: name: another source has this name already: choose another; claims name it as their source"
    ]


def test_an_item_has_its_signals_and_whether_they_settle_it(tmp_path: Path) -> None:
    text = ITEM + 'signals = ["pypi:a>=4", "github:o/r >= 4"]\nsettle = "itself"\n' + CLAIM
    (declaration,) = read(tmp_path, text).declarations
    assert declaration.facts.signals == ("pypi:a>=4", "github:o/r>=4")
    assert declaration.facts.settle is Settle.ITSELF
    (problem,) = problems(tmp_path, text.replace("pypi:a>=4", "npm:a"))
    assert problem.startswith('5: a: signals: "npm:a" is no signal: write github:owner/repository>=4, ')


def test_what_a_list_names_is_kept_and_what_it_names_no_more_is_not_asked_again(store: Store, tmp_path: Path) -> None:
    tracker = Tracker(store, (), DEFAULT_LEADS)
    tracker.apply(read(tmp_path, WEEKLY + ITEM + 'signals = ["pypi:a>=4"]\n' + CLAIM), NOW)
    with store.reading() as tx:
        assert tx.sources.declared() == [AS_READ]
        (item,) = tx.items.all()
    assert (item.facts.signals, item.facts.settle) == (("pypi:a>=4",), None)

    tracker.apply(read(tmp_path, ITEM + CLAIM), NOW)
    with store.reading() as tx:
        assert tx.sources.declared() == []
        assert list(tx.sources.all()) == ["Model Weekly"]


def test_a_list_that_is_written_out_has_its_sources_and_signals(store: Store, tmp_path: Path) -> None:
    signals = 'signals = ["pypi:a>=4"]\nsettle = "itself"\n'
    found = read(tmp_path, WEEKLY + '[[source]]\nname = "Python"\nkind = "python"\n' + ITEM + signals + CLAIM)
    Tracker(store, (), DEFAULT_LEADS).apply(found, NOW)
    with store.reading() as tx:
        items, sources = tx.items.all(), tx.sources.declared()
    back = read(tmp_path, as_toml(items, sources))
    assert back.sources == found.sources
    assert back.declarations[0].facts == found.declarations[0].facts


def test_the_export_of_a_file_keeps_its_sources(store: Store, tmp_path: Path) -> None:
    text = f"# mine\n{WEEKLY}\n{ITEM}{CLAIM}"
    tracker = Tracker(store, (), DEFAULT_LEADS)
    tracker.apply(read(tmp_path, text), NOW)
    with store.reading() as tx:
        items, sources = tx.items.all(), tx.sources.declared()
    path = tmp_path / "list.toml"
    assert watchlist.export(items, path, default_zone="UTC", now=NOW, sources=sources).whole().text == text
    path.unlink()
    assert "[[source]]" in watchlist.export(items, path, default_zone="UTC", now=NOW, sources=sources).whole().text
