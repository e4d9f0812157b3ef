"""What is remembered of looks at a signal, as text between two looks: for each item that waits for it. Pure.

A memory that cannot be read is none: the next look is then a first look, which settles nothing by itself.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime
from typing import Any

from watchtracker.intake.proofs import LastLook, Proof

_TEXTS = ("key", "words", "service", "url")


def written(looks: Mapping[str, LastLook]) -> str:
    """The last look for each item, by its id."""
    return json.dumps({item: _plain(look) for item, look in looks.items()}, ensure_ascii=False, sort_keys=True)


def remembered(text: str | None) -> dict[str, LastLook]:
    """The last look for each item, by its id, as it was `written`; without those that cannot be read."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    looks = {item: _look(raw) for item, raw in found.items()} if isinstance(found, dict) else {}
    return {item: look for item, look in looks.items() if look is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, LastLook | Proof):
        plain = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {name: member for name, member in plain.items() if member is not None}
    return value.isoformat() if isinstance(value, date) else value


def _look(raw: Any) -> LastLook | None:
    try:
        return LastLook(
            first_at=_moment(raw["first_at"]),
            last_at=_moment(raw["last_at"]),
            proof=_proof(raw["proof"]) if "proof" in raw else None,
            due=date.fromisoformat(raw["due"]) if "due" in raw else None,
            length=int(raw["length"]) if "length" in raw else None,
            doubted=bool(raw.get("doubted")),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _proof(raw: Any) -> Proof:
    texts = {name: raw[name] for name in _TEXTS}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError
    since = _moment(raw["since"]) if "since" in raw else None
    return Proof(at=_moment(raw["at"]), since=since, surely=bool(raw["surely"]), **texts)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
