"""The signs of Slack that our messages use, as small drawings: a machine of tests seldom has a font with emoji."""

from __future__ import annotations

from html import escape

_RED, _GREEN, _BLUE, _GREY, _SAND = "#e01e5a", "#2eb67d", "#1d9bd1", "#8d8d8d", "#d9a441"


def _filled(path: str, colour: str) -> str:
    return f'<path d="{path}" fill="{colour}"/>'


def _line(path: str, colour: str, width: float = 2) -> str:
    return f'<path d="{path}" stroke="{colour}" stroke-width="{width}" fill="none"/>'


def _ring(x: int, y: int, radius: float, colour: str, width: float) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="none" stroke="{colour}" stroke-width="{width}"/>'


_SQUARE = "M2 0h16a2 2 0 0 1 2 2v16a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2V2a2 2 0 0 1 2-2z"
_GLASS = _line("M4 2h12M4 18h12", "#a5673f") + _filled("M5 3h10l-4 7 4 7H5l4-7z", "#cfe6f2")
_SIGNS = {
    "calendar": _filled("M2 3h16v15H2z", "#e8e8e8")
    + _filled("M2 3h16v5H2z", _RED)
    + _line("M5 11h10M5 14h7", _GREY, 1.5),
    "rotating_light": _filled("M4 15a6 6 0 0 1 12 0z", _RED)
    + _filled("M3 15h14v3H3z", "#777")
    + _line("M10 3v3M3 6l2 2M17 6l-2 2", _RED),
    "hourglass_flowing_sand": _GLASS + _filled("M7 5h6l-3 4zM7 17l3-4 3 4z", _SAND) + _line("M10 9v5", _SAND, 1),
    "hourglass": _GLASS + _filled("M6 17l4-5 4 5z", _SAND),
    "pushpin": _filled("M12 2l6 6-4 1-3 5-5-5 5-3z", _RED) + _line("M8 12l-5 6", "#999"),
    "warning": _filled("M10 2l9 16H1z", "#ecb22e") + _line("M10 8v5M10 15v1.5", "#3b2f00"),
    "mag": _ring(8, 8, 5.5, _BLUE, 2.5) + _line("M12 12l6 6", "#777", 3),
    "left_right_arrow": _filled(_SQUARE, _BLUE) + _line("M4 10h12M7 6l-4 4 4 4M13 6l4 4-4 4", "#fff"),
    "speech_balloon": _filled("M2 4h16v10H9l-4 4v-4H2z", "#fff") + _line("M2 4h16v10H9l-4 4v-4H2z", _GREY, 1.5),
    "new": _filled(_SQUARE, _BLUE) + _line("M3 14V6l5 8V6M16 6h-4v8h4M12 10h4", "#fff", 1.5),
    "checkered_flag": _line("M3 2v17", "#777")
    + _filled("M4 3h12v9H4z", "#fff")
    + _filled("M4 3h4v3H4zM12 3h4v3h-4zM8 6h4v3H8zM4 9h4v3H4zM12 9h4v3h-4z", "#222"),
    "white_check_mark": _filled(_SQUARE, _GREEN) + _line("M4 10l4 4 8-9", "#fff", 3),
    "no_entry_sign": _ring(10, 10, 8, _RED, 3) + _line("M4.5 4.5l11 11", _RED, 3),
    "arrows_counterclockwise": _line("M4 10a6 6 0 0 1 11-3M16 10a6 6 0 0 1-11 3", _BLUE, 2.5)
    + _filled("M16 3v5h-5zM4 17v-5h5z", _BLUE),
}


def drawn(name: str) -> str:
    """A sign by Slack's name for it; one that is not drawn here stands as its name."""
    if name not in _SIGNS:
        return f":{escape(name)}:"
    return f'<svg class="sign" viewBox="0 0 20 20">{_SIGNS[name]}</svg>'
