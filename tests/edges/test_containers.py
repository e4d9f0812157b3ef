"""The files for containers say what is so: commands, settings, ports and places that there are, and no secret."""

from __future__ import annotations

import json
import re
import shlex
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
from click import Context

from tests.containers import compose, instructions
from watchtracker import settings
from watchtracker.cli import program
from watchtracker.settings import environment
from watchtracker.settings.form import SECRETS, SettingsForm

ROOT = Path(__file__).parents[2]
FILE = instructions((ROOT / "Containerfile").read_text())
COMPOSE = compose((ROOT / "compose.yaml").read_text())
LAST = FILE[max(at for at, (name, _) in enumerate(FILE) if name == "FROM") :]
HOME = "/srv/watchtracker"


def said(name: str, among: list[tuple[str, str]] = LAST) -> list[str]:
    return [rest for found, rest in among if found == name]


def variables() -> dict[str, str]:
    """What the image sets and what compose sets, with a file for each secret."""
    (line,) = said("ENV")
    return {
        **dict(word.split("=", 1) for word in shlex.split(line)),
        **COMPOSE["services"]["watchtracker"]["environment"],
    }


def exists(words: list[str]) -> None:
    """Whether our command line has this command with these options."""
    command = program.get_command(Context(program), words[0])
    assert command is not None, words
    known = {name for option in command.params for name in (*option.opts, *option.secondary_opts)}
    assert {word for word in words[1:] if word.startswith("--")} <= known, words


def commands_of_the_readme() -> list[list[str]]:
    text = (ROOT / "README.md").read_text().split("### In a container\n")[1].split("\n### ")[0]
    found = re.findall(r"exec watchtracker watchtracker ([a-z][^\n`]*)|`watchtracker ([a-z][^`]*)`", text)
    return [shlex.split(one or other) for one, other in found]


def test_it_is_no_root_that_runs_and_signals_reach_the_program() -> None:
    (user,) = said("USER")
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", user), "a number, so that Kubernetes can see that it is no root"
    (entry,), (command,) = said("ENTRYPOINT"), said("CMD")
    assert json.loads(entry) == ["watchtracker"]
    assert json.loads(command) == ["serve"]
    assert said("STOPSIGNAL") == ["SIGTERM"]
    owner = re.search(r"install -d -o (\d+) -g (\d+) -m 700 var", " ".join(said("RUN")))
    assert owner
    assert ":".join(owner.groups()) == user


def test_every_command_is_one_of_ours() -> None:
    (check,) = said("HEALTHCHECK")
    health = json.loads(check[check.index("[") :])
    assert health[0] == "watchtracker"
    service = COMPOSE["services"]["watchtracker"]
    readme = commands_of_the_readme()
    assert len(readme) > 2
    for words in (health[1:], json.loads(said("CMD")[0]), service["command"], *readme):
        exists(words)


def test_every_variable_is_a_setting_and_every_secret_a_file(tmp_path: Path) -> None:
    ours = {name: value for name, value in variables().items() if name.startswith("WATCHTRACKER_")}
    written = {"database_address": "postgresql://watch:0@database/watchtracker", "access_token": "0" * 48}
    for name in [name for name in ours if name.endswith("_FILE")]:
        secret = Path(ours[name]).name
        assert ours[name] == f"/run/secrets/{secret}"
        (tmp_path / secret).write_text(written[secret])
        ours[name] = str(tmp_path / secret)
    found = settings.load(None, {"HOME": str(tmp_path), **ours}, tmp_path)
    assert (found.host, found.database.partition("@")[2]) == ("0.0.0.0", "database/watchtracker")
    assert found.access_token == "0" * 48
    assert {environment.variable(place) for place in SECRETS} >= {
        name.removesuffix("_FILE") for name in ours if name.endswith("_FILE")
    }


def test_ports_and_places_agree() -> None:
    port = str(SettingsForm.model_fields["port"].default)
    assert said("EXPOSE") == [port]
    service = COMPOSE["services"]["watchtracker"]
    assert service["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert service["environment"]["WATCHTRACKER_PUBLIC_URL"] == f"http://127.0.0.1:{port}"
    assert said("WORKDIR") == [HOME]
    # An SQLite file is where the shipped settings have it, seen from config/.
    assert said("VOLUME") == [f"{HOME}/var"]
    assert SettingsForm.model_fields["database"].default == "sqlite:///../var/watchtracker.db"
    assert service["volumes"] == [f"./config:{HOME}/config:ro"]
    readme = (ROOT / "README.md").read_text()
    for place in (f"./config:{HOME}/config:ro", f"watchtracker:{HOME}/var", f"127.0.0.1:{port}:{port}"):
        assert place in readme


def test_compose_waits_for_the_database_and_names_all_that_it_uses() -> None:
    services: dict[str, Any] = COMPOSE["services"]
    service, database = services["watchtracker"], services["database"]
    assert service["depends_on"] == {"database": {"condition": "service_healthy"}}
    assert database["healthcheck"]["test"][:2] == ["CMD", "pg_isready"]
    assert {secret for each in services.values() for secret in each["secrets"]} == set(COMPOSE["secrets"])
    assert {kept["file"] for kept in COMPOSE["secrets"].values()} == {f"./secrets/{one}" for one in COMPOSE["secrets"]}
    mounted = [volume.split(":")[0] for each in services.values() for volume in each["volumes"]]
    assert {name for name in mounted if not name.startswith(".")} == set(COMPOSE["volumes"])
    assert service["build"]["dockerfile"] == "Containerfile"
    assert int(service["stop_grace_period"].removesuffix("s")) > 15
    assert (service["read_only"], service["cap_drop"]) == (True, ["ALL"])


def test_the_readme_writes_each_secret_that_compose_reads() -> None:
    readme = (ROOT / "README.md").read_text()
    assert set(re.findall(r"> secrets/(\w+)", readme)) == set(COMPOSE["secrets"])
    assert "/secrets/" in (ROOT / ".gitignore").read_text().splitlines()


def test_what_is_installed_is_named_by_its_hash() -> None:
    installed = [rest for rest in said("RUN", FILE) if " install " in rest and "pip" in rest]
    assert installed
    for line in installed:
        assert "--require-hashes --requirement requirements.lock" in line or "--no-deps dist/*.whl" in line
    assert not [line for line in said("RUN", FILE) if "pip wheel" in line and "--no-build-isolation" not in line]


def test_nothing_but_the_program_gets_into_the_image() -> None:
    copied = [word for rest in said("COPY", FILE) if not rest.startswith("--from") for word in rest.split()[:-1]]
    ignored, *allowed = [
        line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")
    ]
    assert ignored == "*"
    assert {line.removeprefix("!") for line in allowed if line.startswith("!")} == set(copied)
    assert all((ROOT / name).exists() for name in copied)
    assert not [name for name in copied if fnmatch(name, "*secret*") or name in {"config", "var", "."}]
    assert not re.search(r"TOKEN|PASSWORD|SECRET", " ".join(said("ENV", FILE) + said("ARG", FILE)))


@pytest.mark.parametrize("text", ["a: 1\n  b: 2", "a:\n  - b\n  c: d", "a: {b: c}", "a:\tb", "a: 1\na: 2", "a"])
def test_what_is_no_compose_file_of_ours_is_not_read(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        compose(text)
