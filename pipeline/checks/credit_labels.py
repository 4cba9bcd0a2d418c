"""Whether credits and sources have their label in the language."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.checks import Hit, Pair
from pipeline.languages import Language
from pipeline.model import Span


def find(pair: Pair) -> Iterator[Hit]:
    """The label of a credit or a source is still English.

    “(Photo: VNA)” is “(Ảnh: VNA)” in Vietnamese. The labels are those of the language file.
    """
    if ":" not in pair.target or ":" not in pair.source:
        return
    pattern = _labels(pair.language)
    if not pattern:
        return
    found = pattern.search(pair.target)
    shown = pair.language.labels.get(found[1].lower()) if found else None
    if found and shown and pattern.search(pair.source):
        yield Hit(f"{found[1]}: is {shown}: here", Span(*found.span(1)))


def _labels(language: Language) -> re.Pattern[str] | None:
    return _pattern(
        tuple(label for label, shown in language.labels.items() if label != shown.lower())
    )


@lru_cache(maxsize=16)
def _pattern(labels: tuple[str, ...]) -> re.Pattern[str] | None:
    if not labels:
        return None
    longest = sorted(labels, key=len, reverse=True)
    return re.compile(rf"(?:\A|[(\[/])\s?({'|'.join(map(re.escape, longest))})\s?:", re.IGNORECASE)
