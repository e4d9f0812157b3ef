"""Answers of services as they are recorded, of projects that do not exist."""

from __future__ import annotations

from pathlib import Path


def recorded(name: str) -> bytes:
    """An answer, by the name of its file."""
    return (Path(__file__).parent / name).read_bytes()
