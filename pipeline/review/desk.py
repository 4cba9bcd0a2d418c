"""What all requests share: the project, and what is expensive to open or to read again."""

from dataclasses import dataclass, field

from pipeline.review.index import Index
from pipeline.review.overview import Tally
from pipeline.workflow.project import Project


@dataclass(slots=True)
class Desk:
    """A project as the review page works on it; safe to use from several threads."""

    project: Project
    _index: Index = field(init=False)
    _tally: Tally = field(init=False)

    def __post_init__(self) -> None:
        """Make what is filled when first asked for."""
        self._index = Index(self.project)
        self._tally = Tally(self.project)

    def index(self) -> Index:
        """Give the texts of all catalogues."""
        return self._index

    def tally(self) -> Tally:
        """Give what counts how far everything is."""
        return self._tally
