"""`pipeline evaluate effort`: what it says of work that the review page has recorded."""

import json
from typing import Any

import pytest

from pipeline.evaluation.hours import LEAST
from pipeline.evaluation.ranking import LEAST as LEAST_TO_RANK
from pipeline.evaluation.reviews import Review, append
from tests.cli.conftest import Newsroom


def work(newsroom: Newsroom, number: int, **change: Any) -> None:
    """Record that some drafts were approved, each in a minute, half of them after a change."""
    for at in range(number):
        usual: dict[str, Any] = {
            "when": f"2026-11-{23 + at % 2}T10:{at % 60:02}:00+07:00",
            "person": "lan",
            "article": "floods",
            "language": "vi",
            "source": f"River {at} rose.",
            "kind": "body",
            "before": "SÔNG DÂNG",
            "after": ("SÔNG DÂNG", "Sông dâng.")[at // 2 % 2],
            "is_reviewed": True,
            "draft": "SÔNG DÂNG",
            "origin": "shout 1.0",
            "confidence": at / number,
            "seconds": 60.0 + at,
            "keystrokes": 5,
        }
        append(
            newsroom.root / ".pipeline" / "review.jsonl",
            Review(**{**usual, **change, "article": change.get("article", "floods")}),
        )


def recorded(newsroom: Newsroom, *args: str) -> dict[str, Any]:
    """Give what programs get of the record."""
    found: dict[str, Any] = json.loads(newsroom("evaluate", "effort", *args, "--json").out)
    part: dict[str, Any] = found["recorded"]
    return part


def test_work_is_told_by_time_and_by_what_it_was(newsroom: Newsroom) -> None:
    """
    Periods hold shares of drafts, groups what an hour yielded.
    """
    work(newsroom, 2 * LEAST)

    found = recorded(newsroom)

    assert (40, 0, 40, 0, "day") == tuple(
        found[key] for key in ("saves", "broken", "segments", "cut", "unit")
    )
    assert [("2026-11-23", 20, 0.5), ("2026-11-24", 20, 0.5)] == [
        (each["from"], each["segments"], each["share_untouched"]) for each in found["periods"]
    ]
    assert [
        (None, None),
        ("start", "draft"),
        ("language", "vi"),
        ("kind", "body"),
        ("package", "shout 1.0"),
    ] == [(each["by"], each["name"]) for each in found["groups"]]
    seconds = sum(60 + at for at in range(40))
    assert {
        "segments": 40,
        "words": 120,
        "seconds": seconds,
        "words_per_hour": 3600 * 120 / seconds,
        "segments_per_hour": 3600 * 40 / seconds,
    } == found["groups"][0]["hour"]
    assert 5 / 3 == found["groups"][0]["typing"]["keystrokes_per_word"]


def test_of_few_segments_only_their_number_is_told(newsroom: Newsroom) -> None:
    """
    What chance would make is null.
    """
    work(newsroom, LEAST - 1)

    found = recorded(newsroom)

    (period,) = found["periods"]
    assert (LEAST - 1, None, None, None) == tuple(
        period[key] for key in ("segments", "ter", "share_untouched", "share_kept")
    )
    assert found["groups"][0]["hour"]["words_per_hour"] is None
    assert found["groups"][0]["typing"]["keystrokes_per_word"] is None


def test_confidence_is_set_against_time(newsroom: Newsroom) -> None:
    """
    Here the surer drafts took longer, to the last one.
    """
    work(newsroom, LEAST_TO_RANK)

    expected = [{"package": "shout 1.0", "drafts": LEAST_TO_RANK, "spearman": pytest.approx(1)}]
    assert expected == recorded(newsroom)["confidence"]
    assert "rank correlation with seconds for a word +1.00" in newsroom("evaluate", "effort").out


def test_only_what_is_asked_for_counts(newsroom: Newsroom) -> None:
    """
    By article, language and day.
    """
    work(newsroom, 4)
    work(newsroom, 3, article="fields/harvest", language="ru")
    work(newsroom, 1, article="gone")

    assert 8 == recorded(newsroom)["segments"]
    assert 3 == recorded(newsroom, "--article", "fields/*")["segments"]
    assert 5 == recorded(newsroom, "--language", "vi")["segments"]
    found = recorded(newsroom, "--since", "2026-11-24")
    assert (3, "2026-11-24") == (found["segments"], found["since"])


def test_a_wrong_day_is_refused(newsroom: Newsroom) -> None:
    """
    With the form that days have.
    """
    result = newsroom("evaluate", "effort", "--since", "yesterday")

    assert 2 == result.code
    assert "%Y-%m-%d" in result.err


def test_people_get_the_record_below(newsroom: Newsroom) -> None:
    """
    Also where nothing else has been approved; broken lines are counted.
    """
    work(newsroom, 2 * LEAST)
    with (newsroom.root / ".pipeline" / "review.jsonl").open("a") as file:
        file.write("{\n")

    lines = newsroom("evaluate", "effort").out.splitlines()

    told = "40 saves, 40 segments approved; lines that cannot be read: 1;"
    assert f"(.pipeline/review.jsonl): {told}" in lines[1]
    assert ["2026-11-23", "20", "50%"] == lines[3].split()[:3]
    assert ["all", "40", "53", "45", "136", "1.7", "3.2"] == lines[7].split()


@pytest.mark.parametrize(
    ("record", "said"),
    [("effort", ""), ("history", "times and keystrokes are not"), ("nothing", "nothing is")],
)
def test_a_record_that_is_switched_off_says_so(newsroom: Newsroom, record: str, said: str) -> None:
    """
    What it held before is still told.
    """
    with (newsroom.root / "pipeline.toml").open("a") as file:
        file.write(f'[review]\nrecord = "{record}"\n')
    work(newsroom, 1)

    out = newsroom("evaluate", "effort").out

    assert bool(said) == ("at present" in out)
    assert said in out


def test_a_record_that_cannot_be_read_is_named(newsroom: Newsroom) -> None:
    """
    The catalogues are measured all the same, and the exit code is 1.
    """
    newsroom("run")
    newsroom.review("fields/harvest")
    (newsroom.root / ".pipeline" / "review.jsonl").mkdir()

    result = newsroom("evaluate", "effort")

    assert 1 == result.code
    assert "review.jsonl cannot be read" in result.err
    assert "fields/harvest" in result.out
    assert recorded(newsroom) is None


def test_approved_drafts_are_sorted_by_kind_and_package(newsroom: Newsroom) -> None:
    """
    Wherever they were approved.
    """
    newsroom("run")
    newsroom.review("floods")

    found = json.loads(newsroom("evaluate", "effort", "--json").out)

    assert {"headline": 1, "body": 4, "caption": 1, "credit": 1} == {
        each["kind"]: each["segments"] for each in found["kinds"]
    }
    assert [("shout 1.0", 7, 1.0)] == [
        (each["package"], each["segments"], each["share_kept"]) for each in found["packages"]
    ]
