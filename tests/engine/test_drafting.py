import math
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.engine import EngineOptions
from pipeline.engine.decoder import Search
from pipeline.engine.drafting import DraftingEngine
from pipeline.languages import load
from pipeline.model import SET_PHRASE, Draft
from tests.engine.fakes import FakeDecoder

Say = Callable[[str, Search], str | list[str]]


def engine(decoder: FakeDecoder, language: str = "vi", retries: int = 2) -> DraftingEngine:
    """Make an engine over one fake decoder."""
    options = EngineOptions(retries=retries)
    return DraftingEngine(lambda: [decoder], load(language), options, origin="fake 1", key="k")


def draft(text: str, say: Say, language: str = "vi") -> Draft:
    """Translate one text by what `say` says."""
    ((_, found),) = engine(FakeDecoder(say), language).translate([text])
    return found


def test_a_draft_says_where_it_comes_from_and_how_sure_the_model_was() -> None:
    """
    Confidence is the mean probability of a piece.
    """
    found = draft("The road is open.", lambda *_: "Con đường đã mở.")

    assert found == Draft("Con đường đã mở.", round(math.exp(-0.5), 4), "fake 1")


def test_every_text_is_answered_once() -> None:
    """
    Set phrases, doubtful texts and plain ones keep their indexes.
    """
    texts = ["(Photo: VNA)", "It has 12 lanes.", "The road is open.", "", "HANOI - It rains."]

    answers = list(engine(FakeDecoder()).translate(texts))

    assert sorted(at for at, _ in answers) == list(range(5))


def test_models_load_when_first_needed() -> None:
    """
    An engine that only meets set phrases loads nothing; closing frees what was loaded.
    """
    decoder = FakeDecoder()
    loads = []

    def load_it() -> list[FakeDecoder]:
        loads.append(1)
        return [decoder]

    with DraftingEngine(load_it, load("vi"), EngineOptions(), origin="", key="") as opened:
        assert list(opened.translate(["(Photo: VNA)"])) == [
            (0, Draft("(Ảnh: VNA)", 1.0, SET_PHRASE))
        ]
        assert not loads
        list(opened.translate(["One."]))
        list(opened.translate(["Two."]))

    assert len(loads) == 1
    assert decoder.closed


def test_words_of_tags_are_translated_alone_too() -> None:
    """
    So their tags are found a place without attention; texts without tags ask for nothing more.
    """
    said = {"a new road": "con đường mới"}
    decoder = FakeDecoder(lambda text, _: said.get(text, "Họ mở con đường mới hôm nay."))

    drafts = dict(engine(decoder).translate(["They open <1>a new road</1> today.", "It rains."]))

    assert drafts[0].text == "Họ mở <1>con đường mới</1> hôm nay."
    asked = [text for text, _ in decoder.heard]
    assert sorted(asked) == ["It rains.", "They open a new road today.", "a new road"]


def test_what_is_kept_comes_back() -> None:
    """
    The model sees placeholders, the draft has the address.
    """
    decoder = FakeDecoder(lambda text, _: text.replace("Write to", "Viết cho"))

    ((_, found),) = engine(decoder).translate(["Write to desk@example.org"])

    assert found.text == "Viết cho desk@example.org"
    assert decoder.heard[0][0] == "Write to <m0>"


def test_a_placeholder_that_an_author_wrote_stays() -> None:
    """
    The text `<m3>` is a text.
    """
    found = draft("Write <m3> here", lambda text, _: text.replace("Write", "Viết"))

    assert found.text == "Viết <m3> here"


def test_a_lost_mask_falls_back_to_plain_text() -> None:
    """
    A model that drops placeholders gets the sentence without, and the draft says so.
    """
    found = draft(
        "Write to desk@example.org",
        lambda text, _: re.sub(r" ?<m\d>", "", text).replace("Write to", "Viết cho"),
    )

    assert found.text == "Viết cho desk@example.org"
    assert found.warnings == ("translated without masks",)


def test_a_loss_that_stays_is_reported() -> None:
    """
    When the plain text loses the address too, the draft says so.
    """
    found = draft("Write to desk@example.org", lambda *_: "Viết cho")

    assert found.text == "Viết cho"
    assert "desk@example.org lost" in found.warnings


def test_a_better_translation_of_the_beam_is_preferred() -> None:
    """
    The second best that has the number right is better than the best that has not.
    """
    found = draft("It has 12 lanes.", lambda *_: ["Nó có 13 làn.", "Có 12 làn."])

    assert found.text == "Có 12 làn."


def test_a_wrong_number_is_masked_in_the_next_attempt() -> None:
    """
    The figure comes back in the target language's form.
    """
    found = draft(
        "It weighs 1,234.5 tonnes.",
        lambda text, _: "Nó nặng <m0> tấn." if "<m0>" in text else "Nó nặng 7 tấn.",
    )

    assert found == Draft("Nó nặng 1.234,5 tấn.", found.confidence, "fake 1")


def test_a_number_that_stays_wrong_is_reported() -> None:
    """
    The draft is kept, with its reason.
    """
    found = draft("It has 12 lanes.", lambda *_: "Nó có 13 làn.")

    assert found.text == "Nó có 13 làn."
    assert found.warnings == ("numbers differ: 12 missing; 13 new",)


@pytest.mark.parametrize("said", ["", "mở " * 12, "The road was open again today."])
def test_nothing_usable_is_an_empty_draft_with_its_reason(said: str) -> None:
    """
    Nothing, one word over and over, or the source itself is no draft.
    """
    found = draft("The road was open again today.", lambda *_: said.strip())

    assert found.text == ""
    assert len(found.warnings) >= 1


def test_loops_are_cut_and_reported() -> None:
    """
    What is left of a loop is a draft that a person should look at.
    """
    found = draft("They go on.", lambda *_: "Họ tiếp tục tiếp tục đi.")

    assert found.text == "Họ tiếp tục đi."
    assert found.warnings == ("repeats itself: tiếp tục",)


def test_attempts_end() -> None:
    """
    A hopeless text is tried as often as the options say.
    """
    decoder = FakeDecoder(lambda *_: "")

    list(engine(decoder, retries=1).translate(["Hopeless."]))

    assert len(decoder.heard) == 2


def test_capitals_are_a_sentence_for_the_model() -> None:
    """
    And its translation is in capitals again.
    """
    decoder = FakeDecoder(lambda *_: "Lũ lụt tại Việt Nam")

    ((_, found),) = engine(decoder).translate(["FLOODS HIT VIETNAM AGAIN"])

    assert decoder.heard[0][0] == "Floods hit Vietnam again"
    assert found.text == "LŨ LỤT TẠI VIỆT NAM"


def test_a_half_translated_pair_of_names_is_tried_with_a_dash() -> None:
    """
    "Vietnam-Russia" comes back whole when it does not look like one word.
    """
    found = draft(
        "Vietnam-Russia ties grow",
        lambda text, _: (
            "Quan hệ Việt Nam–Nga phát triển"
            if "–" in text
            else "Quan hệ Việt Nam-Russia phát triển"
        ),
    )

    assert found.text == "Quan hệ Việt Nam–Nga phát triển"


def test_a_dateline_is_not_for_the_model() -> None:
    """
    It gets the sentence alone.
    """
    decoder = FakeDecoder(lambda *_: "Экспорт вырос.")

    ((_, found),) = engine(decoder, "ru").translate(["HANOI, May 15 (AP) - Exports rose."])

    assert decoder.heard[0][0] == "Exports rose."
    assert found.text == "ХАНОЙ, 15 мая (AP) — Экспорт вырос."


def test_english_dates_and_figures_never_stay() -> None:
    """
    What the model copied from the source is put in the target's form.
    """
    found = draft("It weighed 1,234.5 tonnes on May 15.", lambda *_: "May 15: 1,234.5 tấn.")

    assert found.text == "15 tháng 5: 1.234,5 tấn."


def test_control_characters_do_not_reach_the_model() -> None:
    """
    They count as spaces.
    """
    decoder = FakeDecoder()

    list(engine(decoder).translate(["The road\x00\x07is\u2028open."]))

    assert decoder.heard[0][0] == "The road is open."


def test_words_hyphen_that_never_breaks_reaches_the_model_as_any_other() -> None:
    """
    Models take it for an unknown sign, and lose the figures around it.
    """
    decoder = FakeDecoder()

    list(engine(decoder).translate(["A twentieth\u2011century road is open."]))

    assert decoder.heard[0][0] == "A twentieth-century road is open."


WEIRD = st.text(max_size=80) | st.lists(
    st.sampled_from(
        ["HANOI, May 15 (AP) - ", "\x00", "\ue000", "<m0>", "😀", "\u202e", "(VUFO)", "1,234.5",
         "ЁЖ ", "aB ", '"', "ﬀ", "İ", "http://a.vn", "May 15 ", "\ud800"]
    ),
    max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(WEIRD, max_size=4), st.sampled_from(["vi", "ru"]))
def test_no_text_is_too_weird(texts: list[str], language: str) -> None:
    """
    Whatever comes in, each text gets one draft.
    """
    answers = dict(engine(FakeDecoder(), language).translate(texts))

    assert sorted(answers) == list(range(len(texts)))


@pytest.mark.parametrize("unit", ["word, ", "x", "А", "1,", "(", "http://a.b/", "HANOI ", '"'])
def test_long_texts_take_no_time(unit: str) -> None:
    """
    Ten thousand characters of anything are done at once.
    """
    text = (unit * 10_000)[:10_000]

    ((_, found),) = engine(FakeDecoder(), retries=1).translate([text])

    assert isinstance(found, Draft)
