"""`pipeline glossary extract`."""

import click

from pipeline.cli import tables
from pipeline.cli.app import App, selecting, shared


@click.command("extract")
@selecting
@click.option(
    "--least",
    type=click.IntRange(min=1),
    default=2,
    show_default=True,
    metavar="N",
    help="Only what the articles have at least so often.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(("table", "csv")),
    default="table",
    show_default=True,
    help="How candidates are printed; CSV has the columns of a glossary.",
)
@shared
def command(
    app: App, articles: tuple[str, ...], languages: tuple[str, ...], least: int, form: str
) -> int:
    """Propose names and noun phrases that the articles repeat and the glossary lacks.

    What the glossary has in all languages asked for is not proposed. Fill in the columns of the
    languages, and put what is good into the glossary.
    """
    from pipeline.cli.terminal import Terminal
    from pipeline.workflow.project import Selection
    from pipeline.workflow.terms import extract, proposal

    project = app.project()
    with Terminal(app, project) as terminal:
        found, failed = extract(project, Selection(articles, languages), terminal, least=least)
    if form == "csv":
        for line in proposal(found, project.languages(languages)):
            app.show(line)
    elif found:
        tables.show(
            ("count", "articles", "kind", "term", "such as"),
            [
                (str(each.times), str(each.articles), each.kind, each.text, each.context)
                for each in found
            ],
            numbers={"count", "articles"},
        )
    else:
        app.say("Nothing is repeated so often that the glossary lacks.")
    return 1 if failed else 0
