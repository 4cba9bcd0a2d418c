"""What stands within a line of HTML, and what of it is to be a block with tags."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from pipeline.articles.hypertext import Attribute, What
from pipeline.model import Span

_SPACES = re.compile(r"[ \t\f]*+(\r\n|\r|\n)[ \t\f]*+|[ \t\f]++")
_SOFT_HYPHEN = "\xad"
_BLANK = re.compile(r"(?:\s|&nbsp;|&#160;|&#xa0;)*+", re.IGNORECASE)
_WORDS = re.compile(r"[^\s&]++|&(?!nbsp;|#160;|#xa0;)", re.IGNORECASE)
_NOTES: Mapping[str, str] = {
    **dict.fromkeys(["em", "i"], "emphasis"),
    **dict.fromkeys(["b", "strong"], "strong emphasis"),
    **dict.fromkeys(["del", "s", "strike"], "struck out"),
}
_LONGEST_MARK = 9
_FEWEST_LINKS = 2


class Item(NamedTuple):
    """A piece of a block under way.

    `what` is TEXT, OPEN, CLOSE, RAW for words that stay as they are, or OTHER; `shown` what a
    reader sees of it.
    """

    what: What
    start: int
    end: int
    name: str = ""
    shown: str = ""
    note: str = ""

    @property
    def is_word(self) -> bool:
        """Whether it is something to read; pictures and breaks at the edges of a block are not."""
        return self.what in {What.TEXT, What.RAW} and bool(self.shown.strip())


def note_of(name: str, known: Mapping[str, Attribute]) -> str:
    """Tell translators what a pair of tags does to words; empty if they know it by its name."""
    if name == "a" and "href" in known:
        return f"link to {' '.join(known['href'].value.split())}"
    return _NOTES.get(name, "")


def mates_of(items: Sequence[Item]) -> dict[int, int]:
    """Find the pairs: which tag closes which, so that none cross."""
    mates: dict[int, int] = {}
    opened: list[int] = []
    count: Counter[str] = Counter()
    for at, item in enumerate(items):
        if item.what is What.OPEN:
            opened.append(at)
            count[item.name] += 1
        elif item.what is What.CLOSE and count[item.name]:
            while True:
                other = opened.pop()
                count[items[other].name] -= 1
                if items[other].name == item.name:
                    break
            mates[at], mates[other] = other, at
    return mates


def menu_of(items: Sequence[Item]) -> list[Sequence[Item]]:
    """Take a row of links without words between them apart; empty for anything else."""
    if sum(item.name == "a" and item.what is What.OPEN for item in items) < _FEWEST_LINKS:
        return []
    mates = mates_of(items)
    links: list[Sequence[Item]] = []
    at = 0
    while at < len(items):
        item, end = items[at], mates.get(at, at)
        if end > at and item.name == "a":
            links.append(items[at : end + 1])
        elif end > at or any(map(str.isalnum, item.shown)):
            return []
        at = end + 1
    return links


def with_marks(items: Sequence[Item]) -> Sequence[Item]:
    """Make one item of each mark of a footnote: a raised link with a number or a sign for text."""
    if not any(item.name == "sup" for item in items):
        return items
    mates = mates_of(items)
    made: list[Item] = []
    at = 0
    while at < len(items):
        end = mates.get(at, at)
        inside = items[at : end + 1] if end - at < _LONGEST_MARK else ()
        names = {item.name for item in inside if item.what is What.OPEN}
        shown = "".join(item.shown for item in inside)
        if names == {"a", "sup"} and shown.strip() and not any(map(str.isalpha, shown)):
            first, last = items[at], items[end]
            made.append(Item(What.OTHER, first.start, last.end, "sup", note=f"footnote {shown}"))
            at = end
        else:
            made.append(items[at])
        at += 1
    return made


def steps(mates: Mapping[int, int], start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of items that are one piece of a block.

    Tags are, whose pairs lie right within each other; and so are pairs with nothing in them, which
    stand for themselves, as the link does that a page shows as a picture.
    """
    first = start
    while first < end:
        last = first
        while last + 1 < end and last in mates and mates.get(last + 1) == mates[last] - 1:
            last += 1
        yield first, last
        first = last + 1


def extent(items: Sequence[Item], mates: Mapping[int, int]) -> tuple[int, int]:
    """Say which items are a block: its words, and the pairs around some of them, but not all."""
    words = [at for at, item in enumerate(items) if item.is_word]
    first, last = words[0], words[-1]
    start = next((at for at in range(first) if first < mates.get(at, -1) < last), first)
    end = next(
        (at for at in range(len(items) - 1, last, -1) if first < mates.get(at, -1) < last), last
    )
    return start, end + 1


def trimmed(raw: str, items: Sequence[Item]) -> Span:
    """Give the place of some items without the white space at its edges."""
    start, end = items[0].start, items[-1].end
    if items[0].what is What.TEXT:
        found = _BLANK.match(raw, start)
        start = found.end() if found else start
    if items[-1].what is What.TEXT:
        words = _WORDS.finditer(raw, max(start, items[-1].start), end)
        end = max(word.end() for word in words)
    return Span(start, end)


def collapsed(text: str) -> str:
    """Make one of spaces beside each other, as browsers do; line breaks stay.

    Soft hyphens go: where English words may be parted, no others may.
    """
    return _SPACES.sub(lambda found: found[1] or " ", text.replace(_SOFT_HYPHEN, ""))
