"""What the overview and the search cost with many articles.

    python -m tests.benchmarks.review_lists [--size 1000] TEXT...

TEXT are text files with a sentence a line, of which articles in two languages are made (see
projects.py) and run. For each page: milliseconds of CPU for the first view and for the next one,
its HTML included; the first search includes the reading of all catalogues.
"""

import argparse
import contextlib
import tempfile
import time
from pathlib import Path

from pipeline import config
from pipeline.review.access import Access
from pipeline.review.app import create_app
from pipeline.review.desk import Desk
from pipeline.workflow.project import Project
from tests.benchmarks import projects

PORT = 8000
ORIGIN = f"http://127.0.0.1:{PORT}"


def main() -> None:
    """Print a line a page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--size", type=int, default=1_000)
    parser.add_argument("texts", nargs="+", type=Path)
    asked = parser.parse_args()
    lines = [line for path in asked.texts for line in path.read_text("utf-8").splitlines()]
    sentences = [line.strip() for line in lines if line.strip().endswith(".")]
    with tempfile.TemporaryDirectory() as folder:
        projects._make(Path(folder), asked.size, sentences)
        with contextlib.suppress(SystemExit):
            projects._run(Path(folder))
        desk, access = Desk(Project(config.load(Path(folder)))), Access(PORT)
        client = create_app(desk, access).test_client()
        client.get(f"/?token={access.token}", base_url=ORIGIN)
        # Else it would be measured together with the pages.
        desk.index.warm = lambda: None  # type: ignore[method-assign]
        word = max(sentences[0].split(), key=len).strip(",.")
        for path in ("/", "/?name=007", f"/search?q={word}", "/search?q=nothing+like+that"):
            for what in ("first", "next"):
                began = time.process_time()
                answer = client.get(path, base_url=ORIGIN)
                took = 1_000 * (time.process_time() - began)
                size = len(answer.data) // 1_000
                print(f"{path:30} {what:6} {took:7.0f} ms {size:6} kB")  # noqa: T201


if __name__ == "__main__":
    main()
