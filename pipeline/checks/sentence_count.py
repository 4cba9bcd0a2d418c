"""Sentences that were dropped or added."""

from collections.abc import Iterator

from pipeline.checks import Hit, Pair
from pipeline.reading.sentence_ends import count


def find(pair: Pair) -> Iterator[Hit]:
    """The translation has fewer sentences than its source, or at least two more.

    Translators part long sentences, so one more is no finding. Full stops of abbreviations and
    initials end no sentence.
    """
    abbreviations = pair.language.prose.abbreviations
    if not abbreviations:
        return
    heard, said = count(pair.source), count(pair.target, abbreviations)
    if said < heard or said > heard + 1:
        yield Hit(f"{_sentences(said)}, where the source has {_sentences(heard)}")


def _sentences(number: int) -> str:
    return f"{number} sentence" if number == 1 else f"{number} sentences"
