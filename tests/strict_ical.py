"""A strict reader of iCalendar (RFC 5545, 7986), which reports everything that the standard forbids.

Most parsers accept what is nearly right, and icalendar would read back its own mistakes. This reader accepts nothing
that is not exactly right, and shares no code with the program. It knows the properties that our feeds have, and any
other property is a fault. One rule is left out: a calendar must hold a component (3.6), which an empty feed cannot.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

_NAME = "[A-Za-z0-9-]+"
# QSAFE-CHAR and SAFE-CHAR (3.1): no control characters but the tab.
_QUOTED = r'"[^\x00-\x08\x0a-\x1f\x7f"]*"'
_BARE = r'[^\x00-\x08\x0a-\x1f\x7f";:,]*'
_VALUES = f"(?:{_QUOTED}|{_BARE})(?:,(?:{_QUOTED}|{_BARE}))*"
_LINE = re.compile(rf"({_NAME})((?:;{_NAME}={_VALUES})*):([^\x00-\x08\x0a-\x1f\x7f]*)")
_PARAMETER = re.compile(rf";({_NAME})=({_VALUES})")
# Only these characters are escaped by a backslash, and they never appear without it (3.3.11).
_CHARACTER = r"(?:[^\\;,]|\\[\\;,nN])"
_TEXT = re.compile(f"{_CHARACTER}*")
_LIST = re.compile(f"{_CHARACTER}+(?:,{_CHARACTER}+)*")
_DURATION = re.compile(r"[+-]?P(?:\d+W|\d+D(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?|T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)")
_PCHAR = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
_HOST = r"(?:\[[0-9A-Fa-f:.]+\]|(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+)"
_URI = re.compile(
    rf"https?://{_HOST}(?::\d*)?(?:/{_PCHAR}*)*(?:\?(?:{_PCHAR}|[/?])*)?(?:#(?:{_PCHAR}|[/?])*)?",  # RFC 3986
)


def _is_date(value: str) -> bool:
    return re.fullmatch(r"\d{8}", value) is not None and _real(value, "%Y%m%d")


def _is_utc(value: str) -> bool:
    return re.fullmatch(r"\d{8}T\d{6}Z", value) is not None and _real(value, "%Y%m%dT%H%M%SZ")


def _real(value: str, form: str) -> bool:
    try:
        datetime.strptime(value, form)  # noqa: DTZ007 - only whether there is such a day
    except ValueError:
        return False
    return True


def _is_integer(value: str) -> bool:
    return re.fullmatch(r"\d{1,10}", value) is not None and int(value) < 2**31


def _one_of(*values: str) -> Callable[[str], bool]:
    return values.__contains__


def _matches(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda value: pattern.fullmatch(value) is not None


_TYPES: dict[str, Callable[[str], bool]] = {
    "TEXT": _matches(_TEXT),
    "LIST": _matches(_LIST),
    "DATE": _is_date,
    # Without a VTIMEZONE any other time would float (3.3.5).
    "DATE-TIME": _is_utc,
    "DURATION": _matches(_DURATION),
    "INTEGER": _is_integer,
    "URI": _matches(_URI),
    "VERSION": _one_of("2.0"),
    "CALSCALE": _one_of("GREGORIAN"),
    "STATUS": _one_of("TENTATIVE", "CONFIRMED", "CANCELLED"),
    "TRANSP": _one_of("TRANSPARENT", "OPAQUE"),
    "ACTION": _one_of("DISPLAY"),
}
# Each property with its value types, the default first. Any other than the default must be named by VALUE; so must,
# with RFC 7986, the type of REFRESH-INTERVAL and SOURCE, which have no default.
_PROPERTIES: dict[str, dict[str, tuple[str, ...]]] = {
    "VCALENDAR": {
        "VERSION": ("VERSION",),
        "PRODID": ("TEXT",),
        "CALSCALE": ("CALSCALE",),
        "NAME": ("TEXT",),
        "DESCRIPTION": ("TEXT",),
        "SOURCE": ("", "URI"),
        "REFRESH-INTERVAL": ("", "DURATION"),
        "X-WR-CALNAME": ("TEXT",),
        "X-WR-CALDESC": ("TEXT",),
        "X-PUBLISHED-TTL": ("DURATION",),
    },
    "VEVENT": {
        "UID": ("TEXT",),
        "DTSTAMP": ("DATE-TIME",),
        "DTSTART": ("DATE-TIME", "DATE"),
        "DTEND": ("DATE-TIME", "DATE"),
        "SEQUENCE": ("INTEGER",),
        "LAST-MODIFIED": ("DATE-TIME",),
        "SUMMARY": ("TEXT",),
        "DESCRIPTION": ("TEXT",),
        "STATUS": ("STATUS",),
        "TRANSP": ("TRANSP",),
        "URL": ("URI",),
        "CATEGORIES": ("LIST",),
        "X-MICROSOFT-CDO-BUSYSTATUS": ("TEXT",),
    },
    "VALARM": {"ACTION": ("ACTION",), "TRIGGER": ("DURATION", "DATE-TIME"), "DESCRIPTION": ("TEXT",)},
}
_REQUIRED = {
    "VCALENDAR": {"VERSION", "PRODID"},
    # DTSTART where there is no METHOD (3.6.1).
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}
_INSIDE = {"": "VCALENDAR", "VCALENDAR": "VEVENT", "VEVENT": "VALARM"}


@dataclass(frozen=True, slots=True)
class Property:
    """A content line, taken apart."""

    name: str
    parameters: dict[str, str]
    value: str


@dataclass(slots=True)
class Component:
    """What stands between a BEGIN and its END."""

    name: str
    properties: list[Property] = field(default_factory=list)
    parts: list[Component] = field(default_factory=list)

    def value(self, name: str) -> str:
        return next((held.value for held in self.properties if held.name == name), "")


def faults(body: bytes) -> list[str]:
    """What is wrong with `body`, line by line; empty if nothing is."""
    root = Component("")
    found = [*_physical(body), *_structure(_unfolded(body), root)]
    for calendar in root.parts:
        found += _component(calendar)
        uids = Counter(event.value("UID") for event in calendar.parts)
        found += [f"UID {uid!r} {count} times" for uid, count in uids.items() if count > 1]
    return found if len(root.parts) == 1 else [*found, f"{len(root.parts)} calendars"]


def _physical(body: bytes) -> Iterator[str]:
    """Faults of the lines as they are sent (3.1)."""
    if not body.endswith(b"\r\n"):
        yield "the last line does not end"
    for line in body.removesuffix(b"\r\n").split(b"\r\n"):
        if len(line) > 75:
            yield f"{len(line)} octets: {line!r}"
        if b"\r" in line or b"\n" in line:
            yield f"half a line end: {line!r}"
        if line in {b"", b" ", b"\t"}:
            yield "an empty line"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield f"a character is cut, or none: {line!r}"


def _unfolded(body: bytes) -> list[str]:
    whole = body.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").decode(errors="replace")
    return whole.removesuffix("\r\n").split("\r\n")


def _structure(lines: list[str], root: Component) -> Iterator[str]:
    """Takes the lines apart into `root`, and yields what is no content line or stands in the wrong place."""
    opened = [root]
    for line in lines:
        match = _LINE.fullmatch(line)
        if match is None:
            yield f"no content line: {line!r}"
            continue
        here = opened[-1]
        found = Property(match[1].upper(), dict(_PARAMETER.findall(match[2])), match[3])
        if found.name == "BEGIN":
            if _INSIDE.get(here.name) != found.value:
                yield f"{found.value} inside {here.name!r}"
            here.parts.append(Component(found.value))
            opened.append(here.parts[-1])
        elif found.name == "END":
            if found.value != here.name or here is root:
                yield f"END:{found.value} inside {here.name!r}"
            opened = opened[:-1] or [root]
        elif here is root or here.parts:
            yield f"{found.name} in the wrong place"
        else:
            here.properties.append(found)
    if len(opened) > 1:
        yield f"{opened[-1].name} does not end"


def _component(component: Component) -> Iterator[str]:
    names = Counter(held.name for held in component.properties)
    yield from (f"{component.name} without {name}" for name in _REQUIRED.get(component.name, set()) - set(names))
    yield from (f"{name} {count} times" for name, count in names.items() if count > 1)
    for held in component.properties:
        yield from _property(held, _PROPERTIES.get(component.name, {}).get(held.name))
    if component.name == "VEVENT":
        yield from _ends(component)
    for part in component.parts:
        yield from _component(part)


def _property(held: Property, types: tuple[str, ...] | None) -> Iterator[str]:
    if types is None:
        yield f"unknown: {held.name}"
        return
    named = held.parameters.get("VALUE", types[0])
    if named not in types or not named:
        yield f"{held.name} of type {named!r}"
    elif not _TYPES[named](held.value):
        yield f"{held.name} is no {named}: {held.value!r}"
    if set(held.parameters) - {"VALUE"}:
        yield f"{held.name} with {held.parameters}"


def _ends(event: Component) -> Iterator[str]:
    """The end has the type of the start and is later (3.8.2.2); texts of the same form compare as their times do."""
    start, end = event.value("DTSTART"), event.value("DTEND")
    if end and len(start) != len(end):
        yield f"DTSTART {start} and DTEND {end} are of two types"
    elif end and end <= start:
        yield f"DTEND {end} is not after DTSTART {start}"


def days(body: bytes) -> dict[str, tuple[str, str]]:
    """DTSTART and DTEND of each event, as they are written, under its UID."""
    root = Component("")
    assert not [*_structure(_unfolded(body), root)]
    return {event.value("UID"): (event.value("DTSTART"), event.value("DTEND")) for event in root.parts[0].parts}


def as_written(day: date) -> str:
    """A day or a moment in UTC as iCalendar writes it."""
    return f"{day:%Y%m%dT%H%M%SZ}" if isinstance(day, datetime) else f"{day:%Y%m%d}"
