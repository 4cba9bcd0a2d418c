"""How good packages are: sentences drafted as a run drafts them, set against people's translations.

What is measured is the whole engine, with all that it does around a model. Nothing is stored.
"""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from pipeline.engine import Engine
from pipeline.evaluation import scores
from pipeline.evaluation.memory import peak_mb
from pipeline.evaluation.pairs import Pair, Pairs
from pipeline.evaluation.scores import Difference, Score
from pipeline.model import Draft
from pipeline.packages.digest import digest
from pipeline.workflow.candidates import Request, chains
from pipeline.workflow.engines import EngineMaker, engine_of
from pipeline.workflow.project import Project
from pipeline.workflow.report import Observer
from pipeline.workflow.translate import in_windows


@dataclass(frozen=True, slots=True)
class Drafted:
    """An engine's drafts in the order of the sentences, and what they took.

    `package` and `key` are the engine's. `words` are those of the distinct sentences, `seconds`
    were spent on them once the models were loaded; `peak_mb` is the most memory ever held until
    then, None where the system does not say.
    """

    package: str
    key: str
    drafts: tuple[Draft, ...]
    words: int
    seconds: float
    peak_mb: float | None

    @property
    def outputs(self) -> list[str]:
        """The texts as catalogues would hold them; empty where nothing usable came."""
        return [draft.text.strip() for draft in self.drafts]

    @property
    def words_per_second(self) -> float:
        """Words of the source drafted in a second."""
        return self.words / max(self.seconds, 1e-9)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One output with its chrF, and what the engine thought of it."""

    line: int
    source: str
    reference: str
    output: str
    chrf: float
    confidence: float | None
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class System:
    """What one package, or chain of packages, made of the sentences, and how good it is.

    `empty` counts sentences without a usable draft; they are scored as empty.
    """

    drafted: Drafted
    scores: tuple[Score, ...]
    empty: int
    worst: tuple[Sentence, ...]

    def as_dict(self) -> dict[str, Any]:
        """Give the system as JSON has it."""
        return {
            "package": self.drafted.package,
            "engine": self.drafted.key,
            "scores": [each._asdict() for each in self.scores],
            "words": self.drafted.words,
            "seconds": self.drafted.seconds,
            "words_per_second": self.drafted.words_per_second,
            "peak_mb": self.drafted.peak_mb,
            "empty": self.empty,
            "worst": [asdict(sentence) for sentence in self.worst],
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One system, or two and how they differ. `skipped` pairs lack a side."""

    pairs: int
    skipped: int
    systems: tuple[System, ...]
    differences: tuple[Difference, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Give the whole as JSON has it; docs/packages.md documents the shape."""
        return {
            "pairs": self.pairs,
            "skipped": self.skipped,
            "systems": [system.as_dict() for system in self.systems],
            "differences": [each._asdict() for each in self.differences],
        }


def evaluate(
    project: Project,
    given: Pairs,
    request: Request,
    observer: Observer,
    *,
    engines: EngineMaker | None = None,
) -> Evaluation:
    """Draft the sentences of `given` by each system that is asked for, and score the drafts.

    `engines` makes the engine of a language, or of a package by its name (out of the packages
    at hand by default). Raises UsageError, ConfigError, FileError and PackageError.
    """
    sources = [pair.source for pair in given.pairs]
    references = [pair.reference for pair in given.pairs]
    drafted = []
    # All engines first: a name that is not there shows before anything is drafted.
    for engine in _engines(project, request, observer, engines):
        with engine:
            drafted.append(draft(engine, sources, observer))
    systems = tuple(_system(each, given.pairs, request.worst) for each in drafted)
    if not request.compare:
        return Evaluation(len(given.pairs), given.skipped, systems)
    one, two = (each.outputs for each in drafted)
    differences = scores.compare(one, two, references)
    return Evaluation(len(given.pairs), given.skipped, systems, differences)


def draft(engine: Engine, sources: Sequence[str], observer: Observer) -> Drafted:
    """Draft sentences in windows, as a run does; a repeated one is drafted once."""
    texts = list(dict.fromkeys(sources))
    list(engine.translate([_FIRST]))
    began = time.perf_counter()
    drafts = in_windows(engine, texts, observer)
    return Drafted(
        engine.origin,
        engine.key,
        tuple(drafts[source] for source in sources),
        words=sum(len(text.split()) for text in texts),
        seconds=time.perf_counter() - began,
        peak_mb=peak_mb(),
    )


# The first call loads the models, which is no part of the speed.
_FIRST = "The rain has stopped."


def _engines(
    project: Project, request: Request, observer: Observer, make: EngineMaker | None
) -> list[Engine]:
    """Make the engines that are asked for; their models are loaded when they are used."""
    if make:
        names = (request.package or request.language, request.compare)
        return [make(name) for name in names if name]
    return [
        engine_of(project, chain, [digest(package) for package in chain])
        for chain in chains(project, request, observer)
    ]


def _system(drafted: Drafted, pairs: Sequence[Pair], worst: int) -> System:
    outputs, references = drafted.outputs, [pair.reference for pair in pairs]
    chrf = scores.sentence_chrf(outputs, references)
    order = sorted(range(len(pairs)), key=lambda at: (chrf[at], at))
    return System(
        drafted,
        scores.score(outputs, references),
        outputs.count(""),
        tuple(
            Sentence(
                pairs[at].line,
                pairs[at].source,
                pairs[at].reference,
                outputs[at],
                chrf[at],
                drafted.drafts[at].confidence,
                drafted.drafts[at].warnings,
            )
            for at in order[:worst]
        ),
    )
