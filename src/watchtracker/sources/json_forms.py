"""Answers of services in JSON, read strictly: what is not of the known form is an error of one sentence (pure).

A service that changes its form must not look like one that has nothing to say.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from watchtracker.wording.safe_text import clean, cut, link_from_outside

_LONGEST_TEXT = 300
_YEARS = range(1980, 2200)


class NotUnderstoodError(ValueError):
    """An answer that is not of the known form; its message is one sentence."""

    def __init__(self, service: str, why: str) -> None:
        super().__init__(f"{service} answered in a form that is not understood: {why}")


@dataclass(frozen=True, slots=True)
class JsonForm:
    """A value of an answer of `service`, and where it stands in it; each reading raises NotUnderstoodError."""

    service: str
    value: Any
    place: str = "the answer"

    @classmethod
    def of(cls, service: str, body: bytes) -> JsonForm:
        """The whole answer."""
        try:
            return cls(service, json.loads(body))
        except (ValueError, RecursionError):
            raise NotUnderstoodError(service, "it is no JSON") from None

    def wrong(self, expected: str) -> NotUnderstoodError:
        """The error that says what this should be."""
        return NotUnderstoodError(self.service, f"{self.place} is not {expected}")

    def __getitem__(self, name: str) -> JsonForm:
        """What has to stand there under `name`."""
        if not isinstance(self.value, dict):
            raise self.wrong("an object")
        if name not in self.value:
            raise NotUnderstoodError(self.service, f'{self.place} has no "{name}"')
        return JsonForm(self.service, self.value[name], f'"{name}"')

    def get(self, name: str) -> JsonForm | None:
        """What stands there under `name`, None if nothing does."""
        if not isinstance(self.value, dict):
            raise self.wrong("an object")
        found = self.value.get(name)
        return None if found is None else JsonForm(self.service, found, f'"{name}"')

    def __iter__(self) -> Iterator[JsonForm]:
        """The members of a list."""
        if not isinstance(self.value, list):
            raise self.wrong("a list")
        return (JsonForm(self.service, value, f"a member of {self.place}") for value in self.value)

    def named(self) -> Iterator[tuple[str, JsonForm]]:
        """The members of an object with their names, which are safe to show."""
        if not isinstance(self.value, dict):
            raise self.wrong("an object")
        return (
            (_shown(name), JsonForm(self.service, value, f'"{_shown(name)}"')) for name, value in self.value.items()
        )

    @property
    def text(self) -> str:
        """A text on one line that is safe to show, and not empty."""
        if not isinstance(self.value, str) or not (shown := _shown(self.value)):
            raise self.wrong("a text")
        return shown

    @property
    def number(self) -> int:
        """A whole number from 0 to a thousand million."""
        if type(self.value) is not int or not 0 <= self.value <= 1_000_000_000:  # noqa: PLR2004
            raise self.wrong("a number")
        return self.value

    @property
    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.wrong("true or false")
        return self.value

    @property
    def moment(self) -> datetime:
        """A moment with its zone, in UTC."""
        try:
            moment = datetime.fromisoformat(self.text).astimezone(UTC) if "T" in self.text else None
            if moment is None or datetime.fromisoformat(self.text).tzinfo is None or moment.year not in _YEARS:
                raise self.wrong("a moment")
        except (ValueError, OverflowError):
            raise self.wrong("a moment") from None
        return moment

    @property
    def day(self) -> date:
        """A day such as "2027-05-06"."""
        try:
            day = datetime.strptime(self.text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            raise self.wrong("a day") from None
        if day.year not in _YEARS:
            raise self.wrong("a day")
        return day

    @property
    def day_or_month(self) -> str:
        """A day or a month as it stands there, such as "2031-10"."""
        if re.fullmatch(r"\d{4}-\d{2}", self.text):
            JsonForm(self.service, f"{self.text}-01", self.place).day  # noqa: B018 - it raises for a month that is none
            return self.text
        return self.day.isoformat()

    @property
    def web_address(self) -> str:
        """An address of the web."""
        shown = link_from_outside(self.value) if isinstance(self.value, str) else None
        if shown is None:
            raise self.wrong("an address")
        return shown


def _shown(text: str) -> str:
    return cut(clean(text), _LONGEST_TEXT)
