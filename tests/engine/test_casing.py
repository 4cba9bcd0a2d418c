import pytest

from pipeline.engine.casing import as_sentence, is_capitals, is_title, learn, needed


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FLOODS KILL 12 IN THE NORTH", True),
        ("VNA REPORTS FLOODS, SAYS Mr TO", True),
        ("ASEAN, EU, NATO", False),
        ("ASEAN ministers meet EU", False),
        ("HANOI", False),
        ("", False),
    ],
)
def test_is_capitals(text: str, expected: bool) -> None:
    """
    Headlines in capitals are told from acronyms in a row.
    """
    assert expected is is_capitals(text)


def test_is_title() -> None:
    """
    A headline with every longer word capitalised is no sentence that ends in a stop.
    """
    assert is_title("Strengthening Cultural and Educational Cooperation")
    assert not is_title("Strengthening cultural and educational cooperation")
    assert not is_title("Phan Anh Son Met Vladimir Putin.")


def test_capitals_keep_names_and_acronyms_that_the_article_has() -> None:
    """
    Other sentences of the article say which words have capitals.
    """
    usual = learn(["The envoy Bezdetko met VUFO in Kazan, he said."])

    assert as_sentence("BEZDETKO'S VISIT TO KAZAN AND VUFO ENDS", usual) == (
        "Bezdetko's visit to Kazan and VUFO ends"
    )


@pytest.mark.parametrize(
    "text",
    ["By JOHN DOE", "By JOHN D. DOE", "It was HANOI that called.", "He found it VERY GOOD indeed."],
)
def test_stressed_words_teach_no_capitals(text: str) -> None:
    """
    A byline in capitals does not put its names into capitals elsewhere.
    """
    usual = learn([text], ["hanoi"])

    assert as_sentence("John Doe Calls Hanoi Very Good", usual) == "John Doe calls Hanoi very good"


def test_acronyms_of_a_byline_are_still_learnt_elsewhere() -> None:
    """
    What stands alone in capitals inside a sentence is an acronym.
    """
    usual = learn(["By JOHN DOE of VUFO", "The VUFO met the IMF and NATO in Hue."])

    assert as_sentence("VUFO MEETS NATO", usual) == "VUFO meets NATO"


def test_capitals_alone_keep_what_everybody_knows() -> None:
    """
    Without an article, countries and short acronyms keep their capitals.
    """
    assert as_sentence("FLOODS HIT VIETNAM, VNA SAYS", learn([])) == "Floods hit Vietnam, VNA says"


def test_title_case_loses_capitals_of_known_words_only() -> None:
    """
    A word that the article writes small is written small; an unknown one may be a name.
    """
    usual = learn(["They promote cultural ties."])

    assert as_sentence("Promoting Cultural Ties with Kazan", usual) == (
        "Promoting cultural ties with Kazan"
    )


def test_title_case_alone_loses_capitals_of_common_words() -> None:
    """
    Without an article, words that are seldom names are written small.
    """
    assert as_sentence("Melikhovo Festival Helps Business Growth", learn([])) == (
        "Melikhovo Festival helps business growth"
    )


def test_what_a_part_of_the_texts_needs_is_enough_for_its_headlines() -> None:
    """
    They are written as with all that was learnt, of which most is left behind.
    """
    texts = ["The mayor of Da Lat met the farmers of Ninh Thuan's coast.", "DA LAT'S MAYOR RESIGNS"]
    usual = learn(texts)

    part = needed(usual, texts[1:])

    assert {"da": "Da", "lat": "Lat", "mayor": "mayor"} == part
    assert as_sentence(texts[1], usual) == as_sentence(texts[1], part)
