"""Settings: a TOML file and the environment, made into one frozen record or a list of all that is wrong."""

from watchtracker.settings.loading import load
from watchtracker.settings.records import EmailSettings, Settings, SlackSettings

__all__ = ["EmailSettings", "Settings", "SlackSettings", "load"]
