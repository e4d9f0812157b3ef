"""Each pure module has a test in `tests/core` that uses it directly, and not only what is built upon it.

Used is what a test imports of it, by its own name or by that of its room: `from watchtracker.items import merge` is a
test of `items.merging`, and so is `items.merge(...)`.
"""

from __future__ import annotations

import re
import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

from tests.rooms import PURE, SOURCES

IMPORTS = re.compile(r"^from (watchtracker[\w.]*) import (\([^)]*\)|.*)$", re.MULTILINE)

# Numbers that are held where they limit something, and records of what people answered.
WITHOUT_RULES = {"watchtracker.lengths", "watchtracker.notifications.answers"}


def pure_modules() -> set[str]:
    """Those of each pure room; of the packages within `dates`, one a language, the package's own tests count."""
    found = set()
    for room in PURE:
        path = SOURCES / room
        found |= {f"watchtracker.{room}.{module.stem}" for module in path.glob("[!_]*.py")}
        if room != "dates":
            found |= {f"watchtracker.{room}.{module.parent.name}.{module.stem}" for module in path.glob("*/[!_]*.py")}
        if not path.is_dir():
            found.add(f"watchtracker.{room}")
    return found


def used_by(source: str) -> set[str]:
    """The modules that define what a test imports, or reaches through a room that it imports."""
    found = set()
    for origin, names in IMPORTS.findall(source):
        found.add(origin)
        module = import_module(origin)
        for name, _, alias in (entry.strip().partition(" as ") for entry in names.strip("()").split(",")):
            value = getattr(module, name, None)
            found |= {f"{origin}.{name}", home(value)}
            if isinstance(value, ModuleType):
                reached = set(re.findall(rf"\b{alias or name}\.(\w+)", source))
                found |= {home(getattr(value, attribute, None)) for attribute in reached}
    return found


def home(value: object) -> str:
    """The module that something is, or is defined in; empty for a constant, which does not know it."""
    return value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None) or ""


def test_each_pure_module_is_used_by_a_test_of_its_own() -> None:
    tests = [path.read_text(encoding="utf-8") for path in Path(__file__).parent.glob("test_*.py")]
    used = set().union(*map(used_by, tests))
    untested = pure_modules() - used - WITHOUT_RULES
    assert not untested, f"write tests/core/test_ROOM_MODULE.py for {', '.join(sorted(untested))}"


def test_what_is_used_is_found_by_the_names_of_modules_and_of_rooms() -> None:
    source = (
        "from watchtracker.items import (\n    Kind,\n    merge,\n)\nfrom watchtracker import dates\ndates.read()\n"
    )
    assert {name for name in used_by(source) if name in sys.modules} == {
        *("watchtracker", "watchtracker.dates"),
        *("watchtracker.items", "watchtracker.items.records", "watchtracker.items.merging"),
    }
