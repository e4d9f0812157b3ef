"""Settings: a TOML file and the environment, made into one frozen record or a list of all that is wrong.

The checks take long to import, so they are imported when `load` is called. A listing tries `load_plain` first, which
reads simple files without them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from watchtracker.settings.plain import PlainSettings, load_plain
from watchtracker.settings.records import EmailSettings, FetchSettings, Settings, SlackSettings

__all__ = ["EmailSettings", "FetchSettings", "PlainSettings", "Settings", "SlackSettings", "load", "load_plain"]


def load(config: Path | None, environ: Mapping[str, str], cwd: Path | None) -> Settings:
    """The settings of `config`, else of the first file found, with what `environ` sets; raises ProblemsError."""
    from watchtracker.settings import loading

    return loading.load(config, environ, cwd)
