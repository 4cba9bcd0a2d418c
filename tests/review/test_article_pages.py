"""The addresses of the article page, as its script asks for them."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from pipeline.review import article
from pipeline.review.article import Line
from pipeline.review.desk import Desk
from tests.review import project
from tests.review.conftest import Visitor


@pytest.fixture
def shown(desk: Desk) -> Line:
    """Give the headline as the page shows it."""
    return article.read(desk, "bridge", "vi").lines[0]


def body(shown: Line, **more: object) -> dict[str, Any]:
    """Say what the script sends to save a text."""
    asked = {"segment": shown.key, "target": "Cầu cũ", "reviewed": True}
    return {**asked, "expected": shown.expected, "seconds": 2.5, "keystrokes": 7, **more}


def test_an_article_is_a_page(client: Visitor) -> None:
    """
    Each segment is there, source and target.
    """
    answer = client.get("/article/vi/bridge")

    assert 200 == answer.status_code
    assert "More than 1,200 people crossed it before noon." in answer.text
    assert "vi: MORE THAN 1,200 PEOPLE" in answer.text


def test_articles_in_folders_have_pages(client: Visitor) -> None:
    """
    Their names hold slashes.
    """
    assert 200 == client.get("/article/vi/markets/flowers").status_code


@pytest.mark.parametrize(
    "path",
    ["/article/xx/bridge", "/article/vi/nothing", "/article/vi/..%2fbridge", "/article/vi/bridge/"],
)
def test_what_is_not_there_is_not_found(client: Visitor, path: str) -> None:
    """
    Be it an article, a language, or a path out of the project.
    """
    assert 404 == client.get(path).status_code


def test_what_helps_is_a_fragment(client: Visitor, shown: Line) -> None:
    """
    It holds the draft, and no page around it.
    """
    answer = client.get("/beside/vi/bridge", query_string={"segment": shown.key})

    assert 200 == answer.status_code
    assert "<html" not in answer.text
    assert "vi: OLD BRIDGE" in answer.text


def test_what_could_not_be_asked_is_told_beside(client: Visitor, shown: Line, root: Path) -> None:
    """
    The rest is there all the same.
    """
    (root / "glossary.csv").write_text("nothing,of,use\n", encoding="utf-8")

    answer = client.get("/beside/vi/bridge", query_string={"segment": shown.key})

    assert 200 == answer.status_code
    assert "glossary.csv" in answer.text


def test_findings_are_a_fragment(client: Visitor, shown: Line) -> None:
    """
    Those of the text that is sent.
    """
    answer = client.post("/look/vi/bridge", json={"segment": shown.key, "target": "Cầu"})

    assert 'data-check="length"' in answer.get_json()["html"]


def test_a_save_answers_with_the_line(client: Visitor, shown: Line, root: Path) -> None:
    """
    As it now stands in the file.
    """
    answer = client.post("/save/vi/bridge", json=body(shown)).get_json()

    assert 'data-state="reviewed"' in answer["line"]
    assert ">Cầu cũ<template>" in answer["line"]
    assert "" == answer["notice"]
    assert "Cầu cũ" == project.entry(root, "bridge", "Old").msgstr


def test_a_conflict_answers_with_both_texts(client: Visitor, shown: Line) -> None:
    """
    And with what a save over it has to bring.
    """
    client.post("/save/vi/bridge", json=body(shown, target="Thứ nhất"))

    answer = client.post("/save/vi/bridge", json=body(shown, target="Thứ hai"))

    html = answer.get_json()["html"]
    assert 409 == answer.status_code
    assert ">Thứ nhất</p>" in html
    assert ">Thứ hai</p>" in html
    expected = html.partition('data-expected="')[2].partition('"')[0]
    again = body(shown, target="Thứ hai", expected=expected)
    assert 200 == client.post("/save/vi/bridge", json=again).status_code


def test_a_dismissal_answers_with_the_line(client: Visitor, shown: Line) -> None:
    """
    Without the finding.
    """
    asked = {"segment": shown.key, "check": "capital", "reason": "fine", "expected": shown.expected}

    answer = client.post("/dismiss/vi/bridge", json=asked).get_json()

    assert 'data-check="capital"' not in answer["line"]
    assert "fine" in answer["line"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"target": "a\0b"}, "character 2 (U+0000) cannot stand in a PO file"),
        ({"target": "a\ud800"}, "character 2 (U+D800) cannot stand in a PO file"),
        ({"target": " "}, "an empty text cannot be approved"),
        ({"segment": "000000000000"}, "this sentence is no longer in the article"),
    ],
)
def test_what_cannot_be_saved_is_refused_with_a_sentence(
    client: Visitor, shown: Line, change: dict[str, object], sentence: str
) -> None:
    """
    The text stays in the browser.
    """
    answer = client.post("/save/vi/bridge", json=body(shown, **change))

    assert 422 == answer.status_code
    assert sentence in answer.get_json()["message"]


@pytest.mark.parametrize(
    "change",
    [
        {"segment": None},
        {"target": 5},
        {"reviewed": 1},
        {"expected": []},
        {"seconds": "long"},
        {"keystrokes": 1.5},
        {"keystrokes": True},
    ],
)
def test_a_body_of_another_form_is_refused(
    client: Visitor, shown: Line, change: dict[str, object]
) -> None:
    """
    Nothing is guessed.
    """
    assert 400 == client.post("/save/vi/bridge", json=body(shown, **change)).status_code


@pytest.mark.parametrize("data", ["", "{", "[]", "null", '"text"'])
def test_what_is_no_object_is_refused(client: Visitor, data: str) -> None:
    """
    So is what is no JSON.
    """
    answer = client.post("/save/vi/bridge", data=data, content_type="application/json")

    assert 400 == answer.status_code


def test_a_catalogue_that_breaks_while_open_is_named(
    client: Visitor, shown: Line, root: Path
) -> None:
    """
    With its line, and nothing is written over it.
    """
    project.po(root, "bridge").write_text("nonsense\n", encoding="utf-8")

    answer = client.post("/save/vi/bridge", json=body(shown))

    assert 500 == answer.status_code
    assert "bridge.po:1: " in answer.get_json()["message"]
    assert "nonsense\n" == project.po(root, "bridge").read_text(encoding="utf-8")


def test_a_catalogue_that_goes_while_open_is_missed(
    client: Visitor, shown: Line, root: Path
) -> None:
    """
    It is not made anew.
    """
    project.po(root, "bridge").unlink()

    answer = client.post("/save/vi/bridge", json=body(shown))

    assert 422 == answer.status_code
    assert "there is no catalogue" in answer.get_json()["message"]
    assert not project.po(root, "bridge").exists()


def test_a_full_disk_is_told(
    client: Visitor, shown: Line, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    The file is as it was.
    """
    before = project.po(root, "bridge").read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    answer = client.post("/save/vi/bridge", json=body(shown))

    assert 500 == answer.status_code
    assert "no space left on device" in answer.get_json()["message"]
    assert before == project.po(root, "bridge").read_bytes()


def test_a_megabyte_can_be_saved_and_looked_at(client: Visitor, shown: Line) -> None:
    """
    Nobody writes such a sentence, and yet nothing breaks.
    """
    long = "đường " * 170_000

    looked = client.post("/look/vi/bridge", json={"segment": shown.key, "target": long})
    saved = client.post("/save/vi/bridge", json=body(shown, target=long))

    assert (200, 200) == (looked.status_code, saved.status_code)
    assert 409 == client.post("/save/vi/bridge", json=body(shown)).status_code
    assert 200 == client.get("/article/vi/bridge").status_code


def test_hostile_text_is_text(client: Visitor, shown: Line) -> None:
    """
    In every answer that shows it.
    """
    hostile = "</script><img src=x onerror=alert(1)>\u202e"
    answers = [
        client.post("/save/vi/bridge", json=body(shown, target=hostile)).get_json()["line"],
        client.post("/save/vi/bridge", json=body(shown)).get_json()["html"],
        client.get("/article/vi/bridge").text,
        client.get("/beside/vi/bridge", query_string={"segment": shown.key}).text,
    ]

    for answer in answers:
        assert "<img" not in answer
        assert "&lt;img src=x onerror=alert(1)&gt;" in answer


def test_wrong_tags_cannot_be_dismissed(client: Visitor, desk: Desk, root: Path) -> None:
    """
    They have no button for it, for the article would not be exported anyway; others have theirs.
    """
    (root / "source_texts/tide.md").write_text("Waves were *high*.\n", encoding="utf-8")
    project.run(root)
    (shown,) = article.read(desk, "tide.md", "vi").lines

    asked = {"segment": shown.key, "target": "Sóng  cao."}
    html = client.post("/look/vi/tide.md", json=asked).get_json()["html"]

    found = html.split("<li ")[1:]
    assert {'data-check="tags"': False, 'data-check="double-spaces"': True} == {
        each.split()[0].partition(">")[0]: 'data-act="dismiss"' in each for each in found
    }
    client.post("/save/vi/tide.md", json=body(shown, target="Sóng cao."))
    (shown,) = article.read(desk, "tide.md", "vi").lines
    why = {"segment": shown.key, "check": "tags", "reason": "fine", "expected": shown.expected}
    refused = client.post("/dismiss/vi/tide.md", json=why)
    assert (422, "no article is exported while its tags are wrong, whatever is dismissed") == (
        refused.status_code,
        refused.get_json()["message"],
    )
