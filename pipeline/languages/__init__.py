"""What the tool knows about a target language: one data file a language, and who reads it.

A project's own folder of language files comes before the bundled ones, so that a further
language, or other labels for a known one, are a file and a line of configuration. What a
file leaves out comes from the Unicode locale data (CLDR) when the file names a `locale`,
and from plain defaults when it does not; see `cldr.py`.
"""

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import ConfigError, FileError, UsageError

BUNDLED = Path(__file__).parent

# What gettext itself assumes of a catalogue without plural forms.
DEFAULT_PLURAL_FORMS = "nplurals=2; plural=(n != 1);"


class Quotes(NamedTuple):
    """Quotation marks: the outer pair, and the pair inside another quotation."""

    open: str = "“"
    close: str = "”"
    inner_open: str = "‘"
    inner_close: str = "’"


@dataclass(frozen=True, slots=True)
class Dateline:
    """How news begins: what a date after a place looks like, and what parts both from the text.

    `HANOI, May 15 (Reuters) - ` has the date `May 15` and the separator ` - `.
    """

    separator: str = " - "
    date: str = "{date}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How figures are written; None leaves a part to CLDR, or to English habits without it."""

    decimal: str | None = None
    group: str | None = None
    group_from: int = 4  # the least number of digits before the decimal sign that are grouped
    percent: str | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """How dates and times are written in running text; empty parts are left to CLDR.

    Patterns take `{day}`, `{month}` (its name, out of `months` or CLDR), `{number}` (of the
    month) and `{year}`; those of the time `{hour}` (0 to 23) and `{minute}` (two digits).
    """

    months: tuple[str, ...] = ()
    day_month: str = ""
    day_month_year: str = ""
    month_year: str = ""
    time: str = "{hour}:{minute}"
    full_hour: str = ""


@dataclass(frozen=True, slots=True)
class Language:
    """A target language, as its file and CLDR describe it.

    `code` is what settings, catalogues and Argos packages call it (`vi`); `locale` its CLDR
    identifier, empty if CLDR does not know it; `plural_forms` the value of the gettext header.
    `labels` turn an English credit or source label in lower case, without its colon, into
    the label newspapers write (`photo` → `Ảnh`). `scales` turn `million` and its kind into
    what stands after a figure; the first is what to write, the others are how else such a
    word may begin.
    """

    code: str
    name: str
    native_name: str = ""
    locale: str = ""
    plural_forms: str = ""
    quotes: Quotes = Quotes()
    numbers: Numbers = Numbers()
    dates: Dates = Dates()
    dateline: Dateline = Dateline()
    labels: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def available(folder: Path | None = None) -> tuple[str, ...]:
    """Name the languages that have a file, the project's and the bundled ones, sorted."""
    return tuple(sorted({path.stem for each in _folders(folder) for path in each.glob("*.toml")}))


def load(code: str, folder: Path | None = None) -> Language:
    """Read the language `code` from `folder` (the project's own files), else a bundled one.

    Raises UsageError if there is no such file, ConfigError (with the line where it can be
    told) if it cannot be used, FileError if it cannot be read.
    """
    for each in _folders(folder):
        path = each / f"{code}.toml"
        if re.fullmatch(r"[\w@-]+", code) and path.is_file():
            return _complete(_read(path, code), path)
    place = (folder or Path("languages")) / f"{code}.toml"
    raise UsageError(
        f"there is no language file for “{code}”",
        f"There are: {', '.join(available(folder))}. To add it, write {place} "
        f'with the lines: name = "…" and, if CLDR knows the language, locale = "{code}"',
    )


def _folders(folder: Path | None) -> tuple[Path, ...]:
    return (folder, BUNDLED) if folder else (BUNDLED,)


def _complete(language: Language, path: Path) -> Language:
    """Fill in what the file left out; bundled files leave out nothing that CLDR must be asked."""
    if language.locale and path.parent != BUNDLED:
        from pipeline.languages import cldr

        if not cldr.knows(language.locale):
            raise ConfigError(
                path,
                0,
                f"CLDR knows no locale “{language.locale}”",
                "Correct it, or leave locale out and give [numbers] and [dates] in the file",
            )
        if not language.plural_forms:
            language = replace(language, plural_forms=cldr.plural_forms(language.locale))
    return replace(
        language,
        native_name=language.native_name or language.name,
        plural_forms=language.plural_forms or DEFAULT_PLURAL_FORMS,
    )


def _read(path: Path, code: str) -> Language:
    import tomllib

    import msgspec

    try:
        text = path.read_bytes().decode("utf-8")
        data = tomllib.loads(text)
    except OSError as error:
        raise FileError.of(path, error, "read") from error
    except UnicodeDecodeError as error:
        raise ConfigError(path, 0, "is not UTF-8", "Save the file as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise ConfigError(path, int(line[1]) if line else 0, f"is no TOML: {error}") from error
    _refuse_unknown(data, path, text)
    try:
        language: Language = msgspec.convert({**data, "code": code}, Language)
    except msgspec.ValidationError as error:
        reason, _, place = str(error).partition(" - at `$.")
        line_number = _line(text, re.findall(r"\w+", place))
        raise ConfigError(path, line_number, f"{place.rstrip('`')}: {reason}") from error
    _refuse_unfit(language, path, text)
    return language


def _refuse_unknown(data: Mapping[str, Any], path: Path, text: str) -> None:
    tables = {"numbers": Numbers, "dates": Dates, "dateline": Dateline}
    known = {"": {each.name for each in fields(Language)} - {"code"}} | {
        name: {each.name for each in fields(table)} for name, table in tables.items()
    }
    for table in known:
        part = data if not table else data.get(table, {})
        for key in part if isinstance(part, dict) else ():
            if key not in known[table]:
                near = difflib.get_close_matches(key, known[table], n=1)
                raise ConfigError(
                    path,
                    _line(text, [table, key] if table else [key]),
                    f"a language file has no “{key}”" + (f" in [{table}]" if table else ""),
                    f"Perhaps {near[0]}?" if near else f"It has {', '.join(sorted(known[table]))}",
                )


def _refuse_unfit(language: Language, path: Path, text: str) -> None:
    """Try every value that is a small language of its own, so that it fails here and by name."""
    from gettext import c2py

    if language.plural_forms:
        found = re.fullmatch(r"nplurals=(\d+); *plural=(.+?);?", language.plural_forms)
        try:
            forms = [c2py(found[2])(count) for count in range(201)] if found else []
        except (ValueError, ZeroDivisionError):
            forms = []
        if not found or not forms or max(forms) >= int(found[1]):
            raise ConfigError(
                path,
                _line(text, ["plural_forms"]),
                "plural_forms is not what gettext understands",
                f"Write it as {DEFAULT_PLURAL_FORMS}",
            )
    values = {"day": 1, "month": "May", "number": 5, "year": 2024, "hour": 15, "minute": "05"}
    patterns = [(["dates", each], getattr(language.dates, each)) for each in _PATTERNS]
    for key, pattern in [*patterns, (["dateline", "date"], language.dateline.date)]:
        try:
            pattern.format(**(values if key[0] == "dates" else {"date": "May 1"}))
        except (LookupError, ValueError, AttributeError) as error:
            raise ConfigError(
                path, _line(text, key), f"“{pattern}” is no pattern of [{key[0]}]"
            ) from error
    if len(language.dates.months) not in (0, 12):
        raise ConfigError(path, _line(text, ["dates", "months"]), "a year has twelve months")
    if language.numbers.percent is not None and language.numbers.percent.count("{}") != 1:
        raise ConfigError(
            path, _line(text, ["numbers", "percent"]), "percent needs one {} for the figure"
        )


_PATTERNS = ("day_month", "day_month_year", "month_year", "time", "full_hour")


def _line(text: str, keys: list[str]) -> int:
    """Say on which line of a TOML text a key stands (0: it cannot be told)."""
    table, at = "", 0
    for number, line in enumerate(text.splitlines(), 1):
        heading = re.match(r"\s*\[+\s*([\w.-]+)", line)
        table = heading[1] if heading else table
        key = re.match(r"\s*[\"']?([^=\"']+?)[\"']?\s*=", line)
        if key and keys and ([table, key[1]] == keys[:2] or (not table and key[1] == keys[0])):
            at = at or number
    return at
