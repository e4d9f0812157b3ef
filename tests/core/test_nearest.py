"""What a misspelt name was probably meant to be."""

from __future__ import annotations

import pytest

from watchtracker.nearest import did_you_mean, nearest, nearest_few


@pytest.mark.parametrize(
    ("written", "meant"),
    [("Postgres", "postgres-18"), ("kubernets", "kubernetes-1.36"), ("NODE-24", "node-24"), ("xyzzy", None)],
)
def test_a_slip_has_its_name_in_any_case_and_what_is_far_from_all_has_none(written: str, meant: str | None) -> None:
    assert nearest(written, ["postgres-18", "kubernetes-1.36", "node-24"]) == meant


def test_the_likeliest_comes_first_and_far_ones_only_if_they_are_wanted() -> None:
    assert nearest_few("node", ["node-x", "nodejs", "pg"], most=3) == ["nodejs", "node-x"]
    assert set(nearest_few("node", ["nodejs", "node-x", "pg"], most=3, even_far=True)) == {"nodejs", "node-x", "pg"}


def test_a_sentence_ends_with_the_name_or_with_what_else_there_is_to_do() -> None:
    assert did_you_mean("opps", ["ops", "team"], otherwise="there are ops, team") == "did you mean 'ops'?"
    assert did_you_mean("zzz", ["ops", "team"], otherwise="there are ops, team") == "there are ops, team"
    assert did_you_mean("zzz", [], otherwise="leave it out") == "leave it out"
