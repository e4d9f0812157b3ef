"""The signature of a webhook is what OpenSSL makes of the same bytes."""

from __future__ import annotations

import base64
import subprocess

import pytest

from tests.core.test_webhook_signature import BODY, KEY, SECRET, SIGNATURE


def test_openssl_agrees() -> None:
    key = base64.b64decode(SECRET.removeprefix("whsec_")).hex()
    command = ["openssl", "dgst", "-sha256", "-mac", "HMAC", "-macopt", f"hexkey:{key}", "-binary"]
    try:
        found = subprocess.run(command, input=f"{KEY}.1614265330.".encode() + BODY, capture_output=True, check=True)
    except FileNotFoundError:
        pytest.skip("there is no openssl here")
    assert f"v1,{base64.b64encode(found.stdout).decode()}" == SIGNATURE
