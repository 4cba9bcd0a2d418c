"""`run --cluster`: who is reached, what is sent ahead, what is kept when a cluster fails."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import polib
import pytest

from pipeline.cli import main
from pipeline.cli.app import App
from pipeline.engine import cluster
from pipeline.errors import ClusterError, Undrafted
from pipeline.model import Draft
from pipeline.workflow import jobs, run
from tests.cli.conftest import Newsroom, Result, environment
from tests.cli.shouting import Shouting
from tests.packages import tiny


def real(newsroom: Newsroom, *args: str) -> Result:
    """Run a command with the packages that the project has."""
    newsroom.capsys.readouterr()
    with pytest.raises(SystemExit) as ended:
        main(args, App())
    return Result(int(ended.value.code or 0), *newsroom.capsys.readouterr())


def drafts(newsroom: Newsroom, article: str, language: str = "vi") -> dict[str, tuple[str, str]]:
    """Give the translations of an article with their comments."""
    file = polib.pofile(str(newsroom.po(article, language)), wrapwidth=0)
    return {entry.msgid: (entry.msgstr, entry.tcomment) for entry in file}


def test_a_cluster_drafts_what_one_process_does(newsroom: Newsroom) -> None:
    """
    To the letter, where the model gives the same in whatever company; glossary and all.
    """
    (newsroom.root / "pipeline.toml").write_text('languages = ["vi"]\n')
    (newsroom.root / "glossary.csv").write_text("source,vi\nrice,lúa\nvillage,làng\n")
    tiny.build(newsroom.root / "packages", to_code="vi")
    articles = ("floods", "fields/harvest")

    alone = real(newsroom, "run")
    expected = [drafts(newsroom, article) for article in articles]
    for article in articles:
        newsroom.po(article).unlink()
    (newsroom.root / ".pipeline" / "state.db").unlink()
    together = real(newsroom, "run", "--cluster", "local:1")

    assert (0, 0) == (alone.code, together.code), together.err
    assert sorted(alone.out.splitlines()) == sorted(together.out.splitlines())
    assert expected == [drafts(newsroom, article) for article in articles]


def test_where_nobody_answers_nothing_is_begun(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    One sentence, exit code 2, and no catalogue.
    """
    monkeypatch.setattr(cluster, "_ANSWER_SECONDS", 0.2)
    result = newsroom("run", "--cluster", "tcp://127.0.0.1:1")

    assert 2 == result.code
    assert "Error: nobody answers at tcp://127.0.0.1:1" in result.err
    assert not newsroom.po("floods").exists()


def test_an_address_that_is_empty_is_wrong_usage(newsroom: Newsroom) -> None:
    """
    A script whose variable is not set means a cluster all the same.
    """
    result = newsroom("run", "--cluster", "")

    assert 2 == result.code
    assert "'--cluster': there is no address" in result.err


def test_a_dry_run_reaches_for_no_cluster(newsroom: Newsroom) -> None:
    """
    It drafts nothing.
    """
    assert 0 == newsroom("translate", "--dry-run", "--cluster", "tcp://127.0.0.1:1").code


def test_without_the_extra_it_is_said_how_to_get_it(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Nothing else needs Dask.
    """
    monkeypatch.delitem(sys.modules, "pipeline.engine.cluster")
    monkeypatch.setitem(sys.modules, "distributed", None)

    result = newsroom("run", "--cluster", "local:2")

    assert 2 == result.code
    assert "pip install 'article-pipeline[cluster]'" in result.err


def test_ctrl_c_reaches_the_run_and_not_its_workers(newsroom: Newsroom) -> None:
    """
    They end with it, and say nothing.
    """
    with subprocess.Popen(
        [sys.executable, "-m", "pipeline", "run", "--cluster", "local:1"],
        stderr=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
        text=True,
    ) as process:
        while not (newsroom.root / ".pipeline" / "lock.holder").exists():
            time.sleep(0.01)
        time.sleep(0.3)
        os.killpg(process.pid, signal.SIGINT)
        _, said = process.communicate()

    assert 130 == process.returncode
    assert ["", "Stopped. What was finished is kept; the same command goes on from there."] == (
        said.splitlines()
    )


@dataclass
class Far(Shouting):
    """An engine that works ahead, and tells what it was sent and what of it was waited for."""

    ahead: int = 100
    story: list[str] = field(default_factory=list)
    lost: str = ""
    """Texts that hold this come back from nobody."""

    ends_after: int = 1_000
    """With so many drafts given the cluster is lost."""

    def translate(self, texts: Sequence[str]) -> Iterator[tuple[int, Draft]]:
        """Take texts at once."""
        self.story += (f"sent {text}" for text in texts)
        return self._given(texts)

    def _given(self, texts: Sequence[str]) -> Iterator[tuple[int, Draft]]:
        gone = []
        for at, text in enumerate(texts):
            if self.lost and self.lost in text:
                gone.append(at)
                continue
            if self.ends_after == 0:
                raise ClusterError("the scheduler of here is gone")
            self.ends_after -= 1
            self.story.append(f"took {text}")
            yield at, Draft(f"{self.language}: {text.upper()}", 0.5, self.origin)
        if gone:
            raise Undrafted("the worker broke", gone)


@pytest.fixture
def far(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> Far:
    """Have three articles of two sentences, of which one stands in all, and an engine afar."""
    (newsroom.root / "pipeline.toml").write_text('languages = ["vi"]\n')
    for old in newsroom.root.glob("source_texts/**/*.txt"):
        old.unlink()
    for name in "abc":
        newsroom.write(f"{name}.txt", f"The river rose in {name.upper()}. It rained all night.\n")
    monkeypatch.setattr(jobs, "WINDOW", 2)
    engine = newsroom.engines["vi"] = Far("vi")
    return engine


def test_articles_are_read_while_a_cluster_works(newsroom: Newsroom, far: Far) -> None:
    """
    And what is on its way already is not sent again.
    """
    newsroom("run")

    rose = "The river rose in"
    first = [f"sent {rose} A.", "sent It rained all night.", f"sent {rose} B.", f"sent {rose} C."]
    assert first == far.story[:4]
    assert sorted(each.replace("sent", "took") for each in first) == sorted(far.story[4:])
    for article in "abc":
        assert all(drafts(newsroom, article)[text][0] for text in drafts(newsroom, article))


def test_no_more_is_read_ahead_than_an_engine_wants(newsroom: Newsroom, far: Far) -> None:
    """
    So memory stays flat, however many articles there are.
    """
    far.ahead = 3

    newsroom("run")

    ahead = [each[:4] for each in far.story]
    assert ["sent", "sent", "sent", "took", "took", "sent", "took", "took"] == ahead


def test_what_no_worker_could_draft_is_reported_with_its_article(
    newsroom: Newsroom, far: Far
) -> None:
    """
    The others are done, and the next run tries again, though no file has changed.
    """
    far.lost = "rose in B"

    result = newsroom("run")

    assert 1 == result.code
    assert "b: 1 sentence could not be drafted: the worker broke" in result.err
    assert "" == drafts(newsroom, "b")["The river rose in B."][0]
    assert all(target for target, _ in drafts(newsroom, "c").values())
    far.lost = ""
    far.story.clear()
    assert 0 == newsroom("run").code
    assert ["sent The river rose in B.", "took The river rose in B."] == far.story


def test_a_sentence_that_is_lost_is_tried_again_for_the_next_article(
    newsroom: Newsroom, far: Far
) -> None:
    """
    An article that waited for it with another one is named as well.
    """
    far.lost = "all night"

    result = newsroom("run")

    assert 3 == far.story.count("sent It rained all night.")
    for article in "abc":
        assert f"Error: {article}: 1 sentence could not be drafted" in result.err


def test_a_cluster_that_is_lost_is_told_once_and_the_next_run_goes_on(
    newsroom: Newsroom, far: Far
) -> None:
    """
    What had come is on disk; every catalogue is in line with its article.
    """
    far.ends_after = 3

    result = newsroom("run")

    assert 1 == result.code
    assert 1 == result.err.count("the scheduler of here is gone")
    assert all(newsroom.po(article).exists() for article in "abc")
    assert drafts(newsroom, "b")["The river rose in B."][0]
    far.ends_after = 1_000
    far.story.clear()
    assert 0 == newsroom("run").code
    assert ["sent The river rose in C.", "took The river rose in C."] == far.story


def test_a_run_that_is_stopped_keeps_what_has_come(
    newsroom: Newsroom, far: Far, monkeypatch: pytest.MonkeyPatch
) -> None:
    """
    Also of articles whose turn had not come.
    """

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run, "finish", stop)
        assert 130 == newsroom("run").code
    far.story.clear()

    assert 0 == newsroom("run").code
    assert [] == far.story
