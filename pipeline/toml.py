"""TOML files read strictly: wrong types and unknown keys are refused, each with its line.

msgspec checks the types but knows neither lines nor nearest keys, so both are found here.
"""

import dataclasses
import difflib
import re
import typing
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from pipeline.errors import ConfigError, UsageError

Schema = TypeVar("Schema")

_PAIR = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*[\w"'-]+)*)\s*=""")


def parse(
    data: bytes, path: Path, schema: type[Schema], *, given: Mapping[str, object] | None = None
) -> Schema:
    """Read TOML into a dataclass, whose defaults stand for what is not written.

    `given` are fields that the file may not set. `path` is for messages. Raises ConfigError.
    """
    import tomllib

    import msgspec

    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(path, line, "this is not UTF-8", "Save the file as UTF-8") from error
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        reason = str(error).split(" (at")[0]
        raise ConfigError(path, line, f"this is not TOML: {reason}") from error
    for keys, known in _unknown(table, schema, set(given or ())):
        near = difflib.get_close_matches(keys[-1], known, n=1)
        raise ConfigError(
            path,
            line_of(text, keys),
            f"there is no setting {_dotted(keys)}",
            f"Did you mean {near[0]}?" if near else f"There are: {', '.join(sorted(known))}",
        )
    try:
        return msgspec.convert({**table, **(given or {})}, schema)
    except msgspec.ValidationError as error:
        message, _, where = str(error).partition(" - at `$")
        keys = tuple(re.findall(r"[^.\[\]`]+", where))
        name = _dotted(keys)
        message = f"{message[:1].lower()}{message[1:]}"
        reason = f"{name}: {message}" if name else message
        raise ConfigError(path, line_of(text, keys), reason, _choices(schema, keys)) from error
    except UsageError as error:
        # Options check themselves, and name the field that they do not like.
        named = (keys for keys in _leaves(table) if keys[-1] in error.message.split())
        raise ConfigError(
            path, line_of(text, next(named, ())), error.message, error.hint
        ) from error


def line_of(text: str, keys: Sequence[str]) -> int:
    """Find the line on which a key is set, or the nearest table around it; 0 if on none."""
    table: tuple[str, ...] = ()
    last: dict[tuple[str, ...], int] = {}
    best, best_depth = 0, 0
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*(\[+)\s*([^\]]+?)\s*\]", line):
            here = table = _place(_parts(header[2]), last, is_new=len(header[1]) > 1)
        elif pair := _PAIR.match(line):
            here = (*table, *_parts(pair[1]))
        else:
            continue
        depth = min(len(here), len(keys))
        if here[:depth] == tuple(keys[:depth]) and depth > best_depth:
            best, best_depth = number, depth
    return best


def _dotted(keys: Sequence[str]) -> str:
    return ".".join(key for key in keys if not key.isdigit() and key != "...")


def _place(
    parts: tuple[str, ...], last: dict[tuple[str, ...], int], *, is_new: bool
) -> tuple[str, ...]:
    """Number the tables that stand several times; `last` has the number of the last of each."""
    if is_new:
        last[parts] = last.get(parts, -1) + 1
    return (*parts, str(last[parts])) if parts in last else parts


def _unknown(
    table: Mapping[str, Any], schema: Any, given: set[str], at: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], set[str]]]:
    """Find keys that the schema has not, each with those that it has at that place."""
    hints = typing.get_type_hints(schema)
    known = set(hints) - given
    for key, value in table.items():
        if key not in known:
            yield (*at, key), known
        elif isinstance(value, dict) and dataclasses.is_dataclass(hints[key]):
            yield from _unknown(value, hints[key], set(), (*at, key))
        elif isinstance(value, dict | list):
            schemas = [
                each for each in typing.get_args(hints[key]) if dataclasses.is_dataclass(each)
            ]
            inside = value.items() if isinstance(value, dict) else enumerate(value)
            for name, inner in inside:
                if schemas and isinstance(inner, dict):
                    yield from _unknown(inner, schemas[0], set(), (*at, key, str(name)))


def _leaves(table: Mapping[str, Any], at: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _leaves(value, (*at, key))
        else:
            yield (*at, key)


def _choices(schema: Any, keys: Sequence[str]) -> str:
    """List what may stand at a place where only some words may."""
    for key in keys:
        if dataclasses.is_dataclass(schema):
            schema = typing.get_type_hints(schema).get(key)
        elif typing.get_args(schema):
            schema = typing.get_args(schema)[0]
    if isinstance(schema, type) and issubclass(schema, Enum):
        return f"There are: {', '.join(each.value for each in schema)}"
    return ""


def _parts(dotted: str) -> tuple[str, ...]:
    found = re.findall(r""""([^"]*)"|'([^']*)'|([\w-]+)""", dotted)
    return tuple("".join(groups) for groups in found)
