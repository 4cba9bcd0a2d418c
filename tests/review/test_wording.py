"""The page's own words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.review import wording
from tests.review.conftest import Visitor

RUSSIAN = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : 1);\\n"

msgid "Skip to the content"
msgstr "К содержанию"

#, fuzzy
msgid "Search"
msgstr "Поиск?"

msgid "%(num)d segment"
msgid_plural "%(num)d segments"
msgstr[0] "%(num)d сегмент"
msgstr[1] "%(num)d сегмента"
msgstr[2] "%(num)d сегментов"
"""


@pytest.fixture
def russian(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let there be a Russian catalogue of the page, and no other."""
    (tmp_path / "ru.po").write_text(RUSSIAN, encoding="utf-8")
    monkeypatch.setattr(wording, "FOLDER", tmp_path)
    wording.languages.cache_clear()
    wording.wording.cache_clear()
    yield
    wording.languages.cache_clear()
    wording.wording.cache_clear()


@pytest.mark.usefixtures("russian")
def test_texts_come_from_the_catalogue() -> None:
    """
    A text that is missing there or fuzzy stays English; numbers have their forms.
    """
    words = wording.wording("ru")

    assert ("en", "ru") == wording.languages()
    assert "К содержанию" == words.gettext("Skip to the content")
    assert "Search" == words.gettext("Search")
    assert "%(num)d сегмент" == words.ngettext("%(num)d segment", "%(num)d segments", 21)
    assert "Search" == wording.wording("en").gettext("Search")


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize(
    ("header", "language"),
    [("ru-RU,en;q=0.5", "ru"), ("de, ru;q=0.2", "ru"), ("vi", "en"), ("", "en"), (";;q=x,", "en")],
)
def test_the_page_speaks_the_language_of_the_browser(
    stranger: Visitor, header: str, language: str
) -> None:
    """
    English where it knows none of those that the browser asks for; errors speak it as well.
    """
    page = stranger.get("/", headers={"Accept-Language": header}).text

    assert f'<html lang="{language}">' in page
    assert ("К содержанию" in page) == (language == "ru")
