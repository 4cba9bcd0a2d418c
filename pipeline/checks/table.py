"""All checks by their permanent names, in the order in which pages and reports list them."""

from pipeline.checks import (
    Across,
    Check,
    acronyms,
    brackets,
    capital,
    controls,
    credit_labels,
    dashes,
    doubts,
    ellipsis,
    empty,
    final_punctuation,
    links,
    no_break_spaces,
    placeholders,
    quote_form,
    quotes,
    quotes_missing,
    space_after,
    space_before,
    spaces,
)
from pipeline.model import Severity

CHECKS: tuple[Check, ...] = (
    # What is there at all
    Check("empty", Severity.ERROR, empty.find),
    # Values
    # Text
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
