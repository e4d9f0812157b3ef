"""The rooms of the program as `pyproject.toml` has them: the order of their imports, and which of them are pure."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "src" / "watchtracker"

_CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]

# From the highest to the lowest; those of one layer stand in one text.
LAYERS: list[str] = next(contract["layers"] for contract in _CONTRACTS if contract["type"] == "layers")
PURE: list[str] = [
    module.removeprefix("watchtracker.")
    for contract in _CONTRACTS
    if contract["name"].startswith("The pure rooms")
    for module in contract["source_modules"]
]
