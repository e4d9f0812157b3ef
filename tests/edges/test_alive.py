"""`doctor --alive`: whether the running `serve` is alive, for engines that ask a program and not an address."""

from __future__ import annotations

import socket

from tests.edges.command_line import CommandLine
from tests.serving import serving
from tests.sites import a_site
from watchtracker.checks import Finding
from watchtracker.runtime.alive import alive
from watchtracker.store.engine import Store


def test_one_that_is_alive_is_found_wherever_it_listens(store: Store, cli: CommandLine) -> None:
    with serving(a_site(store)) as site:
        assert alive("127.0.0.1", site.port).finding is Finding.OK
        port = str(site.port)
        said = cli("doctor", "--alive", WATCHTRACKER_HOST="0.0.0.0", WATCHTRACKER_PORT=port)
        assert (said.status, said.out) == (0, f"ok    serve  alive at 127.0.0.1 port {port}\n")
        (check,) = cli("doctor", "--alive", "--json", WATCHTRACKER_PORT=port).json["checks"]
        assert (check["name"], check["status"]) == ("serve", "ok")


def test_one_whose_sending_stopped_is_not_alive(store: Store) -> None:
    with serving(a_site(store, beating=lambda: False)) as site:
        found = alive("127.0.0.1", site.port)
    assert (found.finding, "The heartbeat has stopped." in found.seen) == (Finding.BAD, True)


def test_whoever_asks_for_it_and_a_test_message_is_told_that_these_are_two(cli: CommandLine) -> None:
    said = cli("doctor", "--alive", "--send", "console")
    assert (said.status, "leave out --send" in said.err) == (2, True)


def test_where_nobody_listens_or_answers_it_is_said_in_a_sentence(cli: CommandLine) -> None:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port = listening.getsockname()[1]
        listening.listen()
        found = alive("127.0.0.1", port, patience=0.05)
        assert (found.finding, found.seen) == (Finding.BAD, f"nobody answers at 127.0.0.1 port {port}: timed out")
    said = cli("doctor", "--alive", WATCHTRACKER_PORT=str(port))
    assert (said.status, "connection refused" in " ".join(said.out.split())) == (1, True)
