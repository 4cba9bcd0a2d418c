"""Articles handed over as projects of OmegaT, and what came back of them."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline import files
from pipeline.catalogues import header as headers
from pipeline.catalogues import is_left_out, po, store
from pipeline.catalogues.lifecycle import bare
from pipeline.catalogues.returned import Answer, Returned
from pipeline.errors import CatalogueError, FileError, UsageError
from pipeline.exchange import omegat
from pipeline.memory import Unit
from pipeline.model import Catalogue, Entry, State
from pipeline.workflow import exporting, po_files, records
from pipeline.workflow.project import Project, Selection
from pipeline.workflow.report import Failure, Observer
from pipeline.workflow.terms import glossary


@dataclass(slots=True)
class HandedOver:
    """The projects that were made, and what could not be done."""

    written: list[Path] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 if an article is missing in them."""
        return 1 if self.failures else 0

    def as_dict(self, project: Project) -> dict[str, Any]:
        """Give the whole as JSON has it."""
        return {
            "written": [project.shown(path) for path in self.written],
            "failures": [failure.as_dict() for failure in self.failures],
        }


def hand_over(
    project: Project,
    selection: Selection,
    folder: Path | None,
    observer: Observer,
    *,
    dry_run: bool,
) -> HandedOver:
    """Make a project of OmegaT in `folder`, or one for each of several languages below it.

    Without a folder they lie where exports do. What is approved stands in it as translated;
    drafts and suggestions are offered beside the texts. Raises UsageError where a translator
    has begun to work, or something else lies.
    """
    done = HandedOver()
    codes = project.languages(selection.languages)
    for code in codes:
        target = folder or project.settings.output / "omegat"
        if len(codes) > 1 or not folder:
            target /= code
        _refuse_what_is_there(target)
        catalogues = list(_catalogues(project, selection, code, done, observer))
        if catalogues and not dry_run:
            _make(project, target, code, catalogues)
        if catalogues:
            done.written.append(target)
    return done


def read(path: Path) -> Iterator[Returned]:
    """Read what a translator has done in a project, or in each of those in a folder.

    Raises CatalogueBroken and FileError.
    """
    folder = path.parent if path.name == omegat.PROJECT else path
    if not (folder / omegat.PROJECT).is_file():
        found = sorted(each.parent for each in folder.glob(f"*/{omegat.PROJECT}"))
        if not found:
            raise FileError(
                f"{path} is no project of OmegaT: there is no {omegat.PROJECT} in it",
                "Name the folder that it lies in",
            )
        for each in found:
            yield from read(each)
        return
    data = files.read(folder / omegat.WORK)
    work = omegat.work(data, folder / omegat.WORK) if data is not None else None
    for source in sorted((folder / "source").rglob("*.po")):
        name = source.relative_to(folder / "source").as_posix()
        own = folder / "sent" / name
        sent = _parsed(own if own.is_file() else source)
        found_by = work or _targets(folder / "target" / name)
        answers = (_answer(entry, found_by.find(name, entry.source)) for entry in sent.entries)
        yield Returned(
            name.removesuffix(".po")
            if own.is_file()
            else headers.get(sent.header, "Project-Id-Version"),
            sent.language,
            tuple(answers),
            sent=po_files.answers(sent, sent),
        )


def _answer(entry: Entry, done: omegat.Done | None) -> Answer:
    if done is None or (done.is_confirmed is None and done.target == entry.target):
        return Answer(entry.source, "")
    return Answer(entry.source, done.target, done.is_confirmed, done.note)


def _parsed(path: Path) -> Catalogue:
    return po.parse(files.read(path) or b"", path, "", "")


def _targets(path: Path) -> omegat.Work:
    """Read a file that OmegaT has made; it stands in where the work file has not come along."""
    if not path.is_file():
        return omegat.Work({}, {})
    entries = _parsed(path).entries
    return omegat.Work(
        {entry.source: omegat.Done(*omegat.parted(entry.target)) for entry in entries}, {}
    )


def _refuse_what_is_there(folder: Path) -> None:
    if (folder / omegat.WORK).exists():
        raise UsageError(
            f"a translator has worked in {folder}",
            "Bring it in with `pipeline import --from omegat`, then name another folder",
        )
    if folder.exists() and not (folder / omegat.PROJECT).is_file() and any(folder.iterdir()):
        raise UsageError(f"{folder} holds something else already", "Name a folder of its own")


def _catalogues(
    project: Project, selection: Selection, code: str, done: HandedOver, observer: Observer
) -> Iterator[Catalogue]:
    with records.noted(project) as state:
        for source in project.select(project.sources(), selection.articles):
            before = records.last_fuzzy(state, source.id, code)
            path = project.catalogue(source.id, code)
            try:
                catalogue = store.load(path, source.id, code, header=(), before=before)
                if not catalogue.fingerprint:
                    raise CatalogueError(
                        f"{source.id} has no catalogue in {code}", "`pipeline run` makes it"
                    )
                yield catalogue
            except (CatalogueError, FileError) as error:
                failure = Failure.of(error)
                done.failures.append(failure)
                observer.failure(failure)


def _make(project: Project, folder: Path, code: str, catalogues: Iterable[Catalogue]) -> None:
    from pipeline.memory import tmx

    left_out = project.settings.translation.leave_out
    units: dict[str, list[Unit]] = {"mt/drafts": [], "suggested": [], "reviewed": []}
    for catalogue in catalogues:
        name = f"{catalogue.article}.po"
        exporting.write(folder / "sent" / name, po.render(catalogue))
        entries = [
            entry
            for entry in catalogue.entries
            if entry.state is not State.RETIRED and not is_left_out(entry, left_out)
        ]
        exporting.write(folder / "source" / name, po.render(_only_confirmed(catalogue, entries)))
        for entry in entries:
            if beside := _BESIDE.get(entry.state):
                source = entry.previous or entry.source
                units[beside].append(Unit(source, entry.target, code, catalogue.article))
    for name, found in filter(lambda item: item[1], units.items()):
        out = io.BytesIO()
        tmx.write(out, "en", found)
        exporting.write(folder / "tm" / f"{name}.tmx", out.getvalue())
    rows = [
        "\t".join((term.source, target, _plain(term.note)))
        for term in glossary(project).terms(code)
        for target in term.targets
    ]
    if rows:
        exporting.write(folder / "glossary/terms.txt", "".join(f"{row}\n" for row in rows).encode())
    exporting.write(folder / omegat.FILTERS, omegat.NO_HEADERS)
    for name in ("target", "dictionary", "glossary"):
        (folder / name).mkdir(exist_ok=True)
    exporting.write(folder / omegat.PROJECT, omegat.project(code))


_BESIDE = {
    State.DRAFT: "mt/drafts",
    State.SUGGESTED: "suggested",
    State.REVIEWED: "reviewed",
}


def _plain(text: str) -> str:
    return " ".join(text.split())


def _only_confirmed(catalogue: Catalogue, entries: Iterable[Entry]) -> Catalogue:
    """Empty what nobody has approved: OmegaT would take its text for translated, or drop it."""
    return replace(
        catalogue,
        entries=tuple(map(_confirmed, entries)),
        header=headers.put(catalogue.header, po_files.FOR_OMEGAT, "yes"),
        foreign=(),
    )


def _confirmed(entry: Entry) -> Entry:
    if entry.state is State.REVIEWED:
        return entry
    return replace(bare(entry), target="", state=State.EMPTY, similar=entry.similar)
