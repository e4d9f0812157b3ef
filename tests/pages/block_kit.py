"""Block Kit drawn as a page that looks about as Slack shows it: for looking at, no proof of anything.

Slack's own preview needs an account, so this draws what our messages, modals and App Home use of it and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime
from html import escape
from typing import Any

from tests.pages import signs

Drawn = dict[str, Any]

_STYLE = """
:root { color-scheme: light; --ink: #1d1c1d; --dim: #616061; --line: #ddd; --ground: #fff; --link: #1264a3;
  --raised: #fff; --bar: #f8f8f8; --mention: #e8f5fa; }
:root.dark { color-scheme: dark; --ink: #d1d2d3; --dim: #ababad; --line: #565856; --ground: #1a1d21; --link: #1d9bd1;
  --raised: #222529; --bar: #2c2d30; --mention: #1d3a4b; }
* { box-sizing: border-box; }
body { margin: 0; padding: 20px; background: var(--ground); color: var(--ink);
  font: 15px/1.46668 Lato, "Noto Sans", "DejaVu Sans", Arial, sans-serif; }
a { color: var(--link); text-decoration: none; }
svg.sign { width: 18px; height: 18px; vertical-align: -4px; }
h2 { font-size: 13px; color: var(--dim); font-weight: 400; margin: 22px 0 6px; }
.columns { columns: 520px; column-gap: 24px; } .columns > * { break-inside: avoid; }
.message { display: flex; gap: 8px; max-width: 640px; padding: 8px 0; }
.icon { width: 36px; height: 36px; border-radius: 6px; background: #2b5d8a; color: #fff; flex: none; font-weight: 700;
  display: grid; place-items: center; }
.who { font-weight: 900; } .who small { font-weight: 400; color: var(--dim); font-size: 12px; margin-left: 6px; }
.app { background: var(--bar); color: var(--dim); font-size: 10px; border-radius: 2px; padding: 1px 3px;
  margin: 0 4px; }
.body { flex: 1; min-width: 0; overflow-wrap: anywhere; }
.header { font-size: 18px; font-weight: 900; margin: 4px 0; }
.paragraph { margin: 0 0 4px; } ul { margin: 0; padding-left: 24px; }
blockquote { margin: 4px 0; padding-left: 12px; border-left: 4px solid var(--line); }
.context { color: var(--dim); font-size: 13px; margin: 4px 0; }
.actions { display: flex; flex-wrap: wrap; gap: 8px; margin: 8px 0; }
.button { border: 1px solid var(--line); border-radius: 4px; background: var(--raised); padding: 3px 12px;
  font-weight: 700; font-size: 13px; }
.button.primary { background: #007a5a; border-color: #007a5a; color: #fff; }
.menu { display: inline-block; border: 1px solid var(--line); border-radius: 6px; padding: 6px 0; margin: 0 0 6px;
  background: var(--raised); font-size: 13px; } .menu div { padding: 2px 14px; }
.mention { background: var(--mention); color: var(--link); border-radius: 3px; padding: 0 2px; }
.modal { width: 520px; border: 1px solid var(--line); border-radius: 8px; background: var(--raised); margin: 0 0 20px;
  box-shadow: 0 4px 16px #0003; }
.modal > .top { display: flex; gap: 10px; align-items: center; padding: 16px 20px; font-size: 18px; font-weight: 900; }
.modal > .middle { padding: 0 20px; } .modal > .middle > * { margin-bottom: 14px; }
.modal > .bottom { display: flex; justify-content: flex-end; gap: 10px; padding: 14px 20px; }
.label { font-weight: 700; } .label i { font-weight: 400; color: var(--dim); font-style: normal; }
.field { border: 1px solid var(--line); border-radius: 4px; padding: 7px 10px; background: var(--ground);
  min-height: 38px; overflow-wrap: anywhere; } .field.long { min-height: 76px; } .field.empty { color: var(--dim); }
.hint { color: var(--dim); font-size: 13px; } .radio::before { content: "○ "; } .radio.chosen::before { content: "◉ "; }
.home { max-width: 720px; } hr { border: 0; border-top: 1px solid var(--line); margin: 14px 0; }
"""


_MOMENT = re.compile(r"<!date[^|>]*\|([^>]*)>")
# A client shows the names of accounts.
_NAMES = {"U024BE7LH": "mei", "U024BE7LK": "ola"}


def page(parts: Iterable[str], *, dark: bool = False) -> str:
    """A page of pieces that were drawn."""
    ground = "dark" if dark else "light"
    return f'<!doctype html><html class="{ground}"><meta charset="utf-8"><style>{_STYLE}</style>{"".join(parts)}'


def caption(text: str) -> str:
    """What is shown below it."""
    return f"<h2>{escape(text)}</h2>"


def message(posted: Mapping[str, Any], *, opened: bool = False) -> str:
    """A message as it stands in a channel; `opened` shows its menu."""
    blocks = "".join(_block(block, opened=opened) for block in posted["blocks"])
    who = '<div class="who">watchtracker<span class="app">APP</span><small>9:00</small></div>'
    return f'<div class="message"><div class="icon">w</div><div class="body">{who}{blocks}</div></div>'


def modal(view: Mapping[str, Any]) -> str:
    """A modal."""
    blocks = "".join(_block(block) for block in view["blocks"])
    submit = view.get("submit")
    buttons = f'<span class="button">{escape(view["close"]["text"])}</span>'
    if submit:
        buttons += f'<span class="button primary">{escape(submit["text"])}</span>'
    return (
        f'<div class="modal"><div class="top"><div class="icon">w</div>{escape(view["title"]["text"])}</div>'
        f'<div class="middle">{blocks}</div><div class="bottom">{buttons}</div></div>'
    )


def home(view: Mapping[str, Any]) -> str:
    """App Home."""
    return f'<div class="home">{"".join(_block(block) for block in view["blocks"])}</div>'


def _block(block: Drawn, *, opened: bool = False) -> str:
    match block["type"]:
        case "header":
            return f'<div class="header">{escape(block["text"]["text"])}</div>'
        case "divider":
            return "<hr>"
        case "context":
            lines = " ".join(_small(each) for each in block["elements"])
            return f'<div class="context">{lines}</div>'
        case "rich_text":
            return "".join(_rich(each) for each in block["elements"])
        case "actions":
            return _actions(block["elements"], opened=opened)
        case "input":
            return _input(block)
        case other:
            return f"<b>a block that is not drawn: {escape(other)}</b>"


def _small(element: Drawn) -> str:
    """A piece of a context; what Slack would parse is escaped there already, but for our own moments."""
    if element["type"] == "plain_text":
        return escape(element["text"])
    return _MOMENT.sub(r"\1", element["text"])


def _rich(element: Drawn) -> str:
    inside = element["elements"]
    match element["type"]:
        case "rich_text_list":
            lines = "".join(f"<li>{_run(each['elements'])}</li>" for each in inside)
            return f"<ul>{lines}</ul>"
        case "rich_text_quote":
            return f"<blockquote>{_run(inside)}</blockquote>"
        case _:
            return f'<p class="paragraph">{_run(inside)}</p>'


def _run(elements: Iterable[Drawn]) -> str:
    return "".join(_styled(each) for each in elements)


def _styled(element: Drawn) -> str:
    shown = _piece(element)
    style = element.get("style") or {}
    shown = f"<b>{shown}</b>" if style.get("bold") else shown
    return f"<i>{shown}</i>" if style.get("italic") else shown


def _piece(element: Drawn) -> str:
    match element["type"]:
        case "link":
            return f'<a href="#">{escape(element.get("text") or element["url"])}</a>'
        case "emoji":
            return signs.drawn(element["name"])
        case "user":
            return (
                f'<span class="mention">@{escape(_NAMES.get(str(element["user_id"]), str(element["user_id"])))}</span>'
            )
        case "date":
            moment = datetime.fromtimestamp(element["timestamp"], UTC)
            return f"{moment.day} {moment:%b %Y, %H:%M}"
        case _:
            return escape(element["text"])


def _actions(elements: Iterable[Drawn], *, opened: bool) -> str:
    drawn, menu = "", ""
    for each in elements:
        if each["type"] == "overflow":
            drawn += '<span class="button">⋯</span>'
            options = "".join(f"<div>{escape(option['text']['text'])}</div>" for option in each["options"])
            menu = f'<div class="menu">{options}</div>' if opened else ""
        else:
            drawn += f'<span class="button {each.get("style", "")}">{escape(each["text"]["text"])}</span>'
    return f'<div class="actions">{drawn}</div>{menu}'


def _input(block: Drawn) -> str:
    optional = " <i>(optional)</i>" if block.get("optional") else ""
    hint = f'<div class="hint">{escape(block["hint"]["text"])}</div>' if "hint" in block else ""
    label = f'<div class="label">{escape(block["label"]["text"])}{optional}</div>'
    return f"<div>{label}{_element(block['element'])}{hint}</div>"


def _element(element: Drawn) -> str:
    draw = _ELEMENTS.get(element["type"])
    return draw(element) if draw is not None else _box(element.get("initial_value"), element)


def _box(value: str | None, element: Drawn) -> str:
    empty = element.get("placeholder", {}).get("text", "")
    more = " long" if element.get("multiline") else ""
    return f'<div class="field{more}{"" if value else " empty"}">{escape(value or empty)}</div>'


def _select(element: Drawn) -> str:
    chosen = element.get("initial_option")
    return _box(f"{chosen['text']['text']}  ▾" if chosen else None, element)


def _radio(element: Drawn) -> str:
    chosen = element.get("initial_option", {}).get("value")
    return "".join(
        f'<div class="radio{" chosen" if option["value"] == chosen else ""}">{escape(option["text"]["text"])}</div>'
        for option in element["options"]
    )


def _moment(element: Drawn) -> str:
    moment = datetime.fromtimestamp(element["initial_date_time"], UTC)
    return _box(f"{moment.day} {moment:%b %Y   %H:%M}", element)


_ELEMENTS: Mapping[str, Callable[[Drawn], str]] = {
    "static_select": _select,
    "external_select": _select,
    "users_select": lambda element: _box(element.get("initial_user"), element),
    "radio_buttons": _radio,
    "datepicker": lambda element: _box(element.get("initial_date"), element),
    "datetimepicker": _moment,
}
