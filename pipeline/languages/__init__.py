"""What the tool knows about a target language: one data file a language, and who reads it.

A project's own folder of language files comes before the bundled ones, so that a further
language, or other labels for a known one, are a file and a line of configuration. What a
file leaves out comes from the Unicode locale data (CLDR) when the file names a `locale`,
and from plain defaults when it does not; see `cldr.py`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pipeline import toml
from pipeline.errors import ConfigError, FileError, UsageError

BUNDLED = Path(__file__).parent

# What gettext itself assumes of a catalogue without plural forms.
DEFAULT_PLURAL_FORMS = "nplurals=2; plural=(n != 1);"


class Quotes(NamedTuple):
    """Quotation marks: the outer pair, and the pair inside another quotation."""

    open: str
    close: str
    inner_open: str
    inner_close: str


ENGLISH_QUOTES = Quotes("“", "”", "‘", "’")


@dataclass(frozen=True, slots=True)
class Dateline:
    """How news begins: what a date after a place looks like, and what parts both from the text.

    `HANOI, May 15 (Reuters) - ` has the date `May 15` and the separator ` - `.
    """

    separator: str = " - "
    date: str = "{date}"


@dataclass(frozen=True, slots=True)
class Numbers:
    """How figures are written; empty parts are left to CLDR, or to English habits without it."""

    decimal: str = ""
    group: str = ""
    group_from: int = 4  # the least number of digits before the decimal sign that are grouped


@dataclass(frozen=True, slots=True)
class Dates:
    """How dates are written in running text; empty parts are left to CLDR.

    Patterns take `{day}`, `{month}` (its name, out of `months` or CLDR), `{number}` (of the
    month) and `{year}`. `month_words` name a month in any case (`5` → `мая`),
    `weekday_words` a weekday (Monday is `1`).
    """

    months: tuple[str, ...] = ()
    day_month: str = ""
    day_month_year: str = ""
    month_year: str = ""
    month_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weekday_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    on: str = ""  # what "on" and a day become: a pattern with `{date}`


@dataclass(frozen=True, slots=True)
class Typography:
    """How sentences are marked; checks are silent about what is empty here.

    `quotes` are the pairs in which a quotation may stand, an opening and a closing sign each,
    straight ones aside. `stops` are signs that end a sentence besides those of English, which
    are taken for granted where Latin letters are written; `closed_up` those before which no
    space stands, nor behind what opens with them. `dash` stands between spaces where English may
    write a hyphen. `no_break` are patterns with a space at which no line may break.
    """

    quotes: tuple[str, ...] = ()
    stops: str = ""
    closed_up: str = ",."
    dash: str = ""
    no_break: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """What words look like: a pattern that small ones match, and foreign ones that are used too.

    Where Latin letters write both languages, what does not match is foreign. So are the
    `english` words, which match by chance.
    """

    pattern: str = ""
    loans: tuple[str, ...] = ()
    english: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Length:
    """How long a translation is: the logarithm of its length over its source's, both plus ten.

    Ten characters, since a few more or less mean nothing where there are few. A deviation of
    zero says that nobody has counted.
    """

    mean: float = 0.0
    deviation: float = 0.0


@dataclass(frozen=True, slots=True)
class Tones:
    """The ends of syllables in two ways of placing tone marks, form by form (`òa`, `oà`)."""

    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """What running text looks like; checks are silent about what is empty here.

    `alphabet` are the small letters, `marked` is the least share of words that any longer text
    has with a letter outside of English ones. `doubled` words may stand twice in a row,
    `abbreviations` (without their last stop) end no sentence. `look_alikes` are letters of the
    same script that stand for ones of the language by mistake (`Ð` for `Đ`).
    """

    alphabet: str = ""
    marked: float = 0.0
    length: Length = Length()
    tones: Tones = Tones()
    doubled: tuple[str, ...] = ()
    abbreviations: tuple[str, ...] = ()
    look_alikes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Names:
    """How names are written that English texts have; checks are silent about them without `forms`.

    `romanization` turns small letters into Latin ones, so that a name is known by its sound.
    `forms` are what names (in small letters) are called besides, as beginnings of words;
    `stand_ins` are what may stand for them without being a form: `немец` for `germany`. `phrases`
    are names that consist of common words (`Middle East`), with beginnings of what they are
    called. `own` is a pattern of words (in small letters) that have forms of their own too many to
    list.
    """

    romanization: Mapping[str, str] = field(default_factory=dict)
    forms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    stand_ins: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    phrases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    own: str = ""


@dataclass(frozen=True, slots=True)
class Currency:
    """How amounts of a currency are written: `pattern` with `{figure}`, and words for it.

    `words` are beginnings of words, or signs, that stand beside a figure.
    """

    pattern: str
    words: tuple[str, ...]


# Loaded once and looked up by identity: what is read out of a language can be kept by it.
@dataclass(frozen=True, slots=True, eq=False)
class Language:
    """A target language, as its file and CLDR describe it.

    `code` is what settings, catalogues and Argos packages call it (`vi`); `locale` its CLDR
    identifier, empty if CLDR does not know it; `plural_forms` the value of the gettext header.
    `labels` turn an English credit or source label in lower case, without its colon, into
    the label newspapers write (`photo` → `Ảnh`). `scales` turn `million` and its kind into
    what stands after a figure; the first is what to write, the others are how else such a
    word may begin. `number_words` are beginnings of words that say a number (`2` → `hai`),
    `minus` words that stand for the sign before a figure or behind it,
    `units` are words for a unit by its sign (`mi` → `dặm`); a star stands for any ending,
    `acronyms`, `places`, `initials` (`Yu` → `Ю`) and `currencies` (by their ISO code) have
    forms of their own in this language; `attributions` are phrases that say who said it.
    """

    code: str
    name: str
    native_name: str = ""
    locale: str = ""
    plural_forms: str = ""
    quotes: Quotes = ENGLISH_QUOTES
    numbers: Numbers = Numbers()
    dates: Dates = Dates()
    dateline: Dateline = Dateline()
    labels: Mapping[str, str] = field(default_factory=dict)
    scales: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    number_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    minus: tuple[str, ...] = ()
    units: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    words: Words = Words()
    names: Names = Names()
    prose: Prose = Prose()
    typography: Typography = Typography()
    attributions: tuple[str, ...] = ()
    currencies: Mapping[str, Currency] = field(default_factory=dict)
    initials: Mapping[str, str] = field(default_factory=dict)
    acronyms: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_latin(self) -> bool:
        """Say whether the language is written in Latin letters."""
        return _is_latin(self.native_name)


@cache
def _is_latin(name: str) -> bool:
    return all("LATIN" in unicodedata.name(char, "") for char in name if char.isalpha())


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
            return _complete(_read(path, code))
    place = (folder or Path("languages")) / f"{code}.toml"
    raise UsageError(
        f"there is no language file for “{code}”",
        f"There are: {', '.join(available(folder))}. To add it, write {place} "
        f'with the lines: name = "…" and, if CLDR knows the language, locale = "{code}"',
    )


def _folders(folder: Path | None) -> tuple[Path, ...]:
    return (folder, BUNDLED) if folder else (BUNDLED,)


def _complete(language: Language) -> Language:
    """Fill in what the file left out; the bundled ones leave out nothing that needs Babel here."""
    forms = language.plural_forms
    if language.locale and not forms:
        from pipeline.languages import cldr

        forms = cldr.plural_forms(language.locale)
    return replace(
        language,
        native_name=language.native_name or language.name,
        plural_forms=forms or DEFAULT_PLURAL_FORMS,
    )


def _read(path: Path, code: str) -> Language:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FileError.of(path, error, "read") from error
    language = toml.parse(data, path, Language, given={"code": code})
    # Every value that follows rules of its own is tried, so that it fails here and by its name.
    for keys, reason, hint in _unfit(language, bundled=path.parent == BUNDLED):
        raise ConfigError(path, toml.line_of(data.decode("utf-8-sig"), keys), reason, hint)
    return language


def _unfit(language: Language, *, bundled: bool) -> Iterator[tuple[list[str], str, str]]:
    if language.locale and not bundled:
        from pipeline.languages import cldr

        if not cldr.knows(language.locale):
            yield (
                ["locale"],
                f"CLDR knows no locale “{language.locale}”",
                "Correct it, or leave locale out and give [numbers] and [dates] in the file",
            )
    if language.plural_forms and not _are_plural_forms(language.plural_forms):
        yield (
            ["plural_forms"],
            "plural_forms is not what gettext understands",
            f"Write it as {DEFAULT_PLURAL_FORMS}",
        )
    yield from _misshapen(language)
    yield from _no_expressions(language)
    for table, key, pattern, values in _patterns(language):
        try:
            written = pattern.format(**values)
        except (LookupError, ValueError, AttributeError):
            written = pattern
        if written == pattern:
            yield [table, key], f"“{pattern}” is no pattern of [{table}]", ""


def _misshapen(language: Language) -> Iterator[tuple[list[str], str, str]]:
    dates, tones = language.dates, language.prose.tones
    rules = (
        (len(dates.months) in (0, 12), ["dates", "months"], "a year has twelve months", ""),
        (
            _are_numbered(dates.month_words, 12),
            ["dates", "month_words"],
            "month_words has the numbers from 1 to 12",
            "",
        ),
        (
            _are_numbered(dates.weekday_words, 7),
            ["dates", "weekday_words"],
            "weekday_words has the numbers from 1 to 7",
            "",
        ),
        (
            all(re.fullmatch(r"\d+(?:\.\d+)?", number) for number in language.number_words),
            ["number_words"],
            "number_words has numbers",
            'Write 2 = ["…"], or "0.5" in quotation marks',
        ),
        (
            all(re.fullmatch("[A-Z]{3}", code) for code in language.currencies),
            ["currencies"],
            "a currency has three capitals, as ISO gives them",
            "",
        ),
        (
            len(tones.old) == len(tones.new),
            ["prose", "tones"],
            "old and new are not equally many",
            "Give each form both ways",
        ),
        (
            all(len(pair) == 2 for pair in language.typography.quotes),
            ["typography", "quotes"],
            "a pair of quotation marks has two signs",
            "",
        ),
    )
    yield from ((keys, reason, hint) for holds, keys, reason, hint in rules if not holds)


def _are_numbered(words: Mapping[str, object], most: int) -> bool:
    return words.keys() <= set(map(str, range(1, most + 1)))


def _no_expressions(language: Language) -> Iterator[tuple[list[str], str, str]]:
    for table, key, expressions in (
        ("words", "pattern", (language.words.pattern,)),
        ("typography", "no_break", language.typography.no_break),
        ("names", "own", (language.names.own,)),
    ):
        try:
            re.compile("|".join(expressions))
        except re.error as error:
            yield [table, key], f"{key} is no regular expression: {error}", ""


def _patterns(language: Language) -> Iterator[tuple[str, str, str, Mapping[str, object]]]:
    """Give each pattern with its place and with values to try it on."""
    dates = language.dates
    day = {"day": 1, "month": "May", "number": 5, "year": 2024}
    given = (
        ("dates", "day_month", dates.day_month, day),
        ("dates", "day_month_year", dates.day_month_year, day),
        ("dates", "month_year", dates.month_year, day),
        ("dates", "on", dates.on, {"date": "1 May"}),
        ("dateline", "date", language.dateline.date, {"date": "1 May"}),
    )
    for table, key, pattern, values in given:
        if pattern:
            yield table, key, pattern, values
    for code, currency in language.currencies.items():
        yield "currencies", code, currency.pattern, {"figure": "12"}


def _are_plural_forms(forms: str) -> bool:
    from gettext import c2py

    found = re.fullmatch(r"nplurals=(\d+); *plural=(.+?);?", forms)
    if not found:
        return False
    try:
        choose = c2py(found[2])
        taken = [choose(count) for count in range(201)]
    except (ValueError, ZeroDivisionError):
        return False
    return max(taken) < int(found[1])
