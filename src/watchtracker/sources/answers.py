"""What an answer says by its status and its headers (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.utils import parsedate_to_datetime

from watchtracker.sources.replies import FetchTrouble, Validators
from watchtracker.wording.safe_text import clean, cut

_TOKEN = re.compile(r"[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+")
_CHARSET = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,39}")
_LONGEST_VALIDATOR = 1_000
_LONGEST_WISH = timedelta(days=366)


def headers_of(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Headers by their names in lower case; of one that comes twice the first counts, but encodings add up."""
    found: dict[str, str] = {}
    for raw_name, raw_value in pairs:
        name, value = raw_name.decode("latin-1").lower(), _text(raw_value)
        if name == "content-encoding" and name in found:
            found[name] = f"{found[name]}, {value}"
        else:
            found.setdefault(name, value)
    return found


def _text(value: bytes) -> str:
    """A header's value; some servers write addresses in UTF-8 there, which browsers read."""
    try:
        return value.decode().strip()
    except UnicodeDecodeError:
        return value.decode("latin-1").strip()


def shown(text: str) -> str:
    """What the other side said, in so many characters as a sentence bears."""
    return cut(clean(text), 120)


def content_type(headers: Mapping[str, str]) -> tuple[str, str | None]:
    """The kind of text in lower case, empty if it is not said, and what it says to be written in."""
    said = headers.get("content-type", "")
    kind = said.partition(";")[0].strip().lower()
    message = Message()
    message["Content-Type"] = re.sub(r"[\r\n]", " ", said)
    charset = message.get_param("charset")
    named = charset.strip("'\" ") if isinstance(charset, str) else ""
    return (kind if _TOKEN.fullmatch(kind) else ""), (named.lower() if _CHARSET.fullmatch(named) else None)


def validators(headers: Mapping[str, str]) -> Validators:
    """Both validators of an answer as they came."""
    return Validators(_validator(headers.get("etag")), _validator(headers.get("last-modified")))


def _validator(value: str | None) -> str | None:
    """One that can be sent back: not empty, not endless, nothing but what a header may have."""
    fits = value is not None and 0 < len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable()
    return value if fits else None


def failure(status: int, headers: Mapping[str, str], now: datetime) -> tuple[FetchTrouble, timedelta | None] | None:
    """What an answer with this status means, if it brings nothing; and how long it wants to be left alone."""
    wish = retry_after(headers, now)
    if status in {200, 203}:
        return None
    if status in {403, 429} and headers.get("x-ratelimit-remaining") == "0":
        return FetchTrouble.TOO_MANY, wish or _until(headers.get("x-ratelimit-reset"), now)
    if status == 410:  # noqa: PLR2004 - a status is best read as the number that it is
        return FetchTrouble.GONE, None
    if status in {403, 503} and _is_a_check_by_cloudflare(status, headers):
        return FetchTrouble.CLOUDFLARE, wish
    if status in {401, 402, 403, 407, 451}:
        return FetchTrouble.FORBIDDEN, wish
    if status == 404:  # noqa: PLR2004
        return FetchTrouble.MISSING, wish
    if status == 429:  # noqa: PLR2004
        return FetchTrouble.TOO_MANY, wish
    return (FetchTrouble.DOWN if status >= 500 else FetchTrouble.STATUS), wish  # noqa: PLR2004


def _is_a_check_by_cloudflare(status: int, headers: Mapping[str, str]) -> bool:
    """Whether Cloudflare keeps a program out; a 503 that it only hands on is an ordinary one."""
    if "cf-mitigated" in headers:
        return True
    return status == 403 and ("cf-ray" in headers or headers.get("server", "").lower() == "cloudflare")  # noqa: PLR2004


def retry_after(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """How long the other side wants to be left alone, said in seconds or as a moment."""
    said = headers.get("retry-after", "")
    if re.fullmatch(r"[0-9]{1,9}", said):
        return min(timedelta(seconds=int(said)), _LONGEST_WISH)
    try:
        moment = parsedate_to_datetime(said)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment - now, timedelta(0)), _LONGEST_WISH)


def _until(seconds: str | None, now: datetime) -> timedelta | None:
    """How long it is until a moment in seconds since 1970."""
    if seconds is None or not re.fullmatch(r"[0-9]{9,11}", seconds):
        return None
    return min(max(datetime.fromtimestamp(int(seconds), UTC) - now, timedelta(0)), _LONGEST_WISH)
