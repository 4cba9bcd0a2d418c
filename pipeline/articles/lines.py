"""Lines of a text as editors count them: each of CR, LF and CRLF ends one."""

import re
from bisect import bisect_right
from collections.abc import Callable

from pipeline import tags
from pipeline.model import Article, Block
from pipeline.tags import Form

_END = re.compile("\r\n|\r|\n")


def counter(text: str) -> Callable[[int], int]:
    """Give a function that says on which line, from 1, a character of `text` stands."""
    starts = [end.end() for end in _END.finditer(text)]
    return lambda at: bisect_right(starts, at) + 1


def count(text: str) -> int:
    """Count the line ends in a text."""
    return len(_END.findall(text))


def of(article: Article) -> Callable[[int], int]:
    """Give a function that says on which line of its file a character of an article stands."""
    if article.layout is None:
        return counter(article.text)
    starts = [block.span.start for block in article.blocks]

    def line(at: int) -> int:
        block = article.blocks[max(0, bisect_right(starts, at) - 1)]
        return block.line + _breaks_before(article.text[block.span.start : at], block)

    return line


def _breaks_before(text: str, block: Block) -> int:
    """Count the line breaks in a block up to a place in it, with those in its mark-up."""
    found = count(text)
    for each in tags.find(text):
        tag = block.tags[each.number - 1]
        found += count(tag.closing or "" if each.form is Form.CLOSE else tag.opening)
    return found
