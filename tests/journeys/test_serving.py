"""What an operator lives through: serve is started, reminders arrive, the list is edited, serve is stopped."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.programs import Running, run, running, running_afresh
from tests.serving import Site
from tests.slack_stand_in import TOKEN, SlackStandIn, slack_stand_in

SETTINGS = """
database = "sqlite:///watch.db"
watchlist = "watchlist.toml"
[[channel]]
name = "desk"
[[channel]]
name = "policy"
slack = "C0123456789"
"""


def item(item_id: str, when: str, **more: str) -> str:
    lines = {"id": item_id, "title": item_id.title(), "kind": "event", "when": when, "source": "Gazette", **more}
    return "\n".join(["[[item]]", *(f'{key} = "{value}"' for key, value in lines.items()), 'remind = ["0m"]', ""])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "watchtracker.toml").write_text(SETTINGS)
    return tmp_path


def watches(folder: Path, *items: str) -> None:
    (folder / "watchlist.toml").write_text("\n".join(items))


def in_seconds(seconds: int) -> datetime:
    """A whole second from now: this test is about the real clock."""
    return datetime.fromtimestamp(int(_now().timestamp()) + seconds, UTC)


def _now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the real clock is what these tests are about


def written(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def slack(stand_in: SlackStandIn) -> dict[str, str]:
    return {"WATCHTRACKER_SLACK__BOT_TOKEN": TOKEN, "WATCHTRACKER_SLACK__API_URL": stand_in.url}


def site(program: Running) -> Site:
    (line,) = program.until_logged("serving at")
    return Site(int(json.loads(line)["message"].rsplit(":", 1)[1].strip("/")))


def serve(folder: Path) -> list[str]:
    return ["serve", "--config", str(folder / "watchtracker.toml"), "--port", "0"]


def test_what_is_due_in_seconds_reaches_the_console_and_slack_once_and_not_early(folder: Path) -> None:
    due = in_seconds(8)
    watches(folder, item("launch", written(due)))
    with slack_stand_in() as stand_in, running(folder, *serve(folder), **slack(stand_in)) as program:
        sent = program.until_logged(": sent", times=2)
        assert program.stop() == 0
    stamps = [datetime.fromisoformat(json.loads(line)["at"]) for line in sent]
    assert all(due <= stamp <= due + timedelta(seconds=4) for stamp in stamps)
    assert [line for line in program.output if "Launch" in line] == [program.output[0]]
    assert len(stand_in.texts("C0123456789")) == 1


def test_a_second_start_sends_nothing_again(folder: Path) -> None:
    watches(folder, item("launch", written(in_seconds(8))))
    with slack_stand_in() as stand_in:
        with running(folder, *serve(folder), **slack(stand_in)) as program:
            program.until_logged(": sent", times=2)
            program.stop()
        again = run(folder, "deliver", "--once", "--config", str(folder / "watchtracker.toml"), **slack(stand_in))
    assert (again.returncode, again.stdout, len(stand_in.messages)) == (0, "", 1)


def test_an_edit_of_the_list_is_in_the_feed_and_told_while_serving(folder: Path) -> None:
    watches(folder, item("launch", "2099-05-06"))
    with running_afresh(folder, *serve(folder)) as program:
        calendar = site(program)
        first = calendar.get("/feeds/all.ics")
        again = calendar.get("/feeds/all.ics", If_None_Match=first.headers["etag"])
        assert (first.status, again.status, "DTSTART;VALUE=DATE:20990506" in first.text) == (200, 304, True)
        watches(folder, item("launch", "2099-05-20"))
        program.until(lambda: any("slipped by 14 days" in line for line in program.output))
        moved = calendar.get("/feeds/all.ics", If_None_Match=first.headers["etag"])
        assert (moved.status, "DTSTART;VALUE=DATE:20990520" in moved.text) == (200, True)
        assert program.stop() == 0


def test_a_broken_edit_is_logged_and_changes_nothing(folder: Path) -> None:
    watches(folder, item("launch", "2099-05-06"))
    with running(folder, *serve(folder)) as program:
        calendar = site(program)
        watches(folder, item("launch", "05/06/2099"))
        (line,) = program.until_logged("was not applied")
        assert "launch" in line
        assert "DTSTART;VALUE=DATE:20990506" in calendar.get("/feeds/all.ics").text


def test_a_second_deliverer_on_one_sqlite_file_is_told_so(folder: Path) -> None:
    watches(folder, item("launch", "2099-05-06"))
    with running(folder, *serve(folder)) as program:
        site(program)
        second = run(folder, "deliver", "--once", "--config", str(folder / "watchtracker.toml"))
        listing = run(folder, "list", "--config", str(folder / "watchtracker.toml"))
    assert (second.returncode, listing.returncode) == (1, 0)
    assert second.stderr.startswith("watchtracker: ")
    assert "Traceback" not in second.stderr


def test_a_port_in_use_is_said_in_a_sentence(folder: Path) -> None:
    watches(folder, item("launch", "2099-05-06"))
    with running(folder, *serve(folder)) as program:
        port = str(site(program).port)
        second = run(folder, "serve", "--config", str(folder / "watchtracker.toml"), "--port", port)
    assert second.returncode == 1
    assert f"nobody can listen at 127.0.0.1 port {port}" in second.stderr


def test_other_addresses_than_loopback_want_a_token(folder: Path) -> None:
    watches(folder, item("launch", "2099-05-06"))
    refused = run(folder, *serve(folder), "--host", "0.0.0.0")
    assert refused.returncode == 2
    assert "access_token" in refused.stderr


def test_a_database_removed_under_serve_is_made_anew_and_nobody_sends_beside_it(folder: Path) -> None:
    watches(folder, item("launch", written(in_seconds(14))))
    with slack_stand_in() as stand_in, running(folder, *serve(folder), **slack(stand_in)) as program:
        calendar = site(program)
        for one in folder.glob("watch.db*"):
            one.unlink()
        program.until_logged("was opened anew")
        program.until_logged("applied the watch list", times=2)
        second = run(folder, "deliver", "--once", "--config", str(folder / "watchtracker.toml"), **slack(stand_in))
        assert second.returncode == 1
        assert "already sends" in second.stderr
        program.until_logged(": sent", times=2)
        assert calendar.get("/readyz").status == 200
        assert program.stop() == 0
        assert len(stand_in.texts("C0123456789")) == 1


def test_a_list_that_was_cut_waits_and_the_page_the_metrics_and_doctor_say_so(folder: Path) -> None:
    watches(folder, *(item(f"launch-{one}", "2099-05-06") for one in range(5)))
    config = ("--config", str(folder / "watchtracker.toml"))
    with running(folder, *serve(folder)) as program:
        calendar = site(program)
        assert 'watchtracker_watchlist{state="applied"} 1.0' in calendar.get("/metrics").text
        watches(folder, "# nothing is left")
        (line,) = program.until_logged("--take-out")
        assert json.loads(line)["level"].lower() == "error"
        page = calendar.get("/").text
        assert ("could not be applied since" in page, "Launch-4" in page) == (True, True)
        assert 'watchtracker_watchlist{state="refused"} 1.0' in calendar.get("/metrics").text
        assert "--take-out" in run(folder, "doctor", *config).stdout
        assert run(folder, "apply", "--take-out", *config).returncode == 0
        calendar.within_seconds(8, "/metrics", lambda said: 'watchtracker_watchlist{state="applied"} 1.0' in said.text)


def test_serve_starts_with_a_list_that_it_cannot_have_and_goes_on_with_what_holds(folder: Path) -> None:
    watches(folder, item("launch", "2099-05-06"))
    with running(folder, *serve(folder)) as program:
        site(program)
        program.stop()
    (folder / "watchlist.toml").unlink()
    (folder / "watchlist.toml").mkdir()
    with running(folder, *serve(folder)) as program:
        calendar = site(program)
        assert "there is no .toml file in this folder" in program.until_logged("was not applied")[0]
        assert "DTSTART;VALUE=DATE:20990506" in calendar.get("/feeds/all.ics").text
        assert program.stop() == 0
