"""The notebook: its cells are run one after the other, in a fresh process.

Without Jupyter, which would bring some thirty packages to do the same: each cell prints what it
has to show.
"""

import json
import subprocess
import sys

import pytest

from tests.docs.reading import ROOT

NOTEBOOK = ROOT / "docs/examples/newsroom.ipynb"


@pytest.mark.model
def test_the_notebook_goes_the_whole_path() -> None:
    """
    On a copy of the two articles, with the bundled package.
    """
    cells = [cell for cell in json.loads(NOTEBOOK.read_text("utf-8"))["cells"] if "outputs" in cell]
    program = "\n\n".join("".join(cell["source"]) for cell in cells)

    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program],
        cwd=NOTEBOOK.parent,
        capture_output=True,
        text=True,
        check=False,
    )

    assert "" == done.stderr
    assert "2 articles, 70 segments, 70 drafted\nfailed: []" in done.stdout
    assert "0 written, 2 refused" in done.stdout
    assert "(Ảnh: VNA) · set phrase" in done.stdout
    assert "'de' is no language of this project" in done.stdout


def test_nothing_that_it_printed_is_kept() -> None:
    """
    What it prints would change with every package.
    """
    cells = json.loads(NOTEBOOK.read_text("utf-8"))["cells"]

    assert [] == [cell["outputs"] for cell in cells if cell.get("outputs")]
