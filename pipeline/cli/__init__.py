"""The `pipeline` command: a table of doorways, and the one place where errors meet a person."""

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from pipeline import __version__
from pipeline.cli import stopping, streams
from pipeline.cli.app import App
from pipeline.cli.doors import Doors
from pipeline.errors import PipelineError

COMMANDS: dict[str, str] = {
    "init": "Make a folder a project: settings, folders, a first article.",
    "run": "Do all of it: segment, translate, export.",
    "segment": "Bring templates and catalogues up to date with the articles.",
    "translate": "Put machine drafts where a translation is missing.",
    "review": "Read and correct drafts in a browser, beside their articles.",
    "check": "Look for mistakes in translations, the riskiest first.",
    "export": "Write translated articles that are fit for publication.",
    "import": "Bring in what came back from a translator.",
    "status": "Show how far every article is in every language.",
    "glossary": "Look after the terms of the house.",
    "evaluate": "Measure packages, and the work that their drafts leave to people.",
    "memory": "Look after what people have translated before.",
    "packages": "Look at translation packages, bring others, make some.",
    "config": "Look at the settings in force.",
}


@click.group(
    cls=Doors,
    package="pipeline.cli",
    table=COMMANDS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="pipeline")
@click.pass_context
def pipeline(context: click.Context) -> None:
    """Segment English articles, translate them offline, review them as PO files, export them."""
    context.ensure_object(App)


def main(args: Sequence[str] | None = None, app: App | None = None) -> NoReturn:
    """Run the command line; every expected trouble becomes one sentence and an exit code."""
    app = app or App()
    streams.prepare()
    with stopping.orderly():
        sys.exit(_run(args, app))


def _run(args: Sequence[str] | None, app: App) -> int:
    try:
        code = pipeline.main(
            args=None if args is None else list(args),
            prog_name="pipeline",
            standalone_mode=False,
            obj=app,
        )
    except PipelineError as error:
        app.complain(error.message, error.hint)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return 2
    except (KeyboardInterrupt, click.Abort) as stopped:
        app.say("Stopped. What was finished is kept; the same command goes on from there.")
        return stopping.exit_code(stopped)
    return code if isinstance(code, int) else 0
