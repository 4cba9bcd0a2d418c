"""Which quotation marks open, which close, and which have no partner."""

import pytest

from pipeline.reading.quotation import ENGLISH, marks, unpaired

RUSSIAN = ("«»", "„“", "“”")


@pytest.mark.parametrize(
    ("text", "pairs", "sides"),
    [
        ("He said “rain”.", ENGLISH, "<>"),
        ("”rain“", ENGLISH, "><"),
        ('"rain", "tea"', ENGLISH, "<><>"),
        ('("rain")', ENGLISH, "<>"),
        ("''rain''", ENGLISH, "<>"),
        ("„rain“ and “tea”", RUSSIAN, "<><>"),
        ("«rain „tea“»", RUSSIAN, "<<>>"),
        ("»rain«", ENGLISH, "<>"),
        ("O'Neill’s and the workers' ‘tea’", ENGLISH, "<>"),
        ("'tea' and O'Neill", ENGLISH, "<>"),
        ('...rain"', ENGLISH, ">"),
        ('"...rain', ENGLISH, "<"),
        ("no marks", ENGLISH, ""),
    ],
)
def test_sides(text: str, pairs: tuple[str, ...], sides: str) -> None:
    """
    The language's pairs decide, and the spaces beside a mark where they leave it open.
    """
    assert sides == "".join("<" if mark.opens else ">" for mark in marks(text, pairs))


@pytest.mark.parametrize(
    ("text", "alone"),
    [
        ("“rain” ‘tea’", []),
        ("“rain ‘tea’", ["“"]),
        ("“rain ‘tea”", []),
        ("rain ‘tea", ["‘"]),
        ("rain” “tea”", ["”"]),
        ('“rain"', []),
        ("“the 'em rain”", []),
        ("«the «rain»", []),
        ("«the «rain» fell", []),
        ("“rain” “", ["“"]),
    ],
)
def test_partners(text: str, alone: list[str]) -> None:
    """
    A mark waits for one that closes it; of two alike that end together, one sign will do.
    """
    found = unpaired(marks(text, ("“”", "‘’", "«»")), ("“”", "‘’", "«»"))

    assert alone == [mark.sign for mark in found]
