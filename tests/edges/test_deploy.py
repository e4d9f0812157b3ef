"""What is shipped for running as a service: its commands and settings are ours, and it may do little else."""

from __future__ import annotations

import re
import shutil
import subprocess
from configparser import RawConfigParser
from pathlib import Path

import pytest
from click import Context

from tests.edges.command_line import CommandLine
from watchtracker.cli import program

UNIT = Path(__file__).parents[2] / "deploy/watchtracker.service"


def section(name: str) -> dict[str, str]:
    # Some keys come twice, each adding to what stands before it.
    parser = RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(UNIT.read_text(encoding="utf-8"))
    return dict(parser[name])


def test_it_starts_a_command_that_there_is_and_not_as_root() -> None:
    service = section("Service")
    words = service["ExecStart"].split()
    assert Path(words[0]).name == "watchtracker"
    assert program.get_command(Context(program), words[1]) is not None
    assert service["User"] == "watchtracker"
    assert service["NoNewPrivileges"] == "yes"


def test_its_variables_are_settings_and_hold_no_secret(cli: CommandLine) -> None:
    name, _, path = section("Service")["Environment"].partition("=")
    credential = section("Service")["LoadCredential"].partition(":")[0]
    assert path == f"%d/{credential}"
    (cli.folder / credential).write_text("xoxb-1-a-token")
    assert cli("list", **{name: str(cli.folder / credential)}).status == 0


def test_what_it_may_write_is_where_the_database_is() -> None:
    service = section("Service")
    assert service["ReadWritePaths"] == f"{service['WorkingDirectory']}/var"
    assert f"install -d -o watchtracker -m 700 {service['ReadWritePaths']}" in UNIT.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze on this machine")
def test_systemd_finds_little_that_it_could_do_beyond_its_work() -> None:
    ran = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--no-pager", UNIT],
        capture_output=True,
        text=True,
        check=False,
    )
    found = re.search(r"exposure level for watchtracker.service: ([0-9.]+)", ran.stdout)
    if found is None:
        pytest.skip("this systemd-analyze reads no file by itself")
    assert float(found[1]) < 3.0
