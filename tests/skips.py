"""What a skipped test means: one closing line for people, a failure where `CI=true`.

A skip is right on a laptop without PostgreSQL or a browser, and wrong on the machine that decides about a change. So
the last line of a run says what was left out and why, and where everything is required a skip fails. The reasons
themselves are written where the skips are, in `conftest.py` and the tests.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Generator
from typing import TypeVar

import pytest

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)

_reasons = pytest.StashKey[Counter[str]]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    return _required((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    return _required((yield))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    config.stash[_reasons] = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))


def pytest_unconfigure(config: pytest.Config) -> None:
    reasons = config.stash.get(_reasons, Counter())
    if reasons:
        left_out = "; ".join(f"{count} for {reason!r}" for reason, count in reasons.most_common())
        line = f"Not everything was tested, {reasons.total()} skipped: {left_out}"
        config.get_terminal_writer().line(line, yellow=True)


def _required(report: Report) -> Report:
    if report.skipped and not hasattr(report, "wasxfail") and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, and CI=true allows no skip: {_reason(report)}"
    return report


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    text = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return text.removeprefix("Skipped: ")
