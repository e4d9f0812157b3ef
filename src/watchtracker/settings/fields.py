"""The values that people write, each with its check and its sentence: texts, addresses, zones, names from a list.

Settings and watch lists share them, so that the same mistake gets the same sentence in both. They are types for
pydantic; `mistakes.py` has the sentences about values of a wrong type.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, TypeVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field, PlainValidator

from watchtracker import dates, lengths
from watchtracker.errors import InputError
from watchtracker.items import recheck_interval
from watchtracker.masking import masked_text
from watchtracker.settings.mistakes import choose

_T = TypeVar("_T")
_E = TypeVar("_E", bound=StrEnum)
# Characters that change the direction of reading: with them a text can look like a different one.
TURNING = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
# Letters and signs that take room and show nothing.
_BLANK = " \u115f\u1160\u2800\u3164\uffa0"


def line(text: str) -> str:
    """`text` without the spaces around it; raises ValueError unless it is one readable line."""
    text = text.strip()
    if not text:
        raise ValueError("it is empty: write a text")
    if text.isprintable() and text.strip(_BLANK):  # nearly every text, and much faster than looking at each letter
        return text
    if any(character in text for character in "\n\r\u2028\u2029"):
        raise ValueError("it must be one line: take the line break out")
    _readable(text)
    return text


def paragraph(text: str) -> str:
    """`text` of one line or more, without the spaces around it; raises ValueError unless it is readable."""
    text = text.strip()
    if not text:
        raise ValueError("it is empty: write a text")
    _readable(text.replace("\n", "").replace("\r", ""))
    return text


def at_most(length: int) -> Callable[[str], str]:
    """A check that a text is no longer than `length` characters."""

    def check(text: str) -> str:
        if len(text) > length:
            raise ValueError(f"it has {len(text)} characters: {length} are the most")
        return text

    return check


def web_address(text: str) -> str:
    """`text` if it is a whole http or https address; raises ValueError."""
    text = line(text)
    try:
        parts = urlsplit(text)
        parts.port  # noqa: B018 - reading it is the check
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in {"http", "https"} or not parts.hostname or any(c.isspace() for c in text):
        raise ValueError(f'"{masked_text(text)}" is no web address: write it whole, such as "https://example.org/news"')
    return text


def zone_name(text: str) -> str:
    """`text` if it names a zone; raises UnknownZoneError."""
    dates.zone(text)
    return text


def interval(text: str) -> str:
    """How often to ask after a date, as it is written; raises InputError."""
    recheck_interval(text)
    return text


def read_by(read: Callable[[str], _T]) -> PlainValidator:
    """A type for pydantic: the value that `read` makes of a text; its InputError becomes a ValueError."""

    def check(value: Any) -> _T:
        if not isinstance(value, str):
            raise ValueError("it must be text in quotes")  # noqa: TRY004 - pydantic collects ValueErrors alone
        try:
            return read(value.strip())
        except InputError as error:
            raise ValueError(str(error)) from None

    return PlainValidator(check, json_schema_input_type=str)


def one_of(choices: type[_E], *, guess: bool = True) -> BeforeValidator:
    """A check that a text is one of the values of `choices`; without `guess`, a wrong one is told all of them."""

    def check(value: Any) -> Any:
        if not isinstance(value, str):
            raise ValueError("it must be text in quotes")  # noqa: TRY004 - pydantic collects ValueErrors alone
        if value not in list(choices):
            hint = choose(value, list(choices)) if guess else f"write one of {', '.join(choices)}"
            raise ValueError(f'"{value}" is not known here: {hint}')
        return choices(value)

    return BeforeValidator(check, json_schema_input_type=choices)


# How every table is read.
STRICT = ConfigDict(extra="forbid", strict=True, hide_input_in_errors=True)
# Editors and programs that know the schema alone need not try an empty text; the sentence about it is our own.
_Written = Annotated[str, Field(json_schema_extra={"minLength": 1})]
Line = Annotated[_Written, AfterValidator(line)]
Name = Annotated[Line, AfterValidator(at_most(lengths.NAME))]
Paragraph = Annotated[_Written, AfterValidator(paragraph)]
Tag = Annotated[Line, AfterValidator(at_most(lengths.TAG))]
WebAddress = Annotated[_Written, AfterValidator(web_address)]
ZoneName = Annotated[str, read_by(zone_name)]


def _readable(text: str) -> None:
    for character in text:
        if unicodedata.category(character) in {"Cc", "Cs"} or character in TURNING:
            raise ValueError(f"it has a character that cannot be seen (U+{ord(character):04X}): take it out")
    if all(c in _BLANK or c.isspace() or unicodedata.category(c) == "Cf" for c in text):
        raise ValueError("it has nothing in it that can be seen: write a text")
