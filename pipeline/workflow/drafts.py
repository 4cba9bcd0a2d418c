"""Drafts for a window of jobs: out of the store, or from the engine and into it."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.engine import Engine
from pipeline.errors import PackageError
from pipeline.model import Draft
from pipeline.workflow import drafters
from pipeline.workflow.jobs import WINDOW
from pipeline.workflow.terms import finder, keyed
from pipeline.workflow.work import Job, Work

# Drafts that a kill may cost; fewer would make the store the slowest part.
KEEP_AT_ONCE = 128


def drafted(
    work: Work, code: str, jobs: Sequence[Job]
) -> Iterator[tuple[Job, Mapping[str, Draft]]]:
    """Give each job with its drafts as soon as the last of them is known."""
    engine = _engine(work, code, jobs)
    if engine is None or work.steps.dry_run:
        yield from ((job, {}) for job in jobs)
        return
    texts = list(dict.fromkeys(text for job in jobs for text in job.pending))
    if texts:
        drafters.note(work.state, code, engine.key)
    keys = _keys(work, code, texts)
    stored = work.state.drafts(engine.key, list(keys.values()))
    drafts = {text: stored[key] for text, key in keys.items() if key in stored}
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
        for text, draft in _translated(work, engine, code, missing, keys):
            drafts[text] = draft
            for number in waiting[text]:
                lacking[number] -= 1
                if lacking[number] == 0:
                    yield jobs[number], drafts
    except PackageError as error:
        work.fail(error)
        del work.engines[code]
        yield from ((job, drafts) for job, lacks in zip(jobs, lacking, strict=True) if lacks)


def _engine(work: Work, code: str, jobs: Sequence[Job]) -> Engine | None:
    """Give the engine of a language; report that there is none if one is needed."""
    if code in work.missing and any(job.pending for job in jobs):
        work.fail(work.missing.pop(code))
    return work.engines.get(code)


def _keys(work: Work, code: str, texts: Sequence[str]) -> dict[str, str]:
    """Name texts as the store does: a draft is made of a text and of the terms in it."""
    if not texts:
        return {}
    find = finder(work.project, code)
    return {text: keyed(text, find(text)) for text in texts}


def _translated(
    work: Work, engine: Engine, code: str, texts: Sequence[str], keys: Mapping[str, str]
) -> Iterator[tuple[str, Draft]]:
    """Translate texts; each draft is in the store soon after it is made, whatever happens."""
    made: list[tuple[str, Draft]] = []
    try:
        for start in range(0, len(texts), WINDOW):
            part = texts[start : start + WINDOW]
            for number, (at, draft) in enumerate(engine.translate(part), start + 1):
                made.append((keys[part[at]], draft))
                if len(made) >= KEEP_AT_ONCE:
                    work.state.keep_drafts(engine.key, made)
                    made.clear()
                work.observer.progress(f"{code}: drafts", number, len(texts))
                yield part[at], draft
    finally:
        work.state.keep_drafts(engine.key, made)
