"""The environment's part of the settings: which variables are ours, what they say, and which are misspelt.

A misspelt variable is an error, because nothing else would show why it has no effect. A secret can be in a file of its
own, whose path is in a variable `..._FILE`. `form.py` has the settings; `from_variables.py` puts file and environment
together.
"""

from __future__ import annotations

import errno
import os
import re
import select
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from watchtracker.nearest import nearest
from watchtracker.settings import places
from watchtracker.settings.form import ONLY_IN_FILE, SCALARS, SECRETS
from watchtracker.settings.places import CONFIG, PREFIX
from watchtracker.settings.webhooks import WebhookSecrets

NESTED = "__"
_FOR_TESTS = f"{PREFIX}TEST_"
_LONGEST = 4000
_FROM_FILE = "_FILE"
_LARGEST_FILE = 64 * 2**10
_PATIENCE = 5.0
# What Kubernetes puts into every pod that runs beside a Service whose name begins with ours. None of it is ours.
_OF_A_SERVICE = re.compile(
    r"\w+_SERVICE_HOST|\w+_SERVICE_PORT(_\w+)?|\w+_PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?", re.ASCII
)
_SERVICE_ADDRESS = re.compile(r"(tcp|udp|sctp)://")
# The variables of each webhook, with the name of its channel in the middle.
_OF_A_WEBHOOK = re.compile(r"(WATCHTRACKER_WEBHOOK__([A-Z0-9_]+)__(ADDRESS|SECRET))(_FILE)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Variables:
    """What the environment sets: the text of each setting, and the variable that set it.

    Both are by the setting's own variable, even where the text came from a file that `..._FILE` names.
    """

    values: Mapping[str, str]
    names: Mapping[str, str]
    problems: tuple[str, ...]

    def name_of(self, place: tuple[str | int, ...]) -> str | None:
        """The variable that set the value at `place`, or None."""
        return self.names.get(variable(place))

    @property
    def webhooks(self) -> WebhookSecrets:
        """The addresses and secrets of webhooks that variables set."""
        found = [(_OF_A_WEBHOOK.fullmatch(name), text) for name, text in self.values.items()]
        return WebhookSecrets({(match[2], match[3].lower()): text for match, text in found if match})


def read(environ: Mapping[str, str], cwd: Path | None) -> Variables:
    """Our variables in `environ`. An empty one counts as not set, because container files often write them so."""
    values: dict[str, str] = {}
    names: dict[str, str] = {}
    problems: list[str] = []
    for name in sorted(name for name in environ if name.upper().startswith(PREFIX)):
        if _is_of_a_service(name, environ[name]):
            continue
        try:
            setting = _setting(name, names if environ[name] else {})
            if setting and environ[name]:
                text = environ[name] if setting == name else _from_file(environ[name], cwd)
                values[setting] = _of_sane_length(text)
                names[setting] = name
        except ValueError as problem:
            problems.append(f"{name}: {problem}")
    return Variables(values, names, tuple(problems))


def variable(place: tuple[str | int, ...]) -> str:
    """The variable for the setting at `place`."""
    return PREFIX + NESTED.join(map(str, place)).upper()


def _is_of_a_service(name: str, value: str) -> bool:
    if _OF_A_SERVICE.fullmatch(name):
        return True
    return name.endswith("_PORT") and _SERVICE_ADDRESS.match(value) is not None


def _setting(name: str, taken: Mapping[str, str]) -> str | None:
    """The setting's own variable that `name` sets; None if it sets none. Raises ValueError if unknown or `taken`."""
    own = {variable(place): variable(place) for place in SCALARS}
    own |= {variable(place) + _FROM_FILE: variable(place) for place in SECRETS}
    if match := _OF_A_WEBHOOK.fullmatch(name):
        own[name] = match[1]
    if name in own:
        if own[name] in taken:
            raise ValueError(f"{taken[own[name]]} says it already: set one of the two")
        return own[name]
    if name == CONFIG or name.startswith(_FOR_TESTS):
        return None
    if any(name == table or name.startswith(table + NESTED) for table in map(variable, ONLY_IN_FILE)):
        raise ValueError("lists are set in the settings file alone: write it there")
    near = nearest(name[len(PREFIX) :], [known.removeprefix(PREFIX) for known in (*own, CONFIG)])
    hint = f"did you mean {PREFIX}{near}?" if near else "take it away, or look the name up in the README"
    raise ValueError(f"there is no such setting: {hint}")


def _of_sane_length(text: str) -> str:
    if len(text) > _LONGEST:
        raise ValueError(f"it has {len(text)} characters: {_LONGEST} are the most")
    return text


def _from_file(named: str, cwd: Path | None) -> str:
    # Anything but an absolute path may be the secret itself, put here by mistake, so no message repeats it.
    whole = Path(named).is_absolute() and "://" not in named
    if not whole and cwd is None:
        raise ValueError("the working folder is gone, and the path that it names starts there: write the whole path")
    path = places.at(cwd, named)
    the_file = f"the file {path} that it names" if whole else "the file that it names"
    try:
        raw = _contents(path)
        text = raw.decode("utf-8-sig").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "it is no UTF-8 text"
        hint = "" if whole else ": write the path of a file that holds the secret, not the secret itself"
        raise ValueError(f"{the_file} cannot be read: {reason}{hint}") from None
    if len(raw) > _LARGEST_FILE:
        raise ValueError(f"{the_file} is too large: name the one that holds the secret alone")
    return text


def _contents(path: Path) -> bytes:
    """The first bytes of a file, or of a pipe that a shell fills; raises OSError for a device or a silent pipe.

    Reading a pipe to which nobody writes would never end, and neither would reading some devices.
    """
    if not (stat.S_ISREG(mode := path.stat().st_mode) or stat.S_ISFIFO(mode) or stat.S_ISDIR(mode)):
        raise OSError(errno.EINVAL, "it is no file")
    found = b""
    with os.fdopen(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb", buffering=0) as file:
        while len(found) <= _LARGEST_FILE:
            if stat.S_ISFIFO(mode) and not select.select([file], [], [], _PATIENCE)[0]:
                raise OSError(errno.ETIMEDOUT, "nobody writes to this pipe")
            if not (more := file.read(_LARGEST_FILE)):
                break
            found += more
    return found
