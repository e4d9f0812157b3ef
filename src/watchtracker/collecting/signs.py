"""What an answer shows of a signal; raises NotUnderstoodError or InputError, with one sentence, for what is none."""

from __future__ import annotations

from watchtracker.errors import InputError
from watchtracker.intake.sightings import Sighting
from watchtracker.intake.signals import Signal, SignalKind
from watchtracker.sources import apart, services
from watchtracker.sources.json_forms import NotUnderstoodError
from watchtracker.sources.replies import Fetched

# What the reading of an answer raises where it is not understood.
UNREADABLE = (InputError, NotUnderstoodError)


def sighted(signal: Signal, fetched: Fetched) -> Sighting:
    """What the answer of its service, or its page, shows of a signal."""
    if signal.kind not in {SignalKind.PAGE_SAYS, SignalKind.PAGE_LACKS}:
        return services.sighting(signal, fetched.body)
    document = apart.document(
        fetched.body, address=fetched.address, media_type=fetched.media_type, charset=fetched.charset
    )
    return services.page_sighting(signal, document.text)
