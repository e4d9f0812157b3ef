"""Signals: what proves that something happened, as a watch list writes it. Pure.

A signal names a service and what is to be seen there: `github:owner/repository>=4`, or `#MILESTONE` behind the
repository, `pypi:name>=4`, `huggingface:ORG/NAME`, `page:https://... says "Comments closed"`, or `lacks` for `says`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from watchtracker.errors import InputError
from watchtracker.intake.versions import version
from watchtracker.masking import masked

LONGEST = 500
_FORMS = (
    "github:owner/repository>=4, github:owner/repository#MILESTONE, pypi:name>=4, huggingface:ORG/NAME,"
    ' page:https://... says "...", or page:https://... lacks "..."'
)
_NAME = r"[A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?"
_VERSION = r"v?\d[\w.+-]*"
_RELEASE = re.compile(rf"({_NAME}/[\w.-]+)\s*(?:>=\s*({_VERSION})|#\s*(\S.*))?")
_PACKAGE = re.compile(rf"({_NAME})\s*(?:>=\s*({_VERSION}))?")
_MODEL = re.compile(rf"{_NAME}/[\w.-]+")
_PAGE = re.compile(r'(https?://\S+)\s+(says|lacks)\s+"([^"]*\S[^"]*)"')


class SignalKind(StrEnum):
    """Where a signal is seen, and how."""

    RELEASE = "release"
    MILESTONE = "milestone"
    PACKAGE = "package"
    MODEL = "model"
    PAGE_SAYS = "page-says"
    PAGE_LACKS = "page-lacks"


@dataclass(frozen=True, slots=True)
class Signal:
    """What proves that something happened.

    `name` is the repository, package, model or address; `at_least` the first version that counts, None: any. `words`
    are those of a page, or the title or number of a milestone.
    """

    kind: SignalKind
    name: str
    at_least: str | None = None
    words: str | None = None

    @classmethod
    def read(cls, text: str) -> Signal:
        """The signal that a watch list writes as `text`; raises InputError, which says how it is written."""
        service, colon, rest = text.strip().partition(":")
        found = _READERS[service](rest.strip()) if colon and service in _READERS else None
        if found is None or len(text) > LONGEST:
            raise InputError(f'"{masked(text)[:80]}" is no signal: write {_FORMS}')
        if found.at_least is not None and version(found.at_least) is None:
            raise InputError(f'"{found.at_least[:80]}" is no version that can be compared: write one like 4.1')
        return found

    def __str__(self) -> str:
        match self.kind:
            case SignalKind.RELEASE | SignalKind.PACKAGE:
                service = "github" if self.kind is SignalKind.RELEASE else "pypi"
                return f"{service}:{self.name}" + (f">={self.at_least}" if self.at_least else "")
            case SignalKind.MILESTONE:
                return f"github:{self.name}#{self.words}"
            case SignalKind.MODEL:
                return f"huggingface:{self.name}"
            case SignalKind.PAGE_SAYS | SignalKind.PAGE_LACKS:
                return f'page:{self.name} {self.kind.value.removeprefix("page-")} "{self.words}"'


def _github(text: str) -> Signal | None:
    found = _RELEASE.fullmatch(text)
    if found is None:
        return None
    name, version, milestone = found.groups()
    if milestone:
        return Signal(SignalKind.MILESTONE, name, words=milestone.strip())
    return Signal(SignalKind.RELEASE, name, at_least=version)


def _pypi(text: str) -> Signal | None:
    found = _PACKAGE.fullmatch(text)
    return Signal(SignalKind.PACKAGE, found[1], at_least=found[2]) if found else None


def _huggingface(text: str) -> Signal | None:
    return Signal(SignalKind.MODEL, text) if _MODEL.fullmatch(text) else None


def _page(text: str) -> Signal | None:
    found = _PAGE.fullmatch(text)
    if found is None:
        return None
    kind = SignalKind.PAGE_SAYS if found[2] == "says" else SignalKind.PAGE_LACKS
    return Signal(kind, found[1], words=found[3].strip())


_READERS = {"github": _github, "pypi": _pypi, "huggingface": _huggingface, "page": _page}
