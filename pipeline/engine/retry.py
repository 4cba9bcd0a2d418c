"""What to try when a translation is in doubt: other masks, another search, clause by clause."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.engine import figures
from pipeline.engine.decoder import Search
from pipeline.engine.doubts import Doubt, Trouble
from pipeline.engine.masking import Hidden, Masked, mask
from pipeline.languages import Language

_WIDER = 3
"""How many more translations a second search follows than the first."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One way to translate a sentence."""

    masked: Masked
    search: Search
    halve: bool = False


def attempt(
    number: int,
    sentence: str,
    kept: Sequence[Hidden],
    doubts: Sequence[Doubt],
    *,
    beam: int,
    capacity: int,
    language: Language,
) -> Attempt:
    """Choose the attempt after `number` others, by what was wrong with the best one so far.

    The first masks `kept` alone: models write numbers better than masks let them. Where they
    got one wrong, numbers are masked next; where a mask was lost, nothing is.
    """
    troubles = {doubt.trouble for doubt in doubts}
    wider = Search(beam + _WIDER, no_repeat=3 if Trouble.LOOP in troubles else 0)
    plain = mask(sentence, kept, capacity)
    if number == 0:
        return Attempt(plain, Search(beam))
    if Trouble.MASK in troubles:
        return Attempt(mask(sentence, (), 0), Search(beam) if number == 1 else wider)
    if number == 1 and Trouble.FIGURES in troubles:
        hidden = [*kept, *numbers(sentence, language)]
        return Attempt(mask(sentence, hidden, capacity), Search(beam))
    if number <= 2:
        return Attempt(plain, wider)
    return Attempt(plain, wider, halve=True)


def numbers(sentence: str, language: Language) -> list[Hidden]:
    """Find the figures of an English sentence with their form in the target language."""
    return [
        Hidden(figure.start, figure.end, figures.localise(token, language))
        for figure in figures.read(sentence, figures.ENGLISH)
        if (token := sentence[figure.start : figure.end])[0].isdigit()
    ]
