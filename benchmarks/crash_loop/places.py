"""The places that messages go to, each with a finger on the trigger, and with doors that close and open at one address.

A place is a stand-in that writes down what it accepted, and when. `asked` comes before anything is done with a message,
and answers whether it is lost on the way; `took` comes when it is accepted, before anybody hears of that, and answers
whether its sender is dead. Slack tells senders apart by their tokens; the others know of one only.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path
from typing import Any

from tests import mail_stand_in, slack_stand_in, webhook_stand_in
from tests.mail_stand_in import PASSWORD, SENDER, USER, MailStandIn, Received
from tests.slack_stand_in import Answer, SlackStandIn
from tests.webhook_stand_in import Misfortune, Posted, WebhookStandIn

from watchtracker.targets import WebhookFormat

ONLY_SENDER = "xoxb-one"
POST = "chat.postMessage"
# What the mail server of the tests thinks of its own library is not about us.
logging.getLogger("mail.log").setLevel(logging.ERROR)
_SLACK_CHANNEL = "C0TEAM"
_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


class Repeats(Enum):
    """What a place may get twice where nobody can see what it got: nothing, its own id unchanged, or so marked."""

    NEVER = "never"
    UNDER_ITS_ID = "under its id, with an equal body"
    MARKED = "under its id, marked as perhaps a repetition"


@dataclass(frozen=True)
class Accepted:
    """A message at the moment when it was taken; `answered`: its sender was told so, and alive to hear it."""

    at: datetime
    channel: str
    text: str
    key: str
    body: bytes = b""
    answered: bool = True


@dataclass
class Place:
    """What all places can do; channels are named by the way and a number."""

    way: str = ""
    repeats: Repeats = Repeats.NEVER
    accepted: list[Accepted] = field(default_factory=list)
    asked: Callable[[str], bool] = lambda _: False
    took: Callable[[str], bool] = lambda _: False
    _doors: ExitStack = field(default_factory=ExitStack)

    def open(self) -> None:
        self._doors.enter_context(self._listening())

    def close(self) -> None:
        self._doors.close()

    def serves(self, channel: str) -> bool:
        return channel.startswith(f"{self.way}-")

    def settings(self) -> str:
        """What the settings say of it once."""
        return ""

    def target(self, channel: str) -> str:
        """What the settings say of one of its channels."""
        raise NotImplementedError

    def environment(self, channels: list[str], folder: Path) -> Mapping[str, str]:
        """What its senders are told besides."""
        del channels, folder
        return {}

    def befall(self, fault: Any) -> None:
        """One call, if one comes: a fault that met nobody is over when the next of its kind is there."""
        raise NotImplementedError

    def _listening(self) -> AbstractContextManager[None]:
        raise NotImplementedError


@dataclass
class Workspace(Place, SlackStandIn):
    """Slack; `late` holds acceptances back, by seconds."""

    way: str = "slack"
    late: list[float] = field(default_factory=list)

    def answer(self, method: str, token: str, given: dict[str, Any]) -> Answer:
        if method == POST and self.asked(token):
            return Answer(reset=True)
        if method == POST and self.late:
            time.sleep(self.late.pop())
        return super().answer(method, token, given)

    def settings(self) -> str:
        return f'[slack]\napi_url = "{self.url}"\n'

    def target(self, channel: str) -> str:
        # In capitals, as ids are: what is named otherwise cannot be read before a message has arrived there.
        return f'slack = "{_SLACK_CHANNEL}{channel.removeprefix("slack-")}"'

    def befall(self, fault: slack_stand_in.Fault) -> None:
        self.faults[:] = [*(other for other in self.faults if other.method != fault.method), fault]

    def _listening(self) -> AbstractContextManager[None]:
        return slack_stand_in.listening(self)

    def _real(self, method: str, token: str, given: dict[str, Any]) -> dict[str, Any]:
        real = super()._real(method, token, given)
        if method == POST and real["ok"]:
            self.took(token)
        return real

    def _post(self, given: dict[str, Any]) -> dict[str, Any]:
        """As messages are in earnest: named by the time, by which they are also looked for."""
        real, at = super()._post(given), now()
        ts = f"{at.timestamp():.6f}"
        self.messages[-1]["ts"] = ts
        key = given["metadata"]["event_payload"]["delivery_key"]
        channel = f"slack-{given['channel'].removeprefix(_SLACK_CHANNEL)}"
        self.accepted.append(Accepted(at, channel, given["text"], key))
        return {**real, "ts": ts}


@dataclass
class Hub(Place, WebhookStandIn):
    """A receiver of webhooks in one format; what signs them brings their id along, also with a bare text."""

    form: WebhookFormat = WebhookFormat.STANDARD

    def target(self, channel: str) -> str:
        return f'webhook = "http://127.0.0.1:{self.port}/in/{channel}"\nformat = "{self.form}"'

    def environment(self, channels: list[str], folder: Path) -> Mapping[str, str]:
        del folder
        named = (channel.upper().replace("-", "_") for channel in channels)
        return {f"WATCHTRACKER_WEBHOOK__{name}__SECRET": _SECRET for name in named}

    def befall(self, fault: Misfortune) -> None:
        self.misfortunes[:] = [fault]

    def came(self, posted: Posted) -> Misfortune:
        if self.asked(ONLY_SENDER):
            return Misfortune(reset=True)
        misfortune = super().came(posted)
        if misfortune.accepts or not misfortune.is_one:
            at, dead = now(), self.took(ONLY_SENDER)
            said = json.loads(posted.body)
            text = said["text"] if self.form is WebhookFormat.TEXT else said["data"]["text"]
            channel, key = posted.path.rpartition("/")[2], posted.headers["webhook-id"]
            answered = not misfortune.is_one and not dead
            self.accepted.append(Accepted(at, channel, text, key, posted.body, answered))
        return misfortune

    def _listening(self) -> AbstractContextManager[None]:
        return webhook_stand_in.receiving(self)


@dataclass
class PostOffice(Place, MailStandIn):
    """A mail server that wants STARTTLS and a log-in; channels are the mailboxes."""

    way: str = "mail"
    repeats: Repeats = Repeats.MARKED
    _ending: mail_stand_in.Fault | None = None

    def settings(self) -> str:
        return f'[email]\nhost = "localhost"\nport = {self.port}\nuser = "{USER}"\nsender = "{SENDER}"\n'

    def target(self, channel: str) -> str:
        return f'email = ["{channel}@example.org"]'

    def environment(self, channels: list[str], folder: Path) -> Mapping[str, str]:
        del channels
        return {"WATCHTRACKER_EMAIL__PASSWORD": PASSWORD, "SSL_CERT_FILE": mail_stand_in.trusted(folder)}

    def befall(self, fault: mail_stand_in.Fault) -> None:
        self.faults[:] = [fault]

    def fault(self, step: str, recipient: str | None = None) -> mail_stand_in.Fault | None:
        if step == "END" and self.asked(ONLY_SENDER):
            return mail_stand_in.Fault("END", lost=True)
        found = super().fault(step, recipient)
        if step == "END":
            self._ending = found
        return found

    def take(self, mail: Received) -> None:
        super().take(mail)
        at, dead = now(), self.took(ONLY_SENDER)
        text = f"{mail.message['Subject']} {mail.part('plain')}"
        channel, key = mail.recipients[0].partition("@")[0], str(mail.message["Message-ID"])
        answered = self._ending is None and not dead
        key = key.strip("<>").partition("@")[0]
        self.accepted.append(Accepted(at, channel, " ".join(text.split()), key, answered=answered))

    def _listening(self) -> AbstractContextManager[None]:
        return mail_stand_in.listening(self)


def now() -> datetime:
    return datetime.now(UTC)  # noqa: TID251 - the senders are real processes, and go by the real clock
