"""Lines of a text as editors count them: each of CR, LF and CRLF ends one."""

import re
from bisect import bisect_right
from collections.abc import Callable

_END = re.compile("\r\n|\r|\n")


def counter(text: str) -> Callable[[int], int]:
    """Give a function that says on which line, from 1, a character of `text` stands."""
    starts = [end.end() for end in _END.finditer(text)]
    return lambda at: bisect_right(starts, at) + 1
