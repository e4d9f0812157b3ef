"""What is said with the command line: items, claims, outcomes, and the watch list in and out."""

from __future__ import annotations

import os
import pwd
import re
from pathlib import Path

import pytest

from tests import programs
from tests.edges.command_line import WATCHLIST, CommandLine


@pytest.fixture
def applied(cli: CommandLine) -> CommandLine:
    assert cli("apply").out == "3 items brought in; nobody is told of a first import\n"
    return cli


def shown(cli: CommandLine, item: str) -> dict[str, object]:
    found: dict[str, object] = cli("show", item, "--json").json
    return found


def test_a_claim_moves_the_date_and_says_who_is_told(applied: CommandLine) -> None:
    said = applied("claim", "consultation", "--when", "May 20, 2026", "--source", "CAC", "--said-on", "2026-05-01")

    assert said.out.splitlines() == [
        "consultation: slips by 14 days: 20 May 2026, was 6 May 2026",
        '  "May 20, 2026" takes over: its standing is no weaker than that of the claim',
        "  before it",
        "  tells console: moved",
    ]
    assert shown(applied, "consultation")["moves"] == 1


def test_a_weaker_claim_is_kept_and_does_not_take_over(applied: CommandLine) -> None:
    said = applied(
        "claim", "consultation", "--when", "May 20", "--source", "X", "--said-on", "2026-05-01", "--standing", "rumour"
    )

    assert "the date stays 6 May 2026" in said.out
    assert "does not take over" in said.out
    assert "tells console: contradicted" in said.out


def test_a_source_that_weighs_less_than_it_did_is_asked_about(applied: CommandLine) -> None:
    source = str(shown(applied, "consultation")["source"])
    said = ("claim", "consultation", "--when", "May 20, 2026", "--said-on", "2026-05-01", "--standing", "rumour")

    hint = 'before and is rumour here: add the standing "reported" if that was forgotten'
    assert hint in " ".join(applied(*said, "--source", source).out.split())
    assert "if that was forgotten" not in applied(*said, "--source", "X").out


def test_confirming_is_a_recheck_that_everywhere_stands_beside_the_source(applied: CommandLine) -> None:
    said = applied("confirm", "weights", "--by", "mei", "--json").json

    assert (said["rechecked_by"], said["source"], len(said["claims"])) == (
        "mei",
        shown(applied, "weights")["source"],
        1,
    )
    assert said["claim_id"] == said["claims"][0]["id"]
    for command in (("list",), ("show", "weights"), ("explain", "weights")):
        assert ", re-checked by mei on " in " ".join(applied(*command).out.split())


def test_who_did_not_log_in_is_called_as_the_system_knows_them(applied: CommandLine) -> None:
    known = pwd.getpwuid(os.getuid()).pw_name
    assert applied("confirm", "weights", "--json", LOGNAME="", USER="").json["rechecked_by"] == known
    assert applied("confirm", "consultation", "--json", LOGNAME="", USER="mei").json["rechecked_by"] == "mei"


def test_the_day_on_which_an_item_ended_is_no_word_of_who_said_or_looked_before(applied: CommandLine) -> None:
    applied("confirm", "weights", "--by", "mei")
    applied("resolve", "weights", "--as", "happened", "--on", "2026-04-12", "--source", "the maker")

    (date,) = (line for line in applied("show", "weights").out.splitlines() if line.startswith("date "))
    assert date.split(maxsplit=1) == ["date", "12 Apr 2026"]


def test_what_a_source_says_is_no_recheck(applied: CommandLine) -> None:
    said = applied("confirm", "weights", "--source", "mei")

    assert (said.status, said.out) == (2, "")
    assert "what a source says is a claim: `watchtracker claim weights" in said.err


def test_a_correction_takes_what_is_not_given_from_the_claim(applied: CommandLine) -> None:
    before = shown(applied, "consultation")
    claims = before["claims"]
    assert isinstance(claims, list)
    wrong = claims[-1]
    words = ("claim", "consultation", "--corrects", wrong["id"], "--when", "May 7, 2026", "--by", "mei")

    said = applied(*words, "--json").json

    right = next(claim for claim in said["claims"] if claim["id"] == said["claim_id"])
    assert (right["said_on"], right["source"], right["by"]) == (wrong["said_on"], wrong["source"], "mei")
    assert (said["moves"], said["source"]) == (before["moves"], before["source"])
    assert [one["code"] for one in said["notifications"] if one["kind"] == "moved"] == ["corrected"]
    assert applied("claim", "consultation", "--when", "May 7, 2026").status == 2


def test_a_new_item_is_there_at_once_and_its_id_is_taken(applied: CommandLine) -> None:
    words = ("add", "grants-call", "--title", "Grants", "--kind", "deadline", "--when", "30 June 2099", "--source", "A")

    assert applied(*words, "--zone", "Europe/Berlin", "--tag", "funding").out.startswith(
        "grants-call: new, 30 Jun 2099"
    )
    assert shown(applied, "grants-call")["zone"] == "Europe/Berlin"
    again = applied(*words)
    assert (again.status, len(again.err.splitlines())) == (2, 1)


@pytest.mark.parametrize(
    "options",
    [
        {"--source": " "},
        {"--source": "a\nb"},
        {"--url": "javascript:alert(1)"},
        {"--said-on": "2999-01-01"},
        {"--when": "30 February 2027"},
        {"--zone": "Europe/Berln"},
        {"--title": "\x1b[31mred"},
    ],
)
def test_what_a_watch_list_would_refuse_is_refused_here(applied: CommandLine, options: dict[str, str]) -> None:
    given = {"--title": "T", "--kind": "release", "--when": "soon", "--source": "me", **options}

    said = applied("add", "new-one", *(word for pair in given.items() for word in pair))

    assert (said.status, said.out, len(said.err.splitlines())) == (2, "", 1)
    assert applied("show", "new-one").status == 2


def test_an_outcome_and_its_withdrawal(applied: CommandLine) -> None:
    resolved = applied("resolve", "deepseek-v4", "--as", "happened", "--source", "DeepSeek", "--on", "2026-04-24")

    assert resolved.out == "deepseek-v4: happened on 24 Apr 2026 (DeepSeek)\n  tells console: resolved\n"
    assert shown(applied, "deepseek-v4")["state"] == "happened"
    assert applied("reopen", "deepseek-v4").out.startswith("deepseek-v4: open again, late Apr 2026")
    assert shown(applied, "deepseek-v4")["outcome"] is None


def test_what_an_outcome_ends_says_why_in_a_sentence_and_in_a_code(applied: CommandLine) -> None:
    applied("resolve", "deepseek-v4", "--as", "happened", "--source", "DeepSeek", "--on", "2026-04-24")

    told = applied("show", "deepseek-v4", "--json").json["notifications"]
    ended = {(one["reason"], one["code"]) for one in told if one["state"] == "cancelled"}
    assert ended == {("happened on 24 Apr 2026", "resolved")}
    explained = applied("explain", "deepseek-v4", "--json").json["notifications"]
    assert {one["code"] for one in explained if one["state"] == "cancelled"} == {"resolved"}
    assert "cancelled: happened on 24 Apr 2026" in applied("explain", "deepseek-v4").out


def test_a_claim_is_retracted_by_the_id_that_show_names(applied: CommandLine) -> None:
    page = applied("show", "deepseek-v4").out
    (claim,) = re.findall(r'"late April".*?claim (\w+)', page, re.DOTALL)

    assert applied("retract", "deepseek-v4", claim).out.startswith(
        "deepseek-v4: taken back: Apr 2026, was late Apr 2026"
    )


def test_what_was_retracted_by_mistake_counts_again_as_show_says(applied: CommandLine) -> None:
    before = applied("show", "deepseek-v4", "--json").json
    (claim,) = (each["id"] for each in before["claims"] if each["when"] == "late April")
    applied("retract", "deepseek-v4", claim, "--by", "mei")
    page = applied("show", "deepseek-v4").out
    assert "taken back by mei on " in page
    assert f"it counts again with `watchtracker retract deepseek-v4 {claim} --undo`" in " ".join(page.split())
    assert "taken back by mei on " in applied("explain", "deepseek-v4").out
    (shown,) = (each for each in applied("show", "deepseek-v4", "--json").json["claims"] if each["id"] == claim)
    assert (shown["retracted"], shown["retracted_by"]) == (True, "mei")

    undone = applied("retract", "deepseek-v4", claim, "--undo", "--by", "ola")

    assert undone.out.startswith("deepseek-v4: corrected: late Apr 2026, was Apr 2026")
    after = applied("show", "deepseek-v4", "--json").json
    assert (after["claims"], after["window"]) == (before["claims"], before["window"])
    assert [(each["by"], each["what"]) for each in after["answers"]] == [("mei", "not_right"), ("ola", "undo")]
    assert "it counts" in applied("retract", "deepseek-v4", claim, "--undo").err


def test_show_tells_the_history_of_a_date(applied: CommandLine) -> None:
    page = applied("show", "deepseek-v4").out

    assert "slipped by 69 days, from mid-Feb 2026" in page
    assert '* 10 Apr 2026  "late April" = late Apr 2026: China AI Weekly (reported)' in page
    assert max(map(len, page.splitlines())) <= 80


def test_show_tells_what_comes_next_then_what_was_sent_and_leaves_the_rest(applied: CommandLine) -> None:
    applied("claim", "weights", "--when", "June 2099", "--source", "X")
    applied("claim", "weights", "--when", "July 2099", "--source", "X")

    page, whole = applied("show", "weights").out, applied("show", "weights", "--all").out

    assert "What comes next" in page
    assert "superseded" not in page
    assert "`watchtracker show weights --all`" in page
    notifications = applied("show", "weights", "--json").json["notifications"]
    assert whole.partition("Notifications\n")[2].count("Z console ") == len(notifications)
    narrow = applied("show", "weights", "--all", COLUMNS="40").out.splitlines()
    assert max(map(len, narrow)) <= 40


def test_explain_says_why_the_date_holds(applied: CommandLine) -> None:
    assert "took over" in applied("explain", "deepseek-v4").out
    assert applied("explain", "deepseek-v4", "--json").json["item"] == "deepseek-v4"


def test_check_says_what_would_change_and_changes_nothing(applied: CommandLine) -> None:
    applied.write(WATCHLIST.replace("until May 6", "until May 20, 2026"))

    said = applied("check")

    assert "consultation: slips by 14 days: 20 May 2026, was 6 May 2026" in said.out
    assert "would tell console: moved" in said.out
    assert shown(applied, "consultation")["moves"] == 0
    change = applied("check", "--json").json["changes"][0]
    assert (change["item"], change["change"], change["relation"], change["days"]) == (
        "consultation",
        "moved",
        "slipped",
        14,
    )


def test_applying_twice_changes_nothing_the_second_time(applied: CommandLine) -> None:
    applied.write(WATCHLIST.replace("until May 6", "until May 20, 2026"))

    assert "tells console: moved" in applied("apply").out
    assert applied("apply").out == "nothing changed\n"


def test_check_before_anything_was_applied_makes_no_database(cli: CommandLine) -> None:
    said = cli("check")

    assert (said.status, "all sound" in said.out) == (0, True)
    assert not (cli.folder / "var").exists()


def test_check_counts_the_sources_of_a_list_as_well(cli: CommandLine) -> None:
    cli.write(WATCHLIST + '\n[[source]]\nname = "Weekly"\nkind = "feed"\naddress = "https://weekly.example/feed"\n')

    assert " and 1 source, all sound" in cli("check").out


def test_a_bad_list_is_told_line_by_line_and_changes_nothing(applied: CommandLine) -> None:
    applied.write(WATCHLIST.replace('"late April"', '"Q7 2026"').replace('kind = "deadline"', 'kind = "dedline"'))

    said = applied("apply")

    assert (said.status, said.out) == (2, "")
    assert [line.split(": ")[1] for line in said.err.splitlines()] == ["deepseek-v4", "consultation"]
    assert shown(applied, "deepseek-v4")["moves"] == 2


def test_json_of_a_bad_list_names_each_problem_by_its_parts(applied: CommandLine) -> None:
    applied.write(WATCHLIST.replace('"late April"', '"Q7 2026"').replace('kind = "deadline"', 'kind = "dedline"'))

    for command in ("check", "apply"):
        said = applied(command, "--json")

        assert (said.status, list(said.json), said.json["changes"]) == (2, ["problems", "changes"], [])
        first, second = said.json["problems"]
        assert (Path(first["file"]).name, first["item"], first["key"]) == ("watchlist.toml", "deepseek-v4", "when")
        assert (second["line"], second["item"], second["key"]) == (29, "consultation", "kind")
        assert said.err.splitlines()[0] == "{file}:{line}: {item}: {key}: {message}".format(**first)


def test_json_of_a_list_that_is_no_toml_names_the_line(applied: CommandLine) -> None:
    applied.write("[[item]]\nid = oops\n")

    (problem,) = applied("check", "--json").json["problems"]

    assert (problem["line"], problem["item"], problem["key"]) == (2, None, None)


def test_apply_says_its_changes_in_json_as_check_does(applied: CommandLine) -> None:
    applied.write(WATCHLIST.replace("until May 6", "until May 20, 2026"))

    planned, done = applied("check", "--json").json, applied("apply", "--json").json

    (would,), (change,) = planned["changes"], done["changes"]
    # A notice is due at the moment of the change, and the two stand seconds apart.
    (told,), (tells,) = would["notifications"], change["notifications"]
    assert {**would, "notifications": {**told, "at": None}} == {**change, "notifications": {**tells, "at": None}}
    assert list(change) == ["item", "change", "relation", "days", "from", "to", "notes", "notifications"]
    assert applied("apply", "--json").json == {"problems": [], "changes": []}


@pytest.mark.parametrize(
    ("old", "new", "change"),
    [
        ('when = "late April"', 'when = "early May 2026"', "corrected"),
        ('[[item.claim]]\nwhen = "late April"\nsaid_on = 2026-04-10\nsource = "China AI Weekly"\n', "", "taken_back"),
        ('source = "Whale Lab"', 'source = "Whale Labs"', "changed"),
        ('source = "China AI Weekly"\n\n', 'source = "China Weekly"\n\n', "changed"),
        ('release"\nzone = "Asia/Shanghai"', 'release"\nzone = "America/New_York"', "changed"),
    ],
)
def test_a_correction_has_no_relation_and_no_days_in_json_and_is_no_move(
    applied: CommandLine, old: str, new: str, change: str
) -> None:
    assert old in WATCHLIST
    applied.write(WATCHLIST.replace(old, new, 1))

    planned, done = (applied(command, "--json").json["changes"][0] for command in ("check", "apply"))

    for one in (planned, done):
        assert (one["item"], one["change"], one["relation"], one["days"]) == ("deepseek-v4", change, None, None)
    item = shown(applied, "deepseek-v4")
    assert [move["to"]["text"] for move in item["history"]] == (  # type: ignore[attr-defined]
        ["Apr 2026"] if change == "taken_back" else ["Apr 2026", item["window"]["text"]]  # type: ignore[index]
    )
    assert item["moves"] == (1 if change == "taken_back" else 2)


def test_a_standing_that_makes_a_claim_take_over_is_a_move_in_json(applied: CommandLine) -> None:
    weaker = 'source = "China AI Weekly"\nstanding = "rumour"\n\n[[item.claim]]\nwhen = "May 2026"\n'
    weaker += 'said_on = 2026-04-12\nsource = "B"\nstanding = "rumour"\n\n'
    listed = WATCHLIST.replace('source = "China AI Weekly"\n\n', weaker.replace('\nstanding = "rumour"', "", 1), 1)
    applied.write(listed)
    assert applied("apply").status == 0
    applied.write(WATCHLIST.replace('source = "China AI Weekly"\n\n', weaker, 1))

    (change,) = applied("check", "--json").json["changes"]

    assert (change["change"], change["relation"], change["days"]) == ("moved", "slipped", 31)


def test_explain_has_fields_in_json(applied: CommandLine) -> None:
    told = applied("explain", "deepseek-v4", "--json").json

    assert list(told) == ["item", "in_force", "claims", "notifications"]
    assert [claim["verdict"] for claim in told["claims"]] == ["first", "as_strong", "as_strong"]
    assert told["claims"][-1]["id"] == told["in_force"]
    shown = applied("show", "deepseek-v4", "--json").json["notifications"]
    assert [{**one, "text": ""} for one in told["notifications"]] == [{**one, "text": ""} for one in shown]
    assert all(one["text"] for one in told["claims"] + told["notifications"])


def test_show_has_what_we_say_of_an_item_ourselves_in_json(applied: CommandLine) -> None:
    applied.write(WATCHLIST.replace('tags = ["policy"]', 'notes = "Ask Mei"\nremind = ["14d", "1mo"]'))
    applied("apply")

    found = shown(applied, "consultation")

    assert (found["notes"], found["remind"], found["recheck"]) == ("Ask Mei", ["14d", "1mo"], None)


def test_an_export_is_sound_and_applying_it_changes_nothing(applied: CommandLine) -> None:
    applied("claim", "consultation", "--when", "May 20, 2026", "--source", "CAC", "--said-on", "2026-05-01")

    (applied.folder / "config/watchlist.toml").write_text(applied("export").out, encoding="utf-8")

    assert applied("check").out.endswith("applying it would change nothing\n")
    assert applied("apply").out == "nothing changed\n"


OWN = """#:schema ./watchlist.schema.json
# Ours, 我们的

[[item]]
kind = "deadline"  # we must act
id = "consultation"
title = 'Digital human rules'
when = "until May 6, 2099"
said_on = 2026-04-03
source = "CAC"

# About the weights.
[[item]]
id = "weights"
title = "权重发布 🎉"
kind = "release"

[[item.claim]]
when = "soon"  # vague
said_on = 2026-04-10
source = "China AI Weekly"

# The end.
"""


def test_an_export_keeps_the_text_of_the_file_where_nothing_was_added(bare: CommandLine) -> None:
    bare.write(OWN)
    bare("apply")
    assert bare("export").out == OWN

    bare("claim", "weights", "--when", "June 2099", "--source", "X", "--said-on", "2026-05-01")
    bare("claim", "consultation", "--when", "May 20, 2099", "--source", "CAC", "--said-on", "2026-05-01")
    bare("add", "new", "--title", "N", "--kind", "event", "--when", "2099", "--source", "Y", "--said-on", "2026-05-01")
    text = bare("export").out

    kept = [line for line in OWN.splitlines() if not line.startswith(('when = "until', "said_on = 2026-04-03"))]
    assert [line for line in kept if line not in text.splitlines()] == []
    assert text.index('when = "soon"') < text.index('when = "June 2099"') < text.index("# The end.")
    assert text.index('when = "May 20, 2099"') < text.index("# About the weights.")
    assert text.index("# The end.") < text.index('id = "new"')
    bare.write(text)
    assert bare("check").out.endswith("applying it would change nothing\n")
    assert bare("list").err == ""
    assert "differs" not in bare("doctor").out


def test_an_edited_short_form_stays_as_it_is_written(bare: CommandLine) -> None:
    bare.write(OWN)
    bare("apply")
    edited = OWN.replace("until May 6", "until May 9")
    bare.write(edited)
    bare("apply")

    assert bare("export").out == edited


def test_an_export_with_what_was_retracted_and_resolved_changes_nothing(bare: CommandLine) -> None:
    bare.write(OWN)
    bare("apply")
    (claim,) = bare("show", "weights", "--json").json["claims"]
    bare("claim", "weights", "--when", "June 2099", "--source", "X", "--said-on", "2026-05-01")
    bare("retract", "weights", claim["id"])
    bare("resolve", "consultation", "--as", "done", "--source", "me", "--on", "2026-05-02")

    text = bare("export").out

    assert [words in text for words in ("#:schema", "# The end.", "soon")] == [True, True, False]
    bare.write(text)
    assert bare("check").out.endswith("applying it would change nothing\n")


def test_an_export_is_utf_8_whatever_the_terminal_shows(bare: CommandLine) -> None:
    bare.write(OWN)
    bare("apply")

    for encoding in ("latin-1", "ascii"):
        ran = programs.run(bare.folder, "export", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert ran.stdout == OWN


def test_a_folder_is_exported_file_by_file_and_never_over_others(bare: CommandLine) -> None:
    bare.write(OWN)
    folder = bare.folder / "lists"
    folder.mkdir()
    (folder / "one.toml").write_text(OWN, encoding="utf-8")
    (folder / "two.toml").write_text(WATCHLIST.partition('[[item]]\nid = "consultation')[0], encoding="utf-8")
    settings = {"WATCHTRACKER_WATCHLIST": "lists"}
    bare("apply", **settings)
    bare("add", "new", "--title", "N", "--kind", "event", "--when", "2099", "--source", "Y", **settings)

    said = bare("export", "--into", "out", **settings)

    assert said.out.splitlines() == [f"wrote {Path('out') / name}.toml" for name in ("one", "two", "added")]
    for name in ("one.toml", "two.toml"):
        assert (bare.folder / "out" / name).read_bytes() == (folder / name).read_bytes()
    assert bare("check", "out", **settings).out.endswith("applying it would change nothing\n")
    again = bare("export", "--into", "out", **settings)
    assert (again.status, len(again.err.splitlines())) == (2, 1)


def test_an_export_loses_nothing_that_the_list_says_and_nobody_applied(bare: CommandLine) -> None:
    bare.write(OWN)
    bare("apply")
    new = """\n[[item]]\nid = "new"\ntitle = "N"\nkind = "event"\nwhen = "2099"\nsource = "Y"\n"""
    for edited, lost in ((OWN + new, "new"), (OWN.replace("until May 6", "until May 9"), "consultation")):
        bare.write(edited)
        for words in (("export",), ("export", "--into", "out")):
            said = bare(*words)
            assert (said.status, said.out) == (1, "")
            assert f"what is new of {lost}: `watchtracker apply` first" in said.err
    assert not (bare.folder / "out").exists()
    bare.write(OWN.replace("# The end.", "# A comment alone loses nothing."))
    assert bare("export").status == 0
    bare.write("")  # as a shell leaves it for `export > config/watchlist.toml`
    assert 'id = "consultation"' in bare("export").out


DEFAULTS = """[defaults]
zone = "Asia/Shanghai"
tags = ["models"]
source = "China AI Weekly"
said_on = 2026-04-10
standing = "rumour"
owner = "mei"

"""
ADDED = ("--title", "N", "--kind", "event", "--when", "2099", "--source", "Y", "--said-on", "2026-05-01")


@pytest.mark.parametrize(
    "done",
    [
        (),
        ("add", "new", *ADDED),
        ("add", "new", *ADDED, "--zone", "Asia/Shanghai", "--tag", "models", "--owner", "mei", "--standing", "rumour"),
        ("claim", "weights", "--when", "June 2099", "--source", "X", "--said-on", "2026-05-01"),
        ("claim", "consultation", "--when", "May 20, 2099", "--source", "CAC", "--said-on", "2026-05-01"),
        ("claim", "weights", "--when", "June 2099", "--source", "X", "--standing", "rumour"),
        ("resolve", "weights", "--as", "happened", "--source", "X", "--on", "2026-05-01"),
        ("confirm", "weights"),
    ],
)
def test_applying_the_export_of_a_list_with_defaults_changes_nothing(bare: CommandLine, done: tuple[str, ...]) -> None:
    bare.write(DEFAULTS + OWN)
    assert bare("apply").status == 0
    assert not done or bare(*done).status == 0
    before = [bare("show", item, "--json").json for item in ("consultation", "weights")]

    said = bare("export")
    into = bare("export", "--into", "out")

    assert (bare.folder / "out/watchlist.toml").read_text(encoding="utf-8") == said.out
    assert into.err == said.err
    assert ("# The end." in said.out) == (said.err == "")
    assert len(said.err.splitlines()) <= 1
    bare.write(said.out)
    assert bare("check").out.endswith("applying it would change nothing\n")
    assert bare("apply").out == "nothing changed\n"
    assert [bare("show", item, "--json").json for item in ("consultation", "weights")] == before
    assert bare("export").status == 0


def test_an_export_has_who_looked_and_keeps_the_text_around_it(bare: CommandLine) -> None:
    bare.write(OWN)
    bare("apply")
    for item in ("weights", "consultation"):
        assert bare("confirm", item, "--by", "mei").status == 0

    said = bare("export")

    assert (said.out.count("[[item.recheck]]"), said.out.count('by = "mei"'), said.err) == (2, 2, "")
    assert [line for line in OWN.splitlines() if line not in said.out.splitlines()] == []
    bare.write(said.out)
    assert bare("check").out.endswith("applying it would change nothing\n")


def test_an_export_keeps_the_text_around_line_ends_that_toml_does_not_know(bare: CommandLine) -> None:
    bare.write(f"# From a page:\u2028copied\x85there\n{OWN}")
    bare("apply")
    bare("claim", "consultation", "--when", "May 20, 2099", "--source", "CAC", "--said-on", "2026-05-01")

    said = bare("export")

    assert (said.out.startswith("# From a page:\u2028copied\x85there\n"), said.err) == (True, "")


def test_no_item_has_more_tags_than_a_list_may_give_it(bare: CommandLine) -> None:
    bare.write(OWN)
    bare("apply")
    many = [word for number in range(51) for word in ("--tag", f"tag-{number}")]
    for words in (("add", "new", *ADDED), ("edit", "new")):
        refused = bare(*words, *many)
        assert (refused.status, "51 tags: 50 are the most" in " ".join(refused.err.split())) == (2, True)
        assert bare(*words, *many[2:], "--tag", "tag-1").status == 0
    assert bare("export").status == 0


def test_an_export_that_must_drop_comments_says_so(bare: CommandLine) -> None:
    bare.write(DEFAULTS + OWN)
    bare("apply")
    bare("add", "new", *ADDED)

    for words in (("export",), ("export", "--into", "out")):
        (line,) = bare(*words).err.splitlines()
        assert line.startswith("watchlist.toml: written anew, without its comments")


def many(number: int) -> str:
    lines = 'title = "T"\nkind = "event"\nwhen = "2099-05-20"\nsource = "Gazette"\n'
    return "\n".join(f'[[item]]\nid = "item-{one}"\n{lines}' for one in range(number))


def test_a_list_that_was_cut_is_refused_by_apply_and_told_by_check(bare: CommandLine) -> None:
    bare.write(many(6))
    bare("apply")
    bare.write("# nothing left\n")

    refused, checked = bare("apply"), bare("check")
    assert (refused.status, refused.out) == (1, "")
    assert "would take out 6 of the 6 items" in refused.err
    assert "`watchtracker apply --take-out`" in refused.err
    assert checked.status == 0
    assert "`watchtracker apply --take-out`" in " ".join(checked.out.split())
    assert len(bare("list", "--json").json["items"]) == 6

    assert bare("apply", "--take-out").status == 0
    assert bare("list", "--json").json["items"] == []


ISSUE = """[defaults]
said_on = 2026-04-10
source = "China AI Weekly"

[[item]]
id = "v4"
title = "V4"
kind = "release"
when = "late April"

[[item]]
id = "weights"
title = "Weights"
kind = "release"
[[item.claim]]
when = "May"
"""


@pytest.mark.parametrize(
    ("old", "new"), [("said_on = 2026-04-10", "said_on = 2026-04-17"), ('"China AI Weekly"', '"Linos"')]
)
def test_a_default_that_was_applied_is_not_changed_under_its_items(cli: CommandLine, old: str, new: str) -> None:
    cli.write(ISSUE)
    assert cli("apply").status == 0
    before = [shown(cli, item) for item in ("v4", "weights")]
    cli.write(ISSUE.replace(old, new, 1))

    for command in ("check", "apply"):
        said = cli(command)
        assert said.status == 2
        line, key = (2, "said_on") if "said_on" in old else (3, "source")
        assert re.search(rf"watchlist\.toml:{line}: {key}: v4, weights had {re.escape(key)} = ", said.err)
        assert "begin another file for what was said since" in said.err
    (problem,) = cli("check", "--json").json["problems"]
    assert (problem["line"], problem["key"], problem["item"]) == (line, key, None)
    assert [shown(cli, item) for item in ("v4", "weights")] == before


def test_a_default_that_its_items_say_themselves_by_now_may_change(cli: CommandLine) -> None:
    cli.write(ISSUE)
    assert cli("apply").status == 0
    own = "said_on = 2026-04-10\n"
    text = ISSUE.replace('when = "late April"\n', f'when = "late April"\n{own}') + own
    cli.write(
        text.replace("2026-04-10", "2026-04-17", 1)
        + '[[item]]\nid = "new"\ntitle = "N"\nkind = "event"\nwhen = "June"\n'
    )

    said = cli("apply")

    assert (said.status, [line.split(":")[0] for line in said.out.splitlines()][:1]) == (0, ["new"])
    assert [shown(cli, item)["said_on"] for item in ("v4", "weights", "new")] == [
        "2026-04-10",
        "2026-04-10",
        "2026-04-17",
    ]


def test_an_item_may_go_to_the_file_of_a_later_issue(cli: CommandLine) -> None:
    folder = cli.folder / "lists"
    folder.mkdir()
    (folder / "15.toml").write_text(ISSUE)
    assert cli("apply", str(folder)).status == 0
    start = ISSUE.index('[[item]]\nid = "weights"')
    (folder / "15.toml").write_text(ISSUE[:start])
    (folder / "16.toml").write_text('[defaults]\nsaid_on = 2026-04-17\nsource = "China AI Weekly"\n' + ISSUE[start:])

    assert cli("apply", str(folder)).status == 0
    assert shown(cli, "weights")["said_on"] == "2026-04-17"


def test_an_item_that_no_list_declares_is_edited_and_removed(applied: CommandLine) -> None:
    applied("add", "grants", "--title", "Grants", "--kind", "deadline", "--when", "30 June 2099", "--source", "A")

    edited = applied("edit", "grants", "--title", "Grants 2099", "--tag", "funding", "--remind", "14d", "--json").json
    assert (edited["title"], edited["tags"], edited["remind"]) == ("Grants 2099", ["funding"], ["14d"])
    assert applied("remove", "grants").out == "grants: taken out of the watch list; its history stays\n"
    for words in (("show", "grants"), ("explain", "grants"), ("confirm", "grants"), ("remove", "grants")):
        gone = applied(*words)
        assert (gone.status, "'grants' was taken out of the watch list: write it into the list" in gone.err) == (
            2,
            True,
        )
    again = applied("add", "grants", "--title", "G", "--kind", "deadline", "--when", "30 June 2099", "--source", "A")
    assert (again.status, "which was taken out, and an id is for life: choose another" in again.err) == (2, True)


@pytest.mark.parametrize("words", [("edit", "weights", "--title", "Other"), ("remove", "weights")])
def test_what_a_list_declares_is_edited_there(applied: CommandLine, words: tuple[str, ...]) -> None:
    said = applied(*words)

    assert (said.status, said.out) == (2, "")
    assert re.search(r"weights stands in the watch list: edit it there, .*watchlist\.toml:\d+$", said.err.strip())


def test_a_new_item_may_have_owner_notes_and_lead_times(applied: CommandLine) -> None:
    words = ("add", "call", "--title", "Call", "--kind", "deadline", "--when", "30 June 2099", "--source", "A")

    said = applied(*words, "--owner", "@mei", "--notes", "Two lines", "--remind", "14d", "--by", "mei", "--json").json

    assert (said["owner"], said["notes"], said["remind"]) == ("@mei", "Two lines", ["14d"])
    assert (said["claim_id"], said["claims"][0]["by"]) == (said["claims"][0]["id"], "mei")


@pytest.mark.parametrize(("interval", "asks"), [("20d", True), ("never", False)])
def test_how_often_to_ask_after_the_dates_of_a_kind_is_a_setting(
    cli: CommandLine, interval: str, *, asks: bool
) -> None:
    cli.write(
        '[[item]]\nid = "w"\ntitle = "Weights"\nkind = "release"\nwhen = "soon"\nsource = "A"\nsaid_on = 2020-01-01\n'
    )
    with (cli.folder / "config/watchtracker.toml").open("a") as file:
        file.write(f'\n[recheck]\nrelease = "{interval}"\n')

    replayed = cli("replay", "--since", "2020-01-02", "--until", "2020-02-14", "--json").json["notifications"]

    kept = [(one["kind"], one["local"][:10]) for one in replayed if one["kind"] == "recheck"]
    assert kept == ([("recheck", "2020-01-21"), ("recheck", "2020-02-10")] if asks else [])
    digest = next(one for one in reversed(replayed) if one["kind"] == "digest")
    assert ("not re-checked" in digest["text"], "not re-checked" in cli("list").out) == (asks, asks)
    assert ("not re-checked" in cli("show", "w").out) is asks
    planned = [one["kind"] for one in cli("plan", "--within", "60d", "--json").json["notifications"]]
    assert ("recheck" in planned) is asks
    kinds = {one["kind"] for one in cli("show", "w", "--json").json["notifications"]}
    assert ("recheck" in kinds) is asks
