"""What helps with one segment: matches of the memory, terms, other places, its history."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.errors import PipelineError, UsageError
from pipeline.evaluation.reviews import Review
from pipeline.languages import Language
from pipeline.memory import Match
from pipeline.memory.store import Memory
from pipeline.model import Draft, Entry, Term
from pipeline.review.article import remarks
from pipeline.review.desk import Desk
from pipeline.review.difference import Piece, pieces
from pipeline.review.index import Use
from pipeline.workflow import drafters, records
from pipeline.workflow.terms import finder

# Matches from this score on are shown, however few of them the project enters by itself.
LEAST = 0.75
# What one can take in at a glance, and has a key for.
MOST_MATCHES = 5
MOST_PLACES = 12
MOST_SAVES = 12


@dataclass(frozen=True, slots=True)
class Remembered:
    """A match of the memory; `pieces` lay its sentence over the segment's own."""

    match: Match
    pieces: tuple[Piece, ...]

    @property
    def percent(self) -> int:
        """How much the sentences are alike, rounded down: only the same one has 100."""
        return int(self.match.score * 100)


@dataclass(frozen=True, slots=True)
class Beside:
    """What is shown beside the active segment.

    `places` are other articles with the very same sentence, and `more_places` counts those that
    are not listed. `draft` is the machine's own text, as far as the project remembers it.
    `history` are saves on this page, the latest first. `previous` lays the sentence that the
    translation was made for over the present one; None if it has not changed. With `is_match` it
    is a sentence of the memory, and this one never read so. `note` is what people wrote as
    comments, without dismissals. `notices` say what could not be asked, and why.
    """

    key: str
    matches: tuple[Remembered, ...] = ()
    terms: tuple[Term, ...] = ()
    places: tuple[Use, ...] = ()
    more_places: int = 0
    draft: Draft | None = None
    history: tuple[Review, ...] = ()
    previous: tuple[Piece, ...] | None = None
    is_match: bool = False
    note: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()


def beside(desk: Desk, article: str, language: str, key: str) -> Beside:
    """Gather what helps with a segment.

    Where a file of the project cannot be read, its part is missing, and a notice says so. Raises
    UsageError for an article, a language or a segment that there is not, and what opening the
    article raises.
    """
    opened = desk.shelf.open(article, language)
    entry = opened.by_key.get(key)
    if entry is None:
        raise UsageError("there is no such sentence in this article", "It may have changed")
    notices: list[str] = []
    matches: tuple[Remembered, ...] = ()
    terms: tuple[Term, ...] = ()
    draft: Draft | None = None
    places: list[Use] = []
    saves: tuple[Review, ...] = ()
    with _told(notices):
        matches = _matches(desk, article, opened.language, entry)
    with _told(notices):
        find = finder(desk.project, language)
        terms = tuple(find(entry.source))
        with records.noted(desk.project) as state:
            draft = drafters.recorded(state, language, [entry.source], find).get(entry.source)
    with _told(notices):
        saves = desk.reviews.of(language, entry.source)
        draft = draft or _began_with(saves)
    with _told(notices):
        uses = desk.index.same(entry.source, language)
        places = [use for use in uses if use.article != article]
    return Beside(
        key,
        matches,
        terms,
        tuple(places[:MOST_PLACES]),
        len(places[MOST_PLACES:]),
        draft,
        tuple(reversed(saves[-MOST_SAVES:])),
        None if entry.previous is None else pieces(entry.previous, entry.source),
        entry.is_match,
        remarks(entry),
        tuple(notices),
    )


@contextlib.contextmanager
def _told(notices: list[str]) -> Iterator[None]:
    """Let trouble with a file be a notice."""
    try:
        yield
    except PipelineError as error:
        notices.append(str(error))


def _matches(desk: Desk, article: str, language: Language, entry: Entry) -> tuple[Remembered, ...]:
    """Ask the memory, but for what it has of this very entry, and what the entry has of it."""
    project = desk.project
    if not project.settings.memory.use:
        return ()
    files = project.settings.language_files
    with Memory(project.memory_path, language_files=files, only_look=True) as memory:
        found = memory.near(language.code, entry.source, least=LEAST, most=MOST_MATCHES + 1)
    own = (entry.source, entry.target, article)
    taken = (entry.previous, entry.target)
    others = [
        Remembered(match, pieces(match.unit.source, entry.source))
        for match in found
        if (match.unit.source, match.target, match.unit.article) != own
        and (match.unit.source, match.target) != taken
    ]
    return tuple(others[:MOST_MATCHES])


def _began_with(saves: tuple[Review, ...]) -> Draft | None:
    """Give the draft that the latest of these saves had before it that had one."""
    drafts = (Draft(each.draft, each.confidence, each.origin) for each in saves[::-1] if each.draft)
    return next(drafts, None)
