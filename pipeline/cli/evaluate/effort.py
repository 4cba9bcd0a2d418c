"""`pipeline evaluate effort`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from pipeline.cli import tables
from pipeline.cli.app import App, as_json, print_json, selecting, shared

if TYPE_CHECKING:
    from pipeline.evaluation.effort import Effort
    from pipeline.evaluation.ranking import Flag, Judgement
    from pipeline.workflow.effort import Efforts

_EFFORT = ("drafts", "untouched", "TER", "typed", "deleted", "of characters")
_NAMES = ("article", "language")


@click.command("effort")
@selecting
@as_json
@shared
def command(app: App, articles: tuple[str, ...], languages: tuple[str, ...], json: bool) -> int:
    """Measure what reviewers changed in drafts until they approved them. Nothing is changed.

    Untouched: approved as they were. TER: words inserted, deleted, replaced or moved, for a
    hundred words of what was approved. Typed, deleted: the fewest characters that make what
    was approved out of the draft. No draft: approved, but no draft is recorded; these are not
    counted.

    Below, for each package: whether its confidence told beforehand which drafts would take
    work, and how many of those that `status` counts as doubtful did.
    """
    from pipeline.evaluation.scores import edits_signature
    from pipeline.workflow.effort import effort
    from pipeline.workflow.project import Selection

    project = app.project()
    found = effort(project, Selection(articles, languages))
    if json:
        print_json(found.as_dict())
        return found.exit_code
    if found.rows:
        _rows(found)
        app.show()
        app.show(f"TER: {edits_signature()}")
        _confidence(app, found, project.settings.translation.low_confidence)
    else:
        app.say("Nothing has been approved yet.")
    for failure in found.failures:
        app.complain(failure.message, failure.hint)
    return found.exit_code


def _rows(found: Efforts) -> None:
    rows = [
        [
            row.article or "all",
            row.language or "all",
            *_cells(row.effort),
            f"{row.effort.characters:,}",
            str(row.unrecorded),
        ]
        for row in (*found.rows, *found.totals)
    ]
    tables.show((*_NAMES, *_EFFORT, "no draft"), rows, numbers=(*_EFFORT, "no draft"))


def _cells(effort: Effort) -> list[str]:
    if not effort.segments:
        return ["0", *"----"]
    return [
        str(effort.segments),
        f"{effort.share_untouched:.0%}",
        f"{effort.ter:.1f}",
        f"{effort.typed:,}",
        f"{effort.deleted:,}",
    ]


def _confidence(app: App, found: Efforts, low_below: float) -> None:
    from pipeline.evaluation.ranking import LEAST

    for package, number in found.drafts.items():
        app.show()
        judgement = found.judgements.get(package)
        if judgement is None:
            app.show(
                f"confidence of {package}: too few approved drafts to judge it by"
                f" ({number}; {LEAST} are needed)"
            )
        else:
            _judgement(app, package, judgement, low_below)


def _judgement(app: App, package: str, judgement: Judgement, low_below: float) -> None:
    worth = (
        "all drafts are alike, so that nothing can be ranked"
        if judgement.correlation is None
        else f"rank correlation with TER {judgement.correlation:+.2f}"
        " (-1: it ranks perfectly, 0: it says nothing)"
    )
    app.show(f"confidence of {package}, {judgement.drafts} drafts: {worth}")
    tables.show(
        ("confidence", *_EFFORT[:3]),
        [
            [f"{band.low:.1f} to {band.high:.1f}", *_cells(band.effort)[:3]]
            for band in judgement.bands
        ],
        numbers=_EFFORT[:3],
    )
    app.show(f"low (below {low_below:.2f}): {_flag(judgement.low)}")
    app.show(f"doubtful (low, or with a warning): {_flag(judgement.doubtful)}")


def _flag(flag: Flag) -> str:
    precision = "" if flag.precision is None else f", {flag.precision:.0%} of them edited"
    recall = "" if flag.recall is None else f"; {flag.recall:.0%} of the edited ones are marked"
    return f"{flag.marked} marked{precision}{recall}"
