"""Pages, mails, feeds and calendars read in a process of their own, which is ended if it takes too long or too much.

A page can be made so that the best parser needs minutes for it: tags in tags without end, a hundred thousand
attributes. In here it would hold up everything else that is fetched, so it is read by a child that may use so many
seconds and so much memory. That costs a fifth of a second, and only for what changed.

This module is both sides: `python -m watchtracker.sources.apart` is the child. They speak JSON, because what a child
says that read something hostile must not be able to run anything.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from typing import Any, assert_never
from zoneinfo import ZoneInfo

from watchtracker.errors import InputError
from watchtracker.sources import documents
from watchtracker.sources.calendars import CalendarEvent, CalendarRead
from watchtracker.sources.documents import Document, UnreadableDocumentError
from watchtracker.sources.feeds import FeedEntry, FeedRead

LONGEST = 20.0
MOST_MEMORY = 1_000_000_000
_REFUSED = 3


class _What(StrEnum):
    DOCUMENT = "document"
    FEED = "feed"
    CALENDAR = "calendar"


def document(
    body: bytes, *, address: str = "", media_type: str = "", charset: str | None = None, longest: float = LONGEST
) -> Document:
    """The document in `body`, as `documents` reads it; plain text is read here, since nothing in it can go wrong."""
    if documents.form(body, media_type, address, charset) is documents.DocumentForm.PLAIN:
        return documents.document(body, address=address, media_type=media_type, charset=charset)
    answer = _asked(_What.DOCUMENT, body, longest, address=address, media_type=media_type, charset=charset)
    return Document(**answer)


def feed(body: bytes, *, address: str, charset: str | None = None, longest: float = LONGEST) -> FeedRead:
    """The feed in `body`, as `feeds` reads it."""
    answer = _asked(_What.FEED, body, longest, address=address, charset=charset)
    return FeedRead(**{**answer, "entries": tuple(FeedEntry(**entry) for entry in answer["entries"])})


def calendar(body: bytes, *, address: str, charset: str | None = None, longest: float = LONGEST) -> CalendarRead:
    """The calendar in `body`, as `calendars` reads it."""
    answer = _asked(_What.CALENDAR, body, longest, address=address, charset=charset)
    events = tuple(CalendarEvent(**event) for event in answer["events"])
    return CalendarRead(**{**answer, "events": events, "left_out": tuple(answer["left_out"])})


def _asked(what: _What, body: bytes, longest: float, **named: str | None) -> dict[str, Any]:
    """What the child read; raises an InputError with its sentence, or with ours if it had to be ended."""
    question = json.dumps({"what": what, "longest": longest, **named}).encode() + b"\n" + body
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "watchtracker.sources.apart"],
            input=question,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=longest,
            check=False,
        )
        answer = json.loads(child.stdout, object_hook=_dates) if child.returncode in {0, _REFUSED} else None
    except (subprocess.TimeoutExpired, ValueError):
        answer = None
    if answer is None:
        named_so = f"{named['address']} " if named.get("address") else "this "
        raise UnreadableDocumentError(
            f"{named_so}is made so that reading it takes too long: save its text, and read that"
        )
    if child.returncode == _REFUSED:
        raise UnreadableDocumentError(answer["refused"])
    found: dict[str, Any] = answer
    return found


def _child() -> int:
    """Read what stands on standard input, and say on standard output what it is."""
    head, _, body = sys.stdin.buffer.read().partition(b"\n")
    named = json.loads(head)
    what, longest = _What(named.pop("what")), named.pop("longest")
    _limit(longest)
    try:
        answer: Any = asdict(_reader(what)(body, **named))
        status = 0
    except InputError as error:
        answer, status = {"refused": str(error)}, _REFUSED
    sys.stdout.write(json.dumps(answer, default=_said))
    return status


def _reader(what: _What) -> Callable[..., Any]:
    from watchtracker.sources import calendars, feeds

    match what:
        case _What.DOCUMENT:
            return documents.document
        case _What.FEED:
            return feeds.feed
        case _What.CALENDAR:
            return calendars.calendar
        case _:
            assert_never(what)


def _limit(longest: float) -> None:
    """Let the system end this process if it uses too much, should nobody be there to do it."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_CPU, (int(longest) + 1, int(longest) + 2))
        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _said(value: Any) -> dict[str, str | None]:
    """A day or a moment as JSON, with the zone that it was given in."""
    if isinstance(value, datetime):
        return {"moment": value.isoformat(), "zone": getattr(value.tzinfo, "key", None)}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    raise TypeError(f"{type(value)} has no form in JSON")


def _dates(thing: dict[str, Any]) -> Any:
    if thing.keys() == {"day"}:
        return date.fromisoformat(thing["day"])
    if thing.keys() == {"moment", "zone"}:
        moment = datetime.fromisoformat(thing["moment"])
        return moment if thing["zone"] is None else moment.astimezone(ZoneInfo(thing["zone"]))
    return thing


if __name__ == "__main__":
    sys.exit(_child())
