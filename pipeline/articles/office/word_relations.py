"""What the parts of Word's packages point at."""

import posixpath
from typing import NamedTuple

from pipeline.articles.office import elements
from pipeline.articles.office.zipped import Package, parts


class Relation(NamedTuple):
    """What a part points at: a part's name, or an address outside if `is_external`."""

    id: str
    kind: str
    target: str
    is_external: bool


def relations(package: Package, part: str) -> tuple[Relation, ...]:
    """Say what a part points at, in the order of the file; "" is the package itself."""
    folder, name = posixpath.split(part)
    told = posixpath.join(folder, "_rels", f"{name}.rels")
    if not package.has(told):
        return ()
    return tuple(
        Relation(
            each.get("Id", ""),
            each.get("Type", "").rpartition("/")[2],
            each["Target"] if is_external else _resolved(folder, each["Target"]),
            is_external,
        )
        for name, each in elements.listed(parts(package, [told])[told], package.path, told)
        if name == "rel:Relationship" and "Target" in each
        for is_external in [each.get("TargetMode") == "External"]
    )


def _resolved(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
