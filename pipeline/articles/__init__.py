"""Reading articles without loss: what their bytes say, and which blocks they have.

A reader takes the text of a file and finds its blocks; the table below says which suffix has
which reader. Whatever a reader does, `text.encode(encoding)` after the byte-order mark gives
the file's bytes again.
"""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import MappingProxyType

from pipeline.articles import plain
from pipeline.articles.decoding import decode
from pipeline.errors import ArticleError, FileError
from pipeline.model import Article, Block

Reader = Callable[[str], tuple[Block, ...]]

READERS: Mapping[str, Reader] = MappingProxyType({".txt": plain.blocks})


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How articles are read.

    `encoding` is any text encoding that Python knows. `check_language` refuses an article
    that is not English.
    """

    encoding: str = "utf-8"
    check_language: bool = True


def article_id(relative: PurePath) -> str:
    """Name an article by its path below the articles folder: `/` between parts, no `.txt`.

    Another suffix stays, so that `floods.txt` and `floods.md` never share a catalogue.
    """
    return relative.as_posix().removesuffix(".txt")


def discover(folder: Path) -> list[tuple[str, Path]]:
    """List the ids and paths of all articles below a folder, sorted by id.

    Hidden files and folders are left out, and links to folders are not followed. Raises
    FileError if the folder, or one in it, cannot be listed.
    """
    # Strings until the end: for 100,000 files, building paths on the way costs half the time.
    found = sorted(
        (article_id(PurePath(path[len(os.fspath(folder)) :].lstrip(os.sep))), path)
        for path in _files(os.fspath(folder))
    )
    return [(name, Path(path)) for name, path in found]


def _files(folder: str) -> Iterator[str]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
                    elif os.path.splitext(entry.name)[1].lower() in READERS and entry.is_file():
                        yield entry.path
        except OSError as error:
            raise FileError.of(here, error, "listed") from error


def read(path: Path, article_id: str, options: ReadOptions) -> Article:
    """Read one article; its blocks are in order and do not overlap.

    Raises ArticleError with a sentence on what to do if there is no such file, if it cannot
    be read, is empty, is no text in the encoding asked for, or is not English.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise ArticleError(
            path,
            f"there is no reader for {path.suffix or 'files without a suffix'}",
            f"Known are {', '.join(READERS)}",
        )
    decoded = decode(_bytes(path), path, options.encoding)
    blocks = reader(decoded.text)
    if not blocks:
        raise ArticleError(path, "it holds only white space", "Write the article, or remove it")
    article = Article(
        article_id, path, decoded.text, blocks, encoding=decoded.encoding, bom=decoded.bom
    )
    if options.check_language:
        from pipeline.articles.language import refuse_other_languages

        refuse_other_languages(article)
    return article


def _bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            # A pipe would wait for ever, a device never end.
            raise ArticleError(path, "it is no regular file", "Give a text file")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise ArticleError(path, "there is no such file") from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ArticleError(path, f"it cannot be read: {reason}", "Check its permissions") from error
