"""How the socket to Slack stands, and how long to wait before the next try. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class SocketState(StrEnum):
    """How the socket stands; the values are in metrics and databases."""

    CONNECTING = "connecting"
    CONNECTED = "connected"
    WAITING = "waiting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class SocketStanding:
    """How the socket stands since a moment; `why` says what it waits for, and `again_at` when it is tried again."""

    state: SocketState
    since: datetime
    why: str = ""
    again_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Pace:
    """How patient we are with a socket, in seconds.

    A connection that nothing is heard of for `silence` is given up. Where Slack refuses, it is asked again after
    `refused_first`, each time twice as long, up to `refused_most`; where it cannot be reached, likewise from
    `lost_first` to `lost_most`. A connection that stood for `stands` makes earlier failures forgotten.
    """

    ping: float = 5.0
    look: float = 0.5
    silence: float = 20.0
    stands: float = 30.0
    refused_first: float = 60.0
    refused_most: float = 900.0
    lost_first: float = 1.0
    lost_most: float = 60.0
    drain: float = 2.5


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why there is no connection, or one is over: `code` is Slack's word where it said one.

    `is_refusal`: Slack will have none for a while, and asking at once again would only cost its patience.
    `is_handover`: the old connection works for some seconds more.
    """

    code: str
    why: str
    is_refusal: bool = False
    is_handover: bool = False


CLOSED = Trouble("closed", "the connection was closed")
SILENT = Trouble("silent", "nothing was heard over the connection")
_ASKS_AGAIN = {
    "ratelimited": "Slack asks for patience",
    "too_many_websockets": "the app has as many connections as Slack allows: does another watchtracker use its token?",
    "link_disabled": "Socket Mode is switched off in the app's settings",
    "invalid_auth": "Slack does not accept the app token (invalid_auth)",
}
_HANDOVERS = frozenset({"warning", "refresh_requested"})
# Slack's own trouble, which passes sooner than what somebody has to change.
_PASSES = frozenset({"internal_error", "fatal_error", "service_unavailable", "request_timeout"})


def of_disconnect(reason: str) -> Trouble:
    """The trouble behind a `disconnect` of Slack's; a reason that is not known is a handover, as most are."""
    if reason in _ASKS_AGAIN:
        return Trouble(reason, _ASKS_AGAIN[reason], is_refusal=True)
    known = reason if reason in _HANDOVERS else "refresh_requested"
    return Trouble(known, "Slack wants another connection", is_handover=True)


def of_refusal(code: str) -> Trouble:
    """The trouble where Slack refuses to open a connection, with the word that it said."""
    why = _ASKS_AGAIN.get(code, f"Slack refuses a connection ({code})")
    return Trouble(code, why, is_refusal=code not in _PASSES)


def unreachable(error: BaseException) -> Trouble:
    """The trouble where a connection could not be made."""
    said = str(error) or ("no answer in time" if isinstance(error, TimeoutError) else type(error).__name__)
    return Trouble("unreachable", f"Slack cannot be reached: {said}")


@dataclass(frozen=True, slots=True)
class Tries:
    """How often in a row a connection was lost, or refused."""

    lost: int = 0
    refused: int = 0

    def after(self, trouble: Trouble, stood: float, pace: Pace) -> Tries:
        """One more, after a connection that stood for some seconds, or 0 of them if there was none."""
        before = Tries() if stood >= pace.stands else self
        if trouble.is_refusal:
            return Tries(before.lost, before.refused + 1)
        return Tries(before.lost + 1, before.refused)

    def pause(self, trouble: Trouble, pace: Pace) -> float:
        """Seconds until the next try: none after the first connection that was lost."""
        if trouble.is_refusal:
            return _doubled(pace.refused_first, self.refused - 1, pace.refused_most)
        return _doubled(pace.lost_first, self.lost - 2, pace.lost_most) if self.lost > 1 else 0.0


def _doubled(first: float, times: int, most: float) -> float:
    return float(min(first * 2 ** min(times, 20), most))
