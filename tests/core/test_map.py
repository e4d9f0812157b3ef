"""The map at the head of the package: the rooms that there are, in the order in which they may import each other."""

import re
from collections import Counter
from itertools import takewhile

import watchtracker
from tests.rooms import LAYERS, PURE, ROOT
from watchtracker.outbox.records import TRANSITIONS, DeliveryEvent

HEAD = watchtracker.__doc__ or ""


def on_the_map() -> list[str]:
    lines = HEAD.split("\n\n")[2].splitlines()
    return [line.split()[0] for line in takewhile(str.strip, lines)]


def test_the_map_has_the_layers_that_imports_are_held_to() -> None:
    in_a_row = [room for layer in LAYERS for room in sorted(layer.split(" | "), reverse=True)]
    assert on_the_map() == in_a_row


def test_the_rooms_called_pure_are_those_that_are_held_to_it() -> None:
    pure = set(re.findall(r"^    (\w+) .*\(pure\)$", HEAD, re.MULTILINE))
    assert pure | {"errors"} == {room for room in PURE if "." not in room}


def test_the_places_that_the_map_names_are_there() -> None:
    for dotted in re.findall(r"`((?:\w+\.)+\w+)`", HEAD):
        path = ROOT / "src/watchtracker" / dotted.replace(".", "/")
        assert path.with_suffix(".py").is_file() or path.is_dir(), dotted


def test_the_states_on_the_map_are_those_of_the_table() -> None:
    table = HEAD.split("has them as a table:")[1].split("\n\n")[1].splitlines()[1:]
    on_the_map = [re.split(r"  +", line.strip())[:3] for line in table]
    assert on_the_map[0] == ["(new)", "begun", "sending"]
    for before, event, after in on_the_map[1:]:
        transition = TRANSITIONS[DeliveryEvent(event)]
        assert (set(before.split(", ")), after) == (set(transition.before), transition.after)
    assert [event for _, event, _ in on_the_map[1:]] == list(DeliveryEvent)


def test_no_two_classes_have_one_name() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    names = Counter(name for source in sources for name in re.findall(r"^class (\w+)", source, re.MULTILINE))
    assert [name for name, times in names.items() if times > 1] == []


def test_the_rooms_that_plan_and_send_name_no_way_out() -> None:
    rooms = [ROOT / "src" / "watchtracker" / room for room in ("delivery", "outbox", "notifications")]
    modules = [module for room in rooms for module in room.rglob("*.py")]
    assert len(modules) > 10
    assert [module.name for module in modules if "slack" in module.read_text(encoding="utf-8").lower()] == []
