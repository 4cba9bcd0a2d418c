"""The page's own words in other languages: none is missing, none has lost what is put in."""

import re

import polib
import pytest

from pipeline import languages
from pipeline.review import wording
from tests.tools.interface import CODES, Text, texts

_PUT_IN = re.compile(r"%\(\w+\)s|\{\d\}|`[^`]+`|Ctrl|Alt|Enter|JSON")

RENEW = "renew it: python -m tests.tools.interface, then correct what is marked fuzzy"


def catalogue(code: str) -> polib.POFile:
    """Read the catalogue of a language."""
    return polib.pofile(str(wording.FOLDER / f"{code}.po"))


@pytest.mark.parametrize("code", CODES)
def test_every_text_is_translated_and_no_other(code: str) -> None:
    """
    A person has looked at each.
    """
    found = catalogue(code)

    assert set(texts()) == {Text(entry.msgid, entry.msgid_plural) for entry in found}, RENEW
    assert [] == [entry.msgid for entry in found if not entry.translated()], RENEW


@pytest.mark.parametrize("code", CODES)
def test_no_translation_has_lost_what_is_put_in(code: str) -> None:
    """
    Neither numbers and names, nor commands and keys; every form of a plural has them.
    """
    lost = [
        form
        for entry in catalogue(code)
        for form in ([entry.msgstr] if entry.msgstr else entry.msgstr_plural.values())
        if sorted(_PUT_IN.findall(form)) != sorted(_PUT_IN.findall(entry.msgid))
    ]

    assert [] == lost


@pytest.mark.parametrize("code", CODES)
def test_plurals_have_the_forms_of_their_language(code: str) -> None:
    """
    As many as the rule chooses among.
    """
    found = catalogue(code)
    rule = languages.load(code).plural_forms
    forms = int(rule.removeprefix("nplurals=").partition(";")[0])

    assert rule == found.metadata["Plural-Forms"]
    assert {forms} == {len(entry.msgstr_plural) for entry in found if entry.msgid_plural}


@pytest.mark.parametrize(
    ("number", "expected"),
    [(1, "осталось 1 слово"), (3, "осталось 3 слова"), (11, "осталось 11 слов")],
)
def test_numbers_choose_their_form(number: int, expected: str) -> None:
    """
    Russian has three.
    """
    words = wording.wording("ru")

    said = words.ngettext("%(words)s word left", "%(words)s words left", number)

    assert expected == said % {"words": number}
