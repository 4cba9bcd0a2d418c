"""Files that came back from translators, brought into the project's catalogues."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import tags
from pipeline.articles import has_mark_up
from pipeline.catalogues import dismissals, store
from pipeline.catalogues import header as headers
from pipeline.catalogues.returned import Base, Brought, Fate, Returned, bring, exact
from pipeline.errors import CatalogueBroken, CatalogueError, FileError, PipelineError
from pipeline.model import Catalogue, State
from pipeline.state import DraftStore
from pipeline.workflow import history, omegat_projects, po_files, records, xliff_files
from pipeline.workflow.hold import remembering
from pipeline.workflow.places import Places
from pipeline.workflow.project import Project
from pipeline.workflow.report import Failure, Observer


class Reader(NamedTuple):
    """A format that can come back: its name, how its files end, what reads one of them."""

    name: str
    endings: tuple[str, ...]
    read: Callable[[Path], Iterator[Returned]]


READERS: tuple[Reader, ...] = (
    Reader("po", (".po", ".pot"), po_files.read),
    Reader("omegat", ("omegat.project",), omegat_projects.read),
    Reader("xliff", (".xlf", ".xliff"), xliff_files.read),
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """How files are to be taken: what they are, and whose text stands in a conflict."""

    form: str = ""
    article: str = ""
    language: str = ""
    theirs: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Clash:
    """A sentence that was changed on both sides; `place` is file and line of the catalogue."""

    place: str
    source: str
    ours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class Damaged:
    """A text that came in with wrong tags; `place` is file and line of the catalogue."""

    place: str
    source: str
    message: str


@dataclass(frozen=True, slots=True)
class Import:
    """What one file brought for one article; `fates` are counts.

    The article is not exported until what is `damaged` is mended.
    """

    file: str
    catalogue: str
    article: str
    language: str
    fates: Counter[Fate]
    conflicts: tuple[Clash, ...]
    unknown: tuple[tuple[str, str], ...]
    damaged: tuple[Damaged, ...]
    stripped: bool

    def as_dict(self) -> dict[str, Any]:
        """Give it as JSON has it."""
        return {
            "file": self.file,
            "catalogue": self.catalogue,
            "article": self.article,
            "language": self.language,
            "reviewed": self.fates[Fate.REVIEWED],
            "suggested": self.fates[Fate.SUGGESTED],
            "kept": self.fates[Fate.KEPT],
            "flags_missing": self.stripped,
            "conflicts": [asdict(each) for each in self.conflicts],
            "unknown": [{"source": source, "target": target} for source, target in self.unknown],
            "damaged": [asdict(each) for each in self.damaged],
        }


@dataclass(slots=True)
class Imports:
    """What came in, and what could not."""

    done: list[Import] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 if a file could not be brought in, or a conflict waits for a person."""
        return 1 if self.failures or any(each.conflicts for each in self.done) else 0


def import_(
    project: Project,
    paths: Sequence[Path],
    wanted: Wanted,
    observer: Observer,
    *,
    now: datetime | None = None,
) -> Imports:
    """Bring files into the catalogues that they were made of; a bad one never stops the others.

    Raises UsageError for an article, a language or a format that there is not, ProjectLocked.
    """
    imports = Imports()
    places = Places(project, wanted.article, wanted.language)
    with remembering(project, observer, dry_run=wanted.dry_run) as state:
        bringer = _Bringer(project, state, wanted, now or datetime.now().astimezone())
        for path in paths:
            try:
                for found in _read(path, wanted.form):
                    _bring(bringer, places, path, found, imports, observer)
            except (CatalogueError, FileError) as error:
                _fail(imports, error, observer)
    return imports


def _bring(
    bringer: "_Bringer",
    places: Places,
    path: Path,
    found: Returned,
    imports: Imports,
    observer: Observer,
) -> None:
    """Bring one article in; one that cannot be is no reason to leave out what else a file has."""
    try:
        article, language = places.of(path, found)
        imports.done.append(bringer.bring(path, article, language, found))
    except (CatalogueError, FileError) as error:
        _fail(imports, error, observer)


def _fail(imports: Imports, error: PipelineError, observer: Observer) -> None:
    failure = Failure.of(error)
    imports.failures.append(failure)
    observer.failure(failure)


def _read(path: Path, form: str) -> Iterator[Returned]:
    """Read what came back. Raises CatalogueError and FileError, with what to do about the file."""
    _refuse_endless(path)
    try:
        yield from _reader(path, form).read(path)
    except CatalogueBroken as error:
        hint = "Nothing was brought in from it. Save it anew in the program that it comes from"
        if path.suffix == ".tmx":
            hint = "Name the folder of OmegaT's project, or use `pipeline memory import`"
        raise CatalogueError(error.message, hint) from error


def _refuse_endless(path: Path) -> None:
    """Refuse what may never end, as /dev/zero, or never begin, as a pipe."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise FileError(f"{path} is neither a file nor a folder", "Name a file that came back")


def _reader(path: Path, form: str) -> Reader:
    form = form or "omegat" * path.is_dir()
    named = [reader for reader in READERS if reader.name == form]
    fitting = [reader for reader in READERS if path.name.endswith(reader.endings)]
    return (named or fitting or READERS)[0]


@dataclass(frozen=True, slots=True)
class _Bringer:
    """Brings what came back into catalogues."""

    project: Project
    state: DraftStore
    wanted: Wanted
    now: datetime

    def bring(self, path: Path, article: str, language: str, found: Returned) -> Import:
        """Bring one article's answers in. Raises CatalogueError and FileError."""
        record = records.load(self.state, article, language)
        before = record.fuzzy if record else None
        target = self.project.catalogue(article, language)
        catalogue = store.load(target, article, language, header=(), before=before)
        _refuse_strangers(path, article, catalogue, found)
        found = self._believed(found, catalogue, record)
        name = "".join(sign if sign.isprintable() else "?" for sign in path.name)
        brought = Brought(catalogue)

        def remake(fresh: Catalogue) -> Catalogue:
            nonlocal brought
            sealed = dismissals.sealed(fresh)
            base = self._base(sealed, found)
            brought = bring(sealed, found, base, name=name, now=self.now, theirs=self.wanted.theirs)
            return fresh if brought.catalogue == sealed else brought.catalogue

        if not self.wanted.dry_run:
            history.note(self.state, catalogue, self.now)
        made = remake(catalogue)
        if made != catalogue and not self.wanted.dry_run:
            made = store.save(target, made, remake, before=before).catalogue
            history.note(self.state, made, self.now, returned=True)
        return self._report(path, target, catalogue, brought, found)

    def _base(self, catalogue: Catalogue, found: Returned) -> Base:
        if found.sent is not None:
            return exact(catalogue, found.answers, found.sent)
        return history.base(self.state, catalogue, found)

    def _believed(
        self, found: Returned, catalogue: Catalogue, record: records.Record | None
    ) -> Returned:
        """Let go of approvals that are only a program's silence."""
        stripped = found.stripped
        if stripped and found.revised:
            is_latest = found.revised == headers.get(catalogue.header, headers.REVISED)
            nothing_was = is_latest and record is not None and record.fuzzy is None
            known = history.has_borne(self.state, catalogue, found.revised)
            stripped = (known or is_latest) and not nothing_was
        if not stripped:
            return replace(found, stripped=False)
        silent = (replace(answer, is_approved=None) for answer in found.answers)
        return replace(found, answers=tuple(silent), stripped=True)

    def _report(
        self, path: Path, target: Path, catalogue: Catalogue, brought: Brought, found: Returned
    ) -> Import:
        fates = brought.fates
        clashing = [answer for answer, fate in fates if fate is Fate.CONFLICT]
        damaged = dict(_damaged(brought))
        lines, ours = {}, {entry.source: entry.target for entry in catalogue.entries}
        if clashing or damaged:
            saved = store.load(target, catalogue.article, catalogue.language, header=())
            lines = {entry.source: entry.line for entry in saved.entries}
        shown = self.project.shown(target)
        return Import(
            str(path),
            shown,
            catalogue.article,
            catalogue.language,
            Counter(fate for _, fate in fates),
            tuple(
                Clash(f"{shown}:{lines[one.source]}", one.source, ours[one.source], one.target)
                for one in clashing
            ),
            tuple((one.source, one.target) for one, fate in fates if fate is Fate.UNKNOWN),
            tuple(
                Damaged(f"{shown}:{lines[source]}", source, message)
                for source, message in damaged.items()
            ),
            found.stripped,
        )


def _damaged(brought: Brought) -> Iterator[tuple[str, str]]:
    """Say of texts that came in which have wrong tags, and what is wrong first."""
    if not has_mark_up(brought.catalogue.article):
        return
    came = {each.source for each, fate in brought.fates if fate in {Fate.REVIEWED, Fate.SUGGESTED}}
    for entry in brought.catalogue.entries:
        if entry.source in came and entry.state is not State.RETIRED:
            for trouble in tags.troubles(entry.source, entry.target):
                yield entry.source, trouble.message
                break


def _refuse_strangers(path: Path, article: str, catalogue: Catalogue, found: Returned) -> None:
    if not catalogue.fingerprint:
        raise CatalogueError(
            f"{path}: {article} has no catalogue in {catalogue.language} to bring it into",
            "`pipeline run` makes it",
        )
    known = {entry.source for entry in catalogue.entries}
    if found.answers and not any(answer.source in known for answer in found.answers):
        raise CatalogueError(
            f"{path}: none of its {len(found.answers)} texts is one of {article}",
            "Name the article that it belongs to with --article",
        )
