"""Tone marks in two ways in one text."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.reading.tones import tones


def find(pair: Pair) -> Iterator[Hit]:
    """Tone marks are placed in two ways: "hòa" beside "khoẻ".

    Vietnamese writes "hòa", "khỏe" and "thúy" or "hoà", "khoẻ" and "thuý"; a text keeps to one
    of them. The rarer one is shown, of two equally many the later. Only open syllables in oa, oe
    and uy have two ways; "quý" and "hoàn" have one.
    """
    found = list(tones(pair.target, pair.language))
    old = sum(each.is_old for each in found)
    if old in (0, len(found)):
        return
    first = found[0].is_old
    usual = first if 2 * old == len(found) else 2 * old > len(found)
    for each in found:
        if each.is_old is not usual:
            form = pair.target[slice(*each.span)]
            way = "old" if each.is_old else "new"
            yield Hit(f"“{form}” is the {way} way, elsewhere here it is “{each.other}”", each.span)
