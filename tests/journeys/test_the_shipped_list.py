"""What somebody sees who clones the project and asks about the watch list that it ships."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from watchtracker.cli.program import program

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GOLDEN = Path(__file__).parent / "golden" / "replay.txt"
Ask = Callable[..., Any]

OUTCOME = """
[item.outcome]
result = "happened"
on = 2026-04-24
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "config", tmp_path / "config")
    return tmp_path


@pytest.fixture
def ask(folder: Path) -> Ask:
    """Run a command in the folder; its JSON, or the text it wrote."""

    def asked(*words: str, status: int = 0) -> Any:
        result = CliRunner().invoke(program, [*words, "--config", str(folder / "config/watchtracker.toml")])
        assert result.exit_code == status, result.output
        return json.loads(result.stdout) if "--json" in words else result.output if status else result.stdout

    return asked


def by_id(listing: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {item["id"]: item for item in listing["items"]}


def without_outcome(folder: Path) -> None:
    """Take DeepSeek's outcome out of the copied list."""
    path = folder / "config/watchlist.toml"
    before, rest = path.read_text().split("[item.outcome]", 1)
    path.write_text(before + rest[rest.index("[[item]]") :])


def test_the_listing_of_april_12(ask: Ask) -> None:
    listing = ask("list", "--as-of", "2026-04-12", "--json")
    items = by_id(listing)
    v4 = items["deepseek-v4"]
    assert (v4["window"]["text"], v4["days"], v4["moves"], v4["slipped_days"]) == ("late Apr 2026", 9, 2, 69)
    consultation = items["digital-human-consultation"]
    assert (consultation["window"]["earliest"], consultation["days"]) == ("2026-05-06", 24)
    assert consultation["closes_at"] == "2026-05-06T16:00:00Z"
    measures = items["emotional-interaction-measures"]
    assert (measures["window"]["earliest"], measures["days"]) == ("2026-07-15", 94)
    assert (listing["items"][-1]["id"], listing["items"][-1]["days"]) == ("happyhorse-weights", None)
    assert [item["days"] for item in listing["items"][:3]] == [9, 24, 94]


def test_the_listing_of_april_12_in_words(ask: Ask) -> None:
    (line,) = (line for line in ask("list", "--as-of", "2026-04-12").splitlines() if "DeepSeek" in line)
    for words in ("late Apr 2026", "in 9 days", "2 moves, 69 days later than first said", '"late April"'):
        assert words in line


def test_without_its_outcome_deepseek_is_overdue_on_may_1(folder: Path, ask: Ask) -> None:
    without_outcome(folder)
    v4 = by_id(ask("list", "--as-of", "2026-05-01", "--json"))["deepseek-v4"]
    assert (v4["state"], v4["days"]) == ("overdue", -1)


def test_every_item_of_the_list_is_known_today(ask: Ask) -> None:
    items = by_id(ask("list", "--all", "--json"))
    assert len(items) == 9
    assert items["happyhorse-weights"]["state"] == "undated"
    assert items["deepseek-v4"]["outcome"]["result"] == "happened"


def test_the_plan_of_april_10(ask: Ask) -> None:
    plan = ask("plan", "--as-of", "2026-04-10", "--json")["notifications"]
    of = {(one["item"], one["kind"], one["at"][:10]) for one in plan}
    v4 = {(kind, day) for item, kind, day in of if item == "deepseek-v4"}
    assert {("opens", "2026-04-21"), ("closes", "2026-04-30"), ("overdue", "2026-05-01")} <= v4
    assert not any(kind == "upcoming" and day > "2026-04-14" for kind, day in v4)
    assert ("happyhorse-weights", "recheck", "2026-05-10") in of
    calls = [one["at"] for one in plan if one["item"] == "digital-human-consultation" and one["kind"] == "last_call"]
    assert calls == ["2026-05-06T12:00:00Z"]
    assert [one["at"] for one in plan] == sorted(one["at"] for one in plan)


def test_the_replay_tells_the_story_of_deepseek_and_of_the_consultation(ask: Ask) -> None:
    lines = [line.split("\t") for line in ask("replay", "--since", "2026-01-20", "--until", "2026-08-01").splitlines()]
    told = [f"{line[1]}\t{line[6]}\n" for line in lines if line[4] in {"deepseek-v4", "digital-human-consultation"}]
    if os.environ.get("WRITE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text("".join(told))
    assert "".join(told) == GOLDEN.read_text()
    assert "".join(told) in README.read_text()


def test_the_readme_shows_the_listing_as_it_is(ask: Ask, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"FORCE_COLOR": "1", "NO_COLOR": "1", "COLUMNS": "80"}.items():
        monkeypatch.setenv(name, value)
    assert ask("list", "--as-of", "2026-04-12", "--within", "100d") in README.read_text()


def test_a_slip_is_previewed_applied_once_and_explained(folder: Path, ask: Ask) -> None:
    without_outcome(folder)
    ask("apply")
    path = folder / "config/watchlist.toml"
    claim = '[[item.claim]]\nwhen = "Q3 2026"\nsaid_on = 2026-04-20\nsource = "Reuters"\n\n'
    text = path.read_text()
    second_item = text.index("[[item]]", text.index("deepseek-v4"))
    path.write_text(text[:second_item] + claim + text[second_item:])
    assert "153 days" in ask("check")
    assert by_id(ask("list", "--all", "--json"))["deepseek-v4"]["window"]["text"] == "late Apr 2026"
    ask("apply")
    ask("apply")
    shown = ask("show", "deepseek-v4", "--json")
    assert (shown["window"]["text"], shown["moves"]) == ("Q3 2026", 3)
    assert [one["kind"] for one in shown["notifications"] if one["kind"] == "moved"] == ["moved"]
    assert "slipped by 153 days" in ask("explain", "deepseek-v4")


def test_export_writes_the_same_list(folder: Path, ask: Ask) -> None:
    before = ask("list", "--all", "--json")["items"]
    exported = ask("export")
    (folder / "config/watchlist.toml").write_text(exported)
    ask("apply")
    assert ask("list", "--all", "--json")["items"] == before
    assert ask("export") == exported


def test_ten_mistakes_are_ten_lines(folder: Path, ask: Ask) -> None:
    ask("apply")
    tomorrow = (date.fromisoformat("2090-01-01") + timedelta(days=1)).isoformat()
    mistakes = [
        'id = "Bad Id"\ntitle = "T"\nkind = "event"\nwhen = "May 6, 2027"\nsource = "S"',
        'id = "two"\ntitle = "T"\nkind = "realese"\nwhen = "May 6, 2027"\nsource = "S"',
        'id = "three"\ntitle = "T"\nkind = "event"\nzone = "Asia/Shangai"\nwhen = "May 6, 2027"\nsource = "S"',
        'id = "four"\ntitle = "T"\nkind = "event"\nwhen = "05/06/2027"\nsource = "S"',
        'id = "five"\ntitle = "T"\nkind = "event"\nwhen = "Feb 30, 2027"\nsource = "S"',
        'id = "six"\ntitle = "T"\nkind = "event"\nwhen = "May 6"\nsource = "S"',
        'id = "seven"\ntitle = "T"\nkind = "event"\nwhen = "May 6, 2027"',
        f'id = "eight"\ntitle = "T"\nkind = "event"\nwhen = "2091"\nsaid_on = {tomorrow}\nsource = "S"',
        'id = "nine"\ntitle = "T"\nkind = "event"\nwhen = "May 6, 2027"\nsource = "S"\nremind = ["soon"]',
        'id = "ten"\ntitel = "T"\ntitle = "T"\nkind = "event"\nwhen = "May 6, 2027"\nsource = "S"',
    ]
    path = folder / "config/watchlist.toml"
    path.write_text("\n\n".join(f"[[item]]\n{mistake}" for mistake in mistakes))
    for command in ("check", "apply"):
        lines = [line for line in ask(command, status=2).splitlines() if str(path) in line]
        assert [line.split(":")[2].strip() for line in lines][1:] == [
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
        ]
    assert len(by_id(ask("list", "--all", "--json"))) == 9
