"""What a wheel brings to those who install it: the whole program with its types and templates, and nothing of ours."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from watchtracker import __version__

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def builder() -> WheelBuilder:
    return WheelBuilder(str(ROOT))


def test_the_wheel_has_every_file_of_the_program_and_no_other(builder: WheelBuilder) -> None:
    source = ROOT / "src"
    ours = {str(path.relative_to(source)) for path in (source / "watchtracker").rglob("*") if path.is_file()}
    packed = {file.distribution_path for file in builder.recurse_included_files()}
    assert packed == {name for name in ours if "__pycache__" not in name}
    assert {"watchtracker/py.typed", "watchtracker/web/templates/items.html"} <= packed
    assert "watchtracker/watchlist/templates/watchlist.toml" in packed


def test_its_metadata_says_what_it_is_and_where_it_runs(builder: WheelBuilder) -> None:
    core = builder.metadata.core
    assert (builder.metadata.version, core.license_expression) == (__version__, "MIT")
    assert 40 < len(core.description) < 120
    assert (core.readme_content_type, "Typing :: Typed" in core.classifiers) == ("text/markdown", True)
    pythons = re.findall(r"Python :: (3\.\d+)", " ".join(core.classifiers))
    assert pythons == ["3.11", "3.12", "3.13", "3.14"]
    assert core.requires_python == f">={pythons[0]}"
    assert f"Python {pythons[0]} to {pythons[-1]}" in (ROOT / "README.md").read_text()
    assert set(core.optional_dependencies) == {"postgres", "slack-socket", "test"}
