"""The options that say where packages are fetched from."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from pipeline.cli.app import Command, option_list
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.packages import DownloadOptions


def from_servers(function: Command) -> Command:
    """Give a command --from (as `origin`), --index and --mirror."""
    return option_list(
        function,
        click.option(
            "--from",
            "origin",
            type=click.Choice(["argos", "firefox"]),
            default="argos",
            show_default=True,
            help="Whose packages are meant.",
        ),
        click.option("--index", metavar="URL", default="", help="Another list of Argos packages."),
        click.option(
            "--mirror",
            metavar="URL",
            default="",
            help="A copy of the server with Firefox's models, or a folder.",
        ),
    )


def downloads(options: DownloadOptions, origin: str, index: str, mirror: str) -> DownloadOptions:
    """Put what the command line names in the place of the settings. Raises UsageError."""
    if (index and origin != "argos") or (mirror and origin != "firefox"):
        raise UsageError("--index goes with --from argos, --mirror with --from firefox")
    return replace(
        options,
        index=_absolute(index) or options.index,
        firefox=_absolute(mirror) or options.firefox,
    )


def _absolute(place: str) -> str:
    return os.path.abspath(place) if place and "://" not in place else place
