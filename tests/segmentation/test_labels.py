"""Credits and sources, by their labels."""

import pytest

from pipeline.segmentation import labels


@pytest.mark.parametrize(
    "text",
    [
        "(Photo: VNA)",
        "(Photo: Vietnam Times).",
        "[Video: AFPTV]",
        "PHOTO: Jane Roe",
        "(File photo: VNA)",
        "Image source: Getty",
        "Illustration: Jane Roe",
        "Infographic: VNA",
        "Photo credit: Jane Roe",
        "(Photo by Jane Roe/Getty Images)",
        "Photo courtesy of NASA",
        "(AP Photo/John Doe, File)",
        "REUTERS/Jane Roe/File Photo",
        "(Source: WVR/VNA)",
    ],
)
def test_labels_make_credits(text: str) -> None:
    """
    A label, or an agency and a name with a slash, is a credit.
    """
    assert labels.is_labelled(text)


@pytest.mark.parametrize(
    "text",
    [
        "FILE PHOTO: A ship leaves the port of Hai Phong.",
        "FILE - A ship leaves the port of Hai Phong.",
        "Photo by photo, he built his fame.",
        "The photo: a riddle",
        "WVR/VNA - ASEAN countries are partners.",
        "CPI/PPI",
        "(laughs)",
        "Video: " + "how the bridge fell and who could have known it " * 3,
    ],
)
def test_texts_are_no_credits(text: str) -> None:
    """
    Captions, datelines and sentences that look like credits at first are none.
    """
    assert not labels.is_labelled(text)
    assert not labels.is_agency(text)


@pytest.mark.parametrize(
    "text", ["(VNA)", "(WVR/VNA)", "(Xinhua)", "[Reuters]", "(Xinhua/Li Ming)."]
)
def test_an_agency_in_brackets_is_alone(text: str) -> None:
    """
    A bracket with nothing but an agency is told from one with words.
    """
    assert labels.is_agency(text)


def test_sources_are_told_from_other_credits() -> None:
    """
    Only a source may be the source line of an article.
    """
    assert labels.is_source("(Source: WVR/VNA)")
    assert labels.is_source("Source: VNA")
    assert not labels.is_source("(Photo: VNA)")
