"""ODT: the paragraphs of an OpenDocument text, wherever they stand; and the language of styles.

The text itself, its tables, frames and notes, headers and footers are translated; comments, tables
of contents and other indexes, properties, charts and formulas are not. What is written are the
stretches of XML within translated paragraphs, and the language in styles. A paragraph's line is its
number among those with text, as in Word's files.
"""

from collections.abc import Sequence
from pathlib import Path

from pipeline.articles.flow import changed_texts
from pipeline.articles.options import ReadOptions
from pipeline.model import Article


def read(data: bytes, path: Path, article_id: str, options: ReadOptions) -> Article:  # noqa: ARG001 - XML says its own encoding
    """Read an ODT file. Raises ArticleError, also where nobody has decided what its text is."""
    from pipeline.articles.office import odf

    return odf.read(data, path).article(article_id)


def write(article: Article, texts: Sequence[str | None], language: str) -> bytes:
    """Write an ODT file with other texts; the same file if all are its own."""
    from pipeline.articles.office import odf, parts

    document = parts.Document.of(article)
    changed = changed_texts(article, texts)
    return odf.write(document, changed, language) if changed else document.package.data
