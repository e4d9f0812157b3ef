from __future__ import annotations

import pytest

from watchtracker.errors import InputError
from watchtracker.intake.signals import Signal, SignalKind


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("github:o/r>=4", Signal(SignalKind.RELEASE, "o/r", at_least="4")),
        ("github:o/r", Signal(SignalKind.RELEASE, "o/r")),
        ("github:o/r#4.0 final", Signal(SignalKind.MILESTONE, "o/r", words="4.0 final")),
        ("pypi:zope.interface>=v7.1rc1", Signal(SignalKind.PACKAGE, "zope.interface", at_least="v7.1rc1")),
        ("huggingface:deepseek-ai/DeepSeek-V4", Signal(SignalKind.MODEL, "deepseek-ai/DeepSeek-V4")),
        (
            'page:https://a.example/x?y=1 says "Comments closed"',
            Signal(SignalKind.PAGE_SAYS, "https://a.example/x?y=1", words="Comments closed"),
        ),
        ('page:http://a.example lacks "受付中"', Signal(SignalKind.PAGE_LACKS, "http://a.example", words="受付中")),
    ],
)
def test_a_signal_is_read_and_written_alike(text: str, signal: Signal) -> None:
    assert Signal.read(text) == signal
    assert Signal.read(f"  {text} ") == signal
    assert str(signal) == text


@pytest.mark.parametrize(
    "text",
    ["", "github", "github:o", "github:o/r>=", "github:o/r#", "pypi:a/b", "huggingface:x", "gitlab:o/r", "page:ftp://a",
     'page:https://a says ""', "page:https://a says closed", "github:o/r>=4; rm", "github:" + "o" * 500 + "/r"],
)  # fmt: skip
def test_what_is_no_signal_is_refused_with_how_one_is_written(text: str) -> None:
    with pytest.raises(InputError, match=r"is no signal: write github:owner/repository>=4, "):
        Signal.read(text)


def test_a_version_that_nothing_can_be_compared_with_is_refused_before_it_waits_for_ever() -> None:
    with pytest.raises(InputError, match=r'^"4-north" is no version that can be compared: write one like 4'):
        Signal.read("github:o/r>=4-north")
    assert Signal.read("github:o/r>=4.x").at_least == "4.x"
