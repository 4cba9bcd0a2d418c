"""All checks by their permanent names, in the order in which pages and reports list them."""

from pipeline.checks import (
    Across,
    Check,
    acronyms,
    brackets,
    capital,
    consistency,
    controls,
    copied,
    credit_labels,
    currencies,
    dashes,
    date_unclear,
    dates,
    diacritics,
    doubts,
    ellipsis,
    empty,
    english_left,
    english_word,
    final_punctuation,
    length,
    links,
    look_alikes,
    loops,
    name_forms,
    names,
    no_break_spaces,
    not_nfc,
    number_added,
    number_format,
    number_missing,
    numbers,
    placeholders,
    quote_form,
    quotes,
    quotes_missing,
    repeated_words,
    sentence_count,
    space_after,
    space_before,
    spaces,
    terms,
    times,
    tone_placement,
    units,
    weekdays,
    wrong_language,
)
from pipeline.model import Severity

CHECKS: tuple[Check, ...] = (
    # What is there at all
    Check("empty", Severity.ERROR, empty.find),
    Check("copied", Severity.ERROR, copied.find),
    # Values
    Check("numbers", Severity.ERROR, numbers.find),
    Check("number-missing", Severity.WARNING, number_missing.find, version=2),
    Check("number-added", Severity.WARNING, number_added.find, version=2),
    Check("number-format", Severity.WARNING, number_format.find),
    Check("dates", Severity.ERROR, dates.find, version=2),
    Check("weekdays", Severity.ERROR, weekdays.find),
    Check("date-unclear", Severity.NOTE, date_unclear.find),
    Check("times", Severity.ERROR, times.find),
    Check("currencies", Severity.ERROR, currencies.find),
    Check("units", Severity.ERROR, units.find),
    # Text
    Check("english-left", Severity.ERROR, english_left.find),
    Check("english-word", Severity.WARNING, english_word.find),
    Check("wrong-language", Severity.ERROR, wrong_language.find),
    Check("look-alikes", Severity.ERROR, look_alikes.find),
    Check("not-nfc", Severity.ERROR, not_nfc.find),
    Check("diacritics", Severity.ERROR, diacritics.find),
    Check("tone-placement", Severity.WARNING, tone_placement.find),
    Check("length", Severity.ERROR, length.find, version=2),
    Check("sentence-count", Severity.WARNING, sentence_count.find),
    Check("loops", Severity.ERROR, loops.find),
    Check("repeated-words", Severity.WARNING, repeated_words.find),
    # Names
    Check("names", Severity.WARNING, names.find),
    Check("terms", Severity.WARNING, terms.find),
    # Typography
    Check("final-punctuation", Severity.WARNING, final_punctuation.find, version=2),
    Check("quotes", Severity.ERROR, quotes.find),
    Check("quotes-missing", Severity.WARNING, quotes_missing.find),
    Check("quote-form", Severity.NOTE, quote_form.find),
    Check("brackets", Severity.ERROR, brackets.find),
    Check("ellipsis", Severity.WARNING, ellipsis.find),
    Check("space-before-punctuation", Severity.WARNING, space_before.find),
    Check("space-after-punctuation", Severity.WARNING, space_after.find),
    Check("double-spaces", Severity.WARNING, spaces.double),
    Check("edge-spaces", Severity.WARNING, spaces.edges),
    Check("no-break-spaces", Severity.NOTE, no_break_spaces.find),
    Check("dashes", Severity.NOTE, dashes.find),
    Check("capital", Severity.WARNING, capital.find),
    Check("placeholders", Severity.ERROR, placeholders.find),
    Check("links", Severity.ERROR, links.find),
    Check("credits", Severity.WARNING, credit_labels.find),
    Check("acronyms", Severity.WARNING, acronyms.find),
    Check("controls", Severity.ERROR, controls.find),
    # State
    Check("low-confidence", Severity.WARNING, doubts.low_confidence),
    Check("unexplained-fuzzy", Severity.NOTE, doubts.unexplained_fuzzy),
)

ACROSS: tuple[Across, ...] = (
    Across("name-forms", Severity.WARNING, name_forms.find),
    Across("inconsistent-translation", Severity.NOTE, consistency.inconsistent),
    Across("same-translation", Severity.WARNING, consistency.same),
)
"""Checks that look at all entries of a language at once."""


def rows() -> tuple[Check | Across, ...]:
    """Give the rows of both tables."""
    return (*CHECKS, *ACROSS)
