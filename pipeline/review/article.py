"""An article as a person reviews it: in its own flow, each segment with what is known of it."""

import hashlib
from dataclasses import dataclass

from pipeline.catalogues import Counts
from pipeline.languages import Language
from pipeline.model import Entry, Finding, Kind


@dataclass(frozen=True, slots=True)
class Line:
    """A segment of an article with its translation.

    `key` names its entry in addresses; a text that stands twice is one entry, so `is_repeat` says
    that it stood further up already. `number` counts the article's segments from 1, `at` is
    the line of the catalogue's file where the translation stands, 0 if in none. `expected` is the
    fingerprint that a save brings back. `findings` are those that nobody has dismissed, the
    gravest first, `dismissed` the others with their reasons. `is_low` says that a draft's
    confidence is below what the project trusts.
    """

    key: str
    number: int
    at: int
    kind: Kind
    entry: Entry
    expected: str
    findings: tuple[Finding, ...] = ()
    dismissed: tuple[tuple[Finding, str], ...] = ()
    is_left_out: bool = False
    is_low: bool = False
    is_repeat: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that stand together in the article; `kind` is that of the first one."""

    kind: Kind
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """An article in one language.

    `path` is the catalogue's, as shown. With `is_new` there is no such file yet: only a run makes
    it, and until then nothing can be saved. `retired` are translations whose sentence is gone.
    """

    article: str
    language: Language
    path: str
    paragraphs: tuple[Paragraph, ...]
    counts: Counts
    retired: tuple[Entry, ...] = ()
    is_new: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """All segments in order."""
        return tuple(line for paragraph in self.paragraphs for line in paragraph.lines)


def key(source: str) -> str:
    """Name a sentence in addresses."""
    return hashlib.blake2b(source.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
