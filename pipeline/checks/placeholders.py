"""Whether placeholders and tags are kept."""

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Span

_PLACEHOLDER = re.compile(
    r"</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,200})?/?>"  # <m0>, <b>, </a>
    r"|&(?:[A-Za-z]{2,8}|\#\d{1,7}|\#x[0-9A-Fa-f]{1,6});"  # &nbsp;
    r"|\$?\{[A-Za-z_]\w{0,40}\}|\{\d{0,3}\}"  # {name}, {0}
    r"|(?<![\d%])%(?:\(\w{1,40}\))?(?:\d\$)?[sdif](?![\w-])"  # %s, %(name)s
)
_SIGNS = re.compile(r"[<&{%]")


def find(pair: Pair) -> Iterator[Hit]:
    """A placeholder, a tag or an entity of the source is missing, or there is one more.

    Such are <m0>, {name}, %s, &nbsp; and the tags of HTML.
    """
    if not _SIGNS.search(pair.target) and not _SIGNS.search(pair.source):
        return
    theirs, ours = (list(_PLACEHOLDER.finditer(text)) for text in (pair.source, pair.target))
    for found in _more(theirs, ours):
        yield Hit(f"{found[0]} is missing", source=Span(*found.span()))
    for found in _more(ours, theirs):
        yield Hit(f"{found[0]} is not in the source", Span(*found.span()))


def _more(these: list[re.Match[str]], those: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the matches of `these` that those do not have, or not as often."""
    there = Counter(found[0] for found in those)
    for found in these:
        if there[found[0]]:
            there[found[0]] -= 1
        else:
            yield found
