"""Articles in, catalogues for review, translated articles out: the whole path.

Articles pass in windows, so that memory stays flat however many there are: each window's
articles are read and matched with their catalogues, what is missing in them is drafted language
by language, and each catalogue is saved, with its article exported, as soon as it is complete.
An article whose files are as the last run left them is not even opened.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipeline import files, languages
from pipeline.catalogues import Counts, count, drafting, header, merge, store, template
from pipeline.catalogues.fuzzy import Fuzzy, fuzzy
from pipeline.engine import Engine
from pipeline.errors import ArticleError, CatalogueError, FileError, PackageError, PipelineError
from pipeline.export.choose import export
from pipeline.languages import Language
from pipeline.model import Catalogue, Draft, State
from pipeline.state import DraftStore
from pipeline.workflow import exporting, records, renames
from pipeline.workflow.engines import EngineMaker, maker
from pipeline.workflow.project import Project, Selection, Source
from pipeline.workflow.report import Failure, Observer, Outcome, Report
from pipeline.workflow.texts import Text, read_text

# Distinct texts that the engine gets at once: enough to fill batches of one length throughout.
WINDOW = 8_000

# Drafts that a kill may cost; fewer would make the store the slowest part.
KEEP_AT_ONCE = 128

LOCK_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Steps:
    """Which parts of the path a command goes."""

    draft: bool = True
    """Let the engine draft what is empty."""

    export: bool = True
    """Export the articles."""

    refresh: bool = False
    """Redo untouched drafts that the engine in use has not made."""

    dry_run: bool = False
    """Only say what would be done."""


@dataclass(frozen=True, slots=True)
class Work:
    """What a run holds while it lasts.

    `missing` says of a language that `engines` lacks why; it is a failure once there is
    something to draft.
    """

    project: Project
    steps: Steps
    state: DraftStore
    observer: Observer
    report: Report
    now: datetime
    languages: Mapping[str, Language]
    engines: dict[str, Engine]
    missing: dict[str, PackageError]
    orphans: renames.Orphans

    def fail(self, error: PipelineError) -> None:
        """Report what could not be done; the rest goes on."""
        failure = Failure.of(error)
        self.report.failures.append(failure)
        self.observer.failure(failure)

    def done(self, outcome: Outcome) -> None:
        """Report what was done."""
        self.report.add(outcome)
        self.observer.outcome(outcome)


@dataclass(frozen=True, slots=True)
class Job:
    """An article's catalogue in line with the article, and what is to be drafted in it."""

    text: Text
    language: str
    created: str
    merged: merge.Merge
    pending: tuple[str, ...]
    before: Fuzzy | None


def run(
    project: Project,
    selection: Selection,
    steps: Steps,
    observer: Observer,
    *,
    engines: EngineMaker | None = None,
    now: datetime | None = None,
) -> Report:
    """Bring articles and catalogues together, draft and export as `steps` say.

    One bad article or catalogue never stops the others: it is in the report's failures.
    `engines` makes the engine of a language (the project's packages by default). Raises
    UsageError, ConfigError and ProjectLocked.
    """
    sources = project.sources()
    picked = project.select(sources, selection.articles)
    wanted = {
        code: languages.load(code, project.settings.language_files)
        for code in project.languages(selection.languages)
    }
    with _state(project, steps, observer) as state, contextlib.ExitStack() as opened:
        work = Work(
            project,
            steps,
            state,
            observer,
            Report(articles=sum(source.problem is None for source in picked)),
            now or datetime.now().astimezone(),
            wanted,
            {},
            {},
            renames.Orphans(project, project.orphans(sources)),
        )
        if steps.draft:
            _open_engines(work, engines or maker(project, state, observer), opened)
        for window in _windows(work, picked):
            for code in wanted:
                jobs = [job for job in window if job.language == code]
                for job, drafts in _drafted(work, code, jobs):
                    try:
                        _finish(work, job, drafts)
                    except (CatalogueError, FileError) as error:
                        work.fail(error)
        for orphan in work.orphans.left():
            observer.note(f"the catalogues of {orphan} have no article any more; they are kept")
        if steps.export and (strays := project.strays(sources)):
            shown = project.shown(strays[0])
            observer.note(f"{len(strays)} exported files belong to no article, such as {shown}")
        if state.moved_aside:
            observer.note(
                f"{project.shown(project.state_path)} could not be used and was moved to"
                f" {state.moved_aside.name}; drafts that no catalogue holds are made again"
            )
        if state.trouble:
            work.fail(state.trouble)
    return work.report


@contextlib.contextmanager
def _state(project: Project, steps: Steps, observer: Observer) -> Iterator[DraftStore]:
    """Hold the project and open what it remembers; a dry run does neither."""
    if steps.dry_run:
        with DraftStore(Path(":memory:")) as state:
            yield state
        return

    def on_wait(holder: str) -> None:
        observer.note(f"another run ({holder}) is working in this project; waiting for it")

    with files.locked(project.lock_path, wait=LOCK_SECONDS, on_wait=on_wait) as was_cut_short:
        if was_cut_short:
            files.sweep(project.settings.catalogues)
            files.sweep(project.settings.output)
        with DraftStore(project.state_path) as state:
            yield state


def _open_engines(work: Work, make: EngineMaker, opened: contextlib.ExitStack) -> None:
    for code in work.languages:
        try:
            work.engines[code] = opened.enter_context(make(code))
        except PackageError as error:
            work.missing[code] = error


def _windows(work: Work, sources: Sequence[Source]) -> Iterator[list[Job]]:
    """Gather jobs until they are worth the engine's while."""
    window: list[Job] = []
    weight = 0
    for number, source in enumerate(sources):
        work.observer.progress("articles", number, len(sources))
        for job in _jobs(work, source):
            window.append(job)
            # What need not be drafted is light, but must not pile up either.
            weight += len(job.pending) + len(job.text.entries) // 8
        if weight >= WINDOW:
            yield window
            window, weight = [], 0
    work.observer.progress("articles", len(sources), len(sources))
    yield window


def _jobs(work: Work, source: Source) -> Iterator[Job]:
    """Line an article up with its catalogues, in the languages where that is needed."""
    if source.problem:
        work.fail(source.problem)
        return
    stale = []
    for code, language in work.languages.items():
        record = records.load(work.state, source.id, code)
        if record and _is_current(work, source, language, record):
            is_draft = record.draft_export
            work.done(
                Outcome(
                    source.id,
                    code,
                    record.counts,
                    exported=_target(work, source, code, draft=is_draft),
                    draft_export=is_draft,
                    unchanged=True,
                )
            )
        else:
            stale.append((language, record))
    if not stale:
        return
    try:
        text = read_text(work.project, source, work.observer)
        adopted = work.orphans.adopt(text, work.observer, dry_run=work.steps.dry_run)
        created = _write_template(work, text)
    except (ArticleError, FileError) as error:
        work.fail(error)
        return
    for language, record in stale:
        if adopted:
            record = records.load(work.state, adopted, language.code)
        try:
            before = record.fuzzy if record else None
            # In a dry run the catalogues of a renamed article still have their old name.
            held_by = adopted if adopted and work.steps.dry_run else source.id
            yield _job(work, text, language, created, before, held_by)
        except (CatalogueError, FileError) as error:
            work.fail(error)


def _is_current(work: Work, source: Source, language: Language, record: records.Record) -> bool:
    engine = work.engines.get(language.code)
    # What is outdated was counted against the engine that the record names.
    may_be_outdated = engine and (record.engine != engine.key or record.counts.outdated)
    if work.steps.refresh and may_be_outdated:
        return False
    if language.code in work.missing and record.counts.empty:
        return False
    try:
        return records.is_current(
            record,
            records.basis(work.project, source, language),
            engine=engine.key if engine else None,
            export=_target(work, source, language.code, draft=record.draft_export),
        )
    except FileError:
        return False  # Whoever reads the file next says which one and why.


def _target(work: Work, source: Source, code: str, *, draft: bool) -> Path | None:
    """Say where an article is exported to; None if it is not."""
    name = work.project.name(source)
    return work.project.exported(name, code, draft=draft) if work.steps.export else None


def _write_template(work: Work, text: Text) -> str:
    path = work.project.template(text.source.id)
    old = files.read(path)
    made = template.template(text.source.id, text.entries, old, work.now)
    if made.data != old and not work.steps.dry_run:
        files.replace(path, made.data)
    return made.created


def _job(
    work: Work,
    text: Text,
    language: Language,
    created: str,
    before: Fuzzy | None,
    held_by: str,
) -> Job:
    code, article = language.code, text.source.id
    catalogue = store.load(
        work.project.catalogue(held_by, code),
        article,
        code,
        header=header.new(article, code, plural_forms=language.plural_forms, now=work.now),
        before=before,
    )
    merged = merge.merge(catalogue, text.entries, created=created)
    left_out = work.project.settings.translation.leave_out
    pending = (
        drafting.pending(merged.catalogue, left_out, refresh=work.steps.refresh)
        if work.steps.draft
        else ()
    )
    if pending and code in work.missing:
        work.fail(work.missing.pop(code))
    return Job(text, code, created, merged, pending, before)


def _drafted(
    work: Work, code: str, jobs: Sequence[Job]
) -> Iterator[tuple[Job, Mapping[str, Draft]]]:
    """Give each job with its drafts as soon as the last of them is known."""
    engine = work.engines.get(code)
    if engine is None or work.steps.dry_run:
        yield from ((job, {}) for job in jobs)
        return
    texts = list(dict.fromkeys(text for job in jobs for text in job.pending))
    drafts = work.state.drafts(engine.key, texts)
    missing = [text for text in texts if text not in drafts]
    waiting: dict[str, list[int]] = {text: [] for text in missing}
    lacking = []
    for number, job in enumerate(jobs):
        lacks = [text for text in job.pending if text in waiting]
        lacking.append(len(lacks))
        for text in lacks:
            waiting[text].append(number)
        if not lacks:
            yield job, drafts
    try:
        for text, draft in _translated(work, engine, code, missing):
            drafts[text] = draft
            for number in waiting[text]:
                lacking[number] -= 1
                if lacking[number] == 0:
                    yield jobs[number], drafts
    except PackageError as error:
        work.fail(error)
        del work.engines[code]
        yield from ((job, drafts) for job, lacks in zip(jobs, lacking, strict=True) if lacks)


def _translated(
    work: Work, engine: Engine, code: str, texts: Sequence[str]
) -> Iterator[tuple[str, Draft]]:
    """Translate texts; each draft is in the store soon after it is made, whatever happens."""
    made: list[tuple[str, Draft]] = []
    try:
        for start in range(0, len(texts), WINDOW):
            part = texts[start : start + WINDOW]
            for number, (at, draft) in enumerate(engine.translate(part), start + 1):
                made.append((part[at], draft))
                if len(made) >= KEEP_AT_ONCE:
                    work.state.keep_drafts(engine.key, made)
                    made.clear()
                work.observer.progress(f"{code}: drafts", number, len(texts))
                yield part[at], draft
    finally:
        work.state.keep_drafts(engine.key, made)


def _finish(work: Work, job: Job, drafts: Mapping[str, Draft]) -> None:
    """Fill in the drafts, save the catalogue, export the article, remember how it stands."""
    article = job.text.source.id
    planned = work.steps.dry_run
    refresh = job.pending if work.steps.refresh else ()

    def filled(catalogue: Catalogue) -> Catalogue:
        return drafting.fill(catalogue, drafts, now=work.now, refresh=refresh)

    def remake(fresh: Catalogue) -> Catalogue:
        return filled(merge.merge(fresh, job.text.entries, created=job.created).catalogue)

    catalogue = filled(job.merged.catalogue)
    if not work.steps.dry_run:
        path = work.project.catalogue(article, job.language)
        saved = store.save(path, catalogue, remake, before=job.before)
        if saved.written and catalogue.wrapped:
            work.observer.note(
                f"{work.project.shown(path)} had its long lines broken; it is saved with each text"
                " on one line, so that a change shows as one line"
            )
        if saved.written and catalogue.stripped:
            work.observer.note(
                f"{work.project.shown(path)} had lost its fuzzy flags under the same"
                " PO-Revision-Date, as when a program drops them: what was fuzzy is so again;"
                " whoever clears them all by hand sets that date too"
            )
        catalogue = saved.catalogue
    exported, is_draft = _export(work, job, catalogue)
    counts = _count(work, job.language, catalogue)
    if not work.steps.dry_run:
        _remember(work, job, catalogue, counts, exported, draft=is_draft)
    work.done(
        Outcome(
            article,
            job.language,
            counts,
            new=job.merged.new,
            changed=job.merged.changed,
            retired=job.merged.retired,
            revived=job.merged.revived,
            drafted=len(job.pending) if planned else _drafts_in(job.merged.catalogue, catalogue),
            exported=exported,
            draft_export=is_draft,
            planned=planned,
        )
    )


def _drafts_in(before: Catalogue, after: Catalogue) -> int:
    """Count the drafts that were not there before."""
    old = {(entry.source, entry.target, entry.origin) for entry in before.entries}
    return sum(
        entry.state is State.DRAFT and (entry.source, entry.target, entry.origin) not in old
        for entry in after.entries
    )


def _export(work: Work, job: Job, catalogue: Catalogue) -> tuple[Path | None, bool]:
    """Export an article: to the reviewed ones if all of it is, else to the drafts."""
    if not work.steps.export:
        return None, False
    article, entries = job.text.article, exporting.entries_by_source(catalogue)
    name = work.project.name(job.text.source)
    result = export(article, job.text.segments, entries, exporting.policy(work.project))
    is_draft = bool(result.unfit)
    if is_draft:
        drafts = exporting.policy(work.project, allow_drafts=True)
        result = export(article, job.text.segments, entries, drafts)
    path = work.project.exported(name, job.language, draft=is_draft)
    if not work.steps.dry_run:
        exporting.write(path, exporting.encode(article, result.text))
        if not is_draft:
            exporting.remove_draft(work.project, name, job.language)
    return path, is_draft


def _count(work: Work, code: str, catalogue: Catalogue) -> Counts:
    engine = work.engines.get(code)
    translation = work.project.settings.translation
    return count(
        catalogue,
        translation.leave_out,
        origin=engine.origin if engine else None,
        low_below=translation.low_confidence,
    )


def _remember(
    work: Work,
    job: Job,
    catalogue: Catalogue,
    counts: Counts,
    exported: Path | None,
    *,
    draft: bool,
) -> None:
    source, engine = job.text.source, work.engines.get(job.language)
    basis = records.basis(work.project, source, work.languages[job.language])
    path = work.project.catalogue(source.id, job.language)
    if files.fingerprint(files.read(path)) != catalogue.fingerprint:
        basis = ""  # Somebody has saved it again meanwhile; the next run looks at it.
    empty = drafting.pending(catalogue, work.project.settings.translation.leave_out)
    # What a person has emptied meanwhile the engine has not tried yet.
    has_tried = engine is not None and set(job.pending).issuperset(empty)
    records.keep(
        work.state,
        source.id,
        job.language,
        records.Record(
            basis,
            counts,
            engine=engine.key if engine and has_tried else "",
            fuzzy=fuzzy(catalogue),
            exported=str(exported or ""),
            export_stamp=records.stamps((exported,)) if exported else "",
            draft_export=draft,
        ),
    )
