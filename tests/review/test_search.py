"""Search over all texts of a project."""

from pathlib import Path

import pytest

from pipeline.review.desk import Desk
from pipeline.review.search import Where, search
from tests.review import project
from tests.review.conftest import Visitor


@pytest.mark.parametrize(
    ("asked", "language", "where", "expected"),
    [
        ("autumn", "", Where.BOTH, [("bridge", "ru"), ("bridge", "vi"), ("markets/flowers", "ru")]),
        ("autumn", "vi", Where.BOTH, [("bridge", "vi"), ("markets/flowers", "vi")]),
        ("storm passes", "vi", Where.TARGET, [("weather", "vi")]),
        ("sông", "vi", Where.SOURCE, []),
        (" ", "", Where.BOTH, []),
    ],
)
def test_hits_come_by_article(
    desk: Desk, asked: str, language: str, where: Where, expected: list[tuple[str, str]]
) -> None:
    """
    In English, in translations, or in both, of all languages or of one.
    """
    found = search(desk.index.all(), asked, language=language, where=where)

    assert expected == [(hit.use.article, hit.use.language) for hit in found.hits][:3]


def test_what_was_found_is_marked_where_it_was_looked_for(desk: Desk) -> None:
    """
    The other text stays as it is.
    """
    found = search(desk.index.all(), "storm passes", language="vi", where=Where.TARGET)

    (hit,) = found.hits
    assert ["STORM PASSES"] == [piece.text for piece in hit.target if piece.is_hit]
    assert not any(piece.is_hit for piece in hit.source)


def test_nobody_reads_on_for_ever(desk: Desk) -> None:
    """
    The first hits are enough, if one is told that there are more.
    """
    held = desk.index.all()

    assert (1, True) == _sizes(search(held, "autumn", language="vi", most=1))
    assert (2, False) == _sizes(search(held, "autumn", language="vi", most=2))


def _sizes(found: object) -> tuple[int, bool]:
    return len(found.hits), found.has_more  # type: ignore[attr-defined]


def test_the_page_leads_to_the_segment(client: Visitor) -> None:
    """
    Each hit links to its article with its key, which that page knows.
    """
    text = client.get("/search", query_string={"q": "wind", "language": "vi"}).text
    link = text.split('href="/article/')[1].split('"')[0]

    assert "<mark>Winds</mark>" in text
    assert link.startswith("vi/weather?segment=")
    assert f'data-key="{link.partition("=")[2]}"' in client.get(f"/article/{link}").text


def test_a_damaged_catalogue_is_named_beside_the_hits(client: Visitor, root: Path) -> None:
    """
    Else nobody would know that something may be missing.
    """
    project.po(root, "bridge").write_text("msgid", encoding="utf-8")

    text = client.get("/search", query_string={"q": "autumn"}).text

    assert "not searched" in text
    assert "bridge.po:1" in text
    assert "markets/flowers" in text


def test_what_is_typed_is_text(client: Visitor) -> None:
    """
    Mark-up in the question is shown, not obeyed; nothing at all is found for nothing asked.
    """
    text = client.get("/search", query_string={"q": "<b>storm</b>\0", "in": "x"}).text

    assert "<b>" not in text
    assert "Nothing found" in text
    assert 'class="hits"' not in client.get("/search").text
