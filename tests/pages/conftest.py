"""A browser for the tests that look at pages."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser import MISSING, a_browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One for the tests of a module; without any, they are skipped."""
    with a_browser() as found:
        if found is None:
            pytest.skip(MISSING)
        yield found
