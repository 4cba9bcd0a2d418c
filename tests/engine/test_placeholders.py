import re

from pipeline.engine.placeholders import choose
from tests.engine.fakes import FakeDecoder


def test_single_pieces_are_taken_without_asking() -> None:
    """
    A vocabulary that holds placeholders needs no probe.
    """
    decoder = FakeDecoder(single_pieces=("<m0>", "<m1>"))

    assert choose(decoder) == ("<m0>", "<m1>")
    assert not decoder.heard


def test_a_probe_finds_what_the_model_copies() -> None:
    """
    The first shape that comes through every probe sentence is used.
    """
    decoder = FakeDecoder(say=lambda text, _: re.sub(r"[<\[{]", "", text), single_pieces=())

    assert choose(decoder)[:2] == ("XX0", "XX1")


def test_a_model_that_copies_nothing_gets_no_placeholders() -> None:
    """
    Then spans stay in plain text.
    """
    assert choose(FakeDecoder(say=lambda *_: "nothing at all", single_pieces=())) == ()
