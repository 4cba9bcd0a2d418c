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
from typing import NamedTuple

from pipeline.articles import plain
from pipeline.articles.decoding import decode
from pipeline.errors import ArticleError, FileError, PipelineError
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


class Listed(NamedTuple):
    """An article's file; or, with `problem`, a file or folder whose articles cannot be had."""

    id: str
    path: Path
    problem: PipelineError | None = None


def discover(folder: Path) -> list[Listed]:
    """List all articles below a folder, sorted by id, with what stands in the way of others.

    Hidden files and folders are left out. A link to a file is followed within the folder only:
    one that leads out of it is a problem, lest a project that somebody else has made publish a
    private file of its reader. Links to folders are not followed; one that leads out of the
    folder is a problem, any other is passed over, since its articles have a place of their
    own. A folder that cannot be listed, and a name that is no text, are problems too.
    Raises FileError if `folder` itself cannot be listed.
    """
    top = os.fspath(folder)
    # Strings until the end: for 100,000 files, building paths on the way costs half the time.
    found = sorted(
        ((_id(path[len(top) :].lstrip(os.sep)), path, problem) for path, problem in _files(top)),
        key=lambda row: row[:2],
    )
    return [Listed(name, Path(path), problem) for name, path, problem in found]


def _id(relative: str) -> str:
    return article_id(PurePath(os.fsencode(relative).decode("utf-8", "backslashreplace")))


def _files(top: str) -> Iterator[tuple[str, PipelineError | None]]:
    waiting = [top]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    is_folder = entry.is_dir(follow_symlinks=False)
                    if is_folder and _is_text(entry.name):
                        waiting.append(entry.path)
                    elif is_folder or _has_reader(entry.name) or entry.is_symlink():
                        yield from _look(entry, top)
        except OSError as error:
            refusal = FileError.of(here, error, "listed")
            if here == top:
                raise refusal from error
            yield here, refusal


def _look(entry: "os.DirEntry[str]", top: str) -> Iterator[tuple[str, PipelineError | None]]:
    """Give what is no plain folder, with the reason if it is no article either."""
    path = entry.path
    if not _is_text(entry.name):
        shown = os.fsencode(path).decode("utf-8", "backslashreplace")
        yield path, ArticleError(shown, "its name is not UTF-8", "Rename it")
    elif entry.is_symlink():
        yield from _linked(path, top)
    else:
        yield path, None if entry.is_file() else _irregular(path)


def _linked(path: str, top: str) -> Iterator[tuple[str, PipelineError | None]]:
    target, home = os.path.realpath(path), os.path.realpath(top)
    is_inside = os.path.join(target, "").startswith(os.path.join(home, ""))
    is_folder = os.path.isdir(target)
    if is_folder and is_inside:
        return
    if not (is_folder or _has_reader(path)):
        return
    if not is_inside:
        reason = f"it is a link to {target}, outside the articles folder"
        yield path, ArticleError(path, reason, "Put a copy here instead of the link")
    elif not os.path.exists(target):
        yield path, ArticleError(path, "it is a link that leads nowhere", "Mend or remove it")
    else:
        yield path, None if os.path.isfile(target) else _irregular(path)


def _has_reader(path: str) -> bool:
    return os.path.splitext(path)[1].lower() in READERS


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _irregular(path: Path | str) -> ArticleError:
    return ArticleError(path, "it is no regular file", "Give a text file")


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
            raise _irregular(path)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise ArticleError(path, "there is no such file") from None
    except OSError as error:
        reason = (error.strerror or type(error).__name__).lower()
        raise ArticleError(path, f"it cannot be read: {reason}", "Check its permissions") from error
