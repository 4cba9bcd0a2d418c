import re
from pathlib import Path

import pytest

from pipeline.engine import Engine, EngineOptions, open_engine
from pipeline.engine.argos import ArgosDecoder
from pipeline.engine.decoder import Search
from pipeline.errors import PackageError
from pipeline.languages import load
from pipeline.packages import Package, PackageOptions
from pipeline.packages.choose import choose
from pipeline.packages.find import find

TEXTS = [
    "The two sides will meet on May 15 in Hanoi.",
    "Some 2,500 households in 12 communes have been affected.",
    "The union (VUFO) said 1,234.5 tonnes were sold.",
    "GOVERNMENT APPROVES NEW PLAN FOR MEKONG ROADS",
]


@pytest.fixture(scope="module")
def packages() -> dict[str, Package]:
    found = find(PackageOptions(argos=False))
    return {code: choose(found, "en", code)[0] for code in ("vi", "ru")}


@pytest.mark.model
@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("vi", [r"15( tháng |/)5\b", r"2\.500", r"\(VUFO\)", r"1\.234,5"]),
        ("ru", ["15 мая", "12", r"\(VUFO\)", "1234,5"]),
    ],
)
def test_bundled_packages_keep_figures_dates_and_acronyms(
    packages: dict[str, Package], code: str, expected: list[str]
) -> None:
    """
    The real models, with what surrounds them, write numbers as the target does.
    """
    engine: Engine = open_engine([packages[code]], ["x"], load(code), EngineOptions())
    with engine:
        drafts = dict(engine.translate(TEXTS))

    together = " ".join(drafts[at].text for at in range(len(TEXTS)))
    assert all(re.search(part, together) for part in expected)
    assert "1,234.5" not in together
    assert "May 15" not in together
    assert drafts[3].text.isupper()
    assert {draft.origin for draft in drafts.values()} == {packages[code].label}
    assert all(0 < (draft.confidence or 0) <= 1 for draft in drafts.values())


@pytest.mark.model
def test_scores_are_mean_log_probabilities(packages: dict[str, Package]) -> None:
    """
    Whatever length penalty sorts the beam, the same translation has the same score.
    """
    scores = []
    for penalty in (0.0, 1.0):
        decoder = ArgosDecoder(packages["vi"], EngineOptions(length_penalty=penalty))
        ((_, (output, *_)),) = decoder.translate(decoder.encode(["Good morning."]), Search(1))
        scores.append(output.score)

    assert scores[0] == pytest.approx(scores[1], abs=1e-3)


@pytest.mark.model
def test_bundled_vocabularies_hold_placeholders(packages: dict[str, Package]) -> None:
    """
    The bundled packages know ten placeholders as single pieces.
    """
    decoder = ArgosDecoder(packages["ru"], EngineOptions())

    assert len(decoder.single_pieces) == 10


@pytest.mark.model
def test_a_text_longer_than_the_model_comes_back_whole(packages: dict[str, Package]) -> None:
    """
    Positions beyond the model's are never reached, and the last clause is not cut off.
    """
    text = "; ".join(f"province {number} sent {number} boats" for number in range(101, 161))
    engine = open_engine([packages["vi"]], ["x"], load("vi"), EngineOptions(retries=0))

    ((_, draft),) = engine.translate([text])

    assert "160" in draft.text


def test_a_folder_without_a_model_is_refused_with_its_name(
    packages: dict[str, Package], tmp_path: Path
) -> None:
    """
    CTranslate2's own complaint becomes one of ours.
    """
    from dataclasses import replace

    with pytest.raises(PackageError, match="cannot be loaded"):
        ArgosDecoder(replace(packages["vi"], model=tmp_path), EngineOptions())
