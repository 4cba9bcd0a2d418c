"""Translations that are far shorter or longer than usual."""

import math
from collections.abc import Iterator

from pipeline.checks import Hit, Pair

# Added to both lengths: a few characters more or less mean nothing where there are few.
_FEW = 10

# In deviations: what is cut in half is five shorter, and acronyms that are written out are up to
# four longer. Of news that people have translated from English, one pair in two hundred is beyond
# either, and most of those leave something out.
_SHORT, _LONG = 2.7, 4.0
# Fewer missing or further characters than this are never reported.
_LEAST_SHORT, _LEAST_LONG = 20, 40


def find(pair: Pair) -> Iterator[Hit]:
    """The translation is far shorter or longer than its source lets one expect.

    Something is missing, or was said twice. The file of the language says how long translations
    into it are, and how much that varies; nothing is found for a language that does not.
    """
    usual = pair.language.prose.length
    if not usual.deviation:
        return
    source, target = len(pair.source), len(pair.target)
    unusual = (math.log((target + _FEW) / (source + _FEW)) - usual.mean) / usual.deviation
    if -_SHORT <= unusual <= _LONG:
        return
    expected = round((source + _FEW) * math.exp(usual.mean)) - _FEW
    if target < expected - _LEAST_SHORT or target > expected + _LEAST_LONG:
        word = "only " if unusual < 0 else ""
        yield Hit(f"{word}{target} characters, where about {expected} are usual")
