"""The browser of the page tests: a Chromium that is already on this machine, for nothing is downloaded here."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Locator, Playwright, sync_playwright

MISSING = (
    "no Chromium: apt-get install -y --no-install-recommends chromium-headless-shell (or WATCHTRACKER_TEST_BROWSER)"
)
NO_AXE = "no axe-core: install node with its npm, and make fetches it before the tests"
_AXE = Path(__file__).parents[1] / ".cache" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
_NAMES = ("chromium-headless-shell", "chromium", "google-chrome")


@contextmanager
def a_browser() -> Iterator[Browser | None]:
    """The browser, or None where there is none."""
    with sync_playwright() as playwright:
        path = _found(playwright)
        if path is None:
            yield None
            return
        # As root Chromium has no sandbox of its own.
        browser = playwright.chromium.launch(executable_path=path, chromium_sandbox=os.geteuid() != 0)
        try:
            yield browser
        finally:
            browser.close()


def follow(leads_on: Locator) -> None:
    """Press a button or a link, and wait for the page that it leads to: a click alone is over before that may begin."""
    with leads_on.page.expect_navigation():
        leads_on.click()


def axe() -> str | None:
    """The program of axe-core, which judges a page by the rules of accessibility; None where make has not put it."""
    return _AXE.read_text(encoding="utf-8") if _AXE.exists() else None


def _found(playwright: Playwright) -> str | None:
    if named := os.environ.get("WATCHTRACKER_TEST_BROWSER"):
        return named
    for name in _NAMES:
        if path := shutil.which(name):
            return path
    own = playwright.chromium.executable_path
    return own if Path(own).exists() else None
