"""All checks by their permanent names, in the order in which pages and reports list them."""

from pipeline.checks import (
    Across,
    Check,
    acronyms,
    brackets,
    capital,
    controls,
    copied,
    credit_labels,
    dashes,
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
    no_break_spaces,
    not_nfc,
    placeholders,
    quote_form,
    quotes,
    quotes_missing,
    repeated_words,
    sentence_count,
    space_after,
    space_before,
    spaces,
    tone_placement,
    wrong_language,
)
from pipeline.model import Severity

CHECKS: tuple[Check, ...] = (
    # What is there at all
    Check("empty", Severity.ERROR, empty.find),
    # Values
    # Text
    Check("copied", Severity.ERROR, copied.find),
    Check("english-left", Severity.ERROR, english_left.find),
    Check("english-word", Severity.WARNING, english_word.find),
    Check("wrong-language", Severity.ERROR, wrong_language.find),
    Check("look-alikes", Severity.ERROR, look_alikes.find),
    Check("not-nfc", Severity.ERROR, not_nfc.find),
    Check("diacritics", Severity.ERROR, diacritics.find),
    Check("tone-placement", Severity.WARNING, tone_placement.find),
    Check("length", Severity.ERROR, length.find),
    Check("sentence-count", Severity.WARNING, sentence_count.find),
    Check("loops", Severity.ERROR, loops.find),
    Check("repeated-words", Severity.WARNING, repeated_words.find),
    # Names
    # Typography
    Check("final-punctuation", Severity.WARNING, final_punctuation.find),
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

ACROSS: tuple[Across, ...] = ()
"""Checks that look at all entries of a language at once."""

BY_ID: dict[str, Check | Across] = {row.id: row for row in CHECKS}
BY_ID |= {row.id: row for row in ACROSS}
