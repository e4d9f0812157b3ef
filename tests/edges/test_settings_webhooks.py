"""Webhooks in the settings: where the address and the secret come from, and every mistake in one sentence."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.edges.test_settings import load, problems
from tests.hypothesis_profiles import at_least
from watchtracker.settings.webhooks import webhook_address
from watchtracker.targets import WebhookFormat, WebhookTarget

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
HUB = '[[channel]]\nname = "hub"\n'
ADDRESSED = f'{HUB}webhook = "https://hub.example/in"\n'
MY_HUB = '[[channel]]\nname = "my-hub"\n'


def target(folder: Path, text: str, **environ: str) -> object:
    (channel,) = load(folder, text, environ).channels
    return channel.to


def test_a_webhook_is_standard_unless_it_says_otherwise(tmp_path: Path) -> None:
    assert target(tmp_path, ADDRESSED) == WebhookTarget("https://hub.example/in", WebhookFormat.STANDARD)
    for form in WebhookFormat:
        found = target(tmp_path, f'{ADDRESSED}format = "{form.value}"')
        assert found == WebhookTarget("https://hub.example/in", form)


@at_least(10)
@given(st.text(max_size=30).map("https://hub.example/{}".format) | st.text(max_size=40))
def test_an_address_is_refused_or_can_be_asked_for(text: str) -> None:
    try:
        found = webhook_address(text)
    except ValueError:
        return
    assert found.isascii()
    assert not re.search(r"[\x00-\x20\x7f]", found)
    assert webhook_address(found) == found


def test_address_and_secret_come_from_the_environment_by_the_name_of_the_channel(tmp_path: Path) -> None:
    found = target(
        tmp_path,
        MY_HUB,
        WATCHTRACKER_WEBHOOK__MY_HUB__ADDRESS="https://hub.example/in?key=1",
        WATCHTRACKER_WEBHOOK__MY_HUB__SECRET=SECRET,
    )
    assert found == WebhookTarget("https://hub.example/in?key=1", WebhookFormat.STANDARD, SECRET)


def test_they_come_from_files_as_well(tmp_path: Path) -> None:
    (tmp_path / "address").write_text("https://hub.example/in\n")
    (tmp_path / "secret").write_text(f"{SECRET}\n")
    found = target(
        tmp_path,
        HUB,
        WATCHTRACKER_WEBHOOK__HUB__ADDRESS_FILE=str(tmp_path / "address"),
        WATCHTRACKER_WEBHOOK__HUB__SECRET_FILE=str(tmp_path / "secret"),
    )
    assert found == WebhookTarget("https://hub.example/in", WebhookFormat.STANDARD, SECRET)


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    found = target(tmp_path, ADDRESSED, WATCHTRACKER_WEBHOOK__HUB__ADDRESS="https://other.example/")
    assert found == WebhookTarget("https://other.example/")


def test_no_setting_shows_its_secrets(tmp_path: Path) -> None:
    found = load(tmp_path, ADDRESSED, {"WATCHTRACKER_WEBHOOK__HUB__SECRET": SECRET})
    assert "hub.example" not in repr(found)
    assert SECRET not in repr(found)


@pytest.mark.parametrize(
    "address",
    ["http://localhost:8080/in", "http://127.0.0.1/in", "http://[::1]:9/", "http://127.9.9.9/", "http://a.localhost/"],
)
def test_http_is_fine_on_loopback(tmp_path: Path, address: str) -> None:
    assert target(tmp_path, f'{HUB}webhook = "{address}"') == WebhookTarget(address)


@pytest.mark.parametrize(
    ("allow", "address"),
    [
        ("10.0.0.0/8", "http://10.1.2.3/in"),
        ("10.1.2.3", "http://10.1.2.3:99/in"),
        ("10.1.2.3:99", "http://10.1.2.3:99/in"),
        ("fd00::/8", "http://[fd00::1]:99/in"),
        ("[fd00::1]:99", "http://[fd00::1]:99/in"),
        ("mattermost:8065", "http://mattermost:8065/hooks/x"),
        ("Hub.Example:80", "http://hub.example/in"),
    ],
)
def test_http_is_fine_where_fetch_allows_the_place(tmp_path: Path, allow: str, address: str) -> None:
    found = load(tmp_path, f'[fetch]\nallow = ["192.168.0.0/16", "{allow}"]\n{HUB}webhook = "{address}"')
    assert found.channels[0].to == WebhookTarget(address)


NO_ADDRESS = 'it is no web address: write it whole, such as "https://hub.example/in"'
WAYS = "the channel leads to Slack already: give a webhook a channel of its own"
PLAIN = "http would show it to everyone on the way: write https, or allow"
MISTAKES = [
    (f'{HUB}webhook = "hub.example/in"', f'3: channel "hub": webhook: {NO_ADDRESS}'),
    (f'{HUB}webhook = "https://hub.example:x/in"', f'3: channel "hub": webhook: {NO_ADDRESS}'),
    (f'{HUB}webhook = ""', f'3: channel "hub": webhook: {NO_ADDRESS}'),
    (f"{HUB}webhook = true", '3: channel "hub": webhook: it must be text in quotes'),
    (
        f'{HUB}webhook = "https://me:x@hub.example/in"',
        '3: channel "hub": webhook: it holds a user name, which no webhook asks for: take it out',
    ),
    (
        f'{HUB}webhook = "http://hub.example/in"',
        f'3: channel "hub": webhook: {PLAIN} = ["hub.example:80"] in [fetch]',
    ),
    (
        f'[fetch]\nallow = ["10.0.0.0/8", "hub.example:81"]\n{HUB}webhook = "http://11.0.0.1:8080/in"',
        f'5: channel "hub": webhook: {PLAIN} = ["11.0.0.1:8080"] in [fetch]',
    ),
    (
        f'{ADDRESSED}format = "mattermost"',
        '4: channel "hub": format: "mattermost" is not known here: write one of standard, text, teams, discord',
    ),
    (
        f'{ADDRESSED}format = "xml"',
        '4: channel "hub": format: "xml" is not known here: write one of standard, text, teams, discord',
    ),
    (
        f'{HUB}format = "text"',
        '3: channel "hub": format: it is for webhooks alone: take it out, or name a webhook beside it',
    ),
    (f'{ADDRESSED}slack = "C0"', f'3: channel "hub": webhook: {WAYS}'),
    (
        '[[channel]]\nname = "Hub"\nwebhook = "https://hub.example"',
        '2: channel "Hub": name: "Hub" cannot name a webhook: write lower case letters, digits and hyphens alone',
    ),
    (
        '[[channel]]\nname = "console"\nwebhook = "https://hub.example"',
        '2: channel "console": name: "console" is this terminal: choose another name for a webhook',
    ),
    (
        '[fetch]\nallow = ["10.0.0.0/99"]',
        (
            '2: fetch.allow: "10.0.0.0/99" is no place: '
            'write a network such as "10.0.0.0/8", or a host and its port such as "hub:8080"'
        ),
    ),
    ("[fetch]\nallow = 5", '2: fetch.allow: it must be a list, such as ["one", "two"]'),
    ("[fetch]\nalow = []", "2: fetch.alow: there is no such key: did you mean allow?"),
]


@pytest.mark.parametrize(("text", "sentence"), MISTAKES)
def test_a_mistake_is_told_with_its_line(tmp_path: Path, text: str, sentence: str) -> None:
    assert problems(tmp_path, text) == [sentence]


VARIABLES = [
    ("HUB__ADDRESS", "hub.example", NO_ADDRESS),
    ("HUB__ADDRESS", "http://hub.example/in", f'{PLAIN} = ["hub.example:80"] in [fetch]'),
    (
        "HUB__SECRET",
        "not base64",
        "it is no secret of Standard Webhooks: write whsec_ and then at least 24 bytes in base64",
    ),
    ("HUP__SECRET", SECRET, "there is no such setting, as no webhook channel is called so: did you mean HUB?"),
    ("OTHER__ADDRESS", "https://x", "there is no such setting, as no webhook channel is called so: known are HUB"),
    ("HUB__SECRETS", SECRET, "there is no such setting: take it away, or look the name up in the README"),
]


@pytest.mark.parametrize(("name", "value", "sentence"), VARIABLES)
def test_a_mistake_in_a_variable_is_told_with_its_name(tmp_path: Path, name: str, value: str, sentence: str) -> None:
    variable = f"WATCHTRACKER_WEBHOOK__{name}"
    assert problems(tmp_path, ADDRESSED, {variable: value}) == [f"{variable}: {sentence}"]


def test_a_secret_for_what_is_no_webhook_is_unknown(tmp_path: Path) -> None:
    said = problems(tmp_path, f'{HUB}slack = "C0"', {"WATCHTRACKER_WEBHOOK__HUB__SECRET": SECRET})
    sentence = "there is no such setting, as no webhook channel is called so: known are none"
    assert said == [f"WATCHTRACKER_WEBHOOK__HUB__SECRET: {sentence}"]


def test_an_address_for_a_channel_of_slack_is_one_way_too_many(tmp_path: Path) -> None:
    said = problems(tmp_path, f'{HUB}slack = "C0"', {"WATCHTRACKER_WEBHOOK__HUB__ADDRESS": "https://hub.example"})
    assert said == [f'1: channel "hub": webhook: {WAYS}']


def test_all_that_is_wrong_is_told_at_once(tmp_path: Path) -> None:
    text = f'{HUB}webhook = "http://hub.example"\nformat = "xml"\nzone = "Nowhere/Land"\n'
    said = problems(tmp_path, text, {"WATCHTRACKER_WEBHOOK__HUB__SECRET": "?", "WATCHTRACKER_WEBHOOK__NO__SECRET": "?"})
    assert [one.partition(" ")[0] for one in said] == [
        *("3:", "4:", "5:", "WATCHTRACKER_WEBHOOK__HUB__SECRET:", "WATCHTRACKER_WEBHOOK__NO__SECRET:")
    ]
