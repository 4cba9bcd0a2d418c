"""`pipeline evaluate package`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.cli import tables
from pipeline.cli.app import App, as_json, print_json, shared

if TYPE_CHECKING:
    from pipeline.evaluation.scores import Difference
    from pipeline.workflow.evaluate import Evaluation, Sentence, System

_SURE = 0.05


@click.command("package")
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument(
    "reference", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False
)
@click.option(
    "--language",
    default="",
    metavar="CODE",
    help="Evaluate what serves this language.  [default: that of the package, or the only one]",
)
@click.option(
    "--package",
    default="",
    metavar="NAME",
    help="Evaluate this package: its name, such as en_vi or 'en_vi 0.2', or its folder.",
)
@click.option(
    "--compare", default="", metavar="NAME", help="Set this package beside it, named likewise."
)
@click.option(
    "--worst",
    default=20,
    show_default=True,
    type=click.IntRange(min=0),
    metavar="NUMBER",
    help="List so many of the sentences that came out worst.",
)
@as_json
@shared
def command(
    app: App,
    source: Path,
    reference: Path | None,
    language: str,
    package: str,
    compare: str,
    worst: int,
    json: bool,
) -> None:
    """Score a package on English sentences in SOURCE and people's translations in REFERENCE.

    Both are UTF-8 text with a sentence a line; without REFERENCE, SOURCE has both, with a tab
    in between. BLEU, chrF and TER are sacreBLEU's, with the signatures by which others can
    repeat them. Sentences are drafted as `run` drafts them, by the engine as the settings have
    it. Nothing is changed.
    """
    from pipeline.cli.terminal import Terminal
    from pipeline.evaluation import pairs
    from pipeline.workflow.candidates import Request
    from pipeline.workflow.evaluate import evaluate

    given = pairs.read(source, reference)
    project = app.project_or_fresh()
    with Terminal(app, project, json=json) as terminal:
        found = evaluate(
            project,
            given,
            Request(language, package, compare, worst),
            terminal,
            engines=app.engine_maker,
        )
    if json:
        print_json(found.as_dict())
        return
    _figures(found)
    _signatures(app, found)
    for system in found.systems:
        _worst(app, system)


def _figures(found: Evaluation) -> None:
    from pipeline.cli.running import count

    first, *others = found.systems
    rows = [
        [score.name, *(f"{system.scores[at].value:.1f}" for system in found.systems)]
        for at, score in enumerate(first.scores)
    ]
    for row, difference in zip(rows, found.differences, strict=False):
        row += _difference(difference)
    rows.append(
        ["words/s", *(f"{system.drafted.words_per_second:,.0f}" for system in found.systems)]
    )
    peaks = [system.drafted.peak_mb for system in found.systems]
    memory = [f"{peak:,.0f}" if peak else "-" for peak in peaks]
    # The process keeps its peak, so what a second package took is that much at most.
    rows.append(["peak MB", memory[0], *(f"<= {each}" for each in memory[1:])])
    rows.append(["no draft", *(str(system.empty) for system in found.systems)])
    more = ("difference", "p", "verdict") if others else ()
    columns = (
        count(found.pairs, "sentence"),
        *(system.drafted.package for system in found.systems),
        *more,
    )
    width = len(columns)
    tables.show(
        columns,
        [row + [""] * (width - len(row)) for row in rows],
        numbers=[name for name in columns[1:] if name != "verdict"],
    )


def _difference(difference: Difference) -> list[str]:
    if difference.p is None:
        return ["0.00", "-", "the same"]
    verdict = "hardly chance" if difference.p < _SURE else "may be chance"
    return [f"{difference.difference:+.2f}", f"{difference.p:.3f}", verdict]


def _signatures(app: App, found: Evaluation) -> None:
    from pipeline.cli.running import count

    app.show()
    # Those of a comparison say also how the test draws its sentences.
    for each in found.differences or found.systems[0].scores:
        app.show(f"{each.name}: {each.signature}")
    for system in found.systems:
        app.show(f"engine of {system.drafted.package}: {system.drafted.key}")
    if found.differences:
        app.show(
            "p: how often chance alone makes a difference as large between packages that are"
            " equally good (paired bootstrap)"
        )
    if found.skipped:
        app.say(f"{count(found.skipped, 'line')} with an empty side left out.")


def _worst(app: App, system: System) -> None:
    if not system.worst:
        return
    app.show()
    app.show(
        f"worst {len(system.worst)} of {system.drafted.package}, by the chrF of each sentence:"
    )
    for sentence in system.worst:
        app.show()
        app.show(_head(sentence))
        app.show(f"  source     {sentence.source}")
        app.show(f"  reference  {sentence.reference}")
        app.show(f"  output     {sentence.output}")


def _head(sentence: Sentence) -> str:
    parts = [f"line {sentence.line}", f"chrF {sentence.chrf:.1f}"]
    if sentence.confidence is not None:
        parts.append(f"confidence {sentence.confidence:.2f}")
    return ", ".join([*parts, *sentence.warnings])
