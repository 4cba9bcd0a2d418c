"""The pieces that an Argos package's model knows."""

import json
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import FileError, PackageError


class Vocabulary(NamedTuple):
    """The pieces of each side; the same set where both share one vocabulary."""

    source: frozenset[str]
    target: frozenset[str]


def vocabulary(model: Path) -> Vocabulary:
    """Read the vocabularies in the folder of a model. Raises PackageError and FileError."""
    shared = _pieces(model / "shared_vocabulary")
    if shared is not None:
        return Vocabulary(shared, shared)
    return Vocabulary(*(_pieces(model / f"{side}_vocabulary") or frozenset() for side in _SIDES))


_SIDES = ("source", "target")


def _pieces(stem: Path) -> frozenset[str] | None:
    """Read a list of pieces, as JSON or one a line; None if there is no such file."""
    for suffix in (".json", ".txt"):
        path = stem.with_suffix(suffix)
        try:
            text = path.read_text(encoding="utf-8")
            # White space within a line may be a piece's own, other line breaks too.
            lines = text.removesuffix("\n").split("\n")
            return frozenset(json.loads(text) if suffix == ".json" else lines)
        except FileNotFoundError:
            continue
        except OSError as error:
            raise FileError.of(path, error, "read") from error
        except (ValueError, TypeError, RecursionError) as error:
            raise PackageError(f"{path} is no list of pieces") from error
    return None
