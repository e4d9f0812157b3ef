"""All measurements, or those named: `python -m benchmarks cli_startup list_items`.

Milliseconds belong to the machine that printed them; the ratios carry over. Exit status 1 where a mark is missed.
"""

from __future__ import annotations

import sys
from importlib import import_module

NAMES = (
    "cli_startup",
    "list_items",
    "check_apply",
    "feed_render",
    "feed_serving",
    "timeline_drawing",
    "page_opening",
    "dates_read",
    "reading",
    "year",
    "hostile_input",
    "claiming",
    "message_walk",
    "crash_loop",
    "press_loop",
    "acks",
)


def main(chosen: list[str]) -> int:
    unknown = [name for name in chosen if name not in NAMES]
    if unknown:
        print(f"no such benchmark: {', '.join(unknown)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    held = [import_module(f"benchmarks.{name}").main() for name in chosen or NAMES]
    return 0 if all(held) else 1


sys.exit(main(sys.argv[1:]))
