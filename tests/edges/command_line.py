"""The command line in a folder of its own, run in this process, with what it said and how it ended."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner

from watchtracker.cli import program

WATCHLIST = """
[[item]]
id = "deepseek-v4"
title = "DeepSeek V4 launch"
kind = "release"
zone = "Asia/Shanghai"
tags = ["models"]

[[item.claim]]
when = "mid-February 2026"
said_on = 2026-01-25
source = "Vertu"
standing = "rumour"

[[item.claim]]
when = "April 2026"
said_on = 2026-03-23
source = "Whale Lab"
standing = "rumour"

[[item.claim]]
when = "late April"
said_on = 2026-04-10
source = "China AI Weekly"

[[item]]
id = "consultation"
title = "Digital human rules: consultation closes"
kind = "deadline"
zone = "Asia/Shanghai"
tags = ["policy"]
when = "until May 6"
said_on = 2026-04-03
source = "CAC"

[[item]]
id = "weights"
title = "权重发布 🎉"
kind = "release"
zone = "Asia/Shanghai"
tags = ["models"]
when = "即将"
said_on = 2026-04-10
source = "China AI Weekly"
"""


@dataclass(frozen=True)
class Said:
    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class CommandLine:
    folder: Path

    def __call__(self, *words: str, stdin: bytes | str | None = None, **environment: str) -> Said:
        env = {"COLUMNS": "80", "NO_COLOR": None, "FORCE_COLOR": None, **environment}
        result = CliRunner().invoke(program, words, input=stdin, env=env, prog_name="watchtracker")
        return Said(result.exit_code, result.stdout, result.stderr)

    def write(self, text: str) -> None:
        (self.folder / "config").mkdir(exist_ok=True)
        (self.folder / "config/watchlist.toml").write_text(text, encoding="utf-8")
