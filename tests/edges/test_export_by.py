"""An export says who of us recorded a claim or an outcome, and a new database takes that over."""

from __future__ import annotations

from tests.edges.command_line import CommandLine

ITEM = """# Ours.
[[item]]
id = "call"
title = "Grants call"
kind = "deadline"
zone = "UTC"
tags = ["money"]

[[item.claim]]
when = "30 June 2030"
said_on = 2026-01-12
source = "Agency"
"""
MOVED = ("claim", "call", "--when", "15 July 2030", "--source", "Agency", "--said-on", "2026-03-01", "--by", "mei")
DONE = ("resolve", "call", "--as", "done", "--source", "Ola", "--on", "2026-04-01", "--by", "ola")


def exported(cli: CommandLine) -> str:
    cli.write(ITEM)
    cli(*MOVED)
    cli(*DONE)
    return cli("export").out


def test_what_was_added_by_hand_is_exported_with_who_recorded_it(bare: CommandLine) -> None:
    text = exported(bare)

    assert text.startswith(ITEM)
    assert text.removeprefix(ITEM) == (
        '\n[[item.claim]]\nwhen = "15 July 2030"\nsaid_on = 2026-03-01\nsource = "Agency"\nby = "mei"\n'
        '\n[item.outcome]\nresult = "done"\non = 2026-04-01\nsource = "Ola"\nby = "ola"\n'
    )


def test_applying_that_export_changes_nothing_and_a_second_export_is_the_same_text(bare: CommandLine) -> None:
    text = exported(bare)
    bare.write(text)

    assert "nothing" in bare("apply").out
    assert bare("export").out == text
    assert [claim["by"] for claim in bare("show", "call", "--json").json["claims"]] == [None, "mei"]


def test_a_new_database_knows_who_recorded_what(bare: CommandLine) -> None:
    bare.write(exported(bare))
    item = bare("show", "call", "--json", WATCHTRACKER_DATABASE="sqlite:///other.db").json

    assert [claim["by"] for claim in item["claims"]] == [None, "mei"]
    assert item["outcome"]["by"] == "ola"


def test_a_name_that_is_taken_out_of_the_list_or_put_in_is_no_change(bare: CommandLine) -> None:
    text = exported(bare)
    for edited in (text.replace('by = "mei"\n', ""), text.replace('by = "ola"\n', ""), text.replace("mei", "zoe")):
        bare.write(edited)
        assert "nothing" in bare("apply").out
        item = bare("show", "call", "--json").json
        assert ([claim["by"] for claim in item["claims"]], item["outcome"]["by"]) == ([None, "mei"], "ola")


def test_an_outcome_is_still_taken_back_by_taking_it_out_of_the_list(bare: CommandLine) -> None:
    bare.write(exported(bare))
    bare("apply")
    bare.write(ITEM + exported_claim(bare))
    bare("apply")

    assert bare("show", "call", "--json").json["outcome"] is None


def exported_claim(cli: CommandLine) -> str:
    """What an export adds of the claim alone."""
    return cli("export").out.removeprefix(ITEM).partition("\n[item.outcome]")[0]
