"""Front matter: what is found in it, and how values are written."""

from pathlib import Path

import pytest

from pipeline.articles import front_matter
from pipeline.errors import ArticleError

PATH = Path("a.md")


def values(raw: str) -> list[tuple[str, str]]:
    """Find the values of two keys, each as it stands in the file, and as it is read."""
    found = front_matter.find(raw, PATH, ("title", "description"))
    return [(raw[slice(*value.span)], value.text) for value in found.values]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("---\ntitle: Rain\nauthor: Lan\n---\nText", [("Rain", "Rain")]),
        ("---\r\ntitle: 'It''s rain'\r\n---\r\n", [("'It''s rain'", "It's rain")]),
        ('---\ntitle: "A \\"storm\\""\n---\n', [('"A \\"storm\\""', 'A "storm"')]),
        (
            "---\ndescription: >\n  Rain\n  fell.\nx: 1\n---\n",
            [(">\n  Rain\n  fell.", "Rain fell.\n")],
        ),
        ("---\ntitle: 2026\ndescription: [a, b]\n---\n", []),
        ("---\ntitle:\n---\n", []),
        ("---\n---\n", []),
        ("---\nRain fell.\n\n---\nText", []),
        ("+++\ntitle = 'Rain'\n+++\n", []),
        ("Text\n---\ntitle: Rain\n---\n", []),
        ("---\ntitle: Rain\n", []),
    ],
)
def test_values_are_found(raw: str, expected: list[tuple[str, str]]) -> None:
    """
    Texts under the keys that are asked for, however they are written; nothing else.
    """
    assert expected == values(raw)


def test_what_is_no_yaml_is_refused() -> None:
    """
    With the line of the file.
    """
    with pytest.raises(ArticleError, match=r"its front matter is no YAML: line 3: .+\. Mend it"):
        values("---\ntitle: Rain\nkey: a: b\n---\nText")


@pytest.mark.parametrize(
    ("text", "old", "expected"),
    [
        ("Mưa", "Rain", "Mưa"),
        ("Mưa: lũ", "Rain", '"Mưa: lũ"'),
        ("yes", "Rain", '"yes"'),
        ("# Mưa", "Rain", '"# Mưa"'),
        ("Mưa", '"Rain"', '"Mưa"'),
        ('"Mưa" \\', '"Rain"', '"\\"Mưa\\" \\\\"'),
        ("Mưa", "'Rain'", "'Mưa'"),
        ("d'Or", "'Rain'", '"d\'Or"'),
        ("Mưa", ">\n  Rain", '"Mưa"'),
    ],
)
def test_values_are_written(text: str, old: str, expected: str) -> None:
    """
    In the quotation marks of the old value, or in some where YAML would read another thing.
    """
    assert expected == front_matter.written(text, old)
