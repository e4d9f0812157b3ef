"""The text of a page as a reader sees it: headings, paragraphs, items of lists and rows of tables, each on its own.

What surrounds the text is left out: menus, footers, banners about cookies, scripts. What stands in it is kept as it
is, since whoever was lost with a clever guess would be the one deadline in a table. Lists and tables are written as
Markdown has them, so that the reader finds the heading of a column and the cell that says what a row is about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from watchtracker.sources.html_surroundings import surrounds
from watchtracker.sources.html_tables import Grid

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_BLOCKS = {
    *("address", "article", "blockquote", "body", "caption", "center", "details", "div", "dl", "dt", "dd", "fieldset"),
    *("figcaption", "figure", "form", "header", "hgroup", "hr", "legend", "li", "main", "ol", "p", "pre", "section"),
    *("summary", "table", "tr", "ul", "h1", "h2", "h3", "h4", "h5", "h6", "optgroup", "option", "label"),
}
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_SPACE = re.compile(r"[ \t\n\r\f\v]+")
_ENOUGH = 200
# However deep a page is nested, people's text is not.
_DEEPEST = 400


def page_text(body: LexborNode) -> str:
    """The text of a page's body."""
    return _Writer().written(main_part(body))


def main_part(body: LexborNode) -> LexborNode:
    """What the page is about: its `main`, or its only `article`, if there is text enough in it."""
    for selector in ("main, [role=main]", "article"):
        found = body.css(selector)
        if len(found) == 1 and len(found[0].text(strip=True)) >= min(_ENOUGH, len(body.text(strip=True)) // 4):
            return found[0]
    return body


class _Writer:
    """Walks through a page without recursion, and writes block after block."""

    def __init__(self) -> None:
        self._blocks: list[tuple[str, str]] = []  # what sets it apart from the block before, and its text
        self._inline: list[str] = []
        self._prefix = ""
        self._term = ""
        self._grids: list[Grid | None] = []
        self._pre = 0

    def written(self, top: LexborNode) -> str:
        """All blocks, with an empty line between those that do not belong together."""
        for node, leaving in _steps(top):
            if node.is_text_node:
                self._inline.append(node.text_content or "")
            elif node.tag == "br":
                self._inline.append("\n" if self._pre else "\x00")
            elif leaving:
                self._leave(node)
            else:
                self._enter(node)
        self._flush()
        return "".join(f"{gap}{text}" for gap, text in self._blocks).strip("\n")

    def _enter(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag in {"td", "th"}:
            self._flush()
            if self._grids and (grid := self._grids[-1]) is not None:
                grid.begin_cell(node, is_head=tag == "th")
            return
        if tag not in _BLOCKS:
            return
        self._flush()
        if tag == "table":
            self._grids.append(None if Grid.is_layout(node) else Grid())
        elif tag == "tr" and self._grids and (grid := self._grids[-1]) is not None:
            grid.begin_row()
        elif tag == "li":
            self._prefix = "- "
        elif tag == "pre":
            self._pre += 1
        elif tag in _HEADINGS:
            self._prefix = f"{_HEADINGS[tag]} "

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        if tag == "span" and _is_set_apart(node):
            self._inline.append(" ")
        if tag in {"td", "th"} or tag in _BLOCKS:
            self._flush(term=tag == "dt")
        if tag == "pre":
            self._pre -= 1
        if tag in _HEADINGS or tag in {"li", "dd"}:
            self._prefix = ""
        if tag == "table" and self._grids:
            grid = self._grids.pop()
            if grid is not None and (rows := grid.written()):
                self._add("\n\n", rows)

    def _flush(self, *, term: bool = False) -> None:
        """Write what stands in the line that is being read."""
        raw, self._inline = "".join(self._inline), []
        grid = self._grids[-1] if self._grids else None
        parts = [raw.strip("\n")] if self._pre and grid is None else _lines(raw)
        for part in parts if any(part.strip() for part in parts) else []:
            if grid is not None and grid.in_cell:
                grid.add(part)
            elif term:
                self._term = f"{self._term} {part}".strip().removesuffix(":") + ": "
            else:
                self._add(
                    "\n" if self._prefix == "- " and self._is_item() else "\n\n", self._prefix + self._term + part
                )
                self._prefix = self._term = ""

    def _is_item(self) -> bool:
        return bool(self._blocks) and self._blocks[-1][1].startswith("- ")

    def _add(self, gap: str, text: str) -> None:
        self._blocks.append((gap, text))


def _is_set_apart(node: LexborNode) -> bool:
    """Whether a style sets a span apart from the next one; a letter by itself is a part of its word."""
    return node.next is not None and node.next.tag == "span" and len(node.text()) > 1


def _lines(raw: str) -> list[str]:
    """The lines of a block; a break that only wraps a sentence is none."""
    lines: list[str] = []
    for piece in raw.split("\x00"):
        line = _SPACE.sub(" ", piece).strip(" ")
        if lines and line and line[0].islower() and lines[-1][-1:] not in {"", ".", ":", "!", "?"}:
            lines[-1] = f"{lines[-1]} {line}"
        elif line:
            lines.append(line)
    return lines


def _steps(top: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Each node, and each element again when it is left; what is dropped is not entered."""
    stack: list[tuple[LexborNode, bool]] = [(top, False)]
    depth = 0
    while stack:
        node, leaving = stack.pop()
        yield node, leaving
        if leaving:
            depth -= 1
            continue
        if not node.is_element_node or depth >= _DEEPEST:
            continue
        depth += 1
        stack.append((node, True))
        children = [
            child
            for child in node.iter(include_text=True)
            if child.is_text_node or (child.is_element_node and not surrounds(child, top))
        ]
        stack.extend((child, False) for child in reversed(children))
