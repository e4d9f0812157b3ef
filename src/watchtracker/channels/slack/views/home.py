"""App Home: the page that each person has of us in their client."""

from __future__ import annotations

from datetime import datetime

from watchtracker import dates
from watchtracker.channels.slack.buttons import actions, block_on_page
from watchtracker.channels.slack.views import parts
from watchtracker.channels.slack.views.parts import Block, Element
from watchtracker.reports.home import Home, HomeLine, HomeSection


def home(shown: Home) -> Block:
    """The view for `views.publish`."""
    blocks: list[Block] = []
    for number, section in enumerate(shown.sections):
        blocks += [parts.divider()] if number else []
        blocks += _section(section, str(number), shown)
    as_of = [parts.words("As of "), _moment(shown.made_at), parts.words(". It is drawn anew when you open it.")]
    blocks = [*blocks[: parts.MOST_BLOCKS - 2], parts.divider(), parts.rich(as_of)]
    return {"type": "home", "private_metadata": "", "blocks": blocks}


def _section(section: HomeSection, place: str, shown: Home) -> list[Block]:
    blocks = [parts.header(section.heading)]
    if not section.lines:
        return [*blocks, parts.context(section.empty)]
    if any(line.offers is not None for line in section.lines):
        for line in section.lines:
            blocks.append(parts.rich(_line(line)))
            if line.offers is not None:
                blocks += actions(line.offers, line.title, block_on_page(place, shown.made_at, line.offers))
    else:
        blocks.append(parts.bullets(_line(line) for line in section.lines))
    if section.more:
        blocks.append(parts.rich([parts.linked(f"and {section.more} more", shown.url)]))
    return blocks


def _line(line: HomeLine) -> list[Element]:
    return [parts.linked(line.title, line.page, bold=True), parts.words(f": {line.text}")]


def _moment(moment: datetime) -> Element:
    """A moment that each reader sees in their own zone."""
    return {
        "type": "date",
        "timestamp": int(moment.timestamp()),
        "format": "{date_short_pretty} {time}",
        "fallback": dates.instant(moment),
    }
