"""The description of the API: that answers are as it says, and that whatever is sent by it is answered as it says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import closing
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import sqlite_in
from tests.edges.test_web_api_writing import CLAIM, GRANTS, OPEN, everything
from tests.serving import Answer, Site, serving
from tests.sites import a_site, save, watched
from watchtracker.store.engine import Store
from watchtracker.web.api.openapi import WRITES, OpenApi
from watchtracker.web.query import NAMES

DESCRIBED = OpenApi().described
SCHEMAS = DESCRIBED["components"]["schemas"]
_TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "array": list,
    "object": dict,
    "null": type(None),
}


def wrong(value: Any, schema: Mapping[str, Any], place: str = "") -> Iterator[str]:
    """What of a value is not as its schema says: as much of JSON Schema as the description uses."""
    if "$ref" in schema:
        yield from wrong(value, SCHEMAS[schema["$ref"].rpartition("/")[2]], place)
        return
    if "anyOf" in schema:
        found = [list(wrong(value, each, place)) for each in schema["anyOf"]]
        if all(found):
            yield from min(found, key=len)
        return
    if not isinstance(value, _TYPES[schema["type"]]):
        yield f"{place}: {value!r} is no {schema['type']}"
        return
    if value not in schema.get("enum", [value]):
        yield f"{place}: {value!r} is none of {schema['enum']}"
    if isinstance(value, dict):
        yield from (f"{place}: {name} is missing" for name in schema.get("required", ()) if name not in value)
        known = {name: inner for name, inner in schema.get("properties", {}).items() if name in value}
        # A later version may answer more; of this one each key is described.
        yield from (f"{place}: {name} is not described" for name in value if known and name not in known)
        yield from (said for name in known for said in wrong(value[name], known[name], f"{place}.{name}"))
    if isinstance(value, list):
        yield from (said for each in value for said in wrong(each, schema["items"], f"{place}[]"))


def as_described(answer: Answer, path: str, method: str) -> Any:
    """The JSON of an answer, which is what the description promises of this address and status."""
    responses = DESCRIBED["paths"][path][method.lower()]["responses"]
    assert str(answer.status) in responses, answer
    value = json.loads(answer.body)
    schema = responses[str(answer.status)]["content"]["application/json"]["schema"]
    assert list(wrong(value, schema)) == []
    return value


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with closing(Store.open(sqlite_in(tmp_path_factory.mktemp("described")))) as store:
        save(store, watched())
        yield store


@pytest.fixture(scope="module")
def site(store: Store) -> Iterator[Site]:
    with serving(a_site(store, OPEN, local="mei")) as site:
        yield site


def send(site: Site, method: str, path: str, value: Any = None, **headers: str) -> Answer:
    body = None if value is None else json.dumps(value).encode()
    return site.ask(method, path, {"Content-Type": "application/json", **headers}, body)


def test_it_is_served_as_what_it_is(site: Site) -> None:
    answer = site.get("/api/openapi.json")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    described = json.loads(answer.body)
    assert described["openapi"].startswith("3.1.")
    assert described["servers"] == [{"url": "/"}]


def test_every_name_in_it_is_explained_in_it() -> None:
    def refs(value: Any) -> Iterator[str]:
        if isinstance(value, dict):
            yield from (str(inner) for name, inner in value.items() if name == "$ref")
            yield from (ref for inner in value.values() for ref in refs(inner))
        elif isinstance(value, list):
            yield from (ref for inner in value for ref in refs(inner))

    assert {ref.rpartition("/")[2] for ref in refs(DESCRIBED)} <= set(SCHEMAS)
    names = [write.does for write in WRITES]
    assert len(set(names)) == len(names)


def test_the_list_can_be_narrowed_by_just_what_is_described() -> None:
    choices = DESCRIBED["paths"]["/api/items"]["get"]["parameters"]
    assert sorted(choice["name"] for choice in choices) == sorted(NAMES)


def test_what_is_read_is_as_described(site: Site) -> None:
    as_described(site.get("/api/items?all=1"), "/api/items", "GET")
    as_described(site.get("/api/items?colour=red"), "/api/items", "GET")
    as_described(site.get("/api/items/deepseek-v4"), "/api/items/{id}", "GET")
    as_described(site.get("/api/items/nothing"), "/api/items/{id}", "GET")


def test_what_is_written_is_as_described(site: Site) -> None:
    item = "/api/items/{id}"
    as_described(send(site, "POST", "/api/items", GRANTS), "/api/items", "POST")
    shown = as_described(send(site, "POST", "/api/items/grants-call/claims", CLAIM), f"{item}/claims", "POST")
    dry = send(site, "POST", "/api/items/grants-call/claims?dry_run=1", {**CLAIM, "when": "in May"})
    assert as_described(dry, f"{item}/claims", "POST")["changes"]
    retract = f"/api/items/grants-call/claims/{shown['claim_id']}/retract"
    as_described(send(site, "POST", retract), f"{item}/claims/{{claim}}/retract", "POST")
    as_described(send(site, "POST", "/api/items/grants-call/recheck"), f"{item}/recheck", "POST")
    ended = {"result": "done", "source": "mei"}
    as_described(send(site, "POST", "/api/items/grants-call/outcome", ended), f"{item}/outcome", "POST")
    as_described(send(site, "POST", "/api/items/grants-call/recheck"), f"{item}/recheck", "POST")
    as_described(send(site, "DELETE", "/api/items/grants-call/outcome"), f"{item}/outcome", "DELETE")
    as_described(send(site, "PATCH", "/api/items/grants-call", {"title": "Call"}), item, "PATCH")
    as_described(send(site, "DELETE", "/api/items/grants-call"), item, "DELETE")


TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            *("late April 2026", "on May 12", "tomorrow", "next year", "no date", "2026-05-06", "即将", "2026年5月"),
            *("1000-01-01", "0001-01-01", "9999-12-31", "14d", "never", "Asia/Shanghai", "AoE", "UTC+14"),
            *("deepseek-v4", "grants-call", "https://a.example/", "pypi:name>=4", "x\u202ey", "\x00", "a" * 400),
        ]
    ),
)
ANYTHING = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False, allow_infinity=False), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXTS, inner, max_size=3)),
    max_leaves=5,
)


def values(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    """Values as a schema has them, and now and then others."""
    if "$ref" in schema:
        return values(SCHEMAS[schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return st.one_of(*map(values, schema["anyOf"]))
    if "enum" in schema:
        return st.sampled_from([*schema["enum"], "other"])
    match schema["type"]:
        case "string" if schema.get("format") == "date":
            days = st.dates().map(str)
            return st.one_of(st.sampled_from(["2026-04-10", "2026-04-12"]), days)
        case "string":
            return TEXTS
        case "boolean":
            return st.booleans()
        case "array":
            return st.lists(values(schema["items"]), max_size=3)
        case "object":
            return objects(schema)
        case _:
            return ANYTHING


def objects(schema: Mapping[str, Any]) -> st.SearchStrategy[Any]:
    known = {name: st.one_of(values(inner), values(inner), ANYTHING) for name, inner in schema["properties"].items()}
    required = schema.get("required", [])
    rest = {name: value for name, value in known.items() if name not in required}
    return st.fixed_dictionaries({name: known[name] for name in required}, optional=rest)


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str, str, bytes, dict[str, str]]:
    """A request by the description: its method, the path as described and as sent, its body and headers."""
    write = draw(st.sampled_from(WRITES))
    operation = DESCRIBED["paths"][write.path][write.method.lower()]
    ids = st.one_of(st.sampled_from(["deepseek-v4", "weights", "measures", "consultation"]), TEXTS)
    names = {name: quote(draw(ids), safe="") or "x" for name in ("id", "claim")}
    path = write.path.format(**names)
    query = draw(st.sampled_from([{}, {}, {"dry_run": "1"}, {"dry_run": "0"}, {"dry_run": "x"}, {"other": "1"}]))
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    body = draw(st.one_of(values(content["schema"]), ANYTHING)) if content else draw(st.sampled_from([None, {}, []]))
    key = draw(st.one_of(st.none(), st.sampled_from(["k", "l"]), st.text(st.characters(codec="latin-1"), max_size=3)))
    headers = {"Content-Type": "application/json"}
    if key is not None and key.isprintable():
        headers["Idempotency-Key"] = key
    sent = b"" if body is None else json.dumps(body).encode()
    return write.method, write.path, f"{path}?{urlencode(query)}" if query else path, sent, headers


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(request=requests())
def test_whatever_is_sent_is_answered_as_described_and_what_is_refused_or_dry_writes_nothing(
    store: Store, site: Site, request: tuple[str, str, str, bytes, dict[str, str]]
) -> None:
    method, path, target, body, headers = request
    before = everything(store)
    answer = site.ask(method, target, headers, body)
    value = as_described(answer, path, method)
    assert answer.status < 500
    if answer.status >= 400 or value.get("dry_run"):
        assert everything(store) == before
