"""Whether the tags of a text are in its translation, and well nested."""

from collections.abc import Iterator

from pipeline import tags
from pipeline.checks import Hit, Pair


def find(pair: Pair) -> Iterator[Hit]:
    """A numbered tag of the source is missing, doubled or crossed, or there is one more.

    Such are <1>…</1> around words and <2/>, which stand for the mark-up of the article: links,
    emphasis, code. Each has to stand in the translation once, around the words that translate its
    own; an article is not exported without them.
    """
    for trouble in tags.troubles(pair.source, pair.target):
        if trouble.in_source:
            yield Hit(trouble.message, source=trouble.at)
        else:
            yield Hit(trouble.message, trouble.at)
