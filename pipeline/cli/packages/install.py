"""`pipeline packages install`."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.app import App, as_json, print_json, shared
from pipeline.cli.packages.servers import downloads, from_servers

if TYPE_CHECKING:
    from pipeline.workflow.install import Arrival
    from pipeline.workflow.project import Project


@click.command("install")
@click.argument("packages", nargs=-1, metavar="[PAIR|URL|FILE|FOLDER]...")
@from_servers
@click.option("--sha256", metavar="HEX", default="", help="What the one file must have.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Put them there instead of into the project's packages/.",
)
@click.option("--force", is_flag=True, help="Replace a package that has the same name.")
@as_json
@shared
def command(
    app: App,
    packages: tuple[str, ...],
    origin: str,
    index: str,
    mirror: str,
    sha256: str,
    into: Path | None,
    force: bool,
    json: bool,
) -> None:
    """Bring translation packages into the project, and note them in packages.lock.

    A package is named by a pair of languages such as en-ru, or by the URL of an .argosmodel;
    what lies on this machine by a path, such as ./model.argosmodel or the folder of a package.
    Without any name, all that packages.lock names are brought, to the byte.

    Every package is checked and tried before it is put in its place.
    """
    from pipeline.cli.bar import Bar
    from pipeline.engine.probe import probe
    from pipeline.packages.lock import Source
    from pipeline.workflow import install as story
    from pipeline.workflow.bringing import Bringer, wanted
    from pipeline.workflow.report import Failure

    project = app.project()
    settings = project.settings
    options = downloads(settings.downloads, origin, index, mirror)
    folder = Path(os.path.abspath(into)) if into else settings.root / "packages"
    asked = wanted(packages, Source(origin), sha256) if packages else story.locked(project)
    if not asked:
        app.say("packages.lock names no package.")
    if not story.is_looked_at(project, folder):
        app.say(f"Note: the project does not look into {folder}, nor does packages.lock name it")
    bar = Bar(app, bytes=True)

    def note(message: str) -> None:
        with bar.cleared():
            app.say(f"Note: {message}")

    bringer = Bringer(
        project,
        options,
        is_mirror=bool(mirror),
        note=note,
        progress=bar.move,
    )
    results = story.install(
        project,
        asked,
        bringer,
        partial(probe, options=settings.engine),
        into=folder,
        force=force,
    )
    arrivals: list[Arrival] = []
    failures: list[Failure] = []
    try:
        for result in results:
            with bar.cleared():
                if isinstance(result, Failure):
                    failures.append(result)
                    app.complain(result.message, result.hint)
                else:
                    arrivals.append(result)
                    _show(app, project, result, json=json)
    finally:
        bar.close()
    if json:
        print_json(
            {
                "packages": [each.as_dict() for each in arrivals],
                "failures": [each.as_dict() for each in failures],
            }
        )
    if failures:
        raise SystemExit(1)


def _show(app: App, project: Project, arrival: Arrival, *, json: bool) -> None:
    if json or app.verbosity < 0:
        return
    did = "is there already" if arrival.was_there else "is installed"
    app.show(f"{arrival.label} {did}: {project.shown(arrival.path)}")
    for language, chain in arrival.serves.items():
        app.show(f"{language} is now translated by {chain or 'no package'}")
