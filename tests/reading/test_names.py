"""Names in English texts, and how they sound."""

import pytest

from pipeline.model import Span
from pipeline.reading.names import Name, find
from pipeline.reading.sounds import alike, equal, plain, romanized


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Foreign Minister Sergey Lavrov spoke.", ["Sergey Lavrov"]),
        ("It was George W. Bush's idea.", ["George W. Bush"]),
        ("The envoy to Vietnam Oleg Somov came.", ["Vietnam", "Oleg Somov"]),
        ("The envoy to Vietnam O. P. Somov came.", ["Vietnam", "Somov"]),
        ("They flew to St. Petersburg and New York.", ["St. Petersburg", "New York"]),
        ("A Hanoi-based firm came.", ["Hanoi"]),
        ("The Russian, a Catholic, left on Monday in May.", []),
        ("NATO and the EU met.", []),
        ("The Ministry of Foreign Affairs isn’t there.", []),
        ("He read www.Example.com and @Somebody.", []),
        ("Rain Falls On Dry Fields", []),
        ("HANOI IN RAIN", []),
        ("He met Võ Văn Thưởng.", ["Võ Văn Thưởng"]),
        ("Moon Jae-in and Kim Jong-un", ["Kim Jong-un"]),
    ],
)
def test_names_are_found(text: str, expected: list[str]) -> None:
    """
    What is left of words with a capital, when all others are taken away, are names.
    """
    assert expected == [name.text for name in find(text) if not name.part]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They met Mr. Macron.", Name("Macron", Span(13, 19), ("Macron",), "person")),
        ("It is near Lyon.", Name("Lyon", Span(11, 15), ("Lyon",), "place")),
        (
            "They like Oxford University.",
            Name("Oxford", Span(10, 16), ("Oxford",), "organisation", part=True),
        ),
        ("Macron left.", Name("Macron", Span(0, 6), ("Macron",), opens=True)),
        ("It is in New York.", Name("New York", Span(9, 17), ("York",), "place")),
    ],
)
def test_what_stands_around_a_name_tells_of_it(text: str, expected: Name) -> None:
    """
    Its kind, whether it starts a sentence, and whether it belongs to something longer.
    """
    assert (expected,) == find(text)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("biden", "baydenom"),
        ("john", "dzhona"),
        ("washington", "vashington"),
        ("michael", "maykla"),
        ("nguyen", "nguena"),
        ("dung", "zungu"),
        ("jinping", "tszinpina"),
        ("juan", "khuan"),
        ("kyoto", "kiotskiy"),
        ("wright", "rayt"),
        ("delhi", "deli"),
    ],
)
def test_names_are_known_by_their_sound(name: str, word: str) -> None:
    """
    Letters that sound alike, silent ones, and endings do not hide a name.
    """
    assert alike(name, word)


@pytest.mark.parametrize(
    ("name", "word"),
    [("biden", "putin"), ("macron", "merkel"), ("obama", "eto"), ("hewitt", "eto")],
)
def test_other_names_sound_otherwise(name: str, word: str) -> None:
    """
    A name is not taken for any other.
    """
    assert not alike(name, word)


def test_short_sounds_are_not_enough_to_be_equal() -> None:
    """
    Where there are no endings, names of three consonants are compared, and no shorter ones.
    """
    assert equal("zelensky", "zelenskiy")
    assert not equal("dan", "tin")


@pytest.mark.parametrize(
    ("word", "expected"), [("Thưởng", "thuong"), ("Łódź", "lodz"), ("Đà", "da"), ("Smith", "smith")]
)
def test_marks_are_taken_off(word: str, expected: str) -> None:
    """
    A word without its marks is what is compared.
    """
    assert expected == plain(word)


def test_words_are_romanized_by_a_table() -> None:
    """
    What the table has not stays, without marks.
    """
    assert "zhe" == romanized("Жé", {"ж": "zh"})
