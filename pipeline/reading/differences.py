"""What is certain to differ between the numbers of a text and those of its translation.

`figures.compare` asks for a counterpart of each figure. People also convert units, write years
in full, and copy the signs of English; that is told apart here from other numbers.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from pipeline.languages import Language
from pipeline.model import Span
from pipeline.reading import dates, figures, units
from pipeline.reading.figures import ENGLISH, Figure, Notation

# A run of digits with signs between: a figure, a time, a telephone number, an article of a law.
_RUN = re.compile(r"\d+(?:[.,:/–-]\s?\d+|\s\d+)*")
# Beyond so many figures nobody forgives one by one, which takes a look at all others.
_MOST = 100
_ROUND = re.compile(r"\b(?:round of|last) (16|32|64|8)\b", re.IGNORECASE)


class Differences(NamedTuple):
    """Figures of a source that are missing, figures of its translation that are new.

    `misread` are figures of the translation that have the right value only if they are read as
    another language writes them ("1,200" in Vietnamese), each behind that of the source.
    """

    missing: tuple[Figure, ...] = ()
    extra: tuple[Figure, ...] = ()
    misread: tuple[tuple[Figure, Span], ...] = ()


@lru_cache(maxsize=4096)
def find(source: str, output: str, language: Language) -> Differences:
    """Compare the numbers of a text with those of its translation, as a lenient reader would.

    Months of dates are left to `dates.other_months`.
    """
    target = figures.notation(language)
    missing, extra = figures.compare(source, output, target)
    if not missing and not extra:
        return Differences()
    if len(missing) + len(extra) > _MOST:
        return Differences(missing, extra)
    left = _Left(source, output, list(missing), list(extra))
    _forgive_months(left, language)
    _forgive_units(left, language)
    misread = tuple(_misread(left, target))
    if left.missing and left.extra:
        _forgive_english(left)
        _forgive_runs(left, target)
        _forgive_years(left)
        _forgive_rounds(left)
    return Differences(tuple(left.missing), tuple(left.extra), misread)


class _Left(NamedTuple):
    """What is still without a counterpart."""

    source: str
    output: str
    missing: list[Figure]
    extra: list[Figure]

    def found(self, missing: Sequence[Figure], start: int, end: int) -> None:
        """Take out figures of the source and those that stand in a stretch of the translation."""
        self.missing[:] = [each for each in self.missing if each not in missing]
        self.extra[:] = [each for each in self.extra if not start <= each.start < end]


def _forgive_months(left: _Left, language: Language) -> None:
    """Take out months that have names no number word begins ("tháng Chạp"), and changed ones."""
    if not any(left.source[each.start].isalpha() for each in left.missing):
        return
    named = dates.months(left.output, language)
    left.missing[:] = [each for each in left.missing if not _is_month(left.source, each, named)]
    for change in dates.other_months(left.source, left.output, language):
        left.found(
            [each for each in left.missing if left.source[each.start].isalpha()
             and change.source.start <= each.start < change.source.end],
            *change.target,
        )  # fmt: skip


def _is_month(text: str, figure: Figure, named: set[int]) -> bool:
    name = text[figure.start : figure.end].lower().rstrip(".")
    return dates.MONTHS.get(name) in named


def _forgive_units(left: _Left, language: Language) -> None:
    """Take out converted measures, be they instead of the source's or beside them."""
    wanted, there = units.english(left.source), units.foreign(left.output, language)
    lost = [each for each in wanted if each.figure in left.missing]
    new = [each for each in there if each.figure in left.extra]
    # "160 km" for "150 km" is another number, though "100 miles" stand beside it.
    changed = {each.unit for each in lost} & {each.unit for each in new}
    for measures, others, figures_left in ((new, wanted, left.extra), (lost, there, left.missing)):
        for measure in measures:
            if measure.unit not in changed and any(
                units.are_equal(measure, other) for other in others
            ):
                figures_left.remove(measure.figure)


def _misread(left: _Left, target: Notation) -> Iterator[tuple[Figure, Span]]:
    for other in _others(target):
        if not (left.missing and left.extra):
            return
        for figure in figures.read(left.output, other):
            wanted = next(
                (each for each in left.missing if figures.agree(each.values, figure.values)), None
            )
            digits = left.output[figure.start : figure.end]
            if wanted and not digits.isdigit() and _overlap(figure, left.extra):
                left.found([wanted], figure.start, figure.end)
                yield wanted, Span(figure.start, figure.end)


def _forgive_english(left: _Left) -> None:
    """Take out figures of an English text that has the signs of another language (1,3 billion)."""
    for other in _others(ENGLISH):
        for figure in figures.read(left.source, other):
            wanted = [each for each in left.missing if figure.start <= each.start < figure.end]
            found = next(
                (each for each in left.extra if figures.agree(each.values, figure.values)), None
            )
            if wanted and found:
                left.found(wanted, found.start, found.end)


@lru_cache(maxsize=16)
def _others(notation: Notation) -> tuple[Notation, ...]:
    own = (notation.decimal, " " if notation.group.isspace() else notation.group)
    return tuple(
        replace(notation, decimal=signs[0], group=signs[1])
        for signs in ((".", ","), (",", "."), (",", " "))
        if signs != own
    )


def _overlap(figure: Figure, others: Sequence[Figure]) -> bool:
    return any(figure.start <= each.start < figure.end for each in others)


def _forgive_runs(left: _Left, target: Notation) -> None:
    """Take out what has the same digits with other signs between: 0830 and 08:30, 62. 992.553."""
    runs = {
        _digits(run[0]): run
        for run in _RUN.finditer(left.output)
        if any(run.start() <= each.start < run.end() for each in left.extra)
    }
    for run in _RUN.finditer(left.source):
        same = runs.get(_digits(run[0]))
        inside = [each for each in left.missing if run.start() <= each.start < run.end()]
        if not same or not inside:
            continue
        if not (
            _is_scaled(left.source, run.end(), ENGLISH)
            or _is_scaled(left.output, same.end(), target)
        ):
            left.found(inside, *same.span())


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text).lstrip("0")


def _is_scaled(text: str, end: int, notation: Notation) -> bool:
    """Say whether a word of scale follows a figure."""
    behind = text[end : end + 20].lstrip("+ -\u00a0\u202f").lower()
    return behind.startswith(tuple(word for word, _ in notation.scales))


def _forgive_years(left: _Left) -> None:
    """Take out short years beside long ones ('05 and 2005), and 19 beside -19."""
    for figure in tuple(left.missing):
        for other in left.extra:
            pairs = [(mine, its) for mine in figure.values for its in other.values]
            if _is_short_year(*sorted((max(figure.values), max(other.values)))) or (
                any(mine == -its > 0 for mine, its in pairs)
                and left.source[max(0, figure.start - 1) : figure.start] in ("-", "–")
            ):
                left.found([figure], other.start, other.end)
                break


def _is_short_year(short: Decimal, long: Decimal) -> bool:
    return 0 <= short < 100 and 1800 <= long < 2100 and long % 100 == short


def _forgive_rounds(left: _Left) -> None:
    """Take out the round of 16, which others call that of the 1/8."""
    for match in _ROUND.finditer(left.source):
        share = re.search(rf"(?<!\d)1/{int(match[1]) // 2}(?!\d)", left.output)
        if share:
            left.found(
                [each for each in left.missing if each.start == match.start(1)], *share.span()
            )
