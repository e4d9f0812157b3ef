"""What Slack sends to us, made into intents. Pure, and total: whatever comes is an intent, or `Unknown`.

Slack sends JSON, or a form with JSON in a field, or, for commands, a flat form; over a socket it is JSON always. So
everything becomes one text of JSON first (`text_of`), which can be kept and read again later. The ids in it are those
that `buttons` and `views` wrote; the form of a value has a version, so that messages posted years ago stay answerable.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import parse_qs

from watchtracker.channels.slack import fields
from watchtracker.channels.slack.buttons import answer_above, page_made_at
from watchtracker.channels.slack.fields import at, list_at, text_at
from watchtracker.channels.slack.markup import plain
from watchtracker.inbox.intents import (
    About,
    Coming,
    Command,
    FieldFilled,
    HomeOpened,
    Intent,
    LinkShared,
    OfItem,
    OfNotification,
    OfProposal,
    OpenView,
    OptionsAsked,
    Press,
    Shortcut,
    Submission,
    Unknown,
    View,
    Where,
    Who,
)
from watchtracker.notifications.answers import Action
from watchtracker.notifications.holds import Person

PREFIX = "wt."
VERSION = 1
# Longer than any that Slack sends; a longer key would not fit into an index of the database.
_LONGEST_KEY = 255
_MOST_FIELDS = 200
# The largest integer of a column that ids and revisions stand in.
_LARGEST_ID = 2**31 - 1
_OVERFLOW_PARTS = 3
_NAME = re.compile(r"[A-Za-z0-9-]{1,80}")
_ACTIONS = frozenset(action.value for action in Action)
_VIEWS = frozenset(view.value for view in View)
# What stands in payloads and lets whoever has it do something; the token is a password of old apps.
_SECRETS = frozenset({"token", "response_url", "response_urls"})


def text_of(body: bytes) -> str:
    """The JSON in the body of a request, be it all of it, in a form's `payload`, or to be made of a form's fields."""
    text = body.decode("utf-8", "replace")
    if text.lstrip()[:1] in {"{", "["}:
        return text
    try:
        form = parse_qs(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return ""
    if "payload" in form:
        return form["payload"][0]
    return json.dumps({name: values[0] for name, values in form.items()})


def greeting(text: str) -> str | None:
    """What Slack wants to hear where it only asks whether we are there; None where it asks for more."""
    payload = _payload(text)
    if at(payload, "ssl_check") is not None:
        return ""
    return text_at(payload, "challenge") or "" if at(payload, "type") == "url_verification" else None


def read(text: str, now: datetime, team: str | None) -> Intent:
    """What is meant by a text of JSON that came at `now`; `team` is the id of our own workspace, if it is known."""
    payload = _payload(text)
    if payload is None:
        return Unknown("it is no JSON object")
    reader = _READERS.get(kind) if isinstance(kind := payload.get("type", "command"), str) else None
    if reader is None:
        return Unknown("its type is none that we know")
    coming = _coming(payload, text, now, team)
    return Unknown("it names nobody who did it") if coming is None else reader(payload, coming)


def without_secrets(text: str) -> str:
    """A text of JSON as it may be kept: without the addresses that take answers, and without tokens."""
    payload = _payload(text)
    return "" if payload is None else json.dumps(_plain(payload))


def _plain(value: object) -> object:
    match value:
        case dict():
            return {name: _plain(each) for name, each in value.items() if name not in _SECRETS}
        case list():
            return [_plain(each) for each in value]
        case _:
            return value


def _payload(text: str) -> Mapping[str, object] | None:
    try:
        payload = json.loads(text)
    except (ValueError, RecursionError):
        return None
    return payload if isinstance(payload, dict) else None


def _coming(payload: Mapping[str, object], text: str, now: datetime, team: str | None) -> Coming | None:
    event = at(payload, "event")
    account = text_at(payload, "user", "id") or text_at(payload, "user_id") or text_at(event, "user")
    if not account:
        return None
    named = (text_at(payload, "user", "name"), text_at(payload, "user", "username"), text_at(payload, "user_name"))
    name = next((name for name in named if name), account)
    here = text_at(payload, "team", "id") or text_at(payload, "team_id") or ""
    home = text_at(payload, "user", "team_id") or here
    who = Who(
        Person(fields.name(name), fields.name(account)),
        home,
        # As long as we do not know our own, that of the message counts.
        is_partner=home != (team or here),
        is_bot=at(payload, "user", "is_bot") is True or bool(at(event, "bot_id")) or account == "USLACKBOT",
    )
    reply_at, opens = text_at(payload, "response_url"), text_at(payload, "trigger_id")
    return Coming(
        who, _where(payload), _key(payload, text), now, reply_at, opens, text_at(payload, "api_app_id") or None
    )


def _where(payload: Mapping[str, object]) -> Where:
    event, container, message = at(payload, "event"), at(payload, "container"), at(payload, "message")
    return Where(
        channel=text_at(payload, "channel", "id")
        or text_at(container, "channel_id")
        or text_at(payload, "channel_id")
        or text_at(event, "channel"),
        message=text_at(container, "message_ts")
        or text_at(payload, "message_ts")
        or text_at(message, "ts")
        or text_at(event, "message_ts"),
        thread=text_at(container, "thread_ts") or text_at(message, "thread_ts") or text_at(event, "thread_ts"),
        is_passing=at(container, "is_ephemeral") is True,
    )


def _key(payload: Mapping[str, object], text: str) -> str:
    """What two deliveries of one thing have in common; a digest of all of it where it has no id."""
    key = text_at(payload, "event_id") or text_at(payload, "trigger_id")
    if key and len(key) <= _LONGEST_KEY:
        return key
    return f"sha256:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _pressed(payload: Mapping[str, object], coming: Coming) -> Intent:
    action = next((action for action in list_at(payload, "actions") if isinstance(action, dict)), None)
    within = _view(payload)
    if action is None:
        return Unknown("a press of nothing")
    name = text_at(action, "action_id") or ""
    if not name.startswith(PREFIX):
        return FieldFilled(coming, name, within) if within and name else Unknown("a press of what is not ours")
    chosen = text_at(action, "selected_option", "value")
    found = _of_menu(chosen) if chosen is not None else (_action(name.removeprefix(PREFIX)), _about_in(action))
    what, about = found
    if what is None or (about is None and within is None):
        return Unknown("a press of a button that we never drew")
    block = text_at(action, "block_id") or ""
    below, drawn_at = _number(answer_above(block)), page_made_at(block)
    return Press(coming, what, about or (within.about if within else None), within, below, drawn_at)


def _of_menu(value: str) -> tuple[Action | None, About | None]:
    """An entry of an overflow menu: `ACTION|NOTIFICATION|REVISION`, or `ACTION|ITEM|REVISION` of no notification.

    `i:` before an item tells the ids of items apart that are numbers.
    """
    parts = value.split("|")
    if len(parts) != _OVERFLOW_PARTS:
        return None, None
    what, about, revision = _action(parts[0]), parts[1], _number(parts[2])
    if (number := _number(about)) is not None:
        return what, OfNotification(number, revision)
    if about.startswith("p:"):
        return what, OfProposal(about.removeprefix("p:"))
    item = about.removeprefix("i:")
    return what, OfItem(item, revision) if item else None


def _about_in(action: Mapping[str, object]) -> About | None:
    return _about(fields.json_at(action, "value"))


def _about(value: object) -> About | None:
    if at(value, "v") != VERSION:
        return None
    revision = _number(at(value, "r"))
    if (notification := _number(at(value, "n"))) is not None:
        return OfNotification(notification, revision)
    if item := text_at(value, "i"):
        return OfItem(item, revision)
    proposal = at(value, "p")
    written = str(_number(proposal) or "") if not isinstance(proposal, str) else text_at(value, "p")
    return OfProposal(written) if written else None


def _number(value: object) -> int | None:
    """An id or a revision: a whole number that a column can hold."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(_LARGEST_ID)):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        return None
    return value if 0 <= value <= _LARGEST_ID else None


def _action(name: str) -> Action | None:
    return Action(name) if name in _ACTIONS else None


def _view(payload: Mapping[str, object]) -> OpenView | None:
    view = at(payload, "view")
    if not (id_ := text_at(view, "id")):
        return None
    kept = fields.json_at(view, "private_metadata")
    name = (text_at(view, "callback_id") or "").removeprefix(PREFIX)
    return OpenView(
        View(name) if name in _VIEWS else None,
        id_,
        text_at(view, "hash"),
        _about(kept),
        fields.filled(view),
        dict(kept) if isinstance(kept, dict) else {},
        fields.asked(view),
    )


def _submitted(payload: Mapping[str, object], coming: Coming) -> Intent:
    form = _view(payload)
    if form is None or form.view is None:
        return Unknown("a form that we never opened")
    return Submission(coming, form.view, form)


def _shortcut(payload: Mapping[str, object], coming: Coming) -> Intent:
    if text_at(payload, "callback_id") != f"{PREFIX}{View.WATCH}":
        return Unknown("a shortcut that is not ours")
    message = at(payload, "message")
    said_at, said_by = fields.moment(coming.where.message), text_at(message, "user")
    text = plain(text_at(message, "text") or "")
    named = (
        text_at(message, "user_profile", "display_name"),
        text_at(message, "user_profile", "real_name"),
        text_at(message, "bot_profile", "name"),
        text_at(message, "username"),
        coming.who.person.name if said_by == coming.who.person.account else None,
    )
    source = next((fields.name(each) for each in named if each), None)
    link, is_private = _permalink(coming.where, text_at(payload, "team", "domain")), _is_private(payload)
    return Shortcut(coming, text, said_at, said_by, source, link, is_private)


def _permalink(where: Where, workspace: str | None) -> str:
    """The address of a message, as Slack copies it; empty where it cannot be known."""
    names = (workspace or "", where.channel or "", (where.message or "").replace(".", ""))
    if not all(_NAME.fullmatch(each) for each in names):
        return ""
    address = "https://{}.slack.com/archives/{}/p{}".format(*names)
    is_reply = where.thread not in {None, where.message} and fields.moment(where.thread) is not None
    return f"{address}?thread_ts={where.thread}&cid={where.channel}" if is_reply else address


def _is_private(payload: Mapping[str, object]) -> bool:
    """Whether it is a private channel, or a conversation of a few; Slack says so by the channel's id or its name."""
    channel, name = text_at(payload, "channel", "id") or "", text_at(payload, "channel", "name") or ""
    return channel[:1] in {"D", "G"} or name in {"privategroup", "directmessage"} or name.startswith("mpdm-")


def _options(payload: Mapping[str, object], coming: Coming) -> Intent:
    name = text_at(payload, "block_id") or text_at(payload, "action_id") or ""
    return OptionsAsked(coming, name, text_at(payload, "value") or "", _view(payload))


def _command(payload: Mapping[str, object], coming: Coming) -> Intent:
    name = (text_at(payload, "command") or "").removeprefix("/")
    return Command(coming, name, text_at(payload, "text") or "") if name else Unknown("a command without a name")


def _event(payload: Mapping[str, object], coming: Coming) -> Intent:
    event = at(payload, "event")
    match text_at(event, "type"):
        case "app_home_opened" if text_at(event, "tab") in {"home", None}:
            return HomeOpened(coming)
        case "link_shared":
            links = (text_at(link, "url") for link in list_at(event, "links"))
            found = tuple(link for link in links if link)
            return LinkShared(coming, found, text_at(event, "unfurl_id"), text_at(event, "source"))
        case _:
            return Unknown("an event that we did not ask for")


_READERS: Mapping[str, Callable[[Mapping[str, object], Coming], Intent]] = {
    "block_actions": _pressed,
    "view_submission": _submitted,
    "message_action": _shortcut,
    "block_suggestion": _options,
    "event_callback": _event,
    "command": _command,
}
