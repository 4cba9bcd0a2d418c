"""`pipeline import`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli.app import App, as_json, print_json, rehearsing, shared

if TYPE_CHECKING:
    from pipeline.workflow.import_ import Import


# Texts with wrong tags that are named, of each file.
_MOST = 3


@click.command("import")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE..."
)
@click.option(
    "--from",
    "form",
    type=click.Choice(["po", "omegat", "xliff"]),
    default=None,
    help="What the files are.  [default: told by their names]",
)
@click.option("--article", default="", metavar="NAME", help="The article that they belong to.")
@click.option("--language", default="", metavar="CODE", help="The language that they are in.")
@click.option(
    "--prefer",
    type=click.Choice(["ours", "theirs"]),
    default="ours",
    show_default=True,
    help="Whose text stays where both sides have changed one; the other becomes a comment.",
)
@rehearsing
@as_json
@shared
def command(
    app: App,
    paths: tuple[Path, ...],
    form: str | None,
    article: str,
    language: str,
    prefer: str,
    dry_run: bool,
    json: bool,
) -> int:
    """Bring FILEs that came back from translators into the project's catalogues.

    What a translator has changed is taken; what she has left alone stays as it is here, and
    nothing is ever deleted. Where both sides have changed a text, ours stays, hers stands
    beside it as a comment, and the entry is fuzzy; each is listed, and the exit code is 1.
    Article and language are told by the file's header and name. A folder is a project of
    OmegaT, as `pipeline export --format omegat` makes them.
    """
    from pipeline.cli.terminal import Terminal
    from pipeline.workflow.import_ import Wanted, import_

    project = app.project()
    wanted = Wanted(form or "", article, language, theirs=prefer == "theirs", dry_run=dry_run)
    with Terminal(app, project, json=json) as terminal:
        imports = import_(project, paths, wanted, terminal)
    if json:
        print_json(
            {
                "dry_run": dry_run,
                "files": [each.as_dict() for each in imports.done],
                "failures": [failure.as_dict() for failure in imports.failures],
            }
        )
        return imports.exit_code
    for each in imports.done:
        _show(app, each, dry_run=dry_run)
    return imports.exit_code


def _show(app: App, done: Import, *, dry_run: bool) -> None:
    for clash in done.conflicts:
        app.show(f"{clash.place}: both sides have changed this: {clash.theirs}")
    for source, _ in done.unknown:
        app.show(f"{done.file}: {done.article} has no such text: {source}")
    if done.stripped:
        app.say(
            f"{done.file} has lost its fuzzy flags, so that no text in it counts as approved:"
            " what was changed is fuzzy"
        )
    for damaged in done.damaged[:_MOST]:
        app.say(f"Note: {damaged.place}: {damaged.message}: {damaged.source}")
    if done.damaged:
        number = len(done.damaged)
        texts = "1 text has" if number == 1 else f"{number} texts have"
        app.say(
            f"Note: {texts} wrong tags in {done.file}. Mend them in the catalogue:"
            f" until then {done.article} is not exported in {done.language}"
        )
    found = done.as_dict()
    numbers = [f"{found[name]} {name}" for name in ("reviewed", "suggested") if found[name]]
    numbers += [f"{len(done.conflicts)} in conflict"] * bool(done.conflicts)
    numbers += [f"{len(done.unknown)} unknown"] * bool(done.unknown)
    what = ", ".join(numbers) or "nothing new"
    into = "would go into" if dry_run else "into"
    app.show(f"{done.file} {into} {done.catalogue}: {what}, {found['kept']} as before")
