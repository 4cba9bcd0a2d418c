"""Articles and paragraphs that are not English."""

import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.articles import ReadOptions, language, plain, read
from pipeline.errors import ArticleError
from pipeline.model import Article

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted((ROOT / "source_texts").glob("*.txt"))
FOREIGN: dict[str, str] = json.loads(
    (ROOT / "tests" / "cases" / "articles" / "languages.json").read_text("utf-8")
)
# Full of names, and with few of the words that English is told by.
ENGLISH = (
    "Hanoi, Hue, Da Nang, Hai Phong, Can Tho, Vinh, Da Lat, Nha Trang, Quy Nhon, Pleiku, Sa Pa, "
    "Ha Long, Lao Cai, Vung Tau, Phu Quoc, Kon Tum, My Tho, Rach Gia, Ca Mau and Moscow, Kazan, "
    "Omsk, Perm, Samara, Ufa, Tomsk, Tver, Tula, Orel, Pskov, Sochi exchange students, nurses, "
    "engineers, farmers, dancers, painters every year."
)


def article(text: str) -> Article:
    """Make an article of a text."""
    return Article("a", Path("a.txt"), text, plain.blocks(text))


@pytest.mark.parametrize("text", [ENGLISH, *(path.read_bytes().decode() for path in SOURCES)])
def test_english_is_accepted(text: str) -> None:
    """
    English articles pass, with all their paragraphs.
    """
    language.refuse_other_languages(article(text))
    assert () == language.foreign_blocks(article(text))


@pytest.mark.parametrize("name", FOREIGN)
def test_other_languages_are_refused_by_name(name: str) -> None:
    """
    An article in another language is refused; the message names it, the hint the setting.
    """
    with pytest.raises(ArticleError, match=f"not English but {name}") as refused:
        language.refuse_other_languages(article(FOREIGN[name]))

    assert "check_language = false" in refused.value.hint


@pytest.mark.parametrize("name", FOREIGN)
def test_foreign_paragraphs_are_found(name: str) -> None:
    """
    A paragraph in another language within an English article is named, the others are not.
    """
    text = f"{ENGLISH}\n\n{FOREIGN[name]}\n\nThe talks ended."
    whole = article(text)

    assert [(whole.blocks[1].span, name)] == [tuple(b) for b in language.foreign_blocks(whole)]


@pytest.mark.parametrize(
    "text", ["Thủ tướng thăm Nga vào tháng năm.", "Exports up 12.6%", "1,234 " * 50]
)
def test_short_texts_and_numbers_are_not_judged(text: str) -> None:
    """
    Under forty words in Latin letters nothing is refused, nor is what has no words.
    """
    language.refuse_other_languages(article(text))
    assert () == language.foreign_blocks(article(text))


def test_a_quoted_name_in_another_script_does_not_matter() -> None:
    """
    A block is foreign only if most of its letters are.
    """
    assert () == language.foreign_blocks(article("The film Война и мир opened on Monday."))


def test_answers_are_the_same_in_every_thread() -> None:
    """
    The detector is seeded, and its profiles are loaded once.
    """
    texts = [text for text in FOREIGN.values() if len(text.split()) >= language.FEWEST_WORDS] * 4

    with ThreadPoolExecutor(4) as pool:
        assert list(map(language._detect, texts)) == list(pool.map(language._detect, texts))


def test_the_gate_can_be_opened(tmp_path: Path) -> None:
    """
    With check_language off, any language is read.
    """
    path = tmp_path / "a.txt"
    path.write_text(FOREIGN["German"], "utf-8")

    with pytest.raises(ArticleError, match="German"):
        read(path, "a", ReadOptions())
    assert FOREIGN["German"] == read(path, "a", ReadOptions(check_language=False)).text


def test_obvious_english_needs_no_detector(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    The two articles are decided by their commonest words, without langdetect.
    """

    def detect(text: str) -> tuple[str, float]:
        raise AssertionError(text)

    monkeypatch.setattr(language, "_detect", detect)
    for path in SOURCES:
        read(path, "a", ReadOptions())
