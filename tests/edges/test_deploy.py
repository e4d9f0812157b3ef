"""What is shipped for running as a service: its commands and settings are ours, and it may do little else.

The recipes for proxies are here too.
"""

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
from watchtracker.settings.environment import variable
from watchtracker.settings.form import SECRETS

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


def test_what_may_be_taken_in_names_settings_and_their_files() -> None:
    text = UNIT.read_text(encoding="utf-8")
    offered = dict(re.findall(r"# Environment=(\w+)_FILE=%d/(\w+)\n# LoadCredential=\2:", text))
    assert (
        {variable(place) for place in SECRETS}
        >= offered.keys()
        == {
            "WATCHTRACKER_EMAIL__PASSWORD",
            "WATCHTRACKER_ACCESS_TOKEN",
        }
    )


def recipes(language: str) -> list[str]:
    readme = (UNIT.parents[1] / "README.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", readme, re.DOTALL)


def to_us(recipe: str, ways: str) -> list[str]:
    """The blocks of a recipe that pass requests on to us."""
    return [block for block in re.split(rf"\n(?={ways})", recipe) if ":8765" in block]


def test_no_recipe_lets_a_stranger_name_themselves_to_us() -> None:
    plain, named = recipes("nginx")
    assert (len(to_us(plain, "location")), len(to_us(named, "location"))) == (1, 2)
    for block in to_us(named, "location"):
        assert re.search(r'proxy_set_header X-Forwarded-User (\$who|"");', block), block
    for block in to_us(plain, "location") + to_us(named, "location"):
        for header in ("Host $host", "X-Forwarded-For $remote_addr", "X-Forwarded-Proto $scheme"):
            assert f"proxy_set_header {header};" in block
    _, named = recipes("caddy")
    for block in (blocks := to_us(named, "    route")):
        assert block.index("request_header -X-Forwarded-User") < block.index("reverse_proxy")
    assert len(blocks) == 2


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
