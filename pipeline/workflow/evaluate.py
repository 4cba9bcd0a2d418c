"""How good packages are: sentences drafted as a run drafts them, set against people's translations.

What is measured is the whole engine, with all that it does around a model. Nothing is stored.
"""

import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import languages
from pipeline.engine import Engine, open_engine
from pipeline.errors import PackageError, UsageError
from pipeline.evaluation import scores
from pipeline.evaluation.memory import peak_mb
from pipeline.evaluation.pairs import Pair, Pairs
from pipeline.evaluation.scores import Difference, Score
from pipeline.model import Draft
from pipeline.packages import Found, Package, PackageOptions
from pipeline.packages.choose import choose
from pipeline.packages.digest import digest
from pipeline.packages.find import find
from pipeline.packages.naming import named
from pipeline.workflow.engines import EngineMaker
from pipeline.workflow.jobs import WINDOW
from pipeline.workflow.project import Project
from pipeline.workflow.report import Observer


@dataclass(frozen=True, slots=True)
class Request:
    """What to evaluate: the packages that serve a language, or one by its name or folder.

    `compare` names a second package, `worst` is how many of the worst sentences are wanted.
    """

    language: str = ""
    package: str = ""
    compare: str = ""
    worst: int = 20


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


class Drafted(NamedTuple):
    """Drafts in the order of the pairs, and what they took.

    `words` are those of the distinct sentences, `seconds` were spent on them without loading
    the model; `peak_mb` is the most memory that this process ever had until then, None where
    the system does not say.
    """

    drafts: tuple[Draft, ...]
    words: int
    seconds: float
    peak_mb: float | None


@dataclass(frozen=True, slots=True)
class System:
    """What one package, or chain of packages, made of the sentences, and how good it is.

    `engine` is the key that names content, options and rules; `empty` counts sentences without
    a usable draft, which are scored as empty.
    """

    package: str
    engine: str
    scores: tuple[Score, ...]
    words: int
    seconds: float
    peak_mb: float | None
    empty: int
    worst: tuple[Sentence, ...]

    @property
    def words_per_second(self) -> float:
        """Words of the source drafted in a second."""
        return self.words / max(self.seconds, 1e-9)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One system, or two and how they differ. `skipped` pairs lack a side."""

    pairs: int
    skipped: int
    systems: tuple[System, ...]
    differences: tuple[Difference, ...] = ()

    def as_dict(self) -> dict[str, Any]:
        """Give the whole as JSON has it; the shape is documented in README."""
        return {
            "pairs": self.pairs,
            "skipped": self.skipped,
            "systems": [
                {
                    **asdict(replace(system, worst=())),
                    "scores": [each._asdict() for each in system.scores],
                    "words_per_second": system.words_per_second,
                    "worst": [asdict(sentence) for sentence in system.worst],
                }
                for system in self.systems
            ],
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

    `engines` makes the engine of a language or of a package's name (out of the project's
    packages by default). Raises UsageError, ConfigError, FileError and PackageError.
    """
    language = request.language or ("" if request.package else _only_language(project))
    make = engines or _maker(project, language)
    names = [request.package or language, *([request.compare] if request.compare else [])]
    references = [pair.reference for pair in given.pairs]
    outputs: list[list[str]] = []
    systems: list[tuple[Engine, Drafted]] = []
    # All of them first: a name that is not there shows before anything is drafted.
    for engine in [make(name) for name in names]:
        with engine:
            drafted = draft(engine, [pair.source for pair in given.pairs], observer)
        outputs.append([each.text.strip() for each in drafted.drafts])
        systems.append((engine, drafted))
    return Evaluation(
        len(given.pairs),
        given.skipped,
        tuple(
            _system(*system, texts, given.pairs, request.worst)
            for system, texts in zip(systems, outputs, strict=True)
        ),
        scores.compare(outputs[0], outputs[1], references) if request.compare else (),
    )


def draft(engine: Engine, sources: Sequence[str], observer: Observer) -> Drafted:
    """Draft sentences in windows, as a run does; a repeated one is drafted once."""
    texts = list(dict.fromkeys(sources))
    list(engine.translate([_FIRST]))
    drafts: dict[str, Draft] = {}
    began = time.perf_counter()
    for start in range(0, len(texts), WINDOW):
        part = texts[start : start + WINDOW]
        for at, made in engine.translate(part):
            drafts[part[at]] = made
            observer.progress(f"{engine.origin}: drafts", len(drafts), len(texts))
    seconds = time.perf_counter() - began
    words = sum(len(text.split()) for text in texts)
    return Drafted(tuple(drafts[source] for source in sources), words, seconds, peak_mb())


# The first call loads the models, which is no part of the speed.
_FIRST = "The rain has stopped."


def _system(
    engine: Engine, drafted: Drafted, outputs: Sequence[str], pairs: Sequence[Pair], worst: int
) -> System:
    references = [pair.reference for pair in pairs]
    by_sentence = scores.sentence_chrf(outputs, references)
    order = sorted(range(len(pairs)), key=lambda at: (by_sentence[at], at))
    return System(
        engine.origin,
        engine.key,
        scores.score(outputs, references),
        drafted.words,
        drafted.seconds,
        drafted.peak_mb,
        outputs.count(""),
        tuple(
            Sentence(
                pairs[at].line,
                pairs[at].source,
                pairs[at].reference,
                outputs[at],
                by_sentence[at],
                drafted.drafts[at].confidence,
                drafted.drafts[at].warnings,
            )
            for at in order[:worst]
        ),
    )


def _only_language(project: Project) -> str:
    known = project.settings.languages
    if len(known) != 1:
        there = f"; this project has {', '.join(known)}" if known else ""
        raise UsageError(
            "it is not clear which language is to be evaluated",
            f"Name it with --language, or a package with --package{there}",
        )
    return known[0]


def _maker(project: Project, language: str) -> EngineMaker:
    """Make engines of packages by name; without a `language` the first one decides on it."""
    found = find(project.settings.packages)
    target = language

    def make(name: str) -> Engine:
        nonlocal target
        chain = choose(found, "en", name) if name == language else _named(found, name, target)
        target = chain[-1].to_code
        return open_engine(
            chain,
            [digest(package) for package in chain],
            languages.load(target, project.settings.language_files),
            project.settings.engine,
        )

    return make


def _named(found: Found, name: str, language: str) -> tuple[Package, ...]:
    """Find the package, or the chain in a folder, that a name or path stands for."""
    try:
        found = Found(named(found, name), (), ())
    except UsageError:
        path = Path(name).absolute()
        if not path.is_dir():
            raise
        found = find(PackageOptions(folders=(path,), argos=False, bundled=False))
    targets = {package.to_code for package in found.packages if package.from_code == "en"}
    if not language and len(targets) > 1:
        raise UsageError(
            f"{name} leads from English into several languages: {', '.join(sorted(targets))}",
            "Name one with --language",
        )
    wanted = language or next(iter(targets), "")
    try:
        return choose(found, "en", wanted)
    except PackageError as error:
        reasons = "; ".join(f"{each.path} {each.reason}" for each in found.problems)
        into = f" into “{wanted}”" if wanted else ""
        raise PackageError(
            f"{name} does not translate from English{into}", reasons or "Name another package"
        ) from error
