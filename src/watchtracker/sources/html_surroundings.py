"""What surrounds the text of a page and is no part of it: menus, footers, banners about cookies, what is not shown.

What is kept too much has hardly ever a date in it, while what is dropped too much may be the deadline. So a name has
to be that of a banner and not only of its topic: a page about consent or about cookies has sections of these names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_TAGS = {
    *("script", "style", "noscript", "template", "head", "svg", "math", "iframe", "object", "canvas", "audio", "video"),
    *("nav", "footer", "dialog", "button", "select", "textarea", "input", "datalist", "menu"),
}
_ROLES = {"navigation", "contentinfo", "search", "dialog", "alertdialog", "menu", "menubar", "tooltip"}
_CONTAINERS = {"div", "section", "ul", "ol", "aside", "form", "header", "span", "p"}
# Closed parts of a page are marked so too, until somebody opens them; what is small is a sign or an icon.
_SMALL = {"span", "i", "b", "a", "em", "strong", "sup", "small"}
_NAMES = re.compile(
    r"(?:^|[\s_-])(?<!has-)(?<!has_)(?<!no-)(?<!with-)(?:"
    r"(?:cookies?|consent|gdpr|ccpa|privacy)[_-]?(?:policy[_-]?)?"
    r"(?:banner|bar|box|consent|dialog|disclaimer|layer|manager|message|modal|notice|overlay|popup|prompt|wall)"
    r"|onetrust|didomi|usercentrics|cybotcookiebot|cookiebot|cookieyes|cky|cmplz|borlabs|iubenda-cs|qc-cmp2?|truste"
    r"|breadcrumbs?|skip-?(?:link|nav|to-content)|share-?(?:bar|buttons?|links?)|social-?(?:share|links?|icons?|media)"
    r"|(?:related|recommended|popular|trending)-?(?:posts?|articles?|stories|content|news)"
    r"|(?:site|main|top|nav|primary|secondary|footer)-?(?:nav|navigation|menu)|nav-?bar|site-?footer"
    r")(?:$|[\s_-])",
    re.IGNORECASE,
)
_FOR_EARS_ONLY = re.compile(r"(?:^|\s)(?:sr-only|visually-?hidden|screen-reader-text|skip-link)(?:$|\s)", re.IGNORECASE)
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\s*\[?(?:\d{1,3}|[a-z]|\*|note \d+)\]?\s*")
# What a link behind a heading shows, which only leads to the heading itself.
_ANCHORS = {"\u00b6", "#", "\u00a7", "\U0001f517"}


def surrounds(node: LexborNode, top: LexborNode) -> bool:
    """Whether an element is no part of the text, which is what stands in `top`."""
    tag = node.tag or ""
    if tag in _TAGS or (tag == "aside" and top.tag == "body"):
        return True
    attributes = node.attributes
    if "hidden" in attributes or (attributes.get("aria-hidden") == "true" and tag in _SMALL):
        return True
    if (attributes.get("role") or "").lower() in _ROLES or _NOT_SHOWN.search(attributes.get("style") or ""):
        return True
    if _FOR_EARS_ONLY.search(attributes.get("class") or ""):
        return True
    if tag == "header":
        return node.parent == top and top.tag == "body" and node.css_first("h1") is None
    if tag == "a":
        return node.text().strip() in _ANCHORS
    if tag == "sup":
        return node.css_first('a[href*="#"]') is not None and _FOOTNOTE.fullmatch(node.text()) is not None
    return tag in _CONTAINERS and _is_named_so(attributes) and node.css_first("main, article, h1") is None


def _is_named_so(attributes: dict[str, str | None]) -> bool:
    return _NAMES.search(f"{attributes.get('id') or ''} {attributes.get('class') or ''}") is not None
