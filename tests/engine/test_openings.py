import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.engine import openings, phrases
from pipeline.languages import load

FOLDER = Path(__file__).parents[1] / "cases/masking"
OPENINGS: list[dict[str, Any]] = json.loads((FOLDER / "openings.json").read_text(encoding="utf-8"))
PHRASES: list[dict[str, Any]] = json.loads((FOLDER / "phrases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("language", ["vi", "ru"])
@pytest.mark.parametrize("case", OPENINGS, ids=lambda case: case["label"])
def test_openings_are_cut_and_rebuilt(case: dict[str, Any], language: str) -> None:
    """
    What stands before a sentence is written as the target's newspapers do.
    """
    rest = case["rest"][language] if isinstance(case["rest"], dict) else case["rest"]

    assert (case[language], rest) == openings.cut(case["text"], load(language))


@pytest.mark.parametrize("language", ["vi", "ru"])
@pytest.mark.parametrize("case", PHRASES, ids=lambda case: case["label"])
def test_set_phrases_need_no_model(case: dict[str, Any], language: str) -> None:
    """
    Credits take the language file's labels; sentences are left to the model.
    """
    assert case[language] == phrases.translate(case["text"], load(language))


@given(st.text())
def test_nothing_is_lost_when_nothing_is_cut(text: str) -> None:
    """
    Any text has an opening, perhaps an empty one, and a rest that ends as the text does.
    """
    _, rest = openings.cut(text, load("vi"))

    assert text.endswith(rest)
    assert bool(rest) == bool(text)
