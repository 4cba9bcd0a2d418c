"""Whether a space follows what asks for one."""

import re
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading import links

_LETTER = r"[^\W\d_]"
_CLOSE = re.compile(
    rf"(?<=\w)[,;!?](?={_LETTER})|(?<={_LETTER}):(?={_LETTER})|(?<=[a-zа-яё])[.](?=[A-ZА-ЯЁ])"
)


def find(pair: Pair) -> Iterator[Hit]:
    """No space stands behind a comma or another sign between two words.

    Addresses, abbreviations and initials are written without one, and so is what the source
    writes so.
    """
    found = list(_CLOSE.finditer(pair.target))
    if not found:
        return
    kept = [each for _, *each in links.find(pair.target)]
    for each in found:
        around = pair.target[each.start() - 1 : each.end() + 1]
        if around in pair.source or any(start <= each.start() < end for start, end in kept):
            continue
        yield Hit(f"no space after {each[0]}", Span(*each.span()))
