"""General parsers that search a text for dates, as readers: each date found that is not over is a proposal.

They know nothing of what is promised, so this says what a reader has to add to them. `dates.find` stands among them: it
has our grammar of dates, and no judgement either.
"""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta, tzinfo
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.reading.scoring import Proposal, Reader
from benchmarks.reading.texts import Window
from watchtracker import dates
from watchtracker.dates import zone

GRAMMAR = "dates.find alone"
_HAN = ("一", "鿿")
_KANA = ("぀", "ヿ")
_NO_DAY = date(2030, 12, 1)  # for texts that say no day: they write their years


def readers() -> dict[str, Reader]:
    """Those that are installed; for each other one a line says so."""
    home = os.environ.get("EXTRACTORS")
    if home:
        sys.path.extend(map(str, Path(home).glob("lib/python*/site-packages")))
    warnings.simplefilter("ignore")
    found: dict[str, Reader] = {GRAMMAR: _every_date}
    for name, modules, reader in (
        ("dateparser", ("dateparser.search",), _dateparser),
        ("recognizers-text", ("recognizers_date_time", "recognizers_text"), _recognizers),
    ):
        try:
            for module in modules:
                import_module(module)
        except ImportError as error:
            print(f"  {name} is left out, it cannot be imported ({error}): see the head of benchmarks/reading")
        else:
            found[name] = reader
    return found


def _every_date(text: str, published: date | None, place: str) -> Sequence[Proposal]:
    found: list[Proposal] = []
    for mention in dates.find(text, published, zone(place)):
        if mention.window is not None:
            window = Window(*dates.iso_ends(mention.window))
            if published is None or (window.latest or "9") >= published.isoformat():
                found.append(Proposal(mention.start, mention.end, window))
    return found


def _dateparser(text: str, published: date | None, _place: str) -> Sequence[Proposal]:
    search = import_module("dateparser.search").search_dates
    day = published or _NO_DAY
    settings = {"RELATIVE_BASE": datetime(day.year, day.month, day.day), "PREFER_DATES_FROM": "future"}
    found: list[Proposal] = []
    cursor = 0
    for words, moment in search(text, languages=[_language(text)], settings=settings) or ():
        start = text.find(words, cursor)
        if start >= 0:
            cursor = start + len(words)
            if moment.date() >= day:
                found.append(Proposal(start, cursor, _day(moment.date())))
    return found


def _recognizers(text: str, published: date | None, place: str) -> Sequence[Proposal]:
    recognize = import_module("recognizers_date_time").recognize_datetime
    culture = import_module("recognizers_text").Culture
    name = {"en": culture.English, "zh": culture.Chinese, "ja": culture.Japanese}[_language(text)]
    day = published or _NO_DAY
    found: list[Proposal] = []
    with suppress(Exception):  # it fails on some texts, and then has found nothing
        for each in recognize(text, name, reference=datetime(day.year, day.month, day.day)):
            window = _resolved((each.resolution or {}).get("values") or [], day, zone(place))
            if window is not None:
                found.append(Proposal(each.start, each.end + 1, window))
    return found


def _resolved(values: Sequence[dict[str, Any]], day: date, place: tzinfo) -> Window | None:
    """The first of its readings that is not over, if any; a duration, a set and a time of day are no dates."""
    windows = [window for value in values if (window := _window(value, place)) is not None]
    ahead = [window for window in windows if (window.latest or "9") >= day.isoformat()]
    return ahead[0] if ahead else None


def _window(value: dict[str, Any], place: tzinfo) -> Window | None:
    kind = value.get("type")
    with suppress(ValueError, KeyError):
        if kind == "date":
            return _day(date.fromisoformat(value["value"]))
        if kind == "daterange":
            start, end = value.get("start"), value.get("end")
            last = (date.fromisoformat(end) - timedelta(days=1)).isoformat() if end else None
            return Window(start, last) if start or last else None
        if kind == "datetime":
            moment = datetime.fromisoformat(value["value"]).replace(tzinfo=place).astimezone(UTC)
            written = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
            return Window(written, written)
    return None


def _day(day: date) -> Window:
    return Window(day.isoformat(), day.isoformat())


def _language(text: str) -> str:
    if any(_KANA[0] <= sign <= _KANA[1] for sign in text):
        return "ja"
    return "zh" if any(_HAN[0] <= sign <= _HAN[1] for sign in text) else "en"
