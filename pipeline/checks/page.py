"""docs/checks.md, written from the table: `python -m pipeline.checks.page > docs/checks.md`."""

import sys
from collections.abc import Iterator

from pipeline.checks import Across, Check, table
from pipeline.checks.options import Switch

_HEAD = """\
# Checks

`pipeline check` looks at every translation and draft of the catalogues, and at the names and
sentences of a language together. What it finds is an **error** (it is wrong), a **warning** (it
may be), or a **note** (a matter of taste).

```console
$ pipeline check --top 20                     # what to look at first, drafts without findings too
$ pipeline check --format lines --check numbers
$ pipeline check --fail-on warning --format junit > report.xml
```

**The order** is that of the risk, a number between 0 and 1: errors first (from 0.75), then drafts
of low confidence (from 0.5), then translations whose sentence has changed (from 0.25), then the
rest.

**Other severities** for a project, or none, stand in `pipeline.toml`:

```toml
[checks]
numbers = "warning"       # {switches}
```

**A finding that is none** is dismissed by a comment of the translator, in any tool, or by
`pipeline check --dismiss numbers --at FILE:LINE --reason "the source is wrong"`:

```po
# pipeline: dismiss numbers (the source is wrong)
```

The next run puts eight digits behind the name, which seal the two texts: when either changes, the
dismissal has ended, and `check` says so. Wrong tags cannot be dismissed, except
in plain text: no article is exported with them.

| check | severity | what it says |
| --- | --- | --- |
"""


def page() -> str:
    """Write the page."""
    rows = table.rows()
    switches = ", ".join(f'"{switch}"' for switch in Switch)
    head = _HEAD.format(switches=switches)
    overview = "".join(
        f"| [{row.id}](#{row.id}) | {row.severity} | {row.title} |\n" for row in rows
    )
    return "\n".join([head + overview, *("\n".join(_section(row)) for row in rows)])


def _section(row: Check | Across) -> Iterator[str]:
    yield f"## {row.id}\n"
    yield f"**{row.title}.**\n"
    facts = [f"Severity: {row.severity}"]
    if row in table.ACROSS:
        facts.append("looks at all entries of a language")
    if row.formerly:
        facts.append(f"formerly {', '.join(row.formerly)}")
    yield f'{"; ".join(facts)}. Off: `{row.id} = "off"`.\n'
    if row.explanation:
        yield f"{row.explanation}\n"


if __name__ == "__main__":
    sys.stdout.write(page())
