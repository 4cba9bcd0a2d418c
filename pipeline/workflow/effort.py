"""What reviewing the drafts of a project has taken, and whether their confidence foretold it.

Nothing is changed. What counts are approved entries whose draft the store still holds, wherever
they were approved; when that was and how long it took, the record of the review page tells.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from pipeline.catalogues import store
from pipeline.errors import CatalogueError, FileError
from pipeline.evaluation import ranking
from pipeline.evaluation.effort import Effort, Meter, measure, total
from pipeline.evaluation.ranking import Flag, Judged, Judgement
from pipeline.evaluation.reviews import Reviews
from pipeline.model import SET_PHRASE, Draft, Entry, Kind, State
from pipeline.state import DraftStore
from pipeline.workflow import drafters, records
from pipeline.workflow.project import Project, Selection
from pipeline.workflow.report import Failure
from pipeline.workflow.terms import Find, finder
from pipeline.workflow.worked import Worked, effort_as_dict, worked


@dataclass(frozen=True, slots=True)
class Row:
    """One article in one language, or all of them (then without `article`, or `language`).

    `unrecorded` are approved entries of which no draft is known; they are not in `effort`.
    """

    article: str
    language: str
    effort: Effort
    unrecorded: int

    def as_dict(self) -> dict[str, Any]:
        """Give the row as JSON has it."""
        return {
            "article": self.article or None,
            "language": self.language or None,
            **effort_as_dict(self.effort),
            "unrecorded": self.unrecorded,
        }


@dataclass(slots=True)
class Efforts:
    """Rows by article and language, and what the confidence of each package was worth.

    `kinds` and `packages` sort the same efforts by what a segment is (of several kinds its
    first) and by what drafted it. `drafts` counts, by package, the reviewed drafts that came with
    a confidence; `judgements` lacks packages of which there are too few. `worked` is None where
    the record cannot be read.
    """

    rows: list[Row] = field(default_factory=list)
    kinds: dict[str, Effort] = field(default_factory=dict)
    packages: dict[str, Effort] = field(default_factory=dict)
    drafts: dict[str, int] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)
    worked: Worked | None = None
    failures: list[Failure] = field(default_factory=list)

    @property
    def exit_code(self) -> int:
        """1 if something could not be read."""
        return 1 if self.failures else 0

    @property
    def totals(self) -> list[Row]:
        """Add the rows of each language up, and all of them if there are several."""
        languages = list(dict.fromkeys(row.language for row in self.rows))
        groups = [[row for row in self.rows if row.language == each] for each in languages]
        if len(languages) > 1:
            languages, groups = [*languages, ""], [*groups, self.rows]
        return [
            Row(
                "",
                language,
                total(row.effort for row in rows),
                sum(row.unrecorded for row in rows),
            )
            for language, rows in zip(languages, groups, strict=True)
        ]

    def as_dict(self) -> dict[str, Any]:
        """Give the whole as JSON has it; docs/packages.md documents the shape."""
        return {
            "catalogues": [row.as_dict() for row in self.rows],
            "totals": [row.as_dict() for row in self.totals],
            "kinds": _by("kind", self.kinds),
            "packages": _by("package", self.packages),
            "confidence": [
                {"package": package, "drafts": number, **_judged(self.judgements.get(package))}
                for package, number in self.drafts.items()
            ],
            "recorded": self.worked and self.worked.as_dict(),
            "failures": [failure.as_dict() for failure in self.failures],
        }


def effort(
    project: Project,
    selection: Selection,
    *,
    since: date | None = None,
    reviews: Reviews | None = None,
    meter: Meter = measure,
) -> Efforts:
    """Measure what was done to drafts until they were approved, article by article.

    Only the record knows of `since`. `reviews` and `meter` may be kept by who asks again. A
    catalogue or a record that cannot be read is in the failures. Raises UsageError and FileError.
    """
    found = Efforts()
    looked: list[_Looked] = []
    sources = project.select(project.sources(), selection.articles)
    with records.noted(project) as state:
        for language in project.languages(selection.languages):
            find = finder(project, language)
            for source in sources:
                try:
                    approved = _approved(project, state, source.id, language)
                except (CatalogueError, FileError) as error:
                    found.failures.append(Failure.of(error))
                    continue
                if approved:
                    row, more = _look(state, source.id, language, approved, find, meter)
                    found.rows.append(row)
                    looked += more
    found.kinds = _sorted_by(looked, lambda each: each.kind)
    found.packages = _sorted_by(looked, lambda each: each.draft.origin)
    _judge(found, looked, project.settings.translation.low_confidence)
    record = reviews or Reviews(project.reviews_path)
    try:
        found.worked = worked(project, selection, record, since=since, meter=meter)
    except FileError as error:
        found.failures.append(Failure.of(error))
    return found


class _Looked(NamedTuple):
    """An approved draft, and what was done to it."""

    kind: str
    draft: Draft
    effort: Effort


def _approved(project: Project, state: DraftStore, article: str, language: str) -> list[Entry]:
    before = records.last_fuzzy(state, article, language)
    path = project.catalogue(article, language)
    catalogue = store.load(path, article, language, header=(), before=before)
    return [entry for entry in catalogue.entries if entry.state is State.REVIEWED]


def _look(
    state: DraftStore,
    article: str,
    language: str,
    approved: Sequence[Entry],
    find: Find,
    meter: Meter,
) -> tuple[Row, list[_Looked]]:
    """Measure one catalogue, and each of its drafts."""
    recorded = drafters.recorded(state, language, [entry.source for entry in approved], find)
    reviews: list[tuple[Draft, Entry]] = []
    for entry in approved:
        draft = recorded.get(entry.source)
        # Where nothing usable came, nobody has been shown a draft.
        if draft and draft.text.strip():
            reviews.append((draft, entry))
    efforts = meter([(draft.text.strip(), entry.target) for draft, entry in reviews])
    row = Row(article, language, total(efforts), len(approved) - len(reviews))
    return row, [
        _Looked(entry.kinds[0] if entry.kinds else Kind.BODY, draft, each)
        for (draft, entry), each in zip(reviews, efforts, strict=True)
    ]


def _sorted_by(looked: Sequence[_Looked], name: Callable[[_Looked], str]) -> dict[str, Effort]:
    efforts: dict[str, list[Effort]] = defaultdict(list)
    for each in looked:
        efforts[name(each)].append(each.effort)
    return {key: total(efforts[key]) for key in sorted(efforts)}


def _judge(found: Efforts, looked: Sequence[_Looked], low_below: float) -> None:
    judged: dict[str, list[Judged]] = defaultdict(list)
    for _, draft, each in looked:
        # Set phrases are certain by themselves, and would praise the packages.
        if draft.confidence is not None and draft.origin != SET_PHRASE:
            judged[draft.origin].append(Judged(draft.confidence, each, bool(draft.warnings)))
    for package, drafts in judged.items():
        found.drafts[package] = len(drafts)
        if judgement := ranking.judge(drafts, low_below=low_below):
            found.judgements[package] = judgement


def _by(name: str, efforts: dict[str, Effort]) -> list[dict[str, Any]]:
    return [{name: key, **effort_as_dict(each)} for key, each in efforts.items()]


def _judged(judgement: Judgement | None) -> dict[str, Any]:
    """Give a judgement as JSON has it, null where there are too few drafts for one."""
    if judgement is None:
        return {"spearman": None, "bands": None, "low": None, "doubtful": None}
    return {
        "spearman": judgement.correlation,
        "bands": [
            {"from": band.low, "to": band.high, **effort_as_dict(band.effort)}
            for band in judgement.bands
        ],
        "low": _flag(judgement.low),
        "doubtful": _flag(judgement.doubtful),
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {**flag._asdict(), "precision": flag.precision, "recall": flag.recall}
