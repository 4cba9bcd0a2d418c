"""An empty folder becomes a project: settings with comments, folders, a first article."""

import os
from collections.abc import Sequence
from pathlib import Path

from pipeline import config, files
from pipeline.errors import FileError, UsageError

SETTINGS = """\
# Settings of this project. `pipeline config show` prints what is in force.

languages = [{languages}]        # targets, by code; each needs a translation package

[folders]
articles = "source_texts"        # English articles, sub-folders and all
catalogues = "locales"           # templates, and <language>/LC_MESSAGES/ with the catalogues
output = "build"                 # <language>/ for reviewed articles, drafts/<language>/ for others
# languages = "languages"        # language files of your own
# packages = ["../models"]        # packages that come before those in packages/

[articles]
encoding = "utf-8"
check_language = true            # refuse articles that are not English
# [articles.files."archive/*.txt"]   # other settings for some articles, by pattern
# encoding = "cp1252"

[segmentation]
# abbreviations = ["Brig."]      # no sentence ends after these
# join = []                      # regular expressions: no boundary within a match
# split = []                     # regular expressions: a boundary behind a match

[translation]
# leave_out = ["related"]        # kinds of segments that stay English
# low_confidence = 0.4           # drafts below this are counted as doubtful

[memory]
# least = 0.75                   # earlier translations of what is alike to this degree are entered
# trust_exact = false            # true: one of the very same sentence needs no review

[export]
# leave_out = ["related"]        # kinds of segments that exported articles leave out

[checks]
# numbers = "warning"            # or "error", "note", "off"; docs/checks.md lists the checks

[review]
# person = "Lan"                 # who corrects, if not the machine's user name
# record = "history"             # without working times; "nothing" writes nothing down

[downloads]
# index = "https://..."          # another list of Argos packages than the public one
# firefox = "https://..."        # a copy of the server that lists Firefox's models, or a folder
# largest = 4000                 # megabytes that one package may have
"""

FIRST_ARTICLE = """\
Two cities open a new railway line

HANOI - The first train left the capital on Monday morning with 320 passengers on board. \
It arrived in the port city of Hai Phong two hours later.
The minister of transport opens the new station. (Photo: First Agency)

"The line will bring the two cities closer together," the minister said. \
She added that tickets cost 85,000 dong until the end of the year.

(Source: First Agency)
"""

IGNORED = "/build/\n/.pipeline/\n"


def init(folder: Path, languages: Sequence[str], *, article: bool) -> tuple[Path, ...]:
    """Make a folder a project; returns the files made. Nothing that exists is overwritten."""
    settings = folder / config.FILE_NAME
    if os.path.lexists(settings):
        raise UsageError(f"{settings} exists already", "Edit it, or choose another folder")
    text = SETTINGS.format(languages=", ".join(f'"{language}"' for language in languages))
    config.parse(text.encode(), settings)
    wanted = {settings: text, folder / ".gitignore": IGNORED}
    articles = folder / "source_texts"
    if article and not os.path.lexists(articles):
        wanted[articles / "first-article.txt"] = FIRST_ARTICLE
    made = tuple(path for path in wanted if not os.path.lexists(path))
    for path in made:
        files.replace(path, wanted[path].encode(), expected="")
    try:
        articles.mkdir(exist_ok=True)
    except OSError as error:
        raise FileError.of(articles, error, "made") from error
    return made
