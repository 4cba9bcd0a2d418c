"""`pipeline packages info`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, repeat
from typing import TYPE_CHECKING, Any

import click

from pipeline.cli.app import App, as_json, print_json, shared

if TYPE_CHECKING:
    from pipeline.packages import Package


@click.command("info")
@click.argument("name")
@as_json
@shared
def command(app: App, name: str, json: bool) -> None:
    """Show what is known of package NAME: a pair such as en_vi, its folder's name, or its path."""
    from pipeline.packages.find import find
    from pipeline.packages.naming import named

    found = find(app.project_or_fresh().settings.packages)
    described = [_describe(package) for package in named(found, name)]
    if json:
        print_json(described)
        return
    for facts in described:
        for name, value in _lines(facts):
            app.show(f"{name:<16} {value}".rstrip())
        app.show()
        for line in facts["card"].splitlines():
            app.show(line)


def _lines(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Give the facts that are known as names and values, a list over several lines."""
    for key, value in facts.items():
        if key == "card" or value in (None, "", []):
            continue
        name = f"{key.replace('_', ' ')}:"
        if key == "vocabulary":
            yield name, " into ".join(f"{count:,}" for count in dict.fromkeys(value)) + " pieces"
        elif isinstance(value, list):
            yield from zip(chain([name], repeat("")), value, strict=False)
        else:
            yield name, f"{value:,}" if isinstance(value, int) else value


def _describe(package: Package) -> dict[str, Any]:
    """Give what is known of a package; what its files do not tell is None or empty."""
    from pipeline.packages.about import about
    from pipeline.packages.digest import digest

    found = about(package)
    return {
        "package": package.name,
        "version": package.version,
        "from": f"{package.from_name} ({package.from_code})",
        "to": f"{package.to_name} ({package.to_code})",
        "format": package.format.value,
        "origin": package.origin.value,
        "path": str(package.path),
        "bytes": package.size,
        "digest": digest(package),
        "tokenizer": package.tokenizer.kind.value,
        "target_prefix": package.target_prefix,
        "vocabulary": list(found.vocabulary) if found.vocabulary else None,
        "encoder_layers": found.encoder_layers,
        "decoder_layers": found.decoder_layers,
        "width": found.width,
        "parameters": found.parameters,
        "quantisation": found.quantisation,
        "licence": found.licence,
        "scores": list(found.scores),
        "card": found.card,
    }
