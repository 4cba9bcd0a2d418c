"""Word and ODT files before and after a translation, as LibreOffice lays them out: pages, fonts.

    python -m tests.tools.word_pages tests/cases/docx/river.docx
    python -m tests.tools.word_pages tests/cases/odt/river.odt

The translation is the text itself with accents on its vowels: as long, and as wide.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from pipeline import articles, tags
from pipeline.articles.flow import own_text
from pipeline.articles.options import ReadOptions

_ACCENTS = str.maketrans("aeouAEOU", "áéóúÁÉÓÚ")


def accented(text: str) -> str:
    """Put accents on the vowels of a text, and leave its tags alone."""
    return text.translate(_ACCENTS)


def translated(path: Path) -> bytes:
    """Write a file with accents, and with its own texts to see that nothing changes."""
    article = articles.read(path, path.name, ReadOptions())
    own = [own_text(article, block) for block in article.blocks]
    if articles.write(article, own, "vi") != path.read_bytes():
        raise SystemExit(f"{path} does not stay as it is")
    assert all(tags.find(text) == tags.find(accented(text)) for text in own)
    return articles.write(article, [accented(text) for text in own], "vi")


def laid_out(path: Path, folder: Path) -> tuple[int, set[str]]:
    """Have LibreOffice write a PDF; give its number of pages and its fonts."""
    profile = f"-env:UserInstallation=file://{folder}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", folder, path],
        check=True,
        capture_output=True,
    )
    pdf = (folder / path.with_suffix(".pdf").name).read_bytes()
    fonts = re.findall(rb"/BaseFont/(?:[A-Z]{6}\+)?([\w-]+)", pdf)
    return len(re.findall(rb"/Type\s*/Page\b", pdf)), {font.decode() for font in fonts}


def main(path: Path) -> None:
    """Print both, and end with 1 if they differ."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        after = folder / f"after-{path.name}"
        after.write_bytes(translated(path))
        both = [laid_out(each, folder) for each in (path, after)]
    for pages, fonts in both:
        print(f"{pages} pages, {', '.join(sorted(fonts))}")  # noqa: T201 - a tool
    raise SystemExit(both[0] != both[1])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
