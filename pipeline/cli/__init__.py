"""The `pipeline` command: a table of doorways, and the one place where errors meet a person."""

import importlib
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from pipeline import __version__
from pipeline.cli import stopping, streams
from pipeline.cli.app import App
from pipeline.errors import PipelineError

# Click asks each command for its help line; with the lines here, `--help` imports none of them.
COMMANDS: dict[str, str] = {
    "init": "Make a folder a project: settings, folders, a first article.",
    "run": "Do all of it: segment, translate, export.",
    "segment": "Bring templates and catalogues up to date with the articles.",
    "translate": "Put machine drafts where a translation is missing.",
    "export": "Write translated articles that are fit for publication.",
    "status": "Show how far every article is in every language.",
    "packages": "Look at the translation packages at hand.",
    "config": "Look at the settings in force.",
}


class Doors(click.Group):
    """A group that imports a command when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands in the order in which a newcomer meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"pipeline.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands with their lines from the table."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; answer an unknown name with the nearest one."""
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib

            near = difflib.get_close_matches(args[0], COMMANDS, n=1)
            if not near:
                raise
            raise click.UsageError(f"{error.message} Did you mean {near[0]}?", ctx) from error


@click.group(cls=Doors, context_settings={"help_option_names": ["-h", "--help"]})
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
