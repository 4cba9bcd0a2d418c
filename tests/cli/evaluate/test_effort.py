"""`pipeline evaluate effort`: what reviewers did to drafts, after real runs and reviews."""

import json
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import polib
import pytest

from pipeline.evaluation.ranking import LEAST
from pipeline.model import Draft
from pipeline.state import DraftStore
from tests.cli.conftest import Newsroom
from tests.cli.shouting import Shouting

COLUMNS = ("article", "language", "segments", "untouched", "edits", "words", "typed", "unrecorded")


def measured(newsroom: Newsroom, *args: str) -> dict[str, Any]:
    """Give the result as programs get it."""
    found: dict[str, Any] = json.loads(newsroom("evaluate", "effort", *args, "--json").out)
    return found


def rows(newsroom: Newsroom, *args: str) -> list[tuple[object, ...]]:
    """Give what counts of each catalogue."""
    found = measured(newsroom, *args)["catalogues"]
    return [tuple(row[name] for name in COLUMNS) for row in found]


def put(newsroom: Newsroom, article: str, texts: dict[str, str], language: str = "vi") -> None:
    """Write translations of a person's into a catalogue."""

    def change(file: polib.POFile) -> None:
        for entry in file:
            entry.msgstr = texts.get(entry.msgid, entry.msgstr)

    newsroom.edit(article, language, change)


def test_effort_is_measured_against_the_draft_that_was_shown(newsroom: Newsroom) -> None:
    """
    Also after the next run, which takes the draft's mark off what has been approved.
    """
    newsroom("run")
    put(newsroom, "fields/harvest", {"The harvest was good.": "vi: THE CROP WAS GOOD!"})
    newsroom.review("fields/harvest")
    # "vi: THE HARVEST WAS GOOD." -> two words replaced, CROP has the R of HARVEST.
    expected = [("fields/harvest", "vi", 2, 1, 2, 13, 4, 0)]

    assert expected == rows(newsroom)
    newsroom("run")
    assert "draft" not in polib.pofile(newsroom.po("fields/harvest"))[0].tcomment
    assert expected == rows(newsroom)


def test_what_waits_for_a_person_does_not_count(newsroom: Newsroom) -> None:
    """
    Drafts and fuzzy texts are work that nobody has finished.
    """
    newsroom("run")
    put(newsroom, "fields/harvest", {"The harvest was good.": "almost"})

    assert [] == rows(newsroom)
    result = newsroom("evaluate", "effort")
    assert (0, "", "Nothing has been approved yet.\n") == result


def test_rows_are_added_up_by_language_and_in_all(newsroom: Newsroom) -> None:
    """
    Totals follow the rows; a selection counts what is selected.
    """
    newsroom("run")
    for language in ("vi", "ru"):
        newsroom.review("fields/harvest", language)
    newsroom.review("floods")

    found = measured(newsroom)

    assert [("vi", 9), ("ru", 2), (None, 11)] == [
        (row["language"], row["segments"]) for row in found["totals"]
    ]
    assert [("fields/harvest", "ru")] == [row[:2] for row in rows(newsroom, "--language", "ru")]
    assert ["floods"] == [row[0] for row in rows(newsroom, "--article", "floods")]


def test_people_get_a_table(newsroom: Newsroom) -> None:
    """
    A line each catalogue, its total, the signature of TER, and what is missing to judge more.
    """
    newsroom("run")
    newsroom.review("fields/harvest")

    lines = newsroom("evaluate", "effort").out.splitlines()

    assert ["fields/harvest", "vi", "2", "100%", "0.0", "0", "0", "66", "0"] == lines[1].split()
    assert ["all", "vi", "2", "100%", "0.0", "0", "0", "66", "0"] == lines[2].split()
    assert "TER: nrefs:1|case:mixed" in lines[4]
    assert "confidence of shout 1.0: too few approved drafts" in lines[6]
    assert f"(2; {LEAST} are needed)" in lines[6]


def test_a_translation_without_a_draft_is_counted_apart(newsroom: Newsroom) -> None:
    """
    What a person translated before any engine was there took no effort on a draft.
    """
    newsroom("segment")
    put(newsroom, "fields/harvest", {"The harvest was good.": "Được mùa."})
    newsroom("run")
    newsroom.review("fields/harvest")

    assert [("fields/harvest", "vi", 1, 1, 0, 8, 0, 1)] == rows(newsroom)


class Silent(Shouting):
    """An engine to which nothing comes."""

    def translate(self, texts: Sequence[str]) -> Iterator[tuple[int, Draft]]:
        """Answer each text with a reason instead of a draft."""
        for at, draft in super().translate(texts):
            yield at, replace(draft, text="", confidence=None, warnings=("nothing came",))


def test_where_no_draft_came_none_was_edited(newsroom: Newsroom) -> None:
    """
    A sentence that the engine had no draft for was a person's work from the start.
    """
    newsroom.engines["vi"] = Silent("vi")
    newsroom("run")
    put(newsroom, "fields/harvest", {"The harvest was good.": "Được mùa."})

    assert [("fields/harvest", "vi", 0, 0, 0, 0, 0, 1)] == rows(newsroom)


def test_without_the_store_nothing_is_known(newsroom: Newsroom) -> None:
    """
    Effort before its loss is not counted, rather than guessed.
    """
    newsroom("run")
    newsroom.review("fields/harvest")
    shutil.rmtree(newsroom.root / ".pipeline")

    assert [("fields/harvest", "vi", 0, 0, 0, 0, 0, 2)] == rows(newsroom)
    cells = newsroom("evaluate", "effort").out.splitlines()[1].split()
    assert ["0", "-", "-", "-", "-", "0", "2"] == cells[2:]


def test_an_older_engines_draft_is_found(newsroom: Newsroom) -> None:
    """
    An upgrade of the package does not take from the drafts that were shown before.
    """
    newsroom("run")
    newsroom.engines = {"vi": Shouting("vi", "shout 2.0"), "ru": Shouting("ru", "shout 2.0")}
    newsroom.write("fields/harvest.txt", "The harvest was good. It rained.\n")
    newsroom("run")
    newsroom.review("fields/harvest")

    found = measured(newsroom)

    assert [2] == [row["segments"] for row in found["catalogues"]]
    assert {"shout 1.0", "shout 2.0"} == {each["package"] for each in found["confidence"]}


@pytest.mark.parametrize("back", [False, True])
def test_a_refreshed_draft_is_the_one_that_counts(newsroom: Newsroom, back: bool) -> None:
    """
    Of several engines' drafts the one that was put in last was shown, also after a way back.
    """

    def use(version: str) -> None:
        for language in ("vi", "ru"):
            newsroom.engines[language] = Shouting(language, f"shout {version}")
        newsroom("run", "--refresh")

    use("1.0")
    use("2.0")
    if back:
        use("1.0")
    newsroom.review("fields/harvest")

    (package,) = measured(newsroom)["confidence"]
    assert f"shout {1 if back else 2}.0" == package["package"]


def test_languages_keep_their_drafts_apart(newsroom: Newsroom) -> None:
    """
    The same sentence has another draft in each.
    """
    newsroom("run")
    newsroom.review("fields/harvest", "ru")
    newsroom.review("fields/harvest", "vi")

    assert [2, 2] == [row[3] for row in rows(newsroom)]


def test_set_phrases_do_not_praise_a_package(newsroom: Newsroom) -> None:
    """
    They count as drafts, but their confidence is none of the model's.
    """
    newsroom.engines["vi"] = Shouting("vi", "set phrase")
    newsroom("run")
    newsroom.review("fields/harvest")

    found = measured(newsroom)

    assert [2] == [row["segments"] for row in found["catalogues"]]
    assert [] == found["confidence"]


class Wavering(Shouting):
    """An engine that is the surer the higher the number is that a sentence has as second word."""

    def translate(self, texts: Sequence[str]) -> Iterator[tuple[int, Draft]]:
        """Shout, with a confidence of 0.02 a farm, and a warning about the last of them."""
        for at, draft in super().translate(texts):
            number = int(texts[at].split()[1])
            warnings = ("odd",) if number == 49 else ()
            yield at, replace(draft, confidence=number / 50, warnings=warnings)


def test_confidence_is_judged_by_the_effort(newsroom: Newsroom) -> None:
    """
    Where exactly the less confident drafts were edited, and the more the less sure they were.
    """
    newsroom.engines["vi"] = Wavering("vi")
    sentences = [f"Farm {number} sold most of its early rice abroad." for number in range(10, 50)]
    newsroom.write("farms.txt", "\n\n".join(sentences) + "\n")
    newsroom("run", "--article", "farms")
    # Below 0.4 as many words change as the farm's number is below 20.
    texts = {
        sentence: " ".join(["x"] * (20 - number) + f"vi: {sentence.upper()}".split()[20 - number :])
        for number, sentence in enumerate(sentences, 10)
        if number < 20
    }
    put(newsroom, "farms", texts)
    newsroom.review("farms")

    (found,) = measured(newsroom)["confidence"]

    assert ("shout 1.0", 40) == (found["package"], found["drafts"])
    assert -1 <= found["spearman"] < -0.7
    assert [10, 10, 10, 10] == [
        sum(band["segments"] for band in found["bands"][at : at + 2]) for at in (0, 2, 4, 6)
    ]
    assert [True, True, False] == [band["ter"] > 0 for band in found["bands"][:3]]
    expected = {"marked": 10, "edited": 10, "both": 10, "precision": 1.0, "recall": 1.0}
    assert expected == found["low"]
    assert {**expected, "marked": 11, "precision": 10 / 11} == found["doubtful"]
    shown = newsroom("evaluate", "effort").out
    assert "confidence of shout 1.0, 40 drafts: rank correlation with TER -0." in shown
    assert "low (below 0.40): 10 marked, 100% of them edited; 100% of the edited ones" in shown


def test_confidence_that_never_differs_ranks_nothing(newsroom: Newsroom) -> None:
    """
    It says so, rather than give a figure.
    """
    farms = [f"Farm {number} sold its rice." for number in range(LEAST)]
    newsroom.write("farms.txt", "\n\n".join(farms) + "\n")
    newsroom("run", "--language", "vi")
    newsroom.review("farms")

    assert "all drafts are alike" in newsroom("evaluate", "effort").out
    assert measured(newsroom)["confidence"][0]["spearman"] is None


def test_a_catalogue_that_cannot_be_read_is_named(newsroom: Newsroom) -> None:
    """
    The others are measured, and the exit code is 1.
    """
    newsroom("run")
    newsroom.review("fields/harvest")
    newsroom.po("floods").write_text("msgid no quotes\n")

    result = newsroom("evaluate", "effort")

    assert 1 == result.code
    assert "floods.po:1" in result.err
    assert "fields/harvest" in result.out
    assert 1 == len(measured(newsroom)["failures"])


def test_nothing_is_written(newsroom: Newsroom) -> None:
    """
    Looking changes no file, and makes none, not even in a project that has never run.
    """
    before = newsroom.bytes()
    newsroom("evaluate", "effort")
    assert before == newsroom.bytes()
    assert not (newsroom.root / ".pipeline").exists()

    newsroom("run")
    before = newsroom.bytes()
    newsroom("evaluate", "effort")
    assert before == newsroom.bytes()


@pytest.mark.parametrize(
    ("args", "complaint"),
    [
        (["--article", "flods"], "no article fits 'flods'"),
        (["--language", "de"], "'de' is no language of this project"),
        (["--project", "nowhere"], "nowhere"),
    ],
)
def test_wrong_usage_is_answered(newsroom: Newsroom, args: list[str], complaint: str) -> None:
    """
    What is not there is named as in other commands.
    """
    result = newsroom("evaluate", "effort", *args)

    assert 2 == result.code
    assert complaint in result.err


def test_a_damaged_note_is_as_good_as_none(newsroom: Newsroom) -> None:
    """
    What the state says of engines may be anything, as all of it may.
    """
    newsroom("run")
    newsroom.review("fields/harvest")
    with DraftStore(newsroom.root / ".pipeline" / "state.db") as state:
        state.keep_stamps({"drafters:vi": "[1, {"})

    assert [2] == [row[-1] for row in rows(newsroom)]
