"""`pipeline check`."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.cli.app import App, Command, option_list, selecting, shared
from pipeline.errors import UsageError
from pipeline.model import Severity

_EXAMPLE = 'Such as --dismiss numbers --at locales/vi/LC_MESSAGES/a.po:12 --reason "a typo there"'
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
        click.option("--names", is_flag=True, help="Show how names are written instead."),
        click.option(
            "--dismiss", metavar="NAME", help="Put a finding of this check aside instead."
        ),
        click.option("--at", "place", metavar="FILE:LINE", help="The translation that it is in."),
        click.option("--reason", metavar="TEXT", help="Why it is put aside."),
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
    names: bool,
    dismiss: str | None,
    place: str | None,
    reason: str | None,
) -> int:
    """Look for mistakes in translations, the riskiest first. Only --dismiss changes anything.

    Every translation is looked at that is not left out, drafts too. docs/checks.md explains the
    checks, how one is switched off or made graver, and how a finding is dismissed.
    """
    from pipeline.workflow.project import Selection

    if dismiss or place or reason:
        if not (dismiss and place and reason):
            raise UsageError("--dismiss, --at and --reason go together", _EXAMPLE)
        return _dismiss(app, dismiss, place, reason)
    if names:
        from pipeline.cli.check import names as ledger

        return ledger.tell(app, Selection(articles, languages), json=json or form == "json")

    from pipeline.cli.check import printing

    wanted = printing.Wanted(
        checks,
        Severity(severity),
        None if fail_on == "never" else Severity(fail_on),
        top,
        dismissed=dismissed,
        form="json" if json else form,
    )
    return printing.tell(app, Selection(articles, languages), wanted)


def _dismiss(app: App, check: str, place: str, reason: str) -> int:
    from pipeline.cli.terminal import Terminal
    from pipeline.workflow.dismiss import dismiss

    project = app.project()
    with Terminal(app, project) as terminal:
        is_new = dismiss(project, check, place, reason, terminal, here=Path.cwd())
    app.say(f"{'Dismissed' if is_new else 'It was dismissed already'}: {check} at {place}.")
    return 0
