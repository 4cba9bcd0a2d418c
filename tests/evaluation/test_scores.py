"""Scores are sacreBLEU's own, and a comparison says the same each time."""

import os
import unicodedata

import pytest
import sacrebleu
from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluation import scores

REFERENCES = [
    "Mưa lớn kéo dài hai ngày.",
    "Nước sông dâng cao hơn bờ đê.",
    "Không ai bị thương trong trận lũ này.",
    "Thuyền cứu hộ đến làng vào buổi tối.",
]
GOOD = [
    "Mưa lớn kéo dài hai ngày.",
    "Nước sông dâng cao hơn bờ.",
    "Không ai bị thương trong trận lũ.",
    "Thuyền cứu hộ đến làng vào tối.",
]
BAD = ["Mưa hai ngày.", "Sông cao.", "Không ai trong lũ này bị thương nặng.", "Thuyền đến."]

SENTENCES = st.lists(st.sampled_from(["mưa", "sông", "Hà Nội", "2", "."]), min_size=1).map(" ".join)


def values(outputs: list[str], references: list[str]) -> dict[str, float]:
    """The scores by name."""
    return {each.name: each.value for each in scores.score(outputs, references)}


def test_scores_are_those_of_direct_calls() -> None:
    """
    What anybody gets from sacreBLEU without options is what is shown.
    """
    direct = (
        sacrebleu.corpus_bleu(BAD, [REFERENCES]),
        sacrebleu.corpus_chrf(BAD, [REFERENCES]),
        sacrebleu.corpus_ter(BAD, [REFERENCES]),
    )

    assert {each.name: each.score for each in direct} == values(BAD, REFERENCES)


def test_each_score_has_its_signature() -> None:
    """
    Tokenizer, version and whatever else decides a figure are named.
    """
    bleu, chrf, ter = (each.signature for each in scores.score(BAD, REFERENCES))

    assert f"case:mixed|eff:no|tok:13a|smooth:exp|version:{sacrebleu.__version__}" in bleu
    assert "nc:6|nw:0|space:no" in chrf
    assert "case:lc|tok:tercom|norm:no|punct:yes" in ter


def test_sentences_are_scored_one_by_one() -> None:
    """
    The chrF of a sentence is that of a direct call too.
    """
    expected = [
        sacrebleu.sentence_chrf(output, [reference]).score
        for output, reference in zip(BAD, REFERENCES, strict=True)
    ]

    assert expected == scores.sentence_chrf(BAD, REFERENCES)


def test_full_stops_that_stand_apart_are_not_remarked_on(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """
    Otherwise sacreBLEU would say, in the middle of the output, that texts look tokenized.
    """
    scores.score(["Mưa rơi ."] * 200, ["Mưa rơi."] * 200)

    assert [] == caplog.messages


@given(st.lists(SENTENCES, min_size=1, max_size=4))
def test_how_marks_are_stored_makes_no_difference(references: list[str]) -> None:
    """
    Letters with marks of their own count as the composed ones that they look like.
    """
    apart = [unicodedata.normalize("NFD", each) for each in references]

    assert values(references, references) == values(apart, references)
    assert 0 == values(apart, references)["TER"]


def test_edits_are_counted_in_words() -> None:
    """
    A replaced word is one edit, a moved block one, and a capital one as well.
    """
    found = scores.edits(["a b c d", "c d a b", "A b c d", ""], ["a x c d", "a b c d"] * 2)

    assert [(1, 4), (1, 4), (2, 4), (4, 4)] == found


def test_the_signature_of_edits_names_the_case() -> None:
    """
    It is not the TER of the scores, which takes capitals for small letters.
    """
    assert "case:mixed" in scores.edits_signature()


def test_a_comparison_is_the_same_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The same texts give the same p, whatever seed the environment has, which stays as it was.
    """
    monkeypatch.delenv("SACREBLEU_SEED", raising=False)
    expected = scores.compare(GOOD, BAD, REFERENCES)
    assert "SACREBLEU_SEED" not in os.environ
    monkeypatch.setenv("SACREBLEU_SEED", "none")

    assert expected == scores.compare(GOOD, BAD, REFERENCES)
    assert "none" == os.environ["SACREBLEU_SEED"]
    assert all("bs:1000|seed:12345" in each.signature for each in expected)


def test_a_difference_is_that_of_the_scores() -> None:
    """
    It says how much the second text has more; with many sentences it is hardly chance.
    """
    good, bad = values(GOOD * 10, REFERENCES * 10), values(BAD * 10, REFERENCES * 10)

    found = scores.compare(GOOD * 10, BAD * 10, REFERENCES * 10)

    assert {name: pytest.approx(bad[name] - good[name]) for name in good} == {
        each.name: each.difference for each in found
    }
    assert all(each.p is not None and each.p < 0.05 for each in found)


def test_one_sentence_in_many_may_be_chance() -> None:
    """
    A text that is better once and worse once, by about as much, is not called better.
    """
    one = [*REFERENCES[:2], *BAD[2:]] * 5
    two = [*BAD[:2], *REFERENCES[2:]] * 5

    (bleu, *_) = scores.compare(one, two, REFERENCES * 5)

    assert bleu.p is not None
    assert bleu.p > 0.05


def test_texts_that_are_alike_have_no_p() -> None:
    """
    The test would give them its smallest p, as if they differed for certain.
    """
    assert [(0, None)] * 3 == [each[1:3] for each in scores.compare(BAD, BAD, REFERENCES)]
