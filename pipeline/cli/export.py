"""`pipeline export`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.app import App, as_json, print_json, rehearsing, selecting, shared, with_output

if TYPE_CHECKING:
    from pipeline.workflow.project import Project, Selection


@click.command("export")
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, file_okay=False), metavar="[DIR]"
)
@selecting
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "bilingual-html", "omegat", "xliff"]),
    default="text",
    show_default=True,
    help="The article's own format, a page with source and translation side by side, a project"
    " for OmegaT, or the catalogue for translators' programs that have no PO.",
)
@click.option(
    "--require",
    type=click.Choice(["reviewed"]),
    default="reviewed",
    show_default=True,
    help="What every segment must be.",
)
@click.option(
    "--untranslated",
    type=click.Choice(["refuse", "source"]),
    default="refuse",
    show_default=True,
    help="What to do about segments without any translation.",
)
@click.option(
    "--allow-drafts",
    is_flag=True,
    help="Export whatever there is, to drafts/<language>/ instead.",
)
@with_output
@rehearsing
@as_json
@shared
def command(
    app: App,
    folder: Path | None,
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    form: str,
    require: str,  # noqa: ARG001 -- one value today; it says what the others will be beside
    untranslated: str,
    allow_drafts: bool,
    output: Path | None,
    dry_run: bool,
    json: bool,
) -> int:
    """Write translated articles to build/<language>/, only those that are fit for publication.

    An article with segments that nobody has reviewed is refused; each of them is listed with
    file, line and reason, and the exit code is 1. With --allow-drafts articles go to
    build/drafts/<language>/, where empty segments keep their source.

    XLIFF holds the whole catalogue, however far it is, and goes to build/xliff/<language>/.
    A project for OmegaT goes to DIR, or to build/omegat/<language>/: what is approved stands
    in it as translated, drafts are matches beside the texts, and the glossary comes along.
    """
    from pipeline.cli.running import count
    from pipeline.cli.terminal import Terminal
    from pipeline.workflow.export import Edition, export_articles
    from pipeline.workflow.project import Selection

    project = app.project(output=output)
    selection = Selection(articles, languages)
    if form == "omegat":
        return _for_omegat(app, project, selection, folder, dry_run=dry_run, json=json)
    if folder:
        raise click.UsageError("DIR is for --format omegat; elsewhere it is --output.")
    edition = Edition(
        form=form,
        allow_drafts=allow_drafts,
        untranslated_source=untranslated == "source",
        dry_run=dry_run,
    )
    with Terminal(app, project) as terminal:
        report = export_articles(project, selection, edition, terminal)
    if json:
        print_json(report.as_dict(project))
        return report.exit_code
    for refusal in report.refused:
        for unfit in refusal.unfit:
            app.show(
                f"{refusal.path}:{unfit.line}: {refusal.language}: {unfit.reason}: {unfit.text}"
            )
    for path in report.written:
        app.show(f"{'would write' if dry_run else 'wrote'} {project.shown(path)}")
    app.say(
        f"{count(len(report.written), 'article')} exported, {len(report.refused)} refused,"
        f" {len(report.failures)} failed"
    )
    return report.exit_code


def _for_omegat(
    app: App,
    project: Project,
    selection: Selection,
    folder: Path | None,
    *,
    dry_run: bool,
    json: bool,
) -> int:
    from pipeline.cli.terminal import Terminal
    from pipeline.workflow.omegat_projects import hand_over

    with Terminal(app, project) as terminal:
        report = hand_over(
            project, selection, folder and Path.cwd() / folder, terminal, dry_run=dry_run
        )
    if json:
        print_json(report.as_dict(project))
        return report.exit_code
    for path in report.written:
        app.show(f"{'would write' if dry_run else 'wrote'} {project.shown(path)}")
    return report.exit_code
