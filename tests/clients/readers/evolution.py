"""Subscribes Evolution's own calendar service to a feed, and answers questions about what it holds as JSON.

Runs in the system's own Python on a message bus of its own, as `python3 -m tests.clients.readers.evolution ADDRESS`.
A line on standard input is a question, a line on standard output its answer:

    refresh         fetch the feed as the button of that name does: null, once that is over
    texts           each event by its UID, as it is kept
    events ZONE     each event as a reader in that zone sees it
"""

import json
import sys
from datetime import UTC, datetime
from typing import Any

import gi

gi.require_version("ECal", "2.0")
gi.require_version("EDataServer", "1.2")
from gi.repository import ECal, EDataServer, GLib  # noqa: E402 - the versions come first

from tests.clients.readers.of_libical import as_read, zone  # noqa: E402 - so do they for this

_PATIENCE_SECONDS = 20
_DO_NOT_WAIT = 2**32 - 1
_EVERYTHING = "#t"


class Subscription:
    """A calendar "on the web" of Evolution's."""

    def __init__(self, address: str) -> None:
        self._loop = GLib.MainLoop()
        self._refreshing, self._patient = False, True
        self._client = ECal.Client.connect_sync(_source(address), ECal.ClientSourceType.EVENTS, _DO_NOT_WAIT, None)
        _, self._view = self._client.get_view_sync(_EVERYTHING, None)
        complete = self._view.connect("complete", lambda *_: self._loop.quit())
        self._view.start()
        self._wait()
        self._view.disconnect(complete)
        self._view.connect("progress", self._progress)

    def refresh(self) -> None:
        """Fetch the feed now, and wait until what came is kept."""
        self._client.refresh_sync(None)
        self._wait()

    def texts(self) -> dict[str, str]:
        """Each event by its UID."""
        _, kept = self._client.get_object_list_sync(_EVERYTHING, None)
        return {event.get_uid(): event.as_ical_string() for event in kept}

    def events(self, reader: str) -> list[dict[str, str | None]]:
        """Each event as the calendar of somebody in the zone `reader` has it."""
        local, found = zone(reader), []

        def see(event: Any, starts: Any, ends: Any, *_: Any) -> bool:
            found.append(as_read(event, starts, ends, local))
            return True

        self._client.set_default_timezone(local)
        begins, over = (int(datetime(year, 1, 1, tzinfo=UTC).timestamp()) for year in (2000, 2100))
        self._client.generate_instances_sync(begins, over, None, see, None)
        return found

    def _progress(self, _view: Any, _percent: int, message: str) -> None:
        # A message while it fetches, none when that is over.
        if message:
            self._refreshing = True
        elif self._refreshing:
            self._refreshing = False
            self._loop.quit()

    def _wait(self) -> None:
        """Until something ends the loop; an exception from within it would only be printed."""
        too_late = GLib.timeout_add_seconds(_PATIENCE_SECONDS, self._give_up)
        self._patient = True
        self._loop.run()
        if not self._patient:
            raise SystemExit(f"Evolution has not answered for {_PATIENCE_SECONDS} seconds")
        GLib.source_remove(too_late)

    def _give_up(self) -> bool:
        self._patient = False
        self._loop.quit()
        return False


def _source(address: str) -> Any:
    registry = EDataServer.SourceRegistry.new_sync(None)
    source = EDataServer.Source.new_with_uid("watched", None)
    source.set_display_name("Watched dates")
    source.set_parent("webcal-stub")
    source.get_extension(EDataServer.SOURCE_EXTENSION_CALENDAR).set_backend_name("webcal")
    web = source.get_extension(EDataServer.SOURCE_EXTENSION_WEBDAV_BACKEND)
    web.set_uri(GLib.Uri.parse(address, GLib.UriFlags.NONE))
    registry.commit_source_sync(source, None)
    return registry.ref_source("watched")


def main() -> None:
    """Answer until there are no more questions."""
    subscription = Subscription(sys.argv[1])
    for line in sys.stdin:
        question, *words = line.split()
        answer = getattr(subscription, question)(*words)
        sys.stdout.write(f"{json.dumps(answer)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
