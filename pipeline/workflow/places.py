"""Which article, in which language, a file that came back belongs to."""

from functools import cached_property
from pathlib import Path

from pipeline.catalogues.header import is_same_language
from pipeline.catalogues.returned import Returned
from pipeline.errors import CatalogueError, UsageError
from pipeline.workflow.project import Project


class Places:
    """Tells the place of files: by what they say of themselves, by how they are called, by options.

    Raises UsageError for an article or a language that the project has not.
    """

    def __init__(self, project: Project, article: str = "", language: str = "") -> None:
        self._project = project
        self._codes = project.languages([])
        self._language = project.languages([language])[0] if language else ""
        self._article = ""
        if article and article not in self._articles:
            picked = project.select(project.sources(), [article])
            if len(picked) > 1:
                raise UsageError(
                    f"{article!r} fits {len(picked)} articles", "Name the one that came back"
                )
            article = picked[0].id
        self._article = article

    def of(self, path: Path, found: Returned) -> tuple[str, str]:
        """Tell article and language. Raises CatalogueError, a sentence on what does not fit."""
        language = self._language_of(path, found.language)
        return self._article_of(path, found.article, language), language

    @cached_property
    def _articles(self) -> frozenset[str]:
        sources = self._project.sources()
        return frozenset({source.id for source in sources} | {*self._project.orphans(sources)})

    def _language_of(self, path: Path, stated: str) -> str:
        if stated:
            fitting = [code for code in self._codes if is_same_language(code, stated)]
            if not fitting:
                raise CatalogueError(
                    f"{path} is in {stated}, which is no language of this project",
                    f"There are: {', '.join(self._codes)}",
                )
            if self._language and self._language not in fitting:
                raise CatalogueError(
                    f"{path} is in {stated} by its own word, not in {self._language}",
                    "Leave --language out, or mend its header",
                )
            return self._language or fitting[0]
        named = [code for code in self._codes if code in (*path.parts, *_parts(path))]
        if self._language:
            return self._language
        if len(named) == 1 or len(self._codes) == 1:
            return (named or self._codes)[0]
        raise CatalogueError(
            f"{path} does not say which language it is in", "Name it with --language"
        )

    def _article_of(self, path: Path, stated: str, language: str) -> str:
        known = {" ".join(article.split()): article for article in self._articles}
        said = known.get(stated, "")
        if self._article:
            if said and said != self._article:
                raise CatalogueError(
                    f"{path} is of {said} by its own word, not of {self._article}",
                    "Leave --article out, or mend the Project-Id-Version in its header",
                )
            return self._article
        if said:
            return said
        place = path.absolute().with_suffix("").as_posix()
        stems = {place, *(place.removesuffix(f"{sign}{language}") for sign in "._-")}
        fitting = [
            article
            for article in self._articles
            if any(stem.endswith(f"/{article}") for stem in stems)
        ]
        if not fitting:
            raise CatalogueError(
                f"{path} does not say which article it belongs to", "Name it with --article"
            )
        return max(fitting, key=len)


def _parts(path: Path) -> list[str]:
    return path.stem.replace("_", ".").replace("-", ".").split(".")
