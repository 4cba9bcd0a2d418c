"""What all requests share: the project, and what is expensive to open or to read again."""

import threading
from dataclasses import dataclass, field

from pipeline.evaluation.reviews import Reviews
from pipeline.model import Entry
from pipeline.review.index import Index
from pipeline.review.opened import Shelf
from pipeline.review.overview import Tally
from pipeline.workflow.project import Project


@dataclass(slots=True)
class Desk:
    """A project as the review page works on it; safe to use from several threads.

    `shelf` has the articles that are open, `tally` counts how far all are, `index` has
    the texts of all, `reviews` is the record of what was saved here, `known` what checks found,
    `replaced` what stood there before the last save of a segment, by article, language and key.
    Whoever saves holds `saving`, so that two windows take turns.
    """

    project: Project
    shelf: Shelf = field(init=False)
    tally: Tally = field(init=False)
    index: Index = field(init=False)
    reviews: Reviews = field(init=False)
    known: dict[bytes, str] = field(init=False, default_factory=dict)
    replaced: dict[tuple[str, str, str], Entry] = field(init=False, default_factory=dict)
    saving: threading.Lock = field(init=False, default_factory=threading.Lock)

    def __post_init__(self) -> None:
        """Make what is filled when first asked for."""
        self.shelf = Shelf(self.project)
        self.tally = Tally(self.project)
        self.reviews = Reviews(self.project.reviews_path)
        self.index = Index(self.project)
