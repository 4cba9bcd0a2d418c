"""Numbers, dates and plural rules in the form a language writes, from its file and from CLDR.

The only file that imports Babel. What the language's own file states comes first; then CLDR
answers, if the language has a locale; then plain international habits (`1,234.5`, `15/5/2024`).
"""

import datetime
from decimal import Decimal
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date as babel_date
from babel.dates import format_skeleton
from babel.messages.plurals import get_plural
from babel.numbers import format_decimal, get_currency_name

from pipeline.languages import Language


def knows(locale: str) -> bool:
    """Say whether CLDR has data for a locale."""
    try:
        _locale(locale)
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return True


def plural_forms(locale: str) -> str:
    """Give the gettext header value for a locale: `nplurals=…; plural=…;`.

    CLDR's own rules have forms that whole numbers never take (three of them in Russian would
    be four); this is the table of gettext's tools instead.
    """
    return f"{get_plural(locale)}"


def is_territory(name: str) -> bool:
    """Say whether CLDR knows a country, or a part of the world, by this English name."""
    return name.lower() in _territories()


def territory(name: str, language: Language) -> str:
    """Give a country by its English name in a language; the name itself if CLDR knows none."""
    code = _territories().get(name.lower())
    if not code or not language.locale:
        return name
    return str(_locale(language.locale).territories.get(code, name))


def format_number(value: Decimal, fraction_digits: int, language: Language) -> str:
    """Write a quantity: 1234.5 is `1.234,5` in Vietnamese; years and codes are not quantities.

    Rounds half to even to `fraction_digits`. Digits are grouped as the locale groups them, from
    `group_from` digits before the decimal sign on. The spaces of CLDR are no-break spaces.
    """
    numbers = language.numbers
    pattern = _grouping(language.locale or "en") + "." * bool(fraction_digits)
    grouped = len(str(abs(int(round(value, fraction_digits))))) >= numbers.group_from
    text = format_decimal(
        value,
        format=pattern + "0" * fraction_digits,
        locale=_locale(language.locale or "en"),
        group_separator=grouped,
    )
    decimal, group = _separators(language.locale or "en")
    swap = {
        decimal: numbers.decimal or decimal,
        group: numbers.group or group,
    }
    return "".join(swap.get(char, char) for char in text)


def format_date(day: int, month: int, year: int | None, language: Language) -> str:
    """Write a date for running text: `15 tháng 5`, `15 мая 2024 года`.

    Months have the form they take after a day. Raises ValueError for a day that is none.
    """
    # 2000 had a 29 February, so a day without a year is any day that can be.
    date = datetime.date(2000 if year is None else year, month, day)
    dates = language.dates
    pattern = dates.day_month if year is None else dates.day_month_year
    if pattern:
        return pattern.format(day=day, month=_name(month, language), number=month, year=year)
    if not language.locale:
        return f"{day}/{month}" if year is None else f"{day}/{month}/{year}"
    if year is None:
        return format_skeleton("MMMMd", date, locale=language.locale)
    return babel_date(date, format="long", locale=language.locale)


def format_month_year(month: int, year: int, language: Language) -> str:
    """Write a month of a year, standing alone: `tháng 5 năm 2024`, `май 2024 года`.

    The month is in the nominative; where a preposition wants another case, leave the words to
    the translation. Raises ValueError for a month that is none.
    """
    date = datetime.date(year, month, 1)
    if language.dates.month_year:
        name = _name(month, language, "stand-alone")
        return language.dates.month_year.format(month=name, number=month, year=year)
    if not language.locale:
        return f"{month}/{year}"
    return format_skeleton("yMMMM", date, locale=language.locale)


def _name(month: int, language: Language, form: str = "format") -> str:
    if language.dates.months:
        return language.dates.months[month - 1]
    return str(_locale(language.locale).months[form]["wide"][month]) if language.locale else ""


@cache
def day_halves(locale: str) -> tuple[frozenset[str], frozenset[str]]:
    """Give a locale's words for hours before noon, and for those from noon on; night is both."""
    halves: tuple[set[str], set[str]] = (set(), set())
    for forms in _locale(locale).day_periods.values():
        for name, word in forms.get("wide", {}).items():
            if name.startswith(("morning", "night", "midnight")):
                halves[0].add(str(word).lower())
            if name.startswith(("noon", "afternoon", "evening", "night")):
                halves[1].add(str(word).lower())
    return frozenset(halves[0]), frozenset(halves[1])


def currency_name(code: str, language: Language) -> str:
    """Give a currency by its ISO code in a language; empty if the language has no locale."""
    return str(get_currency_name(code, locale=language.locale)) if language.locale else ""


def english_name(code: str) -> str:
    """Name a language in English: `vi` is Vietnamese; the code itself if CLDR knows none."""
    return str(_locale("en").languages.get(code.replace("-", "_"), code))


@cache
def _locale(name: str) -> Locale:
    return Locale.parse(name.replace("-", "_"))


@cache
def _territories() -> dict[str, str]:
    names = _locale("en").territories.items()
    return {str(name).lower(): code for code, name in names}


@cache
def _grouping(locale: str) -> str:
    """Give the part of the number pattern before the decimal sign; India groups `#,##,##0`."""
    return str(_locale(locale).decimal_formats[None].pattern).partition(".")[0]


@cache
def _separators(locale: str) -> tuple[str, str]:
    symbols = _locale(locale).number_symbols
    latin = symbols.get("latn", symbols)
    return str(latin["decimal"]), str(latin["group"])
