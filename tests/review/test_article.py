"""An article as it is reviewed: its flow, its lines, and what keeps it from being shown."""

from pathlib import Path

import polib
import pytest

from pipeline.errors import CatalogueBroken, UsageError
from pipeline.model import Entry, Kind, State
from pipeline.review import article
from pipeline.review.desk import Desk
from tests.review import project


def test_an_article_is_shown_in_its_own_flow(desk: Desk) -> None:
    """
    Lines of one paragraph stand together, each of its kind.
    """
    page = article.read(desk, "bridge", "vi")

    shown = [(each.kind, len(each.lines)) for each in page.paragraphs]
    assert (Kind.HEADLINE, 1) == shown[0]
    assert [1, 3, 2, 2, 1] == [many for _, many in shown]
    assert list(range(1, 10)) == [line.number for line in page.lines]


def test_findings_of_a_run_are_shown(desk: Desk) -> None:
    """
    Beside the text that they are about.
    """
    page = article.read(desk, "bridge", "vi")

    assert "capital" in [each.check for each in page.lines[0].findings]


def test_a_sentence_that_stands_twice_is_one_entry(root: Path, desk: Desk) -> None:
    """
    Both places lead to it, and the second says that it is one.
    """
    path = root / "source_texts" / "weather.txt"
    path.write_text(path.read_text(encoding="utf-8") * 2, encoding="utf-8")

    lines = article.read(desk, "weather", "vi").lines

    half = len(lines) // 2
    assert [line.key for line in lines[:half]] == [line.key for line in lines[half:]]
    assert [False] * half + [True] * half == [line.is_repeat for line in lines]


def test_an_article_that_has_changed_is_shown_as_it_is(root: Path, desk: Desk) -> None:
    """
    Though no run has seen it: what is new is empty, what is gone is retired.
    """
    path = root / "source_texts" / "weather.txt"
    text = path.read_text(encoding="utf-8").replace("Fishing boats may leave the harbours", "Rain")
    path.write_text(text, encoding="utf-8")

    page = article.read(desk, "weather", "vi")

    assert "Rain again." == page.lines[-1].entry.source
    assert State.EMPTY is page.lines[-1].entry.state
    assert ["Fishing boats may leave the harbours again."] == [each.source for each in page.retired]


def test_without_a_catalogue_all_is_empty(root: Path, desk: Desk) -> None:
    """
    The page says that a run makes one.
    """
    project.po(root, "bridge").unlink()

    page = article.read(desk, "bridge", "vi")

    assert page.is_new
    assert {State.EMPTY} == {line.entry.state for line in page.lines}


def test_what_another_program_saves_is_shown_next(root: Path, desk: Desk) -> None:
    """
    Nothing that is held in memory hides the file.
    """
    article.read(desk, "bridge", "vi")
    file = polib.pofile(project.po(root, "bridge"), wrapwidth=0)
    file[0].msgstr = "Cầu cũ"
    file.save()

    assert "Cầu cũ" == article.read(desk, "bridge", "vi").lines[0].entry.target


def test_a_paragraph_in_another_language_is_shown_as_it_stays(root: Path, desk: Desk) -> None:
    """
    Readers will see it between the others.
    """
    foreign = (
        "Cây cầu bắc qua sông Hương đã được mở lại vào sáng thứ Hai sau mười năm sửa chữa, và hơn"
        " một nghìn hai trăm người dân thành phố đã đi qua cầu trước buổi trưa, nhiều người mang"
        " theo hoa và chụp ảnh cùng gia đình của mình trên cầu."
    )
    path = root / "source_texts" / "bridge.txt"
    english = path.read_text(encoding="utf-8") * 3
    path.write_text(f"{english}\n{foreign}\n", encoding="utf-8")

    last = article.read(desk, "bridge", "vi").paragraphs[-1]

    assert ((), foreign) == (last.lines, last.text)


@pytest.mark.parametrize(
    ("name", "language"),
    [("nothing", "vi"), ("bridge", "xx"), ("../bridge", "vi"), ("bridge", "../vi"), ("", "vi")],
)
def test_only_what_the_project_lists_is_read(desk: Desk, name: str, language: str) -> None:
    """
    Names in addresses never become paths by themselves.
    """
    with pytest.raises(UsageError):
        article.read(desk, name, language)


def test_a_broken_catalogue_is_named_with_its_line(root: Path, desk: Desk) -> None:
    """
    The rest of the project can still be worked on.
    """
    project.po(root, "bridge").write_text('msgid ""\nmsgstr "', encoding="utf-8")

    with pytest.raises(CatalogueBroken, match=r"bridge\.po:2: "):
        article.read(desk, "bridge", "vi")
    assert article.read(desk, "weather", "vi").lines


def test_dismissals_do_not_count_as_changes() -> None:
    """
    They end by themselves when a text changes; other comments may say something new.
    """
    entry = Entry("A.", "B.", State.REVIEWED, note=("mine",))
    same = Entry("A.", "B.", State.REVIEWED, note=("mine", "pipeline: dismiss length"))
    other = Entry("A.", "B.", State.REVIEWED, note=("mine", "and yours"))

    assert article.expected(entry) == article.expected(same)
    assert article.expected(entry) != article.expected(other)
