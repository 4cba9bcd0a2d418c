"""What stands in a model.bin of CTranslate2, read without loading it."""

import math
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple


class Variable(NamedTuple):
    """A variable of a model: its name, its shape, and the type of its items (`int8`)."""

    name: str
    shape: tuple[int, ...]
    kind: str


class CutShort(Exception):
    """A file that is no model.bin, or only a part of one."""


# The layout of model.bin: the version that brought a part, and the newest that is known here.
_WITH_NAME, _WITH_ALIASES, _WITH_TYPE, _NEWEST = 2, 3, 4, 6
_NO_VERSION = 100  # from here on the first number is none

# The types of items by their number, with their bytes.
_KINDS = (("float32", 4), ("int8", 1), ("int16", 2), ("int32", 4), ("float16", 2), ("bfloat16", 2))
_BY_SIZE = {4: "float32", 2: "int16", 1: "int8"}


def variables(path: Path) -> Iterator[Variable]:
    """Yield the variables of a CTranslate2 file, which must be there to its last byte.

    The layout is that of `ModelSpec._serialize` in CTranslate2's converters: a version, the
    name of the specification and its revision, the variables with name, shape, type and
    bytes, then pairs of names for variables that are the same. CTranslate2 reads the bytes
    into room measured by the shape without comparing the two, so they are compared here.
    A newer layout yields nothing: the engine will say whether it can read it. Raises CutShort
    and OSError.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        version = _number(file, "I")
        if _NEWEST < version < _NO_VERSION:
            return
        if not 0 < version <= _NEWEST:
            raise CutShort
        if version >= _WITH_NAME:
            _skip(file, _number(file, "H") + struct.calcsize("I"), size)
        for _ in range(_number(file, "I")):
            yield _variable(file, size, version)
        if version >= _WITH_ALIASES:
            for _ in range(2 * _number(file, "I")):
                _skip(file, _number(file, "H"), size)


def _variable(file: BinaryIO, size: int, version: int) -> Variable:
    length = _number(file, "H")
    name = file.read(length)
    shape = tuple(_number(file, "I") for _ in range(_number(file, "B")))
    code, count = _number(file, "B"), _number(file, "I")
    if version < _WITH_TYPE:
        kind, item, count = _BY_SIZE.get(code, ""), code, count * code
    else:
        kind, item = _KINDS[code] if code < len(_KINDS) else ("", 0)
    if len(name) < length or count != math.prod(shape) * item:
        raise CutShort
    _skip(file, count, size)
    return Variable(name.rstrip(b"\0").decode("utf-8", "replace"), shape, kind)


def _number(file: BinaryIO, kind: str) -> int:
    data = file.read(struct.calcsize(kind))
    if len(data) < struct.calcsize(kind):
        raise CutShort
    value: int = struct.unpack(f"<{kind}", data)[0]
    return value


def _skip(file: BinaryIO, count: int, size: int) -> None:
    if file.seek(count, os.SEEK_CUR) > size:
        raise CutShort
