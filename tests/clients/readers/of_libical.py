"""An event of libical as JSON: the days it has for a reader in some zone. Runs in the system's own Python."""

from typing import Any

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402 - the version comes first


def zone(name: str) -> Any:
    """The zone called `name`, as libical has it."""
    found = ICalGLib.Timezone.get_builtin_timezone(name)
    if found is None:
        raise LookupError(f"libical knows no zone {name}")
    return found


def as_read(component: Any, starts: Any, ends: Any, reader: Any) -> dict[str, str | None]:
    """The event `component` from `starts` to `ends`, which are libical's times, in the zone `reader`."""
    whole_days = starts.is_date()
    if not whole_days:
        starts, ends = starts.convert_to_zone(reader), ends.convert_to_zone(reader)
    last = ends.clone()
    # The end is the first moment, or the first day, that is over.
    last.adjust(-1 if whole_days else 0, 0, 0, 0 if whole_days else -1)
    return {
        "uid": component.get_uid(),
        "title": component.get_summary(),
        "status": _status(component),
        "first": _day(starts),
        "last": _day(last),
        "time": None if whole_days else f"{starts.get_hour():02}:{starts.get_minute():02}",
    }


def _day(time: Any) -> str:
    return f"{time.get_year():04}-{time.get_month():02}-{time.get_day():02}"


def _status(component: Any) -> str | None:
    found = component.get_first_property(ICalGLib.PropertyKind.STATUS_PROPERTY)
    return None if found is None else found.get_value_as_string()
