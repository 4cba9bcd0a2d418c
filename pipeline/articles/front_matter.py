"""Front matter: the YAML between two `---` lines at the head of a Markdown file.

This is the only file of the room that imports a YAML parser; of values it only says where they
stand, for nothing but those that are translated is ever written anew.
"""

import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any, NamedTuple

from pipeline.errors import ArticleError
from pipeline.model import Span

_LINE_END = r"(?:\r\n|\r|\n)"
_YAML = re.compile(
    rf"---[ \t]*{_LINE_END}(?P<body>(?:.*?{_LINE_END})??)(?:---|\.\.\.)[ \t]*(?=[\r\n]|\Z)",
    re.DOTALL,
)
_TOML = re.compile(rf"\+\+\+[ \t]*{_LINE_END}.*?{_LINE_END}\+\+\+[ \t]*(?=[\r\n]|\Z)", re.DOTALL)


class Value(NamedTuple):
    """A text in front matter: its key, where it stands in the file, and what it says."""

    key: str
    span: Span
    text: str


class Found(NamedTuple):
    """The values that are to be translated, and where the front matter ends."""

    values: tuple[Value, ...]
    end: int


def find(raw: str, path: Path, keys: Collection[str]) -> Found:
    """Read the front matter of a file, which may have none. TOML (`+++`) is passed over.

    Raises ArticleError if it is no YAML. Two lines with something else than keys and values
    between them are a part of the article.
    """
    if toml := _TOML.match(raw):
        return Found((), toml.end())
    yaml = _YAML.match(raw)
    if not yaml:
        return Found((), 0)
    values = _values(yaml["body"], path)
    if values is None:
        return Found((), 0)
    at = yaml.start("body")
    return Found(
        tuple(
            Value(key, Span(at + start, at + end), text)
            for key, (start, end), text in values
            if key in keys and text.strip()
        ),
        yaml.end(),
    )


def written(text: str, old: str) -> str:
    """Write a text as a value, in the quotation marks of the old one where it has some."""
    if old.startswith("'") and "'" not in text:
        return f"'{text}'"
    if not old.startswith(('"', "'", "|", ">")) and _is_plain(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _values(body: str, path: Path) -> list[tuple[str, Span, str]] | None:
    yaml = _parser()
    try:
        node = yaml.compose(body, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"line {mark.line + 2}" if mark else "its beginning"
        reason = getattr(error, "problem", None) or "it holds characters that YAML does not know"
        raise ArticleError(
            path, f"its front matter is no YAML: {where}: {reason}", "Mend it, or remove it"
        ) from error
    if node is None:
        return []
    if not isinstance(node, yaml.MappingNode):
        return None
    return [
        (str(key.value), _span(body, value), str(value.value))
        for key, value in node.value
        if isinstance(value, yaml.ScalarNode) and value.tag == "tag:yaml.org,2002:str"
    ]


def _span(body: str, value: Any) -> Span:
    """Say where a value stands, without the line end behind one of several lines."""
    start, end = value.start_mark.index, value.end_mark.index
    return Span(start, start + len(body[start:end].rstrip()))


def _is_plain(text: str) -> bool:
    """Say whether YAML reads a text back as it is, without quotation marks."""
    yaml = _parser()
    if "\n" in text or text != text.strip():
        return False
    try:
        return bool(yaml.safe_load(f"a: {text}") == {"a": text})
    except (yaml.YAMLError, ValueError):
        return False


def _parser() -> Any:
    import yaml  # type: ignore[import-untyped]

    return yaml
