"""`pipeline check`."""

from __future__ import annotations

import click

from pipeline.cli.app import App, Command, option_list, selecting, shared
from pipeline.model import Severity

_FORMATS = ("table", "lines", "json", "github", "junit", "sarif")


def _options(function: Command) -> Command:
    return option_list(
        function,
        click.option(
            "--check",
            "checks",
            multiple=True,
            metavar="NAME",
            help="Only this check, also if it is switched off. May be repeated.",
        ),
        click.option(
            "--severity",
            type=click.Choice([severity.value for severity in Severity]),
            default=Severity.WARNING.value,
            show_default=True,
            help="Show findings that are at least so grave.",
        ),
        click.option(
            "--fail-on",
            type=click.Choice([*(severity.value for severity in Severity), "never"]),
            default=Severity.ERROR.value,
            show_default=True,
            help="Exit code 1 if there is a finding that is at least so grave.",
        ),
        click.option(
            "--top",
            type=click.IntRange(min=1),
            metavar="NUMBER",
            help="Only the riskiest entries of all, drafts without a finding among them.",
        ),
        click.option("--dismissed", is_flag=True, help="Show what was dismissed, too."),
        click.option(
            "--format",
            "form",
            type=click.Choice(_FORMATS),
            default="table",
            show_default=True,
            help="How findings are printed.",
        ),
        click.option("--json", "json", is_flag=True, help="The same as --format json."),
    )


@click.command("check")
@selecting
@_options
@shared
def command(
    app: App,
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    checks: tuple[str, ...],
    severity: str,
    fail_on: str,
    top: int | None,
    dismissed: bool,
    form: str,
    json: bool,
) -> int:
    """Look for mistakes in translations, the riskiest first. Nothing is changed.

    Every translation is looked at that is not left out, drafts too. docs/checks.md explains the
    checks, how one is switched off or made graver, and how a finding is dismissed.
    """
    from pipeline.cli.check import printing
    from pipeline.workflow.project import Selection

    wanted = printing.Wanted(
        checks,
        Severity(severity),
        None if fail_on == "never" else Severity(fail_on),
        top,
        dismissed=dismissed,
        form="json" if json else form,
    )
    return printing.tell(app, Selection(articles, languages), wanted)
