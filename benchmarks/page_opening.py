"""Opening the pages of 1,000 items in Chromium, beside a bare page with the same rows.

The bare page is made by the same server, for each request, from the same listing: a table with every word of the rows
and no picture, form or style. A page counts as open once it is loaded and was painted.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial

from jinja2 import Environment
from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route
from tests.browser import MISSING, a_browser
from tests.serving import serving
from tests.sites import a_site, save

from benchmarks.racing import Contestant, Mark, race
from benchmarks.watched import STORED, lifelike
from watchtracker.items import Vocabulary
from watchtracker.reports.listing import listing
from watchtracker.store.engine import Store
from watchtracker.web.snapshots import Snapshots
from watchtracker.wording.lines import lines

_ITEMS = 1_000
_OF_BARE = 2.0
_PAGE = """<!doctype html><html lang="en"><title>Bare</title><table>{% for row, words in rows %}
<tr><td>{{ words.date }}<td>{{ words.distance }}<td><a href="/items/{{ row.known.id }}">{{ row.known.facts.title }}</a>
<td>{{ words.said }}<td>{{ words.moved }}<td>{{ words.closing }}<td>{{ words.outcome }}
<td>{{ row.state.value }} {{ row.known.facts.kind.value }} {{ row.known.facts.tags | join(", ") }}</tr>
{% endfor %}</table></html>"""
_PAINTED = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def main() -> bool:
    with ExitStack() as stack:
        browser = stack.enter_context(a_browser())
        if browser is None:
            print(MISSING)
            return True
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        store = Store.open(f"sqlite:///{folder}/items.db")
        stack.callback(store.close)
        save(store, lifelike(_ITEMS))
        pages = Mount("/", a_site(store, now=lambda: STORED))
        site = stack.enter_context(serving(Starlette(routes=[Route("/bare", _bare(store)), pages])))
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        paths = ("/?all=1", "/timeline?all=1", "/bare")
        for path in paths:
            _open(page, f"{site.url}{path}")
            print(f"  {path}: {len(site.get(path).body):,} bytes")
        return race(
            f"opening a page of {_ITEMS} items",
            [Contestant(path, partial(_open, page, f"{site.url}{path}")) for path in paths],
            rounds=15,
            marks=[Mark(path, "/bare", _OF_BARE) for path in paths[:-1]],
        )


def _bare(store: Store) -> Callable[[Request], Response]:
    latest, template = Snapshots(store, Vocabulary()), Environment(autoescape=True).from_string(_PAGE)

    def bare(request: Request) -> Response:
        del request
        rows = listing(latest.current().items, now=STORED, everything=True)
        return HTMLResponse(template.render(rows=[(row, lines(row.known, row.now)) for row in rows]))

    return bare


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate(_PAINTED)


if __name__ == "__main__":
    main()
