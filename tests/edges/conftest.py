"""What these tests ask for: a folder with a small watch list and commands run in it, Slack, the parsers of requests."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from uvicorn.protocols.http.h11_impl import H11Protocol

from tests.edges.command_line import WATCHLIST, CommandLine
from tests.serving import Parser
from tests.slack_stand_in import SlackStandIn, slack_stand_in
from watchtracker.runtime.parsers import available


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CommandLine:
    """Commands in a folder with nothing in it, and an environment that sets nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    for name in os.environ:
        if name.startswith("WATCHTRACKER_"):
            monkeypatch.delenv(name)
    return CommandLine(tmp_path)


@pytest.fixture
def cli(bare: CommandLine) -> CommandLine:
    """The same with a watch list of three items."""
    bare.write(WATCHLIST)
    return bare


@pytest.fixture
def slack() -> Iterator[SlackStandIn]:
    """A workspace of Slack on this machine."""
    with slack_stand_in() as workspace:
        yield workspace


@pytest.fixture(params=available(), ids=lambda one: "h11" if one is H11Protocol else "httptools")
def parser(request: pytest.FixtureRequest) -> Parser:
    """Each of the parsers that there are: what holds with one holds with all."""
    found: Parser = request.param
    return found
