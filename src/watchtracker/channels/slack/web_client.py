"""The client of Slack's Web API, and how all that goes to Slack is sent: to the address that was meant alone.

urllib follows a redirect with all headers of a request, and so with the token, to wherever it leads.
"""

from __future__ import annotations

from typing import Any
from urllib.request import HTTPRedirectHandler, OpenerDirector, Request, build_opener

import slack_sdk


class _NoDetours(HTTPRedirectHandler):
    """Follows no redirect: its status counts as the answer."""

    def redirect_request(self, *_request: Any) -> None:
        """Go nowhere."""


def straight() -> OpenerDirector:
    """What opens addresses and follows no redirect; the proxies of the environment hold as everywhere."""
    return build_opener(_NoDetours)


class WebClient(slack_sdk.WebClient):
    """A client whose token goes to the address of the API alone."""

    def _perform_urllib_http_request_internal(self, url: str, req: Request) -> dict[str, Any]:
        del url
        with straight().open(req, timeout=self.timeout) as answer:
            charset = answer.headers.get_content_charset() or "utf-8"
            return {"status": answer.status, "headers": answer.headers, "body": answer.read().decode(charset)}
