"""Comments of ours that a program has broken over several lines."""

from pathlib import Path

import polib
from hypothesis import given
from hypothesis import strategies as st

from pipeline.catalogues import marks, po
from pipeline.catalogues.unwrap import unwrapped
from pipeline.model import Catalogue, Entry, Kind, State
from tests.catalogues.building import HEADER

WORDS = "the ministers of both countries met in the old town and spoke of bridges and roads"
LONG = Entry(
    WORDS,
    "Các bộ trưởng đã gặp nhau.",
    State.DRAFT,
    kinds=(Kind.BODY,),
    note=("please look at the name again, since it is written in two ways in the older articles",),
    origin="en_vi 0.2",
    confidence=0.71,
    warnings=("numbers differ: 1,234 missing",),
    errors=("error[length] only 26 characters, where about 90 are usual for such a sentence",),
    terms=(
        "term: both countries → hai nước | hai quốc gia | cả hai nước | hai bên | đôi bên (not: 2)",
    ),
    similar=("0.68 · The ministers of both countries met again in the new town. → Các bộ trưởng.",),
)


def test_what_polib_wraps_is_read_as_it_was(tmp_path: Path) -> None:
    """
    Marks, terms and similar texts are whole again; only a person's long comment stays broken.
    """
    path = tmp_path / "a.po"
    path.write_bytes(po.render(Catalogue("a", "vi", (LONG,), HEADER)))
    polib.pofile(str(path)).save()
    lines = path.read_text("utf-8").splitlines()
    assert 9 < sum(line.startswith(("# ", "#.")) for line in lines)

    (found,) = po.parse(path.read_bytes(), path, "a", "vi").entries

    assert State.DRAFT is found.state
    assert (LONG.warnings, LONG.errors) == (found.warnings, found.errors)
    assert (LONG.terms, LONG.similar) == (found.terms, found.similar)
    assert " ".join(LONG.note) == " ".join(found.note)


def test_a_short_line_is_no_tail() -> None:
    """
    A person's comment below a mark without its bracket stays hers.
    """
    cut = "draft 1f0c9a3e · en_vi 0.2 · 0.71 (numbers"

    assert [cut, "differ: 5)"] == unwrapped([cut, "differ: 5)"], marks.is_cut)


def test_a_blank_line_is_no_tail() -> None:
    """
    Nothing can have been cut off there.
    """
    cut = "draft 1f0c9a3e · en_vi 0.2 · 0.71 (" + 60 * "a"

    assert [cut, " ", "b)"] == unwrapped([cut, " ", "b)"], marks.is_cut)


@given(st.lists(st.text("ab (·)", max_size=90)))
def test_no_word_is_lost(comments: list[str]) -> None:
    """
    Whatever is joined, every word is there, in its order.
    """
    beginning = "draft 1f0c9a3e · en_vi 0.2 · 0.71 ("
    lines = [beginning + comments[0], *comments[1:]] if comments else []

    assert " ".join(lines).split() == " ".join(unwrapped(lines, marks.is_cut)).split()
