"""`pipeline packages info`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.app import App, as_json, print_json, shared
from pipeline.cli.packages.at_hand import at_hand
from pipeline.errors import UsageError

if TYPE_CHECKING:
    from pipeline.packages import Package


@click.command("info")
@click.argument("name")
@as_json
@shared
def command(app: App, name: str, json: bool) -> None:
    """Show what is known of package NAME: a pair such as en_vi, or its path."""
    found, _ = at_hand(app)
    fitting = [
        package
        for package in found.packages
        if name in (package.name, package.label) or Path(name).absolute() == package.path
    ]
    if not fitting:
        names = sorted({package.name for package in found.packages})
        raise UsageError(f"there is no package {name!r}", f"There are: {', '.join(names)}")
    described = [_describe(package) for package in fitting]
    if json:
        print_json(described)
        return
    for package, about in zip(fitting, described, strict=True):
        for key, value in about.items():
            app.show(f"{key + ':':<12} {value}")
        card = package.path / "README.md"
        if card.is_file():
            app.show()
            for line in card.read_text(encoding="utf-8", errors="replace").splitlines():
                app.show(line)
        app.show()


def _describe(package: Package) -> dict[str, Any]:
    from pipeline.packages.digest import digest

    return {
        "package": package.name,
        "version": package.version,
        "from": f"{package.from_name} ({package.from_code})",
        "to": f"{package.to_name} ({package.to_code})",
        "origin": str(package.origin),
        "path": str(package.path),
        "tokenizer": package.tokenizer.kind.value,
        "bytes": package.size,
        "digest": digest(package),
    }
