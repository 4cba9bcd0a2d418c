"""`pipeline export`: what is fit is written, what is not is refused with the reason."""

import json

import polib

from tests.cli.conftest import HARVEST, Newsroom


def test_an_unreviewed_article_is_refused_line_by_line(newsroom: Newsroom) -> None:
    """
    Each segment that keeps an article back is listed with file, line and reason; exit code 1.
    """
    newsroom("run")
    newsroom.review("floods", skip=["Nobody was hurt."])

    result = newsroom("export", "--article", "floods", "--language", "vi")

    assert 1 == result.code
    assert (
        "source_texts/floods.txt:6: vi: a machine draft that nobody has reviewed:"
        " Nobody was hurt.\n" == result.out
    )
    assert not (newsroom.root / "build" / "vi").exists()


def test_a_reviewed_article_is_written(newsroom: Newsroom) -> None:
    """
    With everything reviewed the article goes to build/<language>/.
    """
    newsroom("translate")
    newsroom.review("fields/harvest")

    result = newsroom("export", "--article", "fields/harvest.txt", "--language", "vi")
    assert 2 == result.code, "a path is taken from where the person stands"
    result = newsroom("export", "--article", "source_texts/fields/harvest.txt", "--language", "vi")

    assert (0, "wrote build/vi/fields/harvest.txt\n") == (result.code, result.out)
    text = (newsroom.root / "build/vi/fields/harvest.txt").read_text()
    assert text.startswith("vi: THE HARVEST WAS GOOD. vi: FARMERS")


def test_drafts_never_stand_where_reviewed_articles_stand(newsroom: Newsroom) -> None:
    """
    Drafts are exported to a folder of their own, with the source where nothing is.
    """
    newsroom("segment")

    result = newsroom("export", "--allow-drafts")

    assert 0 == result.code
    assert not (newsroom.root / "build" / "vi").exists()
    assert HARVEST == (newsroom.root / "build/drafts/vi/fields/harvest.txt").read_text()


def test_untranslated_segments_may_keep_their_source(newsroom: Newsroom) -> None:
    """
    Empty segments are an error, unless the source is asked for; drafts still are one.
    """
    newsroom("segment", "--language", "vi")

    def first(file: polib.POFile) -> None:
        file[0].msgstr = "Vụ mùa bội thu."

    newsroom.edit("fields/harvest", "vi", first)
    asked = ("export", "--article", "fields/*", "--language", "vi")

    assert "not translated: Farmers sold" in newsroom(*asked).out
    assert 0 == newsroom(*asked, "--untranslated", "source").code
    text = (newsroom.root / "build/vi/fields/harvest.txt").read_text()
    assert "Vụ mùa bội thu. Farmers sold most of the rice abroad.\n" == text


def test_a_sentence_that_is_new_since_the_last_run_is_not_missed(newsroom: Newsroom) -> None:
    """
    An export looks at the article as it is now, whatever the catalogue knows of it.
    """
    newsroom("translate")
    newsroom.review("fields/harvest")
    newsroom.write("fields/harvest.txt", HARVEST + "Prices fell.\n")
    before = newsroom.bytes()

    result = newsroom("export", "--article", "fields/*", "--language", "vi")

    assert "source_texts/fields/harvest.txt:2: vi: not translated: Prices fell.\n" == result.out
    assert before == newsroom.bytes()


def test_a_page_side_by_side(newsroom: Newsroom) -> None:
    """
    The page has both languages; of an unreviewed article it goes to the drafts.
    """
    newsroom("translate")

    assert 1 == newsroom("export", "--format", "bilingual-html").code
    result = newsroom("export", "--format", "bilingual-html", "--allow-drafts")

    assert 0 == result.code
    page = (newsroom.root / "build/drafts/vi/fields/harvest.html").read_text()
    assert "The harvest was good." in page
    assert "vi: THE HARVEST WAS GOOD." in page


def test_another_folder_a_rehearsal_and_json(newsroom: Newsroom) -> None:
    """
    --output names another folder, --dry-run writes nothing, --json lists all of it.
    """
    newsroom("translate")
    newsroom.review("fields/harvest")
    asked = ("export", "--language", "vi", "--output", newsroom.root / "out", "--json")

    result = json.loads(newsroom(*asked, "--dry-run").out)

    assert ["out/vi/fields/harvest.txt"] == result["written"]
    assert {
        "file": "source_texts/floods.txt",
        "line": 1,
        "language": "vi",
        "reason": "a machine draft that nobody has reviewed",
        "source": "Floods cut off three villages",
    } == result["refused"][0]
    assert not (newsroom.root / "out").exists()
    newsroom(*asked)
    assert (newsroom.root / "out/vi/fields/harvest.txt").exists()


def test_xliff_holds_the_whole_catalogue(newsroom: Newsroom) -> None:
    """
    However far it is, for each language, in a folder that is not for readers.
    """
    newsroom("translate", "--article", "floods")

    result = newsroom("export", "--format", "xliff", "--language", "vi")

    assert 0 == result.code
    assert {
        "wrote build/xliff/vi/fields/harvest.xlf",
        "wrote build/xliff/vi/floods.xlf",
    } <= set(result.out.splitlines())
    text = (newsroom.root / "build/xliff/vi/floods.xlf").read_text()
    assert 'state-qualifier="mt-suggestion">vi: NOBODY WAS HURT.' in text
    before = newsroom.bytes()
    newsroom("export", "--format", "xliff", "--language", "vi")
    assert before == newsroom.bytes()


def test_projects_for_omegat_lie_where_exports_do(newsroom: Newsroom) -> None:
    """
    One for each language; or in a folder that is named.
    """
    newsroom("run")

    shown = newsroom("export", "--format", "omegat").out
    assert "wrote build/omegat/vi\nwrote build/omegat/ru\n" == shown
    assert (newsroom.root / "build/omegat/vi/source/fields/harvest.po").is_file()

    newsroom("export", "--format", "omegat", "--language", "vi", "for An")
    assert (newsroom.root / "for An/omegat.project").is_file()


def test_a_dry_run_makes_no_project(newsroom: Newsroom) -> None:
    """
    It says where it would lie.
    """
    newsroom("run")
    shown = newsroom("export", "--format", "omegat", "--language", "vi", "--dry-run", "--json").out

    assert {"written": ["build/omegat/vi"], "failures": []} == json.loads(shown)
    assert not (newsroom.root / "build/omegat").exists()


def test_an_article_without_a_catalogue_is_missing_in_the_project(newsroom: Newsroom) -> None:
    """
    The others are in it, and the exit code is 1.
    """
    newsroom("run", "--article", "floods")
    result = newsroom("export", "--format", "omegat", "--language", "vi")

    assert 1 == result.code
    assert "fields/harvest has no catalogue in vi" in result.err
    assert (newsroom.root / "build/omegat/vi/source/floods.po").is_file()


def test_a_folder_is_for_projects_only(newsroom: Newsroom) -> None:
    """
    For all else there is --output.
    """
    assert 2 == newsroom("export", "there").code
