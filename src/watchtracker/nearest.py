"""The names that an unknown name was probably meant to be: for every "did you mean"."""

from __future__ import annotations

from collections.abc import Collection, Iterable

_CLOSE = 0.5  # the similarity, up to 1: with one wrong letter in six it is 0.83, for the first third of a name 0.5


def nearest(name: str, names: Iterable[str]) -> str | None:
    """The one of `names` that `name` was probably meant to be, whatever its case; None if none is similar."""
    return next(iter(nearest_few(name, names, most=1)), None)


def nearest_few(name: str, names: Iterable[str], *, most: int, even_far: bool = False) -> list[str]:
    """Up to `most` of `names`, the most similar first; with `even_far` also those that are hardly similar."""
    from difflib import get_close_matches  # noqa: PLC0415 - needed only for a refusal

    by_fold = {known.casefold(): known for known in names}
    close = get_close_matches(name.casefold(), by_fold, n=most, cutoff=0 if even_far else _CLOSE)
    return [by_fold[folded] for folded in close]


def there_is_no(what: str, name: str, names: Collection[str]) -> str:
    """The sentence that there is no `what` called `name`: with the nearest of `names`, or else with all of them."""
    hint = did_you_mean(name, names, otherwise=f"there are {', '.join(names)}")
    return f"there is no {what} {name!r}: {hint}"


def did_you_mean(name: str, names: Iterable[str], *, otherwise: str) -> str:
    """The end of a sentence about `name`: the nearest of `names`, or `otherwise` if none is near."""
    near = nearest(name, names)
    return f"did you mean {near!r}?" if near else otherwise
