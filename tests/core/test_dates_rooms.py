"""The packages of the languages say at their heads what is in them."""

from pathlib import Path
from types import ModuleType

import pytest

from watchtracker.dates import chinese, english, han, japanese


@pytest.mark.parametrize("package", [english, chinese, japanese, han], ids=lambda package: str(package.__name__))
def test_the_head_of_a_language_names_all_its_rooms(package: ModuleType) -> None:
    rooms = {path.stem for path in Path(str(package.__file__)).parent.glob("*.py")} - {"__init__"}
    assert rooms == {room for room in rooms if f"`{room}`" in (package.__doc__ or "")}
