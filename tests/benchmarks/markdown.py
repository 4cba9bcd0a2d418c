"""Markdown against the examples of the CommonMark specification: what is kept, what is the same.

    python tests/benchmarks/markdown.py SPEC_TXT

SPEC_TXT is spec.txt of the npm package commonmark-spec. Each example is written once as it is, and
once with every block rendered anew from its flow, after which its HTML must be the same.
"""

import re
import sys
from pathlib import Path

from markdown_it import MarkdownIt

from pipeline.articles import markdown
from pipeline.articles.flow import own_text
from pipeline.articles.options import ReadOptions

EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n.*?^`{32}$", re.MULTILINE | re.DOTALL)
TABLES = (
    "| a | b |\n|---|:--:|\n| c\\|d | `e\\|f` |\n| *g* | |\n",
    "a|b\n-|-\nc|d|e\nf\n",
    "> | x | y |\n> |---|---|\n> | 1 | 2 |\n\nafter\n",
    "- | x | y |\n  |---|---|\n  | 1 | 2 |\n",
    "| a |\n|---|\n|  |\n| \\| |\n",
    "|a|b|\n|-|-|\n|x\n|y|z\n",
)


def main(spec: Path) -> None:
    """Count the examples that are kept, and those that are the same when rendered anew."""
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    found = [each.replace("→", "\t") for each in EXAMPLE.findall(spec.read_text(encoding="utf-8"))]
    kept = same = 0
    examples = [each for each in (*found, *TABLES) if each.strip()]
    for raw in examples:
        article = markdown.read(raw.encode(), Path("a.md"), "a.md", ReadOptions())
        own = [own_text(article, block) for block in article.blocks]
        kept += markdown.write(article, own, "vi") == raw.encode()
        # Another text first, since what does not change is not rendered.
        marked = [f"{text} ." for text in own]
        made = markdown.write(article, marked, "vi").decode()
        again = markdown.read(made.encode(), Path("a.md"), "a.md", ReadOptions())
        restored = (
            markdown.write(again, own, "vi").decode() if len(again.blocks) == len(own) else ""
        )
        same += _tidy(html.render(restored)) == _tidy(html.render(raw))
    sys.stdout.write(
        f"{len(examples)} examples: {kept} kept byte for byte, {same} the same when rendered anew\n"
    )


def _tidy(html: str) -> str:
    return " ".join(html.split())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
