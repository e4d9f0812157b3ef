"""The JSON that a program sends, read strictly: what two readers may understand in two ways is refused.

So a key may stand once, numbers are those of JSON, and text is what can be written down again.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NoReturn

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException

from watchtracker.watchlist.requests import FieldProblem, RequestError

_KINDS = frozenset({"application/json", "application/merge-patch+json"})


def read_object(body: bytes, headers: Headers) -> dict[str, Any]:
    """The object in a body, and an empty one where nothing was sent; raises RequestError, HTTPException."""
    if not body.strip():
        return {}
    kind, _, parameters = headers.get("content-type", "").partition(";")
    if kind.strip().casefold() not in _KINDS:
        raise HTTPException(415, "Send JSON, and say so: “Content-Type: application/json”.")
    charset = parameters.replace(" ", "").casefold()
    if charset and charset.removeprefix("charset=").strip('"') not in {"utf-8", "utf8"}:
        raise HTTPException(415, "Send JSON in UTF-8, as JSON always is.")
    if headers.get("content-encoding", "identity").casefold() != "identity":
        raise HTTPException(415, "Send JSON as it is, not compressed.")
    return _parsed(body)


def _parsed(body: bytes) -> dict[str, Any]:
    try:
        found = json.loads(body.decode(), object_pairs_hook=_once, parse_constant=_no_number)
        # A half of a letter, such as "\ud800", can be read and never be written again.
        json.dumps(found, ensure_ascii=False).encode()
    except UnicodeDecodeError:
        raise _refused("it is not UTF-8") from None
    except UnicodeEncodeError:
        raise _refused("it has half of a character, such as \\ud800, in it") from None
    except RecursionError:
        raise _refused("it is nested too deeply") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise _refused(f"it is no JSON at {where}: {error.msg[:1].lower()}{error.msg[1:]}") from None
    except RequestError:
        raise
    except ValueError:
        raise _refused("it has a number with too many digits in it") from None
    if not isinstance(found, dict):
        raise _refused('it must be an object: {"when": "late April 2026", ...}')
    return found


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise RequestError(FieldProblem(key.encode(errors="replace").decode(), "it stands twice: keep one of them"))
        found[key] = value
    return found


def _no_number(text: str) -> NoReturn:
    raise _refused(f"{text} is no number of JSON")


def _refused(why: str) -> RequestError:
    return RequestError(FieldProblem(None, why))
