"""The name ledger of a project: each name of its articles, and how translations write it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.checks.ledger import ledger
from pipeline.workflow.check import Totals, catalogues, remembered
from pipeline.workflow.project import Project, Selection
from pipeline.workflow.report import Failure, Observer


@dataclass(frozen=True, slots=True)
class Row:
    """A name with its forms in a language, each with the places where it is used so."""

    language: str
    source: str
    kind: str
    forms: Mapping[str, Sequence[str]]

    def as_dict(self) -> dict[str, Any]:
        """Give the row as JSON has it."""
        return {
            "language": self.language,
            "name": self.source,
            "kind": self.kind,
            "forms": [{"form": form, "places": list(at)} for form, at in self.forms.items()],
        }


@dataclass(slots=True)
class Names:
    """All names, and what could not be read."""

    rows: list[Row] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


def names(project: Project, selection: Selection, observer: Observer) -> Names:
    """Collect the names in the catalogues asked for. Raises UsageError."""
    totals, found = Totals(), Names()
    with remembered(project) as state:
        for language, loaded in catalogues(project, selection, observer, totals, state):
            pairs = [pair for each in loaded for pair in each.pairs]
            places = [f"{each.file}:{entry.line}" for each in loaded for entry in each.entries]
            for name in ledger(pairs):
                forms = {form.text: [places[at] for at in form.indices] for form in name.forms}
                found.rows.append(Row(language.code, name.source, name.kind, forms))
    found.failures = totals.failures
    return found
