"""`pipeline init`."""

from pathlib import Path

import click

from pipeline.cli.app import App


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=".")
@click.option(
    "--language",
    "languages",
    multiple=True,
    metavar="CODE",
    default=("vi", "ru"),
    show_default=True,
    help="A language to translate into. May be repeated.",
)
@click.option("--first-article/--no-first-article", default=True, help="Put a first article in.")
@click.pass_obj
def command(app: App, folder: Path, languages: tuple[str, ...], first_article: bool) -> None:
    """Make FOLDER (by default the current one) a project.

    Writes pipeline.toml with comments, a .gitignore, the articles folder, and a first article
    to try it on. Nothing that exists is overwritten.
    """
    from pipeline.workflow.init import init

    for path in init(folder, languages, article=first_article):
        app.show(f"made {path}")
    app.say("Put English articles into source_texts/, then: pipeline run")
