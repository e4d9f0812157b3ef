"""What a form keeps for its submission, as plain values that any vendor can carry: no more than is needed. Pure.

What can be long stays in the fields of the form, where it is sent again: a link and a quote.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from watchtracker.inbox.forms import LONGEST, Anchor, Claimed, FieldName, NewItem, RecordForm, WatchForm
from watchtracker.inbox.intents import READ, About, OfItem, OfNotification, OfProposal, Value, Where
from watchtracker.items import Kind, Standing
from watchtracker.wording.safe_text import clean

VERSION = 1


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What somebody saw before they had it recorded; `edtf` is how the words were read then."""

    claimed: Claimed
    new: NewItem | None
    edtf: str


def kept(anchor: Anchor) -> dict[str, object]:
    """What every form keeps: what it is about, and the message that it was opened from."""
    where = anchor.where
    at = {"c": where.channel, "m": where.message, "t": where.thread, "passing": where.is_passing or None}
    found = {name: value for name, value in at.items() if value is not None}
    return {"v": VERSION, **_about(anchor.about), **({"at": found} if found else {})}


def where(kept_: Mapping[str, object]) -> Where:
    """The message that a form was opened from, of what it kept."""
    at = kept_.get("at")
    found = {name: value for name, value in at.items() if isinstance(value, str)} if isinstance(at, dict) else {}
    passing = isinstance(at, dict) and at.get("passing") is True
    return Where(found.get("c"), found.get("m"), found.get("t"), is_passing=passing)


def kept_words(form: WatchForm) -> dict[str, object]:
    """What the form of a message keeps: the words of its dates, so that it can be drawn anew without the message."""
    words = [reading.when for reading in form.readings]
    return {
        **kept(form.anchor),
        **({"words": words} if words else {}),
        **({"private": True} if form.is_private else {}),
    }


def words(kept_: Mapping[str, object]) -> tuple[str, ...]:
    """The words of the dates of a message, of what its form kept."""
    found = kept_.get("words")
    return tuple(each for each in found if isinstance(each, str)) if isinstance(found, list) else ()


def kept_reading(form: RecordForm, edtf: str) -> dict[str, object]:
    """What the last look keeps: all that was filled in, but for what its fields still hold."""
    claimed, new = form.claimed, form.new
    read: dict[str, object] = {
        "when": claimed.when,
        "said_on": claimed.said_on.isoformat() if claimed.said_on else "",
        "source": claimed.source,
        "standing": claimed.standing.value,
        "edtf": edtf,
    }
    if new is not None:
        read |= {"title": new.title, "kind": new.kind.value, "zone": new.zone, "owner": new.owner}
    if form.of_proposal:
        read["item"] = form.chosen
    return {**kept(form.anchor), READ: read}


def reviewed(kept_: Mapping[str, object], fields: Mapping[str, Value]) -> Reviewed | None:
    """What was looked at, of what a form kept and of its fields; None where it kept none, or nothing that we wrote."""
    read = kept_.get(READ)
    if not isinstance(read, dict) or not all(isinstance(value, str) for value in read.values()):
        return None
    try:
        claimed = Claimed(
            when=read["when"],
            said_on=date.fromisoformat(read["said_on"]),
            source=read["source"],
            standing=Standing(read["standing"]),
            link=clean(_field(fields, FieldName.LINK)),
            quote=_field(fields, FieldName.QUOTE),
        )
        new = (
            NewItem(read["title"], Kind(read["kind"]), read["zone"], read.get("owner", "")) if "title" in read else None
        )
        return Reviewed(claimed, new, read["edtf"])
    except (KeyError, ValueError):
        return None


def _field(fields: Mapping[str, Value], name: FieldName) -> str:
    value = fields.get(name)
    return value.strip()[: LONGEST[name]] if isinstance(value, str) else ""


def _about(about: About | None) -> dict[str, object]:
    match about:
        case OfNotification():
            return {"n": about.id, "r": about.revision}
        case OfItem():
            return {"i": about.id, "r": about.revision}
        case OfProposal():
            return {"p": about.id}
        case None:
            return {}
