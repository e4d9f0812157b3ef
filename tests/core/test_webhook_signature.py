"""The signature is that of Standard Webhooks, by the published example."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchtracker.channels.webhook.signature import headers, signed, signing_key

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
KEY = "msg_p5jXN8AQM9LWM0D4loKWxJek"
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_published_example_is_signed_as_published() -> None:
    assert signed(BODY, KEY, "1614265330", SECRET) == SIGNATURE


def test_the_headers_are_those_of_the_specification() -> None:
    at = datetime.fromtimestamp(1614265330, UTC)
    assert headers(BODY, key=KEY, at=at, secret=SECRET) == {
        "webhook-id": KEY,
        "webhook-timestamp": "1614265330",
        "webhook-signature": SIGNATURE,
    }


def test_without_a_secret_nothing_is_signed() -> None:
    at = datetime.fromtimestamp(1614265330, UTC)
    assert set(headers(BODY, key=KEY, at=at, secret="")) == {"webhook-id", "webhook-timestamp"}


def test_the_prefix_of_a_secret_may_be_left_out() -> None:
    assert signing_key(SECRET) == signing_key(SECRET.removeprefix("whsec_"))


@pytest.mark.parametrize("secret", ["whsec_!", "no base64", "whsec_abc"])
def test_what_is_no_base64_signs_nothing(secret: str) -> None:
    with pytest.raises(ValueError, match=r"base64|padding|multiple|Only|Incorrect"):
        signing_key(secret)


@given(st.binary(), st.binary(), st.integers(0, 2**33))
def test_another_body_or_moment_has_another_signature(one: bytes, other: bytes, moment: int) -> None:
    found = signed(one, "a", str(moment), SECRET)
    assert (found == signed(other, "a", str(moment), SECRET)) == (one == other)
    assert found != signed(one, "a", str(moment + 1), SECRET)
