"""pipeline.toml as config.py has it: each table with its settings, defaults and meaning."""

import ast
import dataclasses
import inspect
import json
import textwrap
import typing
from collections.abc import Iterator
from typing import Any

from pipeline.config import ConfigFile, FileSettings
from tests.docs.words import in_table, prose, text_below

_HEAD = """\
# Configuration

All settings stand in `pipeline.toml`, in the project's folder. What is left out has its default.
`pipeline config show` prints what is in force. A setting that does not exist, or has a value
that cannot be, is refused with its line before anything is done.

Paths are taken from the folder of pipeline.toml.

| table | what it is about |
| --- | --- |
"""

_LANGUAGES = """
## languages

The languages to translate into, by code, such as `languages = ["vi", "ru"]`. It stands above
all tables. Each needs a [package](../packages.md#which-package-is-used); one that does not come
with the tool also needs [a file](../how-to/language.md).
"""

_CHECKS = """
## checks

Other severities for [checks](../checks.md), by name: `"error"`, `"warning"`, `"note"`, or `"off"`.

```toml
[checks]
numbers = "warning"
quote-form = "off"
```
"""


def page() -> str:
    """Write the page."""
    tables = list(_tables())
    names = ["languages", *(name for name, _ in tables), "checks"]
    about = {name: _about(schema) for name, schema in tables}
    about |= {
        "languages": "The languages to translate into.",
        "checks": "How grave the findings of a check are.",
    }
    overview = "".join(f"| [{name}](#{_anchor(name)}) | {about[name]} |\n" for name in names)
    sections = "".join(_section(name, schema) for name, schema in tables)
    return _HEAD + overview + _LANGUAGES + sections + _CHECKS


def _tables() -> Iterator[tuple[str, type]]:
    hints = typing.get_type_hints(ConfigFile)
    for field in dataclasses.fields(ConfigFile):
        schema = hints[field.name]
        if dataclasses.is_dataclass(schema):
            assert isinstance(schema, type)
            yield field.name, schema
            if field.name == "articles":
                yield 'articles.files."PATTERN"', FileSettings


def _anchor(name: str) -> str:
    return name.replace(".", "").replace('"', "").lower()


def _about(schema: type) -> str:
    first = _doc(schema).split(" (`[")[0].rstrip(".")
    return f"{in_table(prose(first))}."


def _doc(schema: type) -> str:
    return (inspect.getdoc(schema) or "").split("\n\n")[0]


def _section(name: str, schema: type) -> str:
    rows = "".join(
        f"| `{key}` | {in_table(kind)} | {in_table(default)} | {in_table(prose(said))} |\n"
        for key, kind, default, said in _settings(schema)
    )
    about = _doc(schema)
    return (
        f"\n## {name}\n\n{prose(' '.join(about.split()))}\n\n"
        "| setting | type | default | what it says |\n| --- | --- | --- | --- |\n" + rows
    )


def _settings(schema: type) -> Iterator[tuple[str, str, str, str]]:
    """Give the fields of a schema with what the text under each says of it."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(schema))).body[0]
    assert isinstance(tree, ast.ClassDef)
    said = {}
    for node, below in zip(tree.body, [*tree.body[1:], None], strict=True):
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            text = text_below(below) or "As for all articles, if left out."
            said[node.target.id] = inspect.cleandoc(text).split("\n\n")[0]
    hints = typing.get_type_hints(schema)
    for field in dataclasses.fields(schema):
        if hints[field.name] != dict[str, FileSettings]:
            default = field.default
            yield field.name, _kind(hints[field.name]), _shown(default), said[field.name]


def _kind(hint: Any) -> str:
    if typing.get_origin(hint) is tuple:
        return "list of texts"
    return {str: "text", bool: "true or false", int: "whole number", float: "number"}.get(
        next((each for each in typing.get_args(hint) if each is not type(None)), hint), "text"
    )


def _shown(default: object) -> str:
    if default is None or default is dataclasses.MISSING:
        return "–"
    value = list(default) if isinstance(default, tuple) else default
    return f"`{json.dumps(value, ensure_ascii=False)}`"
