"""Reading and writing articles without loss, whatever their format.

A format is a module with two functions, and a row in `FORMATS` for each of its suffixes:

    read(data, path, article_id, options) → Article
    write(article, texts, language) → bytes

What goes on between them sees an article's *flow* (`Article.text`) and its blocks only. Of plain
text the flow is the file. The reader of any other format makes one (`flow.py` helps): the texts of
its blocks, one after the other, in the order in which people read them, without what is not to be
translated. Mark-up within a block stands in it as tags (`pipeline.tags`): `<1>…</1>` around words,
`<2/>` for what stands for itself, numbered from 1 in each block; `Block.tags` says what stands in
the file for each, what to tell translators of it, and what a reader sees in its place. Pairs close,
and do not cross; what an author wrote that looks like a tag is put into one. Texts are as a reader
sees them: entities and escapes resolved, line breaks only where the file has them. A block may name
its kind, and has the line on which it starts in the file; lines of a position within it are counted
over the line breaks in its text and in what its tags stand for. `Article.layout` is what the writer
needs besides; nobody else looks at it. `Article.remarks` are told to the user.

Sentences are found, translated and put back in the flow. The writer gets the text that each block
is to have, in order: None for one to be taken out, and for one in which nothing changes its own
text (`flow.own_text`), of which the bytes must stay as they are. All others it renders: tags as the
mark-up that they stand for, everything else escaped, so that no text becomes mark-up. Each tag of
the block stands in the text, once, and pairs do not cross; whoever exports has seen to it. Written
with all its own texts, an article in UTF-8 gives its file again, byte for byte. `language` is that
of the texts, for formats that name it.

A module of a format imports its parser inside its functions: listing articles needs none.
"""

import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import NamedTuple, Protocol

from pipeline.articles import docx, html, markdown, odt, plain, subtitles
from pipeline.articles.options import ReadOptions
from pipeline.errors import ArticleError, FileError, PipelineError
from pipeline.model import Article

__all__ = [
    "FORMATS",
    "Format",
    "Listed",
    "ReadOptions",
    "article_id",
    "discover",
    "has_mark_up",
    "read",
    "write",
]


class Format(Protocol):
    """How the files of a suffix are read and written: a module with these two functions."""

    def read(self, data: bytes, path: Path, article_id: str, options: ReadOptions) -> Article:
        """Read the bytes of a file. Raises ArticleError, with a sentence on what to do.

        An article without any block is refused by the caller.
        """

    def write(self, article: Article, texts: Sequence[str | None], language: str) -> bytes:
        """Write a file with these texts in the places of the article's blocks."""


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        ".txt": plain,
        ".docx": docx,
        ".odt": odt,
        ".srt": subtitles,
        ".vtt": subtitles,
        ".md": markdown,
        ".markdown": markdown,
        ".html": html,
        ".htm": html,
        ".xhtml": html,
    }
)


# What people write articles in, too, and might wonder where it has gone.
_UNREADABLE = frozenset(".doc .docm .dot .dotm .dotx .fodt .ott .pages .rtf".split())


def article_id(relative: PurePath) -> str:
    """Name an article by its path below the articles folder: `/` between parts, no `.txt`.

    Another suffix stays, so that `floods.txt` and `floods.md` never share a catalogue.
    """
    return relative.as_posix().removesuffix(".txt")


def has_mark_up(name: str) -> bool:
    """Say of an article, by its id, whether tags stand for mark-up in it; in plain text none do."""
    return FORMATS.get(_suffix(name), plain) is not plain


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
                    # Word keeps `~$river.docx` beside a file that somebody has open.
                    if entry.name.startswith((".", "~$")):
                        continue
                    is_folder = entry.is_dir(follow_symlinks=False)
                    if is_folder and _is_text(entry.name):
                        waiting.append(entry.path)
                    elif is_folder or _has_reader(entry.name) or entry.is_symlink():
                        yield from _look(entry, top)
                    elif _suffix(entry.name) in _UNREADABLE:
                        yield entry.path, _unreadable(entry.path)
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
    return _suffix(path) in FORMATS


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _unreadable(path: str) -> ArticleError:
    kind = _suffix(path)
    hint = "Save it as .docx or .odt, or move it away"
    return ArticleError(path, f"{kind} files cannot be read", hint)


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
    article = _format(path).read(_bytes(path), path, article_id, options)
    if not article.blocks:
        raise ArticleError(path, "it holds only white space", "Write the article, or remove it")
    if options.check_language:
        from pipeline.articles.language import refuse_other_languages

        refuse_other_languages(article)
    return article


def write(article: Article, texts: Sequence[str | None], language: str) -> bytes:
    """Write an article with `texts` in the places of its blocks, None for those to be taken out."""
    return _format(article.path).write(article, texts, language)


def _format(path: Path) -> Format:
    found = FORMATS.get(path.suffix.lower())
    if found is None:
        raise ArticleError(
            path,
            f"there is no reader for {path.suffix or 'files without a suffix'}",
            f"Known are {', '.join(FORMATS)}",
        )
    return found


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
