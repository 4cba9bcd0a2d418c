"""Asking the checks about a pair."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline import tags
from pipeline.checks import Across, Check, Hit, Pair
from pipeline.checks.table import CHECKS
from pipeline.model import Finding, Span

# These see texts as they stand in files; all others see them as their readers do, without tags, and
# with a sign of its own for what stands for itself.
_AS_THEY_STAND = frozenset({"tags", "controls"})


def inspect(pair: Pair, checks: Sequence[Check] = CHECKS) -> Iterator[Finding]:
    """Yield what the checks find in a pair, in their order.

    Of a translation that is empty, or the English text, only that is said.
    """
    is_empty = not pair.target.strip()
    source, target = tags.bare(pair.source), tags.bare(pair.target)
    has_tags = bool(source.places or target.places)
    plain = replace(pair, source=source.text, target=target.text) if has_tags else pair
    for check in checks:
        if is_empty and check.id != "empty":
            continue
        is_with_tags = check.id in _AS_THEY_STAND
        hits = list(check.find(pair if is_with_tags else plain))
        for hit in hits:
            # What is shown of a text may run over several of its lines.
            message = " ".join(hit.message.split())
            spans = (hit.span, hit.source)
            if not is_with_tags:
                spans = (_placed(hit.span, target), _placed(hit.source, source))
            yield Finding(check.id, check.severity, message, *spans)
        if hits and check.id == "copied":
            return


def inspect_all(pairs: Sequence[Pair], check: Across) -> Iterator[tuple[int, Hit]]:
    """Yield what a check finds that looks at all pairs of a language, by number of the pair."""
    texts = [(tags.bare(pair.source), tags.bare(pair.target)) for pair in pairs]
    plain = [
        replace(pair, source=source.text, target=target.text)
        if source.places or target.places
        else pair
        for pair, (source, target) in zip(pairs, texts, strict=True)
    ]
    for at, hit in check.find(plain):
        source, target = texts[at]
        yield at, Hit(hit.message, _placed(hit.span, target), _placed(hit.source, source))


def _placed(span: Span | None, text: tags.Bare) -> Span | None:
    """Say where a stretch of a text without tags stands in the one with them."""
    if span is None or not text.places:
        return span
    return Span(text.place(span.start), text.place(max(span.start, span.end - 1)) + 1)
