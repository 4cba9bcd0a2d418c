"""Reading a glossary out of a CSV file as spreadsheets write it, strictly, with line numbers.

    term;part of speech;vi;vi forbidden;ru;note
    press conference;noun;họp báo|cuộc họp báo;hội nghị báo chí;пресс-конференция;

Commas, semicolons or tabs part the cells, a bar parts forms of equal rank in a cell.
"""

import csv
import difflib
import io
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import GlossaryError
from pipeline.glossary import Glossary
from pipeline.glossary.finder import words
from pipeline.glossary.row import Row

LONGEST = 200
"""Characters of a term or a form; more is no term, but a sentence."""

SOURCE = "term"
NOTE = "note"
PART = "part of speech"
KEEP = "do not translate"
CASE = "case sensitive"
FORBIDDEN = "forbidden"
_COLUMNS = (SOURCE, PART, KEEP, CASE, NOTE)
_OTHER_NAMES = {"source": SOURCE, "source term": SOURCE, "en": SOURCE, "english": SOURCE}
_YES = frozenset(("yes", "y", "true", "1", "x"))
_NO = frozenset(("", "no", "n", "false", "0"))
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[ _-][a-z0-9]+)*")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_AS_UTF8 = "Save it as UTF-8 (in Excel: “CSV UTF-8”)"


@dataclass(frozen=True, slots=True)
class Problem:
    """What cannot stay as it is in a line, and what to do about it."""

    line: int
    message: str
    hint: str = ""


class Sheet(NamedTuple):
    """What was read: the rows that can be used, and what is wrong with the others."""

    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def load(data: bytes, path: Path, languages: Collection[str]) -> Glossary:
    """Read a glossary. Raises GlossaryError with its first problem, and how many others it has."""
    rows, problems = read(data, languages)
    if problems:
        first, others = problems[0], len(problems) - 1
        more = f"; {others} more: `pipeline glossary check` lists them" if others else ""
        raise GlossaryError(path, first.line, first.message, f"{first.hint}{more}".lstrip("; "))
    return Glossary(rows)


def read(data: bytes, languages: Collection[str]) -> Sheet:
    """Read a CSV file with terms in some of these languages."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Sheet((), (Problem(line, "this is no UTF-8", _AS_UTF8),))
    rows: list[Row] = []
    problems: list[Problem] = []
    lines = _lines(text, problems)
    line, head = next(lines, (1, []))
    if not any(head):
        hint = f"Its first line names the columns, such as {SOURCE},{','.join(sorted(languages))}"
        return Sheet((), tuple(problems) or (Problem(line, "the glossary is empty", hint),))
    columns = _columns(line, head, languages, problems)
    if problems:
        return Sheet((), tuple(problems))
    for line, cells in lines:
        row = _row(line, cells, columns, problems)
        if row:
            rows.append(row)
    problems += _twice(rows)
    return Sheet(tuple(rows), tuple(sorted(problems, key=lambda each: each.line)))


def _lines(text: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    """Give the cells of each line that has any, with its number."""
    first = re.sub(r'"[^"]*"', "", text.partition("\n")[0])
    sign = max(",;\t", key=first.count)
    # Texts go on to the next line within quotes only, so all kinds of line ends are known.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sign, strict=True)
    begins = 1
    try:
        for cells in reader:
            plain = [" ".join(cell.split()) for cell in cells]
            if any(plain):
                yield begins, plain
            begins = reader.line_num + 1
    except csv.Error as error:
        hint = 'A cell with quotes in it stands in quotes, and has each of them twice: "a ""b"""'
        problems.append(Problem(begins, f"this line cannot be read as CSV ({error})", hint))


def _columns(
    line: int, head: Sequence[str], languages: Collection[str], problems: list[Problem]
) -> list[str]:
    """Give the columns their names; what nobody knows is a problem."""
    codes = {code.lower().replace("_", "-"): code for code in languages}
    columns = []
    for cell in head:
        name = " ".join(cell.lower().replace("-", " ").replace("_", " ").split())
        name = _OTHER_NAMES.get(name, name)
        code = name.removesuffix(f" {FORBIDDEN}")
        ours = codes.get(code.replace(" ", "-"))
        if name in _COLUMNS:
            columns.append(name)
        elif ours:
            columns.append(name.replace(code, ours, 1))
        elif _LANGUAGE.fullmatch(code) and _is_language(code):
            # Of another project, perhaps: it does no harm.
            columns.append("" if code in columns else name)
        else:
            columns.append("")
            if cell:
                problems.append(_unknown(line, cell, languages))
    problems += (
        Problem(line, f"two columns are called {name!r}", "Leave one of them")
        for name in sorted({name for name in columns if name and columns.count(name) > 1})
    )
    if SOURCE not in columns:
        hint = f"Call the column with the English terms {SOURCE!r}"
        problems.append(Problem(line, f"there is no column {SOURCE!r}", hint))
    return columns


def _unknown(line: int, cell: str, languages: Collection[str]) -> Problem:
    known = [*_COLUMNS, *languages, *(f"{code} {FORBIDDEN}" for code in languages)]
    near = difflib.get_close_matches(cell.lower(), known, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(known)}"
    return Problem(line, f"there is no column {cell!r}", hint)


def _is_language(code: str) -> bool:
    from pipeline.languages import cldr

    return cldr.english_name(code.replace(" ", "_")) != code.replace(" ", "_")


def _row(
    line: int, cells: Sequence[str], columns: Sequence[str], problems: list[Problem]
) -> Row | None:
    """Make a row of its cells; None if they cannot be one."""
    found = list(_in_cells(cells, columns))
    by_name = dict(zip(columns, cells, strict=False))
    forms = {name: _forms(by_name[name]) for name in by_name if name and name not in _COLUMNS}
    sources = _forms(by_name.get(SOURCE, ""))
    flags = {}
    for name in (KEEP, CASE):
        value = by_name.get(name, "").lower()
        if value not in _YES | _NO:
            found.append((f"{name} is {by_name[name]!r}", "Write yes, or leave it empty"))
        flags[name] = value in _YES
    end = f" {FORBIDDEN}"
    row = Row(
        line,
        sources,
        {name: each for name, each in forms.items() if each and not name.endswith(end)},
        {name.removesuffix(end): each for name, each in forms.items() if name.endswith(end)},
        by_name.get(PART, "").lower(),
        flags[KEEP],
        flags[CASE],
        by_name.get(NOTE, ""),
    )
    found += _unfit(row)
    problems += (Problem(line, *each) for each in found)
    return None if found else row


def _in_cells(cells: Sequence[str], columns: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        yield (
            f"{len(cells)} cells stand under {len(columns)} columns",
            "Put quotes around a cell that has the separating sign in it",
        )
    for cell in cells:
        if found := _CONTROL.search(cell):
            yield f"there is a control character ({found[0]!a})", "Remove it"
        elif len(longest := max(cell.split("|"), key=len)) > LONGEST:
            yield f"“{longest[:40]}…” is longer than {LONGEST} characters", "Make it shorter"


def _forms(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(form.strip() for form in cell.split("|") if form.strip()))


def _unfit(row: Row) -> Iterator[tuple[str, str]]:
    """Say what a row lacks, and where it says one thing and another."""
    if not row.sources:
        yield "the term is empty", "Write the English term, or remove the line"
        return
    for source in row.sources:
        if not any(char.isalnum() for char in source):
            yield f"the term “{source}” has no letter", "Write a word, or remove the line"
    if row.keep and (own := _translated(row)):
        yield (
            f"“{row.sources[0]}” is not to be translated, but is “{own}”",
            f"Empty one of the two: {KEEP!r}, or the translation",
        )
    if not row.keep and not row.targets:
        yield (
            f"“{row.sources[0]}” has no translation",
            f"Write one, or yes in the column {KEEP!r}",
        )
    for code, forbidden in row.forbidden.items():
        allowed = {form.casefold() for form in row.targets.get(code, ())}
        if row.keep:
            allowed = {source.casefold() for source in row.sources}
        for form in forbidden:
            if form.casefold() in allowed:
                yield f"“{form}” is allowed and forbidden", "Remove it from one of the two cells"


def _translated(row: Row) -> str:
    known = {source.casefold() for source in row.sources}
    forms = (form for each in row.targets.values() for form in each)
    return next((form for form in forms if form.casefold() not in known), "")


def _twice(rows: Sequence[Row]) -> Iterator[Problem]:
    """Tell of terms that stand in two lines: the same, or with other translations."""
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        for source in row.sources:
            exact = words(source)
            small = tuple(word.casefold() for word in exact)
            first = seen.get(exact if row.case_sensitive else small) or seen.get(small)
            if row.case_sensitive and first and not first.case_sensitive:
                first = None  # "the march of", beside the month of March
            if first is None or first is row:
                seen[exact if row.case_sensitive else small] = row
            elif _said(first) == _said(row):
                message = f"“{source}” stands in line {first.line} already"
                yield Problem(row.line, message, "Remove one of the two lines")
            else:
                message = f"“{source}” has another translation in line {first.line}"
                hint = "Keep one line, with a | between forms that are both allowed"
                yield Problem(row.line, message, hint)


def _said(row: Row) -> tuple[bool, Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    return row.keep, row.targets, row.forbidden
