"""Keys that stand in addresses, kept out of all that is shown.

Feeds and calendars of one's own have a password, a token or a secret path in their address. It has to stand in the
watch list, since it is asked for so; nowhere else: errors, listings, logs and claims are read by more people. So what
looks like a key is left out of them. A word or a number that says which feed it is stays, because two sources at one
site differ by nothing else.
"""

from __future__ import annotations

import re

HIDDEN = "..."

# An address in a sentence ends before the signs that end the sentence or a part of it.
_IN_A_SENTENCE = re.compile(r"https?://[^\s\"<>“”]*[^\s\"<>“”:;,.?!)]", re.IGNORECASE)
_LOGIN = re.compile(r"^([a-z][a-z0-9+.-]*:)?//[^/?#]*@", re.IGNORECASE)
_PARAMETER = re.compile(r"([?&;#])([^?&;#]*)")
_SEGMENT = re.compile(r"(?<=/)[^/?#]+")
_ANY_LOGIN = re.compile(r"^([a-z][a-z0-9+.-]*://)?.*@", re.IGNORECASE | re.DOTALL)
_ANY_QUERY = re.compile(r"([?#]).+", re.DOTALL)
_ANY_SEGMENT = re.compile(r"[^/]+")
_NAMES_A_KEY = re.compile(
    r"key(?!word)|token|secret|pass|pwd|auth(?!or\b|ors\b)|\bsig|signature|cred|session|sid$|jwt|bearer|ticket|hash|hmac"
    r"|\bcode$|private|login|access",
    re.IGNORECASE,
)
_LONGEST_WORD, _LONGEST_MIXED, _LONGEST_VALUE = 15, 7, 80
# In a path longer words are common, and mixed ones only where they are long: `2031-05-06-model-v4`.
_KEY_IN_A_PATH = re.compile(r"(?=[A-Za-z0-9]*[0-9])(?=[A-Za-z0-9]*[A-Za-z])[A-Za-z0-9]{16,}|[A-Za-z0-9]{32,}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def masked(text: str) -> str:
    """`text` with each web address in it as it may be shown."""
    return _IN_A_SENTENCE.sub(lambda found: masked_address(found[0]), text) if "://" in text else text


def masked_address(address: str, *, is_public: bool = False) -> str:
    """An address without its keys; of one that is public, as that of an article, only what is called a key is one."""
    address = _LOGIN.sub(lambda found: f"{found[1] or ''}//{HIDDEN}@", address)
    at = re.search("[?#]", address)
    path, rest = (address[: at.start()], address[at.start() :]) if at else (address, "")
    if not is_public:
        scheme, slashes, behind = path.partition("://")
        host, slash, inner = behind.partition("/")
        path = f"{scheme}{slashes}{host}" + _SEGMENT.sub(_without_key, f"{slash}{inner}")
    return path + _PARAMETER.sub(lambda found: found[1] + _parameter(found[2], is_public=is_public), rest)


def masked_text(text: str) -> str:
    """What should have been an address, and may be anything: without whatever could be a login or a key in it."""
    text = _ANY_LOGIN.sub(rf"\1{HIDDEN}@", text)
    text = _ANY_QUERY.sub(rf"\1{HIDDEN}", text)
    return _ANY_SEGMENT.sub(_without_key, text)


def _parameter(text: str, *, is_public: bool) -> str:
    name, equals, value = text.partition("=")
    if not equals:
        return name if is_public or _is_plain(name) else HIDDEN
    if value and (_NAMES_A_KEY.search(name) or not (is_public or _is_plain(value))):
        return f"{name}={HIDDEN}"
    return text


def _is_plain(value: str) -> bool:
    """Whether a value is made of words and numbers, such as a key is not."""
    words = re.split("[^A-Za-z0-9]+", re.sub("%[0-9A-Fa-f]{2}", " ", value))
    return len(value) <= _LONGEST_VALUE and all(
        len(word) <= (_LONGEST_WORD if word.isalpha() or word.isdigit() else _LONGEST_MIXED) for word in words
    )


def _without_key(segment: re.Match[str]) -> str:
    return HIDDEN if _KEY_IN_A_PATH.search(segment[0]) or _UUID.search(segment[0]) else segment[0]
