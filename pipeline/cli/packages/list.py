"""`pipeline packages list`."""

from __future__ import annotations

from typing import Any

import click

from pipeline.cli.app import App, as_json, print_json, shared
from pipeline.cli.packages.at_hand import at_hand
from pipeline.errors import PackageError


@click.command("list")
@as_json
@shared
def command(app: App, json: bool) -> None:
    """List the packages at hand, the preferred ones first, and which ones serve this project."""
    from pipeline.packages.choose import choose

    found, languages = at_hand(app)
    used: dict[str, list[str]] = {}
    missing: list[PackageError] = []
    for language in languages:
        try:
            used[language] = [str(package.path) for package in choose(found, "en", language)]
        except PackageError as error:
            missing.append(error)
    rows: list[dict[str, Any]] = [
        {
            "package": package.name,
            "version": package.version,
            "from": package.from_code,
            "to": package.to_code,
            "origin": str(package.origin),
            "bytes": package.size,
            "path": str(package.path),
            "serves": [code for code, paths in used.items() if str(package.path) in paths],
        }
        for package in found.packages
    ]
    if json:
        problems = [{"path": str(each.path), "reason": each.reason} for each in found.problems]
        print_json({"packages": rows, "problems": problems})
    else:
        for row in rows:
            serves = f"  serves {', '.join(row['serves'])}" if row["serves"] else ""
            size = f"{row['bytes'] / 1e6:.1f} MB"
            app.show(
                f"{row['package']:<8} {row['version']:<6} {size:>9}  {row['origin']:<8}"
                f" {row['path']}{serves}"
            )
        for problem in found.problems:
            app.show(f"unusable: {problem.path}: {problem.reason}")
    for lack in missing:
        app.complain(lack.message, lack.hint)
    if missing:
        raise SystemExit(1)
