"""One source with several translations, and one translation of several sources."""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from pipeline.checks import Hit, Pair
from pipeline.model import Kind

# From the first letter or digit to the last.
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?", re.DOTALL)
_QUOTES = re.compile("[“”„«»‘’']")
_SHORT = 4  # words, below which a text may well be translated as another one is
_LABELS = frozenset({Kind.CREDIT, Kind.SOURCE, Kind.RELATED})
_WORD = re.compile(r"\w+")
_LITTLE = frozenset(
    "a an the and that which is are was were be been has have had to of now".split()
)
_SHOWN = 60
# To put marks in order takes the square of their number, so texts of marks are taken as they are.
_LONGEST = 5_000


def inconsistent(pairs: Sequence[Pair]) -> Iterator[tuple[int, Hit]]:
    """A text is translated in several ways.

    The same English, with capitals, quotation marks and final punctuation aside, has different
    translations, in one article or in several. Each translation that is used less than another
    is reported once, at its first place.
    """
    for group in _groups(pairs, by_source=True):
        used = Counter(group.values())
        usual = _most_used(group, used)
        seen = {group[usual]}
        for at, key in group.items():
            if key not in seen:
                seen.add(key)
                other = _shown(pairs[usual].target)
                yield at, Hit(f"elsewhere the same text is “{other}”")


def same(pairs: Sequence[Pair]) -> Iterator[tuple[int, Hit]]:
    """Different texts have one translation.

    Two English texts of some length that differ in their words or figures are translated by the
    same text. Short texts, labels and credits may be: "Oil" and "Crude" are one word in many
    languages; so may texts that differ in articles, auxiliaries and the order of words. Each such
    text is reported once, at its first place.
    """
    for group in _groups(pairs, by_source=False):
        first = next(iter(group))
        seen = {_content(group[first])}
        for at, key in group.items():
            content = _content(key)
            if content not in seen:
                seen.add(content)
                yield at, Hit(f"also the translation of “{_shown(pairs[first].source)}”")


def _groups(pairs: Sequence[Pair], *, by_source: bool) -> Iterator[dict[int, str]]:
    """Give the indices of pairs that agree on one side, with what stands on the other."""
    groups: dict[str, dict[int, str]] = defaultdict(dict)
    for at, pair in enumerate(pairs):
        source, target = _key(pair.source), _key(pair.target)
        if source and target and (by_source or not _is_label(pair)):
            key, other = (source, target) if by_source else (target, source)
            groups[key][at] = other
    yield from (group for group in groups.values() if len(set(group.values())) > 1)


def _most_used(group: dict[int, str], used: Counter[str]) -> int:
    return max(group, key=lambda at: (used[group[at]], -at))


def _is_label(pair: Pair) -> bool:
    few = min(len(pair.source.split()), len(pair.target.split())) < _SHORT
    return few or all(kind in _LABELS for kind in pair.kinds)


def _key(text: str) -> str:
    """Leave capitals, spaces, kinds of quotation marks, and what is around the text aside."""
    found = _CORE.search(text)
    if not found:
        return ""
    core = found[0]
    if len(core) < _LONGEST:
        core = unicodedata.normalize("NFC", core)
    return _QUOTES.sub('"', " ".join(core.casefold().split()))


def _content(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text)) - _LITTLE


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN].rstrip()}…"
