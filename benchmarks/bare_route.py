"""The limit for answering: Starlette routes that give bytes they were handed, on uvicorn run as `serve` runs it.

`python -m benchmarks.bare_route ANSWERS`: a JSON list of answers, each with its path, status, headers and the file that
has its body. Prints its port once it listens. `feed_serving.py` holds ours against it.
"""

from __future__ import annotations

import json
import socket
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route


def _route(answer: dict[str, Any]) -> Route:
    body = Path(answer["file"]).read_bytes()
    status, headers = answer["status"], answer["headers"]

    async def give(request: Request) -> Response:
        del request
        return Response(body, status, headers)

    endpoint: Callable[[Request], Awaitable[Response]] = give
    return Route(answer["path"], endpoint)


def _main(answers: Path) -> None:
    web = Starlette(routes=[_route(answer) for answer in json.loads(answers.read_text())])
    with socket.socket(proto=socket.IPPROTO_TCP) as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        print(listening.getsockname()[1], flush=True)
        # "auto" is uvloop and httptools where they are, as with ours.
        config = uvicorn.Config(
            web, loop="auto", http="auto", ws="none", access_log=False, log_config=None, lifespan="off"
        )
        uvicorn.Server(config).run([listening])


if __name__ == "__main__":
    _main(Path(sys.argv[1]))
