"""Sources of texts as a watch list declares them. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from watchtracker.items import Standing


class SourceKind(StrEnum):
    """What is fetched from a source, and so how it is read; the values stand in watch lists.

    `feed`, `page` and `calendar` have an address of the web; `github` an owner and a repository, `pypi` a package,
    `huggingface` an organisation and a model, `register` a query of the Federal Register, `endoflife` a product, and
    `python` nothing.
    """

    FEED = "feed"
    PAGE = "page"
    CALENDAR = "calendar"
    GITHUB = "github"
    PYPI = "pypi"
    HUGGINGFACE = "huggingface"
    REGISTER = "register"
    ENDOFLIFE = "endoflife"
    PYTHON = "python"

    @property
    def every(self) -> timedelta:
        """How often it is fetched where the list does not say: prose changes by the hour, pages by the day."""
        return timedelta(hours=6) if self in {SourceKind.PAGE, SourceKind.CALENDAR} else timedelta(hours=1)


class Trust(StrEnum):
    """What a source of texts is trusted for; the values stand in watch lists.

    `ask`: nothing comes in by itself. `known`: dates of items that are ours already and surely meant. `all`: new items
    as well, for a calendar of one's own.
    """

    ASK = "ask"
    KNOWN = "known"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class TextSource:
    """Where texts come from: its name, which claims name as their source, and what it is trusted for.

    `items` are those that it speaks of; empty: any. `zone` is where its days end, `tags` what its new items get.
    """

    name: str
    kind: SourceKind = SourceKind.PAGE
    address: str = ""
    zone: str = "UTC"
    tags: tuple[str, ...] = ()
    standing: Standing = Standing.REPORTED
    trust: Trust = Trust.ASK
    items: tuple[str, ...] = ()
    every_seconds: int | None = None

    @property
    def interval(self) -> timedelta:
        """How long after one fetch the next is due."""
        return self.kind.every if self.every_seconds is None else timedelta(seconds=self.every_seconds)
