"""Articles with a new name, and the catalogues that they left behind."""

import pytest

from pipeline.catalogues.rename import index, predecessor

ARTICLE = ["Floods", "It rained.", "The road is gone.", "(Photo: VNA)", "Read more"]


def test_the_catalogue_with_most_of_the_sentences_is_taken() -> None:
    """
    A sentence may have changed together with the name.
    """
    orphans = {
        "floods": ["Floods", "It rained a lot.", *ARTICLE[2:]],
        "rice": ["Rice", "Read more"],
    }

    assert "floods" == predecessor(ARTICLE, index(orphans))


def test_standing_phrases_do_not_make_a_predecessor() -> None:
    """
    What several catalogues hold counts for little.
    """
    standing = ["Floods", "(Photo: VNA)", "Read more"]
    orphans = {"storm": [*standing, "The storm."], "rice": [*standing, "The rice."]}

    assert predecessor(ARTICLE, index(orphans)) is None


def test_a_small_catalogue_inside_a_large_article_is_none() -> None:
    """
    Most of the article counts, not most of the catalogue.
    """
    assert predecessor(ARTICLE, index({"note": ["Read more", "(Photo: VNA)"]})) is None


def test_of_two_alike_none_is_taken() -> None:
    """
    A guess could hand the reviews of one article to another.
    """
    assert predecessor(ARTICLE, index({"one": ARTICLE, "two": ARTICLE})) is None


@pytest.mark.parametrize("orphans", [{}, {"empty": []}])
def test_without_orphans_nothing_is_taken(orphans: dict[str, list[str]]) -> None:
    """
    The usual case.
    """
    assert predecessor(ARTICLE, index(orphans)) is None
    assert predecessor([], index(orphans)) is None


def test_an_orphan_goes_to_one_article_only() -> None:
    """
    What another article has taken along is not handed out again.
    """
    holders = index({"floods": ARTICLE})

    assert "floods" == predecessor(ARTICLE, holders)
    assert predecessor(ARTICLE, holders, taken={"floods"}) is None
