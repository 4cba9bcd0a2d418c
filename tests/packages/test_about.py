"""What packages say of themselves."""

from pathlib import Path

import pytest

from pipeline.packages import PackageOptions
from pipeline.packages.about import UNSTATED, about, licence, scores
from pipeline.packages.find import find
from tests.packages import tiny, tiny_firefox


def test_the_bundled_packages_say_what_they_are() -> None:
    """
    Model, vocabulary, licence and scores of the bundled packages are all known.
    """
    found = find(PackageOptions(argos=False)).packages

    described = {package.name: about(package) for package in found}

    assert {"en_vi", "en_ru"} == set(described)
    vi = described["en_vi"]
    assert ((10000, 10000), 6, 2, 256, "int8") == (
        *(vi.vocabulary, vi.encoder_layers, vi.decoder_layers, vi.width),
        vi.quantisation,
    )
    assert 9_000_000 < (vi.parameters or 0) < 10_000_000
    assert vi.licence.startswith("that of the data below")
    assert "FLORES dev: BLEU / chrF 27.7 / 47.6" in vi.scores
    assert vi.card.startswith("# English → Vietnamese")


def test_a_package_may_say_nothing(tmp_path: Path) -> None:
    """
    Without a card there is no licence and no score; the model is described all the same.
    """
    path = tiny.build(tmp_path)
    (package,) = find(PackageOptions(folders=(path,), argos=False, bundled=False)).packages

    found = about(package)

    assert (UNSTATED, (), "") == (found.licence, found.scores, found.card)
    assert (1, "float32") == (found.decoder_layers, found.quantisation)


def test_a_model_of_firefox_is_described_too(tmp_path: Path) -> None:
    """
    Its pieces, layers and numbers stand in its own file.
    """
    path = tiny_firefox.build(tmp_path)
    (package,) = find(PackageOptions(folders=(path,), argos=False, bundled=False)).packages

    found = about(package)

    assert found.vocabulary
    assert found.vocabulary[0] == found.vocabulary[1] > 300
    assert (None, 1, "float32") == (found.encoder_layers, found.decoder_layers, found.quantisation)
    assert 100_000 < (found.parameters or 0) < 200_000


def test_vocabularies_may_differ_and_be_plain_text(tmp_path: Path) -> None:
    """
    A source and a target vocabulary are counted apart, whatever their form.
    """
    path = tiny.build(tmp_path)
    (package,) = find(PackageOptions(folders=(path,), argos=False, bundled=False)).packages
    (path / "model" / "shared_vocabulary.json").unlink()
    (path / "model" / "source_vocabulary.json").write_text('["a", "b"]', encoding="utf-8")
    (path / "model" / "target_vocabulary.txt").write_text("a\nb\nc\n", encoding="utf-8")

    assert (2, 3) == about(package).vocabulary


def test_a_model_that_is_gone_is_no_fact(tmp_path: Path) -> None:
    """
    What cannot be read is left open instead of ending the command.
    """
    path = tiny.build(tmp_path)
    (package,) = find(PackageOptions(folders=(path,), argos=False, bundled=False)).packages
    (path / "model" / "model.bin").write_bytes(b"\4\0\0\0")
    (path / "model" / "shared_vocabulary.json").write_text("7", encoding="utf-8")

    found = about(package)

    assert (None, None, None, "") == (
        *(found.encoder_layers, found.parameters, found.vocabulary),
        found.quantisation,
    )


@pytest.mark.parametrize(
    ("card", "expected"),
    [
        ("---\nlicense: cc-by-4.0\n---\n# Model", "cc-by-4.0"),
        ("# Model\n\nLicence: CC BY 4.0\n", "CC BY 4.0"),
        ("# Model\n**License:** MIT", "MIT"),
        ("# Model\n## License\n\nMPL-2.0\n", "MPL-2.0"),
        ("# Model\nIt is licensed to thrill.", UNSTATED),
        ("", UNSTATED),
    ],
)
def test_a_licence_is_found_where_cards_have_it(card: str, expected: str) -> None:
    """
    Front matter, a line of its own and a heading are all ways in which cards state it.
    """
    assert expected == licence(card)


def test_scores_are_rows_of_tables_of_scores() -> None:
    """
    Other tables are passed over, and prose as well.
    """
    card = """
It has 30 BLEU, they say.

| corpus | pairs |
|---|---|
| news | 30 |

| testset | BLEU | chr-F |
|---------|-----:|------:|
| Tatoeba-test.en.vi | 37.2 | 0.550 |
"""

    assert ("Tatoeba-test.en.vi: BLEU 37.2, chr-F 0.550",) == scores(card)
