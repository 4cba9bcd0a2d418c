import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.engine import Engine, EngineOptions, open_engine
from pipeline.engine.argos import ArgosDecoder
from pipeline.engine.chain import Chain, Request
from pipeline.engine.decoder import Search
from pipeline.errors import PackageError
from pipeline.languages import load
from pipeline.packages import Package, PackageOptions
from pipeline.packages.choose import choose
from pipeline.packages.find import find
from tests.packages import tiny

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


def tiny_decoder(path: Path) -> ArgosDecoder:
    """Load a package that a test has built."""
    (package,) = find(PackageOptions((path,), argos=False, bundled=False)).packages
    return ArgosDecoder(package, EngineOptions())


def outputs(decoder: ArgosDecoder, texts: Sequence[str]) -> list[str]:
    """Give the best translations of some texts."""
    found = dict(decoder.translate(decoder.encode(texts), Search(2)))
    return decoder.decode([found[at][0].pieces for at in range(len(texts))])


def test_a_chain_of_packages_turns_a_text_and_turns_it_back(tmp_path: Path) -> None:
    """
    What the first package writes, the second reads, and marks go through both.
    """
    there, back = (
        tiny_decoder(tiny.build(tmp_path, *pair)) for pair in (("en", "xx"), ("xx", "en"))
    )
    chain = Chain([there, back], longest=100)
    requests = [Request("Write to \ue000 in Kazan.", ("\ue000",)), Request("It rains again.")]

    found = dict(chain.translate(requests, Search(2)))

    assert outputs(there, ["It rains again."]) == [tiny.translation("It rains again.")]
    assert [next(found[at]).text for at in range(2)] == [each.text for each in requests]


def test_the_prefix_of_a_package_steers_the_model_and_does_not_stay(tmp_path: Path) -> None:
    """
    A package of several languages wants a sign before each translation.
    """
    plain = tiny_decoder(tiny.build(tmp_path, "en", "xx"))
    steered = tiny_decoder(tiny.build(tmp_path, "en", "yy", target_prefix="~"))

    assert outputs(plain, ["Good day", "It rains"]) == ["Tbbq qnl", "Vg envaf"]
    assert outputs(steered, ["Good day", "It rains"]) == ["Tbbq qnl", "Vg envaf"]


def test_a_vocabulary_for_each_side_is_used_for_its_side(tmp_path: Path) -> None:
    """
    A piece that only the target's vocabulary has can be written.
    """
    path = tiny.split_vocabulary(tiny.build(tmp_path), "n", "Ω")

    assert ["Ω bad Ωame"] == outputs(tiny_decoder(path), ["a onq anzr"])


def test_byte_pairs_of_older_packages_are_cut_and_joined(tmp_path: Path) -> None:
    """
    A bpe.model cuts Moses words; the model here turns the last letter of each.
    """
    decoder = tiny_decoder(tiny.build_byte_pairs(tmp_path))

    assert decoder.encode(["it rains."]) == [["i@@", "t", "r@@", "a@@", "i@@", "n@@", "s", "."]]
    assert outputs(decoder, ["it rains.", "no"]) == ["ig rainf.", "nb"]


def test_outputs_end_where_the_model_knows_no_further_position(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    A model of fewer positions than usual is asked for no more, and says that it was stopped.
    """
    monkeypatch.setattr(tiny, "LENGTH", 24)
    decoder = tiny_decoder(tiny.build(tmp_path, "en", "xx"))

    found = dict(decoder.translate([["▁", *"abc"], list("▁abcdefghijklmnopqrstuv")], Search(1)))

    assert found[0][0].pieces == ("▁", *"nop")
    assert all(len(each.pieces) <= 24 for outputs in found.values() for each in outputs)


def test_a_sentence_beyond_the_positions_fails_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    What is longer than the model can read has no output; what stood beside it has.
    """
    monkeypatch.setattr(tiny, "LENGTH", 24)
    decoder = tiny_decoder(tiny.build(tmp_path, "en", "xx"))

    found = dict(decoder.translate([["▁", *"abc"], ["▁", *"a" * 60], ["▁", *"b"]], Search(1)))

    assert [("▁", *"nop"), (), ("▁", "o")] == [found[at][0].pieces for at in range(3)]


def test_a_vocabulary_map_leaves_only_what_it_names(tmp_path: Path) -> None:
    """
    A package's vmap.txt is used: a letter that it does not name cannot come.
    """
    path = tiny.build(tmp_path, "en", "xx")
    (path / "model" / "vmap.txt").write_text("\t▁ <unk>\na\tn\nb\to\nc\tx\n", encoding="utf-8")

    (text,) = outputs(tiny_decoder(path), ["abc"])

    assert text.startswith("no")
    assert "p" not in text
