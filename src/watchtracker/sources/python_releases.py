"""Python's own plans: when each version begins and ends, and the stages on the way (pure).

A day that is not settled yet is a month ("2031-10").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from watchtracker.intake.announcements import Announcement
from watchtracker.reading import FindKind
from watchtracker.sources.json_forms import JsonForm
from watchtracker.sources.service_addresses import BASES, under

SERVICE = "Python's release cycle"
ACCEPT = "application/json"
_ENDS = ("end", "ends", "eol", "life", "support")
_STAGE = re.compile(r"(\d+(?:\.\d+)*) ?(.*)")
_FIRST = re.compile(r"(\d+\.\d+)\.0")
_EARLY = {"alpha": ("alpha",), "beta": ("beta",), "candidate": ("candidate", "rc")}


def cycle_address(base: str) -> str:
    """Where the first release and the end of life of each version stand."""
    return under(base, "api", "release-cycle.json")


def releases_address(base: str) -> str:
    """Where the stages of each version stand."""
    return under(base, "api", "python-releases.json")


def cycle(body: bytes) -> tuple[Announcement, ...]:
    """The begin and end of each version; raises NotUnderstoodError."""
    return tuple(each for number, fields in JsonForm.of(SERVICE, body).named() for each in _of(number, fields))


def _of(number: str, fields: JsonForm) -> Iterator[Announcement]:
    pep = fields.get("pep")
    url = under(BASES["python"], f"pep-{pep.number:04d}") if pep else BASES["python"]
    days = (
        ("first_release", "first release", FindKind.RELEASE, f"Python {number}", (), _ENDS),
        ("end_of_life", "end of life", FindKind.EVENT, f"Python {number} end of life", _ENDS, ()),
    )
    for field, words, kind, title, needs, unless in days:
        when = fields[field].day_or_month
        quote = f"Python {number}: {words} {when}"
        yield Announcement(title, quote, when, kind, url, version=number, needs=needs, unless=unless)


def stages(body: bytes) -> tuple[Announcement, ...]:
    """The stages that are expected; raises NotUnderstoodError."""
    plans = JsonForm.of(SERVICE, body)["releases"].named()
    return tuple(each for _, plan in plans for stage in plan for each in _stage(stage))


def _stage(stage: JsonForm) -> Iterator[Announcement]:
    name, state, when = stage["stage"].text, stage["state"], stage["date"].day_or_month
    if state.text not in {"actual", "expected"}:
        raise state.wrong('"actual" or "expected"')
    match = _STAGE.fullmatch(name)
    if state.text == "actual" or match is None:
        return
    number, rest = match.groups()
    words = [early for early in _EARLY if early in rest.casefold()]
    final = rest in {"", "final"}
    if final and (first := _FIRST.fullmatch(number)):
        number = first[1]  # the cycle calls the first of a series by the number of the series, and they are one
    title = f"Python {number if final else name}"
    yield Announcement(
        title=title,
        quote=f"Python {name}: expected {when}",
        when=when,
        kind=FindKind.RELEASE,
        url=BASES["python"],
        version=number,
        needs=_EARLY[words[0]] if words else (),
        unless=_ENDS if words else (*_ENDS, *chain(*_EARLY.values())),
        only_known=bool(words),
    )
