"""The project's glossary, as runs, checks and engines ask for it; read when first needed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline import files
from pipeline.config import Folders
from pipeline.errors import UsageError
from pipeline.glossary import Glossary
from pipeline.glossary.sheet import load
from pipeline.languages import Language
from pipeline.model import Term
from pipeline.workflow.project import Project

Find = Callable[[str], Sequence[Term]]
"""Finds the terms of a language in an English text."""


def glossary(project: Project) -> Glossary:
    """Read the glossary, once as long as the file stays as it is; without a file it is empty.

    Raises GlossaryError, FileError, and UsageError where the settings name a file that is gone.
    """
    path = project.settings.glossary
    if files.stamp(path) is None and path != project.settings.root / Folders().glossary:
        raise UsageError(
            f"there is no glossary {project.shown(path)}",
            "Put it there, or correct folders.glossary in pipeline.toml",
        )
    shown = Path(project.shown(path))
    return _read(path, shown, project.settings.languages, files.stamp(path))


def finder(project: Project, language: str) -> Find:
    """Give what finds the terms of a language; for errors see `glossary`."""
    terms = glossary(project)
    return lambda text: terms.find(text, language)


def keyed(text: str, terms: Sequence[Term]) -> str:
    """Name a text together with what an engine was told of its terms, so that drafts go by both.

    A text without terms is its own name. Sentences hold no line ends.
    """
    told = dict.fromkeys(f"{term.source} → {' | '.join(term.targets)}" for term in terms)
    return "\n".join((text, *told))


@dataclass(frozen=True, slots=True)
class Terminology:
    """What an engine is told of terms: where they stand, and whether a translation has them."""

    project: Project
    language: Language

    def find(self, text: str) -> Sequence[Term]:
        """Find the terms in an English text."""
        return glossary(self.project).find(text, self.language.code)

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
