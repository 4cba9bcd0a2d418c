"""An article as its readers will see it."""

import re
from pathlib import Path

import polib
import pytest

from pipeline.errors import UsageError
from pipeline.model import Kind
from pipeline.review.desk import Desk
from pipeline.review.preview import Standing, download, preview
from tests.review import project
from tests.review.conftest import Visitor


def edit(root: Path, article: str, translations: dict[str, str]) -> None:
    """Approve translations, by the beginning of their sentences; the empty text empties one."""
    path = project.po(root, article)
    file = polib.pofile(path, wrapwidth=0)
    for entry in file:
        for start, target in translations.items():
            if entry.msgid.startswith(start):
                entry.msgstr, entry.flags, entry.tcomment = target, [], ""
    file.metadata["PO-Revision-Date"] = "2030-01-01 10:00+0000"
    file.save(str(path))


def test_an_article_keeps_its_form(desk: Desk) -> None:
    """
    A headline, paragraphs, a caption with its credit, and where it comes from.
    """
    found = preview(desk, "bridge", "vi")

    expected = [Kind.HEADLINE, Kind.BODY, Kind.CAPTION, Kind.BODY, Kind.SOURCE]
    assert expected == [passage.kind for passage in found.passages]
    caption = found.passages[2].sentences
    assert [Kind.CAPTION, Kind.CREDIT] == [sentence.kind for sentence in caption]


def test_drafts_and_english_are_told_apart(desk: Desk, root: Path) -> None:
    """
    What is reviewed is fit, what is empty stays English.
    """
    edit(root, "weather", {"Storm passes": "Bão đi qua", "Winds": "", "The storm": "Bão đã rẽ."})

    found = preview(desk, "weather", "vi")

    counts = [found.count(standing) for standing in Standing]
    assert [2, 1, 1] == counts
    assert not found.is_fit
    body = found.passages[1].sentences
    assert [("Bão đã rẽ.", False), ("Winds reached 90 kilometres an hour.", True)] == [
        (sentence.text, sentence.is_english) for sentence in body
    ]
    assert " " == body[1].before


def test_the_file_is_what_an_export_writes(desk: Desk, root: Path) -> None:
    """
    Byte for byte, and its name says whether it may be published.
    """
    made = download(desk, "bridge", "vi")

    assert "bridge.vi.draft.txt" == made.name
    assert (root / "build" / "drafts" / "vi" / "bridge.txt").read_bytes() == made.data


def test_a_reviewed_article_is_ready(desk: Desk, root: Path) -> None:
    """
    Nothing of its file's name warns any more.
    """
    edit(root, "markets/flowers", dict.fromkeys(("F", "S", "T", "C", "N"), "Chợ hoa."))

    assert preview(desk, "markets/flowers", "vi").is_fit
    made = download(desk, "markets/flowers", "vi")
    assert "flowers.vi.txt" == made.name
    assert made.data.decode().startswith("Chợ hoa.\n\nChợ hoa. Chợ hoa.\n")


@pytest.mark.parametrize(("article", "language"), [("nowhere", "vi"), ("bridge", "fr")])
def test_what_the_project_has_not_cannot_be_seen(desk: Desk, article: str, language: str) -> None:
    """
    Neither as a page nor as a file.
    """
    with pytest.raises(UsageError):
        preview(desk, article, language)
    with pytest.raises(UsageError):
        download(desk, article, language)


def test_the_page_speaks_the_article_s_language(client: Visitor) -> None:
    """
    With one headline, and what is not ready said above it.
    """
    text = client.get("/preview/ru/bridge").text

    assert '<article class="preview" lang="ru"' in text
    assert 1 == text.count("<h1")
    assert "9 sentences are unreviewed drafts." in text
    assert 'href="/export/ru/bridge"' in text


def test_a_translation_cannot_be_markup(client: Visitor, root: Path) -> None:
    """
    Whoever has written it.
    """
    edit(root, "weather", {"Storm passes": "</h1><script src=//x></script>"})

    text = client.get("/preview/vi/weather").text

    assert "&lt;script src=//x&gt;" in text
    assert "<script" not in text


def test_tags_are_shown_as_what_they_stand_for(client: Visitor, root: Path) -> None:
    """
    In drafts and in what is still English, whatever numbers they have in their paragraph.
    """
    text = "Waves were *high*. Type `tide`, and read [this](https://example.org/tide).\n"
    (root / "source_texts/tide.md").write_text(text, encoding="utf-8")
    project.run(root)
    edit(root, "tide.md", {"Type": ""})

    page = client.get("/preview/vi/tide.md").text

    assert "vi: WAVES WERE <em>HIGH</em>." in page
    link = '<a href="https://example.org/tide" rel="noreferrer">this</a>'
    assert f'lang="en">Type tide, and read {link}.</span>' in page


def test_a_translation_with_wrong_tags_is_shown_as_the_file_has_it(desk: Desk, root: Path) -> None:
    """
    In English.
    """
    (root / "source_texts/tide.md").write_text("Waves were *high*. It rained.\n", encoding="utf-8")
    project.run(root)
    edit(root, "tide.md", {"Waves": "Sóng cao."})

    made = preview(desk, "tide.md", "vi")

    (passage,) = made.passages
    assert "Waves were <em>high</em>." == passage.sentences[0].html
    assert 1 == made.count(Standing.ENGLISH)
    assert ["in its translation <1>…</1> is missing"] == [each.reason for each in made.unfit]


def test_what_stands_around_sentences_is_shown_too(client: Visitor, root: Path) -> None:
    """
    Emphasis around one, line breaks between them, code behind the last.
    """
    text = "**The tide came.** It fell.\\\nBoats left. `tide`\n"
    (root / "source_texts/tide.md").write_text(text, encoding="utf-8")
    project.run(root)

    page = client.get("/preview/vi/tide.md").text

    shown = re.sub(r"</?span[^>]*>", "", page)
    assert "<strong>vi: THE TIDE CAME.</strong> vi: IT FELL.<br> vi: BOATS" in shown
    assert "vi: BOATS LEFT. tide" in " ".join(shown.split())


def test_a_file_is_saved_rather_than_shown(client: Visitor) -> None:
    """
    Its bytes might be a page of somebody else.
    """
    answer = client.get("/export/vi/markets/flowers")

    assert "application/octet-stream" == answer.content_type
    assert "attachment; filename=flowers.vi.draft.txt" == answer.headers["Content-Disposition"]
    assert answer.data.startswith(b"vi: FLOWER MARKET")
