"""What every command gets: the project asked for, and a way to talk to the person."""

from __future__ import annotations

import contextlib
import re
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from pipeline.cli import streams
from pipeline.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from pipeline.workflow.engines import EngineMaker
    from pipeline.workflow.project import Project

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(slots=True)
class App:
    """The options that all commands share, and the port through which tests put an engine."""

    project_folder: Path | None = None
    verbosity: int = 0
    engine_maker: EngineMaker | None = None

    def project(self, packages: tuple[Path, ...] = (), output: Path | None = None) -> Project:
        """Open the project asked for, or the one that the current folder lies in.

        `packages` come before those that the settings name, `output` stands for theirs.
        """
        from pipeline.workflow.project import open_project

        return open_project(self.project_folder, packages=packages, output=output)

    def project_or_fresh(self) -> Project:
        """Open the project as `project` does; outside of any, one with all defaults stands in."""
        from pipeline import config
        from pipeline.workflow.project import Project

        try:
            return self.project()
        except ConfigError:
            raise
        except UsageError:
            if self.project_folder:
                raise
        return Project(config.settings(config.ConfigFile(), Path.cwd()))

    def say(self, message: str) -> None:
        """Tell the person something, unless she asked for quiet."""
        if self.verbosity >= 0:
            _talk(visible(message))

    def complain(self, message: str, hint: str = "") -> None:
        """Tell the person what went wrong and what to do."""
        _talk(click.style("Error: ", fg="red", bold=True) + visible(message))
        if hint:
            _talk(f"       {visible(hint)}{'' if hint.endswith(('?', '.')) else '.'}")

    def show(self, line: str = "") -> None:
        """Print a line of the result."""
        with streams.printing():
            click.echo(visible(line))


def visible(text: str) -> str:
    """Show the characters of a text that would move the cursor, or turn the line around."""
    return _INVISIBLE.sub(lambda found: found[0].encode("unicode_escape").decode(), text)


# Controls, line separators, marks of direction, and what is no text at all: names of files may
# hold any of them.
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def _talk(line: str) -> None:
    # Where nobody listens, there is nobody to tell so.
    with contextlib.suppress(OSError):
        click.echo(line, err=True)


def shared(function: Command) -> Command:
    """Give a command --project, -q and -v, and an App as its first argument."""

    @click.option(
        "--project",
        "project_folder",
        type=click.Path(path_type=Path, file_okay=False, exists=True),
        envvar="PIPELINE_PROJECT",
        help="The project's folder.  [default: the nearest one upwards; env: PIPELINE_PROJECT]",
    )
    @click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
    @click.option("-v", "--verbose", is_flag=True, help="Name every article, also unchanged ones.")
    @click.pass_obj
    @wraps(function)
    def with_app(app: App, /, **options: Any) -> Any:
        app.project_folder = options.pop("project_folder")
        quiet, verbose = options.pop("quiet"), options.pop("verbose")
        app.verbosity = -1 if quiet else int(verbose)
        return function(app, **options)

    return with_app  # type: ignore[return-value]


def selecting(function: Command) -> Command:
    """Give a command --article and --language."""
    return option_list(
        function,
        click.option(
            "--article",
            "articles",
            multiple=True,
            metavar="NAME",
            help="Only this article: its name, its path, or a pattern. May be repeated.",
        ),
        click.option(
            "--language",
            "languages",
            multiple=True,
            metavar="CODE",
            help="Only this language. May be repeated.",
        ),
    )


def drafting(function: Command) -> Command:
    """Give a command what steers an engine: --package and --refresh."""
    return option_list(
        function,
        click.option(
            "--package",
            "packages",
            multiple=True,
            type=click.Path(path_type=Path, file_okay=False, exists=True),
            metavar="FOLDER",
            help="An Argos package, or a folder of them, to use before all others."
            " May be repeated.",
        ),
        click.option(
            "--refresh",
            is_flag=True,
            help="Redo untouched drafts that another package or other settings made.",
        ),
    )


def with_cluster(function: Command) -> Command:
    """Give a command --cluster."""
    return click.option(
        "--cluster",
        callback=_address,
        metavar="ADDRESS",
        help="Draft on the workers of a Dask scheduler (tcp://HOST:8786), or on N processes here"
        " (local:N).",
    )(function)


def _address(_context: click.Context, _option: click.Parameter, value: str | None) -> str:
    if value == "":
        # A variable of a script that is not set would have this machine do all the work.
        raise click.BadParameter("there is no address; leave the option out to draft here")
    return value or ""


def with_output(function: Command) -> Command:
    """Give a command --output."""
    return click.option(
        "--output",
        type=click.Path(path_type=Path, file_okay=False),
        metavar="FOLDER",
        help="Write exported articles there instead of where pipeline.toml says.",
    )(function)


def option_list(function: Command, *options: Callable[[Command], Command]) -> Command:
    """Put options on a command, so that help lists them in the order given."""
    for option in reversed(options):
        function = option(function)
    return function


def rehearsing(function: Command) -> Command:
    """Give a command --dry-run."""
    return click.option("--dry-run", is_flag=True, help="Say what would be done; write nothing.")(
        function
    )


def as_json(function: Command) -> Command:
    """Give a command --json."""
    return click.option("--json", "json", is_flag=True, help="Print the result as JSON.")(function)


def print_json(value: object) -> None:
    """Print a value as JSON for other programs."""
    import json

    # In another encoding the escapes of JSON say what those of Python would garble.
    escaped = not sys.stdout.encoding.lower().startswith("utf")
    with streams.printing():
        click.echo(json.dumps(value, ensure_ascii=escaped, indent=2))


def lines(items: Iterable[tuple[str, str]]) -> Iterable[str]:
    """Line up pairs in two columns."""
    pairs = list(items)
    width = max((len(left) for left, _ in pairs), default=0)
    return (f"{left:<{width}}  {right}" for left, right in pairs)
