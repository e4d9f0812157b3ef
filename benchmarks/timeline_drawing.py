"""The timeline of many items, drawn for a wide screen and for a narrow one, beside a bare page with the same rows.

The bare page is a template that has every word of the rows and nothing else: what a picture takes beyond it is for
finding places and writing shapes.
"""

from __future__ import annotations

import time
from datetime import datetime

from jinja2 import Environment

from benchmarks.racing import Contestant, Mark, race
from benchmarks.watched import STORED, lifelike
from watchtracker.drawing.timeline import entries
from watchtracker.drawing.timeline_svg import NARROW, WIDE, Shape, timeline_parts
from watchtracker.items import Item
from watchtracker.reports.listing import Row, listing
from watchtracker.wording.lines import lines

_OF_BARE = 2.5
_PAGE = """<ol>{% for row, words in rows %}<li title="{{ words.moved }} {{ words.closing }} {{ words.said }}">
<a href="/items/{{ row.known.id }}">{{ row.known.facts.title }}</a> {{ words.date }} {{ words.distance }}</li>
{% endfor %}</ol>"""


def main() -> bool:
    return all([_race(lifelike(1_000), rounds=15), _race(lifelike(10_000), rounds=3)])


def _race(watched: list[Item], *, rounds: int) -> bool:
    now = STORED
    template = Environment(autoescape=True).from_string(_PAGE)

    def rows() -> list[Row]:
        return listing(watched, now=now, everything=True)

    def bare() -> str:
        return template.render(rows=[(row, lines(row.known, row.now)) for row in rows()])

    contestants = [
        Contestant("timeline, wide", lambda: _drawn(rows(), now, WIDE)),
        Contestant("timeline, narrow", lambda: _drawn(rows(), now, NARROW)),
        Contestant("bare page", bare),
    ]
    marks = [Mark(shape, "bare page", _OF_BARE) for shape in ("timeline, wide", "timeline, narrow")]
    return race(f"timeline of {len(watched)} items", contestants, rounds=rounds, marks=marks, clock=time.process_time)


def _drawn(rows: list[Row], now: datetime, shape: Shape) -> str:
    return "".join(timeline_parts(entries(rows), now.date(), shape, lambda item_id: f"/items/{item_id}"))


if __name__ == "__main__":
    main()
