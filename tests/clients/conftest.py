"""What the tests with calendar programs share: a served feed, and each program as a subscriber to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import pytest

from tests.clients import finding, reading
from tests.clients.evolution import Evolution, subscribed
from tests.clients.khal import Folder
from tests.clients.serving import Served, serving
from tests.clients.watched import READERS, Shown, watchlist

SHIPPED = Path(__file__).parents[2] / "config" / "watchlist.toml"


class Program(Protocol):
    """A calendar program that has read the feed."""

    def shown(self, reader: str) -> dict[str, Shown]:
        """Each event, by item, as somebody in the zone `reader` sees it."""


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of every kind of item and of the shipped list; nothing of it is changed."""
    with serving(tmp_path_factory.mktemp("everything"), watchlist(), SHIPPED) as served:
        yield served


@pytest.fixture(scope="module")
def records(everything: Served) -> dict[str, Any]:
    """What our own listing says of all that is served."""
    return everything.records()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A server of every kind of item. The tests of a module change it: each another item, and once."""
    with serving(tmp_path_factory.mktemp("served"), watchlist()) as served:
        yield served


@pytest.fixture(scope="module", params=["khal", "evolution", "libical", "ical_js"])
def program(
    request: pytest.FixtureRequest, everything: Served, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Program]:
    """Each program in turn, with what it read from the server."""
    folder = tmp_path_factory.mktemp(request.param)
    feed = everything.site.get("/feeds/all.ics").body
    match request.param:
        case "khal":
            subscriber = Folder(folder / "own", everything.address)
            subscriber.sync()
            yield subscriber
        case "evolution":
            with subscribed(folder, everything.address) as evolution:
                yield evolution or pytest.skip(finding.NO_EVOLUTION)
        case "libical":
            yield reading.libical(feed) or pytest.skip(finding.NO_LIBICAL)
        case _:
            yield reading.ical_js(feed) or pytest.skip(finding.NO_ICAL_JS)


@pytest.fixture(scope="module", params=READERS)
def reader(request: pytest.FixtureRequest) -> str:
    """The zone of each reader in turn."""
    name: str = request.param
    return name


@pytest.fixture(scope="module")
def shown(program: Program, reader: str) -> dict[str, Shown]:
    """What the reader sees in the program."""
    return program.shown(reader)


@pytest.fixture(scope="module")
def subscribed_folder(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Folder:
    """A folder that vdirsyncer keeps for a whole module."""
    return Folder(tmp_path_factory.mktemp("folder"), served.address)


@pytest.fixture
def folder(subscribed_folder: Folder) -> Folder:
    """A folder that vdirsyncer has just fetched the feed into."""
    subscribed_folder.sync()
    return subscribed_folder


@pytest.fixture(scope="module")
def subscribed_evolution(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evolution]:
    """Evolution, for a whole module."""
    with subscribed(tmp_path_factory.mktemp("evolution"), served.address) as evolution:
        yield evolution or pytest.skip(finding.NO_EVOLUTION)


@pytest.fixture
def evolution(subscribed_evolution: Evolution) -> Evolution:
    """Evolution, which has just fetched the feed."""
    subscribed_evolution.refresh()
    return subscribed_evolution
