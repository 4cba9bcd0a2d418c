import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.engine.doubts import Doubt, Trouble, Weight, doubts, unmasked
from pipeline.languages import Language, load
from pipeline.reading.figures import notation

VI, RU = load("vi"), load("ru")
CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases/masking/doubts.json").read_text(encoding="utf-8")
)


def found(source: str, output: str, language: Language = VI, **more: bool) -> list[Doubt]:
    """Doubt a translation."""
    return list(doubts(source, output, notation(language), language=language, **more))


def troubles(source: str, output: str, *, latin: bool = True) -> list[Trouble]:
    """Name the troubles of a translation into Vietnamese or, not `latin`, Russian."""
    return [each.trouble for each in found(source, output, VI if latin else RU)]


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("The road is open.", "Con đường đã mở."),
        ("Prices rose gradually.", "Giá dần dần tăng."),
        ("Vladimir Putin", "Vladimir Putin"),
        ("It was a very, very long day (for us).", "Đó là một ngày rất, rất dài (với chúng tôi)."),
        ("Envoy G. S. Lee spoke.", "Đặc phái viên G.S. Lee phát biểu."),
    ],
)
def test_sound_translations_raise_no_doubt(source: str, output: str) -> None:
    """
    Names may stay, words may be doubled, initials may close up.
    """
    assert not troubles(source, output)


@pytest.mark.parametrize(
    ("source", "output", "expected"),
    [
        ("The road is open.", " ", Trouble.ABSENT),
        ("The road was open again.", "The road was open again.", Trouble.ABSENT),
        ("The road is open.", "Con đường mở mở mở ra.", Trouble.LOOP),
        ("The road is open.", "Con đường đã mở ra đã mở ra.", Trouble.LOOP),
        ("The envoy left.", "Ambasssssador đã đi.", Trouble.LOOP),
        ("The road is open.", "a b c d e f " * 20, Trouble.LENGTH),
        ("The road is open again after a week of rain and of repairs.", "Mở.", Trouble.LENGTH),
        ("It has 12 lanes.", "Nó có 13 làn.", Trouble.FIGURES),
        ("Envoy G. S. Lee spoke.", "Đặc phái viên G. Lee phát biểu.", Trouble.INITIALS),
        ("The road (a new one) is open.", "Con đường mới) đã mở.", Trouble.SIGNS),
    ],
)
def test_each_trouble_is_seen(source: str, output: str, expected: Trouble) -> None:
    """
    What machines do wrong is named for what it is.
    """
    assert expected in troubles(source, output)


def test_words_left_in_english_are_seen_in_another_script() -> None:
    """
    Latin letters in Russian are names of the source, or nobody's words.
    """
    assert not troubles("The Boeing landed.", "Boeing приземлился.", latin=False)
    assert not troubles("Covid ended.", "COVID закончился.", latin=False)
    assert troubles("The plane landed.", "Самолёт landed.", latin=False) == [Trouble.SIGNS]
    assert troubles("The plane landed.", "Plenn приземлился.", latin=False) == [Trouble.SIGNS]


def test_a_loop_and_nothing_else_is_unusable() -> None:
    """
    A translation of one word many times over has nothing to keep.
    """
    (doubt, *_) = found("The road is open.", "mở " * 12)

    assert doubt.weight is Weight.FATAL


def test_a_stopped_translation_is_doubtful() -> None:
    """
    A model that ran into its greatest length may have said anything.
    """
    (doubt,) = found("It rains.", "Trời mưa", complete=False)

    assert doubt.trouble is Trouble.LENGTH


def test_reasons_are_phrases_for_people() -> None:
    """
    A reason names the figures as each side writes them.
    """
    (doubt,) = found("It has 1,234 seats.", "Có 1.243 chỗ.")

    assert doubt.reason == "numbers differ: 1,234 missing; 1.243 new"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']} {case['label']}")
def test_language_files_tell_what_is_wrong(case: dict[str, Any]) -> None:
    """
    Currencies, phrases and the look of words are known of a language; names and loans are sound.
    """
    source, target, language = case["source"], case["target"], load(case["language"])
    doubtful = [*found(source, target, language), *unmasked(source, target, language)]

    assert case["reasons"] == [each.reason for each in doubtful]


def test_a_language_without_a_file_of_words_is_not_blamed() -> None:
    """
    German has words that English has, and nothing says which.
    """
    german = Language("de", "German", native_name="Deutsch", locale="de")

    assert not found("The film is a problem.", "Der Film ist ein Problem.", german)


def test_characters_of_chinese_count_for_more() -> None:
    """
    A Chinese sentence is short, and nothing is missing.
    """
    chinese = Language("zh", "Chinese", native_name="中文", locale="zh")

    assert not found(
        "The road is open again after a week of rain and repairs.",
        "经过一周的雨水和维修，道路重新开放。",
        chinese,
    )
