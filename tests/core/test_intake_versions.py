from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.intake.versions import is_at_least, is_plainly_of, version


@pytest.mark.parametrize(
    ("tag", "means"),
    [
        ("4.0.1", "4.0.1"),
        ("v4", "4"),
        ("aurora-4.0.1", "4.0.1"),
        ("aurora-2-4.0.1", "4.0.1"),
        ("llama3-4.0", "4.0"),
        ("release/4.0", "4.0"),
        ("@northlight/aurora@4.0.1", "4.0.1"),
        ("REL_16_1", "16.1"),
        ("4.0.0.Final", "4.0.0"),
        ("v4.0.0-rc.1", "4.0.0rc1"),
        ("jdk-21+35", "21+35"),
        ("b1234", "1234"),
        ("4.x", "4"),
    ],
)
def test_a_tag_says_its_version(tag: str, means: str) -> None:
    assert str(version(tag)) == means


@pytest.mark.parametrize("tag", ["", "latest", "2027-05-06", "release-2027-05-06", "v4-something-2", "4.0.0-SNAPSHOT",
                                 "4.0.0-nightly.20270506", "1" * 5000])  # fmt: skip
def test_what_says_no_version_has_none(tag: str) -> None:
    assert version(tag) is None


@pytest.mark.parametrize(
    ("found", "least", "counts"),
    [
        ("4.0.0", "4", True),
        ("10.0", "4", True),
        ("v4.0.1", "v4.0.1", True),
        ("3.9.9", "4", False),
        ("4.0.post1", "4", True),
        ("4.0.0rc1", "4", False),
        ("4.0.0.dev3", "3", False),
        ("4.0.0rc1", "4.0.0rc1", True),
        ("4.0.0rc2", "4.0.0rc1", True),
        ("4.0.0b9", "4.0.0rc1", False),
        ("4.0.0", None, True),
        ("4.0.0a1", None, False),
        ("latest", None, False),
        ("4.0", "north", False),
    ],
)
def test_a_version_counts_from_the_one_that_is_waited_for(found: str, least: str | None, *, counts: bool) -> None:
    assert is_at_least(found, least) is counts


def test_what_its_service_calls_preliminary_counts_only_if_a_preliminary_one_is_waited_for() -> None:
    assert not is_at_least("4.0.0", "4", preliminary=True)
    assert is_at_least("4.0.0", "4.0.0rc1", preliminary=True)


def test_a_repository_of_many_parts_has_tags_that_name_another() -> None:
    assert is_plainly_of("v4.0", "northlight/aurora")
    assert is_plainly_of("aurora-4.0", "northlight/aurora")
    assert not is_plainly_of("plugins/glow-4.0", "northlight/aurora")


@given(st.text(max_size=60), st.text(max_size=20))
def test_any_text_is_a_version_or_none(tag: str, name: str) -> None:
    assert version(tag) is None or is_plainly_of(tag, name) in {True, False}
