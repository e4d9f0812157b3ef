"""A body as it comes, unpacked piece by piece and never beyond a size: a few kilobytes can unpack to gigabytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator

_GZIP = 16 + zlib.MAX_WBITS
_ZLIB = zlib.MAX_WBITS
_GZIP_BEGINS = b"\x1f\x8b"


class TooBigError(Exception):
    """More came than is read."""


class UnreadableError(Exception):
    """It cannot be unpacked."""


def unpacked(pieces: Iterable[bytes], encoding: str, most: int) -> bytes:
    """The whole body; `most` holds for what came and for what it unpacks to.

    Raises TooBigError as soon as it is known, and UnreadableError for what is damaged, cut off or packed in a way that
    was not asked for.
    """
    ways = [way for way in (part.strip().lower() for part in encoding.split(",")) if way not in {"", "identity"}]
    pieces = _at_most(pieces, most)
    if not ways:
        return b"".join(pieces)
    if ways not in (["gzip"], ["x-gzip"], ["deflate"]):
        raise UnreadableError(f"packed as {', '.join(ways)[:60]}")
    inflate = _inflated_zlib if ways == ["deflate"] else _inflated_gzip
    try:
        return b"".join(_at_most(inflate(pieces, most), most))
    except zlib.error:
        raise UnreadableError("it is damaged") from None


def _at_most(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    came = 0
    for piece in pieces:
        came += len(piece)
        if came > most:
            raise TooBigError
        yield piece


def _inflated_gzip(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """What one or more members unpack to; what follows them and is none is left out, as every browser does."""
    member, held = zlib.decompressobj(_GZIP), b""
    for piece in pieces:
        rest, held = held + piece, b""
        while rest:
            if member.eof:
                if len(rest) < len(_GZIP_BEGINS) and _GZIP_BEGINS.startswith(rest):
                    # Whether another member follows is told by what comes next.
                    held = rest
                    break
                if not rest.startswith(_GZIP_BEGINS):
                    return
                member = zlib.decompressobj(_GZIP)
            yield member.decompress(rest, most + 1)
            rest = member.unused_data if member.eof else member.unconsumed_tail
    if not member.eof:
        raise UnreadableError("it is cut off")


def _inflated_zlib(pieces: Iterable[bytes], most: int) -> Iterator[bytes]:
    """What a `deflate` body unpacks to, which some servers send without the header that it should have."""
    stream, begun = zlib.decompressobj(_ZLIB), False
    for piece in pieces:
        rest = piece
        while rest and not stream.eof:
            try:
                out = stream.decompress(rest, most + 1)
            except zlib.error:
                if begun:
                    raise
                stream = zlib.decompressobj(-zlib.MAX_WBITS)
                out = stream.decompress(rest, most + 1)
            begun = True
            yield out
            rest = stream.unconsumed_tail
    if not stream.eof:
        raise UnreadableError("it is cut off")
