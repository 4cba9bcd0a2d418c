"""Articles read, split, and made into the distinct segments that catalogues hold."""

from bisect import bisect_left
from dataclasses import dataclass, replace

from pipeline import articles
from pipeline.catalogues.merge import sources
from pipeline.errors import ArticleError
from pipeline.model import Article, Entry, Place, Segment
from pipeline.segmentation import split
from pipeline.workflow.project import Project, Source
from pipeline.workflow.report import Observer


@dataclass(frozen=True, slots=True)
class Text:
    """An article that was read and split; `entries` are its distinct segments."""

    source: Source
    article: Article
    segments: tuple[Segment, ...]
    entries: tuple[Entry, ...]


def read_text(project: Project, source: Source, observer: Observer) -> Text:
    """Read and split an article; paragraphs in other languages are told, and left whole.

    Raises ArticleError.
    """
    from pipeline.articles.language import foreign_blocks

    shown = project.shown(source.path)
    article = articles.read(
        source.path, source.id, project.settings.read_options(project.name(source))
    )
    breaks = [at for at, character in enumerate(article.text) if character == "\n"]

    def place(at: int) -> Place:
        return Place(shown, bisect_left(breaks, at) + 1)

    foreign = foreign_blocks(article)
    for block in foreign:
        line = place(block.span.start).line
        observer.note(f"{shown}:{line}: this paragraph is kept as it is: it is {block.language}")
    segments = split(
        article, project.settings.segmentation, leave=[block.span for block in foreign]
    )
    if not segments:
        raise ArticleError(shown, "there is no English sentence in it", "Write it, or remove it")
    entries = sources(segments, lambda segment: place(segment.span.start))
    return Text(source, replace(article, path=source.path), segments, entries)
