"""Whether addresses are kept."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading import links


def find(pair: Pair) -> Iterator[Hit]:
    """A web or e-mail address, the name of an account or a topic is not as in the source.

    Addresses are kept to the letter; the case of a domain's letters does not matter.
    """
    target = pair.target.lower()
    for link in links.find(pair.source):
        text = pair.source[link.start : link.end]
        if text.lower() not in target:
            yield Hit(f"{text} is missing", source=Span(link.start, link.end))
