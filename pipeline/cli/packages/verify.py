"""`pipeline packages verify`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli.app import App, as_json, print_json, shared

if TYPE_CHECKING:
    from pipeline.workflow.verify import Verdict


@click.command("verify")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@as_json
@shared
def command(app: App, names: tuple[str, ...], json: bool) -> int:
    """See whether packages are whole and translate: those NAMEd by pair, folder or path, or all.

    Their bytes are compared with packages.lock, and a few sentences are translated.
    """
    from pipeline.workflow.verify import verify

    verdicts: list[Verdict] = []
    for verdict in verify(app.project_or_fresh(), names):
        verdicts.append(verdict)
        if not json and (verdict.wrong or app.verbosity >= 0):
            app.show(_line(verdict))
    if json:
        print_json({"packages": [verdict.as_dict() for verdict in verdicts]})
    return int(any(verdict.wrong for verdict in verdicts))


def _line(verdict: Verdict) -> str:
    if verdict.wrong:
        return f"{verdict.label} ({verdict.path}): {'; '.join(verdict.wrong)}. {verdict.hint}"
    known = f", as {'shipped' if verdict.known == 'shipped' else 'locked'}" if verdict.known else ""
    return f"{verdict.label}: fine (digest {verdict.digest}{known})"
