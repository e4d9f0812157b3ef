"""Tables of a page as rows of cells, with what spans several rows said again in each of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_MOST_SPANNED = 50
_LONGEST_CELL = 600


@dataclass(slots=True)
class _Cell:
    is_head: bool
    columns: int = 1
    rows: int = 1
    parts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What stands in it, on one line; the sign that sets cells apart is no text."""
        return " ".join(self.parts).replace("|", "/")


class Grid:
    """A table that is being read."""

    def __init__(self) -> None:
        self._rows: list[list[_Cell]] = []
        self.in_cell = False

    @staticmethod
    def is_layout(table: LexborNode) -> bool:
        """Whether a table only sets a page or a mail in columns, as one without headings and with long cells does."""
        if table.attributes.get("role") in {"presentation", "none"} or len(table.css("table")) > 1:
            return True
        if table.css_first("th") is not None:
            return False
        cells = table.css("td")
        return (
            table.css_first("td + td") is None
            or any(len(cell.text(strip=True)) > _LONGEST_CELL for cell in cells)
            or table.css_first("td h1, td h2, td h3") is not None
        )

    def begin_row(self) -> None:
        """What follows stands in a new row."""
        self._rows.append([])
        self.in_cell = False

    def begin_cell(self, node: LexborNode, *, is_head: bool) -> None:
        """What follows stands in a new cell."""
        if not self._rows:
            self._rows.append([])
        attributes = node.attributes
        self._rows[-1].append(_Cell(is_head, _span(attributes.get("colspan")), _span(attributes.get("rowspan"))))
        self.in_cell = True

    def add(self, text: str) -> None:
        """Put text into the cell that is being read."""
        self._rows[-1][-1].parts.append(text)

    def written(self) -> str:
        """The rows, each on a line; a first row of headings is set apart as Markdown does it."""
        spanned: dict[int, tuple[int, str]] = {}
        lines: list[str] = []
        for row in self._rows:
            texts = _spread(row, spanned)
            if not any(texts):
                continue
            lines.append(" | ".join(texts))
            is_first_of_several = len(lines) == 1 < len(self._rows)
            if is_first_of_several and len(texts) > 1 and all(cell.is_head for cell in row):
                lines.append(" | ".join("---" for _ in texts))
        return "\n".join(lines)


def _spread(row: list[_Cell], spanned: dict[int, tuple[int, str]]) -> list[str]:
    """The texts of a row by column; `spanned` has the cells from above, and is brought up to date."""
    texts: list[str] = []

    def from_above() -> None:
        while len(texts) in spanned:
            left, text = spanned.pop(len(texts))
            if left > 1:
                below[len(texts)] = (left - 1, text)
            texts.append(text)

    below: dict[int, tuple[int, str]] = {}
    for cell in row:
        from_above()
        for number in range(cell.columns):
            if cell.rows > 1:
                below[len(texts)] = (cell.rows - 1, cell.text)
            texts.append(cell.text if number == 0 or cell.is_head else "")
    from_above()
    spanned.clear()
    spanned.update(below)
    return texts


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _MOST_SPANNED) if text and text.isdecimal() and len(text) < 6 else 1  # noqa: PLR2004
