"""The packages that the commands about packages look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.cli.app import App
    from pipeline.packages import Found


def at_hand(app: App) -> tuple[Found, tuple[str, ...]]:
    """Find packages as the project would; outside of any project as a fresh one would."""
    from pipeline.packages.find import find

    settings = app.project_or_fresh().settings
    return find(settings.packages), settings.languages
