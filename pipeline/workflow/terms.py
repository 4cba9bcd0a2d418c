"""The project's glossary, as runs, checks and engines ask for it; read when first needed."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import files, tags
from pipeline.config import Folders
from pipeline.errors import ArticleError, FileError, UsageError
from pipeline.glossary import Glossary
from pipeline.glossary.sheet import NOTE, SOURCE, Sheet, load, read
from pipeline.languages import Language
from pipeline.model import Term
from pipeline.workflow.project import Project, Selection
from pipeline.workflow.report import Failure, Observer

if TYPE_CHECKING:
    from pipeline.glossary.extract import Candidate

Find = Callable[[str], Sequence[Term]]
"""Finds the terms of a language in an English text."""


def glossary(project: Project) -> Glossary:
    """Read the glossary, once as long as the file stays as it is; without a file it is empty.

    Raises GlossaryError, FileError, and UsageError where the settings name a file that is gone.
    """
    path = project.settings.glossary
    stamp = files.stamp(path)
    if stamp is None and path != project.settings.root / Folders().glossary:
        raise UsageError(
            f"there is no glossary {project.shown(path)}",
            "Put it there, or correct folders.glossary in pipeline.toml",
        )
    shown = Path(project.shown(path))
    return _read(path, shown, project.settings.languages, stamp)


def finder(project: Project, language: str) -> Find:
    """Give what finds the terms of a language, in a text without its tags.

    For errors see `glossary`.
    """
    terms = glossary(project)
    return lambda text: terms.find(tags.bare(text).text, language)


def keyed(text: str, terms: Sequence[Term]) -> str:
    """Name a text together with what an engine was told of its terms, so that drafts go by both.

    A text without terms is its own name. Sentences hold no line ends.
    """
    told = dict.fromkeys(f"{term.source} → {' | '.join(term.targets)}" for term in terms)
    return "\n".join((text, *told))


def inspect(project: Project, path: Path) -> Sheet:
    """Read a glossary with all that is wrong in it. Raises UsageError if there is none."""
    data = files.read(path)
    if data is None:
        raise UsageError(
            f"there is no glossary {project.shown(path)}",
            "Write one, with a column for each language, or name another file",
        )
    return read(data, project.settings.languages)


def extract(
    project: Project, selection: Selection, observer: Observer, *, least: int
) -> tuple[list["Candidate"], bool]:
    """Propose terms that articles repeat and the glossary lacks; say whether some are unread.

    A term that some language asked for has not is lacking. Raises UsageError.
    """
    from pipeline.glossary.extract import candidates
    from pipeline.workflow.texts import read_text

    known = glossary(project)
    codes = project.languages(selection.languages)
    texts: list[tuple[str, str]] = []
    failed = False
    for source in project.select(project.sources(), selection.articles):
        try:
            text = read_text(project, source, observer)
        except (ArticleError, FileError) as error:
            observer.failure(Failure.of(error))
            failed = True
            continue
        bare = (tags.bare(segment.text).text for segment in text.segments)
        texts += ((source.id, each.replace(tags.OBJECT, "…")) for each in bare)
    found = candidates(texts, least=least)

    def is_known(each: str) -> bool:
        whole = len(each)
        return all(
            any(term.span == (0, whole) for term in known.find(each, code)) for code in codes
        )

    return [each for each in found if not is_known(each.text)], failed


def proposal(found: Sequence["Candidate"], languages: Sequence[str]) -> Iterator[str]:
    """Write candidates as lines of a glossary in which the translations are still to be filled."""
    yield _csv([SOURCE, *languages, NOTE])
    for each in found:
        yield _csv([each.text, *("" for _ in languages), f"{each.times} times: {each.context}"])


def _csv(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


@dataclass(frozen=True, slots=True)
class Terminology:
    """What an engine is told of terms: where they stand, and whether a translation has them."""

    glossary: Glossary
    language: Language

    def find(self, text: str) -> Sequence[Term]:
        """Find the terms in an English text."""
        return self.glossary.find(text, self.language.code)

    def is_used(self, term: Term, text: str) -> bool:
        """Say whether a translation has a form of a term."""
        from pipeline.checks.terms import is_used

        return is_used(term, text, self.language)

    def is_carried(self, term: Term) -> bool:
        """Say whether the first form of a term is right whatever stands around it.

        Where words have cases, names alone are better off in a wrong case than left to a model.
        """
        from pipeline.checks.terms import has_cases

        return not has_cases(self.language) or term.targets[0][:1].isupper()


@lru_cache(maxsize=4)
def _read(path: Path, shown: Path, languages: Sequence[str], _: object) -> Glossary:
    data = files.read(path)
    return Glossary() if data is None else load(data, shown, languages)
