"""The commands as Click knows them: a page for the site, and pages for `man`."""

import inspect
import re
from collections.abc import Iterator
from typing import NamedTuple

import click

from pipeline import __version__
from pipeline.cli import pipeline
from tests.docs.words import in_table, prose

_HEAD = """\
# Commands

What `--help` says, in one place. [Exit codes](exit-codes.md) and [JSON](json.md) have pages of
their own.

| command | what it does |
| --- | --- |
"""

_SHARED = """
Options of all commands that work in a project:

"""

_EXIT = {
    "0": "Done.",
    "1": "Done, but something failed or was refused. The others were done all the same.",
    "2": "Wrong usage, or the command cannot run.",
    "130": "Stopped by Ctrl-C (143: SIGTERM, 129: a closed terminal). What was finished is kept.",
}

_EVERYWHERE = {"project_folder", "quiet", "verbose"}


class Known(NamedTuple):
    """A command with its whole name, such as `pipeline packages list`."""

    name: str
    command: click.Command
    context: click.Context

    @property
    def usage(self) -> str:
        """The line that `--help` begins with."""
        return " ".join([self.name, *self.command.collect_usage_pieces(self.context)])

    @property
    def text(self) -> list[str]:
        """The paragraphs of its help."""
        text = inspect.cleandoc(self.command.help or "")
        return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]

    @property
    def options(self) -> list[tuple[str, str]]:
        """What `--help` says of each option of its own."""
        return [said for name, said in self._options() if name not in _EVERYWHERE]

    @property
    def shared(self) -> list[tuple[str, str]]:
        """What `--help` says of the options that all commands in a project have."""
        return [said for name, said in self._options() if name in _EVERYWHERE]

    def _options(self) -> Iterator[tuple[str, tuple[str, str]]]:
        for parameter in self.command.params:
            record = parameter.get_help_record(self.context)
            if isinstance(parameter, click.Option) and record:
                yield parameter.name or "", (record[0], " ".join(record[1].split()))


def commands() -> Iterator[Known]:
    """Give every command, each group before what it holds."""
    yield from _below("pipeline", pipeline, None)


def _below(name: str, command: click.Command, above: click.Context | None) -> Iterator[Known]:
    settings = command.context_settings
    context = click.Context(command, above, name.split()[-1], **settings)
    yield Known(name, command, context)
    if isinstance(command, click.Group):
        for each in command.list_commands(context):
            inner = command.get_command(context, each)
            assert inner, each
            yield from _below(f"{name} {each}", inner, context)


def page() -> str:
    """Write the page of the site."""
    known = list(commands())[1:]
    overview = "".join(
        f"| [`{each.name}`](#{each.name.replace(' ', '-')}) | {in_table(prose(each.text[0]))} |\n"
        for each in known
    )
    shared = _SHARED + _table(known[1].shared)
    return _HEAD + overview + shared + "".join(map(_section, known))


def _section(each: Known) -> str:
    heading = "#" * each.name.count(" ")
    parts = [f"\n#{heading} {each.name}\n", f"```text\n{each.usage}\n```\n"]
    parts += [f"{prose(paragraph)}\n" for paragraph in each.text]
    if each.options:
        parts.append(_table(each.options))
    return "\n".join(parts)


def _table(options: list[tuple[str, str]]) -> str:
    rows = (f"| `{in_table(name)}` | {in_table(prose(said))} |\n" for name, said in options)
    return "| option | what it does |\n| --- | --- |\n" + "".join(rows)


def manuals() -> dict[str, str]:
    """Write a page for `man` of each command, by file name; a group's holds all that it has."""
    known = list(commands())
    pages = {"pipeline.1": _manual(known[:1], known)}
    for first in known:
        if first.name.count(" ") == 1:
            under = [each for each in known if f"{each.name} ".startswith(f"{first.name} ")]
            pages[f"{_dashed(first)}.1"] = _manual(under, known)
    return pages


def _dashed(each: Known) -> str:
    return each.name.replace(" ", "-")


def _manual(under: list[Known], known: list[Known]) -> str:
    first, *more = under
    title = first.text[0].rstrip(".")
    lines = [
        f'.TH {_dashed(first).upper()} 1 "" "pipeline {__version__}" "User Commands"',
        ".SH NAME",
        f"{_roff(_dashed(first))} \\- {_roff(title[:1].lower() + title[1:])}",
        ".SH SYNOPSIS",
        *_joined(_usage(each) for each in (more or [first])),
        ".SH DESCRIPTION",
        *_paragraphs(first),
    ]
    for each in more:
        lines += [f".SH {each.name.upper()}", *_paragraphs(each), *_options(each.options)]
    if first.name == "pipeline":
        lines += [".SH OPTIONS", *_options(first.options), ".SH COMMANDS"]
        for each in known:
            if each.name.count(" ") == 1:
                lines += [".TP", f".BR {_roff(_dashed(each))} (1)", _roff(each.text[0])]
    elif not more:
        lines += [".SH OPTIONS", *_options(first.options + first.shared)]
    if more:
        lines += [".SH OPTIONS OF ALL OF THEM", *_options(more[0].shared)]
    lines += [".SH EXIT STATUS", *_options(list(_EXIT.items()))]
    lines += [".SH SEE ALSO", ".BR pipeline (1)"]
    return "\n".join(lines) + "\n"


def _usage(each: Known) -> list[str]:
    pieces = each.command.collect_usage_pieces(each.context)
    return [f".B {_roff(each.name)}", _roff(" ".join(pieces))]


def _joined(usages: Iterator[list[str]]) -> Iterator[str]:
    for number, usage in enumerate(usages):
        if number:
            yield ".br"
        yield from usage


def _paragraphs(each: Known) -> Iterator[str]:
    for number, paragraph in enumerate(each.text):
        if number:
            yield ".PP"
        yield _roff(paragraph.replace("`", ""))


def _options(options: list[tuple[str, str]]) -> Iterator[str]:
    for name, said in options:
        yield from (".TP", f".B {_roff(name)}", _roff(said.replace("`", "")))


def _roff(text: str) -> str:
    """Write a text so that neither its signs nor its beginning are taken for roff."""
    text = text.replace("\\", "\\e").replace("-", "\\-").replace('"', "\\(dq")
    return re.sub(r"^(?=[.'])", r"\\&", text)
