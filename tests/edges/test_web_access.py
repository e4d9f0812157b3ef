"""Who may read what: the rules for each address that is listened at."""

from __future__ import annotations

import pytest

from watchtracker.errors import InputError
from watchtracker.web import Access
from watchtracker.web.doors.access import Admission

PUBLIC_URL = "https://Watch.example:8443/sub"
LOOPBACK = Access.of(host="127.0.0.1", public_url=PUBLIC_URL, access_token="", public=False)
GUARDED = Access.of(host="0.0.0.0", public_url=PUBLIC_URL, access_token="a long secret", public=False)
PUBLIC = Access.of(host="0.0.0.0", public_url=PUBLIC_URL, access_token="", public=True)
READ = ("/", "/items/launch", "/feeds/all.ics", "/api/items", "/metrics")


def judged(access: Access, path: str, **headers: str) -> Admission:
    return access.judge(path, headers)


OURS = ("127.0.0.1", "127.0.0.1:8765", "localhost:8765", "LOCALHOST", "[::1]:8765", "127.9.9.9", "WATCH.example.:1")


@pytest.mark.parametrize("host", OURS)
def test_on_loopback_its_own_names_and_the_public_one_are_answered(host: str) -> None:
    assert {judged(LOOPBACK, path, host=host) for path in READ} == {Admission.ADMITTED}


@pytest.mark.parametrize(
    "host", ["evil.example", "", "127.0.0.1.evil.example", "192.168.1.2:8765", "[", "watch.example.evil"]
)
def test_on_loopback_no_other_name_is_answered(host: str) -> None:
    assert {judged(LOOPBACK, path, host=host) for path in READ} == {Admission.FOREIGN_HOST}


@pytest.mark.parametrize("access", [LOOPBACK, GUARDED, PUBLIC])
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health_is_always_open(access: Access, path: str) -> None:
    assert judged(access, path, host="10.0.0.7:8765") is Admission.ADMITTED


def test_elsewhere_nothing_is_served_unless_somebody_said_how() -> None:
    with pytest.raises(InputError, match=r"at 0\.0\.0\.0 anybody .* set access_token .* or public = true"):
        Access.of(host="0.0.0.0", public_url=PUBLIC_URL, access_token="", public=False)


def test_elsewhere_the_token_is_asked_for() -> None:
    for path in READ:
        assert judged(GUARDED, path, host="w") is Admission.UNKNOWN_READER
        assert judged(GUARDED, path, host="w", authorization="Bearer wrong") is Admission.UNKNOWN_READER
        assert judged(GUARDED, path, host="w", authorization="Basic a long secret") is Admission.UNKNOWN_READER
        assert judged(GUARDED, path, host="w", authorization="bearer a long secret") is Admission.ADMITTED


def test_the_token_is_not_in_what_is_logged() -> None:
    assert GUARDED.token not in repr(GUARDED)
    assert judged(GUARDED, "/", cookie=f"watchtracker={GUARDED.token}") is Admission.UNKNOWN_READER


def test_public_means_anybody() -> None:
    assert {judged(PUBLIC, path, host="anything") for path in READ} == {Admission.ADMITTED}


def test_an_empty_token_opens_nothing() -> None:
    assert not LOOPBACK.is_token("")
    assert judged(GUARDED, "/", authorization="Bearer ") is Admission.UNKNOWN_READER
