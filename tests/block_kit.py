"""What Slack takes of a view and of blocks, as its reference has it: a test asks here instead of a workspace."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from watchtracker.inbox.forms import FieldName

_NAMES = frozenset(FieldName)


def faults(view: dict[str, Any]) -> list[str]:
    """What Slack would refuse of a view, and what could be parsed in it; empty for one that is right."""
    return list(_faults(view))


def everything(built: object) -> Iterator[dict[str, Any]]:
    """Every object in blocks, however deep."""
    if isinstance(built, list):
        for each in built:
            yield from everything(each)
    elif isinstance(built, dict):
        yield built
        for value in built.values():
            yield from everything(value)


def texts(built: object) -> str:
    """All that is written in blocks, in order."""
    found = (each["text"] for each in everything(built) if isinstance(each.get("text"), str))
    return "\n".join(found)


def inputs(view: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The fields of a view, by their ids."""
    return {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}


def _faults(view: dict[str, Any]) -> Iterator[str]:
    blocks = view["blocks"]
    if not 1 <= len(blocks) <= 100:
        yield f"{len(blocks)} blocks"
    if len(json.dumps(view, ensure_ascii=False).encode()) > 250_000:
        yield "view_too_large"
    if len(view["private_metadata"]) > 3000:
        yield "private_metadata"
    for name in ("title", "submit", "close"):
        if name in view and not 1 <= len(view[name]["text"]) <= 24:
            yield f"{name}: {view[name]['text']}"
    if view["type"] == "modal" and any(block["type"] == "input" for block in blocks) and "submit" not in view:
        yield "no submit"
    ids = [block["block_id"] for block in blocks if "block_id" in block]
    if len(ids) != len(set(ids)):
        yield f"block_id twice: {ids}"
    for block in blocks:
        yield from _of_block(block)
    for each in everything(blocks):
        yield from _of_text(each)


def _of_block(block: dict[str, Any]) -> Iterator[str]:
    match block["type"]:
        case "input":
            yield from _of_input(block)
        case "header" if len(block["text"]["text"]) > 150:
            yield "header"
        case "context" if not 1 <= len(block["elements"]) <= 10:
            yield "context"
        case "rich_text" if not block["elements"] or not all(each["elements"] for each in block["elements"]):
            yield "rich text without elements"
        case "actions":
            yield from _of_actions(block)
        case "header" | "context" | "rich_text" | "divider":
            pass
        case other:
            yield f"unexpected block {other}"


def _of_actions(block: dict[str, Any]) -> Iterator[str]:
    ids = [each["action_id"] for each in block["elements"]]
    if not 1 <= len(ids) <= 25 or len(set(ids)) != len(ids):
        yield f"actions {ids}"


def _of_input(block: dict[str, Any]) -> Iterator[str]:
    element = block["element"]
    if block["block_id"] not in _NAMES or block["block_id"] != element["action_id"]:
        yield f"ids of {block['block_id']}"
    if not 1 <= len(block["label"]["text"]) <= 2000:
        yield "label"
    longest = element.get("max_length", 3000)
    if not 1 <= longest <= 3000 or len(element.get("initial_value", "")) > longest:
        yield f"max_length of {element['action_id']}"
    if len(element.get("placeholder", {}).get("text", "")) > 150:
        yield "placeholder"
    if "options" in element:
        yield from _of_options(element)


def _of_options(element: dict[str, Any]) -> Iterator[str]:
    most = {"radio_buttons": 10, "overflow": 5}.get(element["type"], 100)
    values = [each["value"] for each in element["options"]]
    if not 1 <= len(values) <= most or len(set(values)) != len(values):
        yield f"options {values}"
    if any(len(value) > 150 for value in values) or any(len(o["text"]["text"]) > 75 for o in element["options"]):
        yield "an option is too long"
    if "initial_option" in element and element["initial_option"] not in element["options"]:
        yield "initial_option is no option"


def _of_text(each: dict[str, Any]) -> Iterator[str]:
    match each.get("type"):
        case "mrkdwn":
            yield "mrkdwn is parsed"
        case "usergroup" | "broadcast" | "channel" as mentioned:
            yield f"mentions {mentioned}"
        case "plain_text" if not 1 <= len(each["text"]) <= 3000:
            yield "plain_text"
        case "text" | "link" if not each.get("text"):
            yield "an element without text"
        case "link" if not each["url"].startswith(("http://", "https://")):
            yield f"leads to {each['url']}"
        case _:
            pass
