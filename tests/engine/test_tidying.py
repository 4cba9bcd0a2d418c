import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engine.tidying import as_part, double_quotes, tidy, without_loops
from pipeline.languages import load

VI, RU = load("vi").quotes, load("ru").quotes


@pytest.mark.parametrize(
    ("source", "output", "expected"),
    [
        ("He left.", "Anh ấy đi", "Anh ấy đi."),
        ("He left", "Anh ấy đi.", "Anh ấy đi"),
        ("Did he?", "Anh ấy đi.", "Anh ấy đi?"),
        ("He left.", "Anh ấy , đi .", "Anh ấy, đi."),
        ("Go, go.", "Đi,, đi..", "Đi, đi."),
        ("He left ...", "Anh ấy đi...", "Anh ấy đi..."),
        ("He left.", "anh ấy đi.", "Anh ấy đi."),
        ("in Hanoi", "tại Hà Nội", "tại Hà Nội"),
        ('"Go," he said.', '"Đi", anh nói.', "“Đi”, anh nói."),
        ('"Go on.', '"Đi tiếp.', "“Đi tiếp."),
        ('Go on."', 'Đi tiếp"', "Đi tiếp.”"),
        ("Go on.", 'Đi "tiếp.', 'Đi "tiếp.'),
        ("He left.", "Anh ⁇ ấy đi.", "Anh ấy đi."),
        ("He left.", "Anh a\u0302\u0301y đi.", "Anh ấy đi."),
        ("", "", ""),
    ],
)
def test_tidy(source: str, output: str, expected: str) -> None:
    """
    Punctuation, quotation marks and the first letter follow the source.
    """
    assert expected == tidy(source, output, VI)


def test_russian_full_stop_follows_the_quotation() -> None:
    """
    Where the model has put a stop is where it stays.
    """
    assert tidy('He said: "Go."', 'Он сказал: "Иди".', RU) == "Он сказал: «Иди»."


@given(st.text(), st.text())
def test_tidying_settles(source: str, output: str) -> None:
    """
    Any text can be tidied, and no letter or digit goes or comes by it.
    """
    tidied = tidy(source, output, RU)

    def kept(text: str) -> str:
        return "".join(char for char in text.casefold() if char.isascii() and char.isalnum())

    assert kept(output.replace("<unk>", "")) == kept(tidied)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("rất rõ rõ rõ ràng", "rất rõ ràng"),
        ("dần dần tăng", "dần dần tăng"),
        ("và tiếp tục tiếp tục đi", "và tiếp tục đi"),
        ("văn hóa, văn hóa và nghệ thuật", "văn hóa và nghệ thuật"),
    ],
)
def test_loops_are_cut_to_one_round(text: str, expected: str) -> None:
    """
    Runs of words that come at once again go; doubled single words may be right.
    """
    assert expected == without_loops(text)


def test_a_clause_fits_into_its_sentence() -> None:
    """
    A clause in the middle has no capital and keeps its comma.
    """
    assert as_part("where it rained,", "Nơi trời mưa.") == "nơi trời mưa,"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The ‘green wall’ stands.", 'The "green wall" stands.'),
        ("The ‘people’s wall’ stands.", 'The "people’s wall" stands.'),
        ("It’s the workers’ wall.", "It’s the workers’ wall."),
        ("“The ‘green wall’ stands.”", "“The ‘green wall’ stands.”"),
    ],
)
def test_single_quotation_marks_are_doubled(text: str, expected: str) -> None:
    """
    Those around words are, not apostrophes, and none within a quotation.
    """
    assert expected == double_quotes(text)
