"""Scripts, and letters that look like those of another."""

import pytest

from pipeline.reading.scripts import Script, script_of, strays


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Hà Nội", Script.LATIN), ("Ханой i", Script.CYRILLIC), ("Αθήνα", Script.GREEK), ("12", None)],
)
def test_most_letters_name_the_script(text: str, expected: Script | None) -> None:
    """
    A few letters of another script do not change what a text is written in.
    """
    assert expected is script_of(text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Mоscow", "Moscow"), ("Mосква", "Москва"), ("Αthens", "Athens"), ("оx", "ox")],
)
def test_what_was_meant_has_one_script(text: str, meant: str) -> None:
    """
    The letters of the script that a word has most of stay; of two the usual script does.
    """
    (stray,) = strays(text, Script.LATIN)

    assert meant == stray.meant


def test_a_brand_with_an_ending_is_no_mistake() -> None:
    """
    Letters that look like nothing in the other script were written on purpose.
    """
    assert not list(strays("iPhoneом и USB-порт", Script.CYRILLIC))
