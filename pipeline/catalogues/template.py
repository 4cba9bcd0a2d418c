"""The template (`.pot`) of an article: its sentences without translations."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from pipeline.catalogues import header as headers
from pipeline.catalogues import po
from pipeline.errors import CatalogueBroken
from pipeline.model import Catalogue, Entry


class Template(NamedTuple):
    """The bytes of a `.pot` file, and the POT-Creation-Date in them."""

    data: bytes
    created: str


def template(article: str, found: Sequence[Entry], old: bytes | None, now: datetime) -> Template:
    """Write the template of an article; its date moves only when its sentences do.

    `found` comes from `merge.sources`, `old` are the bytes of the template that exists, if
    any. Nobody works in a template, so one that cannot be read is made anew.
    """
    created = headers.date(now)
    if old is not None:
        before = _read(old, article)
        if [entry.source for entry in before.entries] == [entry.source for entry in found]:
            created = headers.get(before.header, headers.CREATED) or created
    header = headers.template(article, created)
    return Template(po.render(Catalogue(article, "", tuple(found), header)), created)


def _read(data: bytes, article: str) -> Catalogue:
    try:
        return po.parse(data, Path(article), article, "")
    except CatalogueBroken:
        return Catalogue(article, "")
