"""The interface for Python, in the words of its docstrings."""

import ast
import enum
import inspect
import re
import textwrap
from collections.abc import Iterator
from typing import Any

import pipeline
from tests.docs.words import in_table, prose, text_below

_HEAD = """\
# Python interface

What the commands do can be done from Python. A program of your own, such as one that puts
articles on the web, calls the very functions that the commands call:

```python
from pipeline import PipelineError, Selection, Steps, check, export_articles, open_project, run

try:
    project = open_project("newsroom")
    vietnamese = Selection(languages=("vi",))
    report = run(project, vietnamese, Steps(export=False))
    print(report.drafted, "sentences drafted")
    for catalogue in check(project, vietnamese):
        for looked in catalogue:
            for finding in looked.findings:
                print(f"{looked.file}:{looked.entry.line}: {finding.severity}: {finding.message}")
    exports = export_articles(project, vietnamese)
    print([project.shown(path) for path in exports.written], "are fit for publication")
    for refusal in exports.refused:
        print(refusal.path, "is not:", refusal.unfit[0].reason)
    for failure in report.failures + exports.failures:
        print(failure.message, failure.hint)
except PipelineError as error:
    print(error.message, error.hint)
```

[A notebook](../examples/newsroom.ipynb) goes the whole path; the tests run it.

- `import pipeline` loads nothing; each name is imported when it is asked for.
- The names on this page, their parameters and fields stay as they are within a major version;
  more may be added. Parameters whose types are not on this page (`engines`) are for tests. All
  else in the package may change at any time.
- What a user can mend is a [`PipelineError`](#class-pipelineerror), of which `UsageError` and all
  others that are named below are kinds. One bad article never stops the others: it is among the
  `failures` of what is returned.
- Defaults in capitals are what their types make without arguments: `ALL` is `Selection()`,
  `EVERYTHING` is `Steps()`, `REVIEWED` is `Edition()`, and `SILENT` is `Observer()`.
- Values are frozen, but for `Report`, `Exports`, `Status` and `Totals`, which fill while work goes
  on. Afterwards they are yours: nothing else keeps them.
- The package tells its types to type checkers (`py.typed`).

"""

NAMES = sorted(name for names in pipeline._HOMES.values() for name in names)
FUNCTIONS = [name for name in NAMES if inspect.isfunction(getattr(pipeline, name))]
TYPES = [name for name in NAMES if name not in FUNCTIONS]

# What may stand in an annotation beside the names of the interface.
_KNOWN = {
    *("Any", "Iterator", "Mapping", "None", "Path", "PurePosixPath", "Sequence"),
    *("bool", "dict", "float", "int", "list", "str", "tuple", *NAMES),
}
# How the stories fill what they return, and what is nobody's business outside.
_WITHIN = {
    *("add", "items", "lock_path", "low_below", "memory_path", "of", "reviews_path", "severities"),
    "state_path",
}
_WIDTH = 88


def page() -> str:
    """Write the page."""
    rows = []
    for name in (*FUNCTIONS, *TYPES):
        first = re.split(r"[.;](?=\s|$)", _doc(getattr(pipeline, name)))[0]
        anchor = name if name in FUNCTIONS else f"class-{name.lower()}"
        rows.append(f"| [`{name}`](#{anchor}) | {in_table(prose(first))} |\n")
    overview = "| name | what it is |\n| --- | --- |\n" + "".join(rows)
    sections = [
        *(_section(name, _signature(name, _parsed(getattr(pipeline, name)))) for name in FUNCTIONS),
        *(_section(name, _outline(getattr(pipeline, name))) for name in TYPES),
    ]
    return _HEAD + overview + "".join(sections)


def _section(name: str, code: str) -> str:
    block = f"\n```python\n{code}\n```\n" if code else ""
    heading = name if name in FUNCTIONS else f"class {name}"
    return f"\n## {heading}\n\n{prose(_doc(getattr(pipeline, name)))}\n{block}"


def _doc(thing: Any) -> str:
    return inspect.cleandoc(thing.__doc__ or "")


def _parsed(thing: Any) -> Any:
    return ast.parse(textwrap.dedent(inspect.getsource(thing))).body[0]


def _written(node: ast.AST) -> str:
    return ast.unparse(node).replace("'", '"')


def _signature(name: str, node: ast.FunctionDef) -> str:
    args = node.args
    given = [None] * (len(args.args) - len(args.defaults)) + list(args.defaults)
    parts = [_parameter(*each) for each in zip(args.args, given, strict=True)]
    if args.kwonlyargs:
        named = zip(args.kwonlyargs, args.kw_defaults, strict=True)
        parts += ["*", *(_parameter(*each) for each in named)]
    if parts[:1] == ["self"]:
        del parts[0]
    result = f" -> {_written(node.returns)}" if node.returns else ""
    line = f"{name}({', '.join(parts)}){result}"
    if len(line) <= _WIDTH:
        return line
    return f"{name}(\n" + "".join(f"    {part},\n" for part in parts) + f"){result}"


def _parameter(arg: ast.arg, default: ast.expr | None) -> str:
    text = _written(arg)
    return text if default is None else f"{text} = {_written(default)}"


def _outline(cls: type) -> str:
    """Write what an object of a type has, a line each, and what is said of it behind that."""
    if issubclass(cls, enum.Enum):
        return "\n".join(f'{member.name} = "{member.value}"' for member in cls)
    return "\n".join(
        line
        if not said
        else f"{line}  # {said}"
        if len(line) + len(said) < _WIDTH
        else f"# {said}\n{line}"
        for line, said in _members(cls)
    )


def _members(cls: type) -> Iterator[tuple[str, str]]:
    body = [] if issubclass(cls, BaseException) else _parsed(cls).body
    for node, below in zip(body, [*body[1:], None][: len(body)], strict=True):
        if isinstance(node, ast.AnnAssign) and _is_open(node, _written(node.target)):
            # The default of a field that is made anew for each object is nothing to read.
            is_plain = node.value and not isinstance(node.value, ast.Call)
            default = f" = {_written(node.value)}" if node.value and is_plain else ""
            yield (
                f"{_written(node.target)}: {_written(node.annotation)}{default}",
                text_below(below),
            )
    for node in body:
        if isinstance(node, ast.FunctionDef) and _is_open(node, node.name):
            said = (ast.get_docstring(node) or "").split("\n\n")[0]
            if any(_written(each) == "property" for each in node.decorator_list):
                yield f"{node.name}: {_written(node.returns or ast.Constant(None))}", said
            else:
                yield _signature(node.name, node), said


def _is_open(node: ast.AST, name: str) -> bool:
    """Say whether a field or method is for all, and speaks only of what this page has."""
    if name in _WITHIN or (name.startswith("_") and name != "__iter__"):
        return False
    if isinstance(node, ast.FunctionDef):
        hints = [arg.annotation for arg in (*node.args.args, *node.args.kwonlyargs)]
        hints.append(node.returns)
    else:
        assert isinstance(node, ast.AnnAssign)
        hints = [node.annotation]
    spoken = {
        each.id
        for hint in filter(None, hints)
        for each in ast.walk(hint)
        if isinstance(each, ast.Name)
    }
    return spoken <= _KNOWN
