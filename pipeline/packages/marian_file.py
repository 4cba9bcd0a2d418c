"""What stands in a binary model of Marian, as Firefox's are, read without loading it."""

import math
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from pipeline.packages.model_file import CutShort, Variable

_VERSION = 1
# More than any model has; what is larger is no head of one.
_MOST_ITEMS, _MOST_NAME, _MOST_DIMENSIONS = 100_000, 10_000, 8

# Types by Marian's numbers: kinds of numbers in the upper bits, bytes of an item in the lowest.
_KINDS = {0x101: "int8", 0x104: "int32", 0x402: "float16", 0x404: "float32"}
_INTGEMM = 0x4000
_SHORTLIST = 0xF11A48D5013417F5
_SHORTLIST_HEAD = struct.Struct("<6Q")


def variables(path: Path) -> Iterator[Variable]:
    """Yield the variables of a model, which must be there to its last byte.

    A version and how many there are; for each the lengths of its name and data, its type and
    its number of dimensions; then all names, all shapes, a gap, and all data. Raises CutShort
    and OSError.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        version, count = _read(file, "<2Q")
        if version != _VERSION or not 0 < count <= _MOST_ITEMS:
            raise CutShort
        heads = [_read(file, "<4Q") for _ in range(count)]
        if any(name > _MOST_NAME or shape > _MOST_DIMENSIONS for name, _, shape, _ in heads):
            raise CutShort
        names = [_bytes(file, length) for length, *_ in heads]
        shapes = [_read(file, f"<{dimensions}i") for _, _, dimensions, _ in heads]
        (gap,) = _read(file, "<Q")
        if file.tell() + gap + sum(length for *_, length in heads) != size:
            raise CutShort
    for name, (_, kind, _, length), shape in zip(names, heads, shapes, strict=True):
        if min(shape, default=1) < 0 or math.prod(shape) * (kind & 0xFF) > length:
            raise CutShort
        text = name.rstrip(b"\0").decode("utf-8", "replace")
        yield Variable(text, shape, _KINDS.get(kind & ~_INTGEMM, ""))


def is_shortlist(path: Path) -> bool:
    """Say whether a file is a whole list of the words that may translate others: two tables."""
    try:
        with path.open("rb") as file:
            head = file.read(_SHORTLIST_HEAD.size)
            size = os.fstat(file.fileno()).st_size
        *_, offsets, words = _SHORTLIST_HEAD.unpack(head)
    except (OSError, struct.error):
        return False
    whole: int = _SHORTLIST_HEAD.size + 8 * offsets + 4 * words
    return kind(head) == SHORTLIST and size == whole


def kind(head: bytes) -> str:
    """Tell from the first bytes of a file whether it is a MODEL, a SHORTLIST or a VOCABULARY."""
    sign = int.from_bytes(head[:8], "little")
    return {_VERSION: MODEL, _SHORTLIST: SHORTLIST}.get(sign, VOCABULARY)


MODEL, SHORTLIST, VOCABULARY = "model", "shortlist", "vocabulary"


def _read(file: BinaryIO, form: str) -> tuple[int, ...]:
    return struct.unpack(form, _bytes(file, struct.calcsize(form)))


def _bytes(file: BinaryIO, length: int) -> bytes:
    data = file.read(length)
    if len(data) < length:
        raise CutShort
    return data
