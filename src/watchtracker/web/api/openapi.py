"""`/api/openapi.json`: the API described (OpenAPI 3.1), for programs that make their client of it.

What is sent is described by the forms that read it; `openapi_answers.py` has what is answered. `WRITES` is also where
the addresses come from, so that none is served without being described here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import JSONResponse

from watchtracker import __version__
from watchtracker.watchlist.request_forms import (
    EditForm,
    EmptyForm,
    NewClaimForm,
    NewItemForm,
    NewOutcomeForm,
    RequestForm,
    RetractForm,
)
from watchtracker.web.api.openapi_answers import ANSWERS, READS, json_of
from watchtracker.web.roots import root_of

_ITEM = "/api/items/{id}"


@dataclass(frozen=True, slots=True)
class Write:
    """An address at which programs write: `does` is the name of what takes it, `status` what a success answers."""

    method: str
    path: str
    does: str
    summary: str
    form: type[RequestForm]
    status: tuple[int, ...] = (200,)


WRITES = (
    Write("POST", "/api/items", "add", "Add an item", NewItemForm, (201,)),
    Write("PATCH", _ITEM, "edit", "Change what an item is called and whom it concerns", EditForm),
    Write("DELETE", _ITEM, "remove", "Watch an item no more", EmptyForm),
    Write("POST", f"{_ITEM}/claims", "claim", "Record what a source says of its date", NewClaimForm, (200, 201)),
    Write("POST", f"{_ITEM}/recheck", "recheck", "Record that you looked, and the date still stands", EmptyForm),
    Write("POST", f"{_ITEM}/outcome", "resolve", "Record how it ended", NewOutcomeForm),
    Write("DELETE", f"{_ITEM}/outcome", "reopen", "Take its outcome back", EmptyForm),
    Write("POST", f"{_ITEM}/claims/{{claim}}/retract", "retract", "Take a claim back, or let it count", RetractForm),
)
_REFUSED = {
    400: "What was sent cannot be used; nothing was recorded",
    401: "It needs a token that may write",
    403: "It comes from another site, by an unknown proxy, or with a token that reads alone",
    404: "There is no such item or claim",
    409: "The state of the item forbids it, or the key was sent with another request",
    413: "It is longer than 64 KiB",
    415: "It is not JSON",
    503: "The database cannot be reached now",
}
_TEXT = {"type": "string"}
_KEY = {**_TEXT, "minLength": 1, "maxLength": 255, "pattern": "^[ -~]*$"}


class OpenApi:
    """Answers with the description."""

    @cached_property
    def described(self) -> dict[str, Any]:
        """The description, without the address of the server."""
        paths: dict[str, dict[str, Any]] = {path: {"get": _read(path)} for path in READS}
        for write in WRITES:
            paths.setdefault(write.path, {})[write.method.lower()] = _write(write)
        forms = {write.form for write in WRITES if write.form is not EmptyForm}
        return {
            "openapi": "3.1.0",
            "info": {"title": "watchtracker", "version": __version__},
            "security": [{"token": []}, {}],
            "paths": paths,
            "components": {
                "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
                "schemas": {**ANSWERS, **_schemas(forms)},
            },
        }

    def get(self, request: Request) -> JSONResponse:
        """The description, with the root under which this is served."""
        servers = [{"url": root_of(request.scope) or "/"}]
        return JSONResponse({**self.described, "servers": servers}, headers={"Cache-Control": "no-store"})


def _read(path: str) -> dict[str, Any]:
    summary, schema, query = READS[path]
    refused = {400: "A choice that cannot be made", 401: "It needs a token", 404: "There is no such item"}
    return {
        "summary": summary,
        "parameters": [*_in_path(path), *query],
        "responses": {"200": json_of(schema, "As asked"), **_refusals(refused)},
    }


def _write(write: Write) -> dict[str, Any]:
    needs = any(field.is_required() for field in write.form.model_fields.values())
    operation = {
        "operationId": write.does,
        "summary": write.summary,
        "parameters": [
            *_in_path(write.path),
            {"name": "dry_run", "in": "query", "schema": {"type": "string", "enum": ["1", "0", "true", "false"]}},
            {"name": "Idempotency-Key", "in": "header", "schema": _KEY},
        ],
        "responses": {
            **{str(status): json_of("WrittenItem", "The item as it is, or would be") for status in write.status},
            "200": json_of("WrittenItem", "The item as it is; with dry_run, as it would be"),
            **_refusals(_REFUSED),
        },
    }
    if write.form is not EmptyForm:
        schema = {"$ref": f"#/components/schemas/{write.form.__name__}"}
        operation["requestBody"] = {"required": needs, "content": {"application/json": {"schema": schema}}}
    return operation


def _in_path(path: str) -> list[dict[str, Any]]:
    names = [part.strip("{}") for part in path.split("/") if part.startswith("{")]
    return [{"name": name, "in": "path", "required": True, "schema": _TEXT} for name in names]


def _refusals(refused: dict[int, str]) -> dict[str, Any]:
    return {
        str(status): json_of("Refused" if status == 400 else "Error", said)  # noqa: PLR2004
        for status, said in refused.items()
    }


def _schemas(forms: set[type[RequestForm]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for form in sorted(forms, key=lambda form: form.__name__):
        schema = _described(form)
        found |= schema.pop("$defs", {})
        found[form.__name__] = schema
    return found


def _described(form: type[BaseModel]) -> dict[str, Any]:
    """The schema of a form; what may be left out has no default, since that may be the settings' or today."""
    schema = form.model_json_schema(ref_template="#/components/schemas/{model}")
    for table in (schema, *schema.get("$defs", {}).values()):
        for value in table.get("properties", {}).values():
            value.pop("default", None)
    return schema
