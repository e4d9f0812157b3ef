"""The parts of modals and of App Home, each within Slack's limits. Pure.

Texts of others stand in plain text or in rich text, neither of which Slack parses, so that nobody's title mentions
anyone or passes as a link. What is cut is cut here, so that no view is refused for its length.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from watchtracker.inbox.forms import LONGEST, FieldName
from watchtracker.inbox.intents import View
from watchtracker.wording.safe_text import clean, cut, link

Block = dict[str, Any]
Element = dict[str, Any]

MOST_BLOCKS = 100
MOST_KEPT = 3_000
_MOST_IN_A_TITLE = 24
_MOST_IN_A_LABEL = 150
_MOST_IN_AN_OPTION = 75
_MOST_IN_A_PLAIN_TEXT = 2_900
_MOST_IN_AN_ELEMENT = 2_000
_MOST_IN_AN_INPUT = 3_000
_MOST_IN_A_LINK = 1_000


def modal(
    view: View,
    title: str,
    blocks: Iterable[Block],
    *,
    kept: Mapping[str, object],
    submit: str | None = None,
    close: str = "Cancel",
) -> Block:
    """A modal; `kept` comes back with its submission. Without `submit` it has no field, and is only looked at."""
    drawn = {
        "type": "modal",
        "callback_id": f"wt.{view.value}",
        "title": plain(title, _MOST_IN_A_TITLE),
        "close": plain(close, _MOST_IN_A_TITLE),
        "blocks": list(blocks)[:MOST_BLOCKS],
        "private_metadata": _written(kept),
    }
    return {**drawn, "submit": plain(submit, _MOST_IN_A_TITLE)} if submit else drawn


def plain(text: str, most: int = _MOST_IN_A_PLAIN_TEXT) -> Element:
    """Plain text, which Slack does not parse; emoji stay as they are written."""
    return {"type": "plain_text", "text": cut(clean(text), most) or " ", "emoji": False}


def header(text: str) -> Block:
    """A line in large letters."""
    return {"type": "header", "text": plain(text, _MOST_IN_A_LABEL)}


def divider() -> Block:
    """A line between two parts."""
    return {"type": "divider"}


def rich(*sections: Sequence[Element]) -> Block:
    """Rich text: each section is a paragraph."""
    return {"type": "rich_text", "elements": [section(list(each)) for each in sections if each]}


def section(elements: list[Element]) -> Element:
    """A paragraph of rich text."""
    return {"type": "rich_text_section", "elements": elements}


def bullets(lines: Iterable[Sequence[Element]]) -> Block:
    """A list of rich text."""
    sections = [section(list(line)) for line in lines]
    return {
        "type": "rich_text",
        "elements": [{"type": "rich_text_list", "style": "bullet", "elements": sections}],
    }


def quote(text: str) -> Block:
    """Somebody's words, set off as a quote."""
    return {"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [words(text)]}]}


def words(text: str, *, bold: bool = False, italic: bool = False) -> Element:
    """A piece of rich text, on one line; spaces at its ends stay."""
    shown = cut(_on_one_line(text), _MOST_IN_AN_ELEMENT)
    element: Element = {"type": "text", "text": shown or " "}
    style = {name: True for name, wanted in (("bold", bold), ("italic", italic)) if wanted}
    return {**element, "style": style} if style else element


def linked(text: str, url: str | None, *, bold: bool = False) -> Element:
    """A piece of rich text that leads somewhere; text alone where the address is none that anyone should follow."""
    address = link(url)
    element = words(text, bold=bold)
    if address is None or len(address) > _MOST_IN_A_LINK:
        return element
    return {**element, "type": "link", "url": address}


def emoji(name: str) -> Element:
    """One of Slack's own signs."""
    return {"type": "emoji", "name": name}


def context(*lines: str) -> Block:
    """Small grey lines, of plain text."""
    return {"type": "context", "elements": [plain(line, _MOST_IN_A_PLAIN_TEXT) for line in lines[:10]]}


def text_input(
    name: FieldName,
    label: str,
    *,
    value: str = "",
    hint: str = "",
    placeholder: str = "",
    several_lines: bool = False,
    optional: bool = False,
    echoes: bool = False,
) -> Block:
    """A field for text; `echoes`: Enter sends what stands in it, so that the form can answer."""
    longest = min(LONGEST.get(name, 200), _MOST_IN_AN_INPUT)
    element: Element = {"type": "plain_text_input", "max_length": longest}
    if several_lines:
        element["multiline"] = True
    if value:
        element["initial_value"] = cut(value, longest)
    if placeholder:
        element["placeholder"] = plain(placeholder, _MOST_IN_A_LABEL)
    if echoes:
        element["dispatch_action_config"] = {"trigger_actions_on": ["on_enter_pressed"]}
    block = field(name, label, element, hint=hint, optional=optional)
    return {**block, "dispatch_action": True} if echoes else block


def day_input(name: FieldName, label: str, chosen: date | None, *, hint: str = "") -> Block:
    """A field for a day."""
    element: Element = {"type": "datepicker"}
    if chosen is not None:
        element["initial_date"] = chosen.isoformat()
    return field(name, label, element, hint=hint)


def moment_input(name: FieldName, label: str, chosen: datetime, *, hint: str = "") -> Block:
    """A field for a moment, which each person sees in their own zone."""
    element = {"type": "datetimepicker", "initial_date_time": int(chosen.timestamp())}
    return field(name, label, element, hint=hint)


def choice_input(
    name: FieldName, label: str, options: Sequence[tuple[str, str]], chosen: str | None, *, radio: bool = False
) -> Block:
    """A field with a few options, each a value and its words."""
    drawn = [option(value, text) for value, text in options]
    element: Element = {"type": "radio_buttons" if radio else "static_select", "options": drawn}
    initial = next((each for each in drawn if each["value"] == chosen), None)
    if initial is not None:
        element["initial_option"] = initial
    return field(name, label, element)


def option(value: str, text: str) -> Element:
    """One option of a choice."""
    return {"text": plain(text, _MOST_IN_AN_OPTION), "value": value}


def field(name: FieldName, label: str, element: Element, *, hint: str = "", optional: bool = False) -> Block:
    """A field with its label; the block has the same id as its element."""
    block: Block = {
        "type": "input",
        "block_id": name.value,
        "label": plain(label, _MOST_IN_A_LABEL),
        "element": {**element, "action_id": name.value},
    }
    if hint:
        block["hint"] = plain(hint, _MOST_IN_A_LABEL)
    return {**block, "optional": True} if optional else block


def _on_one_line(text: str) -> str:
    """`text` cleaned, but with a space at either end where it had one: it stands between other pieces."""
    shown = clean(text)
    before, after = (" " if text[:1] == " " else ""), (" " if text[-1:] == " " else "")
    return f"{before}{shown}{after}" if shown else ""


def _written(kept: Mapping[str, object]) -> str:
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    if len(text) > MOST_KEPT:
        raise ValueError(f"a form keeps {len(text)} characters, and Slack takes {MOST_KEPT}")
    return text
