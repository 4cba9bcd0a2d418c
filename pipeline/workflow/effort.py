"""What reviewing the drafts of a project has taken, and whether their confidence foretold it.

Nothing is changed. What counts are approved entries whose draft the store still holds.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from pipeline.catalogues import store
from pipeline.errors import CatalogueError, FileError
from pipeline.evaluation import ranking
from pipeline.evaluation.effort import Effort, measure, total
from pipeline.evaluation.ranking import Flag, Judged, Judgement
from pipeline.model import SET_PHRASE, Draft, Entry, State
from pipeline.state import DraftStore
from pipeline.workflow import drafters, records
from pipeline.workflow.project import Project, Selection
from pipeline.workflow.report import Failure
from pipeline.workflow.terms import Find, finder


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
            **_as_dict(self.effort),
            "unrecorded": self.unrecorded,
        }


@dataclass(slots=True)
class Efforts:
    """Rows by article and language, and what the confidence of each package was worth.

    `drafts` counts, by package, the reviewed drafts that came with a confidence; `judgements`
    lacks packages of which there are too few.
    """

    rows: list[Row] = field(default_factory=list)
    drafts: dict[str, int] = field(default_factory=dict)
    judgements: dict[str, Judgement] = field(default_factory=dict)
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
            "confidence": [
                {"package": package, "drafts": number, **_judged(self.judgements.get(package))}
                for package, number in self.drafts.items()
            ],
            "failures": [failure.as_dict() for failure in self.failures],
        }


def effort(project: Project, selection: Selection) -> Efforts:
    """Measure what was done to drafts until they were approved, article by article.

    A catalogue that cannot be read is in the failures. Raises UsageError and FileError.
    """
    found = Efforts()
    judged: dict[str, list[Judged]] = defaultdict(list)
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
                    row, more = _look(state, source.id, language, approved, find)
                    found.rows.append(row)
                    for package, each in more:
                        judged[package].append(each)
    low_below = project.settings.translation.low_confidence
    for package, drafts in judged.items():
        found.drafts[package] = len(drafts)
        if judgement := ranking.judge(drafts, low_below=low_below):
            found.judgements[package] = judgement
    return found


def _approved(project: Project, state: DraftStore, article: str, language: str) -> list[Entry]:
    record = records.load(state, article, language)
    path = project.catalogue(article, language)
    before = record.fuzzy if record else None
    catalogue = store.load(path, article, language, header=(), before=before)
    return [entry for entry in catalogue.entries if entry.state is State.REVIEWED]


def _look(
    state: DraftStore, article: str, language: str, approved: Sequence[Entry], find: Find
) -> tuple[Row, list[tuple[str, Judged]]]:
    """Measure one catalogue; give also what can be judged, by package."""
    recorded = drafters.recorded(state, language, [entry.source for entry in approved], find)
    reviews: list[tuple[Draft, str]] = []
    for entry in approved:
        draft = recorded.get(entry.source)
        # Where nothing usable came, nobody has been shown a draft.
        if draft and draft.text.strip():
            reviews.append((draft, entry.target))
    efforts = measure([(draft.text.strip(), target) for draft, target in reviews])
    row = Row(article, language, total(efforts), len(approved) - len(reviews))
    return row, [
        (draft.origin, Judged(draft.confidence, each, bool(draft.warnings)))
        for (draft, _), each in zip(reviews, efforts, strict=True)
        # Set phrases are certain by themselves, and would praise the packages.
        if draft.confidence is not None and draft.origin != SET_PHRASE
    ]


def _as_dict(effort: Effort) -> dict[str, Any]:
    return {
        **asdict(effort),
        "ter": round(effort.ter, 2),
        "share_untouched": round(effort.share_untouched, 4),
    }


def _judged(judgement: Judgement | None) -> dict[str, Any]:
    """Give a judgement as JSON has it, null where there are too few drafts for one."""
    if judgement is None:
        return {"spearman": None, "bands": None, "low": None, "doubtful": None}
    return {
        "spearman": judgement.correlation,
        "bands": [
            {"from": band.low, "to": band.high, **_as_dict(band.effort)} for band in judgement.bands
        ],
        "low": _flag(judgement.low),
        "doubtful": _flag(judgement.doubtful),
    }


def _flag(flag: Flag) -> dict[str, Any]:
    return {**flag._asdict(), "precision": flag.precision, "recall": flag.recall}
