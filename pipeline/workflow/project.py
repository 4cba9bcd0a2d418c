"""A project on disk: where its articles, catalogues and exports lie, and which are asked for."""

import difflib
import fnmatch
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from pipeline import config
from pipeline.articles import discover
from pipeline.catalogues import Counts, count
from pipeline.config import Settings
from pipeline.errors import PipelineError, UsageError
from pipeline.model import Catalogue


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles and languages that a command is asked for; empty means all."""

    articles: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()


ALL = Selection()


@dataclass(frozen=True, slots=True)
class Source:
    """An article's file before it is read; with a `problem` it cannot be."""

    id: str
    path: Path
    problem: PipelineError | None = None


@dataclass(frozen=True, slots=True)
class Project:
    """A project's paths, all made of its settings."""

    settings: Settings

    @property
    def state_path(self) -> Path:
        """Where drafts and stamps are remembered."""
        return self.settings.root / ".pipeline" / "state.db"

    @property
    def memory_path(self) -> Path:
        """Where the translation memory lies, be it in this project or outside."""
        return Path(self.settings.memory.path)

    @property
    def reviews_path(self) -> Path:
        """Where what people do on the review page is recorded, if it is."""
        return self.settings.root / ".pipeline" / "review.jsonl"

    @property
    def lock_path(self) -> Path:
        """What a run holds while it writes."""
        return self.settings.root / ".pipeline" / "lock"

    def template(self, article: str) -> Path:
        """Where an article's template lies."""
        return self.settings.catalogues / f"{article}.pot"

    def catalogue(self, article: str, language: str) -> Path:
        """Where an article's catalogue in a language lies."""
        return self._messages(language) / f"{article}.po"

    def exported(self, name: PurePosixPath, language: str, *, draft: bool) -> Path:
        """Where an exported file goes, by its path below the language's folder."""
        output = self.settings.output
        return (output / "drafts" if draft else output) / language / name

    def name(self, source: Source) -> PurePosixPath:
        """An article's path below the articles folder."""
        return PurePosixPath(source.path.relative_to(self.settings.articles).as_posix())

    def page(self, source: Source) -> PurePosixPath:
        """What an article's page side by side is called, below its language's folder.

        Never as the file of an article: beside `a.html`, that of `a.txt` is `a.txt.html`.
        """
        page = PurePosixPath(f"{source.id}.html")
        is_article = os.path.lexists(self.settings.articles / page)
        return PurePosixPath(f"{self.name(source)}.html") if is_article else page

    def shown(self, path: Path) -> str:
        """A path as people see it: below the project's folder, with `/` between parts."""
        try:
            return path.relative_to(self.settings.root).as_posix()
        except ValueError:
            return path.as_posix()

    def count(self, catalogue: Catalogue, origin: str | None) -> Counts:
        """Count how far a catalogue is, by the settings; `origin` names the packages in use."""
        translation = self.settings.translation
        return count(
            catalogue,
            translation.leave_out,
            origin=origin,
            low_below=translation.low_confidence,
        )

    def sources(self) -> tuple[Source, ...]:
        """List all articles of the project by name. Raises UsageError without their folder.

        What cannot be listed is among them, with its problem.
        """
        folder = self.settings.articles
        if not os.path.isdir(folder):
            raise UsageError(
                f"there is no folder {self.shown(folder)} in {self.settings.root}",
                "Put English articles there, or name another folder in pipeline.toml",
            )
        return tuple(Source(*listed) for listed in discover(folder))

    def select(self, sources: Sequence[Source], patterns: Sequence[str]) -> tuple[Source, ...]:
        """Pick articles by name, path or pattern. Raises UsageError for one that fits none."""
        if not patterns:
            return tuple(sources)
        picked: dict[Source, None] = {}
        for pattern in patterns:
            found = [source for source in sources if self._fits(source, pattern)]
            if not found:
                near = difflib.get_close_matches(pattern, [source.id for source in sources], n=1)
                raise UsageError(
                    f"no article fits {pattern!r}",
                    f"Did you mean {near[0]}?" if near else "`pipeline status` lists them",
                )
            picked |= dict.fromkeys(found)
        return tuple(source for source in sources if source in picked)

    def languages(self, asked: Sequence[str]) -> tuple[str, ...]:
        """Pick languages of the project. Raises UsageError for one that it has not."""
        known = self.settings.languages
        if not known:
            raise UsageError(
                "pipeline.toml names no language", 'Add a line such as languages = ["vi", "ru"]'
            )
        for language in asked:
            if language not in known:
                raise UsageError(
                    f"{language!r} is no language of this project",
                    f"There are: {', '.join(known)}; more can be added in pipeline.toml",
                )
        return tuple(language for language in known if not asked or language in asked)

    def orphans(self, sources: Sequence[Source]) -> tuple[str, ...]:
        """Name the catalogues whose article is gone, by article."""
        there = {source.id for source in sources}
        unseen = _unseen(sources)
        found = {
            name
            for language in self.settings.languages
            for name in _files(self._messages(language), ".po")
            if name not in there and not name.startswith(unseen)
        }
        return tuple(sorted(found))

    def strays(self, sources: Sequence[Source]) -> tuple[Path, ...]:
        """List exported files whose article is gone or has another name."""
        names = {self.name(source) for source in sources}
        names |= {PurePosixPath(f"{source.id}.html") for source in sources} | {
            name.with_suffix(".txt.html") for name in names if name.suffix == ".html"
        }
        unseen = _unseen(sources)
        found: list[Path] = []
        for language in self.settings.languages:
            for draft in (False, True):
                folder = self.exported(PurePosixPath(), language, draft=draft)
                found += [
                    folder / name
                    for name in _files(folder, "")
                    if PurePosixPath(name) not in names and not name.startswith(unseen)
                ]
        return tuple(sorted(found))

    def _messages(self, language: str) -> Path:
        return self.settings.catalogues / language / "LC_MESSAGES"

    def _fits(self, source: Source, pattern: str) -> bool:
        shown = self.shown(source.path)
        if pattern in (source.id, shown):
            return True
        absolute = Path(os.path.abspath(pattern))
        return (
            source.path == absolute
            or fnmatch.fnmatchcase(source.id, pattern)
            or fnmatch.fnmatchcase(shown, pattern)
            or source.id.startswith(pattern.rstrip("/") + "/")
            or absolute in source.path.parents
            or bool(source.problem and source.path in absolute.parents)
        )


def open_project(
    folder: str | Path | None = None,
    *,
    packages: Sequence[Path] = (),
    output: str | Path | None = None,
) -> Project:
    """Open the project in a folder; without one, that which the current folder lies in.

    `packages` come before those that pipeline.toml names, and `output` takes exports instead of
    the folder there. Raises UsageError and ConfigError.
    """
    try:
        here = Path.cwd()
    except OSError as error:
        raise UsageError("the current folder is gone", "Go to another folder first") from error
    encoding = sys.getfilesystemencoding()
    if encoding != "utf-8":
        raise UsageError(
            f"Python takes the names of files for {encoding} here, but they are UTF-8",
            "Set PYTHONUTF8=1, or another locale",
        )
    root = here / folder if folder else config.find_project(here)
    return Project(config.load(root, packages, here / output if output else None))


def _unseen(sources: Sequence[Source]) -> tuple[str, ...]:
    """Give the beginnings of the names of articles that may well be there, though not listed."""
    return tuple(f"{source.id}/" for source in sources if source.problem)


def _files(folder: Path, suffix: str, below: str = "") -> Iterator[str]:
    """Name the files of a suffix below a folder, without it, with `/` between parts."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), suffix, f"{below}{entry.name}/")
        elif entry.name.endswith(suffix) and not entry.name.startswith("."):
            yield below + entry.name.removesuffix(suffix)
