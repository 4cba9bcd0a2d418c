"""How large a file will be that zstd has packed, told from its heads alone.

Python 3.11 cannot unpack such files; fxtranslate can, but without any limit.
"""

import struct

_MAGIC = b"\x28\xb5\x2f\xfd"
_BLOCK = 128 * 1024  # what a block unpacks to at most
_RAW, _REPEATED, _PACKED = range(3)


def most(data: bytes) -> int:
    """Give the most bytes that a file packed by zstd can unpack to.

    Raises ValueError if it is cut short, or packed by something else.
    """
    if data[:4] != _MAGIC or len(data) < 5:
        raise ValueError("it is not packed by zstd")
    flags = data[4]
    is_single = flags >> 5 & 1
    sizes = (is_single, 2, 4, 8)[flags >> 6]
    at = 5 + (not is_single) + (0, 1, 2, 4)[flags & 3] + sizes
    total, is_last = 0, False
    while not is_last:
        head = data[at : at + 3]
        if len(head) < 3:
            raise ValueError("it is cut short")
        (word,) = struct.unpack("<I", head + b"\0")
        is_last, kind, size = bool(word & 1), word >> 1 & 3, word >> 3
        if kind > _PACKED:
            raise ValueError("it is damaged")
        total += _BLOCK if kind == _PACKED else size
        at += 3 + (1 if kind == _REPEATED else size)
        if at > len(data):
            raise ValueError("it is cut short")
    return total
