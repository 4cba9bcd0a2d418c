import pytest

from pipeline.engine.decoder import Search
from pipeline.engine.doubts import Doubt, Trouble, Weight
from pipeline.engine.masking import Hidden
from pipeline.engine.retry import Attempt, attempt, is_hopeful
from pipeline.languages import load

VI = load("vi")
SENTENCE = "On May 15, G. S. Lee sold 1,234.5 tonnes (VUFO), not 99."
KEPT = [Hidden(SENTENCE.index("VUFO"), SENTENCE.index("VUFO") + 4, "VUFO")]


def tried(number: int, trouble: Trouble | None = None, parts: tuple[str, ...] = ()) -> Attempt:
    """Choose an attempt after one trouble."""
    doubts = [Doubt(trouble, "", Weight.HEAVY, parts)] if trouble else []
    return attempt(number, SENTENCE, KEPT, doubts, beam=2, capacity=10, language=VI)


def test_first_attempt_masks_only_what_is_kept() -> None:
    """
    Numbers are first left to the model, which writes most of them well.
    """
    first = tried(0)

    assert first.masked.sources == ("VUFO",)
    assert first.search == Search(2)


@pytest.mark.parametrize(
    ("parts", "shown"),
    [
        (("1,234.5",), ("1.234,5", "VUFO")),
        (("May",), ("Vào ngày 15 tháng 5", "VUFO")),
        (("15",), ("Vào ngày 15 tháng 5", "VUFO")),
        (("G. S.",), ("G. S.", "VUFO")),
        ((), ("Vào ngày 15 tháng 5", "G. S.", "1.234,5", "VUFO", "99")),
    ],
)
def test_second_attempt_masks_what_was_wrong(
    parts: tuple[str, ...], shown: tuple[str, ...]
) -> None:
    """
    A figure that is missing is masked; what is wrong in a date takes the whole date along.
    """
    second = tried(1, Trouble.FIGURES, parts)

    assert second.masked.shown == shown
    assert second.search.beam > 2


def test_third_attempt_masks_every_figure() -> None:
    """
    If that did not help, all figures are masked.
    """
    assert len(tried(2, Trouble.FIGURES, ("99",)).masked.marks) == 5


def test_a_lost_mask_is_not_tried_again() -> None:
    """
    Where the model drops a mask for what must be kept, it gets the plain text.
    """
    assert not tried(1, Trouble.MASK, ("VUFO",)).masked.marks
    assert tried(2, Trouble.MASK, ("99",)).masked.sources == ("VUFO",)


def test_loops_forbid_repetition_then_part_the_sentence() -> None:
    """
    A looping translation is searched without repeats, and at last in two parts.
    """
    assert tried(1, Trouble.LOOP).search.no_repeat == 3
    assert not tried(1, Trouble.LOOP).halve
    assert tried(2, Trouble.LOOP).halve


def test_a_lost_count_is_masked_as_a_figure() -> None:
    """
    A word that counts comes back as digits, which need no case.
    """
    doubts = [Doubt(Trouble.FIGURES, "", Weight.HEAVY, ("Twelve",))]

    second = attempt(1, "Twelve men met.", [], doubts, beam=2, capacity=10, language=VI)

    assert second.masked.shown == ("12",)


def test_what_is_left_in_english_gets_one_more_attempt() -> None:
    """
    Lost signs are hardly ever mended by a third; other doubts beside them are.
    """
    signs = Doubt(Trouble.SIGNS, "a bracket is missing", Weight.MEDIUM)
    figures = Doubt(Trouble.FIGURES, "numbers differ", Weight.HEAVY)

    assert is_hopeful(1, [signs])
    assert not is_hopeful(2, [signs])
    assert is_hopeful(2, [signs, figures])


def test_an_amount_is_masked_with_its_currency() -> None:
    """
    Models lose the sign beside a mask, so both come back in the target's form.
    """
    doubts = [Doubt(Trouble.FIGURES, "", Weight.HEAVY, ("$4.15",))]

    second = attempt(1, "It costs $4.15 million.", [], doubts, beam=2, capacity=10, language=VI)

    assert second.masked.shown == ("4,15 triệu USD",)


def test_a_title_left_in_english_is_tried_in_small_letters() -> None:
    """
    What is no name is a word; the first letter of the sentence stays.
    """
    doubts = [Doubt(Trouble.TITLE, "", Weight.MEDIUM, ("Press Conference",))]

    text = "Press Conference: it is a Press Conference"
    second = attempt(1, text, [], doubts, beam=2, capacity=10, language=VI)

    assert second.masked.text == "Press conference: it is a press conference"
