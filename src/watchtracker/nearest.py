"""What a name that there is none of was probably meant to be: for every "did you mean" there is."""

from __future__ import annotations

from collections.abc import Iterable

_CLOSE = 0.5  # of 1: one letter in six is wrong at 0.83, a name cut to its first third is at 0.5


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that `name` was probably meant to be, in whichever case it was written."""
    return next(iter(nearest_few(name, names, most=1)), None)


def nearest_few(name: str, names: Iterable[str], *, most: int, even_far: bool = False) -> list[str]:
    """Up to `most` of `names`, the likeliest first: those that are close, or `even_far` ones."""
    from difflib import get_close_matches  # noqa: PLC0415  # for what is refused alone

    by_fold = {known.casefold(): known for known in names}
    close = get_close_matches(name.casefold(), by_fold, n=most, cutoff=0 if even_far else _CLOSE)
    return [by_fold[one] for one in close]


def did_you_mean(name: str, names: Iterable[str], *, otherwise: str) -> str:
    """The end of a sentence about `name`: the nearest of `names`, or `otherwise` if none is near."""
    near = nearest(name, names)
    return f"did you mean {near!r}?" if near else otherwise
