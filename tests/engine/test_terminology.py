"""What an engine does with terms."""

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.engine import EngineOptions
from pipeline.engine.decoder import Search
from pipeline.engine.drafting import DraftingEngine
from pipeline.languages import load
from pipeline.model import Draft, Span, Term
from tests.engine.fakes import FakeDecoder


@dataclass
class Terms:
    """One term, wherever it stands."""

    source: str
    target: str
    keep: bool = False
    carried: bool = True

    def find(self, text: str) -> Sequence[Term]:
        """Find it once."""
        at = text.find(self.source)
        span = Span(at, at + len(self.source))
        return [Term(self.source, (self.target,), keep=self.keep, span=span)] if at >= 0 else []

    def is_used(self, term: Term, text: str) -> bool:
        """Look for it to the letter."""
        return term.targets[0].lower() in text.lower()

    def is_carried(self, term: Term) -> bool:
        """Say what the test wants."""
        return self.carried


def draft(text: str, decoder: FakeDecoder, terms: Terms) -> Draft:
    """Translate one text."""
    engine = DraftingEngine(
        lambda: [decoder],
        load("vi"),
        EngineOptions(),
        origin="fake 1",
        key="k",
        terms=lambda: terms,
    )
    ((_, found),) = engine.translate([text])
    return found


def say(text: str, _: Search) -> str:
    """Translate by heart, with another word for the lock than the glossary's."""
    return (
        text.replace("The ship lock", "Cái khóa tàu").replace("The", "Cái").replace("opens", "mở")
    )


def test_a_term_that_the_model_uses_is_left_to_it() -> None:
    """
    It is never hidden.
    """
    decoder = FakeDecoder(say)
    found = draft("The ship lock opens.", decoder, Terms("ship lock", "khóa tàu"))
    assert ("Cái khóa tàu mở.", ()) == (found.text, found.warnings)
    assert ["The ship lock opens."] == [text for text, _ in decoder.heard]


def test_a_term_that_the_model_misses_is_hidden_in_a_second_attempt() -> None:
    """
    The draft has the glossary's word, and no doubt is left.
    """
    decoder = FakeDecoder(say)
    found = draft("The ship lock opens.", decoder, Terms("ship lock", "âu tàu"))
    assert ("Cái âu tàu mở.", ()) == (found.text, found.warnings)
    assert ["The ship lock opens.", "The <m0> opens."] == [text for text, _ in decoder.heard]


def test_a_hidden_term_takes_a_capital_at_the_start() -> None:
    """
    As any first word.
    """
    found = draft("Locks opens.", FakeDecoder(lambda text, _: text), Terms("Locks", "âu tàu"))
    assert found.text.startswith("Âu tàu")


def test_a_term_that_is_kept_is_hidden_at_once() -> None:
    """
    The model does not get to see it.
    """
    decoder = FakeDecoder(say)
    found = draft("The Otter opens.", decoder, Terms("Otter", "Otter", keep=True))
    assert "Cái Otter mở." == found.text
    assert ["The <m0> opens."] == [text for text, _ in decoder.heard]


def test_half_of_a_compound_is_not_hidden() -> None:
    """
    A model would take it apart.
    """
    decoder = FakeDecoder(say)
    draft("The ship lock-gate opens.", decoder, Terms("ship lock", "âu tàu"))
    assert all("<m0>" not in text for text, _ in decoder.heard)


def test_what_would_stand_in_a_wrong_form_is_not_hidden() -> None:
    """
    No further attempt is made for it either.
    """
    decoder = FakeDecoder(say)
    found = draft("The ship lock opens.", decoder, Terms("ship lock", "âu tàu", carried=False))
    assert ("Cái khóa tàu mở.", ()) == (found.text, found.warnings)
    assert 1 == len(decoder.heard)
