"""Findings for people: by catalogue, each entry with both texts and what is meant in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

import click

from pipeline.cli.app import visible
from pipeline.model import Severity

if TYPE_CHECKING:
    from pipeline.model import Finding, Span
    from pipeline.workflow.looked import Looked

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "cyan"}
# What is shown of a long text: a stretch around the first thing that is meant.
_LONG, _BEFORE = 320, 120


def lines(
    groups: Iterable[Iterable[Looked]], *, colour: bool, width: int = 10_000
) -> Iterator[str]:
    """Write a block an entry: where it is, what was found, and both texts, broken at `width`.

    Without colour, ⟦ and ⟧ stand around what is meant.
    """
    for group in groups:
        file = ""
        for looked in group:
            if looked.file != file:
                file = looked.file
                yield click.style(visible(file), bold=True) if colour else visible(file)
            yield from _entry(looked, colour=colour, width=width)
            yield ""


def _entry(looked: Looked, *, colour: bool, width: int) -> Iterator[str]:
    entry = looked.entry
    rank = "" if entry.confidence is None else f", confidence {entry.confidence:.2f}"
    what = f"line {entry.line}: {entry.state}{rank}, risk {looked.risk.value:.2f}"
    if not looked.findings and looked.risk.reason:
        what += f": {looked.risk.reason}"
    yield f"  {click.style(what, dim=True) if colour else what}"
    for finding in looked.findings:
        yield f"    {_named(finding, colour=colour)} {visible(finding.message)}"
    for finding, reason in looked.dismissed:
        yield (
            f"    {_named(finding, colour=colour)} {visible(finding.message)}"
            f" (dismissed{': ' * bool(reason)}{visible(reason)})"
        )
    found = [*looked.findings, *(finding for finding, _ in looked.dismissed)]
    code = looked.language
    longest = max(2, len(code))
    for name, text, spans in (
        ("en", entry.source, [finding.source_span for finding in found]),
        (code, entry.target, [finding.span for finding in found]),
    ):
        begin = f"    {name:>{longest}}  "
        yield from _hung(begin, marked(text, spans, colour=colour), width)


def _hung(begin: str, text: str, width: int) -> Iterator[str]:
    """Break a text between words, its further lines under the first."""
    if len(begin) + len(text) <= width:
        yield begin + text
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(width=width, force_terminal=True, color_system="standard")
    for line in Text.from_ansi(text).wrap(console, width - len(begin)):
        line.rstrip()
        with console.capture() as shown:
            console.print(line, end="", soft_wrap=True)
        yield begin + shown.get()
        begin = " " * len(begin)


def _named(finding: Finding, *, colour: bool) -> str:
    name = f"{finding.severity}[{finding.check}]"
    return click.style(name, fg=_COLOURS[finding.severity], bold=True) if colour else name


def marked(text: str, spans: Iterable[Span | None], *, colour: bool) -> str:
    """Show a text on one line with stretches of it marked; of a long one only what is around."""
    stretches = _united([span for span in spans if span], len(text))
    start, end = 0, len(text)
    if end > _LONG:
        start = max(0, (stretches[0][0] if stretches else 0) - _BEFORE)
        end = min(end, start + _LONG)
    parts, at = ["…"] if start else [], start
    for first, last in stretches:
        if first < end and last > start:
            inside = visible(text[max(first, start) : min(last, end)])
            parts.append(visible(text[at : max(first, start)]))
            parts.append(click.style(inside, reverse=True, bold=True) if colour else f"⟦{inside}⟧")
            at = min(last, end)
    parts += visible(text[at:end]), "…" * (end < len(text))
    return "".join(parts)


def _united(spans: Sequence[Span], length: int) -> list[tuple[int, int]]:
    """Put stretches in order, and make one of those that meet."""
    united: list[tuple[int, int]] = []
    inside = ((start, min(end, length)) for start, end in spans if 0 <= start <= length)
    for start, end in sorted(inside):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        elif start <= end:
            united.append((start, end))
    return united
