"""`pipeline evaluate effort`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from pipeline.cli import tables
from pipeline.cli.app import App, as_json, print_json, selecting, shared

if TYPE_CHECKING:
    from datetime import datetime

    from pipeline.evaluation.effort import Effort
    from pipeline.evaluation.ranking import Flag, Judgement
    from pipeline.workflow.effort import Efforts
    from pipeline.workflow.worked import Worked

_EFFORT = ("drafts", "untouched", "TER", "typed", "deleted", "of characters")
_NAMES = ("article", "language")
_SHARES = ("drafts", "untouched", "kept", "TER")
_HOUR = ("segments", "minutes", "segments/h", "words/h", "keystrokes/word", "from nothing")


@click.command("effort")
@selecting
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Of the record, only what was approved from that day on, such as 2026-11-23.",
)
@as_json
@shared
def command(
    app: App,
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    since: datetime | None,
    json: bool,
) -> int:
    """Measure what reviewers changed in drafts until they approved them. Nothing is changed.

    Untouched: approved as they were. TER: words inserted, deleted, replaced or moved, for a
    hundred words of what was approved. Typed, deleted: the fewest characters that make what
    was approved out of the draft. No draft: approved, but no draft is recorded; these are not
    counted.

    Below, for each package: whether its confidence told beforehand which drafts would take
    work, and how many of those that `status` counts as doubtful did.

    Last, what is recorded on the review page: drafts by the time of their approval, and what a
    working hour yielded. Kept: the share of their characters that stand in what was approved.
    """
    from pipeline.evaluation.scores import edits_signature
    from pipeline.workflow.effort import effort
    from pipeline.workflow.project import Selection

    project = app.project()
    found = effort(project, Selection(articles, languages), since=since.date() if since else None)
    if json:
        print_json(found.as_dict())
        return found.exit_code
    if found.rows:
        _rows(found)
        app.show()
        app.show(f"TER: {edits_signature()}")
        _confidence(app, found, project.settings.translation.low_confidence)
        for what, efforts in (("kind", found.kinds), ("package", found.packages)):
            app.show()
            _shares(what, efforts.items())
    else:
        app.say("Nothing has been approved yet.")
    if found.worked and (found.rows or found.worked.saves):
        _worked(app, found.worked)
    for failure in found.failures:
        app.complain(failure.message, failure.hint)
    return found.exit_code


def _worked(app: App, worked: Worked) -> None:
    app.show()
    app.show(_recorded(worked))
    if worked.periods:
        _shares(
            f"{worked.unit} from",
            ((begin.isoformat(), each) for begin, each in worked.periods),
        )
    if not any(group.hour.segments or group.typing.segments for group in worked.groups):
        return
    app.show()
    tables.show(
        ("by", "which", *_HOUR),
        [
            [
                group.by or "all",
                group.name,
                str(group.hour.segments),
                f"{group.hour.seconds / 60:.0f}",
                _number(group.hour.segments_per_hour, 0),
                _number(group.hour.words_per_hour, 0),
                _number(group.typing.keystrokes_per_word, 1),
                _number(group.typing.characters_per_word, 1),
            ]
            for group in worked.groups
        ],
        numbers=_HOUR,
    )
    app.show("from nothing: the keystrokes that typing what was approved takes at least")
    for each in worked.foretold:
        if each.correlation is not None:
            app.show(
                f"confidence of {each.package}, {each.drafts} drafts: rank correlation with"
                f" seconds for a word {each.correlation:+.2f}"
            )


def _recorded(worked: Worked) -> str:
    from pipeline.evaluation.hours import LEAST, LEAST_SECONDS, MOST_SECONDS

    line = f"recorded on the review page ({worked.file}): {worked.saves} saves"
    if worked.saves:
        line += f", {worked.segments} segments approved"
    if worked.since:
        line += f" since {worked.since}"
    if worked.broken:
        line += f"; lines that cannot be read: {worked.broken}"
    if worked.cuts:
        line += f"; cut to {MOST_SECONDS // 60} minutes: {worked.cuts}"
    if worked.segments:
        line += f"; no share below {LEAST} segments, no rate below them or"
        line += f" {LEAST_SECONDS // 60} minutes"
    off = {"history": "times and keystrokes are not", "nothing": "nothing is"}
    if worked.record in off:
        line += f"; at present {off[worked.record]} recorded ([review] record)"
    return line


def _shares(what: str, efforts: Iterable[tuple[str, Effort]]) -> None:
    """Print a line for each group of drafts, without figures that chance would make."""
    from pipeline.evaluation.hours import LEAST

    rows = [
        [
            name,
            str(each.segments),
            *(
                [f"{each.share_untouched:.0%}", f"{each.share_kept:.0%}", f"{each.ter:.1f}"]
                if each.segments >= LEAST
                else "---"
            ),
        ]
        for name, each in efforts
    ]
    if rows:
        tables.show((what, *_SHARES), rows, numbers=_SHARES)


def _number(value: float | None, digits: int) -> str:
    return "-" if value is None else f"{value:,.{digits}f}"


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
