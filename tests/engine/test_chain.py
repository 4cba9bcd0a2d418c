import pytest

from pipeline.engine.chain import Chain, Request
from pipeline.engine.decoder import Search
from pipeline.engine.masking import Hidden, mask
from tests.engine.fakes import FakeDecoder

SEARCH = Search(2)


def test_marks_travel_as_the_placeholders_of_each_model() -> None:
    """
    In a chain each model sees the placeholders that it knows, and all marks come out.
    """
    first = FakeDecoder()
    second = FakeDecoder(single_pieces=("<x0>", "<x1>"))
    chain = Chain([first, second], longest=50)
    masked = mask("go to x.vn now", [Hidden(6, 10, "x.vn")])

    ((at, (best,)),) = chain.translate([Request(masked.text, masked.marks)], SEARCH)

    assert chain.capacity == 2
    assert (at, best.text) == (0, f"GO TO {masked.marks[0]} NOW")
    assert first.heard[-1][0] == "go to <m0> now"
    assert second.heard[-1][0] == "GO TO <x0> NOW"


def test_scores_of_a_chain_add_up() -> None:
    """
    A pivot's doubt counts, as a product of probabilities.
    """
    chain = Chain([FakeDecoder(score=-0.5), FakeDecoder(score=-0.25)], longest=50)

    ((_, (best,)),) = chain.translate([Request("hello")], SEARCH)

    assert best.score == pytest.approx(-0.75)


def test_long_texts_go_in_parts() -> None:
    """
    No decoder sees more pieces than it may, and the parts come back in order.
    """
    decoder = FakeDecoder(say=lambda text, _: text.replace("e", "E"))
    chain = Chain([decoder], longest=5)

    ((_, (best,)),) = chain.translate([Request("one two three, four five six, seven")], SEARCH)

    assert best.text == "onE two thrEE, four fivE six, sEvEn"
    assert max(len(text.split(" ")) for text, _ in decoder.heard) <= 5


def test_halves_are_asked_for() -> None:
    """
    A request may want its sentence in two parts although it is short.
    """
    decoder = FakeDecoder()

    list(Chain([decoder], longest=50).translate([Request("it rains, it pours", (), True)], SEARCH))

    assert {"it rains,", "it pours"} == {text for text, _ in decoder.heard}


def test_halves_are_cut_too_where_they_are_too_long() -> None:
    """
    Half of a sentence without end is one as well.
    """
    decoder = FakeDecoder()
    text = f"it rains, {'and it pours ' * 40}today"

    list(Chain([decoder], longest=5).translate([Request(text, (), True)], SEARCH))

    assert max(len(text.split(" ")) for text, _ in decoder.heard) <= 5


def test_each_request_is_answered_once() -> None:
    """
    Long and short texts mixed keep their places.
    """
    texts = ["a", "b c d e f g h", "i j", "k l m n o p q r s t"]

    chain = Chain([FakeDecoder()], longest=3)
    found = {at: next(each) for at, each in chain.translate(list(map(Request, texts)), SEARCH)}

    assert [found[at].text for at in range(4)] == [text.upper() for text in texts]


def test_what_follows_a_quotation_is_translated_by_itself() -> None:
    """
    Models drop "Envoy Roe said." where they see it together with what he said.
    """
    decoder = FakeDecoder()

    list(Chain([decoder], longest=50).translate([Request('it rains." Envoy Roe said.')], SEARCH))

    assert {'it rains."', "Envoy Roe said."} == {text for text, _ in decoder.heard}
