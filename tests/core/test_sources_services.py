from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import at
from tests.core.services import recorded
from watchtracker.intake.sightings import Release
from watchtracker.intake.signals import Signal
from watchtracker.sources import endoflife, github, huggingface, pypi, python_releases, register, services
from watchtracker.sources.json_forms import NotUnderstoodError
from watchtracker.sources.service_addresses import BASES, under

GITHUB = "https://api.github.com"


def test_a_release_of_github_counts_from_its_publication_and_a_draft_not_at_all() -> None:
    found = github.releases("northlight/aurora", recorded("github_releases.json"))
    assert [release.version for release in found.listed] == ["v4.0.1", "v4.0.0", "v4.0.0-rc.1", "v3.9.0"]
    assert found.listed[1].published_at == at("2027-05-06 14:02:11")
    assert [release.preliminary for release in found.listed] == [False, False, True, False]
    assert found.back_to is None


def test_a_full_page_of_releases_says_how_far_back_it_reaches() -> None:
    release = json.loads(recorded("github_releases.json"))[1]
    found = github.releases("northlight/aurora", json.dumps([release] * 100).encode())
    assert found.back_to == at("2027-05-09 10:30")


@pytest.mark.parametrize(
    ("due_on", "day"),
    [
        ("2031-03-08T08:00:00Z", "2031-03-08"),
        ("2031-03-09T08:00:00Z", "2031-03-09"),  # the clocks change there two hours later
        ("2031-03-10T07:00:00Z", "2031-03-10"),
        ("2031-07-04T07:00:00Z", "2031-07-04"),
        ("2031-07-04T08:00:00Z", "2031-07-04"),
        ("2031-11-02T07:00:00Z", "2031-11-02"),  # and back, again two hours later
        ("2031-11-03T08:00:00Z", "2031-11-03"),
        ("2031-12-31T08:00:00Z", "2031-12-31"),
        ("2031-12-31T07:00:00Z", "2031-12-31"),  # as if it were summer there
        ("2031-07-04T00:00:00-07:00", "2031-07-04"),
        ("2031-07-04T06:59:59Z", "2031-07-03"),  # as milestones of old have it
        ("2031-07-04T23:39:01Z", "2031-07-04"),
    ],
)
def test_a_milestone_is_due_on_the_day_that_was_chosen_in_summer_and_in_winter(due_on: str, day: str) -> None:
    body = json.dumps([{"number": 1, "title": "4.0", "state": "open", "due_on": due_on}]).encode()
    (milestone,) = github.milestones("northlight/aurora", body).listed
    assert milestone.due == date.fromisoformat(day)


def test_a_milestone_is_due_on_the_day_that_it_is_in_california() -> None:
    found = github.milestones("northlight/aurora", recorded("github_milestones.json"))
    due = {milestone.title: milestone.due for milestone in found.listed}
    assert due == {"4.1": date(2027, 9, 15), "5.0": None, "4.0": date(2027, 1, 15)}
    assert [milestone.closed_at for milestone in found.listed] == [None, None, at("2027-05-06 15:00")]


def test_a_version_of_pypi_has_files_and_is_taken_back_when_all_of_them_are_yanked() -> None:
    found = pypi.releases("aurora", recorded("pypi.json"))
    assert {release.version: release.taken_back for release in found.listed} == {
        "3.9.0": False,
        "4.0.0": True,
        "4.0.0rc1": False,
        "4.0.1": False,
    }
    assert found.listed[-1] == Release("4.0.1", at("2027-05-06 14:02"), "https://pypi.org/project/aurora/4.0.1/")


def test_a_version_counts_from_its_first_file_that_was_not_yanked() -> None:
    files = [("2027-05-06T10:00:00Z", True), ("2027-05-07T10:00:00Z", False), ("2027-05-08T10:00:00Z", False)]
    listed = [{"upload_time_iso_8601": moment, "yanked": yanked} for moment, yanked in files]
    found = pypi.releases("aurora", json.dumps({"releases": {"4": listed}}).encode())
    assert found.listed == (Release("4", at("2027-05-07 10:00"), "https://pypi.org/project/aurora/4/"),)


def test_a_model_is_there_when_its_weights_are() -> None:
    body = recorded("huggingface.json")
    found = huggingface.model("northlight/Aurora-V4", body)
    assert (found.has_weights, found.gated) == (True, False)
    assert (found.created_at, found.changed_at) == (at("2027-05-01 02:00"), at("2027-05-06 14:02"))
    begun = json.loads(body) | {"siblings": [{"rfilename": "README.md"}], "gated": "manual"}
    early = huggingface.model("northlight/Aurora-V4", json.dumps(begun).encode())
    assert (early.has_weights, early.gated) == (False, True)


PAGE_SAYS = Signal.read('page:https://ministry.example/call says "Comments closed"')
CALL = "The ministry asked for comments on kettles, and thanks everybody who wrote. "


def test_a_page_says_words_in_whatever_case_and_spacing_they_stand() -> None:
    shown = services.page_sighting(PAGE_SAYS, CALL + "COMMENTS\u00a0closed on Monday.")
    assert (shown.says, shown.address) == (True, "https://ministry.example/call")
    assert not services.page_sighting(PAGE_SAYS, CALL).says


def test_a_page_that_shows_hardly_any_text_was_not_understood() -> None:
    with pytest.raises(NotUnderstoodError, match=r"^ministry\.example answered in a form that is not understood: "):
        services.page_sighting(PAGE_SAYS, "One moment, please")


def test_a_register_that_has_found_nothing_has_no_list_of_results() -> None:
    assert register.announcements(b'{"count": 0, "description": "Documents matching"}') == ()


def test_a_model_that_is_not_there_is_answered_like_one_that_needs_a_log_in() -> None:
    assert huggingface.is_missing(401, with_token=False)
    assert huggingface.is_missing(404, with_token=True)
    assert not huggingface.is_missing(401, with_token=True)
    assert not huggingface.is_missing(403, with_token=False)
    assert not huggingface.missing("northlight/Aurora-V4").has_weights


def test_what_is_no_part_of_a_path_is_escaped() -> None:
    assert under("https://a.example/api/", "a b", "..", "x/y?z#", query="q=1") == (
        "https://a.example/api/a%20b/%2E%2E/x%2Fy%3Fz%23?q=1"
    )


def test_each_service_is_asked_over_https_unless_the_settings_say_otherwise() -> None:
    assert all(base.startswith("https://") for base in BASES.values())


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        (github.releases_address(GITHUB, "o/r"), "https://api.github.com/repos/o/r/releases?per_page=100"),
        (github.releases_address("http://127.0.0.1:80/x/", "o/../../r"),
         "http://127.0.0.1:80/x/repos/o/..%2F..%2Fr/releases?per_page=100"),
        (github.releases_address(GITHUB, "o/.."), "https://api.github.com/repos/o/%2E%2E/releases?per_page=100"),
        (github.milestones_address(GITHUB, "o/r").partition("?")[0], "https://api.github.com/repos/o/r/milestones"),
        (pypi.address("https://pypi.org", "zope.interface"), "https://pypi.org/pypi/zope.interface/json"),
        (huggingface.address("https://huggingface.co", "o/N-4.1"), "https://huggingface.co/api/models/o/N-4.1"),
    ],
)  # fmt: skip
def test_each_service_is_asked_at_its_own_path(address: str, expected: str) -> None:
    assert address == expected


READERS: dict[str, Callable[[bytes], Any]] = {
    "github_releases.json": lambda body: github.releases("o/r", body),
    "github_milestones.json": lambda body: github.milestones("o/r", body),
    "pypi.json": lambda body: pypi.releases("p", body),
    "huggingface.json": lambda body: huggingface.model("o/n", body),
    "register.json": register.announcements,
    "endoflife.json": lambda body: endoflife.announcements("aurora", body),
    "release_cycle.json": python_releases.cycle,
    "python_releases.json": python_releases.stages,
}

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=12), inner, max_size=3),
    max_leaves=8,
)


def refusal(reader: Callable[[bytes], Any], body: bytes) -> str:
    """What the one error says, nothing if the answer was read."""
    try:
        reader(body)
    except NotUnderstoodError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("reader", READERS.values(), ids=READERS)
@given(body=st.binary(max_size=80) | JSON.map(lambda value: json.dumps(value).encode()))
def test_what_is_of_no_known_form_is_one_error(reader: Callable[[bytes], Any], body: bytes) -> None:
    said = refusal(reader, body)
    assert not said or " answered in a form that is not understood: " in said
    assert "\n" not in said


@pytest.mark.parametrize(("name", "reader"), READERS.items(), ids=READERS)
@given(data=st.data())
def test_an_answer_with_anything_in_one_of_its_places_is_read_or_is_that_error(
    name: str, reader: Callable[[bytes], Any], data: st.DataObject
) -> None:
    answer = json.loads(recorded(name))
    holder, place = data.draw(st.sampled_from(list(_places(answer))))
    holder[place] = data.draw(JSON)
    assert len(refusal(reader, json.dumps(answer).encode())) < 800


def _places(value: Any) -> Any:
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for place, member in inner:
        yield value, place
        if isinstance(member, dict | list):
            yield from _places(member)


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"<html>", "it is no JSON"),
        (b"[" * 100_000, "it is no JSON"),
        (b"{}", "the answer is not a list"),
        (b"[1]", "a member of the answer is not an object"),
        (b'[{"tag_name": "v4\\u202e", "published_at": "yesterday"}]', '"published_at" is not a moment'),
        (b'[{"tag_name": 4}]', '"tag_name" is not a text'),
        (b'[{"name": "4"}]', 'a member of the answer has no "tag_name"'),
    ],
)
def test_the_error_says_what_is_not_as_it_was_known(body: bytes, why: str) -> None:
    with pytest.raises(NotUnderstoodError) as caught:
        github.releases("o/r", body)
    assert str(caught.value) == f"GitHub answered in a form that is not understood: {why}"


def test_the_first_of_a_series_of_python_is_one_release_in_its_cycle_and_in_its_plan() -> None:
    plan = b'{"releases": {"3.16": [{"stage": "3.16.0 final", "state": "expected", "date": "2027-10-05"}]}}'
    cycle = b'{"3.16": {"first_release": "2027-10-05", "end_of_life": "2032-10", "pep": 826}}'

    (stage,) = python_releases.stages(plan)
    first, _ = python_releases.cycle(cycle)

    assert (stage.title, stage.version, stage.when) == (first.title, first.version, first.when)
