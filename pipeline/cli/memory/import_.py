"""`pipeline memory import`."""

from pathlib import Path

import click

from pipeline.cli.app import App, as_json, print_json, shared


@click.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE...",
)
@click.option(
    "--language", "languages", multiple=True, metavar="CODE", help="Only this. May be repeated."
)
@as_json
@shared
def command(app: App, paths: tuple[Path, ...], languages: tuple[str, ...], json: bool) -> int:
    """Take in the units of TMX FILEs in the project's languages: "vi-VN" is "vi".

    What tags stand for is left out, their text kept. Nothing is taken in twice; of a damaged
    file what stands before the damage may be. What is in the memory counts as reviewed.
    """
    from pipeline.cli.terminal import Terminal
    from pipeline.workflow.memory import import_

    project = app.project()
    with Terminal(app, project, json=json) as terminal:
        done, failures = import_(project, paths, languages, terminal)
    if json:
        print_json(
            {
                "files": [{**each._asdict(), "file": str(each.file)} for each in done],
                "failures": [failure.as_dict() for failure in failures],
            }
        )
    else:
        for each in done:
            app.show(
                f"{each.file}: units: {each.new:,} new, {each.known:,} known;"
                f" {each.without:,} lack a language"
            )
    return 1 if failures else 0
