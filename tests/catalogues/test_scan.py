"""PO files that are damaged: refused with the line, whatever polib would make of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.catalogues.scan import scan
from pipeline.errors import CatalogueBroken
from tests.catalogues.building import PATH, read

CASES: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "cases/catalogues/damage.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["label"])
def test_damage_is_refused_with_its_line(case: dict[str, Any]) -> None:
    """
    A file that would lose something by being read is not read.
    """
    with pytest.raises(CatalogueBroken) as caught:
        read("\n".join(case["lines"]).encode())

    assert caught.value.message.startswith(f"{PATH}:{case['line']}: ")
    assert case["message"] in caught.value.message


def test_every_cut_is_noticed_or_leaves_whole_messages() -> None:
    """
    A file may break off at any byte; what is read then are messages that stand in it whole.
    """
    text = '# note\n#, fuzzy\n#| msgid "x"\nmsgid "one"\nmsgstr "eins"\n'
    text += '\n#~ msgid "a"\n#~ msgstr "b"\n'
    whole = {("one", "eins"), ("a", "b")}

    refused = 0
    for end in range(len(text)):
        try:
            entries = read(text[:end].encode()).entries
        except CatalogueBroken:
            refused += 1
        else:
            assert whole >= {(entry.source, entry.target) for entry in entries}
    assert refused > len(text) / 2


def test_a_conflict_marker_inside_a_text_is_text() -> None:
    """
    Only a line of its own is a marker.
    """
    blocks, _ = scan(['msgid "<<<<<<< HEAD"', 'msgstr "======="'], PATH)

    assert [["msgid", "msgstr"]] == [block.fields for block in blocks]


def test_a_rule_of_equals_signs_in_a_comment_is_a_comment() -> None:
    """
    People draw lines.
    """
    assert ["======="] == scan(["# =======", 'msgid "a"', 'msgstr "b"'], PATH)[0][0].notes
