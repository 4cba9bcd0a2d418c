"""Articles read, split, and made into the distinct segments that catalogues hold."""

from dataclasses import dataclass

from pipeline import articles
from pipeline.articles import lines
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

    Raises ArticleError, and whatever problem the source has.
    """
    from pipeline.articles.language import foreign_blocks

    if source.problem:
        raise source.problem
    shown = project.shown(source.path)
    article = articles.read(
        source.path, source.id, project.settings.read_options(project.name(source))
    )
    line = lines.of(article)
    for remark in article.remarks:
        observer.note(f"{shown}:{remark.line}: {remark.text}")
    foreign = foreign_blocks(article)
    for block in foreign:
        at = line(block.span.start)
        observer.note(f"{shown}:{at}: this paragraph is kept as it is: it is {block.language}")
    segments = split(
        article, project.settings.segmentation, leave=[block.span for block in foreign]
    )
    if not segments:
        raise ArticleError(shown, "there is no English sentence in it", "Write it, or remove it")
    entries = sources(segments, lambda segment: Place(shown, line(segment.span.start)))
    return Text(source, article, segments, entries)
