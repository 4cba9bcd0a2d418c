"""Whether a translation ends as its source does."""

from collections.abc import Collection, Iterator

from pipeline.checks import Hit, Pair
from pipeline.model import Kind, Span
from pipeline.reading.scripts import Script, script_of
from pipeline.segmentation.abbreviations import KNOWN

# Signs that may stand behind the last one: (“Why?”).
_BEHIND = " \u00a0\u202f\"'”’»“)]}*"
_SIGNS = ".…?!:;,"
_ENGLISH_STOPS = ".?!…"
_ASKING = "?？؟"
_CALLING = "!！"
# What may stand inside a sentence as well, where a quotation ends.
_MOVING = {"?", "!"}
# Lines of these kinds end with a full stop or without, as each newspaper likes it.
_FREE = {Kind.HEADLINE, Kind.SUBHEADING, Kind.CAPTION, Kind.CREDIT, Kind.RELATED, Kind.SOURCE}


def find(pair: Pair) -> Iterator[Hit]:
    """The translation does not end with the sign that its source ends with.

    Quotation marks and brackets behind the sign do not count, nor whether the full stop stands
    inside them; three dots are as good as a full stop, a comma is as good as none. A question
    that is quoted may have moved into the sentence. Headlines, captions and credits may do with
    a full stop or without, and so may an abbreviation.
    """
    known = pair.language.typography.stops
    stops = known or _ENGLISH_STOPS
    theirs, ours = _tail(pair.source, stops), _tail(pair.target, stops)
    wanted, got = _sign(theirs, stops), _sign(ours, stops)
    if wanted == got or _is_free(pair, wanted, got):
        return
    if (wanted in _MOVING and wanted in pair.target) or (got in _MOVING and got in pair.source):
        return
    if not known and script_of(pair.target) is not Script.LATIN:
        return
    yield Hit(
        f"ends with {got or 'no sign'}, the source with {wanted or 'none'}",
        _last(pair.target, ours),
        _last(pair.source, theirs),
    )


def _last(text: str, tail: str) -> Span | None:
    """Give the place of an ending, or of the last letter; None where there is neither."""
    end = len(text.rstrip())
    return Span(end - max(1, len(tail.rstrip())), end) if end else None


def _tail(text: str, stops: str) -> str:
    return text[len(text.rstrip(_BEHIND + _SIGNS + stops)) :]


def _sign(tail: str, stops: str) -> str:
    """Name the strongest sign of an ending; commas and semicolons count as none."""
    for sign, alike in (("?", _ASKING), ("!", _CALLING), (".", stops + "…"), (":", ":")):
        if any(each in tail for each in alike):
            return sign
    return ""


def _is_free(pair: Pair, wanted: str, got: str) -> bool:
    """Say whether a full stop may be there or not."""
    if {wanted, got} != {"", "."}:
        return False
    return not _FREE.isdisjoint(pair.kinds) or any(
        _is_abbreviated(text, known)
        for text, known in ((pair.source, KNOWN), (pair.target, pair.language.prose.abbreviations))
    )


def _is_abbreviated(text: str, known: Collection[str]) -> bool:
    """Say whether the last full stop may belong to a word: `the U.S.`, `и т. д.`."""
    *_, last = text.rstrip(_BEHIND)[-20:].rsplit(maxsplit=1) or [""]
    word = last.removesuffix(".")
    return last != word and ("." in word or len(word) == 1 or word.lower() in known)
