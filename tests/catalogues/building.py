"""Small catalogues for tests, in a few words."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from pipeline.catalogues import header, merge, po
from pipeline.catalogues.fuzzy import Fuzzy
from pipeline.model import Catalogue, Entry, Kind, Place

NOW = datetime(2024, 5, 1, 10, 0, tzinfo=UTC)
LATER = datetime(2024, 6, 1, 10, 0, tzinfo=UTC)
HEADER = header.new("harbour", "vi", plural_forms="nplurals=1; plural=0;", now=NOW)
CREATED = "2024-05-01 10:00+0000"
PATH = Path("harbour.po")


def found(*sentences: str, kind: Kind = Kind.BODY) -> tuple[Entry, ...]:
    """An article's sentences, as `merge.sources` gives them, a line each."""
    return tuple(
        Entry(sentence, places=(Place("harbour.txt", line),), kinds=(kind,))
        for line, sentence in enumerate(dict.fromkeys(sentences), 1)
    )


def catalogue(*entries: Entry) -> Catalogue:
    """A catalogue of these entries, with a whole header."""
    return Catalogue("harbour", "vi", entries, HEADER)


def merged(old: Catalogue, sentences: Sequence[str]) -> Catalogue:
    """The catalogue after its article has become these sentences."""
    return merge.merge(old, found(*sentences), created=CREATED).catalogue


def read(data: bytes, *, before: Fuzzy | None = None) -> Catalogue:
    """A PO file in Vietnamese, read."""
    return po.parse(data, PATH, "harbour", "vi", before=before)


def reread(old: Catalogue) -> Catalogue:
    """The catalogue as it is read from the file that it makes."""
    return read(po.render(old))


def with_header(body: str) -> bytes:
    """A PO file of our header and this."""
    return po.render(catalogue()) + b"\n" + body.encode()
