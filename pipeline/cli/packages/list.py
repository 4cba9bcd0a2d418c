"""`pipeline packages list`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli import tables
from pipeline.cli.app import App, as_json, print_json, shared
from pipeline.cli.packages.servers import downloads, from_servers
from pipeline.errors import PackageError

if TYPE_CHECKING:
    from pipeline.packages import DownloadOptions, Package


@click.command("list")
@click.option("--available", is_flag=True, help="List the packages that can be installed instead.")
@from_servers
@as_json
@shared
def command(app: App, available: bool, origin: str, index: str, mirror: str, json: bool) -> int:
    """List the packages at hand, the preferred ones first, and which ones serve this project.

    With --available, the newest packages of each pair that are to be had elsewhere; this asks
    a server, or a copy of one (see `[downloads]` in pipeline.toml).
    """
    if available:
        settings = app.project_or_fresh().settings
        options = downloads(settings.downloads, origin, index, mirror)
        return _available(app, origin, options, json=json)
    return _at_hand(app, json=json)


def _at_hand(app: App, *, json: bool) -> int:
    from pipeline.packages.choose import choose
    from pipeline.packages.find import find

    settings = app.project_or_fresh().settings
    found = find(settings.packages)
    chains: dict[str, tuple[Package, ...]] = {}
    missing: list[PackageError] = []
    for language in settings.languages:
        try:
            chains[language] = choose(found, "en", language)
        except PackageError as error:
            missing.append(error)
    rows = [_row(package, chains) for package in found.packages]
    if json:
        print_json(
            {
                "packages": rows,
                "chains": {
                    language: [str(package.path) for package in chain]
                    for language, chain in chains.items()
                },
                "problems": [
                    {"path": str(each.path), "reason": each.reason} for each in found.problems
                ],
            }
        )
    else:
        _print(app, rows)
        for language, chain in chains.items():
            parts = (f"{package.label} ({package.origin})" for package in chain)
            app.show(f"{language}: {' + '.join(parts)}")
        for problem in found.problems:
            app.show(f"unusable: {problem.path}: {problem.reason}")
    for lack in missing:
        app.complain(lack.message, lack.hint)
    return 1 if missing else 0


def _available(app: App, origin: str, options: DownloadOptions, *, json: bool) -> int:
    from pipeline.workflow.available import from_argos, from_firefox

    found = from_firefox(options) if origin == "firefox" else from_argos(options)
    if json:
        print_json(found.as_dict())
        return 0
    rows = [(each.pair, each.version, each.languages) for each in found.offers]
    tables.show(("pair", "version", "languages"), rows)
    for problem in found.problems:
        app.say(f"Note: {problem}")
    return 0


def _row(package: Package, chains: dict[str, tuple[Package, ...]]) -> dict[str, Any]:
    from pipeline.packages.about import about
    from pipeline.packages.digest import digest

    return {
        "package": package.name,
        "version": package.version,
        "from": package.from_code,
        "to": package.to_code,
        "format": package.format.value,
        "origin": package.origin.value,
        "bytes": package.size,
        "digest": digest(package),
        "licence": about(package).licence,
        "path": str(package.path),
        "serves": [language for language, chain in chains.items() if package in chain],
    }


_SHORT = 16


def _print(app: App, rows: list[dict[str, Any]]) -> None:
    if not rows:
        app.show("no packages")
        return
    tables.show(
        ("package", "version", "size", "origin", "digest", "licence", "folder"),
        [
            (
                *(row["package"], row["version"], f"{row['bytes'] / 1e6:.1f} MB"),
                *(row["origin"], row["digest"], _shortened(row["licence"])),
                Path(row["path"]).name,
            )
            for row in rows
        ],
        numbers=("size", "digest"),
    )


def _shortened(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1].rstrip()}…"
