"""Hugging Face: whether a model is there (pure).

A repository is mostly made before anything is in it, and begins with a text about what is to come. What counts are its
weights. A repository that does not exist is answered as if one had to log in, so that nobody learns of private ones.
"""

from __future__ import annotations

from watchtracker.intake.sightings import ModelShown
from watchtracker.sources.json_forms import JsonForm
from watchtracker.sources.service_addresses import BASES, under

SERVICE = "Hugging Face"
ACCEPT = "application/json"
_WEIGHTS = (".safetensors", ".gguf")
_UNAUTHORIZED, _NOT_FOUND = 401, 404


def address(base: str, model: str) -> str:
    """Where the model "ORG/NAME" is described."""
    return under(base, "api", "models", *model.split("/", 1))


def model(name: str, body: bytes) -> ModelShown:
    """The model of an answer; raises NotUnderstoodError."""
    answer = JsonForm.of(SERVICE, body)
    created, changed, gated = (answer.get(field) for field in ("createdAt", "lastModified", "gated"))
    files = [member["rfilename"].text for member in answer["siblings"]]
    return ModelShown(
        service=SERVICE,
        name=name,
        url=_page(name),
        has_weights=any(file.casefold().endswith(_WEIGHTS) for file in files),
        gated=gated is not None and gated.value is not False,
        created_at=created.moment if created else None,
        changed_at=changed.moment if changed else None,
    )


def is_missing(status: int | None, *, with_token: bool) -> bool:
    """Whether an answer of this status says that there is no such model; with a token, 401 speaks of the token."""
    return status == _NOT_FOUND or (status == _UNAUTHORIZED and not with_token)


def missing(name: str) -> ModelShown:
    """What it means that a model is not found."""
    return ModelShown(SERVICE, name, _page(name))


def _page(name: str) -> str:
    return under(BASES["huggingface"], *name.split("/", 1))
