"""DOCX: the paragraphs of a Word file, wherever they stand; nothing else is touched.

The text itself, its tables and text boxes, notes, headers and footers are translated; comments,
properties, charts and diagrams are not. What is written are the stretches of XML within translated
paragraphs, and the language of their runs. A paragraph's line is its number among those with text,
since Word's files have no lines.
"""

from collections.abc import Sequence
from pathlib import Path

from pipeline.articles.flow import changed_texts
from pipeline.articles.options import ReadOptions
from pipeline.model import Article


def read(data: bytes, path: Path, article_id: str, options: ReadOptions) -> Article:  # noqa: ARG001 - XML says its own encoding
    """Read a Word file. Raises ArticleError, also where nobody has decided what its text is."""
    from pipeline.articles.office import word

    return word.read(data, path).article(article_id)


def write(article: Article, texts: Sequence[str | None], language: str) -> bytes:
    """Write a Word file with other texts; the same file if all are its own."""
    from pipeline.articles.office import parts, word

    document = parts.Document.of(article)
    changed = changed_texts(article, texts)
    return word.write(document, changed, language) if changed else document.package.data
