"""Articles lined up with their catalogues: what there is to do, gathered window by window."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import files
from pipeline.catalogues import dismissals, drafting, header, merge, store, template, terms
from pipeline.catalogues.fuzzy import Fuzzy
from pipeline.errors import ArticleError, CatalogueError, FileError
from pipeline.languages import Language
from pipeline.workflow import records
from pipeline.workflow.project import Source
from pipeline.workflow.report import Outcome
from pipeline.workflow.terms import finder, glossary
from pipeline.workflow.texts import Text, read_text
from pipeline.workflow.work import Job, Work

# Distinct texts that the engine gets at once: enough to fill batches of one length throughout.
WINDOW = 8_000


def windows(work: Work, sources: Sequence[Source]) -> Iterator[list[Job]]:
    """Gather jobs until they are worth the engine's while."""
    window: list[Job] = []
    gathered = 0
    for number, source in enumerate(sources):
        work.observer.progress("articles", number, len(sources))
        for job in _jobs(work, source):
            window.append(job)
            gathered += weight(job)
        if gathered >= WINDOW:
            yield window
            window, gathered = [], 0
    work.observer.progress("articles", len(sources), len(sources))
    yield window


def weight(job: Job) -> int:
    """Say how much of a window a job takes, in texts that are to be drafted."""
    # What need not be drafted is light, but must not pile up either.
    return len(job.pending) + len(job.text.entries) // 8


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
                    exported=work.target(source, code, draft=is_draft),
                    draft_export=is_draft,
                    unchanged=True,
                )
            )
        else:
            stale.append((language, record))
    if not stale:
        return
    glossary(work.project)  # A mistake in it ends the run before anything is written.
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
    # What is outdated was counted against the engine that the record names, and which drafts were
    # made with other terms only the texts tell.
    if (
        work.steps.refresh
        and engine
        and (record.engine != engine.key or record.counts.outdated or glossary(work.project).rows)
    ):
        return False
    if _may_be_recalled(work, language.code, record):
        return False
    if language.code in work.missing and record.counts.empty:
        return False
    try:
        return records.is_current(
            record,
            records.basis(work.project, source, language),
            engine=engine.key if engine else None,
            export=work.target(source, language.code, draft=record.draft_export),
        )
    except FileError:
        return False  # Whoever reads the file next says which one and why.


def _may_be_recalled(work: Work, code: str, record: records.Record) -> bool:
    """Say whether the memory may have something for an article, though nothing changed in it."""
    if work.recall is None or not work.steps.draft:
        return False
    may_be_better = work.steps.refresh and record.counts.suggested > 0
    return may_be_better or work.recall.has_news(code, record)


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
    text = replace(text, entries=terms.beside(text.entries, finder(work.project, code)))
    catalogue = store.load(
        work.project.catalogue(held_by, code),
        article,
        code,
        header=header.new(article, code, plural_forms=language.plural_forms, now=work.now),
        before=before,
    )
    # What is dismissed are the texts as they now stand, before a sentence changes.
    merged = merge.merge(dismissals.sealed(catalogue), text.entries, created=created)
    left_out = work.project.settings.translation.leave_out
    pending = (
        drafting.pending(merged.catalogue, left_out, refresh=work.steps.refresh)
        if work.steps.draft
        else ()
    )
    return Job(text, code, created, merged, pending, before)
