"""What `doctor` can see of a webhook without posting anything: that its name stands for something, and its TLS.

Whether messages are taken there is seen only by sending one, which `doctor --send` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from watchtracker.channels.webhook import proxies, responses
from watchtracker.channels.webhook.signature import FEWEST_BYTES, signing_key
from watchtracker.checks import Check, Finding
from watchtracker.targets import WebhookFormat, WebhookTarget

_PATIENCE = 5


def declared(name: str, target: WebhookTarget, about: str) -> Check:
    """A channel of the settings that leads to a webhook. Of the address only the host may be told."""
    where = urlsplit(target.address).hostname
    return Check(f"channel {name}", Finding.OK, f"a webhook at {where} (format {target.format.value}): {about}")


def checks(name: str, target: WebhookTarget) -> Iterator[Check]:
    """Look whether a webhook can be reached, and whether its receiver can tell what is ours."""
    yield _reached(name, target)
    if target.format is not WebhookFormat.STANDARD:
        return
    variable = f"WATCHTRACKER_WEBHOOK__{name.upper().replace('-', '_')}__SECRET"
    if not target.secret:
        seen = "it has no secret, so nothing is signed, and its receiver cannot tell what is ours"
        yield Check(f"webhook {name}", Finding.WARN, seen, f"set {variable}")
    elif len(signing_key(target.secret)) < FEWEST_BYTES:
        seen = f"its secret is shorter than {FEWEST_BYTES} bytes, and could be guessed"
        yield Check(f"webhook {name}", Finding.WARN, seen, f"set a longer one in {variable}, and at the receiver")


def _reached(name: str, target: WebhookTarget) -> Check:
    address = urlsplit(target.address)
    try:
        connection = proxies.unconnected(address, proxies.proxy_for(address), _PATIENCE)
        try:
            connection.connect()
        finally:
            connection.close()
    except Exception as error:  # noqa: BLE001 - whatever goes wrong on the way is what is looked for
        fix = "look at its address, and whether the other side is up: everything for it waits"
        seen = f"{address.hostname} cannot be reached: {responses.reason(error)}"
        return Check(f"webhook {name}", Finding.BAD, seen, fix)
    tls = ", and its certificate is trusted" if address.scheme == "https" else ", without TLS"
    return Check(f"webhook {name}", Finding.OK, f"{address.hostname} answers{tls}; `doctor --send {name}` tries it")
