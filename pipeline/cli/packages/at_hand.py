"""The packages that the commands about packages look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.cli.app import App
    from pipeline.packages import Found


def at_hand(app: App) -> tuple[Found, tuple[str, ...]]:
    """Find packages as the project would; outside of any project as a fresh one would."""
    from pipeline.packages import PackageOptions
    from pipeline.packages.find import find

    try:
        settings = app.project().settings
    except UsageError:
        if app.project_folder:
            raise
        return find(PackageOptions()), ()
    return find(settings.packages), settings.languages
