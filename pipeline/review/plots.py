"""Plots as SVG: made here, drawn by any browser, coloured by the classes in effort.css.

Each has a title and a description for who hears it. Series differ by shape and dashes, too.
"""

import html
import itertools
import math
from collections.abc import Callable, Sequence
from typing import NamedTuple

_WIDTH = 480
_LEFT, _RIGHT, _TOP, _BOTTOM = 48, 16, 40, 28
_HEIGHT = 220
_BAR, _BETWEEN, _NAME = 16, 14, 22
_LONGEST_NAME = 60
_HALF = 4.0  # of a letter's width, generously
_MOST_LABELS = 5


class Series(NamedTuple):
    """What is drawn in one colour: a name, and a value for each place; None where there is none."""

    name: str
    values: Sequence[float | None]


def lines(
    key: str,
    title: str,
    description: str,
    places: Sequence[str],
    series: Sequence[Series],
    form: Callable[[float], str],
) -> str:
    """Draw shares (0 to 1) over places in time that follow each other at equal distances.

    `key` names the plot on its page, `form` writes a value. Lines break where there is no value.
    """
    step = (_WIDTH - _LEFT - _RIGHT) / max(1, len(places))
    across = [_LEFT + step * (at + 0.5) for at in range(len(places))]
    parts = [_legend([each.name for each in series])]
    parts += (_grid(_y(share), form(share)) for share in (0, 0.25, 0.5, 0.75, 1))
    every = max(1, math.ceil(len(places) / _MOST_LABELS))
    # The last one has a label, whatever the number of places.
    labelled = range(len(places) - 1, -1, -every)
    for at in labelled:
        # A long name at the right end is not cut off.
        x = min(across[at], _WIDTH - _HALF * len(places[at]))
        parts.append(_label(x, _HEIGHT - 8, places[at], "middle"))
    lasts = []
    for number, each in enumerate(series, 1):
        points = [
            None if value is None else (x, _y(value))
            for x, value in zip(across, each.values, strict=True)
        ]
        for path in _unbroken(points):
            dashes = "" if number == 1 else ' stroke-dasharray="6 4"'
            joined = " ".join(f"{x:.1f},{y:.1f}" for x, y in path)
            parts.append(f'<polyline class="series-{number}" points="{joined}"{dashes}/>')
        shown = [point for point in points if point]
        parts += (_mark(number, x, y) for x, y in shown)
        values = [value for value in each.values if value is not None]
        if shown:
            lasts.append((*shown[-1], values[-1]))
    # The upper of two values stands above its point, the lower one below.
    for at, (x, y, value) in enumerate(sorted(lasts, key=lambda last: last[1])):
        parts.append(_label(x, y - 9 if at == 0 else y + 20, form(value), "middle"))
    return _svg(key, title, description, _HEIGHT, parts)


def bars(
    key: str,
    title: str,
    description: str,
    places: Sequence[str],
    series: Sequence[Series],
    form: Callable[[float], str],
    most: float = 0.0,
) -> str:
    """Draw a bar for each place and series that has a value, with the place's name above.

    `most` is the value of the longest bar that there can be, by default of the longest there is.
    """
    top = _TOP if len(series) > 1 else 8
    room = _WIDTH - 2 * _RIGHT - 60
    values = [value for each in series for value in each.values if value is not None]
    scale = room / (most or max(values, default=0.0) or 1.0)
    parts = [_legend([each.name for each in series])] if len(series) > 1 else []
    y = float(top)
    for at, place in enumerate(places):
        parts.append(_label(_RIGHT, y + 14, _shortened(place), "start", "name"))
        y += _NAME
        for number, each in enumerate(series, 1):
            value = each.values[at]
            if value is None:
                continue
            width = max(1.0, value * scale)
            parts.append(
                f'<rect class="series-{number}" x="{_RIGHT}" y="{y:.1f}" width="{width:.1f}"'
                f' height="{_BAR}"/>'
            )
            parts.append(_label(_RIGHT + width + 8, y + _BAR - 3, form(value), "start"))
            y += _BAR + 2
        y += _BETWEEN
    return _svg(key, title, description, math.ceil(y), parts)


def _svg(key: str, title: str, description: str, height: int, parts: Sequence[str]) -> str:
    return (
        f'<svg class="plot" role="img" viewBox="0 0 {_WIDTH} {height}"'
        f' aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{_text(title)}</title>'
        f'<desc id="{key}-desc">{_text(description)}</desc>'
        f"{''.join(parts)}</svg>"
    )


def _legend(names: Sequence[str]) -> str:
    found = []
    for number, name in enumerate(names, 1):
        x = _RIGHT + (number - 1) * (_WIDTH - 2 * _RIGHT) / max(2, len(names))
        found.append(_mark(number, x + 6, 14) + _label(x + 20, 19, _shortened(name), "start"))
    return "".join(found)


def _mark(number: int, x: float, y: float) -> str:
    if number == 1:
        return f'<circle class="series-1" cx="{x:.1f}" cy="{y:.1f}" r="5"/>'
    return (
        f'<rect class="series-{number}" x="{x - 4.5:.1f}" y="{y - 4.5:.1f}" width="9" height="9"/>'
    )


def _grid(y: float, label: str) -> str:
    return (
        f'<line class="grid" x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y:.1f}" y2="{y:.1f}"/>'
        + _label(_LEFT - 8, y + 5, label, "end")
    )


def _label(x: float, y: float, text: str, anchor: str, name: str = "") -> str:
    classes = f' class="{name}"' if name else ""
    return f'<text{classes} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{_text(text)}</text>'


def _y(share: float) -> float:
    return _HEIGHT - _BOTTOM - share * (_HEIGHT - _BOTTOM - _TOP)


def _unbroken(
    points: Sequence[tuple[float, float] | None],
) -> list[list[tuple[float, float]]]:
    """Cut a row of points where one is missing; what stands alone is no line."""
    runs = itertools.groupby(points, key=lambda point: point is not None)
    found = [[point for point in run if point] for _, run in runs]
    return [run for run in found if len(run) > 1]


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_NAME else f"{text[: _LONGEST_NAME - 1]}…"


def _text(text: str) -> str:
    # What templates have made is HTML already, and says so.
    return str(text) if hasattr(text, "__html__") else html.escape(text)
