"""Whether quotations are opened and closed."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading import quotation

# In the source: a single mark behind a word closes a quotation, or is an apostrophe.
_MAY_OPEN = re.compile(r"‘|(?<!\w)'(?=\w)")
_MAY_CLOSE = re.compile(r"(?<=[\w.,!?…])['’](?!\w)")


def find(pair: Pair) -> Iterator[Hit]:
    """The quotation marks of the translation do not pair.

    A mark is not closed, closes nothing, or two have changed places. Any pair that the language
    knows will do, and straight ones; apostrophes, inches and minutes are no quotation marks. A
    quotation that runs over several sentences opens or closes in one of them only, so a mark
    that is alone in the source too may be alone. The first that is wrong is named.
    """
    pairs = pair.language.typography.quotes
    if not pairs:
        return
    alone = [mark for mark in _unpaired(pair.target, pairs) if mark.sign != "'"]
    if not alone:
        return
    allowed = Counter(mark.opens for mark in _unpaired(pair.source, quotation.ENGLISH))
    singles = len(_MAY_CLOSE.findall(pair.source)) - len(_MAY_OPEN.findall(pair.source))
    allowed[False] += max(0, singles)
    inches = "inch" in pair.source.lower()
    for mark in alone:
        if allowed[mark.opens]:
            allowed[mark.opens] -= 1
            continue
        if inches and pair.target[mark.start - 1 : mark.start].isdigit():
            continue
        said = "is not closed" if mark.opens else "closes nothing"
        yield Hit(f"{mark.sign} {said}", Span(mark.start, mark.end))
        return


def _unpaired(text: str, pairs: Sequence[str]) -> list[quotation.Mark]:
    return list(quotation.unpaired(quotation.marks(text, pairs), pairs))
