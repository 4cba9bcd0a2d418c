"""Whether addresses are kept."""

from collections.abc import Iterator
from itertools import islice

from pipeline.checks import Hit, Pair
from pipeline.model import Span
from pipeline.reading import links

# How many are looked for: each takes a look at all of a translation.
_MOST = 100


def find(pair: Pair) -> Iterator[Hit]:
    """A web or e-mail address, the name of an account or a topic is not as in the source.

    Addresses are kept to the letter, capitals aside. A company that is called by its domain may
    be called by its name alone (Booking.com, Booking).
    """
    target = pair.target.lower()
    for link in islice(links.find(pair.source), _MOST):
        text = pair.source[link.start : link.end]
        if text.lower() in target or (link.kind == "domain" and _is_name(text.lower(), target)):
            continue
        yield Hit(f"{text} is missing", source=Span(link.start, link.end))


def _is_name(domain: str, target: str) -> bool:
    name = domain.split(".")[0]
    return name in target and f"{name}." not in target
