"""Examples of the documentation: each could be typed, and some are."""

import re
import shlex

import click
import pytest

from pipeline.cli import pipeline
from tests.docs.reading import PAGES, Example, examples, shown

TYPED = [
    pytest.param(part, id=f"{shown(page)}: {' '.join(part)}")
    for page in PAGES
    for example in examples(page)
    for part in (shlex.split(piece) for piece in re.split(r"&&|\|\||[|;]", example.command))
    if part[:1] == ["pipeline"]
]


@pytest.mark.parametrize("words", TYPED)
def test_every_example_could_be_typed(words: list[str]) -> None:
    """
    Its command is there, takes such options and values, and lacks nothing.
    """
    words = words[1 : words.index(">")] if ">" in words else words[1:]
    context = click.Context(pipeline, info_name="pipeline")
    command: click.Command = pipeline
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, *words = words
        found = command.get_command(context, name)
        assert found, f"there is no {name}"
        command, context = found, click.Context(found, context, name)

    given, rest, _ = command.make_parser(context).parse_args(list(words))

    assert not rest
    for parameter in command.params:
        value = given.get(parameter.name or "")
        missing = not isinstance(value, str | int | tuple | list) or value == ()
        assert not (missing and parameter.required), f"{parameter.name} is missing"
        if not missing and isinstance(parameter.type, click.Choice):
            parameter.type.convert(value, parameter, context)


def test_sessions_are_read_with_what_is_shown() -> None:
    """
    Comments are left out, and long commands put together.
    """
    page = next(page for page in PAGES if page.name == "tutorial.md")

    assert Example("cd news", ()) in list(examples(page))
