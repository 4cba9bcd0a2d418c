"""The interface for Python: `from pipeline import …`."""

import ast
import inspect
import json
import subprocess
import sys
from pathlib import Path

import pytest

import pipeline
from tests.cli.conftest import Newsroom, newsroom
from tests.test_architecture import LEVELS, imports

__all__ = ["newsroom"]

ROOT = Path(pipeline.__file__).parent
HOMES = {name: home for home, names in pipeline._HOMES.items() for name in names}
FUNCTIONS = {name for name in HOMES if inspect.isfunction(getattr(pipeline, name))}


def test_importing_the_package_imports_nothing_else() -> None:
    """
    What is in the interface is imported when it is asked for.
    """
    program = (
        "import sys, json\nbefore = set(sys.modules)\nimport pipeline\n"
        "print(json.dumps(sorted(set(sys.modules) - before)))"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)

    assert ["pipeline"] == json.loads(done.stdout)


def test_type_checkers_are_told_the_same_names() -> None:
    """
    The table and the imports for type checkers say the same.
    """
    tree = ast.parse((ROOT / "__init__.py").read_text(encoding="utf-8"))
    told = {
        alias.asname: (node.module or "").removeprefix("pipeline.")
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }

    assert told == HOMES
    assert (ROOT / "py.typed").exists()


def test_no_name_is_that_of_a_room() -> None:
    """
    A room becomes an attribute of the package as soon as it is imported.
    """
    assert set() == set(HOMES) & set(LEVELS)


def test_a_name_that_there_is_not_is_refused() -> None:
    """
    As by any module, and rooms can be imported beside the interface.
    """
    with pytest.raises(AttributeError, match="has no attribute 'runn'"):
        _ = pipeline.runn  # type: ignore[attr-defined]


def test_commands_call_the_same_functions() -> None:
    """
    But for `translate`, which no command does: drafts of commands go into catalogues.
    """
    called = {module for path in (ROOT / "cli").rglob("*.py") for module in imports(path)}

    assert {"translate"} == {name for name in FUNCTIONS if f"pipeline.{HOMES[name]}" not in called}


def test_the_path_of_an_article(newsroom: Newsroom) -> None:
    """
    From opening a project to exported articles, as the commands go it.
    """
    project = pipeline.open_project()

    report = pipeline.run(project, engines=newsroom.engine)
    assert (2, 0) == (report.articles, report.exit_code)

    counted = pipeline.status(project, engines=newsroom.engine)
    assert {"vi", "ru"} == {row.language for row in counted.rows}

    newsroom.review("floods")
    picked = pipeline.Selection(articles=("floods",), languages=("vi",))
    exports = pipeline.export_articles(project, picked)
    assert ["build/vi/floods.txt"] == [project.shown(path) for path in exports.written]


@pytest.mark.usefixtures("newsroom")
def test_a_form_that_there_is_not_is_refused() -> None:
    """
    Rather than taken for the article's own.
    """
    project = pipeline.open_project()

    with pytest.raises(pipeline.PipelineError, match="no form 'pdf'"):
        pipeline.export_articles(project, edition=pipeline.Edition(form="pdf", allow_drafts=True))


def test_checks_can_be_asked(newsroom: Newsroom) -> None:
    """
    Catalogue by catalogue, entry by entry; totals are optional.
    """
    project = pipeline.open_project(str(newsroom.root))
    pipeline.run(project, engines=newsroom.engine)

    totals = pipeline.Totals()
    found = {
        finding.check
        for catalogue in pipeline.check(project, totals=totals, processes=1)
        for entry in catalogue
        for finding in entry.findings
    }

    assert "capital" in found
    assert 4 == totals.catalogues
    assert 4 == len(list(pipeline.check(project, processes=1)))


def test_a_few_texts_are_translated_in_their_order(newsroom: Newsroom) -> None:
    """
    One that stands twice is drafted once, and nothing is written.
    """
    before = newsroom.bytes()
    project = pipeline.open_project()

    drafts = pipeline.translate(project, ["One.", "Two.", "One."], "vi", engines=newsroom.engine)

    assert ["vi: ONE.", "vi: TWO.", "vi: ONE."] == [draft.text for draft in drafts]
    assert 2 == len(newsroom.asked)
    assert before == newsroom.bytes()


def test_a_language_that_the_project_has_not_is_refused(newsroom: Newsroom) -> None:
    """
    In the words of the commands, as the one kind of error that there is.
    """
    with pytest.raises(pipeline.PipelineError, match="'de' is no language of this project"):
        pipeline.translate(pipeline.open_project(), ["One."], "de", engines=newsroom.engine)
