"""A message as HTML that every mail program shows: tables for the layout, styles in their places, nothing fetched.

No background and hardly a colour: text and paper are the reader's own, so it is as quiet in the dark as in the light.
What is less important is the same colour, only fainter. Programs that do not know a style show it plainer, not wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from watchtracker.items import Result
from watchtracker.notifications.kinds import KINDS, Sign
from watchtracker.outbox.messages import Entry, Message
from watchtracker.wording.around_title import around_title

_CALM, _URGENT, _CHANGED, _GOOD, _OVER = "#4a7fd4", "#d5473f", "#c8861d", "#3f9b62", "#8c8c8c"
_COLOURS = {
    Sign.CALENDAR: _CALM,
    Sign.ALARM: _URGENT,
    Sign.HOURGLASS_RUNNING: _CALM,
    Sign.HOURGLASS_EMPTY: _CALM,
    Sign.PIN: _CALM,
    Sign.WARNING: _URGENT,
    Sign.MAGNIFIER: _CHANGED,
    Sign.ARROWS: _CHANGED,
    Sign.SPEECH: _CHANGED,
    Sign.NEW: _CALM,
    Sign.FINISH: _GOOD,
}
_OUTCOMES = {Result.HAPPENED: _GOOD, Result.DONE: _GOOD, Result.CANCELLED: _OVER, Result.SUPERSEDED: _OVER}
# The colour beside a notice by `Entry.kind`, which is the kind of a notification or the outcome that it tells.
_BARS: dict[str, str] = {
    **{kind.value: _COLOURS[traits.sign] for kind, traits in KINDS.items() if traits.sign is not None},
    **{result.value: colour for result, colour in _OUTCOMES.items()},
}
_FONT = "font-family:-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,Helvetica,Arial,sans-serif"
_TEXT = f"{_FONT};font-size:15px;line-height:1.5"
_SMALL = f"{_FONT};font-size:13px;line-height:1.5;opacity:.72"
_LABEL = f"{_FONT};font-size:13px;line-height:1.4;font-weight:600;opacity:.72"
_TITLE = f"{_FONT};font-size:17px;line-height:1.35;font-weight:600"
_RULE = "border-top:1px solid #bbb;border-top-color:rgba(128,128,128,.35)"
_LINK = "color:inherit;text-decoration:underline;text-decoration-color:#8c8c8c;text-underline-offset:3px"
_TABLE = '<table role="presentation" width="100%" cellpadding="0" cellspacing="0" border="0"'


def written(message: Message, subject: str, channel: str) -> str:
    """The HTML of a message that was fitted."""
    rows = "".join(_row(part) for part in _parts(message, channel))
    return (
        '<!doctype html>\n<html lang="en" style="color-scheme:light dark">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n<meta name="supported-color-schemes" content="light dark">\n'
        f'<title>{escape(subject)}</title>\n</head>\n<body style="margin:0;padding:0">\n'
        f'{_TABLE}>\n<tr><td align="center" style="padding:28px 16px">\n'
        '<table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"'
        ' style="width:100%;max-width:600px;text-align:left;overflow-wrap:anywhere;word-break:break-word">\n'
        f"{rows}</table>\n</td></tr>\n</table>\n</body>\n</html>\n"
    )


def _parts(message: Message, channel: str) -> Iterator[str]:
    if message.title is not None:
        style = f"{_FONT};font-size:21px;line-height:1.3;font-weight:600;margin:0;padding:0 0 10px"
        yield f'<h1 style="{style}">{escape(message.title)}</h1>'
    digest = any(entry.heading for entry in message.entries)
    for heading, run in groupby(message.entries, key=lambda entry: entry.heading):
        entries = list(run)
        if heading:
            yield from (_heading(entry) for entry in entries)
        elif digest:
            yield _dates(entries)
        else:
            yield from (_notice(entry) for entry in entries)
    if message.more:
        yield f'<p style="{_TEXT};margin:0;padding:6px 0">{_linked(f"and {message.more} more", message.more_url)}</p>'
    footer = f"{_SMALL};margin:18px 0 0;padding:10px 0 0;{_RULE}"
    yield f'<p style="{footer}">{_linked("watchtracker", message.more_url)}, channel {escape(channel)}</p>'


def _row(part: str) -> str:
    return f"<tr><td>{part}</td></tr>\n"


def _heading(entry: Entry) -> str:
    style = f"{_LABEL};margin:0;padding:20px 0 6px"
    return f'<h2 style="{style}">{escape(entry.text.removesuffix(":"))}</h2>'


def _dates(entries: Sequence[Entry]) -> str:
    """The items of a section with their dates: a row each."""
    rows = "".join(_date(entry) for entry in entries)
    return f'<table width="100%" cellpadding="0" cellspacing="0" border="0">{rows}</table>'


def _date(entry: Entry) -> str:
    cell = f"{_TEXT};padding:7px 0;{_RULE}"
    around = around_title(entry.text, entry.title)
    beside = f'<div style="{_SMALL}">{beside}</div>' if (beside := _beside(entry)) else ""
    if around is None:
        return f'<tr><td colspan="2" style="{cell}">{escape(entry.text)}{beside}</td></tr>'
    told = _sentence(around[1])
    title = _linked(entry.title or "", entry.page, "font-weight:600")
    return (
        f'<tr><th scope="row" align="left" valign="top" width="46%" style="{cell};padding-right:16px;font-weight:400">'
        f'{title}</th><td valign="top" style="{cell}">{escape(told)}{beside}</td></tr>'
    )


def _notice(entry: Entry) -> str:
    """What became of one item: what kind of news it is, its title, what is said of it, and where to read on."""
    colour, label = _BARS.get(entry.kind or "", _OVER), (entry.kind or "").replace("_", " ").capitalize()
    around = around_title(entry.text, entry.title)
    lines = []
    if around is None:
        told = entry.text
    else:
        label, told = around[0].rstrip(": ") or label, _sentence(around[1])
        lines.append(f'<p style="{_TITLE};margin:0;padding:1px 0 3px">{_linked(entry.title or "", entry.page)}</p>')
    # "Overdue" need not stand over "Overdue, 8 days late".
    label = "" if told.startswith(label) else label
    lines.insert(0, f'<p style="{_LABEL};margin:0">{escape(label)}</p>' if label else "")
    lines.append(f'<p style="{_TEXT};margin:0">{escape(told)}</p>' if told else "")
    lines.append(f'<p style="{_SMALL};margin:0;padding:4px 0 0">{beside}</p>' if (beside := _beside(entry)) else "")
    return (
        f'{_TABLE} style="margin:10px 0"><tr><td width="4" bgcolor="{colour}" style="width:4px;border-radius:2px'
        f';background-color:{colour};font-size:0;line-height:0">&nbsp;</td>'
        f'<td style="padding:2px 0 2px 14px">{"".join(lines)}</td></tr></table>'
    )


def _beside(entry: Entry) -> str:
    """Whose it is and where its source can be read."""
    parts = [f"Owner: {escape(entry.owner)}"] if entry.owner else []
    if entry.url:
        parts.append(_linked("source" if entry.names_source else "link", entry.url))
    return " &middot; ".join(parts)


def _sentence(behind: str) -> str:
    """What follows a title, as a sentence of its own."""
    told = behind.lstrip(":., ")
    return told[:1].upper() + told[1:]


def _linked(text: str, url: str | None, style: str = "") -> str:
    if not url:
        return f'<span style="{style}">{escape(text)}</span>' if style else escape(text)
    return f'<a href="{escape(url)}" style="{_LINK}{f";{style}" if style else ""}">{escape(text)}</a>'
