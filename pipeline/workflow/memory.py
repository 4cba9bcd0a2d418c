"""Looking after the translation memory: carrying it in and out, searching it, pruning it."""

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from pipeline import files
from pipeline.errors import FileError, PipelineError, UsageError
from pipeline.memory import Unit
from pipeline.memory.store import Memory, Selection, Stats
from pipeline.workflow.project import Project
from pipeline.workflow.report import Failure, Observer


class Imported(NamedTuple):
    """What came of a file: pairs that are new or were known, and `tu` that had no usable pair."""

    file: Path
    new: int
    known: int
    without: int


def import_(
    project: Project, paths: Sequence[Path], languages: Sequence[str], observer: Observer
) -> tuple[list[Imported], list[Failure]]:
    """Take the units of TMX files into the memory; a file that cannot be read keeps none off."""
    asked = project.languages(languages)
    done: list[Imported] = []
    failures: list[Failure] = []
    with _opened(project, observer) as memory:
        for path in paths:
            try:
                done.append(_import(memory, path, asked, observer))
            except PipelineError as error:
                failures.append(Failure.of(error))
                observer.failure(failures[-1])
    return done, failures


def _import(memory: Memory, path: Path, languages: Sequence[str], observer: Observer) -> Imported:
    from pipeline.memory import tmx

    found = files.stamp(path)
    if found is None:
        raise FileError(f"there is no file {path}", "Check its name")
    without = pairs = 0

    def reached(at: int) -> None:
        observer.progress(f"reading {path.name}", at, size)

    def units() -> Iterator[Unit]:
        nonlocal without, pairs
        for each in tmx.read(path, "en", languages, reached):
            without += not each
            pairs += len(each)
            yield from each

    size = found.size + 1
    new = memory.add(units())
    reached(size)
    return Imported(path, new, pairs - new, without)


def export(project: Project, path: Path, language: str, observer: Observer) -> int:
    """Write the memory, or a language of it, as TMX; returns how many units. Raises FileError.

    A part of a damaged memory takes no file's place.
    """
    from pipeline.memory import tmx

    with _opened(project, observer, only_look=True) as memory, files.replacing(path) as out:
        many = tmx.write(out, "en", memory.units(language))
        if memory.is_damaged:
            raise FileError(f"{_damage(project)}; {path} is not written", _MENDS.capitalize())
        return many


def stats(project: Project, observer: Observer) -> Stats:
    """Count what the memory holds."""
    with _opened(project, observer, only_look=True) as memory:
        return memory.stats()


def search(
    project: Project, text: str, language: str, most: int, observer: Observer
) -> tuple[Unit, ...]:
    """Find units that have some words side by side, in either language."""
    with _opened(project, observer, only_look=True) as memory:
        return memory.search(text, language, most)


def count(project: Project, asked: Selection, observer: Observer) -> int:
    """Count what `prune` would take out. Raises UsageError if nothing is asked for."""
    if asked == Selection():
        raise UsageError(
            "say what is to go", "Such as --before 2020-01-01; see `pipeline memory prune --help`"
        )
    with _opened(project, observer, only_look=True) as memory:
        return memory.count(asked)


def prune(project: Project, asked: Selection, observer: Observer) -> int:
    """Take units out of the memory for good; catalogues keep their texts."""
    with _opened(project, observer) as memory:
        return memory.prune(asked)


@contextlib.contextmanager
def _opened(project: Project, observer: Observer, *, only_look: bool = False) -> Iterator[Memory]:
    """Open the memory, and say so in the end if it has turned out to be damaged."""
    path = project.memory_path
    files_ = project.settings.language_files
    with Memory(path, language_files=files_, only_look=only_look) as memory:
        yield memory
        shown = project.shown(path)
        if memory.moved_aside:
            observer.note(
                f"{shown} was damaged and was moved to {project.shown(memory.moved_aside)};"
                " the next run learns again from the catalogues"
            )
        elif memory.is_damaged:
            observer.note(f"{_damage(project)}; {_MENDS}")


# A run that looks up little may never meet the damage, but that the file is gone it sees.
_MENDS = "move it away, and `pipeline run` learns again from the catalogues"


def _damage(project: Project) -> str:
    return f"{project.shown(project.memory_path)} is damaged"
