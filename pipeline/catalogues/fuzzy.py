"""What was fuzzy in a catalogue when it was last saved, since some programs strip the flags.

OmegaT writes files without any, and empties what was fuzzy; converters drop them on their way.
Neither touches PO-Revision-Date, as the programs do in which people approve.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from pipeline.catalogues import header as headers
from pipeline.model import Catalogue, State


class Suggestion(NamedTuple):
    """A fuzzy text that is no untouched draft, and the sentence that it was made for.

    With `is_match` it comes from the memory and has not been touched.
    """

    target: str
    previous: str | None
    is_match: bool = False


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """`revised` is the PO-Revision-Date at that time; `suggestions` stand by their source.

    Drafts are not in it, for they carry their marks with them.
    """

    revised: str
    suggestions: Mapping[str, Suggestion] = field(default_factory=dict)


def fuzzy(catalogue: Catalogue) -> Fuzzy | None:
    """Note down what is fuzzy in a catalogue; None if nothing is."""
    found = [
        entry
        for entry in catalogue.entries
        if entry.state in {State.DRAFT, State.SUGGESTED} or entry.fuzzy
    ]
    if not found:
        return None
    suggestions = {
        entry.source: Suggestion(entry.target, entry.previous, entry.is_match)
        for entry in found
        if entry.is_match or not entry.origin
    }
    return Fuzzy(headers.get(catalogue.header, headers.REVISED), suggestions)
