"""`pipeline packages`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.app import App, as_json, print_json, shared
from pipeline.errors import PackageError, UsageError

if TYPE_CHECKING:
    from pipeline.packages import Found, Package


@click.group("packages")
def command() -> None:
    """Look at the translation packages at hand."""


@command.command("list")
@as_json
@shared
def list_(app: App, json: bool) -> None:
    """List the packages at hand, the preferred ones first, and which ones serve this project."""
    from pipeline.packages.choose import choose

    found, languages = _found(app)
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


@command.command("info")
@click.argument("name")
@as_json
@shared
def info(app: App, name: str, json: bool) -> None:
    """Show what is known of package NAME: a pair such as en_vi, or its path."""
    found, _ = _found(app)
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


def _found(app: App) -> tuple[Found, tuple[str, ...]]:
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
