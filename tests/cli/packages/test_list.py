"""`pipeline packages list` and `info`."""

import json

from tests.cli.conftest import Newsroom
from tests.packages import tiny
from tests.packages.mozilla import Mozilla
from tests.packages.server import Server


def test_bundled_packages_are_listed(newsroom: Newsroom) -> None:
    """
    Both bundled packages are there, with size, digest and licence, and serve the project.
    """
    found = json.loads(newsroom("packages", "list", "--json").out)
    bundled = {row["package"]: row for row in found["packages"] if row["origin"] == "bundled"}

    assert ["vi"] == bundled["en_vi"]["serves"]
    assert ["ru"] == bundled["en_ru"]["serves"]
    assert [bundled["en_vi"]["path"]] == found["chains"]["vi"]
    for row in bundled.values():
        assert 10_000_000 < row["bytes"] < 14_000_000
        assert 16 == len(row["digest"])
        assert row["licence"].startswith("that of the data")


def test_the_list_is_a_table_with_the_chains_below(newsroom: Newsroom) -> None:
    """
    A package of the project comes first and serves its language from then on.
    """
    tiny.build(newsroom.root / "packages", "en", "vi", version="7")

    lines = newsroom("packages", "list").out.splitlines()

    assert lines[0].split() == "package version size origin digest licence folder".split()
    assert lines[1].split()[:2] == ["en_vi", "7"]
    assert "vi: en_vi 7 (project)" in lines
    assert "ru: en_ru 0.2 (bundled)" in lines


def test_what_cannot_be_used_is_listed_too(newsroom: Newsroom) -> None:
    """
    A broken package is no error of the list, which says what is wrong with it.
    """
    path = tiny.build(newsroom.root / "packages", "en", "vi")
    (path / "model" / "model.bin").write_bytes(b"")

    result = newsroom("packages", "list")

    assert 0 == result.code
    assert f"unusable: {path}: has a model/model.bin that is empty" in result.out


def test_a_language_that_nothing_serves_is_told(newsroom: Newsroom) -> None:
    """
    The list is printed all the same; the exit code says that something is missing.
    """
    (newsroom.root / "languages").mkdir()
    (newsroom.root / "languages" / "xx.toml").write_text('name = "Made up"\n', encoding="utf-8")
    (newsroom.root / "pipeline.toml").write_text('languages = ["xx"]\n', encoding="utf-8")

    result = newsroom("packages", "list")

    assert 1 == result.code
    assert "en_vi" in result.out
    assert "no package translates from “en” into “xx”" in result.err


def test_info_shows_model_licence_scores_and_card(newsroom: Newsroom) -> None:
    """
    Whatever the files of a package tell is shown, then its card.
    """
    shown = newsroom("packages", "info", "en_vi").out

    for line in (
        "digest:          ",
        "vocabulary:      10,000 pieces",
        "encoder layers:  6",
        "quantisation:    int8",
        "scores:          FLORES dev: BLEU / chrF 27.7 / 47.6",
        "                 FLORES devtest: BLEU / chrF 27.3 / 46.7",
        "# English → Vietnamese, bootstrap 0.2",
    ):
        assert line in shown


def test_info_says_nothing_of_what_is_not_known(newsroom: Newsroom) -> None:
    """
    A package without a card has no scores, and no empty lines for them.
    """
    tiny.build(newsroom.root / "packages")

    (facts,) = json.loads(newsroom("packages", "info", "en_xx", "--json").out)
    shown = newsroom("packages", "info", "en_xx").out

    assert ([], "", "not stated") == (facts["scores"], facts["card"], facts["licence"])
    assert "scores" not in shown
    assert "target prefix" not in shown


def test_a_package_that_is_not_there_is_answered_with_those_that_are(
    newsroom: Newsroom,
) -> None:
    """
    A wrong name is wrong usage.
    """
    result = newsroom("packages", "info", "en_xy")

    assert 2 == result.code
    assert "there is no package 'en_xy'" in result.err
    assert "en_vi" in result.err


def test_broken_settings_are_told_rather_than_passed_over(newsroom: Newsroom) -> None:
    """
    A pipeline.toml that cannot be read is not the same as none.
    """
    (newsroom.root / "pipeline.toml").write_text("languages = 7\n", encoding="utf-8")

    result = newsroom("packages", "list")

    assert 2 == result.code
    assert "pipeline.toml:1" in result.err


def entry(from_code: str, to_code: str, version: str, *links: str) -> dict[str, object]:
    """Describe a package as the Argos index does."""
    return {
        "package_version": version,
        "argos_version": "1.9",
        "from_code": from_code,
        "from_name": from_code.title(),
        "to_code": to_code,
        "to_name": to_code.title(),
        "links": list(links),
    }


def test_what_the_argos_index_has_is_listed(newsroom: Newsroom) -> None:
    """
    The newest package of each pair that can be fetched, and what is wrong with other entries.
    """
    index = [
        entry("en", "xx", "1.9", "https://example.org/a.argosmodel"),
        entry("en", "xx", "1.10", "https://example.org/b.argosmodel"),
        entry("en", "yy", "1.0"),
        {"from_code": 7},
    ]
    with Server() as server:
        url = server.serve("/index.json", json.dumps(index).encode())
        settings = newsroom.root / "pipeline.toml"
        settings.write_text(f'languages = ["vi"]\n[downloads]\nindex = "{url}"\n')

        shown = newsroom("packages", "list", "--available")
        offers = json.loads(newsroom("packages", "list", "--available", "--json").out)

    assert ["en-xx", "1.10", "En", "→", "Xx"] == shown.out.splitlines()[1].split()
    assert 2 == len(shown.out.splitlines())
    assert "Note: entry 4 of the index has a from_code that is no text" in shown.err
    assert ["en-xx"] == [each["pair"] for each in offers["available"]]


def test_firefox_s_models_are_listed(newsroom: Newsroom) -> None:
    """
    The same for Firefox's, by pair, without versions that the engine does not run.
    """
    mozilla = Mozilla()
    for pair, version in (("en-vi", "3.0"), ("en-vi", "3.1"), ("en-ru", "3.0"), ("en-de", "9.0")):
        mozilla.add(pair, version)
    copy = mozilla.copy(newsroom.root / "copy")
    settings = newsroom.root / "pipeline.toml"
    settings.write_text(f'languages = ["vi"]\n[downloads]\nfirefox = "{copy}"\n')

    lines = newsroom("packages", "list", "--available", "--from", "firefox").out.splitlines()

    assert [
        ["en-ru", "3.0", "English", "→", "Russian"],
        ["en-vi", "3.1", "English", "→", "Vietnamese"],
    ] == [line.split() for line in lines[1:]]


def test_an_index_that_is_not_there_is_one_sentence(newsroom: Newsroom) -> None:
    """
    A server that does not answer leaves nothing to list.
    """
    with Server() as server:
        settings = newsroom.root / "pipeline.toml"
        settings.write_text(f'languages = ["vi"]\n[downloads]\nindex = "{server.url("/no")}"\n')

        result = newsroom("packages", "list", "--available")

    assert (2, "") == (result.code, result.out)
    assert "the server answers 404" in result.err
