"""Articles in, catalogues for review, translated articles out: the whole path.

Articles pass in windows, so that memory stays flat however many there are: each window's
articles are read and matched with their catalogues, what is missing in them is looked up in the
memory, or else drafted, language by language, and each catalogue is saved, with its article
exported, as soon as it is complete. An article whose files are as the last run left them is not
even opened.
"""

import contextlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from pipeline import languages
from pipeline.errors import CatalogueError, FileError, PackageError
from pipeline.workflow import renames
from pipeline.workflow.drafts import Drafting, Ready
from pipeline.workflow.engines import EngineMaker, advice, maker
from pipeline.workflow.finish import finish
from pipeline.workflow.hold import remembering
from pipeline.workflow.jobs import windows
from pipeline.workflow.noting import Noter
from pipeline.workflow.project import ALL, Project, Selection, Source
from pipeline.workflow.recall import Recall
from pipeline.workflow.report import SILENT, Observer, Report
from pipeline.workflow.work import EVERYTHING, Job, Steps, Work

if TYPE_CHECKING:
    from pipeline.engine.cluster import Cluster


def run(
    project: Project,
    selection: Selection = ALL,
    steps: Steps = EVERYTHING,
    observer: Observer = SILENT,
    *,
    engines: EngineMaker | None = None,
    cluster: str = "",
    now: datetime | None = None,
) -> Report:
    """Bring articles and catalogues together, draft and export as `steps` say.

    One bad article or catalogue never stops the others: it is in the report's failures.
    `engines` makes the engine of a language (the project's packages by default). `cluster` is
    the address of a Dask scheduler, or `local:N`, whose workers draft. Raises UsageError,
    ConfigError, ClusterError and ProjectLocked.
    """
    sources = project.sources()
    picked = project.select(sources, selection.articles)
    wanted = {
        code: languages.load(code, project.settings.language_files)
        for code in project.languages(selection.languages)
    }
    with (
        remembering(project, observer, dry_run=steps.dry_run) as state,
        contextlib.ExitStack() as opened,
    ):
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
            None if steps.dry_run else Noter(project, state),
        )
        if project.settings.memory.use:
            work = _recalling(work, sources, picked, opened)
        drafting = opened.enter_context(Drafting(work))
        if steps.draft:
            reached = _reached(cluster, work, opened)
            _open_engines(work, engines or maker(project, state, observer, reached), opened)
        for window in windows(work, picked):
            for code in wanted:
                jobs = [job for job in window if job.language == code]
                _finish(work, drafting.put(code, _offered(work, code, jobs)))
        _finish(work, drafting.rest())
        if work.recall and steps.draft and not selection.articles:
            work.recall.done()
        _remark(work, sources)
        if work.report.drafted and not steps.dry_run and engines is None:
            work.observer.note(advice(project, wanted))
    return work.report


def _recalling(
    work: Work, sources: Sequence[Source], picked: Sequence[Source], opened: contextlib.ExitStack
) -> Work:
    """Let the memory learn what people have reviewed since, and hold it ready."""
    recall = opened.enter_context(Recall(work, sources))
    if not work.steps.dry_run:
        recall.learn(picked)
    return replace(work, recall=recall)


def _reached(address: str, work: Work, opened: contextlib.ExitStack) -> "Cluster | None":
    """Reach the cluster that is to draft, if there is one and something may be drafted."""
    if not address or work.steps.dry_run:
        return None
    from pipeline.engine.cluster import connect

    return opened.enter_context(connect(address, work.observer.note))


def _finish(work: Work, ready: Ready) -> None:
    # An end in the middle stores what was made, while the store is still open.
    with contextlib.closing(ready):
        for job, drafts in ready:
            try:
                finish(work, job, drafts)
            except (CatalogueError, FileError) as error:
                work.fail(error)


def _offered(work: Work, code: str, jobs: Sequence[Job]) -> Sequence[Job]:
    return work.recall.offered(code, jobs) if work.recall and work.steps.draft else jobs


def _remark(work: Work, sources: Sequence[Source]) -> None:
    """Tell what a person may want to look at: what is left over, what could not be kept."""
    for orphan in work.orphans.left():
        work.observer.note(f"the catalogues of {orphan} have no article any more; they are kept")
    if work.steps.export and (strays := work.project.strays(sources)):
        shown = work.project.shown(strays[0])
        work.observer.note(f"{len(strays)} exported files belong to no article, such as {shown}")
    state = work.state
    state.keep()
    if state.moved_aside:
        work.observer.note(
            f"{work.project.shown(work.project.state_path)} could not be used and was moved to"
            f" {state.moved_aside.name}; drafts that no catalogue holds are made again"
        )
    if state.trouble:
        work.fail(state.trouble)


def _open_engines(work: Work, make: EngineMaker, opened: contextlib.ExitStack) -> None:
    for code in work.languages:
        try:
            work.engines[code] = opened.enter_context(make(code))
        except PackageError as error:
            work.missing[code] = error
