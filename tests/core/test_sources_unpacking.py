"""Bodies unpacked piece by piece, never beyond a size."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.sources.unpacking import TooBigError, UnreadableError, unpacked


def pieces(raw: bytes, size: int) -> Iterator[bytes]:
    return (raw[start : start + size] for start in range(0, len(raw), size))


@given(st.binary(max_size=3000), st.integers(1, 700), st.sampled_from(["", "identity", "gzip", "deflate", "X-GZIP"]))
def test_a_body_is_the_same_however_it_is_cut(body: bytes, size: int, encoding: str) -> None:
    packs: dict[str, Callable[[bytes], bytes]] = {
        "gzip": gzip.compress,
        "X-GZIP": gzip.compress,
        "deflate": zlib.compress,
    }
    assert unpacked(pieces(packs.get(encoding, bytes)(body), size), encoding, 10_000) == body


@given(st.lists(st.binary(max_size=50), min_size=1, max_size=5), st.integers(1, 100))
def test_members_of_gzip_follow_each_other(members: list[bytes], size: int) -> None:
    raw = b"".join(map(gzip.compress, members))
    assert unpacked(pieces(raw, size), "gzip", 10_000) == b"".join(members)


def test_what_follows_the_last_member_and_is_none_is_left_out() -> None:
    assert unpacked([gzip.compress(b"there") + b"\0" * 20], "gzip", 1000) == b"there"


def test_unpacking_stops_as_soon_as_it_is_too_much() -> None:
    read = 0

    def bomb() -> Iterator[bytes]:
        nonlocal read
        for piece in pieces(gzip.compress(bytes(20_000_000)), 100):
            read += 1
            yield piece

    with pytest.raises(TooBigError):
        unpacked(bomb(), "gzip", 1_000_000)
    assert read < 15


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, gzip", "compress"])
def test_what_was_not_asked_for_is_not_unpacked(encoding: str) -> None:
    with pytest.raises(UnreadableError):
        unpacked([b"x"], encoding, 1000)


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_nothing_at_all_is_cut_off(encoding: str) -> None:
    with pytest.raises(UnreadableError):
        unpacked([], encoding, 1000)
