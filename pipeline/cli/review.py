"""`pipeline review`."""

import os
import sys
import threading

import click

from pipeline.cli.app import App, shared
from pipeline.cli.stopping import Stopped


@click.command("review")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    metavar="NUMBER",
    help="Listen at this port; 0 is any free one.  [default: one that the project keeps]",
)
@click.option("--no-browser", is_flag=True, help="Print the address only.")
@shared
def command(app: App, port: int | None, no_browser: bool) -> None:
    """Read and correct drafts in a browser: articles with their translations beside them.

    The page is for this machine and for whoever has the address that is printed; a new start
    gives a new one. Everything is saved to the catalogues at once. Ctrl-C ends it.
    """
    from pipeline.review import server

    with server.listening(app.project(), port) as found:
        app.show(found.access.url)
        if not no_browser and _has_screen():
            _open(found.access.url_for_once)
        app.say("Ctrl-C ends it.")
        try:
            found.wait()
        except Stopped:
            raise
        except KeyboardInterrupt:
            # The end that it is meant to have, unlike that of a command with work to do.
            app.say("Ended. What was saved is in the catalogues.")


def _has_screen() -> bool:
    """Say whether a browser has a window to open; one in this terminal could do nothing here."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")
    return sys.platform in ("darwin", "win32") or any(os.environ.get(name) for name in names)


def _open(url: str) -> None:
    import webbrowser

    # Some browsers are waited for until they end.
    threading.Thread(target=webbrowser.open, args=[url], daemon=True).start()
