"""What is proposed as a term."""

from pipeline.glossary.extract import candidates

TEXTS = [
    ("a", "The tidal barrier of Lenmouth was closed."),
    ("a", "A tidal barrier costs much, said Ada Quill in Lenmouth."),
    ("b", "Ada Quill likes the tidal barrier."),
]


def test_names_and_repeated_phrases_are_proposed() -> None:
    """
    The most frequent first, with the number of articles and a context.
    """
    found = {each.text: each for each in candidates(TEXTS)}
    assert ["tidal barrier", "Ada Quill", "Lenmouth"] == list(found)
    assert ("phrase", 3, 2) == (
        found["tidal barrier"].kind,
        found["tidal barrier"].times,
        found["tidal barrier"].articles,
    )
    assert "name" == found["Ada Quill"].kind
    assert "The tidal barrier of Lenmouth" in found["tidal barrier"].context


def test_what_is_rarer_is_not() -> None:
    """
    The least number is the caller's.
    """
    assert ["tidal barrier"] == [each.text for each in candidates(TEXTS, least=3)]
