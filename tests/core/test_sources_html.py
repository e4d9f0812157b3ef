"""The pieces that the text of a page is made of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser, LexborNode

from watchtracker.sources import declared, html_text
from watchtracker.sources.html_surroundings import surrounds
from watchtracker.sources.html_tables import Grid


def body(html: str) -> LexborNode:
    found = LexborHTMLParser(html).body
    assert found is not None
    return found


def title(html: str) -> str:
    tree = LexborHTMLParser(html)
    assert tree.body is not None
    return declared.title(tree, html_text.main_part(tree.body))


@pytest.mark.parametrize(
    ("html", "layout"),
    [
        ("<table><tr><td>A<td>B</table>", False),
        ("<table><tr><th>A<tr><td>B</table>", False),
        ("<table><tr><td>A</table>", True),
        ("<table><tr><td><h2>A</h2><td>B</table>", True),
        (f"<table><tr><td>{'A long story. ' * 60}<td>B</table>", True),
        ("<table role=none><tr><th>A<td>B</table>", True),
        ("<table><tr><td>A<td><table><tr><td>B</table></table>", True),
    ],
)
def test_a_table_without_headings_and_with_long_cells_only_sets_columns(html: str, *, layout: bool) -> None:
    table = body(html).css_first("table")
    assert table is not None
    assert Grid.is_layout(table) is layout


@pytest.mark.parametrize("span", ["0", "-1", "x", "", "99999999", "\u0663"])
def test_a_span_that_makes_no_sense_breaks_nothing(span: str) -> None:
    html = f"<table><tr><td rowspan='{span}' colspan='{span}'>A<td>B<tr><td>C<td>D</table>"
    assert html_text.page_text(body(html)).startswith("A | ")


@pytest.mark.parametrize(
    "html",
    [
        *(
            "<div class='share-buttons'>",
            "<div id=cookie-banner>",
            "<div class='x cookieConsent'>",
            "<p class='sr-only'>",
        ),
        *("<div id=onetrust-consent-sdk>", "<section class=gdpr-notice>", "<span aria-hidden=true>", "<aside>"),
        *("<div role=navigation>", "<ul class='nav navbar'>", "<div style='DISPLAY:none'>", "<dialog open>"),
        *("<ol class=breadcrumb>", "<div class='related-posts'>", "<header>", "<div hidden>"),
    ],
)
def test_what_surrounds_a_text_is_left_out(html: str) -> None:
    top = body(f"{html}words</div>")
    assert top.first_child is not None
    assert surrounds(top.first_child, top)


@pytest.mark.parametrize(
    "html",
    [
        *(
            "<div class='comment-period'>",
            "<section id=consent>",
            "<h2 id=cookies>",
            "<section id=gdpr>",
            "<h2 id=menu>",
        ),
        *("<div class='page has-cookie-banner'>", "<div class='cookie-banner'><h1>x</h1>", "<div class=newsletter>"),
        *("<ul class=deadlines>", "<div aria-hidden=true>", "<p class=shared>", "<header><h1>T</h1>", "<form>"),
    ],
)
def test_what_is_only_about_such_things_is_kept(html: str) -> None:
    top = body(f"{html}words</div>")
    assert top.first_child is not None
    assert not surrounds(top.first_child, top)


def test_a_note_beside_the_text_is_kept_within_what_the_page_is_about() -> None:
    assert (
        html_text.page_text(body("<main><p>Text</p><aside>Deadline: 6 May</aside></main>")) == "Text\n\nDeadline: 6 May"
    )


def test_the_title_is_the_one_for_others_then_that_of_the_window_then_the_heading() -> None:
    shared, window, heading = '<meta property="og:title" content="A\u202e">', "<title>B\n C</title>", "<h1>D</h1>"
    assert title(shared + window + heading) == "A"
    assert title(window + heading) == "B C"
    assert title(f"<header>{heading}</header><main><h1>E</h1></main>") == "E"
    assert title(heading) == "D"
    assert title("<p>x") == ""


PIECES = st.sampled_from(
    [
        *("<p>", "</p>", "<table>", "</table>", "<tr>", "<td rowspan=2>", "<th colspan=3>", "<ul>", "<li>", "</ul>"),
        *("<dl>", "<dt>", "<dd>", "<pre>", "</pre>", "<br>", "<h2>", "</h2>", "May 6", " | ", "<div>", "</div>", "\n"),
        *("<main>", "<article>", "<nav>", "</nav>", "<sup>", "<a href='#1'>", "</a>", "<caption>", "<time datetime=x>"),
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_no_page_raises_anything(html: str) -> None:
    tree = LexborHTMLParser(html)
    if tree.body is not None:
        assert "\x00" not in html_text.page_text(tree.body)
        declared.published_of(tree, html_text.main_part(tree.body))
