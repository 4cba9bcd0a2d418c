"""The end of a job: matches and drafts in, the catalogue saved, the article exported, all noted."""

from collections.abc import Mapping
from pathlib import Path

from pipeline import articles, files
from pipeline.catalogues import Counts, dismissals, drafting, merge, offers, store
from pipeline.catalogues.fuzzy import fuzzy
from pipeline.errors import ArticleError
from pipeline.export.choose import Unfit, export
from pipeline.model import Catalogue, Draft, State
from pipeline.workflow import exporting, history, records
from pipeline.workflow.recall import unreviewed
from pipeline.workflow.report import Outcome
from pipeline.workflow.work import Job, Work


def finish(work: Work, job: Job, drafts: Mapping[str, Draft]) -> None:
    """Fill in matches and drafts, save the catalogue, export the article, note how it stands."""
    article = job.text.source.id
    is_planned = work.steps.dry_run
    refresh = job.pending if work.steps.refresh else ()

    language = work.languages[job.language]

    def filled(catalogue: Catalogue) -> Catalogue:
        known = offers.enter(catalogue, job.offers, now=work.now, refresh=work.steps.refresh)
        full = drafting.fill(known, drafts, now=work.now, refresh=refresh)
        return work.noter.mark(full, language) if work.noter else full

    is_as_read = True

    def remake(fresh: Catalogue) -> Catalogue:
        nonlocal is_as_read
        is_as_read = False
        sealed = dismissals.sealed(fresh)
        return filled(merge.merge(sealed, job.text.entries, created=job.created).catalogue)

    catalogue = filled(job.merged.catalogue)
    if not is_planned:
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
    engine = work.engines.get(job.language)
    counts = work.project.count(catalogue, engine.origin if engine else None)
    if work.noter:
        counts = work.noter.count(counts, catalogue, language)
        _remember(work, job, drafts, catalogue, counts, exported, draft=is_draft)
    if work.recall:
        work.recall.saved(job, as_read=is_as_read)
    work.done(
        Outcome(
            article,
            job.language,
            counts,
            new=job.merged.new,
            changed=job.merged.changed,
            retired=job.merged.retired,
            revived=job.merged.revived,
            recalled=_recalled_in(job, catalogue),
            drafted=len(job.pending) if is_planned else _drafts_in(job.merged.catalogue, catalogue),
            exported=exported,
            draft_export=is_draft,
            planned=is_planned,
        )
    )


def _recalled_in(job: Job, after: Catalogue) -> int:
    """Count the translations that came from the memory."""
    old = {entry.source: entry.target for entry in job.merged.catalogue.entries}
    return sum(
        entry.target == offer.target != old.get(entry.source)
        for entry in after.entries
        if (offer := job.offers.get(entry.source))
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
    result = export(article, job.text.segments, entries, exporting.policy(work.project))
    is_draft = bool(result.unfit)
    if is_draft:
        drafts = exporting.policy(work.project, allow_drafts=True)
        result = export(article, job.text.segments, entries, drafts)
        if result.unfit:
            work.fail(_refusal(work, job, result.unfit[0]))
            return None, True
    path = work.target(job.text.source, job.language, draft=is_draft)
    if path and not work.steps.dry_run:
        exporting.write(path, articles.write(article, result.blocks, job.language))
        if not is_draft:
            exporting.remove_draft(work.project, job.text.source, job.language)
    return path, is_draft


def _refusal(work: Work, job: Job, unfit: Unfit) -> ArticleError:
    place = f"{work.project.shown(job.text.source.path)}:{unfit.line}"
    return ArticleError(
        place,
        f"it is not exported in {job.language}: {unfit.reason}: {unfit.text}",
        "Put each tag of the sentence into its translation, once",
    )


def _remember(
    work: Work,
    job: Job,
    drafts: Mapping[str, Draft],
    catalogue: Catalogue,
    counts: Counts,
    exported: Path | None,
    *,
    draft: bool,
) -> None:
    source, engine = job.text.source, work.engines.get(job.language)
    ours = [entry for entry in catalogue.entries if drafting.is_untouched(entry)]
    work.state.keep_written(job.language, [(entry.source, entry.target) for entry in ours])
    history.note(work.state, catalogue, work.now)
    basis = records.basis(work.project, source, work.languages[job.language])
    path = work.project.catalogue(source.id, job.language)
    if files.fingerprint(files.read(path)) != catalogue.fingerprint:
        basis = ""  # Somebody has saved it again meanwhile; the next run looks at it.
    empty = drafting.pending(catalogue, work.project.settings.translation.leave_out)
    # What a person has emptied meanwhile the engine has not tried yet.
    # Neither has it what came back from no worker of a cluster.
    asked = set(job.pending).issuperset(empty) and all(text in drafts for text in empty)
    has_tried = engine is not None and asked
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
            unreviewed=unreviewed(catalogue.entries),
        ),
    )
