"""The tiny packages that other tests lean on."""

from pathlib import Path

import ctranslate2
import pytest
import sentencepiece

from tests.packages import tiny


@pytest.mark.parametrize("beam", [1, 4])
@pytest.mark.parametrize("masks", [True, False])
def test_tiny_packages_translate_as_foretold(tmp_path: Path, beam: int, masks: bool) -> None:
    """
    In a batch of long and short sentences each comes out as `translation` says.
    """
    texts = ["On May 15, <m0> said.", "“Committee!” 12.6%", "word " * 90 + "end"]
    if not masks:
        texts = [each.replace("<m0>", "he") for each in texts]
    path = tiny.build(tmp_path, masks=masks)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(path / "sentencepiece.model"))
    translator = ctranslate2.Translator(str(path / "model"), compute_type="int8")

    results = translator.translate_batch(
        [pieces.encode(each, out_type=str) for each in texts],
        beam_size=beam,
        max_decoding_length=tiny.LENGTH,
    )

    assert [tiny.translation(each) for each in texts] == [
        pieces.decode(each.hypotheses[0]) for each in results
    ]
