"""The settings' form filled in from a file and from variables, by pydantic-settings.

pydantic-settings loads asyncio and much else, which takes as long as reading a thousand items, so this module is
imported only where a variable of ours is set. `environment.py` has found out which are.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, EnvSettingsSource, InitSettingsSource, SettingsConfigDict

from watchtracker.settings.environment import NESTED, Variables
from watchtracker.settings.form import SettingsForm
from watchtracker.settings.places import PREFIX


class _SettingsFormWithVariables(SettingsForm, BaseSettings):
    """The settings' form as pydantic-settings wants to have it."""

    model_config = SettingsConfigDict(extra="forbid", strict=True, hide_input_in_errors=True, validate_default=True)


class _EnvironmentSource(EnvSettingsSource):
    """Reads the variables that it is given, and not those of the process."""

    def __init__(self, variables: Variables) -> None:
        super().__init__(_SettingsFormWithVariables, env_prefix=PREFIX, env_nested_delimiter=NESTED)
        self.env_vars = {name.lower(): value for name, value in variables.values.items()}

    def _coerce_env_val_strict(self, field: FieldInfo | None, value: Any) -> Any:
        """A text that the field refuses is tried as JSON; if it has too many open brackets for that, it stays text."""
        try:
            return super()._coerce_env_val_strict(field, value)
        except RecursionError:
            return value


def filled(values: Mapping[str, Any], variables: Variables) -> SettingsForm:
    """The form with the values of the file, and those of the variables before them; raises ValidationError."""
    from_file = InitSettingsSource(_SettingsFormWithVariables, init_kwargs=dict(values))
    # pydantic-settings documents this argument, but type checkers only know the fields.
    chosen: dict[str, Any] = {"_build_sources": ((_EnvironmentSource(variables), from_file), {})}
    return _SettingsFormWithVariables(**chosen)
