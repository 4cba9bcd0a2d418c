"""`pipeline glossary check`."""

from pathlib import Path

import click

from pipeline.cli.app import App, shared


@click.command("check")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@shared
def command(app: App, file: Path | None) -> int:
    """Look for mistakes in FILE, or in the glossary of the project, line by line."""
    from pipeline.cli.running import count
    from pipeline.workflow.terms import inspect

    project = app.project_or_fresh()
    path = file or project.settings.glossary
    sheet = inspect(project, path)
    for problem in sheet.problems:
        hint = f". {problem.hint}" if problem.hint else ""
        app.show(f"{project.shown(path)}:{problem.line}: {problem.message}{hint}")
    terms, wrong = count(len(sheet.rows), "term"), count(len(sheet.problems), "problem")
    app.say(f"{project.shown(path)}: {terms}, {wrong}.")
    return 1 if sheet.problems else 0
