"""`pipeline packages build`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from pipeline.cli.app import App, as_json, print_json, shared
from pipeline.engine.convert import QUANTISATIONS

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("build")
@click.argument("source", type=click.Path(path_type=Path))
@click.option("--from-code", required=True, metavar="CODE", help="The language read, such as en.")
@click.option("--to-code", required=True, metavar="CODE", help="The language written, such as vi.")
@click.option("--from-name", default="", metavar="NAME", help="Its name, if not CLDR's.")
@click.option("--to-name", default="", metavar="NAME", help="Its name, if not CLDR's.")
@click.option("--tokenizer", type=_FILE, metavar="FILE", help="If it is not found in SOURCE.")
@click.option(
    "--source-prefix",
    metavar="PIECE",
    help="What the model wants before each sentence: eng_Latn (NLLB), '>>vie<<' (OPUS-MT).",
)
@click.option(
    "--target-prefix",
    default="",
    metavar="PIECE",
    help="What it wants before each translation: vie_Latn (NLLB).",
)
@click.option("--package-version", "version", default="1.0", show_default=True, metavar="VERSION")
@click.option("--license", "licence", default="", metavar="TEXT", help="For the model card.")
@click.option("--card", type=_FILE, metavar="FILE", help="A model card (Markdown) of your own.")
@click.option(
    "--quantization",
    "quantisation",
    type=click.Choice(QUANTISATIONS),
    help="How a converted model's weights are stored.  [default: int8]",
)
@click.option("--output", type=_FILE, metavar="FILE", help="The archive to write.")
@click.option("--force", is_flag=True, help="Replace the archive if it exists.")
@as_json
@shared
def command(app: App, json: bool, force: bool, output: Path | None, **parts: Any) -> None:
    """Make an Argos package of the model in folder SOURCE, which may be CTranslate2's, OPUS-MT's
    or Marian's, or a transformers checkpoint of MarianMT, NLLB or M2M-100 with safetensors.
    """
    from pipeline.workflow.build import Recipe, build

    recipe = Recipe(**parts)
    file = output or Path(f"{recipe.name}.argosmodel")
    built = build(recipe, file, app.project_or_fresh().settings.engine, force=force)
    if json:
        print_json(
            {
                "package": built.label,
                "path": str(built.path),
                "bytes": built.size,
                "digest": built.digest,
            }
        )
        return
    app.show(f"{built.label}: {built.path} ({built.size / 1e6:.1f} MB, digest {built.digest})")
    app.say(f"Install it with `pipeline packages install {built.path}`.")
