"""Names that are called one thing here and another there."""

from collections.abc import Iterator, Sequence

from pipeline.checks import Hit, Pair
from pipeline.checks.ledger import Form, Name, is_part, ledger
from pipeline.languages import Language
from pipeline.model import Span


def find(pairs: Sequence[Pair]) -> Iterator[tuple[int, Hit]]:
    """A name has two forms in the translations.

    All translations of a language are looked at together: for each person, place and
    organisation, the form that is used less is reported once, at its first place. Cases are one
    form, a surname is one form with the whole name, and what several people are called (a first
    name) is left alone.
    """
    for name in ledger(pairs):
        for form in _others(name, pairs[0].language):
            at = form.indices[0]
            start = pairs[at].target.find(form.text)
            span = Span(start, start + len(form.text)) if start >= 0 else None
            usual = name.forms[0]
            message = (
                f"{name.source} is “{form.text}” {_times(form)} and “{usual.text}” {_times(usual)}"
            )
            yield at, Hit(message, span, _in_source(name, pairs[at]))


def _others(name: Name, language: Language) -> Iterator[Form]:
    """Give the forms that do not go with the most common one, nor with each other."""
    if not name.is_clear or not name.forms:
        return
    seen = [name.forms[0]]
    for form in name.forms[1:]:
        if not any(
            is_part(form, other, language) or is_part(other, form, language) for other in seen
        ):
            seen.append(form)
            yield form


def _times(form: Form) -> str:
    return "once" if len(form.indices) == 1 else f"{len(form.indices)} times"


def _in_source(name: Name, pair: Pair) -> Span | None:
    for text in (name.source, name.source.split()[-1]):
        start = pair.source.find(text)
        if start >= 0:
            return Span(start, start + len(text))
    return None
