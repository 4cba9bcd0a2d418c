"""What is offered of that which the memory finds."""

from dataclasses import replace

from pipeline.catalogues.offers import Offer
from pipeline.config import MemorySettings
from pipeline.memory import Change, Match, Unit
from pipeline.workflow.matches import alike, same

UNIT = Unit("Six ships wait.", "Sáu tàu chờ.", "vi", "world/floods")
OTHER = replace(UNIT, target="Sáu tàu đợi.")
MATCH = Match(UNIT, 0.99, "Năm tàu chờ.", True, (Change("Six", "Five"),))
SETTINGS = MemorySettings()
NEW = "Five ships wait."


def test_the_first_translation_of_the_same_sentence_is_offered() -> None:
    """
    Without the sentence, for it is the same; other texts are shown beside.
    """
    shown = "1.00 · Six ships wait. → Sáu tàu đợi."

    assert Offer("Sáu tàu chờ.", 1.0, "world/floods", similar=(shown,)) == same(
        [UNIT, OTHER, UNIT], SETTINGS
    )
    assert () == same([UNIT, OTHER], replace(SETTINGS, most=1)).similar


def test_only_the_only_translation_is_trusted() -> None:
    """
    And only if the project says so.
    """
    trusting = replace(SETTINGS, trust_exact=True)

    assert [True, False, False] == [
        same([UNIT], trusting).is_trusted,
        same([UNIT, OTHER], trusting).is_trusted,
        same([UNIT], SETTINGS).is_trusted,
    ]


def test_a_match_is_offered_with_its_sentence_and_what_was_adapted() -> None:
    """
    Those behind it are shown if they are good enough themselves.
    """
    good, poor = Match(OTHER, 0.8, "Sáu tàu đợi."), Match(OTHER, 0.7, "Sáu tàu.")
    shown = ("0.80 · Six ships wait. → Sáu tàu đợi.",)

    assert Offer(
        "Năm tàu chờ.", 0.99, "world/floods", UNIT.source, ("adapted: Six → Five",), shown
    ) == alike(NEW, [MATCH, good, poor], SETTINGS)


def test_the_best_is_shown_if_it_is_not_good_enough() -> None:
    """
    Alone, as it stands in the memory, for a person has to read it.
    """
    poor = [replace(MATCH, score=0.72), replace(MATCH, score=0.7)]

    assert Offer(similar=("0.72 · Six ships wait. → Sáu tàu chờ.",)) == alike(NEW, poor, SETTINGS)


TAGGED = "<1>Five ships</1> wait."
FITS = Match(replace(UNIT, source="<1>Six ships</1> wait."), 0.8, "<1>Năm tàu</1> chờ.")


def test_a_text_with_other_tags_is_never_entered() -> None:
    """
    The next one with the right tags is, and the others are shown beside; if there is none, all.
    """
    shown = "0.99 · Six ships wait. → Sáu tàu chờ."

    offer = alike(TAGGED, [MATCH, FITS], SETTINGS)
    assert (FITS.target, (shown,)) == (offer.target, offer.similar)
    assert Offer(similar=(shown,)) == alike(TAGGED, [MATCH], SETTINGS)


def test_a_text_with_its_tags_around_other_words_is_never_entered() -> None:
    """
    Although it has the same ones.
    """
    elsewhere = Match(replace(UNIT, source="Six ships <1>wait</1>."), 0.99, "Sáu tàu <1>chờ</1>.")

    assert Offer(similar=("0.99 · Six ships <1>wait</1>. → Sáu tàu chờ.",)) == alike(
        TAGGED, [elsewhere], SETTINGS
    )


def test_a_translation_that_lacks_the_tags_of_its_own_sentence_is_not_entered() -> None:
    """
    However much such texts are trusted.
    """
    bad = replace(UNIT, source=TAGGED)
    good = replace(bad, target=FITS.target)
    trusting = replace(SETTINGS, trust_exact=True)
    shown = f"1.00 · {TAGGED} → {bad.target}"

    assert Offer(similar=(shown,)) == same([bad], trusting)
    assert Offer(good.target, 1.0, "world/floods", similar=(shown,)) == same([bad, good], trusting)


def test_no_other_sentence_counts_as_the_same() -> None:
    """
    However alike it is.
    """
    assert 0.99 == alike(NEW, [replace(MATCH, score=0.999)], SETTINGS).score


def test_a_reason_stays_one_short_line() -> None:
    """
    However much was adapted.
    """
    changes = tuple(Change(str(number), str(number + 1)) for number in range(100))

    assert 120 == len(alike(NEW, [replace(MATCH, difference=changes)], SETTINGS).reasons[0])


def test_an_origin_may_be_a_file_or_unknown() -> None:
    """
    Units from elsewhere have no article.
    """
    from_file = replace(UNIT, article="", origin="desk.tmx")

    assert ["desk.tmx", "unknown"] == [
        same([unit], SETTINGS).origin for unit in (from_file, replace(from_file, origin=""))
    ]
